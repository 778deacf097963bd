"""Where in an array a change lands: names of states, blocs, roles, theatres, targets, products."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from multipolar.axes import ARENA, RUN, STATE
from multipolar.readonly import kept
from multipolar.world.attributes import Attribute, attributes
from multipolar.world.roles import roles
from multipolar.world.roster import ABROAD, DOMESTIC, EVERYWHERE, PARTS, Roster
from multipolar.world.tables import read_table

Index = tuple[NDArray[np.intp] | slice, ...]


class UnknownPlace(ValueError):
    """A place that an attribute does not have.

    Parameters
    ----------
    found : str
        The name that was not understood.
    allowed : tuple of str
        The names that this axis understands.
    """

    def __init__(self, found: str, allowed: tuple[str, ...]) -> None:
        super().__init__(f"{found!r} is not a place of this attribute")
        self.found = found
        self.allowed = allowed


@kept
def blocs() -> dict[str, frozenset[str]]:
    """Return the members of each bloc, by its name in the table of blocs."""
    members: dict[str, set[str]] = {}
    for row in read_table("blocs.csv"):
        if row["status"] == "member":
            members.setdefault(row["bloc"], set()).add(row["iso3"])
    return {bloc: frozenset(states) for bloc, states in members.items()}


def _of_states(axis: str) -> bool:
    return axis == STATE or axis in PARTS


def place_names(axis: str, roster: Roster) -> tuple[str, ...]:
    """Return every name that a place on an axis may have."""
    names = (*roster.labels[axis], EVERYWHERE)
    return (*names, *roles(), *sorted(blocs())) if _of_states(axis) else names


def find_place(
    attribute: str, place: str, roster: Roster, table: Mapping[str, Attribute] | None = None
) -> Index:
    """Return the index of a place in an attribute's array.

    Parameters
    ----------
    attribute : str
        Name of a moving attribute.
    place : str
        One name for each axis after the run axis, joined by dots: ``"taiwan"``, ``"RUS.energy"``,
        ``"EU"``. A missing or ``all`` name means the whole axis, ``abroad`` the arenas that are
        theatres.
    roster : Roster
        States of the world.
    table : mapping of str to Attribute, optional
        Attributes of the world; the model's own by default.

    Returns
    -------
    tuple
        Index into the array, run axis included.

    Raises
    ------
    UnknownPlace
        When a name is not one of the axis, or there are more names than axes.
    """
    row = (attributes() if table is None else table)[attribute]
    axes = [axis for axis in row.axes if axis != RUN]
    names = [] if place in ("", EVERYWHERE) else place.split(".")
    if len(names) > len(axes):
        raise UnknownPlace(place, (f"{len(axes)} name(s) joined by dots, for {'.'.join(axes)}",))
    names += [EVERYWHERE] * (len(axes) - len(names))
    members = [_members(name, axis, roster) for name, axis in zip(names, axes, strict=True)]
    return (slice(None), *np.ix_(*members)) if members else (slice(None),)


def overlap(
    attribute: str,
    one: str,
    other: str,
    roster: Roster,
    table: Mapping[str, Attribute] | None = None,
) -> bool:
    """Return whether two places of an attribute share a member; nobody is where no place is."""
    try:
        indices = [find_place(attribute, place, roster, table) for place in (one, other)]
    except UnknownPlace:
        return False
    pairs = zip(*(index[1:] for index in indices), strict=True)
    return all(not set(mine.flat).isdisjoint(theirs.flat) for mine, theirs in pairs)


def _members(name: str, axis: str, roster: Roster) -> NDArray[np.intp]:
    labels = roster.labels[axis]
    if name == EVERYWHERE:
        chosen = range(len(labels))
    elif axis == ARENA and name == ABROAD:
        chosen = range(labels.index(DOMESTIC))
    elif name in labels:
        chosen = range(labels.index(name), labels.index(name) + 1)
    elif _of_states(axis) and (name in roles() or name in blocs()):
        return _group(name, axis, roster)
    else:
        raise UnknownPlace(name, place_names(axis, roster))
    return np.array(chosen, dtype=np.intp)


def _group(name: str, axis: str, roster: Roster) -> NDArray[np.intp]:
    role = dict(zip(roster.iso3, roster.role, strict=True))
    members = blocs().get(name, frozenset())
    chosen = [
        position
        for position, iso3 in enumerate(roster.labels[axis])
        if iso3 in members or role[iso3] == name
    ]
    return np.array(chosen, dtype=np.intp)
