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
from multipolar.rules.rule import ALWAYS, Place, Rule


class Phase(NamedTuple):
    """A named part of the month and its rules."""

    name: str
    rules: tuple[Rule, ...]


EVENTS = "events"
DECISIONS = "decisions"

PHASES = (
    Phase(EVENTS, ()),
    Phase(
        "attention",
        (
            attention.divide_attention,
            attention.build_fatigue,
            attention.get_used_to_tension,
            attention.use_up_push,
        ),
    ),
    Phase(
        "perception",
        (
            theatres.set_resting_level,
            theatres.remember_provocation,
            threat.perceive_threat,
            threat.estimate_threat_caused,
            china.read_russian_strength,
            china.set_dual_use_flow,
            china.watch_doorstep,
            china.set_discount,
        ),
    ),
    Phase("senders", (senders.sum_over_sponsors,)),
    Phase(DECISIONS, ()),
    Phase(
        "flows",
        (
            support.decide_aid,
            support.deliver_aid,
            barter.count_need,
            barter.expand_output,
            barter.use_russian_stock,
            barter.ship,
            barter.use_korean_stock,
            barter.count_exported,
            barter.send_troops,
            barter.pay,
            barter.sign_treaty,
            barter.update_tie,
            barter.militarise_tie,
            sanctions.tighten_measures,
            sanctions.count_packages,
            sanctions.watch_evasion,
            sanctions.fade_secondary,
            sanctions.count_traders,
            sanctions.count_patrons,
            sanctions.leak,
            alignment.update_alignment,
            alignment.forget_contacts,
        ),
    ),
    Phase(
        "outcomes",
        (
            theatres.escalate,
            theatres.count_spill,
            war.use_interceptors,
            war.move_oil_price,
            war.fire,
            war.wear_down,
            war.move_front,
            sanctions.apply_pressure,
            sanctions.count_loss,
            concession.concede,
            concession.raise_demand,
            status.update_status,
            status.use_up_visits,
            status.update_glow,
            alignment.update_evasion,
            alignment.update_legitimacy,
            alignment.press_neighbours,
            alignment.update_loyalty,
            alignment.leave_alliance,
            blackmail.count_sabotage,
            blackmail.voice_nuclear_threat,
            blackmail.wear_out_threats,
        ),
    ),
    Phase(
        "learning",
        (
            theatres.change_regime,
            sanctions.adapt,
            sanctions.drag_growth,
            concession.relax_measures,
            emboldenment.update_emboldenment,
            emboldenment.remember_impunity,
            dependence.update_dependence,
            dependence.perceive_dependence,
            dependence.change_mood,
            dependence.turn_to_china,
            threat.arm,
            threat.rally,
            threat.build_strength,
            threat.extend_reach,
            war.militarise_economy,
            war.grow_russia,
            war.grow_korea,
            war.fade_shock,
            alignment.close_vote,
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
    writers: dict[Place, str] = {}
    for rule in phase.rules:
        if rule.switch != ALWAYS and rule.switch not in SWITCHES:
            raise RuleError(
                f"{rule.name}: no switch {rule.switch!r}.{hint(rule.switch, SWITCHES)} "
                f"There are: {', '.join(SWITCHES)}"
            )
        for place in rule.writes:
            if place in writers:
                raise RuleError(
                    f"{rule.name}: writes {place} in the phase {phase.name}, as "
                    f"{writers[place]} does; one rule of a phase writes an array"
                )
            writers[place] = rule.name


@kept
def parameter_table() -> dict[str, Parameter]:
    """Return every parameter of the model by its full name."""
    return {row.name: row for group in PARAMETER_CLASSES for row in group.table()}
