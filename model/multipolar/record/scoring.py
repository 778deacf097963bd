"""Scoring: how the rows of the scorecard are computed, each from the record and the runs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np

from multipolar.arrays import Array
from multipolar.quantiles import QUANTILES
from multipolar.record.episodes import STATISTICS, Laboratory
from multipolar.record.forms import FORMS, Reading
from multipolar.record.paths import Paths
from multipolar.record.rolling_table import RollingScores
from multipolar.record.scorecard import (
    AttentionRow,
    FactRow,
    Scorecard,
    StructuralRow,
)
from multipolar.record.signals import SIGNALS, attention_among_theatres
from multipolar.record.tables import (
    Check,
    all_series,
    checks,
    facts,
    structural,
)
from multipolar.study.effects import effects


def score(
    record: Paths | Sequence[Paths],
    without_attack: Paths | Sequence[Paths],
    rolling: RollingScores,
    *,
    episodes: bool = True,
) -> Scorecard:
    """Return the scorecard of an ensemble, or of several with seeds of their own.

    Parameters
    ----------
    record : Paths or sequence of Paths
        Runs of the scenario to be scored, made with ``record_specs``, by seed.
    without_attack : Paths or sequence of Paths
        The same runs without the attack of 7 October.
    rolling : RollingScores
        What was told at rolling origins, from ``rolling_scores``.
    episodes : bool
        Whether the synthetic episodes of sanctions are played too.
    """
    told, spared = (
        [one] if isinstance(one, Paths) else list(one) for one in (record, without_attack)
    )
    return Scorecard(
        runs=told[0]["aid"].shape[0],
        seeds=tuple(paths.seed for paths in told),
        facts=fact_rows(told, spared),
        rolling=rolling,
        attention=tuple(_attention_rows(told)),
        structural=structural_rows(told[0].seed) if episodes else (),
    )


def fact_rows(record: Sequence[Paths], without_attack: Sequence[Paths]) -> tuple[FactRow, ...]:
    """Return the checks of the facts, misses first, of ensembles as ``score`` takes them."""
    return _misses_first(_fact_rows(list(record), list(without_attack)))


def structural_rows(seed: int) -> tuple[StructuralRow, ...]:
    """Return published findings on sanctions beside synthetic episodes, misses first."""
    return _misses_first(_structural_rows(seed))


def fact_values(record: Paths, without_attack: Paths) -> dict[str, Array]:
    """Return what each check computes, by its id: one number for each run, shape (runs,)."""
    return {
        c.id: check_value(c, without_attack if c.run == "without_attack" else record)
        for c in checks()
    }


def check_value(check: Check, paths: Paths) -> Array:
    """Return what a check computes, one number for each run, shape (runs,); NaN where nothing is.

    Parameters
    ----------
    check : Check
        The check.
    paths : Paths
        Runs of the scenario that the check reads.
    """
    path = SIGNALS[check.signal](paths)
    other = SIGNALS[check.other](paths) if check.other else path
    reading = Reading(path, paths.places(check.window), paths.places(check.base), other)
    with np.errstate(divide="ignore", invalid="ignore"):
        return FORMS[check.form](reading)


def _fact_rows(record: list[Paths], without_attack: list[Paths]) -> Iterable[FactRow]:
    by_seed = list(map(fact_values, record, without_attack))
    for check in checks():
        of_seeds = [values[check.id] for values in by_seed]
        value = np.concatenate(of_seeds)
        low, median, high = _quantiles(value)
        yield FactRow(
            fact=check.fact,
            check=check.name,
            title=check.title,
            unit=check.unit,
            block=check.block,
            target=str(check.band),
            median=median,
            low=low,
            high=high,
            share=float(np.mean([check.band.holds(v) for v in value])),
            inside=check.band.holds(median),
            seeds=len(of_seeds),
            seeds_inside=sum(check.band.holds(_quantiles(mine)[1]) for mine in of_seeds),
            source=facts()[check.fact]["source"],
            how=check.how,
        )


def _attention_rows(record: list[Paths]) -> Iterable[AttentionRow]:
    from scipy.stats import spearmanr

    named = {series.series: series for series in all_series()}
    theatres = record[0].roster.labels["theatre"]
    press = [named[f"risk_{theatre}"] for theatre in theatres]
    months = [period.last for period in press[0].periods]
    counted = np.array([[period.value for period in series.periods] for series in press])
    share = counted / counted.sum(axis=0)
    shares = [attention_among_theatres(paths)[:, paths.places(months)] for paths in record]
    model = np.concatenate(shares).mean(axis=0)
    for k, theatre in enumerate(theatres):
        yield AttentionRow(
            theatre=theatre,
            model=float(model[:, k].mean()),
            press=float(share[k].mean()),
            correlation=float(spearmanr(model[:, k], share[k]).statistic),
        )


def _structural_rows(seed: int) -> Iterable[StructuralRow]:
    laboratory = Laboratory(seed)
    for check in structural():
        value = STATISTICS[check.statistic](laboratory) if check.statistic else np.array([np.nan])
        low, median, high = _quantiles(value)
        yield StructuralRow(
            fact=check.fact,
            check=check.name,
            title=check.title,
            unit=check.unit,
            target=str(check.band) if check.statistic else "",
            median=median,
            low=low,
            high=high,
            inside=check.band.holds(median) if check.statistic else None,
            published=check.published,
            studies=between_studies(check.effects),
            how=check.how,
        )


def between_studies(links: Sequence[str]) -> str:
    """Return how far published effects lie apart, without their sign, and their names."""
    if not links:
        return ""
    intervals = [effects()[link].interval for link in links]
    sizes = [abs(end) for interval in intervals for end in (interval.low, interval.high)]
    return f"{min(sizes):g} to {max(sizes):g} ({', '.join(links)})"


def _misses_first(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: row.inside is not False))


def _quantiles(values: Array) -> tuple[float, float, float]:
    """Return the 5 %, 50 % and 95 % quantiles of the values that are there; NaN if none is."""
    there = values[~np.isnan(values)]
    if not len(there):
        return (float("nan"),) * 3
    low, median, high = np.quantile(there, QUANTILES)
    return float(low), float(median), float(high)
