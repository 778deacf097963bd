"""Intervals: over runs, of a mean, of a share. All are 90 % unless said otherwise."""

from __future__ import annotations

import math
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array

LEVEL = 0.90


class Interval(NamedTuple):
    """Two ends, the lower first."""

    low: float
    high: float


UNKNOWN = Interval(-np.inf, np.inf)


def over_runs(values: Array, level: float = LEVEL) -> Interval:
    """Return the quantiles that hold the middle ``level`` of the values, shape (runs,).

    Without values the interval is unbounded.
    """
    if not values.size:
        return UNKNOWN
    low, high = np.quantile(values, [(1.0 - level) / 2.0, (1.0 + level) / 2.0])
    return Interval(float(low), float(high))


def in_steps(value: float, step: float, sign: str = "") -> str:
    """Return a number with the digits that tell a step apart, never with an exponent.

    Parameters
    ----------
    value : float
        What is told.
    step : float
        Larger than 0; where nothing matters it is infinite, and three digits are told.
    sign : str
        ``+`` to tell the sign of what is above nought as well.

    Examples
    --------
    >>> in_steps(-0.00266, 0.001, "+"), in_steps(2.186, 0.02), in_steps(-1e-9, 0.1)
    ('-0.003', '2.19', '0.0')
    >>> in_steps(12.3456, float("inf"))
    '12.3'
    """
    if not math.isfinite(step):
        return np.format_float_positional(value, 3, fractional=False, trim="-", sign=bool(sign))
    digits = max(0, -math.floor(math.log10(step)))
    return f"{round(value, digits) + 0.0:{sign}.{digits}f}"


def of_mean(values: Array, level: float = LEVEL) -> Interval:
    """Return Student's interval of the mean of independent values, shape (runs,).

    With fewer than two values the interval is unbounded; values that are all equal leave no doubt
    and the interval is a point.
    """
    if values.size < 2:
        return UNKNOWN
    mean = float(values.mean())
    if np.ptp(values) == 0.0:
        return Interval(float(values[0]), float(values[0]))
    error = float(values.std(ddof=1)) / np.sqrt(values.size)
    from scipy.special import stdtrit  # what scipy.stats calls; to load that takes a second

    reach = float(stdtrit(values.size - 1, (1.0 + level) / 2.0)) * error
    return Interval(mean - reach, mean + reach)


def of_share(count: int, total: int, level: float = LEVEL, *, shared: float = 1.0) -> Interval:
    """Return Wilson's score interval (1927) of a share, within 0 and 1.

    ``shared`` says how many of those that were counted tell no more than one, as
    ``effective_size`` finds it.

    Raises
    ------
    ValueError
        When the count is not between 0 and a positive total.
    """
    if not 0 <= count <= total or total < 1:
        raise ValueError(f"{count} of {total}: the count lies between 0 and a total of 1 or more")
    from scipy.special import ndtri

    z = float(ndtri((1.0 + level) / 2.0))
    share, told = count / total, total / shared
    scale = 1.0 + z**2 / told
    centre = (share + z**2 / (2.0 * told)) / scale
    reach = z * np.sqrt(share * (1.0 - share) / told + z**2 / (4.0 * told**2)) / scale
    low = 0.0 if count == 0 else max(0.0, centre - reach)
    high = 1.0 if count == total else min(1.0, centre + reach)
    return Interval(float(low), float(high))


def effective_size(apart: Array, group: NDArray[np.integer]) -> float:
    """Return how many rows tell no more than one, because those of a group agree (Kish 1965).

    Parameters
    ----------
    apart : ndarray
        What each row adds to an estimate, with mean nought, shape (rows,).
    group : ndarray of int
        The group of each row, shape (rows,).

    Returns
    -------
    float
        1 when rows are independent, the size of the groups when all rows of a group are the same;
        never less than 1.

    Examples
    --------
    >>> apart = np.array([1.0, 1.0, -1.0, -1.0])
    >>> effective_size(apart, np.array([0, 0, 1, 1])), effective_size(apart, np.arange(4))
    (2.0, 1.0)
    """
    _, place = np.unique(group, return_inverse=True)
    together = np.bincount(place, weights=apart)
    alone = float((apart**2).sum())
    return max(1.0, float((together**2).sum()) / alone) if alone > 0.0 else 1.0


def standardised(mean: float, base: Array) -> float:
    """Return a difference in standard deviations of the base over its runs, shape (runs,).

    Nought when the difference is; NaN when the base does not vary.
    """
    known = base[~np.isnan(base)]
    spread = float(known.std(ddof=1)) if known.size > 1 else 0.0
    if mean == 0.0:
        return 0.0
    return mean / spread if spread > 0.0 else float("nan")
