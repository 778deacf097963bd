"""Rare events: how often they happen in a run, beside the record since 1945.

The base rates are in base_rates.csv with their sources. A model that is much more violent than
the record says so here. Great-power war counts from rung 9, in the theatres with great powers on
both sides, and nuclear use at rung 10, the end of the ladder; provocations lift a hot theatre ever
less, so only a shock takes one to the end.
"""

from __future__ import annotations

from functools import partial

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.measures.measure import Measure, Trajectories, series
from multipolar.world.codes import Regime
from multipolar.world.roster import Roster
from multipolar.world.tables import read_table

MONTHS_PER_DECADE = 120.0

_ROWS = read_table("base_rates.csv", "multipolar.measures")
BASE_RATES = {row["event"]: float(row["per_decade"]) for row in _ROWS}
"""Events per decade since 1945."""

THRESHOLDS = {row["event"]: float(row["level"]) for row in _ROWS if row["level"]}
"""Rung from which an event counts; a new war is a theatre's turn to the regime of war."""

PLACES = {row["event"]: row["theatres"].split() for row in _ROWS}
"""Theatres in which an event counts; all of them where none is named."""


def per_decade(data: Trajectories, roster: Roster, *, event: str) -> Array:
    """Return how often an event has happened so far, per decade of simulated time."""
    begun = np.cumsum(begins(data, roster, event=event), axis=1)
    return np.asarray(begun * MONTHS_PER_DECADE / np.arange(1.0, begun.shape[1] + 1.0))


def times_the_record(data: Trajectories, roster: Roster) -> Array:
    """Return how many times more new wars than since 1945 there were so far, per decade."""
    return per_decade(data, roster, event="new_wars") / BASE_RATES["new_wars"]


def begins(data: Trajectories, roster: Roster, *, event: str) -> Array:
    """Return in how many theatres an event begins in each month, shape (runs, months)."""
    names = roster.labels[THEATRE]
    places = [k for k, name in enumerate(names) if name in (PLACES[event] or names)]
    if event == "new_wars":
        there = data["regime"] == Regime.WAR
    else:
        there = series(data, "escalation") >= THRESHOLDS[event]
    there = there[..., places]
    before = np.concatenate([np.zeros_like(there[:, :1]), there[:, :-1]], axis=1)
    return np.asarray((there & ~before).sum(axis=-1), dtype=np.float64)


def measures() -> list[Measure]:
    """Return the measures of rare events."""
    found = [
        Measure(
            f"rate_{row['event']}",
            row["title"],
            "per decade",
            "times so far per decade, those of the calendar of events included",
            partial(per_decade, event=row["event"]),
            cumulative=True,
        )
        for row in _ROWS
    ]
    found.append(
        Measure(
            "violence",
            "New wars, times the record since 1945",
            "ratio",
            "new wars per decade over those of the same theatres since 1945",
            times_the_record,
            cumulative=True,
        )
    )
    return found
