"""The table of a backtest: a row for each series and source of parameters, the worst first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import astuple, dataclass, fields
from math import isnan

from multipolar.backtest.procedure import Backtest
from multipolar.files import csv_text
from multipolar.months import month_number
from multipolar.record.differences import Skill, mean_skill, skill
from multipolar.record.rolling import Told
from multipolar.record.rolling_table import SeriesScore, sums_by_month
from multipolar.sources import SOURCES, ParameterSource

HORIZONS = ((1, 3), (4, 6), (7, 12))
"""Months from an origin that are scored together."""


@dataclass(frozen=True)
class BacktestRow:
    """How a series was told with parameters of one source.

    Parameters
    ----------
    parameters : str
        Source of the parameters.
    score : SeriesScore
        Against the fair opponent that was best until each origin.
    by_horizon : tuple of float
        The same skill by ``HORIZONS``; NaN where nothing was scored.
    against_prior : Skill
        Skill against the same model with parameters from the priors.
    """

    parameters: ParameterSource
    score: SeriesScore
    by_horizon: tuple[float, ...]
    against_prior: Skill


def rows(found: Backtest, source: ParameterSource) -> tuple[BacktestRow, ...]:
    """Return the rows of a source of parameters, the worst skill first."""
    return tuple(
        BacktestRow(
            source,
            score,
            tuple(skill_at(_told(found, source, score.series), *ends) for ends in HORIZONS),
            skill(*_pair(found, source, score.series)),
        )
        for score in found.scores[source].series
    )


def against_prior(found: Backtest, source: ParameterSource) -> Skill:
    """Return the mean skill over monthly series against parameters from the priors."""
    monthly = found.scores[source].monthly
    return mean_skill([_pair(found, source, row.series) for row in monthly])


def best_source(found: Backtest) -> ParameterSource:
    """Return whose scores count: the prior's, unless the posterior surely beats it."""
    return "posterior" if against_prior(found, "posterior").low > 0.0 else "prior"


def skill_at(told: Iterable[Told], first: int, last: int) -> float:
    """Return the skill of what was told so many months ahead; NaN where nothing was scored."""
    there = [row for row in told if first <= months_ahead(row) <= last]
    theirs = sum(row.opponent_crps for row in there)
    return 1.0 - sum(row.crps for row in there) / theirs if theirs > 0.0 else float("nan")


def months_ahead(row: Told) -> int:
    """Return how many months after its origin a figure ends."""
    return month_number(row.period) - month_number(row.origin)


def backtest_csv(found: Backtest) -> str:
    """Return the rows of all sources as comma-separated values."""
    names = (
        "parameters",
        *(field.name for field in fields(SeriesScore)),
        *(f"skill_{first}_{last}" for first, last in HORIZONS),
        *("against_prior", "against_prior_low", "against_prior_high"),
    )
    return csv_text(names, (_cells(row) for source in SOURCES for row in rows(found, source)))


def _cells(row: BacktestRow) -> list[str]:
    values = (row.parameters, *astuple(row.score), *row.by_horizon, *row.against_prior[:3])
    return [_cell(value) for value in values]


def _cell(value: str | float) -> str:
    if isinstance(value, float):
        return "" if isnan(value) else f"{value:.5g}"
    return str(value)


def _told(found: Backtest, source: ParameterSource, series: str) -> list[Told]:
    return [row for row in found.scores[source].told if row.series == series]


def _pair(
    found: Backtest, source: ParameterSource, series: str
) -> tuple[dict[int, float], dict[int, float]]:
    """Return the CRPS of a source and of the prior, summed by month."""
    ours, theirs = (sums_by_month(_told(found, s, series))[0] for s in (source, "prior"))
    return ours, theirs
