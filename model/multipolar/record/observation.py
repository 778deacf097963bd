"""Observation: from the state of the model to what is counted, with the errors of the count.

A series is expected as ``offset + scale · signal``. What is counted departs from that by an error
of its family:

* ``lognormal``: the logarithm has the errors of ``multipolar.record.errors``, a level that drifts
  and errors that last;
* ``root``: the square root has such errors, for sums that come in lumps with months without any: a
  root below nought is such a month;
* ``normal``: the figure itself has such errors; how large they are beforehand is told by the
  spread of the figures before the run;
* ``count``: a month without any, or one and a negative binomial number more. The chance of a month
  with any is that of the model, moved by what the months up to then had more or less often, the
  last ones above all.

Level and errors are fitted on what was counted up to a month, ``CUT`` unless told otherwise, and
nothing later. What the runs differ in by themselves is not counted as error a second time.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import special, stats

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.months import CUT, month_number
from multipolar.record.errors import OPEN_LEVEL, STATED_LEVEL, TRUST, Errors
from multipolar.record.forms import year_growth
from multipolar.record.paths import Paths
from multipolar.record.signals import SIGNALS
from multipolar.record.tables import START, Period, Series

LEAST_SPREAD = 0.05
"""Smallest standard deviation of a fitted error of a logarithm; judged."""

SIZE = 0.3
"""Error that is expected before anything is counted, as a share of the count; judged."""

FLOOR = 0.01
"""Added to a count before its logarithm is taken, as a share of its mean; judged."""

LEAST_SHARE = 0.25
"""Share of the variance of the errors that stays however much the runs differ; judged."""

REFERENCE = 6
"""Last figures from which the level of a run is read; judged."""

TRUST_IN_HISTORY = 2.0
"""Half of the number of errors that the spread of growth before the run counts for; judged."""

MEMORY_OF_COUNTS = 36
"""Last figures from which the size of a count is read; judged."""

HALF_LIFE = 12.0
"""Months in which what a month says of the level of a count halves; judged."""

NORMAL_WIDTH = 1.349
"""Width of the middle half of a normal distribution, in standard deviations."""

EDGE = 1e-12


@dataclass(frozen=True, eq=False)
class Observation:
    """A series with the numbers of its observation model.

    Parameters
    ----------
    series : Series
        What is counted.
    known_to : str
        Last month whose count set any of the numbers.
    scale, offset : float
        Level: counted units for a unit of the signal, and normal trade. Of a count, the mean of a
        month with any.
    spread : float
        Standard deviation of an error of a figure (normal), its logarithm (lognormal) or, in units
        of the root of the signal, its root; or the dispersion of the negative binomial number.
    floor : float
        What is added to a count before its logarithm is taken.
    errors : Errors, optional
        The errors known; none of a count.
    lean : float
        What is added to the log odds of a month with any (count).
    """

    series: Series
    known_to: str
    scale: float
    offset: float
    spread: float
    floor: float = 0.0
    errors: Errors | None = None
    lean: float = 0.0

    def predicted(self, signal: Array) -> Array:
        """Return the expected count for a signal, any shape."""
        return self.offset + self.scale * signal

    def drawn(self, signal: Array, uniform: Array) -> Array:
        """Return counts for a signal at these quantiles of a single error, shapes alike."""
        if self.series.family == "count":
            return np.asarray(signal * self._size(uniform))
        mean, error = self.predicted(signal), self.spread * special.ndtri(uniform)
        if self.series.family == "root":
            error = error * np.sqrt(self.scale)
        return self.count_of(self.measure_of(mean) + error)

    def told(self, known: Array, ahead: Array, months: Sequence[int], luck: Luck) -> Array:
        """Return what would be counted, shape (runs, periods).

        Parameters
        ----------
        known : ndarray
            Signal in the figures that the errors are known of, shape (runs, figures).
        ahead : ndarray
            Signal in the periods to come, shape (runs, periods).
        months : sequence of int
            Last month of each period, by its number, in order.
        luck : Luck
            Random numbers of the runs.
        """
        stream = f"record.{self.series.series}"
        if self.errors is None:
            pairs = [np.clip(luck.uniform(stream, month, 2), EDGE, 1.0 - EDGE) for month in months]
            return self._counted(ahead, np.stack(pairs, axis=1))
        own = self._own(known, ahead)
        uniform = np.clip(luck.uniform(f"{stream}.errors", 0, 2), EDGE, 1.0 - EDGE)
        normal = np.concatenate([luck.normal(stream, month, 1) for month in months], axis=1)
        outlook = self.errors.ahead(np.array(months, dtype=np.float64))
        left = 1.0 - (_width(own) / outlook.deviation) ** 2
        share = np.sqrt(np.maximum(left, LEAST_SHARE))
        apart = outlook.drawn(uniform, normal) - outlook.mean
        return self.count_of(own + outlook.mean + share * apart)

    def measure_of(self, count: Array) -> Array:
        """Return what errors are added to: the logarithm or root of a count, or a figure itself."""
        if self.series.family == "normal":
            return count
        if self.series.family == "root":
            return np.asarray(np.sqrt(np.maximum(count, 0.0)))
        return np.asarray(np.log(np.maximum(count, 0.0) + self.floor))

    def count_of(self, measure: Array) -> Array:
        """Return the count of a measure: the inverse of ``measure_of``, none below nought."""
        if self.series.family == "normal":
            return measure
        if self.series.family == "root":
            return np.asarray(np.maximum(measure, 0.0) ** 2)
        return np.asarray(np.maximum(np.exp(measure) - self.floor, 0.0))

    def _own(self, known: Array, ahead: Array) -> Array:
        """Return what the runs expect; where the level is fitted, each from the common level."""
        expected = self.measure_of(self.predicted(ahead))
        if self.series.scale != "fitted":
            return expected
        before = self.measure_of(self.predicted(known[:, -REFERENCE:]))
        apart = before - np.median(before, axis=0)
        return np.asarray(expected - apart.mean(axis=1, keepdims=True))

    def _counted(self, signal: Array, uniform: Array) -> Array:
        """Return counts: a month of a run keeps or changes whether it has any, by the odds."""
        chance = signal.mean(axis=0)
        with np.errstate(divide="ignore"):
            wanted = special.expit(special.logit(chance) + self.lean)
        with np.errstate(divide="ignore", invalid="ignore"):
            kept = np.nan_to_num(np.minimum(wanted / chance, 1.0))
            more = np.nan_to_num(np.maximum(wanted - chance, 0.0) / (1.0 - chance))
        given = np.where(signal > 0.0, kept, more)
        return np.asarray((uniform[..., 0] < given) * self._size(uniform[..., 1]))

    def _size(self, uniform: Array) -> Array:
        """Return the size of a count in a month with any, at these quantiles."""
        share = self.spread / (self.spread + self.scale - 1.0)
        return np.asarray(1.0 + stats.nbinom.ppf(uniform, self.spread, share))


def _width(values: Array) -> Array:
    """Return how far runs lie apart, as a standard deviation, from the middle half of them.

    Runs in which a war has ended lie far below the others and say nothing of errors in a war.
    """
    low, high = np.quantile(values, (0.25, 0.75), axis=0)
    return np.asarray((high - low) / NORMAL_WIDTH)


def rate(series: Series, period: Period) -> float:
    """Return the figure of a period as the model predicts it: ground by the month."""
    return period.value / len(period.months) if series.series == "ground" else period.value


def rates(series: Series, periods: tuple[Period, ...]) -> Array:
    """Return the figures of periods as the model predicts them, shape (periods,)."""
    return np.array([rate(series, period) for period in periods], dtype=np.float64)


def signal_of(series: Series, paths: Paths, periods: tuple[Period, ...]) -> Array:
    """Return the signal of a series in periods of the run, shape (runs, periods)."""
    path = SIGNALS[series.signal](paths)
    places = [paths.places(period.months) for period in periods]
    if series.aggregate == "growth":
        columns = [year_growth(path, place) for place in places]
    else:
        columns = [path[:, place].mean(axis=1) for place in places]
    return np.stack(columns, axis=1)


def of_the_run(series: Series, known_to: str) -> tuple[Period, ...]:
    """Return the periods of a series within the run that end by a month."""
    return tuple(period for period in series.up_to(known_to) if period.first >= START)


def observe(series: Series, paths: Paths, known_to: str = CUT) -> Observation:
    """Return the observation model of a series, fitted on what was counted up to a month.

    Raises
    ------
    ValueError
        When nothing was counted by then in a month of the run.
    """
    signal = signal_of(series, paths, of_the_run(series, known_to))
    start = float(SIGNALS[series.signal](paths)[:, 0].mean())
    return fitted(series, signal, known_to, start)


def fitted(series: Series, signal: Array, known_to: str, start: float = 1.0) -> Observation:
    """Return the observation model for a signal in the known figures of the run.

    Parameters
    ----------
    series : Series
        What is counted.
    signal : ndarray
        Signal in the periods of ``of_the_run``, shape (runs, figures).
    known_to : str
        Last month whose count may be known.
    start : float
        Signal in the first month, for a level that is fixed on a year before.
    """
    periods = of_the_run(series, known_to)
    counted = rates(series, periods)
    if series.family == "count":
        recent = rates(series, series.up_to(known_to))[-MEMORY_OF_COUNTS:]
        lean = _lean(signal.mean(axis=0), (counted > 0.0).astype(np.float64), len(signal))
        return Observation(series, known_to, *_size_of_counts(recent), lean=lean)
    offset = _year_mean(series) if series.offset else 0.0
    scale = _scale(series, counted - offset, signal, start)
    blank = Observation(series, known_to, scale, offset, 1.0, FLOOR * float(counted.mean()))
    expected = blank.measure_of(blank.predicted(signal))
    error = blank.measure_of(counted) - np.median(expected, axis=0)
    spread = _spread(error, expected) if series.spread == "fitted" else float(series.spread)
    spread /= np.sqrt(max(scale, EDGE)) if series.family == "root" else 1.0
    return replace(blank, spread=spread, errors=_known_errors(blank, periods, error, expected))


def _known_errors(
    blank: Observation, periods: tuple[Period, ...], error: Array, expected: Array
) -> Errors:
    """Return the errors in the known figures; where the level is fitted, before the run too.

    Before the run the signal stands as in its first month.
    """
    series, is_fitted = blank.series, blank.series.scale == "fitted"
    before = tuple(p for p in series.periods if p.last < START) if is_fitted else ()
    earlier = blank.measure_of(rates(series, before)) - np.median(expected[:, 0])
    return Errors(
        months=np.array([float(month_number(period.last)) for period in (*before, *periods)]),
        values=np.concatenate([earlier, error]),
        size=_expected_size(series, float(rates(series, periods).mean())),
        level=OPEN_LEVEL if is_fitted else STATED_LEVEL,
        trust=TRUST_IN_HISTORY if series.family == "normal" else TRUST,
    )


def samples(observation: Observation, paths: Paths, periods: tuple[Period, ...]) -> Array:
    """Return what would be counted in each run in periods to come, shape (runs, periods)."""
    series = observation.series
    known = signal_of(series, paths, of_the_run(series, observation.known_to))
    ahead = signal_of(series, paths, periods)
    months = [month_number(period.last) for period in periods]
    return observation.told(known, ahead, months, Luck(paths.seed, 0, len(ahead)))


def _scale(series: Series, counted: Array, signal: Array, start: float) -> float:
    """Return counted units for a unit of the signal: fitted, stated, or fixed on a year."""
    if series.scale == "fitted":
        return max(float(counted.sum() / signal.mean(axis=0).sum()), 0.0)
    if "." in series.scale or len(series.scale) < 4:
        return float(series.scale)
    return _year_mean(series) / start


def _year_mean(series: Series) -> float:
    year = series.offset or series.scale
    return float(np.mean([p.value for p in series.up_to(START) if p.first[:4] == year]))


def _expected_size(series: Series, mean: float) -> float:
    """Return the error that is expected beforehand; of growth also what a model may miss."""
    if series.family == "root":
        return 0.5 * SIZE * float(np.sqrt(mean))
    if series.family != "normal":
        return SIZE if series.spread == "fitted" else float(series.spread)
    before = rates(series, tuple(p for p in series.periods if p.last < START))
    return float(np.hypot(float(series.spread), before.std(ddof=1)))


def _spread(known: Array, expected: Array) -> float:
    """Return the error of a logarithm or root that the spread of the runs leaves unexplained."""
    own = expected - expected.mean(axis=1, keepdims=True)
    return float(np.sqrt(max(known.var() - own.var(axis=0).mean(), LEAST_SPREAD**2)))


def _size_of_counts(counted: Array) -> tuple[float, float, float]:
    """Return mean launches in a month with any, no offset, and the dispersion beyond one."""
    beyond = counted[counted > 0] - 1.0
    mean, variance = beyond.mean(), beyond.var(ddof=1)
    return float(mean + 1.0), 0.0, float(mean**2 / max(variance - mean, 1e-3))


def _lean(chance: Array, any_: Array, runs: int) -> float:
    """Return what is added to log odds so that known months fit: a standard normal prior.

    The level may drift: a month weighs half as much as one that is ``HALF_LIFE`` months newer.
    """
    edge = 0.5 / runs
    odds, lean = special.logit(np.clip(chance, edge, 1.0 - edge)), 0.0
    weight = 0.5 ** (np.arange(len(any_))[::-1] / HALF_LIFE)
    for _ in range(25):
        p = special.expit(odds + lean)
        lean += (weight @ (any_ - p) - lean) / (1.0 + weight @ (p * (1.0 - p)))
    return float(lean)
