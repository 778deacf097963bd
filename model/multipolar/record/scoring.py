"""Scoring: how the rows of the scorecard are computed, each from the record and the runs."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np

from multipolar.arrays import Array
from multipolar.quantiles import QUANTILES
from multipolar.record.episodes import STATISTICS, Laboratory
from multipolar.record.forms import FORMS, Reading
from multipolar.record.observation import Observation, observe, rate, samples
from multipolar.record.paths import Paths
from multipolar.record.scorecard import (
    AttentionRow,
    FactRow,
    Scorecard,
    SeriesRow,
    StructuralRow,
    VoteRow,
)
from multipolar.record.scores import crps, mean_of_history, persistence
from multipolar.record.signals import SIGNALS, attention_among_theatres
from multipolar.record.tables import (
    CALIBRATION,
    HOLD_OUT,
    Check,
    Series,
    all_series,
    checks,
    facts,
    structural,
    targets,
)
from multipolar.record.votes import (
    FIGURES,
    PREDICTED,
    as_last_time,
    ballot,
    chosen_probability,
    fit_votes,
    fitted_probability,
    from_itself,
    sure,
    wavering,
)


def score(record: Paths, without_attack: Paths, *, episodes: bool = True) -> Scorecard:
    """Return the scorecard of an ensemble.

    Parameters
    ----------
    record : Paths
        Runs of the scenario to be scored, made with ``record_specs``.
    without_attack : Paths
        The same runs without the attack of 7 October.
    episodes : bool
        Whether the synthetic episodes of sanctions are played too.
    """
    observed = {series.series: observe(series, record) for series in targets()}
    return Scorecard(
        runs=record["aid"].shape[0],
        seed=record.seed,
        facts=_misses_first(_fact_rows(record, without_attack)),
        series=tuple(sorted(_series_rows(observed.values(), record), key=lambda row: row.skill)),
        votes=tuple(_vote_rows(record)),
        attention=tuple(_attention_rows(record)),
        structural=_misses_first(_structural_rows(record.seed)) if episodes else (),
        observation={
            name: {"scale": o.scale, "offset": o.offset, "spread": o.spread}
            for name, o in observed.items()
        },
    )


def fact_values(record: Paths, without_attack: Paths) -> dict[str, Array]:
    """Return what each check computes, by its id: one number for each run, shape (runs,)."""
    return {
        c.id: check_value(c, without_attack if c.run == "without_attack" else record)
        for c in checks()
    }


def check_value(check: Check, paths: Paths, *, frozen: bool = False) -> Array:
    """Return what a check computes, one number for each run, shape (runs,); NaN where nothing is.

    Parameters
    ----------
    check : Check
        The check.
    paths : Paths
        Runs of the scenario that the check reads.
    frozen : bool
        Whether nothing moves after the first month: what "no change" would give.
    """
    path = SIGNALS[check.signal](paths)
    other = SIGNALS[check.other](paths) if check.other else path
    if frozen:
        path, other = (np.broadcast_to(array[:, :1], array.shape) for array in (path, other))
    reading = Reading(path, paths.places(check.window), paths.places(check.base), other)
    with np.errstate(divide="ignore", invalid="ignore"):
        return FORMS[check.form](reading)


def _fact_rows(record: Paths, without_attack: Paths) -> Iterable[FactRow]:
    values = fact_values(record, without_attack)
    for check in checks():
        value = values[check.id]
        low, median, high = _quantiles(value)
        still = float(np.median(check_value(check, record, frozen=True)))
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
            persistence=still,
            persistence_inside=check.band.holds(still),
            history=check.history,
            history_inside=check.band.holds(check.history),
            source=facts()[check.fact]["source"],
            how=check.how,
        )


def _series_rows(observed: Iterable[Observation], paths: Paths) -> Iterable[SeriesRow]:
    for observation in observed:
        series = observation.series
        for block in (CALIBRATION, HOLD_OUT):
            if series.of(block):
                yield _series_row(series, block, samples(observation, paths, series.of(block)))


def _series_row(series: Series, block: str, drawn: Array) -> SeriesRow:
    counted = np.array([rate(series, period) for period in series.of(block)])
    still, ever = persistence(series, block), mean_of_history(series, block)
    low, _, high = np.quantile(drawn, QUANTILES, axis=0)
    mean = _quantiles(drawn.mean(axis=1))
    ours = float(np.mean([crps(drawn[:, k], y) for k, y in enumerate(counted)]))
    theirs = (
        float(np.mean([crps(still[k], y) for k, y in enumerate(counted)])),
        float(np.mean([crps(ever, y) for y in counted])),
    )
    return SeriesRow(
        series=series.series,
        title=series.title,
        unit=series.unit,
        block=block,
        figures=len(counted),
        counted=float(counted.mean()),
        median=mean[1],
        low=mean[0],
        high=mean[2],
        inside=mean[0] <= float(counted.mean()) <= mean[2],
        coverage=float(((low <= counted) & (counted <= high)).mean()),
        crps=ours,
        persistence=float(np.mean([np.median(s) for s in still])),
        persistence_crps=theirs[0],
        history=float(ever.mean()),
        history_crps=theirs[1],
        skill=1.0 - ours / min(theirs),
        source=series.producer,
    )


def _vote_rows(paths: Paths) -> Iterable[VoteRow]:
    logit, by_figures = fit_votes(paths), fit_votes(paths, FIGURES)
    for resolution in PREDICTED:
        held = ballot(paths, resolution)
        last = as_last_time(held)
        changed = held.known & ~held.hits(last)
        for method, chance in (
            ("votes as last time (ES-11/1), sure to 95 %", sure(last)),
            ("votes as last time, wavering as on ES-11/3", wavering(last)),
            ("the model's own votes", chosen_probability(paths, held)),
            ("ordered logit on the model's positions", fitted_probability(paths, held, logit)),
            ("... and on figures of the states", fitted_probability(paths, held, by_figures)),
            ("no prediction: the same fitted to this vote", from_itself(paths, held)),
        ):
            chosen = last if "last time" in method else chance.argmax(axis=1)
            no, abstain, yes = np.bincount(chosen, minlength=3)
            hits = held.hits(chosen)
            yield VoteRow(
                resolution=resolution,
                method=method,
                states=int(held.known.sum()),
                accuracy=float(hits[held.known].mean()),
                moved=float(hits[changed].mean()) if changed.any() else float("nan"),
                log_score=float(held.log_score(chance).mean()),
                yes=int(yes),
                abstain=int(abstain),
                no=int(no),
            )


def _attention_rows(paths: Paths) -> Iterable[AttentionRow]:
    from scipy.stats import spearmanr

    named = {series.series: series for series in all_series()}
    theatres = paths.roster.labels["theatre"]
    press = [named[f"risk_{theatre}"] for theatre in theatres]
    months = [period.last for period in press[0].periods]
    counted = np.array([[period.value for period in series.periods] for series in press])
    share = counted / counted.sum(axis=0)
    model = attention_among_theatres(paths)[:, paths.places(months)].mean(axis=0)
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
            how=check.how,
        )


def _misses_first(rows: Iterable[Any]) -> tuple[Any, ...]:
    return tuple(sorted(rows, key=lambda row: row.inside is not False))


def _quantiles(values: Array) -> tuple[float, float, float]:
    """Return the 5 %, 50 % and 95 % quantiles of the values that are there; NaN if none is."""
    there = values[~np.isnan(values)]
    if not len(there):
        return (float("nan"),) * 3
    low, median, high = np.quantile(there, QUANTILES)
    return float(low), float(median), float(high)
