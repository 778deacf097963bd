"""Random numbers by address.

Every random decision of the model has a named stream. A number is addressed by (seed, stream,
month, run, lane), never by the order in which it was asked for, so run k meets the same luck
alone, in any block, in any worker, after a restart and in every scenario (common random numbers).
A new stream never shifts an old one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from threading import Lock
from typing import Any, Literal

import numpy as np
from numpy.random import PCG64, Generator, SeedSequence
from numpy.typing import NDArray

Kind = Literal["uniform", "normal"]

Lanes = NDArray[np.intp]
"""Places on the axis of a stream."""

RUNS_PER_MONTH = 1 << 32
_PERIOD = 1 << 128
_HALF_STEP = 2.0**-54

PAST_BYTES = 50_000_000
"""Memory for the luck of a past, which the blocks of a process have in common."""


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


@cache
def stream_id(stream: str) -> int:
    """Return the number of a stream: the first 64 bits of the SHA-256 of its name."""
    return int.from_bytes(hashlib.sha256(stream.encode()).digest()[:8], "big")


@lru_cache(maxsize=2048)
def _beginning(seed: int, stream: str) -> SeedSequence:
    """Return what a stream begins with: each block of an experiment asks for it again."""
    return SeedSequence(seed, spawn_key=(stream_id(stream),))


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
        self._sources: dict[str, tuple[PCG64, Generator, int]] = {}

    def uniform(self, stream: str, month: int, lanes: int) -> NDArray[np.float64]:
        """Return uniforms on [0, 1) of shape (rows, lanes) for one month of a stream.

        The runs lie side by side in memory, as in the world.

        The lanes of a run are padded to a power of two, so a stream may gain lanes up to that
        power without moving the others. The padding is left out before the runs are put side by
        side: with a power of two between them, runs compete for the same places of the cache.
        """
        return self._numbers(Draw(stream, ""), month, lanes)

    def normal(self, stream: str, month: int, lanes: int) -> NDArray[np.float64]:
        """Return standard normals of shape (rows, lanes), by inverse distribution function."""
        return self._numbers(Draw(stream, "", "normal"), month, lanes)

    def draw(
        self, draw: Draw, month: int, lanes: int, some: Lanes | None = None
    ) -> NDArray[np.float64]:
        """Return the numbers of a declared draw, shape (rows, lanes), or those of some lanes."""
        return self._numbers(draw, month, lanes, some)

    def _numbers(
        self, draw: Draw, month: int, lanes: int, some: Lanes | None = None
    ) -> NDArray[np.float64]:
        if self.history is not None and month <= self.history.last:
            past, places = self._past
            found = past.numbers(draw, month, lanes)
            return (found if some is None else found[some]).take(places, axis=1).T
        width = 1 << max(lanes - 1, 0).bit_length()
        numbers = self._of_runs(draw.stream, month, width)
        if self.rows is not None:
            numbers = numbers.take(self.rows, axis=0)
        mine = numbers[:, :lanes] if some is None else numbers.take(some, axis=1)
        return _of_kind(draw, np.asfortranarray(np.ascontiguousarray(mine)))

    @cached_property
    def _past(self) -> tuple[_Past, NDArray[np.intp]]:
        """The luck of the past, and the place there of the run whose luck each row meets."""
        assert self.history is not None
        run = self.history.run if self.rows is None else self.history.run[self.rows]
        past = _past_of(self.history.seed, self.history.runs, run)
        return past, np.searchsorted(past.met, run)

    def __getstate__(self) -> dict[str, Any]:
        """Return all but the luck of the past, which is there to be had."""
        return {name: value for name, value in self.__dict__.items() if name != "_past"}

    def _of_runs(self, stream: str, month: int, width: int) -> NDArray[np.float64]:
        """Return the uniforms of every run of the range, padding included, shape (runs, width)."""
        address = (month * RUNS_PER_MONTH + self.first_run) * width
        source, generator, position = self._source(stream)
        if address != position:
            source.advance((address - position) % _PERIOD)
        numbers = generator.random((self.runs, width))
        self._sources[stream] = (source, generator, address + self.runs * width)
        return numbers

    def _source(self, stream: str) -> tuple[PCG64, Generator, int]:
        if stream not in self._sources:
            source = PCG64(_beginning(self.seed, stream))
            self._sources[stream] = (source, Generator(source), 0)
        return self._sources[stream]


def _of_kind(draw: Draw, uniforms: NDArray[np.float64]) -> NDArray[np.float64]:
    """Return numbers of the kind of a draw, made of uniforms."""
    if draw.kind == "uniform":
        return uniforms
    from scipy.special import ndtri  # waits until somebody draws: tables need no scipy

    numbers: NDArray[np.float64] = ndtri(uniforms + _HALF_STEP)
    return numbers


class _Past:
    """The luck of those runs of a past that were met, kept for the blocks that meet it next.

    What does not fit into ``PAST_BYTES`` is drawn each time.

    Parameters
    ----------
    seed, runs : int
        Seed and number of the runs of the past.
    met : ndarray
        Indices of those that are met, each once, in their order.
    """

    def __init__(self, seed: int, runs: int, met: NDArray[np.intp]) -> None:
        self.of = seed, runs
        self.met = met
        self._luck = Luck(seed, 0, runs)
        self._kept: dict[tuple[str, str, int, int], NDArray[np.float64]] = {}
        self._room = PAST_BYTES
        self._lock = Lock()

    def numbers(self, draw: Draw, month: int, lanes: int) -> NDArray[np.float64]:
        """Return the numbers of a declared draw, shape (lanes, met), for nobody to change."""
        key = draw.stream, draw.kind, month, lanes
        found = self._kept.get(key)
        if found is not None:
            return found
        with self._lock:
            uniforms = self._luck.uniform(draw.stream, month, lanes)
            numbers = _of_kind(draw, uniforms.T.take(self.met, axis=1))
            if numbers.nbytes <= self._room:
                self._room -= numbers.nbytes
                self._kept[key] = numbers
        return numbers


_pasts: list[_Past] = []
"""The past that was met last, if any was."""


def _past_of(seed: int, runs: int, run: NDArray[np.intp]) -> _Past:
    """Return the luck of a past, with that of these runs: the one met last where it has them."""
    met = np.unique(run)
    last = _pasts[0] if _pasts else None
    if last is not None and last.of == (seed, runs):
        met = np.union1d(met, last.met)
        if len(met) == len(last.met):
            return last
    _pasts[:] = [_Past(seed, runs, met)]
    return _pasts[0]
