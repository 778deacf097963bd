"""How often states did what they do seldom: the record of January 2022 to June 2024 by quarters.

The table ``acts.csv`` counts, for a choice and who makes it or whom it is about, the quarters in
which it was done. Of few quarters the share is (acted + 1/2) / (quarters + 1), so that what was
never done is rare and not impossible.
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import SPONSOR, STATE, THEATRE
from multipolar.world.roster import Roster
from multipolar.world.tables import read_table

UNDECIDED = 0.5
"""Share of whom the table does not name: even odds, of what it does not decide."""


def recorded(choice: str) -> dict[str, float]:
    """Return the share of quarters in which a choice was made to act, by name of the table."""
    rows = (row for row in read_table("acts.csv") if row["choice"] == choice)
    return {
        row["who"]: (float(row["acted"]) + 0.5) / (float(row["quarters"]) + 1.0) for row in rows
    }


def _on(axis: str, choice: str, roster: Roster) -> Array:
    shares = recorded(choice)
    return np.array([shares.get(name, UNDECIDED) for name in roster.labels[axis]])


def mediates_often(roster: Roster) -> Array:
    """Share of quarters in which a state mediated in the war in Ukraine, shape (state,)."""
    return _on(STATE, "mediate", roster)


def reassured_often(roster: Roster) -> Array:
    """Share of quarters in which the United States reassured a theatre, shape (theatre,)."""
    return _on(THEATRE, "reassure", roster)


def arms_often(roster: Roster) -> Array:
    """Share of quarters in which a sponsor that may arm Ukraine did, shape (sponsor,)."""
    return _on(SPONSOR, "arm", roster)


def arms_worth(roster: Roster) -> Array:
    """Worth of a month of arms of a sponsor that may arm Ukraine, an index, shape (sponsor,)."""
    worth = {row["iso3"]: float(row["worth"]) for row in read_table("arms_worth.csv")}
    return np.array([worth.get(iso3, 0.0) for iso3 in roster.labels[SPONSOR]])


ACTS: dict[str, Callable[[Roster], Array]] = {
    function.__name__: function
    for function in (mediates_often, reassured_often, arms_often, arms_worth)
}
