"""Inheritance: a file laid over those that it extends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from multipolar.scenario.check_stakes import flat
from multipolar.scenario.schema import (
    EventTable,
    FactTable,
    OrderTable,
    RangeTable,
    RosterTable,
    ScenarioTable,
)

START = "2022-01"
MONTHS = 108
INFORMATION = "full"


@dataclass
class Merged:
    """A chain of files as one.

    Scalars of the younger file win; switches, parameters, facts and stakes merge key by key; a
    roster replaces the older one. Events and orders add up; a file leaves out inherited events,
    those of the calendar among them, by name, or replaces them by its own of the same name.
    ``doubled`` names the events that stand in a file and in one that it extends.
    """

    question: str = ""
    story: str = ""
    start: str = START
    months: int = MONTHS
    information: str = INFORMATION
    roster: RosterTable = field(default_factory=lambda: RosterTable(only=None, without=None))
    switches: dict[str, bool] = field(default_factory=dict)
    parameters: dict[str, float | RangeTable] = field(default_factory=dict)
    facts: dict[tuple[str, str], FactTable] = field(default_factory=dict)
    stakes: dict[tuple[str, str], float] = field(default_factory=dict)
    events: list[EventTable] = field(default_factory=list)
    orders: list[OrderTable] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)
    doubled: set[str] = field(default_factory=set)


def merge(files: Sequence[ScenarioTable]) -> Merged:
    """Return files, the oldest first, as one."""
    merged = Merged()
    for file in files:
        for key in ("question", "story", "start", "months", "information", "roster"):
            value = getattr(file, key)
            if value is not None:
                setattr(merged, key, value)
        merged.switches.update(file.switches)
        for section, values in file.parameters.items():
            merged.parameters.update({f"{section}.{name}": v for name, v in values.items()})
        for state, given in file.facts.items():
            merged.facts.update({(state, figure): fact for figure, fact in given.items()})
        for who, weights in file.stakes.items():
            merged.stakes.update({(who, measure): v for measure, v in flat(weights).items()})
        gone = {event.name for event in file.events if event.replace}
        gone.update(file.without.events if file.without else ())
        inherited = [event for event in merged.events if event.name not in gone]
        merged.doubled -= gone
        merged.doubled |= {e.name for e in inherited} & {e.name for e in file.events}
        merged.events = [*inherited, *file.events]
        merged.orders += file.orders
        merged.left_out |= gone
    return merged
