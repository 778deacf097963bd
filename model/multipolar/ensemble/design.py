"""Designs: which values a sweep gives to the keys of a scenario, point by point."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import product
from typing import Literal

import numpy as np

from multipolar.arguments import ArgumentError
from multipolar.scenario import parse_value

Design = Literal["grid", "lhs", "sobol"]
Point = dict[str, object]

DESIGNS = ("grid", "lhs", "sobol")
MOST_POINTS = 100_000
_STREAM = 0x535745455053
"""Sets the random numbers of designs apart from every other use of the seed."""


class DesignError(ArgumentError):
    """A sweep or setting that cannot be read; the message says what is allowed."""


@dataclass(frozen=True)
class Sweep:
    """The values that a key takes.

    Parameters
    ----------
    key : str
        Key of a scenario file, with dots.
    values : tuple
        The values of a grid.
    ends : tuple of float or None
        The range that the values divide evenly; ``None`` when they were listed.
    """

    key: str
    values: tuple[object, ...]
    ends: tuple[float, float] | None = None

    def at(self, quantile: float) -> object:
        """Return the value at a quantile (0 to 1) of the range, or of the list."""
        if self.ends is None:
            return self.values[min(int(quantile * len(self.values)), len(self.values) - 1)]
        low, high = self.ends
        return _rounded(low + quantile * (high - low))


def parse_setting(text: str) -> tuple[str, object]:
    """Return the key and the value of ``key=value``.

    Raises
    ------
    DesignError
        When there is no key or no value.
    """
    key, sign, value = text.partition("=")
    if not (key.strip() and sign and value.strip()):
        raise DesignError(f"{text!r}: write key=value, for example theatres.mirroring=0")
    return key.strip(), parse_value(value)


def read_settings(texts: Sequence[str]) -> dict[str, object]:
    """Return values by key from ``key=value`` texts.

    Raises
    ------
    DesignError
        When a text is none, or a key is set twice.
    """
    settings: dict[str, object] = {}
    for key, value in map(parse_setting, texts):
        if key in settings:
            raise DesignError(f"{key}: set twice")
        settings[key] = value
    return settings


def parse_sweep(text: str) -> Sweep:
    """Return the sweep that ``key=a,b,c`` or ``key=low:high:n`` means.

    Raises
    ------
    DesignError
        When it is neither.
    """
    key, _, values = (part.strip() for part in text.partition("="))
    if not key or not values:
        raise DesignError(f"{text!r}: write key=a,b,c or key=low:high:n")
    if values.count(":") == 2:
        return _range(key, text, *values.split(":"))
    listed = parse_value(f"[{values}]")
    if not isinstance(listed, list):
        listed = [parse_value(value) for value in values.split(",")]
    return Sweep(key, tuple(listed))


def make_points(sweeps: Sequence[Sweep], design: Design = "grid", seed: int = 1) -> list[Point]:
    """Return the points of a design, each a value for every key.

    Parameters
    ----------
    sweeps : sequence of Sweep
        What is varied; without any there is one point that varies nothing.
    design : {"grid", "lhs", "sobol"}
        Every combination; or as many points as the ranges say, from a Latin hypercube (McKay,
        Beckman and Conover 1979) or a scrambled Sobol sequence (Sobol 1967, Owen 1998).
    seed : int
        Seed of the design.

    Raises
    ------
    DesignError
        When a key is swept twice, there are too many points, or the ranges of a sampled design
        disagree about their number.
    """
    keys = [sweep.key for sweep in sweeps]
    if len(set(keys)) < len(keys):
        twice = next(key for key in keys if keys.count(key) > 1)
        raise DesignError(f"{twice}: swept twice; give all its values at once")
    if not sweeps:
        return [{}]
    if design == "grid":
        _check_number(math.prod(len(sweep.values) for sweep in sweeps))
        rows = product(*(sweep.values for sweep in sweeps))
        return [dict(zip(keys, row, strict=True)) for row in rows]
    return [
        {sweep.key: sweep.at(u) for sweep, u in zip(sweeps, row, strict=True)}
        for row in _sample(len(sweeps), _number(sweeps, design), design, seed)
    ]


def _range(key: str, text: str, low: str, high: str, number: str) -> Sweep:
    try:
        ends, n = (float(low), float(high)), int(number)
    except ValueError:
        raise DesignError(f"{text!r}: low and high are numbers, n is a whole number") from None
    if not (math.isfinite(ends[0]) and math.isfinite(ends[1]) and ends[0] < ends[1] and n >= 2):
        raise DesignError(f"{text!r}: low is less than high, n is 2 or larger")
    _check_number(n)
    return Sweep(key, tuple(_rounded(value) for value in np.linspace(*ends, n)), ends)


def _rounded(value: float) -> float:
    return float(f"{value:.12g}")


def _number(sweeps: Sequence[Sweep], design: str) -> int:
    numbers = {len(sweep.values) for sweep in sweeps if sweep.ends}
    if len(numbers) != 1:
        found = " and ".join(map(str, sorted(numbers))) or "no range"
        raise DesignError(
            f"--design {design}: the n of the ranges key=low:high:n is the number of points and "
            f"must be the same in all; found {found}"
        )
    [number] = numbers
    if design == "sobol" and number & (number - 1):
        raise DesignError(f"--design sobol: n must be a power of two, found {number}")
    return number


def _check_number(points: int) -> None:
    if points > MOST_POINTS:
        raise DesignError(f"{points:,} points; up to {MOST_POINTS:,} are allowed")


def _sample(dimensions: int, number: int, design: str, seed: int) -> list[list[float]]:
    from scipy.stats import qmc

    kind = qmc.LatinHypercube if design == "lhs" else qmc.Sobol
    rng = np.random.default_rng([_STREAM, seed])
    points: list[list[float]] = kind(dimensions, rng=rng).random(number).tolist()
    return points
