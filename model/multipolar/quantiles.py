"""Quantiles of a measure over runs in which it may not be defined yet."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from multipolar.arguments import number, plain
from multipolar.arrays import Array

QUANTILES = (0.05, 0.5, 0.95)
"""Levels of what is shown: the ends of a 90 % interval and its middle."""

FAN = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Levels of what is shown with its quartiles too."""

ENDS = (QUANTILES[0], QUANTILES[-1])
"""Levels of the ends of a 90 % interval."""


def levels_of(q: float | Sequence[float]) -> tuple[float, ...]:
    """Return the levels of quantiles; a single number is one level.

    Raises
    ------
    ArgumentError
        When one is no number from 0 to 1.

    Examples
    --------
    >>> levels_of(0.5), levels_of([0.05, 0.95])
    ((0.5,), (0.05, 0.95))
    """
    given = plain(q)
    listed = given if isinstance(given, list) else [given]
    return tuple(number(level, "q", 0.0, 1.0) for level in listed)


def quantiles_over_runs(values: Array, q: Sequence[float] = QUANTILES) -> Array:
    """Return quantiles over the first axis; a NaN counts as later than any number.

    Parameters
    ----------
    values : ndarray
        Shape (runs, …).
    q : sequence of float
        Quantiles, each from 0 to 1.

    Returns
    -------
    ndarray
        Shape (quantiles, …); where a run is undefined they are numbers that occurred, or infinity.
    """
    ordered = np.where(np.isnan(values), np.inf, values)
    levels = np.asarray(q, dtype=float)
    undefined = np.isinf(ordered).any(axis=0)
    inner = np.quantile(np.where(undefined, 0.0, ordered), levels, axis=0)
    if not undefined.any():
        return np.asarray(inner)
    outer = np.quantile(ordered, levels, axis=0, method="inverted_cdf")
    return np.asarray(np.where(undefined, outer, inner))
