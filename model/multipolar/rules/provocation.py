"""Provocation: how far up the ladder a challenger goes this month.

Claims C3, C8, C12, C13, C16, C17, C18, C29, C43, C44, C50.
Quantal response (McKelvey and Palfrey 1995; Signorino 1999) over five rungs a, in two steps: first
whether to act (a test or more) or not (restraint, or the grey zone), then how.

    U_a  = b⁰ G_a + τ K (b - b⁰) [a is an act] + τ ln(R_def) def / sd V_a + habit [a = test]
           + τ 4 ε resp (R_a - R_0) / 2 + τ Λ lic L_a - (1 + d (answered + θ̂ + arms)) C_a
           - τ ln(R_χ) hold a / 2 - o exported [a = test]
    P(act) = Λ(ln Σ_acts exp(U_a / τ) - U_0 / τ),   P(a | act) ∝ exp(U_a / τ)

b emboldenment, b⁰ that of January 2022; K log odds of a unit of nerve (``emboldenment.worth``), so
that more nerve multiplies the odds of acting by the ratio that its causes state; def the status
deficit; ε reciprocity; d deterrence; τ temperature. The vectors G gain, V standing, R reciprocity,
L licence and C cost are the ladder's table (judged); V and L are 1 for a test.

Effects are parameters in published units: odds ratios of acting, an elasticity, percentage points a
month. ``published`` turns them into log odds, times τ into utility.

Literature additions (stabilisers): the cost of the upper rungs rises when the front-line state
answers and the sponsors have armed (deterrence), and the lower rungs are reciprocal in both
directions: an answer invites a further small provocation, being talked to invites restraint.
Exercises provoke little (D'Orazio 2012; Cha and others 2016: nothing; Bernhardt and Sukin 2021:
some), so an answer moves tests by half as much as the grey zone.

θ̂ is the wariness that a challenger believes it causes; Russia sees only a share ψ of it (C12).
Russia also chooses, for each client, whether to lift its restraint (licence): for diversion, whose
value is the derivative of the attention budget, and for the alliance, against the risk.

Without this mechanism nobody acts or answers: what a scenario sets is over after its month.

The terms are functions of one role's part of the world, shape (run, member, rung); the agents
list them as their wants.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.attention import Attention, responsiveness
from multipolar.rules.emboldenment import Emboldenment, worth
from multipolar.rules.forms import apply_matrix, options, scale_fact, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.provocation_parameters import Provocation
from multipolar.rules.published import log_odds, shift_of_odds
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
GREY_ZONE = np.array([float(rung == "grey_zone") for rung in RUNGS])
TEST = np.array([float(rung == "test") for rung in RUNGS])
ACTS = np.array([float(nest != NESTS[0]) for nest in NESTS])
HEIGHT = np.arange(float(len(RUNGS))) / RUNGS.index("test")
"""Height of a rung on the ladder; a test has 1."""

AT_EVEN_ODDS = 4.0
"""Log odds that move a chance of one half by one: the logistic curve rises by a quarter there."""


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
def nerve(
    emboldenment: Array, start_of_emboldenment: Array, p: Provocation, e: Emboldenment
) -> Array:
    """Gain of a rung at the nerve of January 2022; more nerve raises the odds of acting."""
    bolder = p.temperature * worth(e) * (emboldenment - start_of_emboldenment)
    return scale_fact(bolder[..., None], ACTS) + start_of_emboldenment[..., None] * GAIN


@rule(switch="provocation", claims="C3 C13")
def standing(status: Array, status_target: Array, p: Provocation) -> Array:
    """Standing that a provocation promises to those short of the status they claim."""
    deficit = np.maximum(0.0, status_target - status) / p.deficit_spread
    return scale_fact((p.temperature * log_odds(p.deficit) * deficit)[..., None], STANDING)


@rule(switch="provocation", claims="C16")
def habit(habit: Array) -> Array:
    """Give testing and drilling a utility of their own."""
    return scale_fact(np.asarray(habit)[..., None], TEST)


@rule(switch="provocation", claims="C17")
def reciprocity(response: Array, struck: Array, p: Provocation) -> Array:
    """Pull towards paying back last month's answer or strike, in kind and in both directions.

    At even odds of a small provocation, an answer moves its chance by the elasticity.
    """
    pull = p.temperature * AT_EVEN_ODDS * p.reciprocity * np.where(struck > 0.0, 1.0, response)
    return scale_fact(pull[..., None], RECIPROCITY)


@rule(switch="provocation", claims="C12")
def cost(response: Array, threat_felt: Array, sponsors_arms: Array, p: Provocation) -> Array:
    """Cost and risk of a rung, higher when the other side answered, is wary and has armed."""
    answered = np.maximum(0.0, response)
    wary = np.maximum(0.0, threat_felt)
    armed = np.maximum(0.0, sponsors_arms)
    return scale_fact(-(1.0 + p.deterrence * (answered + wary + armed))[..., None], COST)


@rule(switch="provocation", claims="C17")
def means(grey_zone: Array) -> Array:
    """Bar the grey-zone rung to a challenger that has not found its means yet."""
    barred = OUT_OF_REACH * (np.asarray(grey_zone) - 1.0)
    return scale_fact(barred[..., None], GREY_ZONE)


OUT_OF_REACH = 10.0
"""Disutility that keeps a rung from being chosen."""


@rule(switch="provocation", claims="C29")
def licence(licence: Array, p: Provocation) -> Array:
    """Encouragement of a patron that has lifted its restraint."""
    pull = p.temperature * shift_of_odds(p.licence_points, p.usual_chance)
    return scale_fact((pull * licence)[..., None], LICENCE)


@rule(switch="provocation", claims="C44")
def restraint(
    perceived_dependence: Array, posture: Array, restrained: Array, client: Array, p: Provocation
) -> Array:
    """Restraint that China lays on a client of Russia, less when Russia feeds it."""
    firm = 1.0 + p.firmness * (restrained - (1.0 - restrained)) + (posture == Posture.EXTRACTS)
    hold = client * (1.0 - perceived_dependence) * firm
    return scale_fact(-(p.temperature * log_odds(p.neutrality) * hold)[..., None], HEIGHT)


@rule(switch="provocation", claims="C43")
def shipped_away(exported: Array, p: Provocation) -> Array:
    """Shortage of what was shipped to the front: it cannot be fired at home."""
    return scale_fact(-(p.shortage * exported)[..., None], TEST)


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
    return responsiveness(a) * theirs * on_ukraine


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


@rule(switch="provocation", writes="action provocation")
def act_no_more(action: Array, provocation: Array) -> tuple[Array, Array]:
    """Let what a scenario made challengers do be over, each of shape (run, challenger)."""
    return np.zeros_like(action), np.zeros_like(provocation)


@rule(switch="provocation", writes="response")
def answer_no_more(response: Array) -> Array:
    """Let what a scenario made front-line states answer be over, shape (run, theatre)."""
    return np.zeros_like(response)


MECHANISM = Mechanism(
    name="provocation",
    switch="provocation",
    parameters=(Provocation,),
    choices=(
        "provocation",
        "response",
    ),
    absent={
        "learning": (act_no_more, answer_no_more),
    },
)
