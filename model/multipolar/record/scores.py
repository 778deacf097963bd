"""Scores of samples and the naive baselines that a model has to beat."""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.record.observation import rate
from multipolar.record.tables import CALIBRATION, HISTORY, Series

ENOUGH = 8
"""Figures of the calibration block that make a distribution by themselves."""


def crps(samples: Array, counted: float) -> float:
    """Return the continuous ranked probability score of samples, in the unit of the count.

    E|X - y| - E|X - X'| / 2 over the samples as they are (Gneiting and Raftery 2007); for a
    single sample the absolute error. Lower is better, 0 is perfect.
    """
    ordered = np.sort(samples)
    n = len(ordered)
    apart = ((2.0 * np.arange(1, n + 1) - n - 1) * ordered).sum() / n**2
    return float(np.abs(ordered - counted).mean() - apart)


def _figures(series: Series, block: str) -> Array:
    return np.array([rate(series, period) for period in series.of(block)])


def mean_of_history(series: Series, block: str) -> Array:
    """Return the figures that the baseline "as ever" draws from, shape (figures,).

    Those of the calibration block where there are eight or more, which favours the baseline in
    that block; else, for the hold-out block, those before it too; else, for the calibration block,
    those before it, or its own where nothing precedes it.
    """
    own, before = _figures(series, CALIBRATION), _figures(series, HISTORY)
    if len(own) >= ENOUGH or not len(before):
        return own
    return before if block == CALIBRATION else np.concatenate([before, own])


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
