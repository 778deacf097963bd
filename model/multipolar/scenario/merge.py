"""Inheritance: a file laid over those that it extends."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from multipolar.scenario.schema import (
    EventTable,
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

    Scalars of the younger file win; switches and parameters merge key by key; a roster replaces
    the older one; events, orders and the calendar events left out add up.
    """

    question: str = ""
    story: str = ""
    start: str = START
    months: int = MONTHS
    information: str = INFORMATION
    roster: RosterTable = field(default_factory=lambda: RosterTable(only=None, without=None))
    switches: dict[str, bool] = field(default_factory=dict)
    parameters: dict[str, float | RangeTable] = field(default_factory=dict)
    events: list[EventTable] = field(default_factory=list)
    orders: list[OrderTable] = field(default_factory=list)
    left_out: set[str] = field(default_factory=set)


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
        merged.events += file.events
        merged.orders += file.orders
        merged.left_out.update(file.without.events if file.without else ())
    return merged
