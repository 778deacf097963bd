"""The readable summary of an ensemble: every headline measure at a few moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.ensemble.quantiles import QUANTILES
from multipolar.ensemble.results import Results
from multipolar.measures import BASE_RATES, MEASURES

AUTHOR_MONTH = "2024-06"
"""Last month that the article's author could know."""


@dataclass(frozen=True)
class Row:
    """A headline measure at one month.

    Parameters
    ----------
    scenario, measure, month, title, unit : str
        What, when and in which unit.
    low, median, high : float
        Quantiles 0.05, 0.5 and 0.95 over the runs; infinite where the event counted has not
        happened in so many of them.
    runs : int
        Number of runs.
    """

    scenario: str
    measure: str
    title: str
    unit: str
    month: str
    low: float
    median: float
    high: float
    runs: int


class Rarity(NamedTuple):
    """How often a rare event happens, per simulated decade, beside the record since 1945.

    Parameters
    ----------
    title : str
        What happens.
    mean, low, high : float
        Mean over the runs of the events per decade, with its 90 % interval.
    base_rate : float
        Events per decade since 1945, from the table of base rates.
    runs : int
        Number of runs.
    """

    title: str
    mean: float
    low: float
    high: float
    base_rate: float
    runs: int


def rarities(results: Results, scenario: str) -> Iterator[Rarity]:
    """Yield the rate of each rare event in a scenario, events of the calendar included."""
    for event, base_rate in BASE_RATES.items():
        name = f"rate_{event}"
        rates = results.measure(name, scenario).values[:, -1]
        error = Z_90 * float(rates.std(ddof=1)) / np.sqrt(rates.size) if rates.size > 1 else np.inf
        mean = float(rates.mean())
        title = MEASURES[name].title
        yield Rarity(title, mean, max(0.0, mean - error), mean + error, base_rate, rates.size)


Z_90 = 1.645
"""Half the width of a 90 % interval of a mean, in standard errors."""


def moments(months: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first month, June 2024 where the run covers it, and the last month."""
    wanted = (months[0], AUTHOR_MONTH, months[-1])
    return tuple(dict.fromkeys(month for month in wanted if month in months))


def interval(values: NDArray[np.float64]) -> tuple[float, float, float]:
    """Return the 5, 50 and 95 % quantiles; a NaN counts as later than any number."""
    ordered = np.where(np.isnan(values), np.inf, values)
    if np.isinf(ordered).any():
        low, median, high = np.quantile(ordered, np.array(QUANTILES), method="inverted_cdf")
    else:
        low, median, high = np.quantile(ordered, np.array(QUANTILES))
    return float(low), float(median), float(high)


def summarise(results: Results) -> Iterator[Row]:
    """Yield every headline measure of every scenario at each of the ``moments``."""
    for scenario in results.scenarios:
        for measure in (m for m in MEASURES.values() if m.headline):
            series = results.measure(measure.name, scenario)
            for month in moments(results.months):
                low, median, high = interval(series.sel(month=month).values)
                yield Row(
                    scenario=scenario,
                    measure=measure.name,
                    title=measure.title,
                    unit=measure.unit,
                    month=month,
                    low=low,
                    median=median,
                    high=high,
                    runs=results.runs,
                )
