"""Alignment: the contest for the Global South, and the hold on the neighbours.

Claims C7, C21, C22, C23, C24, C25, C38, C39, C40, C41, C47, C55, C57. Each state moves, votes and
evades by its own figures.

    x ← x + o0 (x⁰ - x) + o_W (offer + unity) - o_R reach_R - o_G gaza + o_A (A_U - Ā)
    reach_R = effort · pivotal · (contact + regime security)
    loyalty ← loyalty + a1 D pressed - a2 prox pressed - a3 failure + a4 (loyalty⁰ …)
    pressed = π0 + π1 (1 - loyalty) + π2 imperial - π3 E_U / 10

Effort goes to marginal votes: the pivotal, not the loyal. Russia's material leverage falls, so
contacts and regime security carry the claim (C23). Doubt about loyalty leads to more pressure, not
to more reassurance (C38); unless dependence outweighs it, pressure lowers loyalty further. A vote
is a choice among no, abstention and yes by ordered terms with the strictness of the text.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.rules.forms import Array, weighed
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule

CONTACT_MEMORY = 0.926
"""Half-life of nine months."""


@dataclass(frozen=True)
class Alignment(Parameters):
    """Parameters of alignment."""

    group = "alignment"

    home: Array = parameter(
        0.04, unit="share/month", evidence="J", symbol="o0", maximum=1.0, source="judged"
    )
    west: Array = parameter(
        0.0125,
        0.008,
        0.018,
        unit="1/month",
        evidence="S",
        symbol="o_W",
        maximum=1.0,
        source="sign: aid buys votes (Dreher, Nunnenkamp and Thiele 2008); size judged",
    )
    russia: Array = parameter(
        0.014,
        0.007,
        0.02,
        unit="1/month",
        evidence="S",
        symbol="o_R",
        maximum=1.0,
        source="sign: determinants of the votes of 2022 (VoxUkraine 2023); size judged",
    )
    gaza: Array = parameter(
        0.004, 0.0, 0.008, unit="1/month", evidence="J", symbol="o_G", maximum=1.0, source="judged"
    )
    vote_scale: Array = parameter(
        7.0, unit="utility", evidence="P", maximum=100.0, source="vote on ES-11/1 (fact C-17)"
    )
    satellite_pull: Array = parameter(
        0.03, unit="1/month", evidence="J", symbol="a1", maximum=1.0, source="judged"
    )
    satellite_push: Array = parameter(
        0.012,
        0.004,
        0.02,
        unit="1/month",
        evidence="J",
        symbol="a2",
        maximum=1.0,
        source="judged: resentment of pressure (claims C38, C40)",
    )


@rule(switch="alignment", writes="alignment contact", claims="C7 C21 C22 C23 C25 C47 C57")
def sway(
    alignment: Array,
    opening_alignment: Array,
    contact: Array,
    effort: Array,
    western_offer: Array,
    cohesion: Array,
    gdp_weight: Array,
    attention: Array,
    escalation: Array,
    autocracy: Array,
    dependence_on_west: Array,
    courted: Array,
    p: Alignment,
) -> tuple[Array, Array]:
    """Move each courted state's position on the war, shape (run, state).

    ``courted`` (state,) marks the states that are contested: the Global South, the hedging and
    the post-Soviet states.
    """
    unity = weighed(cohesion, gdp_weight)[:, None] - 0.9
    seen = weighed(attention[..., 0], gdp_weight)[:, None] - 0.2
    hot = np.maximum(0.0, escalation[:, -1:] - 5.0)
    drift = np.square(alignment / 0.5)
    np.exp(np.negative(drift, out=drift), out=drift)
    drift *= effort[:, None] * (0.15 * autocracy + contact)
    drift -= 0.06
    drift *= -p.russia
    drift += p.west * western_offer
    drift += dependence_on_west * (p.west * unity + p.gaza * hot)
    drift += 0.5 * p.west * seen - p.gaza * hot
    drift += p.home * (opening_alignment - alignment)
    drift *= courted
    drift += alignment
    return drift, contact * CONTACT_MEMORY


@rule(switch="alignment", writes="evasion legitimacy", claims="C47 C55 C57")
def evade(
    evasion: Array,
    opening_evasion: Array,
    alignment: Array,
    opening_alignment: Array,
    dependence_on_west: Array,
    secondary: Array,
    secondary_reach: Array,
    enforces: Array,
    legitimacy: Array,
    leakage: Array,
    effort: Array,
    cohesion: Array,
    gdp_weight: Array,
    courted: Array,
) -> tuple[Array, Array]:
    """Let each state evade by its position and its fear, and let the norm erode.

    Evasion (run, state) follows alignment, the risk of secondary sanctions and decrees, not
    loyalty. Legitimacy (run,) falls with the demonstration of North Korea and the frame that
    Russia offers, and rises with the senders' unity.
    """
    risk = (0.6 * secondary[:, 0] * secondary_reach)[:, None] * dependence_on_west
    frame = 1.0 + 0.5 * (0.6 - legitimacy)[:, None]
    moved = np.exp(np.negative(risk, out=risk), out=risk)
    moved *= opening_evasion * frame
    moved *= 1.0 - enforces
    moved *= 1.0 - 0.5 * (alignment - opening_alignment)
    np.clip(moved, 0.0, 1.0, out=moved)
    moved -= evasion
    moved *= 0.2 * courted
    moved += evasion
    shown = leakage[:, 1].mean(axis=-1)
    unity = weighed(cohesion, gdp_weight)
    norm = (
        legitimacy
        - 0.008 * (shown - 0.3) * effort
        + 0.008 * (unity - 0.9)
        + 0.03 * (0.6 - legitimacy)
    )
    return moved, norm


@rule(switch="alignment", writes="loyalty pressed", claims="C24 C25 C38 C39 C40 C41")
def hold(
    loyalty: Array,
    opening_loyalty: Array,
    dependence_of_satellite: Array,
    proximity_of_satellite: Array,
    escalation: Array,
    effort: Array,
    posture: Array,
    restoration_aim: Array,
    p: Alignment,
) -> tuple[Array, Array]:
    """Press the neighbours and let their loyalty answer, shape (run, satellite)."""
    busy = escalation[:, :1] / 10.0
    squeezed = 0.1 * (posture == 1.0).astype(np.float64)[:, None]
    aim = 0.3 * restoration_aim[:, None]
    pressure = (0.1 + 0.4 * (1.0 - loyalty) + aim - 0.2 * busy) * (0.7 + 0.3 * effort[:, None])
    pulled = p.satellite_pull * dependence_of_satellite * pressure
    pushed = p.satellite_push * (0.4 + 0.6 * proximity_of_satellite) * pressure
    back = 0.01 * (opening_loyalty - loyalty)
    moved = loyalty + (pulled - pushed) * loyalty * (1.0 - loyalty) * 4.0 + back - 0.01 * squeezed
    return moved, np.clip(pressure, 0.0, 1.0)


@rule(switch="alignment", writes="", claims="C22 C23")
def position(alignment: Array, p: Alignment) -> Array:
    """Value the vote nearest to the state's position on the war."""
    scaled = p.vote_scale * alignment
    return np.stack([-scaled, np.zeros_like(scaled), scaled], axis=-1)


@rule(switch="alignment", writes="", claims="C22")
def text(vote_strictness: Array, alignment: Array, p: Alignment) -> Array:
    """Shun a strict text: abstaining gains with strictness, and costs nothing."""
    shape = np.zeros((*alignment.shape, 3))
    shape[..., 1] = 2.2
    shape[..., 2] = (-p.vote_scale[:, 0] * 0.35 * (vote_strictness - 0.4))[:, None]
    shape[..., 0] = -0.35 * p.vote_scale
    return shape


@rule(switch="alignment", writes="vote_strictness")
def close(vote_strictness: Array) -> Array:
    """Close the vote of the month, shape (run,)."""
    return np.zeros_like(vote_strictness)
