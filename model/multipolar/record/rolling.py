"""Rolling origins: what the model would have told, quarter by quarter, against fair opponents.

At each origin runs of the model know the dated events and orders up to that month
(``multipolar.record.known``) and nothing counted; the observation of a series knows what was
counted up to it (levels and errors alone). What they tell for the next twelve months is scored
beside the opponent that was best until then.

Parameters are drawn from their priors: no calibration has heard the months that are scored. Forms
and priors themselves were chosen by people who know the record; no origin can undo that.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.months import month_number, month_range, month_text
from multipolar.quantiles import FAN
from multipolar.record.known import known_to
from multipolar.record.observation import fitted, of_the_run, rates, signal_of
from multipolar.record.opponents import (
    HORIZON,
    OPPONENTS,
    best_opponent,
    known_of,
    opponent_samples,
)
from multipolar.record.paths import Paths, paths_of, record_specs
from multipolar.record.research import without_later_research
from multipolar.record.scores import covered, crps, interval_score, log_score, pit
from multipolar.record.signals import SIGNALS
from multipolar.record.tables import END, START, Period, Series, targets
from multipolar.scenario import Spec
from multipolar.sources import ParameterSource

ORIGINS = month_range("2022-12", 19)[::3]
"""The last month known: each quarter from December 2022 to June 2024."""

RUNS = 200
SEEDS = (1, 2, 3)


@dataclass(frozen=True)
class Told:
    """What was told of a figure at an origin, and how well: the means over seeds.

    Parameters
    ----------
    series, origin, period : str
        Series, last month known, and last month of the figure.
    counted : float
        What was counted.
    opponent : str
        The opponent that was best until the origin.
    quantiles, opponent_quantiles : tuple of float
        At 5, 25, 50, 75 and 95 per cent.
    crps, opponent_crps, without_crps : float
        Of the model, of the opponent, and of the same errors around a signal that stands still.
    all_crps : tuple of float
        Of every opponent, in the order of ``OPPONENTS``.
    interval, opponent_interval, log, opponent_log : float
        Score of the 90 % interval, and log score.
    inside_half, inside : float
        Whether the 50 and 90 % intervals of the model hold the figure.
    pit : float
        Place of the figure in what the model told, 0 to 1.
    """

    series: str
    origin: str
    period: str
    counted: float
    opponent: str
    quantiles: tuple[float, ...]
    opponent_quantiles: tuple[float, ...]
    crps: float
    opponent_crps: float
    without_crps: float
    all_crps: tuple[float, ...]
    interval: float
    opponent_interval: float
    log: float
    opponent_log: float
    inside_half: float
    inside: float
    pit: float


def scored_series() -> tuple[Series, ...]:
    """Return the series that rolling origins can score."""
    return tuple(series for series in targets() if not series.unscored)


def origin_spec(spec: Spec, origin: str) -> Spec:
    """Return a scenario as it was known at an origin, played to the last month that is scored."""
    end = min(month_number(origin) + HORIZON, month_number(END))
    record, _ = record_specs(spec)
    then = without_later_research(known_to(record, origin), origin)
    return replace(then, months=end - month_number(START) + 1)


def roll(
    spec: Spec,
    *,
    runs: int = RUNS,
    seeds: Sequence[int] = SEEDS,
    origins: Sequence[str] = ORIGINS,
    parameters: ParameterSource = "prior",
    executor: Executor | None = None,
    progress: Callable[[int], object] | None = None,
) -> tuple[Told, ...]:
    """Return what the model and its opponents told at each origin, by series, origin and period.

    Parameters
    ----------
    spec : Spec
        Scenario that stands for the world: the baseline.
    runs : int
        Runs at each origin for each seed.
    seeds : sequence of int
        Seeds of the experiments.
    origins : sequence of str
        Last months known.
    parameters : {"prior", "default", "posterior"}
        Where runs take their parameters from.
    executor, progress
        As in ``multipolar.simulate``.
    """
    from multipolar.ensemble import simulate

    told: list[Told] = []
    for origin in origins:
        played = origin_spec(spec, origin)
        for seed in seeds:
            results = simulate(
                played,
                runs=runs,
                seed=seed,
                parameters=parameters,
                executor=executor,
                progress=progress,
            )
            told += tell_all(paths_of(results), origin)
    return means_over_seeds(told)


def means_over_seeds(told: Iterable[Told]) -> tuple[Told, ...]:
    """Return one row for each series, origin and period: the means of those that seeds told."""
    rows: dict[tuple[str, str, str], list[Told]] = {}
    for row in told:
        rows.setdefault((row.series, row.origin, row.period), []).append(row)
    return tuple(_mean(rows[key]) for key in sorted(rows))


def tell_all(paths: Paths, origin: str) -> Iterable[Told]:
    """Yield what is told of every series that can be scored at an origin."""
    for series in scored_series():
        periods = to_come(series, origin, paths.months[-1])
        if known_of(series, origin).enough and periods:
            start = float(SIGNALS[series.signal](paths)[:, 0].mean())
            known = signal_of(series, paths, of_the_run(series, origin))
            ahead = signal_of(series, paths, periods)
            luck = Luck(paths.seed, 0, len(ahead))
            yield from tell(series, origin, periods, known, ahead, luck, start=start)


def to_come(series: Series, origin: str, end: str = END) -> tuple[Period, ...]:
    """Return the periods of a series that end after an origin, within the horizon."""
    last = min(month_text(month_number(origin) + HORIZON), end)
    return tuple(period for period in series.periods if origin < period.last <= last)


def tell(
    series: Series,
    origin: str,
    periods: tuple[Period, ...],
    known: Array,
    ahead: Array,
    luck: Luck,
    *,
    start: float = 1.0,
) -> Iterable[Told]:
    """Yield what is told of a series at an origin by the model and by its opponent.

    Parameters
    ----------
    series, origin, periods
        Series, last month known, and the periods to come.
    known, ahead : ndarray
        Signal of the runs in the known figures of the run, and in the periods to come.
    luck : Luck
        Random numbers of the runs.
    start : float
        Signal in the first month.
    """
    counted = rates(series, periods)
    months = [month_number(period.last) for period in periods]
    ours = fitted(series, known, origin, start).told(known, ahead, months, luck)
    still = [standing_still(series, origin, array.shape) for array in (known, ahead)]
    without = fitted(series, still[0], origin).told(still[0], still[1], months, luck)
    name = best_opponent(series, origin)
    told = {each: opponent_samples(each, known_of(series, origin), periods) for each in OPPONENTS}
    scores = _scores(ours, told[name], without, list(told.values()), counted)
    for k, period in enumerate(periods):
        yield Told(
            series=series.series,
            origin=origin,
            period=period.last,
            counted=float(counted[k]),
            opponent=name,
            **{key: _plain(value[..., k]) for key, value in scores.items()},
        )


def _scores(
    ours: Array, theirs: Array, without: Array, all_told: list[Array], counted: Array
) -> dict[str, Array]:
    """Return what stands in a row beside names and dates, the figures on the last axis."""
    return {
        "quantiles": np.quantile(ours, FAN, axis=0),
        "opponent_quantiles": np.quantile(theirs, FAN, axis=0),
        "crps": crps(ours, counted),
        "opponent_crps": crps(theirs, counted),
        "without_crps": crps(without, counted),
        "all_crps": np.stack([crps(samples, counted) for samples in all_told]),
        "interval": interval_score(ours, counted),
        "opponent_interval": interval_score(theirs, counted),
        "log": log_score(ours, counted),
        "opponent_log": log_score(theirs, counted),
        "inside_half": covered(ours, counted, 0.5),
        "inside": covered(ours, counted),
        "pit": pit(ours, counted),
    }


def _plain(value: Array) -> Any:
    """Return a number, or a tuple of numbers."""
    return tuple(value.tolist()) if value.ndim else float(value)


def standing_still(series: Series, origin: str, shape: tuple[int, ...]) -> Array:
    """Return a signal that never moves: what the observation says without the model.

    Of a count the share of the last three years' months with any, over runs; of growth the mean of
    the years before; else one.
    """
    values = known_of(series, origin).newest(36)
    if series.family == "count":
        place = (np.arange(shape[0]) + 0.5) / shape[0]
        return np.broadcast_to((place < (values > 0.0).mean())[:, None] * 1.0, shape)
    return np.full(shape, values.mean() if series.family == "normal" else 1.0)


def _mean(rows: list[Told]) -> Told:
    """Return the mean over seeds of what was told of one figure."""
    names = [name for name, value in vars(rows[0]).items() if not isinstance(value, str)]
    found = {name: np.mean([getattr(row, name) for row in rows], axis=0) for name in names}
    return replace(rows[0], **{name: _plain(np.asarray(value)) for name, value in found.items()})
