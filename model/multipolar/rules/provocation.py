"""Provocation: how far up the ladder a challenger goes this month.

Claims C3, C8, C16, C17. Choice by quantal response (McKelvey and Palfrey 1995; Signorino 1999)
over five rungs a: restraint, grey zone, test or drill, limited force, major attack.

    U_a  = b G_a + β def V_a + habit [a = 2] + r resp R_a - (1 + d answered) C_a
    P(a) ∝ exp(U_a / τ)

b emboldenment, def status deficit, β deficit_weight, r reciprocity, d deterrence, τ temperature;
the vectors G gain, V standing, R reciprocity and C cost are the ladder's table (judged).

Literature additions (stabilisers): the cost of the upper rungs rises when the front-line state
answers (deterrence), and the lower rungs are reciprocal in both directions: an answer invites a
further small provocation, being talked to invites restraint.

The terms are functions of one role's part of the world, shape (run, member, rung); the agents
list them as their wants.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.rules.forms import Array
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule
from multipolar.world.tables import read_table

_LADDER = read_table("ladder.csv")
RUNGS = tuple(row["kind"] for row in _LADDER)


def _vector(column: str) -> Array:
    return np.array([float(row[column]) for row in _LADDER])


GAIN = _vector("gain")
STANDING = _vector("standing")
COST = _vector("cost")
RECIPROCITY = _vector("reciprocity")
INTENSITY = _vector("intensity")
TEST = (np.arange(len(RUNGS)) == RUNGS.index("test")).astype(np.float64)


@dataclass(frozen=True)
class Provocation(Parameters):
    """Parameters of the choice to provoke and of the answer to it."""

    group = "provocation"

    temperature: Array = parameter(
        0.5,
        0.3,
        0.9,
        unit="utility",
        evidence="J",
        symbol="τ",
        minimum=0.05,
        maximum=5.0,
        source="judged; the form is McKelvey and Palfrey (1995)",
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


@rule(switch="provocation", writes="", claims="C8")
def nerve(emboldenment: Array) -> Array:
    """Gain of a rung to a challenger, growing with its emboldenment."""
    return emboldenment[..., None] * GAIN


@rule(switch="provocation", writes="", claims="C3")
def standing(status: Array, status_target: Array, p: Provocation) -> Array:
    """Standing that a provocation promises to those short of the status they claim."""
    deficit = np.maximum(0.0, status_target - status)
    return (p.deficit_weight * deficit)[..., None] * STANDING


@rule(switch="provocation", writes="", claims="C16")
def habit(habit: Array) -> Array:
    """Give testing and drilling a utility of their own."""
    utility: Array = np.asarray(habit)[..., None] * TEST
    return utility


@rule(switch="provocation", writes="", claims="C17")
def reciprocity(response: Array, p: Provocation) -> Array:
    """Pull towards paying back last month's answer, in kind and in both directions."""
    return (p.reciprocity * response)[..., None] * RECIPROCITY


@rule(switch="provocation", writes="")
def cost(response: Array, p: Provocation) -> Array:
    """Cost and risk of a rung, higher when the other side answered last month."""
    answered = np.maximum(0.0, response)
    return -(1.0 + p.deterrence * answered)[..., None] * COST


@rule(switch="provocation", writes="")
def resolve(provocation_felt: Array, p: Provocation) -> Array:
    """Wish of the front-line state to answer last month's provocation, not to reward it."""
    pull = p.resolve * provocation_felt
    return np.stack([-pull, np.zeros_like(pull), pull], axis=-1)


@rule(switch="provocation", writes="")
def relief(escalation: Array, resting_level: Array, p: Provocation) -> Array:
    """Wish of the front-line state to talk tension down when it stands above its rest."""
    pull = p.relief * np.maximum(0.0, escalation - resting_level)
    return np.stack([pull, np.zeros_like(pull), -pull], axis=-1)


@rule(switch="provocation", writes="")
def inertia(escalation: Array, p: Provocation) -> Array:
    """Preference of the front-line state for holding still."""
    still = np.zeros((*escalation.shape, 3))
    still[..., 1] = p.inertia
    return still
