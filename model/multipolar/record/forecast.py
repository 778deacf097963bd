"""The forecast: what the frozen model expects to be counted, for whoever scores it later.

Quantiles are of what would be counted, the error of the count included; level and error of every
series are fitted up to ``CUT``. The votes are those of the model's states on a text as strict as
ES-11/6; who abstains may stay away instead, as often as the state did before.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from multipolar.arrays import Array
from multipolar.loading import load_scenario
from multipolar.luck import Luck
from multipolar.months import CUT, month_number, month_range, month_text
from multipolar.quantiles import FAN
from multipolar.record.observation import observe, samples
from multipolar.record.paths import Paths, paths_of, record_specs
from multipolar.record.tables import START, Period, targets, texts
from multipolar.scenario import Spec
from multipolar.scenario.calendar import AGENDA
from multipolar.scenario.spec import Event
from multipolar.world.tables import read_table

LAST = "2030-12"
"""Last month that may be asked for: the horizon of the baseline."""

VOTES = ("2025-02", "2026-02")
"""Months of the votes that a forecast tells."""

LIKE = "ES-11/6"
"""Text whose strictness those votes have."""

POOLED = 2.0
"""Votes that the absence of all states counts for beside a state's own; judged."""


@dataclass(frozen=True)
class Target:
    """Something that a forecast tells; fields as in columns.csv."""

    forecast: str
    series: str
    iso3: str
    every: str
    share: float
    title: str
    unit: str
    how: str


@dataclass(frozen=True)
class Quantiles:
    """Predictive quantiles of a figure: at 5, 25, 50, 75 and 95 per cent.

    Parameters
    ----------
    period : str
        Month ``YYYY-MM`` or year ``YYYY``.
    series : str
        Name of the forecast.
    values : tuple of float
        The five quantiles.
    """

    period: str
    series: str
    values: tuple[float, ...]


@dataclass(frozen=True)
class Chances:
    """What a state does in a vote; the four chances sum to one."""

    period: str
    iso3: str
    p_yes: float
    p_no: float
    p_abstain: float
    p_absent: float


@dataclass(frozen=True)
class Forecast:
    """A forecast with what it was made from.

    Parameters
    ----------
    first, last : str
        First and last month.
    information : str
        ``author`` or ``full``.
    known : str
        Month of the last dated event that the runs know, dates of elections apart.
    runs, seed : int
        Number of runs, and their seed.
    figures : tuple of Quantiles
        By series and period.
    votes : tuple of Chances
        By vote and state.
    """

    first: str
    last: str
    information: str
    known: str
    runs: int
    seed: int
    figures: tuple[Quantiles, ...]
    votes: tuple[Chances, ...]


def forecast_targets() -> tuple[Target, ...]:
    """Return what a forecast tells, votes apart."""
    rows = read_table("forecasts.csv", "multipolar.record")
    return tuple(
        Target(
            row["forecast"],
            row["series"],
            row["iso3"],
            row["every"],
            float(row["share"]),
            row["title"],
            row["unit"],
            row["how"],
        )
        for row in rows
    )


def check_window(first: str, last: str) -> None:
    """Check the window of a forecast.

    Raises
    ------
    ValueError
        When a month is none, or the window is not after ``CUT``, in order and before the end.
    """
    for month in (first, last):
        month_number(month)
    if not month_number(CUT) < month_number(first) <= month_number(last) <= month_number(LAST):
        raise ValueError(
            f"{first} to {last} is no window of a forecast; allowed: from a month after {CUT}, up "
            f"to which levels are fitted, to {LAST} at the latest, in order"
        )


def forecast(
    first: str = "2024-12",
    last: str = "2026-06",
    *,
    information: str = "full",
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Callable[[int], None] | None = None,
) -> Forecast:
    """Return predictive quantiles of every observable series.

    Parameters
    ----------
    first, last : str
        First and last month ``YYYY-MM``, after ``CUT``. Yearly figures are of every year that the
        window touches.
    information : str
        ``author``: dated events to June 2024; ``full``: all dated events of the calendar.
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
    >>> told = forecast("2025-01", "2025-02", runs=2, information="author")
    >>> told.figures[0].period, told.figures[0].series, len(told.figures[0].values)
    ('2025-01', 'dprk_missiles', 5)
    """
    from multipolar.ensemble import simulate

    check_window(first, last)
    if information not in ("author", "full"):
        raise ValueError(f"information is {information!r}; allowed: author, full")
    spec = forecast_spec(last, information)
    results = simulate(spec, runs=runs, seed=seed, executor=executor, progress=progress)
    paths = paths_of(results)
    held = [month for month in VOTES if first <= month <= last]
    return Forecast(
        first,
        last,
        information,
        max(event.month for event in spec.events if _is_news(event)),
        runs,
        seed,
        (*_figures(paths, first, last), *_tallies(paths, held)),
        tuple(row for month in held for row in _chances(paths, month)),
    )


def _is_news(event: Event) -> bool:
    """Return whether an event tells what was not known before: no vote asked for, no open date."""
    return not event.name.startswith("vote ") and event.attribute not in AGENDA


def forecast_spec(last: str, information: str) -> Spec:
    """Return the baseline to the end of a year, with the votes of the record and of VOTES."""
    months = month_number(f"{last[:4]}-12") - month_number(START) + 1
    spec = load_scenario("baseline", {"months": months, "information": information})
    record, _ = record_specs(spec)
    kept = [e for e in record.events if (e.attribute, e.month) not in _HELD]
    strictness = texts()[LIKE].strictness
    ours = [
        Event(month, f"vote {month}", "vote_strictness", "all", "set", strictness)
        for month in VOTES
        if month <= month_text(month_number(START) + months - 1)
    ]
    events = tuple(sorted((*kept, *ours), key=lambda event: event.month))
    return replace(record, name="baseline_forecast", months=months, events=events)


_HELD = {("vote_strictness", month) for month in VOTES}


def _figures(paths: Paths, first: str, last: str) -> list[Quantiles]:
    observed = {series.series: observe(series, paths) for series in targets()}
    rows = []
    for target in forecast_targets():
        periods = _periods(target, first, last)
        if target.series:
            drawn = target.share * samples(observed[target.series], paths, periods)
        else:
            drawn = _as_before(target, paths, periods)
        values = np.quantile(drawn, FAN, axis=0).T
        rows += [
            Quantiles(_named(target, period), target.forecast, tuple(float(v) for v in row))
            for period, row in zip(periods, values, strict=True)
        ]
    return rows


def _periods(target: Target, first: str, last: str) -> tuple[Period, ...]:
    if target.every == "month":
        months = month_range(first, month_number(last) - month_number(first) + 1)
        return tuple(Period(month, month, np.nan) for month in months)
    years = range(int(first[:4]), int(last[:4]) + 1)
    return tuple(Period(f"{year}-01", f"{year}-12", np.nan) for year in years)


def _named(target: Target, period: Period) -> str:
    return period.first if target.every == "month" else period.first[:4]


def _as_before(target: Target, paths: Paths, periods: tuple[Period, ...]) -> Array:
    """Return what a normal distribution with mean and spread of the years before would give."""
    rows = sorted(read_table("growth_before.csv", "multipolar.record"), key=lambda row: row["year"])
    known = np.array([float(row["growth"]) for row in rows if row["iso3"] == target.iso3])
    luck = Luck(paths.seed, 0, paths["aid"].shape[0])
    years = [month_number(period.last) for period in periods]
    drawn = [luck.normal(f"forecast.{target.forecast}", year, 1) for year in years]
    return np.asarray(known.mean() + known.std(ddof=1) * np.concatenate(drawn, axis=1))


def _members(paths: Paths) -> list[str]:
    """Return the members of the United Nations among the states of a run."""
    rows = read_table("states.csv")
    member = {row["iso3"] for row in rows if row["un_member"] == "1"}
    return [iso3 for iso3 in paths.roster.iso3 if iso3 in member]


def _cast(paths: Paths, month: str) -> Array:
    """Return the votes of the members in a month, -1, 0 or 1, shape (runs, members)."""
    places = [paths.roster.index(iso3) for iso3 in _members(paths)]
    return np.asarray(paths["vote"][:, int(paths.places([month])[0]), places])


def _absence(states: list[str]) -> Array:
    """Return how often each state stayed away when it took no side, by the record."""
    rows = read_table("votes.csv", "multipolar.record")
    cast = [(row["iso3"], row["vote"]) for row in rows if row["vote"] in ("absent", "abstain")]
    pooled = np.mean([vote == "absent" for _, vote in cast])
    away = [sum(who == s and vote == "absent" for who, vote in cast) for s in states]
    all_ = [sum(who == s for who, _ in cast) for s in states]
    return np.asarray((np.array(away) + POOLED * pooled) / (np.array(all_) + POOLED))


def _tallies(paths: Paths, held: list[str]) -> list[Quantiles]:
    rows = []
    absence = _absence(_members(paths))
    for month in held:
        cast = _cast(paths, month)
        luck = Luck(paths.seed, 0, cast.shape[0])
        there = luck.uniform("forecast.absence", month_number(month), cast.shape[1]) >= absence
        counts = {"yes": cast == 1, "no": cast == -1, "abstain": (cast == 0) & there}
        rows += [
            Quantiles(
                month,
                f"vote_{word}",
                tuple(float(v) for v in np.quantile(chosen.sum(axis=1), FAN)),
            )
            for word, chosen in counts.items()
        ]
    return rows


def _chances(paths: Paths, month: str) -> list[Chances]:
    """Return the shares of runs in which each state chose each; half a run is added to each."""
    states, cast = _members(paths), _cast(paths, month)
    counts = np.stack([(cast == code).sum(axis=0) + 0.5 for code in (1, -1, 0)], axis=-1)
    yes, no, neither = (counts / counts.sum(axis=-1, keepdims=True)).T
    absent = neither * _absence(states)
    return [
        Chances(month, *row)
        for row in zip(
            states,
            yes.tolist(),
            no.tolist(),
            (neither - absent).tolist(),
            absent.tolist(),
            strict=True,
        )
    ]
