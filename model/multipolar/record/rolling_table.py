"""The table of rolling scores: one row for each series, the worst first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from multipolar.loading import load_scenario
from multipolar.months import month_number
from multipolar.record.differences import Skill, holm, mean_skill, skill
from multipolar.record.forecast import forecast_targets
from multipolar.record.opponents import OPPONENTS
from multipolar.record.rolling import ORIGINS, RUNS, SEEDS, Told, roll, scored_series
from multipolar.record.rolling_votes import VoteScore, roll_votes
from multipolar.record.tables import Series, targets
from multipolar.scenario import Spec
from multipolar.sources import ParameterSource

SURE = 0.1
"""Chance, adjusted over series, below which a difference is said to be there."""


@dataclass(frozen=True)
class SeriesScore:
    """How a series was told over the rolling origins; fields as in columns.csv."""

    series: str
    title: str
    unit: str
    every: str
    figures: int
    forecasts: int
    crps: float
    opponent: str
    opponent_crps: float
    hindsight: str
    hindsight_crps: float
    skill: float
    low: float
    high: float
    chance: float
    verdict: str
    mechanism: float
    mechanism_low: float
    mechanism_high: float
    coverage_50: float
    coverage_90: float
    pit: float
    interval_score: float
    opponent_interval_score: float
    log_score: float
    opponent_log_score: float


@dataclass(frozen=True)
class RollingScores:
    """The scores over the rolling origins.

    Parameters
    ----------
    runs : int
        Runs at each origin for each seed.
    seeds : tuple of int
        Seeds.
    origins : tuple of str
        Last months known.
    series : tuple of SeriesScore
        Rows, the worst skill first.
    votes : tuple of VoteScore
        Votes by states, told before they were held.
    told : tuple of Told
        Every forecast.
    unscored : dict
        Why a series is not scored, by its name.
    mean, mechanisms : Skill
        Mean skill over the monthly series: against fair opponents, and against the same level and
        errors around a signal that stands still.
    """

    runs: int
    seeds: tuple[int, ...]
    origins: tuple[str, ...]
    series: tuple[SeriesScore, ...]
    votes: tuple[VoteScore, ...]
    told: tuple[Told, ...]
    unscored: dict[str, str]
    mean: Skill
    mechanisms: Skill

    @property
    def monthly(self) -> tuple[SeriesScore, ...]:
        """Rows of the monthly series."""
        return tuple(row for row in self.series if row.every == "month")

    def of(self, series: str) -> SeriesScore:
        """Return the row of a series."""
        return next(row for row in self.series if row.series == series)


def rolling_scores(
    scenario: str | Spec = "baseline",
    *,
    runs: int = RUNS,
    seeds: Sequence[int] = SEEDS,
    origins: Sequence[str] = ORIGINS,
    parameters: ParameterSource = "prior",
    executor: Executor | None = None,
    progress: Callable[[int], object] | None = None,
) -> RollingScores:
    """Return how well the model tells what is counted, against fair opponents.

    Parameters
    ----------
    scenario : str or Spec
        Scenario that stands for the world.
    runs : int
        Runs at each origin for each seed.
    seeds : sequence of int
        Seeds.
    origins : sequence of str
        Last months known; each quarter from December 2022 to June 2024 unless told otherwise.
    parameters : {"prior", "default", "posterior"}
        Where runs take their parameters from. The posterior has heard months that are scored.
    executor, progress
        As in ``multipolar.simulate``.

    Examples
    --------
    >>> scores = rolling_scores(runs=8, seeds=(1,), origins=("2024-03",))
    >>> scores.of("deaths").figures  # months from April to December 2024
    9
    """
    spec = load_scenario(scenario) if isinstance(scenario, str) else scenario
    told = roll(
        spec,
        runs=runs,
        seeds=seeds,
        origins=origins,
        parameters=parameters,
        executor=executor,
        progress=progress,
    )
    votes = roll_votes()
    return score_table(told, votes, runs, tuple(seeds), tuple(origins))


def score_table(
    told: Sequence[Told],
    votes: Sequence[VoteScore],
    runs: int,
    seeds: tuple[int, ...],
    origins: tuple[str, ...],
) -> RollingScores:
    """Return the scores of what was told: rows by series, the worst first, and their mean."""
    listed = sorted(scored_series(), key=lambda series: series.series)
    of_series = {s: [row for row in told if row.series == s.series] for s in listed}
    rows = {s.series: _row(s, mine) for s, mine in of_series.items() if mine}
    chances = holm({name: row.chance for name, row in rows.items()})
    judged = [_judged(row, chances[name]) for name, row in rows.items()]
    unscored = {s.series: s.unscored for s in targets() if s.unscored}
    unscored |= {s.series: "too few figures before the origins" for s in listed if not of_series[s]}
    monthly = [sums_by_month(mine) for s, mine in of_series.items() if mine and s.monthly]
    unscored |= {
        t.forecast: "the model has no mechanism" for t in forecast_targets() if not t.series
    }
    return RollingScores(
        runs=runs,
        seeds=seeds,
        origins=origins,
        series=tuple(sorted(judged, key=lambda row: row.skill)),
        votes=tuple(votes),
        told=tuple(told),
        unscored=dict(sorted(unscored.items())),
        mean=mean_skill([(ours, theirs) for ours, theirs, _ in monthly]),
        mechanisms=mean_skill([(ours, without) for ours, _, without in monthly]),
    )


def _row(series: Series, told: list[Told]) -> SeriesScore:
    ours, theirs, without = sums_by_month(told)
    against, mechanism = skill(ours, theirs), skill(ours, without)
    chosen = Counter(opponent for _, opponent in {(row.origin, row.opponent) for row in told})

    each = np.mean([row.all_crps for row in told], axis=0)
    best = int(each.argmin())

    def mean(name: str) -> float:
        return float(np.mean([getattr(row, name) for row in told]))

    return SeriesScore(
        series=series.series,
        title=series.title,
        unit=series.unit,
        every="month" if series.monthly else "year",
        figures=len(ours),
        forecasts=len(told),
        crps=mean("crps"),
        opponent=" ".join(f"{name}:{chosen[name]}" for name in sorted(chosen)),
        opponent_crps=mean("opponent_crps"),
        hindsight=list(OPPONENTS)[best],
        hindsight_crps=float(each[best]),
        skill=against.value,
        low=against.low,
        high=against.high,
        chance=against.p_value,
        verdict="",
        mechanism=mechanism.value,
        mechanism_low=mechanism.low,
        mechanism_high=mechanism.high,
        coverage_50=mean("inside_half"),
        coverage_90=mean("inside"),
        pit=mean("pit"),
        interval_score=mean("interval"),
        opponent_interval_score=mean("opponent_interval"),
        log_score=mean("log"),
        opponent_log_score=mean("opponent_log"),
    )


def _judged(row: SeriesScore, chance: float) -> SeriesScore:
    sure = chance < SURE
    verdict = ("better" if row.skill > 0.0 else "worse") if sure else "undecided"
    return replace(row, chance=chance, verdict=verdict if not np.isnan(chance) else "too few")


def sums_by_month(
    told: Iterable[Told],
) -> tuple[dict[int, float], dict[int, float], dict[int, float]]:
    """Return the CRPS of the model, its opponent and the errors alone, summed by month."""
    ours: dict[int, float] = {}
    theirs: dict[int, float] = {}
    without: dict[int, float] = {}
    for row in told:
        month = month_number(row.period)
        for sums, value in (
            (ours, row.crps),
            (theirs, row.opponent_crps),
            (without, row.without_crps),
        ):
            sums[month] = sums.get(month, 0.0) + value
    return ours, theirs, without
