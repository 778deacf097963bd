"""Null worlds: each mechanism off in turn, all off, and random placebo events.

What a measure owes to a mechanism is the paired difference between the world without it and the
world with it. Random placebo events, a push of one rung to a random theatre in a random month that
stands for nothing, give the yardstick: an effect no larger than theirs is one that any
disturbance would have.
"""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import Executor
from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.loading import load_scenario, vocabulary
from multipolar.measures import MEASURES
from multipolar.months import month_number, month_text
from multipolar.scenario import Event, Spec
from multipolar.study.claims import claims
from multipolar.study.intervals import of_mean, over_runs
from multipolar.study.windows import Progress, Window, paired, take_windows
from multipolar.world import make_roster

if TYPE_CHECKING:
    import pandas as pd


PLACEBOS = 4
PUSH = 1.0
"""Size of a placebo event, in rungs."""

MONTHS_LEFT = 36
"""Months that a placebo event has to work itself out before the run ends."""

_STREAM = 0x504C41434542
"""Sets the random numbers of placebo events apart from every other use of the seed."""


def switch_sweep(
    *,
    runs: int = 200,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> pd.DataFrame:
    """Switch off each mechanism of the baseline in turn, and compare every headline measure.

    Parameters
    ----------
    runs, seed : int
        Runs of each world, 1 or larger, and seed of the experiment and of the placebo events.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.

    Returns
    -------
    pandas.DataFrame
        One row for each world and measure, averaged over the months of the run: ``world``,
        ``kind`` (mechanism, all or placebo), ``claims`` (those that the mechanism carries),
        ``measure``, ``title``, ``unit``; the paired difference from the baseline as ``mean`` with
        its 90 % interval ``mean_low`` to ``mean_high``, ``median`` and ``low`` to ``high`` (5 % and
        95 % over the runs); ``standardised``, the mean in standard deviations over the runs of the
        baseline; ``pairs``, the runs in which both sides are defined; ``yardstick``, the largest
        standardised effect that a placebo event has on the measure.
    """
    import pandas as pd

    base = load_scenario("baseline")
    worlds = [*null_worlds(base), *placebo_worlds(base, seed)]
    windows = tuple(Window(m.name, 0, base.months) for m in MEASURES.values() if m.headline)
    jobs = [(base, windows), *((spec, windows) for _, _, spec in worlds)]
    reference, *seen = take_windows(
        jobs, runs=runs, seed=seed, executor=executor, progress=progress
    )
    rows = [
        {
            "world": name,
            "kind": kind,
            "claims": " ".join(claims_of(name)),
            **_compare(window.measure, changed, before),
        }
        for (name, kind, _), values in zip(worlds, seen, strict=True)
        for window, changed, before in zip(windows, values.T, reference.T, strict=True)
    ]
    table = pd.DataFrame(rows)
    pushed = table[table["kind"] == "placebo"].set_index("measure")["standardised"].abs()
    return table.assign(yardstick=table["measure"].map(pushed.groupby(level=0).max()))


def null_worlds(base: Spec) -> Iterator[tuple[str, str, Spec]]:
    """Yield name, kind and scenario of the worlds without a mechanism, and of that without any."""
    switches = vocabulary().switches
    for switch in switches:
        off = {**base.switches, switch: False}
        yield switch, "mechanism", replace(base, name=f"without {switch}", switches=off)
    yield "all", "all", replace(base, name="without all", switches=dict.fromkeys(switches, False))


def largest(table: pd.DataFrame, count: int) -> pd.DataFrame:
    """Return the largest standardised effects of each world, the world with the largest first.

    Of a placebo event only the largest is kept, and what has no spread comes last.
    """
    size = table["standardised"].abs().fillna(0.0)
    ranked = table.assign(size=size, top=size.groupby(table["world"]).transform("max"))
    ordered = ranked.sort_values(["top", "world", "size"], ascending=[False, True, False])
    place = ordered.groupby("world").cumcount()
    kept = place < np.where(ordered["kind"] == "placebo", 1, count)
    return ordered[kept].drop(columns=["size", "top"]).reset_index(drop=True)


def reach(table: pd.DataFrame) -> pd.DataFrame:
    """Return how many measures each mechanism moves more than any placebo event does.

    One row for each mechanism, the farthest reach first: ``world``, ``claims``, ``moved`` and
    ``measures``, the number of all.
    """
    off = table[table["kind"] == "mechanism"]
    beyond = off.assign(moved=off["standardised"].abs() > off["yardstick"])
    found = beyond.groupby(["world", "claims"], sort=False)["moved"].agg(["sum", "size"])
    named = found.reset_index().rename(columns={"sum": "moved", "size": "measures"})
    return named.sort_values("moved", ascending=False, kind="stable", ignore_index=True)


def claims_of(switch: str) -> tuple[str, ...]:
    """Return the claims whose rules a mechanism turns off, in the order of the article."""
    return tuple(claim.id for claim in claims().values() if switch in claim.switches)


def placebo_worlds(base: Spec, seed: int, count: int = PLACEBOS) -> Iterator[tuple[str, str, Spec]]:
    """Yield name, kind and scenario of worlds with one random push each."""
    rng = np.random.default_rng([_STREAM, seed])
    theatres = make_roster(base.states).labels[THEATRE]
    months = max(1, base.months - MONTHS_LEFT)
    for number in range(1, count + 1):
        month = month_text(month_number(base.start) + int(rng.integers(months)))
        place = theatres[int(rng.integers(len(theatres)))]
        push = PUSH if rng.random() < 0.5 else -PUSH
        event = Event(month, f"placebo_{number}", "escalation", place, "add", push)
        name = f"placebo {number}: {place} {push:+g} in {month}"
        events = sorted((*base.events, event), key=lambda e: month_number(e.month))
        yield name, "placebo", replace(base, name=f"placebo {number}", events=tuple(events))


def standardised(mean: float, base: Array) -> float:
    """Return a difference in standard deviations of the baseline over its runs, shape (runs,).

    Nought when the difference is; NaN when the baseline does not vary.
    """
    known = base[~np.isnan(base)]
    spread = float(known.std(ddof=1)) if known.size > 1 else 0.0
    if mean == 0.0:
        return 0.0
    return mean / spread if spread > 0.0 else float("nan")


def _compare(measure: str, changed: Array, base: Array) -> dict[str, object]:
    difference = paired(changed, base)
    mean = float(difference.mean()) if difference.size else float("nan")
    sure, over = of_mean(difference), over_runs(difference)
    return {
        "measure": measure,
        "title": MEASURES[measure].title,
        "unit": MEASURES[measure].unit,
        "mean": mean,
        "mean_low": sure.low,
        "mean_high": sure.high,
        "median": float(np.median(difference)) if difference.size else float("nan"),
        "low": over.low,
        "high": over.high,
        "standardised": standardised(mean, base),
        "pairs": int(difference.size),
    }
