"""Scores of samples and the naive baselines that a model has to beat."""

from __future__ import annotations

import numpy as np

from multipolar.record.observation import rate
from multipolar.record.paths import Array
from multipolar.record.tables import CALIBRATION, HISTORY, Series

ENOUGH = 8
"""Figures of the block itself from which its own distribution is the mean of history."""


def crps(samples: Array, counted: float) -> float:
    """Return the continuous ranked probability score of samples, in the unit of the count.

    The fair estimator of E|X - y| - E|X - X'| / 2 (Gneiting and Raftery 2007; Ferro 2014); for a
    single sample the absolute error. Lower is better.
    """
    ordered = np.sort(samples)
    n = len(ordered)
    weight = 2.0 * np.arange(1, n + 1) - n - 1
    apart = (weight * ordered).sum() / (n * (n - 1)) if n > 1 else 0.0
    return float(np.abs(ordered - counted).mean() - apart)


def _figures(series: Series, block: str) -> Array:
    return np.array([rate(series, period) for period in series.of(block)])


def mean_of_history(series: Series, block: str) -> Array:
    """Return the figures that the baseline "as ever" draws from, shape (figures,).

    For the hold-out block those of the calibration block. For the calibration block its own
    figures where there are eight or more, which favours the baseline, else those before it, else
    its own.
    """
    own = _figures(series, CALIBRATION)
    before = _figures(series, HISTORY)
    if block == CALIBRATION and len(own) < ENOUGH and len(before):
        return before
    return own


def persistence(series: Series, block: str) -> list[Array]:
    """Return what the baseline "as last time" expects of each period of a block.

    The last figure before the block, and around it, up and down, the changes over as many periods
    that the figures before the block show; where nothing precedes the block, its first figure and
    its own changes. Nothing counted is below zero except growth.
    """
    earlier = _figures(series, HISTORY if block == CALIBRATION else CALIBRATION)
    own = _figures(series, block)
    known = earlier if len(earlier) else own
    start = earlier[-1] if len(earlier) else own[0]
    expected = []
    for step in range(1, len(own) + 1):
        span = min(step, max(len(known) - 3, 1))
        changes = known[span:] - known[:-span] if len(known) > span else np.zeros(1)
        around = start + np.concatenate([changes, -changes])
        expected.append(around if series.family == "normal" else np.maximum(around, 0.0))
    return expected
