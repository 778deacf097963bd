"""The readable summary of an ensemble: every headline measure at a few moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multipolar.ensemble.results import QUANTILES, Results
from multipolar.measures import MEASURES

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
