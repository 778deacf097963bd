"""Transforms: from what two worlds show to an effect in the unit in which research measured it.

Each is a function of means over the runs, so that an interval follows from drawing the runs anew:
``w`` and ``b`` are the means with and without the cause at the first and the last month of the
window and over it, ``c`` the size of the cause.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import PERCENT


@dataclass(frozen=True)
class Seen:
    """Means over the runs of an outcome in one world, each of shape (…).

    Parameters
    ----------
    mean : ndarray
        Over the months of the window.
    first, last : ndarray
        In the first and in the last month of the window.
    """

    mean: Array
    first: Array
    last: Array


Transform = Callable[[Seen, Seen, Array, int], Array]


def difference(w: Seen, b: Seen, c: Array, _months: int) -> Array:
    """Return what the cause adds, per unit of the cause."""
    return (w.mean - b.mean) / c


def points(w: Seen, b: Seen, c: Array, months: int) -> Array:
    """Return what the cause adds to a share, in percentage points, per unit of the cause."""
    return PERCENT * difference(w, b, c, months)


def ratio(w: Seen, b: Seen, _c: Array, _months: int) -> Array:
    """Return how many times larger the effect is with the cause."""
    return w.mean / b.mean


def inverse(w: Seen, b: Seen, _c: Array, _months: int) -> Array:
    """Return how many times larger the effect is where the lever is not pulled.

    For a lever that takes the cause away.
    """
    return b.mean / w.mean


def percent(w: Seen, b: Seen, c: Array, _months: int) -> Array:
    """Return the change that the cause brings, in per cent of the level without it."""
    return PERCENT * (w.mean - b.mean) / b.mean / c


def part(w: Seen, b: Seen, c: Array, _months: int) -> Array:
    """Return the change that the cause brings, as a part of the level without it."""
    return (w.mean - b.mean) / b.mean / c


def odds_ratio(w: Seen, b: Seen, _c: Array, _months: int) -> Array:
    """Return how many times larger the odds are with the cause."""
    return w.mean / (1.0 - w.mean) / (b.mean / (1.0 - b.mean))


def level(w: Seen, _b: Seen, _c: Array, _months: int) -> Array:
    """Return the level with the cause."""
    return w.mean


def growth(w: Seen, _b: Seen, _c: Array, _months: int) -> Array:
    """Return how many times larger the last month of the window is than the first."""
    return w.last / w.first


def elasticity(w: Seen, b: Seen, c: Array, _months: int) -> Array:
    """Return the change of the logarithm per change of the logarithm of the cause."""
    return np.asarray(np.log(w.mean / b.mean) / np.log(c))


def half_life(w: Seen, b: Seen, _c: Array, months: int) -> Array:
    """Return after how many months half of what the cause brought is gone."""
    left = (w.last - b.last) / (w.first - b.first)
    return np.asarray(-months * np.log(2.0) / np.log(left))


def half_life_of_level(w: Seen, _b: Seen, _c: Array, months: int) -> Array:
    """Return after how many months half of the level of the first month is gone."""
    return np.asarray(-months * np.log(2.0) / np.log(w.last / w.first))


def hazard(w: Seen, _b: Seen, _c: Array, months: int) -> Array:
    """Return the monthly rate at which what holds in the first month ceases to hold."""
    return np.asarray(-np.log(w.last / w.first) / months)


TRANSFORMS: Mapping[str, Transform] = {
    function.__name__: function
    for function in (
        *(difference, points, ratio, inverse, percent, part, odds_ratio),
        *(level, growth, elasticity, half_life, half_life_of_level, hazard),
    )
}
"""Transforms by name."""

OF_LOGS = ("elasticity",)
"""Transforms whose cause is a ratio, that with the cause over that without it."""
