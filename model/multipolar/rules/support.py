"""Support for Kyiv: sponsors cut, hold or raise it; a gate may shut what was decided.

Claims C19, C20, C34.

    authorised = gate + (1 - gate) π 2^(-m/p)            while a gate that was open is shut
    ln programme ← ln programme + s course               course -1, 0 or 1, chosen (``giving``)
    aid ← aid + δ (S capacity programme authorised + arms - aid),   delivered two months later

The gate is what is authorised and passed, S scale, π pipeline: what is left of a programme when the
legislature blocks it, since what was authorised goes on for a while; m months for which the gate
has been shut, s step, δ adjustment. A programme is what a government wants, a gate what it may do:
a shut gate leaves the programme as it is. Without support as a cause there is no aid. Support opens
with the invasion: the gate of every sponsor is shut before.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.arming import arms_sent
from multipolar.rules.forms import approach, scale_fact, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule

LEAST_PROGRAMME, MOST_PROGRAMME = 0.05, 3.0
"""Smallest and largest programme: the bounds of the attribute."""


@dataclass(frozen=True)
class Support(Parameters):
    """Parameters of support for Ukraine."""

    group = "support"

    elasticity: Array = parameter(
        0.1,
        0.0,
        0.6,
        unit="elasticity",
        evidence="S",
        symbol="η",
        maximum=2.0,
        source="annual budgets do not follow the news (Scott, Bunce and Wright 2022: 0 to 0.2); of "
        "military aid to an ally at war no size is published: 0 to 0.6",
        effects="AID03 AID02 link-6",
        sceptic=0.0,
        advocate=0.6,
    )
    pipeline: Array = parameter(
        0.3,
        0.0,
        0.5,
        unit="share",
        evidence="S",
        symbol="π",
        maximum=1.0,
        source="allocations of the United States, October 2023 to April 2024 over January to "
        "September 2023: 0.40, 0.09 without April, in which the law passed (Kiel Institute)",
        effects="AID08",
    )
    compensation: Array = parameter(
        0.5,
        0.0,
        1.0,
        unit="share",
        evidence="J",
        symbol="κ",
        maximum=2.0,
        source="judged: how far Europe fills a lasting gap; nothing of a passing one was filled",
        effects="AID09 AID10",
        sceptic=0.0,
        advocate=1.0,
    )
    patience: Array = parameter(
        7.0,
        unit="months",
        evidence="S",
        maximum=1200.0,
        source="Europe made good 0.01 (-0.05 to 0.07) of the gap of October 2023 to April 2024 "
        "(Kiel Institute)",
        effects="AID09",
    )
    pipeline_half_life: Array = parameter(
        12.0,
        unit="months",
        evidence="J",
        symbol="p",
        minimum=0.1,
        maximum=1200.0,
        source="judged: contracts of a programme run out within a few years",
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
    step: Array = parameter(
        0.1,
        unit="log ratio/month",
        evidence="J",
        symbol="s",
        minimum=0.001,
        maximum=1.0,
        source="judged: a sponsor that turns takes about a year to a third of its programme",
    )
    inertia: Array = parameter(
        0.5,
        unit="1",
        evidence="D",
        minimum=0.0,
        maximum=20.0,
        source="what a step costs: at one half the course nearest to what is wanted is best",
    )
    temperature: Array = parameter(
        0.5,
        unit="1",
        evidence="J",
        symbol="τ",
        minimum=0.01,
        maximum=20.0,
        source="judged: decisions stray from the programme wanted by less than a step",
    )
    scale: Array = parameter(
        1.36,
        unit="ratio",
        evidence="S",
        symbol="S",
        maximum=10.0,
        source="an open programme over the mean of all months: European allocations from 2023 "
        "to June 2024 are 1.16 times those from January 2022 (Kiel Institute), given at a unity "
        "of 0.9 and an attention below its reference",
    )
    reference_attention: Array = parameter(
        0.15,
        evidence="P",
        symbol="Ā",
        minimum=0.01,
        maximum=1.0,
        source="mean share of Ukraine in the model's attention, 2022-24",
    )


@rule(
    switch="attention",
    writes="aid_interest",
    claims="C19 C20",
    at={"attention": "attention.all.ukraine"},
)
def weigh_interest(attention: Array, p: Support) -> Array:
    """Weigh what attention does to support, 1 at its reference, shape (run, sponsor)."""
    value: Array = (attention / p.reference_attention) ** p.elasticity
    return value


@quantity()
def open_share(aid_gate: Array, congress_passes: Array) -> Array:
    """Return the share of each programme that is authorised and passed, shape (run, sponsor)."""
    return aid_gate * congress_passes


@rule(switch="support", writes="gate_shut", claims="C34", uses=(open_share,))
def count_shut_months(gate_shut: Array, open_share: Array, aid: Array) -> Array:
    """Count for how many months a programme that was open has been shut, shape (run, sponsor)."""
    begun = (aid > 0.0) | (gate_shut > 0.0)
    return np.where((open_share < 1.0) & begun, gate_shut + 1.0, 0.0)


@rule(
    switch="support",
    writes="aid_withheld",
    claims="C19 C34",
    at={
        "programme": "programme.USA",
        "usual": "start of cohesion.USA",
        "capacity": "aid_capacity.USA",
        "gate": "aid_gate.USA",
        "passes": "congress_passes.USA",
        "shut": "gate_shut.USA",
    },
)
def see_what_is_withheld(
    programme: Array,
    usual: Array,
    capacity: Array,
    gate: Array,
    passes: Array,
    shut: Array,
    p: Support,
) -> Array:
    """See what of their usual programme the United States withhold for long, shape (run, 1).

    By policy, or because a gate has been shut for longer than others wait.
    """
    given = np.minimum(1.0, programme / usual)
    return capacity * (1.0 - given * np.where(shut >= p.patience, gate * passes, 1.0))


@quantity(uses=(open_share,))
def authorised(open_share: Array, gate_shut: Array, p: Support) -> Array:
    """Return the share of each sponsor's programme that goes on, shape (run, sponsor)."""
    faded = np.zeros_like(gate_shut)
    np.exp2(-gate_shut / p.pipeline_half_life, out=faded, where=gate_shut > 0.0)
    return open_share + (1.0 - open_share) * (p.pipeline * faded)


@rule(switch="support", writes="programme", claims="C19 C20 C34")
def move_programme(programme: Array, aid_course: Array, p: Support) -> Array:
    """Move each sponsor's programme by a step, as it has chosen, shape (run, sponsor)."""
    return np.clip(programme * np.exp(p.step * aid_course), LEAST_PROGRAMME, MOST_PROGRAMME)


@rule(switch="support", writes="aid", claims="C19 C20 C34", uses=(authorised, arms_sent))
def pay_aid(
    aid: Array,
    programme: Array,
    aid_capacity: Array,
    authorised: Array,
    arms_sent: Array,
    p: Support,
) -> Array:
    """Pay each sponsor's monthly support, shape (run, sponsor).

    Unit: 1 is the monthly average of all sponsors in 2022-24.
    """
    goal = scale_fact(p.scale, aid_capacity) * programme * authorised + arms_sent
    return approach(aid, goal, p.adjustment)


@rule(switch="support", writes="aid_last_month aid_arriving aid_delivered", claims="C19 C34")
def deliver_aid(aid: Array, aid_last_month: Array) -> tuple[Array, Array, Array]:
    """Move the pipeline on by a month, shape (run, sponsor); what arrives is summed, (run, 1)."""
    return aid, aid_last_month, total(aid_last_month)[..., None]


MECHANISM = Mechanism(
    name="support",
    switch="support",
    parameters=(Support,),
    rules={
        "sponsors": (count_shut_months, see_what_is_withheld),
        "flows": (move_programme, pay_aid, deliver_aid),
    },
    choices=("aid",),
)
