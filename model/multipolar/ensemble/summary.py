"""The readable summary of an ensemble: every headline measure at a few moments."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np

from multipolar.axes import PRODUCT, TARGET
from multipolar.ensemble.results import Results
from multipolar.measures import BASE_RATES, Survival, kaplan_meier
from multipolar.measures.rarity import MONTHS_PER_DECADE
from multipolar.measures.sanctions import months_since_peak, months_to_half
from multipolar.months import CUT
from multipolar.quantiles import quantiles_over_runs


@dataclass(frozen=True)
class SummaryRow:
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
        Mean over the runs of the events per decade, with its 90 % interval; of an event that no
        run saw, the interval ends at the rate that would have shown one in 19 of 20 ensembles.
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

    @property
    def times_record(self) -> float:
        """How many times more often than since 1945."""
        return self.mean / self.base_rate


def rarities(results: Results, scenario: str) -> Iterator[Rarity]:
    """Yield the rate of each rare event in a scenario, events of the calendar included."""
    for event, base_rate in BASE_RATES.items():
        name = f"rate_{event}"
        if name not in results.manifest.about.measures:
            continue
        rates = results.measure(name, scenario, results.months[-1:]).values[:, -1]
        error = Z_90 * float(rates.std(ddof=1)) / np.sqrt(rates.size) if rates.size > 1 else np.inf
        mean = float(rates.mean())
        title = results.about(name).title
        if mean == 0.0:
            decades = rates.size * len(results.months) / MONTHS_PER_DECADE
            error = -np.log(0.05) / decades
        yield Rarity(title, mean, max(0.0, mean - error), mean + error, base_rate, rates.size)


Z_90 = 1.645
"""Half the width of a 90 % interval of a mean, in standard errors."""


def erosion(
    results: Results, target: str, scenario: str | None = None, product: str | None = None
) -> Survival:
    """Return the Kaplan-Meier curve of the months from the highest pressure until its half.

    A run whose pressure had not halved counts as watched since its peak: censored, not long. With
    a class of products it is the pressure on that class.
    """
    if product is not None:
        place = results.scenarios.index(scenario or results.scenarios[0])
        parts = (results.roster.index(target, TARGET), results.roster.index(product, PRODUCT))
        pressure = results.read("pressure", place)[(..., *parts)].astype(np.float64)
        return kaplan_meier(months_to_half(pressure)[:, -1], months_since_peak(pressure)[:, -1])
    both = results.measures([f"erosion_time_{target}", f"since_peak_{target}"], scenario)
    halved, watched = (series.values[:, -1] for series in both.data_vars.values())
    return kaplan_meier(halved, watched)


def moments(months: tuple[str, ...]) -> tuple[str, ...]:
    """Return the first month, June 2024 where the run covers it, and the last month."""
    wanted = (months[0], CUT, months[-1])
    return tuple(dict.fromkeys(month for month in wanted if month in months))


def summarise(results: Results, only: str | None = None) -> Iterator[SummaryRow]:
    """Yield every headline measure at each of the ``moments``, of every scenario or only one.

    Results that did not record everything month by month tell the last month alone.
    """
    headline = results.headline
    months = moments(results.months) if results.monthly else results.months[-1:]
    for scenario in results.scenarios if only is None else (only,):
        series = results.measures(headline, scenario, months)
        for name in headline:
            for month, values in zip(months, series[name].values.T, strict=True):
                low, median, high = quantiles_over_runs(values).tolist()
                yield SummaryRow(
                    scenario=scenario,
                    measure=name,
                    title=results.about(name).title,
                    unit=results.about(name).unit,
                    month=month,
                    low=low,
                    median=median,
                    high=high,
                    runs=results.runs,
                )
