"""Support for Kyiv: aid follows attention, unity and authorisation, with a pipeline.

Claims C19, C20, C34.

    aid* = capacity · gate · cohesion · (A_U / Ā)^η + compensation
    aid ← aid + δ (aid* - aid),   delivered two months later

η is elasticity, δ adjustment, Ā reference_attention. Literature addition (stabiliser):
European sponsors make good a share κ of what the United States withholds, in proportion to
their capacity; the gap of October 2023 to April 2024 is the natural experiment. Support opens
with the invasion: the gate of every sponsor is shut before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import approach, scale_fact, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule


@dataclass(frozen=True)
class Support(Parameters):
    """Parameters of support for Ukraine."""

    group = "support"

    elasticity: Array = parameter(
        0.1,
        0.0,
        0.3,
        evidence="S",
        symbol="η",
        maximum=2.0,
        source="commitments fell 87 % mostly before October 2023 (Kiel Institute); set on fact C-4",
    )
    adjustment: Array = parameter(
        0.4,
        0.15,
        0.8,
        unit="share/month",
        evidence="S",
        symbol="δ",
        maximum=1.0,
        source="multi-year programmes smooth delivery (Kiel Institute)",
    )
    compensation: Array = parameter(
        0.5, 0.0, 1.0, evidence="J", symbol="κ", maximum=2.0, source="judged; weakly pinned"
    )
    reference_attention: Array = parameter(
        0.2,
        evidence="P",
        symbol="Ā",
        minimum=0.01,
        maximum=1.0,
        source="mean share of Ukraine in the model's attention, 2022-24",
    )


def programme(attention: Array, capacity: Array, p: Support) -> Array:
    """Return the support that interest alone would give, the shape of ``attention``."""
    return capacity * (attention / p.reference_attention) ** p.elasticity


@quantity(
    at={
        "attention": "attention.USA.ukraine",
        "capacity": "aid_capacity.USA",
        "given": "aid.USA",
    }
)
def withheld(attention: Array, capacity: Array, given: Array, aid_gate: Array, p: Support) -> Array:
    """Return what the United States holds back of its programme, shape (run, 1)."""
    wanted = programme(attention, capacity, p) * aid_gate.max(axis=1, keepdims=True)
    value: Array = np.maximum(0.0, wanted - given)
    return value


@rule(
    switch="attention",
    writes="aid",
    claims="C19 C20 C34",
    at={"attention": "attention.all.ukraine"},
    uses=(withheld,),
)
def decide_aid(
    aid: Array,
    attention: Array,
    aid_capacity: Array,
    aid_gate: Array,
    cohesion: Array,
    withheld: Array,
    compensates: Array,
    p: Support,
) -> Array:
    """Set each sponsor's monthly support, shape (run, sponsor).

    Unit: 1 is the monthly average of all sponsors in 2022-24.
    """
    goal = programme(attention, aid_capacity, p) * aid_gate * cohesion
    goal += scale_fact(p.compensation * withheld, compensates) * aid_gate
    return approach(aid, goal, p.adjustment)


@rule(
    switch="attention",
    writes="aid_last_month aid_arriving aid_delivered",
    claims="C19 C34",
)
def deliver_aid(aid: Array, aid_last_month: Array) -> tuple[Array, Array, Array]:
    """Move the pipeline on by a month, shape (run, sponsor); what arrives is summed, (run, 1)."""
    return aid, aid_last_month, total(aid_last_month)[..., None]


MECHANISM = Mechanism(
    name="support",
    switch="attention",
    parameters=(Support,),
    rules={
        "flows": (decide_aid, deliver_aid),
    },
)
