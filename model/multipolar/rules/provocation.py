"""Provocation: how far up the ladder a challenger goes this month.

Claims C3, C8, C12, C13, C16, C17, C18, C29, C35, C43, C44, C50.
Choice by quantal response (McKelvey and Palfrey 1995; Signorino 1999) over five rungs a:
restraint, grey zone, test or drill, limited force, major attack.

    U_a  = b G_a + β def V_a + habit [a = 2] + r resp R_a + lic Λ_a
           - (1 + d (answered + θ̂)) C_a - χ D̂_China a - o exported [a = 2]
    P(a) ∝ exp(U_a / τ)

b emboldenment, def status deficit, β deficit_weight, r reciprocity, d deterrence, τ temperature;
the vectors G gain, V standing, R reciprocity and C cost are the ladder's table (judged).

Literature additions (stabilisers): the cost of the upper rungs rises when the front-line state
answers (deterrence), and the lower rungs are reciprocal in both directions: an answer invites a
further small provocation, being talked to invites restraint.

θ̂ is the wariness that a challenger believes it causes; Russia sees only a share ψ of it (C12).
Russia also chooses, for each client, whether to lift its restraint (licence): for diversion, whose
value is the derivative of the attention budget, and for the alliance, against the risk.

The terms are functions of one role's part of the world, shape (run, member, rung); the agents
list them as their wants.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.attention import Attention
from multipolar.rules.emboldenment import Emboldenment
from multipolar.rules.forms import apply_matrix, options, scale_fact, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Posture
from multipolar.world.tables import read_table

_LADDER = sorted(read_table("ladder.csv"), key=lambda row: int(row["rung"]))
RUNGS = tuple(row["kind"] for row in _LADDER)


def _vector(column: str) -> Array:
    return np.array([float(row[column]) for row in _LADDER])


GAIN = _vector("gain")
STANDING = _vector("standing")
COST = _vector("cost")
LICENCE = _vector("licence")
RECIPROCITY = _vector("reciprocity")
INTENSITY = _vector("intensity")
NESTS = tuple(row["nest"] for row in _LADDER)
RUNG_NUMBERS = np.arange(float(len(RUNGS)))
GREY_ZONE = np.array([float(rung == "grey_zone") for rung in RUNGS])
TEST = np.array([float(rung == "test") for rung in RUNGS])


@dataclass(frozen=True)
class Provocation(Parameters):
    """Parameters of the choice to provoke and of the answer to it."""

    group = "provocation"

    temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        symbol="τ",
        minimum=0.05,
        maximum=5.0,
        source="judged; the form is McKelvey and Palfrey (1995); effects are stated as odds ratios",
    )
    response_temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        minimum=0.05,
        maximum=5.0,
        source="judged: temperature of the answer of a front-line state",
    )
    licence_temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        minimum=0.05,
        maximum=5.0,
        source="judged: temperature of Russia's choice to lift its restraint",
    )
    deficit_weight: Array = parameter(
        0.5,
        0.0,
        1.2,
        evidence="J",
        symbol="β",
        maximum=5.0,
        source="sign: status deficits raise initiation (Renshon 2016); size judged",
    )
    reciprocity: Array = parameter(
        0.25,
        0.0,
        0.6,
        unit="utility",
        evidence="J",
        symbol="r",
        maximum=2.0,
        source="sign: balloons, pact, loudspeakers of May-June 2024 and their reversal in 2025",
    )
    deterrence: Array = parameter(
        0.2, 0.0, 0.6, evidence="J", symbol="d", maximum=5.0, source="judged"
    )
    restraint: Array = parameter(
        0.15,
        0.0,
        0.3,
        unit="utility/rung",
        evidence="J",
        symbol="χ",
        maximum=5.0,
        source="judged: China's restraint on a neighbour",
    )
    shortage: Array = parameter(
        1.4,
        0.6,
        2.2,
        unit="utility",
        evidence="J",
        symbol="o",
        maximum=5.0,
        source="sign: launches fell as arms were shipped, 2022 to 2023; size judged",
    )
    diversion: Array = parameter(
        0.6,
        0.0,
        1.2,
        unit="utility",
        evidence="J",
        symbol="ω_d",
        maximum=10.0,
        source="no published magnitude; intent is unobservable, so keep it an on/off hypothesis",
    )
    resolve: Array = parameter(
        1.5,
        unit="utility/rung",
        evidence="J",
        source="judged: how much a provocation asks for an answer",
    )
    relief: Array = parameter(
        0.25,
        unit="utility/rung",
        evidence="J",
        source="judged: how much tension above its rest asks for talks",
    )
    inertia: Array = parameter(
        0.6, unit="utility", evidence="J", source="judged: preference for doing nothing"
    )
    alliance: Array = parameter(
        0.8,
        unit="utility",
        evidence="J",
        maximum=20.0,
        source="judged: worth to Russia of a close supplier's own way",
    )
    risk_slope: Array = parameter(
        0.1,
        unit="utility/rung2",
        evidence="J",
        maximum=20.0,
        source="judged: cost to Russia of a war that may widen",
    )
    risk_china: Array = parameter(
        1.5,
        unit="utility",
        evidence="J",
        maximum=20.0,
        source="judged: China's resentment, by Russia's dependence on it",
    )
    risk_base: Array = parameter(
        0.6, unit="utility", evidence="J", maximum=20.0, source="judged: cost of any licence"
    )
    widening: Array = parameter(
        6.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: level above which a crisis may widen; isolated lethal force on the ladder",
    )
    diversion_scale: Array = parameter(
        10.0,
        evidence="J",
        maximum=1000.0,
        source="judged: makes the derivative of attention comparable with the other utilities",
    )


@quantity()
def temperature(p: Provocation) -> Array:
    """Return the temperature of the choice to provoke, shape (run, 1)."""
    return p.temperature


@quantity()
def response_temperature(p: Provocation) -> Array:
    """Return the temperature of the answer to a provocation, shape (run, 1)."""
    return p.response_temperature


@quantity()
def licence_temperature(p: Provocation) -> Array:
    """Return the temperature of the choice of a licence, shape (run, 1)."""
    return p.licence_temperature


@rule(switch="provocation", claims="C8")
def nerve(emboldenment: Array) -> Array:
    """Gain of a rung to a challenger, growing with its emboldenment."""
    return scale_fact(emboldenment[..., None], GAIN)


@rule(switch="provocation", claims="C3 C13")
def standing(status: Array, status_target: Array, p: Provocation) -> Array:
    """Standing that a provocation promises to those short of the status they claim."""
    deficit = np.maximum(0.0, status_target - status)
    return scale_fact((p.deficit_weight * deficit)[..., None], STANDING)


@rule(switch="provocation", claims="C16")
def habit(habit: Array) -> Array:
    """Give testing and drilling a utility of their own."""
    return scale_fact(np.asarray(habit)[..., None], TEST)


@rule(switch="provocation", claims="C17")
def reciprocity(response: Array, p: Provocation) -> Array:
    """Pull towards paying back last month's answer, in kind and in both directions."""
    return scale_fact((p.reciprocity * response)[..., None], RECIPROCITY)


@rule(switch="provocation", claims="C12")
def cost(response: Array, threat_felt: Array, p: Provocation) -> Array:
    """Cost and risk of a rung, higher when the other side answered and has grown wary."""
    answered = np.maximum(0.0, response)
    wary = np.maximum(0.0, threat_felt)
    return scale_fact(-(1.0 + p.deterrence * (answered + wary))[..., None], COST)


@rule(switch="provocation", claims="C17")
def means(grey_zone: Array) -> Array:
    """Bar the grey-zone rung to a challenger that has not found its means yet."""
    barred = OUT_OF_REACH * (np.asarray(grey_zone) - 1.0)
    return scale_fact(barred[..., None], GREY_ZONE)


OUT_OF_REACH = 10.0
"""Disutility that keeps a rung from being chosen."""


@rule(switch="provocation", claims="C29")
def licence(licence: Array) -> Array:
    """Encouragement of a patron that has lifted its restraint."""
    return scale_fact(np.asarray(licence)[..., None], LICENCE)


@rule(switch="provocation", claims="C44")
def restraint(perceived_dependence: Array, posture: Array, client: Array, p: Provocation) -> Array:
    """Restraint that China lays on a client of Russia, less when Russia feeds it."""
    hold = client * (1.0 - perceived_dependence) * (1.0 + (posture == Posture.EXTRACTS))
    return scale_fact(-(p.restraint * hold)[..., None], RUNG_NUMBERS)


@rule(switch="provocation", claims="C43")
def shipped_away(exported: Array, p: Provocation) -> Array:
    """Shortage of what was shipped to the front: it cannot be fired at home."""
    return scale_fact(-(p.shortage * exported)[..., None], TEST)


@rule(switch="emboldenment", claims="C35")
def opportunity(emboldenment: Array, sponsors_unity: Array, e: Emboldenment) -> Array:
    """Gain of initiative that Western disunity adds for Russia."""
    weak = 1.0 - sponsors_unity
    return scale_fact((e.opportunism * weak * emboldenment)[..., None], GAIN)


@quantity(
    at={
        "attention": "attention.all.abroad",
        "weight": "salience_weight.all.abroad",
        "on_ukraine": "sponsors_attention.ukraine",
    }
)
def drawn_from_ukraine(
    attention: Array, weight: Array, gdp_weight: Array, on_ukraine: Array, a: Attention
) -> Array:
    """Return the attention that a rung in each theatre draws from Ukraine, (run, theatre).

    The derivative of the attention budget itself, λ w_k A_U A_k.
    """
    theirs = total(attention * (gdp_weight[:, None] * weight), axis=1)
    return a.responsiveness * theirs * on_ukraine


@rule(switch="emboldenment", claims="C18 C29", uses=(drawn_from_ukraine,))
def diversion_value(
    drawn_from_ukraine: Array,
    aid_delivered: Array,
    client: Array,
    involvement: Array,
    p: Provocation,
) -> Array:
    """Value to Russia of a client's crisis: attention drawn from Ukraine, times the aid at stake.

    Shape (run, client, 2).
    """
    by_client = apply_matrix(drawn_from_ukraine, involvement.T)
    value = p.diversion * p.diversion_scale * by_client * aid_delivered
    return _grant(value, client)


@rule(switch="emboldenment", claims="C29 C50")
def alliance_value(tie: Array, client: Array, p: Provocation) -> Array:
    """Value to Russia of letting a close supplier have its way."""
    return _grant(p.alliance * tie, client)


@rule(switch="emboldenment", claims="C29")
def great_power_risk(
    escalation: Array,
    involvement: Array,
    client: Array,
    russia_on_china: Array,
    p: Provocation,
) -> Array:
    """Cost to Russia of a crisis that gets out of hand, or that China resents on its doorstep."""
    level = apply_matrix(escalation, involvement.T)
    widening = p.risk_slope * np.maximum(0.0, level - p.widening) ** 2
    risk = widening + p.risk_china * russia_on_china + p.risk_base
    return _grant(-risk, client)


def _grant(value: Array, client: Array) -> Array:
    """Return utilities of (withhold, grant) for the clients, shape (run, client, 2)."""
    mine = value[:, np.asarray(client) > 0.0]
    return options(0.0, mine)


@rule(switch="provocation", writes="")
def resolve(provocation_felt: Array, p: Provocation) -> Array:
    """Wish of the front-line state to answer last month's provocation, not to reward it."""
    pull = p.resolve * provocation_felt
    return options(-pull, 0.0, pull)


@rule(switch="provocation", writes="")
def relief(escalation: Array, resting_level: Array, p: Provocation) -> Array:
    """Wish of the front-line state to talk tension down when it stands above its rest."""
    pull = p.relief * np.maximum(0.0, escalation - resting_level)
    return options(pull, 0.0, -pull)


@rule(switch="provocation", writes="")
def inertia(p: Provocation) -> Array:
    """Preference of the front-line state for holding still."""
    return options(0.0, p.inertia, 0.0)


MECHANISM = Mechanism(
    name="provocation",
    switch="provocation",
    parameters=(Provocation,),
    choices=(
        "provocation",
        "response",
    ),
)
