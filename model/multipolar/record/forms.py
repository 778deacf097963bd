"""Forms: what a check computes from a signal, one number for each run."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Reading:
    """What a form reads.

    Parameters
    ----------
    path : ndarray
        Signal, shape (runs, months).
    window, base : ndarray of int
        Positions of the months of the check and of those it is compared with.
    other : ndarray
        Second signal, shape of ``path``.
    """

    path: Array
    window: Places
    base: Places
    other: Array

    @property
    def inside(self) -> Array:
        """Signal in the window, shape (runs, months of the window)."""
        return self.path[:, self.window]

    @property
    def mean(self) -> Array:
        """Mean over the window, shape (runs,)."""
        return np.asarray(self.inside.mean(axis=1))

    @property
    def before(self) -> Array:
        """Mean over the base, shape (runs,)."""
        return np.asarray(self.path[:, self.base].mean(axis=1))


Form = Callable[[Reading], Array]


def year_growth(path: Array, year: Places) -> Array:
    """Return the growth of a calendar year's average over that of the year before, per cent.

    ``path`` (runs, months) holds monthly growth in points a year, and ``year`` the positions of
    the twelve months. Before the run output grows as in its first month.
    """
    earlier = np.repeat(path[:, :1], MONTHS_PER_YEAR, axis=1)
    output = np.cumprod(1.0 + np.concatenate([earlier, path], axis=1) / 1200.0, axis=1)
    now, then = output[:, year + MONTHS_PER_YEAR], output[:, year]
    return np.asarray(100.0 * (now.mean(axis=1) / then.mean(axis=1) - 1.0))


def _largest_rise(r: Reading) -> Array:
    return np.asarray(np.diff(r.inside, axis=1).max(axis=1) / r.inside.max(axis=1))


def _recovery(r: Reading) -> Array:
    """Return the highest level after the lowest, as a share of the way back to the base."""
    lowest = r.inside.min(axis=1)
    since = np.arange(len(r.window)) >= r.inside.argmin(axis=1)[:, None]
    highest = np.where(since, r.inside, -np.inf).max(axis=1)
    lost = r.before - lowest
    return np.asarray((highest - lowest) / np.where(lost > 0.0, lost, np.nan))


def _trend(r: Reading) -> Array:
    years = (r.window - r.window.mean()) / MONTHS_PER_YEAR
    return np.asarray((r.inside * years).sum(axis=1) / (years**2).sum())


def _correlation(r: Reading) -> Array:
    """Correlate a signal with the other a month before; NaN where either never moves."""
    answer, cause = r.inside[:, 1:], r.other[:, r.window[:-1]]
    answer = answer - answer.mean(axis=1, keepdims=True)
    cause = cause - cause.mean(axis=1, keepdims=True)
    size = np.sqrt((answer**2).sum(axis=1) * (cause**2).sum(axis=1))
    return np.asarray((answer * cause).sum(axis=1) / np.where(size > 0.0, size, np.nan))


FORMS: dict[str, Form] = {
    "mean": lambda r: r.mean,
    "sum": lambda r: np.asarray(r.inside.sum(axis=1)),
    "highest": lambda r: np.asarray(r.inside.max(axis=1)),
    "geometric": lambda r: np.asarray(np.exp(np.log(r.inside).mean(axis=1))),
    "ratio": lambda r: r.mean / r.before,
    "largest": lambda r: r.inside.max(axis=1) / r.before,
    "share_of_peak": lambda r: r.mean / r.path[:, r.base].max(axis=1),
    "change": lambda r: r.mean - r.before,
    "size": lambda r: np.abs(r.mean - r.before),
    "delay": lambda r: r.inside.argmax(axis=1).astype(np.float64),
    "dip": lambda r: 1.0 - r.inside.min(axis=1) / r.before,
    "growth": lambda r: year_growth(r.path, r.window),
    "largest_rise": _largest_rise,
    "recovery": _recovery,
    "trend": _trend,
    "correlation": _correlation,
}
"""Forms by name, as checks.csv uses them."""
