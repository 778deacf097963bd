"""Fair opponents: what a forecaster without a model would say, as distributions.

Each sees what was counted up to the origin and nothing else, and tells a distribution for each
month to come:

* ``last_12_months``, ``last_36_months``: the figures of that time as they are. The first is what
  the forecasts of ViEWS call conflictology;
* ``negative_binomial``: a negative binomial number with mean and variance of the last 36 months,
  for whole numbers;
* ``random_walk``: the last figure, moved by the changes over as many months that the record shows,
  up and down alike, in logarithms except for growth.

Which of them a series is judged against is chosen on earlier data alone: the one that would have
told the figures up to the origin best.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np
from scipy import stats

from multipolar.arrays import Array
from multipolar.months import month_number, month_text
from multipolar.record.observation import rates
from multipolar.record.scores import crps
from multipolar.record.tables import Period, Series

HORIZON = 12
"""Months from an origin that are told and scored."""

ENOUGH = 6
"""Figures that a distribution of monthly figures needs, and changes that a random walk needs."""

ENOUGH_YEARS = 3
"""Figures that a distribution of yearly figures needs."""

LONG, SHORT = 36, 12
YEARS = {LONG: 10, SHORT: 3}
"""Figures of a yearly series that stand for the last 36 and 12 months; judged."""

LEVELS = (np.arange(199) + 0.5) / 199
NEAR_NOUGHT = 0.05
"""Share of the mean: where a figure is less, the mean is added to all before their logarithm."""

OBSERVED = 36
"""Months before the origin whose figures choose the opponent; judged."""


@dataclass(frozen=True)
class Known:
    """What a forecaster without a model knows of a series.

    Parameters
    ----------
    values : ndarray
        Figures by date, as the model predicts them.
    last : int
        Number of the last month of the newest.
    step : int
        Months from a figure to the next: 1 or 12.
    normal : bool
        Whether figures may be below nought, as growth.
    """

    values: Array
    last: int
    step: int
    normal: bool

    @property
    def enough(self) -> bool:
        """Whether there is enough for a distribution."""
        return len(self.values) >= (ENOUGH if self.step == 1 else ENOUGH_YEARS)

    def newest(self, months: int) -> Array:
        """Return the figures of the last months."""
        return self.values[-(months if self.step == 1 else YEARS[months]) :]


Opponent = Callable[[Known, Sequence[int]], Array]
"""Tells samples of the figures that end so many months after the newest: (samples, figures)."""


def last_12_months(known: Known, ahead: Sequence[int]) -> Array:
    """Return the figures of the last twelve months (conflictology)."""
    return _alike(known.newest(SHORT), ahead)


def last_36_months(known: Known, ahead: Sequence[int]) -> Array:
    """Return the figures of the last 36 months."""
    return _alike(known.newest(LONG), ahead)


def negative_binomial(known: Known, ahead: Sequence[int]) -> Array:
    """Return quantiles of a negative binomial number; figures as they are if none is whole."""
    recent = known.newest(LONG)
    mean, variance = recent.mean(), recent.var(ddof=1)
    if known.normal or (recent != np.round(recent)).any() or variance <= mean:
        return last_36_months(known, ahead)
    size = mean**2 / (variance - mean)
    return _alike(stats.nbinom.ppf(LEVELS, size, size / (size + mean)), ahead)


def random_walk(known: Known, ahead: Sequence[int]) -> Array:
    """Return quantiles of the newest figure moved by changes over as many steps, up and down alike.

    With too few changes over so many steps, shorter ones stand for them, larger by the root of
    the ratio.
    """
    recent = known.newest(LONG)
    near_nought = not known.normal and recent.min() < NEAR_NOUGHT * recent.mean()
    floor = recent.mean() if near_nought else 0.0
    path = recent if known.normal else np.log(recent + floor)
    enough = ENOUGH if known.step == 1 else ENOUGH_YEARS - 1
    columns = []
    for months in ahead:
        steps = max(months // known.step, 1)
        span = max(min(steps, len(path) - enough), 1)
        change = (path[span:] - path[:-span]) * np.sqrt(steps / span)
        columns.append(np.quantile(path[-1] + np.concatenate([change, -change]), LEVELS))
    moved = np.stack(columns, axis=1)
    return np.asarray(moved if known.normal else np.maximum(np.exp(moved) - floor, 0.0))


def _alike(samples: Array, ahead: Sequence[int]) -> Array:
    """Return the same samples for every figure, (samples, figures)."""
    return np.asarray(np.broadcast_to(samples[:, None], (len(samples), len(ahead))), np.float64)


OPPONENTS: dict[str, Opponent] = {
    "last_12_months": last_12_months,
    "last_36_months": last_36_months,
    "negative_binomial": negative_binomial,
    "random_walk": random_walk,
}
"""Opponents by name; where two are equally good, the first is chosen."""


def known_of(series: Series, month: str) -> Known:
    """Return what is known of a series at the end of a month."""
    periods = series.up_to(month)
    last = month_number(periods[-1].last) if periods else 0
    return Known(rates(series, periods), last, len_of(series), series.family == "normal")


def len_of(series: Series) -> int:
    """Return the months of a figure of a series: those of its newest."""
    return len(series.periods[-1].months)


def opponent_samples(name: str, known: Known, periods: tuple[Period, ...]) -> Array:
    """Return the samples that an opponent tells for periods to come, (samples, periods)."""
    return OPPONENTS[name](known, [month_number(period.last) - known.last for period in periods])


def best_opponent(series: Series, origin: str) -> str:
    """Return the opponent that told the figures up to an origin best.

    Each month of the three years before stands for an origin; only figures up to the real origin
    score. Without any the distribution of the last twelve months is chosen.
    """
    return _best(series, origin, series.up_to(origin))


@lru_cache(maxsize=4096)
def _best(series: Series, origin: str, _known: tuple[Period, ...]) -> str:
    lost = dict.fromkeys(OPPONENTS, 0.0)
    end = month_number(origin)
    for now in range(end - OBSERVED, end):
        known = known_of(series, month_text(now))
        later = tuple(
            period
            for period in series.up_to(origin)
            if 0 < month_number(period.last) - now <= HORIZON
        )
        if known.enough and later:
            counted = rates(series, later)
            for name in OPPONENTS:
                lost[name] += float(crps(opponent_samples(name, known, later), counted).sum())
    return min(lost, key=lambda name: lost[name])
