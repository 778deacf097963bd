"""Events of a scenario, applied to the world month by month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import NamedTuple

import numpy as np

from multipolar.arguments import ArgumentError, hint, known
from multipolar.arrays import Array
from multipolar.rules.theatres import tension_after_event
from multipolar.scenario import Event
from multipolar.world import World
from multipolar.world.attributes import Attribute
from multipolar.world.places import Index, UnknownPlace, find_place
from multipolar.world.roster import Roster

Applied = dict[int, Array]
"""What each event changed, by its number: an undo takes it back."""

TENSION = "escalation"
"""Attribute to which events add a share of the room on the ladder."""


class Change(NamedTuple):
    """What an event does in one month."""

    number: int
    attribute: str
    place: Index
    operation: str
    value: float


def by_month(
    events: Iterable[Event], roster: Roster, table: Mapping[str, Attribute]
) -> dict[int, list[Change]]:
    """Return what events change, by number of the month.

    Raises
    ------
    ArgumentError
        When an event names an attribute or a place that there is not.
    """
    plan: dict[int, list[Change]] = {}
    moving = [name for name, attribute in table.items() if attribute.moves]
    for number, event in enumerate(events):
        if not event.attribute:
            continue
        known(event.attribute, moving, f"attribute that the event {event.name!r} could change,")
        place = _place(event, roster, table)
        for month, operation, value in event.changes():
            change = Change(number, event.attribute, place, operation, value)
            plan.setdefault(month, []).append(change)
    return plan


def _place(event: Event, roster: Roster, table: Mapping[str, Attribute]) -> Index:
    try:
        return find_place(event.attribute, event.where, roster, table)
    except UnknownPlace as error:
        near = hint(error.found, error.allowed)
        raise ArgumentError(
            f"event {event.name!r}: {event.attribute} has no place {error.found!r}.{near}"
        ) from None


def apply(changes: Iterable[Change], world: World, applied: Applied) -> None:
    """Change the world, and keep in ``applied`` what was changed."""
    for number, name, place, operation, value in changes:
        attribute = world.attributes[name]
        array = world.arrays[name]
        before = array[place]
        if operation == "set":
            after = np.full_like(before, value)
        elif operation == "scale":
            after = before * value
        elif operation == "add" and name == TENSION:
            after = tension_after_event(before, world.rest_level[place], value)
        elif operation == "add":
            after = before + value
        else:
            after = before - applied.pop(number, 0.0)
        array[place] = np.clip(after, attribute.low, attribute.high)
        if operation != "undo":
            applied[number] = array[place] - before
