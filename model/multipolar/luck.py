"""Random numbers by address.

Every random decision of the model has a named stream. A number is addressed by (seed, stream,
month, run, lane), never by the order in which it was asked for, so run k meets the same luck
alone, in any block, in any worker, after a restart and in every scenario (common random numbers).
A new stream never shifts an old one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

Kind = Literal["uniform", "normal"]

RUNS_PER_MONTH = 1 << 32
_PERIOD = 1 << 128
_HALF_STEP = 2.0**-54


@dataclass(frozen=True)
class Draw:
    """A named stream as a rule or an agent declares it.

    Parameters
    ----------
    stream : str
        Name of the decision; streams of different names are independent.
    axis : str
        Axis whose members each get a number of their own.
    kind : {"uniform", "normal"}
        Uniform on [0, 1), compared with probabilities, or standard normal.
    """

    stream: str
    axis: str
    kind: Kind = "uniform"


def stream_id(stream: str) -> int:
    """Return the number of a stream: the first 64 bits of the SHA-256 of its name."""
    return int.from_bytes(hashlib.sha256(stream.encode()).digest()[:8], "big")


@dataclass(frozen=True, eq=False)
class History:
    """The past that some runs share: the luck of other runs, up to a month.

    Parameters
    ----------
    last : int
        Number of the last month of the past.
    seed, runs : int
        Seed and number of the runs whose luck it is.
    run : ndarray
        Index, below ``runs``, of the one whose luck each run meets.
    """

    last: int
    seed: int
    runs: int
    run: NDArray[np.intp]


class Luck:
    """The random numbers of a contiguous range of runs.

    Parameters
    ----------
    seed : int
        Seed of the experiment, 0 or larger.
    first_run : int
        Index of the first run of the range.
    runs : int
        Number of runs in the range, 1 or larger.
    history : History, optional
        Whose luck the runs meet up to a month; their own in all months by default.
    rows : ndarray, optional
        Place in the range of the run whose luck each row meets: rows may share a run's luck, at
        the same addresses. One row for each run by default.
    """

    def __init__(
        self,
        seed: int,
        first_run: int,
        runs: int,
        history: History | None = None,
        rows: NDArray[np.intp] | None = None,
    ) -> None:
        if seed < 0 or first_run < 0 or not 1 <= runs <= RUNS_PER_MONTH - first_run:
            raise ValueError(
                f"seed {seed}, first_run {first_run}, runs {runs}: seed and first_run are 0 or "
                "larger, runs is 1 or larger"
            )
        self.seed = seed
        self.first_run = first_run
        self.runs = runs
        self.history = history
        self.rows = rows
        self._past = None if history is None else Luck(history.seed, 0, history.runs)
        self._sources: dict[str, tuple[PCG64, Generator, int]] = {}

    def uniform(self, stream: str, month: int, lanes: int) -> NDArray[np.float64]:
        """Return uniforms on [0, 1) of shape (rows, lanes) for one month of a stream.

        The runs lie side by side in memory, as in the world.

        The lanes of a run are padded to a power of two, so a stream may gain lanes up to that
        power without moving the others. The padding is left out before the runs are put side by
        side: with a power of two between them, runs compete for the same places of the cache.
        """
        width = 1 << max(lanes - 1, 0).bit_length()
        numbers = self._of_runs(stream, month, width)
        rows = numbers if self.rows is None else numbers.take(self.rows, axis=0)
        return np.asfortranarray(np.ascontiguousarray(rows[:, :lanes]))

    def _of_runs(self, stream: str, month: int, width: int) -> NDArray[np.float64]:
        """Return the uniforms of every run of the range, padding included, shape (runs, width)."""
        if self.history is not None and self._past is not None and month <= self.history.last:
            return self._past._of_runs(stream, month, width).take(self.history.run, axis=0)
        address = (month * RUNS_PER_MONTH + self.first_run) * width
        source, generator, position = self._source(stream)
        if address != position:
            source.advance((address - position) % _PERIOD)
        numbers = generator.random((self.runs, width))
        self._sources[stream] = (source, generator, address + self.runs * width)
        return numbers

    def normal(self, stream: str, month: int, lanes: int) -> NDArray[np.float64]:
        """Return standard normals of shape (runs, lanes), by inverse distribution function."""
        from scipy.special import ndtri  # waits until somebody draws: tables need no scipy

        numbers: NDArray[np.float64] = ndtri(self.uniform(stream, month, lanes) + _HALF_STEP)
        return numbers

    def draw(self, draw: Draw, month: int, lanes: int) -> NDArray[np.float64]:
        """Return the numbers of a declared draw, shape (runs, lanes)."""
        kind = self.normal if draw.kind == "normal" else self.uniform
        return kind(draw.stream, month, lanes)

    def _source(self, stream: str) -> tuple[PCG64, Generator, int]:
        if stream not in self._sources:
            source = PCG64(SeedSequence(self.seed, spawn_key=(stream_id(stream),)))
            self._sources[stream] = (source, Generator(source), 0)
        return self._sources[stream]
