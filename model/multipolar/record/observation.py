"""Observation: from the state of the model to what was counted, with the error of the count.

A series is predicted as ``offset + scale · signal`` with an error of its family:

* ``count``: no launch below the test rung; on it one and a negative binomial number more;
* ``gamma``: mean as predicted and a coefficient of variation;
* ``normal``: a standard deviation.

Scale and spread that a series leaves to be fitted are fitted on the calibration block alone. The
error of every count is drawn from a stream of the series' own, by month and run.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from scipy import special, stats

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.months import month_number
from multipolar.record.forms import year_growth
from multipolar.record.paths import Paths
from multipolar.record.signals import SIGNALS
from multipolar.record.tables import CALIBRATION, HISTORY, Period, Series

LEAST_SPREAD = 0.05
"""Smallest coefficient of variation of a fitted error; judged."""


@dataclass(frozen=True)
class Observation:
    """A series with the numbers of its observation model.

    Parameters
    ----------
    series : Series
        What is counted.
    scale, offset : float
        Level: counted units for a unit of the signal, and normal trade.
    spread : float
        Standard deviation (normal), coefficient of variation (gamma), or the dispersion of the
        negative binomial number (count).
    """

    series: Series
    scale: float
    offset: float
    spread: float

    def predicted(self, signal: Array) -> Array:
        """Return the expected count for a signal, any shape."""
        return self.offset + self.scale * signal

    def drawn(self, signal: Array, uniform: Array) -> Array:
        """Return counts for a signal at these quantiles of the error, shapes alike."""
        mean = self.predicted(signal)
        if self.series.family == "normal":
            return np.asarray(mean + self.spread * special.ndtri(uniform))
        if self.series.family == "count":
            more = stats.nbinom.ppf(
                uniform, self.spread, self.spread / (self.spread + self.scale - 1.0)
            )
            return np.asarray(signal * (1.0 + more))
        shape = self.spread**-2
        return np.asarray(np.maximum(mean, 0.0) / shape * special.gammaincinv(shape, uniform))


def rate(series: Series, period: Period) -> float:
    """Return the figure of a period as the model predicts it: ground by the month."""
    return period.value / len(period.months) if series.series == "ground" else period.value


def signal_of(series: Series, paths: Paths, periods: tuple[Period, ...]) -> Array:
    """Return the signal of a series in periods of the run, shape (runs, periods)."""
    path = SIGNALS[series.signal](paths)
    places = [paths.places(period.months) for period in periods]
    if series.aggregate == "growth":
        columns = [year_growth(path, place) for place in places]
    else:
        columns = [path[:, place].mean(axis=1) for place in places]
    return np.stack(columns, axis=1)


def observe(series: Series, paths: Paths) -> Observation:
    """Return the observation model of a series, fitted on the calibration block of the record."""
    periods = series.of(CALIBRATION)
    counted = np.array([rate(series, period) for period in periods])
    if series.family == "count":
        return Observation(series, *_counts(counted))
    signal = signal_of(series, paths, periods)
    offset = _year_mean(series) if series.offset else 0.0
    expected = signal.mean(axis=0)
    if series.scale == "fitted":
        scale = float((counted - offset).sum() / expected.sum())
    elif "." in series.scale or len(series.scale) < 4:
        scale = float(series.scale)
    else:
        scale = _year_mean(series) / float(SIGNALS[series.signal](paths)[:, 0].mean())
    if series.spread != "fitted":
        return Observation(series, scale, offset, float(series.spread))
    return Observation(series, scale, offset, _spread(counted, offset + scale * signal))


def _counts(counted: Array) -> tuple[float, float, float]:
    """Return mean launches in a month with any, no offset, and the dispersion beyond one."""
    beyond = counted[counted > 0] - 1.0
    mean, variance = beyond.mean(), beyond.var(ddof=1)
    return float(mean + 1.0), 0.0, float(mean**2 / max(variance - mean, 1e-3))


def _year_mean(series: Series) -> float:
    year = series.offset or series.scale
    return float(np.mean([p.value for p in series.of(HISTORY) if p.first[:4] == year]))


def _spread(counted: Array, predicted: Array) -> float:
    """Return the coefficient of variation that the spread of the runs leaves unexplained."""
    level = (predicted.mean(axis=0) ** 2).sum()
    missed = ((counted - predicted.mean(axis=0)) ** 2).sum() / level
    spanned = predicted.var(axis=0).sum() / level
    return float(np.sqrt(max(missed - spanned, LEAST_SPREAD**2)))


def samples(observation: Observation, paths: Paths, periods: tuple[Period, ...]) -> Array:
    """Return what would have been counted in each run, shape (runs, periods)."""
    signal = signal_of(observation.series, paths, periods)
    luck = Luck(paths.seed, 0, signal.shape[0])
    stream = f"record.{observation.series.series}"
    uniform = np.concatenate(
        [luck.uniform(stream, month_number(period.last), 1) for period in periods], axis=1
    )
    return observation.drawn(signal, np.clip(uniform, 1e-12, 1.0 - 1e-12))
