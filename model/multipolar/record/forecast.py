"""The forecast: what the model expects to be counted, as samples, for whoever scores it later.

Samples are of what would be counted, the error of the count included, by the observation models
that the rolling origins score (``multipolar.record.observation``). Runs draw their parameters from
the priors, as at those origins: no calibration has heard what is told. Every series with a
mechanism is told; ``untold`` names the others, with the reason.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.loading import load_scenario
from multipolar.months import month_number, month_range
from multipolar.quantiles import FAN
from multipolar.record.forecast_votes import WORDS, Chances, chances, tallies, vote_months
from multipolar.record.known import AUTHOR, LAST, Information
from multipolar.record.observation import observe, of_the_run, samples
from multipolar.record.paths import Paths, paths_of, record_specs
from multipolar.record.tables import START, Period, Series, targets
from multipolar.scenario import Spec
from multipolar.scenario.calendar import AGENDA
from multipolar.world.tables import read_table

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Target:
    """Something that is counted; fields as in columns.csv."""

    forecast: str
    series: str
    every: str
    share: float
    title: str
    unit: str
    how: str
    untold: str


@dataclass(frozen=True)
class Predicted:
    """What is told of a figure.

    Parameters
    ----------
    period : str
        Month ``YYYY-MM`` or year ``YYYY``.
    series : str
        Name of the forecast.
    samples : ndarray
        Equally likely values, one for each run, shape (runs,); NaN in runs that do not have it.
    """

    period: str
    series: str
    samples: Array = field(compare=False, repr=False)

    @property
    def values(self) -> tuple[float, ...]:
        """Quantiles of the samples: at 5, 25, 50, 75 and 95 per cent."""
        return tuple(float(value) for value in np.nanquantile(self.samples, FAN))


@dataclass(frozen=True)
class Forecast:
    """A forecast, or hindsight, with what it was made from.

    Parameters
    ----------
    first, last : str
        First and last month.
    information : Information
        What was known.
    known : str
        Month of the last dated event that the runs know, the agenda apart.
    runs, seed : int
        Number of runs, and their seed.
    figures : tuple of Predicted
        By series and period.
    votes : tuple of Chances
        By vote and state.
    untold : dict of str to str
        Why something that is counted is not told, by its name.
    """

    first: str
    last: str
    information: Information
    known: str
    runs: int
    seed: int
    figures: tuple[Predicted, ...]
    votes: tuple[Chances, ...]
    untold: dict[str, str]

    def of(self, series: str) -> tuple[Predicted, ...]:
        """Return the figures of a series, by period."""
        return tuple(figure for figure in self.figures if figure.series == series)

    def frame(self) -> pd.DataFrame:
        """Return every sample, a row each: period, series, run and value.

        Runs that do not have a figure have no row of it.
        """
        import pandas as pd

        parts = [
            pd.DataFrame(
                {
                    "period": row.period,
                    "series": row.series,
                    "run": range(len(row.samples)),
                    "value": row.samples,
                }
            )
            for row in self.figures
        ]
        return pd.concat(parts, ignore_index=True).dropna(ignore_index=True)


def forecast_targets() -> tuple[Target, ...]:
    """Return what is counted, votes apart, whether it is told or not."""
    rows = read_table("forecasts.csv", "multipolar.record")
    return tuple(
        Target(
            row["forecast"],
            row["series"],
            row["every"],
            float(row["share"]),
            row["title"],
            row["unit"],
            row["how"],
            row["untold"],
        )
        for row in rows
    )


def told_targets() -> tuple[Target, ...]:
    """Return what a forecast tells, votes apart."""
    return tuple(target for target in forecast_targets() if not target.untold)


def check_window(first: str, last: str, known_to: str) -> None:
    """Check the window of a forecast.

    Raises
    ------
    ArgumentError
        When a month is none, or the window is not after ``known_to``, in order and before the end.
    """
    for month in (first, last):
        month_number(month)
    if not known_to < first <= last <= LAST:
        raise ArgumentError(
            f"{first} to {last} is no window of a forecast; allowed: from a month after "
            f"{known_to}, up to which levels are fitted, to {LAST} at the latest, in order"
        )


def forecast(
    first: str = "2024-12",
    last: str = "2026-06",
    *,
    information: str = AUTHOR,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
) -> Forecast:
    """Return samples of every figure that can be told, and the chances of every state's vote.

    Parameters
    ----------
    first, last : str
        First and last month ``YYYY-MM``, after the last month whose counts are known. Yearly
        figures are of every year that the window touches.
    information : str
        ``author``: what was known in June 2024; a month ``YYYY-MM``: what was known then, from
        December 2022 on; ``full``: all dated events of the calendar, which is hindsight.
    runs, seed : int
        Runs of the baseline and their seed.
    executor, progress
        As in ``multipolar.simulate``.

    Raises
    ------
    ValueError
        When the window or the information is not allowed.

    Examples
    --------
    >>> told = forecast("2025-01", "2025-02", runs=2)
    >>> told.information.word, told.figures[0].period, told.figures[0].series
    ('forecast', '2025-01', 'dprk_missiles')
    >>> len(told.figures[0].samples), len(told.figures[0].values)
    (2, 5)
    """
    from multipolar.ensemble import simulate

    known = Information(information)
    check_window(first, last, known.month)
    spec = forecast_spec(last, known)
    results = simulate(
        spec, runs=runs, seed=seed, parameters="prior", executor=executor, progress=progress
    )
    return _told(paths_of(results), spec, first, last, known, runs)


def forecast_spec(last: str, information: Information) -> Spec:
    """Return the baseline to the end of a year, as far as it is known."""
    months = month_number(f"{last[:4]}-12") - month_number(START) + 1
    spec = load_scenario("baseline", {"months": months, "information": information.calendar})
    record, _ = record_specs(spec)
    return replace(information.of(record), name="baseline_forecast", months=months)


def _told(
    paths: Paths, spec: Spec, first: str, last: str, known: Information, runs: int
) -> Forecast:
    unknown = {
        target.forecast: f"nothing was counted of it in the run up to {known.counts_to}"
        for target in told_targets()
        if not of_the_run(_series(target), known.counts_to)
    }
    held = vote_months(first, last, known.month)
    votes = tuple(row for month in held for row in chances(paths, month, known.month))
    tallied = {row.period for row in votes}
    without = {f"votes of {month}": "no run holds a vote" for month in held if month not in tallied}
    return Forecast(
        first=first,
        last=last,
        information=known,
        known=max(event.month for event in spec.events if event.attribute not in AGENDA),
        runs=runs,
        seed=paths.seed,
        figures=(
            *_figures(paths, first, last, known.counts_to, unknown),
            *(figure for month in sorted(tallied) for figure in _tallies(paths, month, known)),
        ),
        votes=votes,
        untold={t.forecast: t.untold for t in forecast_targets() if t.untold} | unknown | without,
    )


def _figures(
    paths: Paths, first: str, last: str, counts_to: str, unknown: dict[str, str]
) -> Iterable[Predicted]:
    for target in told_targets():
        if target.forecast not in unknown:
            observation = observe(_series(target), paths, counts_to)
            periods = _periods(target, first, last)
            drawn = target.share * samples(observation, paths, periods)
            for period, values in zip(periods, drawn.T, strict=True):
                yield Predicted(_named(target, period), target.forecast, values)


def _tallies(paths: Paths, month: str, known: Information) -> Iterable[Predicted]:
    found = tallies(paths, month, known.month)
    return (Predicted(month, f"vote_{word}", found[word]) for word in WORDS)


def _series(target: Target) -> Series:
    return next(series for series in targets() if series.series == target.series)


def _periods(target: Target, first: str, last: str) -> tuple[Period, ...]:
    if target.every == "month":
        months = month_range(first, month_number(last) - month_number(first) + 1)
        return tuple(Period(month, month, np.nan) for month in months)
    years = range(int(first[:4]), int(last[:4]) + 1)
    return tuple(Period(f"{year}-01", f"{year}-12", np.nan) for year in years)


def _named(target: Target, period: Period) -> str:
    return period.first if target.every == "month" else period.first[:4]
