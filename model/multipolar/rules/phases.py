"""The order of a month, and the tables that follow from it.

Within a phase every rule reads what the phase opened with and all results are written together,
so the order inside a phase changes nothing. Decisions are the agents': all of them read the
world as the month's events, attention and perception have left it, and none sees another's
choice of the same month.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from multipolar.rules import attention, concession, provocation, sanctions, support, theatres
from multipolar.rules.parameters import Parameter, Parameters
from multipolar.rules.rule import Rule


class Phase(NamedTuple):
    """A named part of the month and its rules."""

    name: str
    rules: tuple[Rule, ...]


EVENTS = "events"
DECISIONS = "decisions"

PHASES = (
    Phase(EVENTS, ()),
    Phase("attention", (attention.divide,)),
    Phase("perception", (theatres.perceive,)),
    Phase(DECISIONS, ()),
    Phase("flows", (support.send, sanctions.impose, sanctions.monitor, sanctions.leak)),
    Phase("outcomes", (theatres.escalate, sanctions.press, concession.concede)),
    Phase("learning", (theatres.turn, sanctions.adapt)),
)

PARAMETER_CLASSES: tuple[type[Parameters], ...] = (
    attention.Attention,
    support.Support,
    provocation.Provocation,
    theatres.Theatres,
    sanctions.Sanctions,
    concession.Concession,
)

SWITCHES = ("attention", "provocation", "theatres", "sanctions")


@lru_cache(maxsize=1)
def parameter_table() -> dict[str, Parameter]:
    """Return every parameter of the model by its full name."""
    return {row.name: row for group in PARAMETER_CLASSES for row in group.table()}
