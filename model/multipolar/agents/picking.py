"""Picking: which members of what a term gives are the columns of a choice."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.kind import Choice
from multipolar.arrays import Array
from multipolar.world.roster import Roster


class Picked(NamedTuple):
    """Which of so many members, all that a term gives, a choice has a column for."""

    places: NDArray[np.intp]
    among: int


def picked_of(roster: Roster, role: str, choice: Choice, columns: tuple[str, ...]) -> Picked | None:
    """Return which the columns are, of the axis of luck or of the states of the role.

    Nothing where a term gives the columns and no more.
    """
    axis = choice.luck.axis
    everybody = roster.labels[axis] if choice.whole else roster.iso3[roster.members(role)]
    if not choice.whole and not set(columns) < set(everybody):
        return None
    places = [everybody.index(label) for label in columns]
    return Picked(np.array(places, np.intp), len(everybody))


def pick(value: Array, picked: Picked) -> Array:
    """Return the columns of a utility for all members, runs side by side; any other as it is."""
    return value.T.take(picked.places, axis=1).T if value.shape[-2] == picked.among > 1 else value
