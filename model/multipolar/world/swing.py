"""What a state that may join the measures starts with: peers, own loss and whom it leads.

The table ``swing_states.csv`` comes out of the trade model (``python -m multipolar.trade``).
"""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import SWING
from multipolar.world.roster import Roster
from multipolar.world.tables import read_table


def _of_swing_states(column: str, roster: Roster) -> Array:
    """Return a column of the table of swing states, 0 for all other states, shape (state,)."""
    cells = {row["iso3"]: float(row[column]) for row in read_table("swing_states.csv")}
    return np.array([cells.get(iso3, 0.0) for iso3 in roster.iso3])


def peers_joined(roster: Roster) -> Array:
    """Return how far the peers of a state that may join stood in the coalition of 2022."""
    return _of_swing_states("norm", roster)


def joining_loss(roster: Roster) -> Array:
    """Return what joining measures costs a state that may, % of its income, shape (state,)."""
    return _of_swing_states("loss", roster)


def leads(roster: Roster) -> Array:
    """Mark the state that leads each swing economy, shape (swing, state)."""
    leader = {row["swing"]: row["iso3"] for row in read_table("swing_states.csv")}
    return np.array(
        [[float(leader[swing] == iso3) for iso3 in roster.iso3] for swing in roster.labels[SWING]]
    )


SWING_STATES: dict[str, Callable[[Roster], Array]] = {
    function.__name__: function for function in (peers_joined, joining_loss, leads)
}
