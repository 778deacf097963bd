"""The order of a month, and the tables that follow from it.

Within a phase every rule reads what the phase opened with and all results are written together,
so the order inside a phase changes nothing. Decisions are the agents': all of them read the
world as the month's events, attention and perception have left it, and none sees another's
choice of the same month.
"""

from __future__ import annotations

from typing import NamedTuple

from multipolar.arguments import hint
from multipolar.readonly import kept
from multipolar.rules import (
    alignment,
    attention,
    barter,
    blackmail,
    china,
    concession,
    dependence,
    emboldenment,
    provocation,
    sanctions,
    senders,
    status,
    support,
    theatres,
    threat,
    war,
)
from multipolar.rules.parameters import Parameter, Parameters
from multipolar.rules.rule import ALWAYS, Rule


class Phase(NamedTuple):
    """A named part of the month and its rules."""

    name: str
    rules: tuple[Rule, ...]


EVENTS = "events"
DECISIONS = "decisions"

PHASES = (
    Phase(EVENTS, ()),
    Phase("attention", (attention.divide,)),
    Phase("perception", (theatres.perceive, threat.perceive, china.read, china.haggle)),
    Phase("senders", (senders.add_up,)),
    Phase(DECISIONS, ()),
    Phase(
        "flows",
        (
            support.send,
            barter.want,
            barter.trade,
            barter.bind,
            sanctions.impose,
            sanctions.monitor,
            sanctions.bust,
            sanctions.leak,
            alignment.sway,
        ),
    ),
    Phase(
        "outcomes",
        (
            theatres.escalate,
            war.divert,
            war.fight,
            sanctions.press,
            sanctions.lose,
            concession.concede,
            concession.raise_stakes,
            status.honour,
            alignment.evade,
            alignment.hold,
            alignment.leave,
            blackmail.threaten,
        ),
    ),
    Phase(
        "learning",
        (
            theatres.turn,
            sanctions.adapt,
            concession.relieve,
            emboldenment.embolden,
            dependence.depend,
            threat.react,
            threat.strengthen,
            war.produce,
            alignment.close,
        ),
    ),
)

PARAMETER_CLASSES: tuple[type[Parameters], ...] = (
    attention.Attention,
    support.Support,
    status.Status,
    emboldenment.Emboldenment,
    provocation.Provocation,
    theatres.Theatres,
    threat.Threat,
    barter.Barter,
    war.War,
    dependence.Dependence,
    china.China,
    alignment.Alignment,
    sanctions.Sanctions,
    concession.Concession,
    blackmail.Blackmail,
)

SWITCHES = (
    "attention",
    "status",
    "emboldenment",
    "provocation",
    "theatres",
    "threat",
    "barter",
    "war",
    "dependence",
    "china",
    "alignment",
    "sanctions",
)


class RuleError(ValueError):
    """A rule that cannot be bound; the message names it and what is allowed."""


def check_phase(phase: Phase) -> None:
    """Check the switches of a phase's rules, and that no two of them write one array.

    Raises
    ------
    RuleError
        When a switch is none, or an array has two writers.
    """
    writers: dict[str, str] = {}
    for rule in phase.rules:
        if rule.switch != ALWAYS and rule.switch not in SWITCHES:
            raise RuleError(
                f"{rule.name}: no switch {rule.switch!r}.{hint(rule.switch, SWITCHES)} "
                f"There are: {', '.join(SWITCHES)}"
            )
        for name in rule.writes:
            if name in writers:
                raise RuleError(
                    f"{rule.name}: writes {name} in the phase {phase.name}, as "
                    f"{writers[name]} does; one rule of a phase writes an array"
                )
            writers[name] = rule.name


@kept
def parameter_table() -> dict[str, Parameter]:
    """Return every parameter of the model by its full name."""
    return {row.name: row for group in PARAMETER_CLASSES for row in group.table()}
