"""Threat, arms and unity: what the sponsors see, spend and hold together.

Claims C10, C11, C12, C14, C15, C33, C34, C42, C43, C53. Balance of threat (Walt 1987) with an arms
reaction (Richardson 1960).

    θ_ik = prox_ij [ι0 (strength_j - 1) + ι1 ΔE_k / 10 + ι2 Δtie_j + ι3 Δreach_j]
    arms ← arms + k Σ_k θ_ik / arms-scale - f (arms - arms⁰)
    coh  ← coh + r (coh⁰ - coh) + ϱ θ - κ nuclear fear

j is the challenger of theatre k; Δ is the change since January 2022, so θ is zero at the start.
C43: North Korea becomes a European threat through supply, not range: shells and troops at the
front raise its reach. Literature additions (stabilisers): spending returns to its rest (f), and
threat rallies (ϱ). Classical tests found arms series independent in most dyads (Majeski and
Jones 1981), so k is small. Stability of the arms reaction: k₁ k₂ < f₁ f₂, see ``arms_margin``. The
sponsors arm against the challengers, and no challenger arms against the sponsors: k₂ is zero as the
model stands, and the condition guards a reaction that is added to it.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import LADDER_TOP, apply_matrix, approach, scale_fact, total, weighed
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule


@dataclass(frozen=True)
class Threat(Parameters):
    """Parameters of threat perception, arms and unity."""

    group = "threat"

    strength_weight: Array = parameter(0.5, evidence="J", symbol="ι0", maximum=5.0, source="judged")
    tension_weight: Array = parameter(0.6, evidence="J", symbol="ι1", maximum=5.0, source="judged")
    tie_weight: Array = parameter(
        0.4,
        0.0,
        0.8,
        evidence="J",
        symbol="ι2",
        maximum=5.0,
        source="judged: alignment with Russia as a threat (claim C11)",
    )
    reach_weight: Array = parameter(0.5, evidence="J", symbol="ι3", maximum=5.0, source="judged")
    perception_gap: Array = parameter(
        0.5,
        0.3,
        0.8,
        evidence="J",
        symbol="ψ",
        maximum=1.0,
        source="judged: Russia's own estimate of the threat it projects (claim C12)",
    )
    arming: Array = parameter(
        0.0004,
        0.0,
        0.001,
        unit="share of product/month",
        evidence="S",
        symbol="k",
        maximum=0.05,
        source="Japan 1.4 % (2023) to 1.6 % (2024), on the way to 2 % in 2027",
    )
    disarming: Array = parameter(
        0.01, unit="share/month", evidence="J", symbol="f", maximum=1.0, source="judged"
    )
    rally: Array = parameter(
        0.02, unit="1/month", evidence="J", symbol="ϱ", maximum=1.0, source="judged"
    )
    unity_return: Array = parameter(
        0.08, unit="share/month", evidence="J", symbol="r", maximum=1.0, source="judged"
    )
    strengthening: Array = parameter(
        0.02,
        unit="1/USD bn",
        evidence="J",
        maximum=1.0,
        source="judged: technology in the goods Russia pays with",
    )
    reach_speed: Array = parameter(
        0.2,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: how soon supply to the front is noticed",
    )
    home_speed: Array = parameter(
        0.025,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: how soon arms kept at home count",
    )
    stock_strength: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: capability of the stock of January 2022 that is still at home",
    )
    fear: Array = parameter(
        0.02,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: unity lost in the month of a fully believed nuclear threat",
    )
    stock_norm: Array = parameter(
        9.0,
        unit="m rounds",
        evidence="J",
        minimum=0.1,
        maximum=100.0,
        source="judged: North Korean stock of shells of January 2022",
    )
    many_troops: Array = parameter(
        20.0,
        unit="thousand",
        evidence="J",
        minimum=0.1,
        maximum=1000.0,
        source="judged: soldiers at the front who reach Europe as much as a million rounds a month",
    )


@quantity()
def tension_since_2022(escalation: Array, start_of_escalation: Array, involvement: Array) -> Array:
    """Return the rise of tension in each challenger's theatre, shape (run, challenger)."""
    return apply_matrix(escalation - start_of_escalation, involvement.T)


@quantity(uses=(tension_since_2022,))
def danger(
    strength: Array,
    tension_since_2022: Array,
    tie: Array,
    start_of_tie: Array,
    reach: Array,
    start_of_reach: Array,
    p: Threat,
) -> Array:
    """Return how dangerous each challenger has become since January 2022, (run, challenger)."""
    return (
        p.strength_weight * (strength - 1.0)
        + p.tension_weight * tension_since_2022 / LADDER_TOP
        + p.tie_weight * (tie - start_of_tie)
        + p.reach_weight * (reach - start_of_reach)
    )


@quantity(uses=(danger,))
def danger_seen(danger: Array, proximity: Array, involvement: Array) -> Array:
    """Return the danger of each theatre's challenger to each sponsor, (run, sponsor, theatre)."""
    return apply_matrix(danger[:, None, :] * proximity, involvement)


@rule(switch="threat", writes="threat", claims="C10 C11 C14 C15 C33 C43", uses=(danger_seen,))
def perceive_threat(danger_seen: Array) -> Array:
    """Let each sponsor perceive the threat of each theatre's challenger."""
    return danger_seen


@rule(switch="threat", writes="threat_felt", claims="C12", uses=(danger_seen,))
def estimate_threat_caused(
    danger_seen: Array, gdp_weight: Array, involvement: Array, dominant: Array, p: Threat
) -> Array:
    """Let challengers estimate the wariness that they cause, shape (run, challenger).

    ``dominant`` (challenger,) marks Russia, which sees only a share of it.
    """
    wary = apply_matrix(weighed(danger_seen, gdp_weight), involvement.T)
    return wary * (1.0 - scale_fact(1.0 - p.perception_gap, dominant))


@rule(switch="threat", writes="arms", claims="C15 C34")
def build_arms(arms: Array, arms_rest: Array, threat: Array, p: Threat) -> Array:
    """Arm against the threat, shape (run, sponsor)."""
    return arms + p.arming * total(threat) - p.disarming * (arms - arms_rest)


@rule(switch="threat", writes="cohesion", claims="C15 C34 C42 C53")
def update_cohesion(
    cohesion: Array,
    cohesion_rest: Array,
    threat: Array,
    nuclear_signal: Array,
    threat_credibility: Array,
    p: Threat,
) -> Array:
    """Rally against the threat; nuclear threats frighten while believed, (run, sponsor)."""
    fear = p.fear * (nuclear_signal.max(axis=1, keepdims=True) * threat_credibility)
    rallied = p.rally * np.maximum(0.0, total(threat)) * (1.0 - cohesion)
    value: Array = approach(cohesion, cohesion_rest, p.unity_return) + rallied - fear
    return value


@rule(switch="threat", writes="strength", claims="C14 C43")
def build_strength(
    strength: Array,
    goods: Array,
    stock_korea: Array,
    client: Array,
    own_stock: Array,
    p: Threat,
) -> Array:
    """Turn technology and arms that stay at home into capability, (run, challenger).

    ``own_stock`` (challenger,) marks whose shells ``stock_korea`` holds.
    """
    technology = scale_fact(p.strengthening * goods, client * own_stock)
    goal = 1.0 + scale_fact(p.stock_strength * (stock_korea / p.stock_norm - 1.0), own_stock)
    at_home = p.home_speed * np.where(own_stock > 0.0, goal - strength, 0.0)
    return strength + technology + at_home


@rule(switch="threat", writes="reach", claims="C43")
def extend_reach(
    reach: Array,
    start_of_reach: Array,
    shipments: Array,
    troops: Array,
    own_stock: Array,
    p: Threat,
) -> Array:
    """Turn supply to the front into reach, shape (run, challenger)."""
    supply = scale_fact(np.minimum(1.0, shipments + troops / p.many_troops), own_stock)
    return approach(reach, np.maximum(start_of_reach, supply), p.reach_speed)


def arms_margin(first: Array, second: Array, decay: Array) -> Array:
    """Return f² - k₁ k₂: below zero two reacting sides arm without end."""
    margin: Array = decay**2 - first * second
    return margin


MECHANISM = Mechanism(
    name="threat",
    switch="threat",
    parameters=(Threat,),
    rules={
        "perception": (perceive_threat, estimate_threat_caused),
        "learning": (build_arms, update_cohesion, build_strength, extend_reach),
    },
)
