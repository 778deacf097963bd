"""Scores of forecasts that are samples, for any number of figures at once.

Samples lie on the first axis; the other axes are those of the figures that were counted. Lower is
better throughout, and a score is in the unit of the count except the log score, which is in nats.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array

LEAST_WIDTH = 1e-3
"""Smallest width of the kernel of a log score, as a share of what is counted; judged."""


def crps(samples: Array, counted: Array | float) -> Array:
    """Return the continuous ranked probability score of samples.

    E|X - y| - E|X - X'| / 2 over the samples as they are (Gneiting and Raftery 2007); for a single
    sample the absolute error.

    Parameters
    ----------
    samples : ndarray
        Shape (samples, …).
    counted : ndarray or float
        Shape (…).
    """
    ordered = np.sort(np.asarray(samples, dtype=np.float64), axis=0)
    n = len(ordered)
    weight = (2.0 * np.arange(1, n + 1) - n - 1) / n**2
    apart = np.tensordot(weight, ordered, axes=1)
    return np.asarray(np.abs(ordered - counted).mean(axis=0) - apart)


def interval_score(samples: Array, counted: Array | float, level: float = 0.9) -> Array:
    """Return the score of the central interval of the samples (Gneiting and Raftery 2007).

    Its width, and for what lies outside 2 / (1 - level) times the distance to it.
    """
    low, high = _ends(samples, level)
    missed = np.maximum(low - counted, 0.0) + np.maximum(counted - high, 0.0)
    return np.asarray(high - low + 2.0 / (1.0 - level) * missed)


def covered(samples: Array, counted: Array | float, level: float = 0.9) -> Array:
    """Return whether the central interval of the samples holds what was counted, 0 or 1."""
    low, high = _ends(samples, level)
    return np.asarray((low <= counted) & (counted <= high), dtype=np.float64)


def pit(samples: Array, counted: Array | float) -> Array:
    """Return the place of what was counted among the samples, 0 to 1; ties count half."""
    below = (samples < counted).mean(axis=0)
    return np.asarray(0.5 * (below + (samples <= counted).mean(axis=0)))


def log_score(samples: Array, counted: Array | float) -> Array:
    """Return minus the logarithm of the density of the samples at what was counted.

    The density is that of normal kernels around the samples, their width by Silverman's rule
    (1986); the width has a floor, so that equal samples have a density too.
    """
    n = len(samples)
    quarter, three = np.quantile(samples, [0.25, 0.75], axis=0)
    spread = np.minimum(samples.std(axis=0), (three - quarter) / 1.349)
    spread = np.where(spread > 0.0, spread, samples.std(axis=0))
    size = np.abs(samples).mean(axis=0) + np.abs(counted)
    width = np.maximum(0.9 * spread * n**-0.2, LEAST_WIDTH * np.maximum(size, 1.0))
    exponent = -0.5 * ((samples - counted) / width) ** 2
    top = exponent.max(axis=0)
    density = np.exp(exponent - top).mean(axis=0) / (width * np.sqrt(2.0 * np.pi))
    return np.asarray(-(top + np.log(density)))


def _ends(samples: Array, level: float) -> tuple[Array, Array]:
    low, high = np.quantile(samples, [(1.0 - level) / 2.0, (1.0 + level) / 2.0], axis=0)
    return low, high
