"""Threat, arms and unity: what the sponsors see, spend and hold together.

Claims C10, C11, C12, C14, C15, C33, C34, C42, C43, C53. Balance of threat (Walt 1987) with an arms
reaction (Richardson 1960).

    θ_ik = prox_ij [ι0 (strength_j - 1) + ι1 ΔE_k / 10 + ι2 (Δtie_j + Δmil_j) / 2 + ι3 Δreach_j
                    + (ι4 success + ι5 sabotage) [j is Russia]]
    arms ← arms + arms⁰ (R - 1) risk Σ_k θ_ik / S12 - f (arms - arms⁰)
    coh  ← coh + r (coh⁰ - coh) + (1 - coh) / (1 - coh⁰) P Σ_k θ_ik / (jump S24) - κ nuclear fear

j is the challenger of theatre k; Δ is the change since January 2022, so θ is zero at the start.
C43: North Korea becomes a European threat through supply, not range: shells and troops at the
front raise its reach. mil is the military content of the tie; success and sabotage
are Russian ground and acts of the month. R is the ratio of spending for a point more of the chance
of a fatal dispute within a year, P the unity that a jump of the threat brings within two years; S12
and S24 are what a push of one a month has come to by then (``published``). Literature additions
(stabilisers): spending returns to its rest (f), and threat rallies.
Classical tests found arms series independent in most dyads (Majeski and
Jones 1981); what a rise has come to after five years is twice that of the first (f: Collier and
Hoeffler 2007). Stability of the arms reaction: k₁ k₂ < f₁ f₂, see ``arms_margin``. The
sponsors arm against the challengers, and no challenger arms against the sponsors: k₂ is zero as the
model stands, and the condition guards a reaction that is added to it.

Without this mechanism the sponsors feel no threat: their spending and unity go back to their rest.
Capability still grows with goods and shells, and supply to the front still reaches Europe.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.emboldenment import success
from multipolar.rules.forms import (
    LADDER_TOP,
    PERCENT,
    apply_matrix,
    approach,
    scale_fact,
    total,
    weighed,
)
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.published import push_for
from multipolar.rules.rule import quantity, rule

HALF = 0.5
"""The tie and its military content count alike."""

TWO_YEARS = 2.0 * MONTHS_PER_YEAR
"""Months over which the effect of a threat on unity is stated."""

LEAST_ROOM = 0.02
"""Disunity that is left at least where a sponsor rests united."""


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
    front_weight: Array = parameter(
        0.1,
        evidence="J",
        symbol="ι4",
        maximum=5.0,
        source="judged: threat of full Russian success at the front",
    )
    sabotage_weight: Array = parameter(
        0.02,
        unit="1/act",
        evidence="J",
        symbol="ι5",
        maximum=5.0,
        source="judged: threat of an act of sabotage a month",
    )
    perception_gap: Array = parameter(
        0.5,
        evidence="J",
        symbol="ψ",
        maximum=1.0,
        source="judged: Russia's own estimate of the threat it projects (claim C12)",
    )
    spending: Array = parameter(
        1.03,
        1.0,
        1.045,
        unit="ratio/pp",
        evidence="S",
        symbol="R",
        minimum=0.9,
        maximum=2.0,
        source="a point more of the chance of a fatal dispute raises spending by 3 % (Nordhaus, "
        "Oneal and Russett 2012); after 2014 the East armed, the West did not (study of 2023)",
        effects="CRI15",
        sceptic=1.0,
        advocate=1.045,
    )
    risk: Array = parameter(
        10.0,
        unit="pp",
        evidence="J",
        maximum=100.0,
        source="judged: chance of a fatal dispute that a unit of the index of threat stands for",
    )
    disarming: Array = parameter(
        0.05,
        unit="share/month",
        evidence="D",
        symbol="f",
        minimum=0.001,
        maximum=1.0,
        source="the rise after five years is twice that after one (Collier and Hoeffler 2007)",
        effects="CRI16",
    )
    rally: Array = parameter(
        8.0,
        3.0,
        15.0,
        unit="pp",
        evidence="R-L",
        symbol="P",
        maximum=100.0,
        source="unity two years after the threat jumped in 2014 (Gehring 2022): sign read, size "
        "judged",
        effects="CRI17",
    )
    jump: Array = parameter(
        0.25,
        evidence="J",
        minimum=0.01,
        maximum=5.0,
        source="judged: index of threat that stands for the jump of 2014",
    )
    unity_return: Array = parameter(
        0.08,
        unit="share/month",
        evidence="J",
        symbol="r",
        minimum=0.001,
        maximum=1.0,
        source="judged",
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
        source="no published size, 0 to 0.05: unity lost in the month of a believed nuclear threat",
        effects="link-15",
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


@quantity()
def bond(
    tie: Array, start_of_tie: Array, militarisation: Array, start_of_militarisation: Array
) -> Array:
    """Return how much closer and more martial the tie with Russia is than in January 2022."""
    value: Array = HALF * (tie - start_of_tie) + HALF * (militarisation - start_of_militarisation)
    return value


@quantity(at={"russia": "challenger=RUS"}, uses=(success,))
def assault(success: Array, hybrid: Array, russia: Array, p: Threat) -> Array:
    """Return the threat of Russian ground and sabotage this month, shape (run, challenger)."""
    return scale_fact(p.front_weight * success + p.sabotage_weight * hybrid, russia)


@quantity(uses=(tension_since_2022, bond, assault))
def danger(
    strength: Array,
    tension_since_2022: Array,
    bond: Array,
    reach: Array,
    start_of_reach: Array,
    assault: Array,
    p: Threat,
) -> Array:
    """Return how dangerous each challenger has become since January 2022, (run, challenger)."""
    return (
        p.strength_weight * (strength - 1.0)
        + p.tension_weight * tension_since_2022 / LADDER_TOP
        + p.tie_weight * bond
        + p.reach_weight * (reach - start_of_reach)
        + assault
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
    for_a_unit = push_for((p.spending - 1.0) * p.risk, MONTHS_PER_YEAR, p.disarming)
    pushed = scale_fact(for_a_unit, arms_rest) * total(threat)
    return arms + pushed - p.disarming * (arms - arms_rest)


@quantity()
def frightened(nuclear_signal: Array, threat_credibility: Array, p: Threat) -> Array:
    """Return the unity that believed nuclear threats of the month cost, shape (run, 1)."""
    value: Array = p.fear * (nuclear_signal.max(axis=1, keepdims=True) * threat_credibility)
    return value


@rule(switch="threat", writes="cohesion", claims="C15 C34 C42 C53", uses=(frightened,))
def update_cohesion(
    cohesion: Array, cohesion_rest: Array, threat: Array, frightened: Array, p: Threat
) -> Array:
    """Rally against the threat; nuclear threats frighten while believed, (run, sponsor)."""
    for_a_unit = push_for(p.rally / PERCENT, TWO_YEARS, p.unity_return) / p.jump
    room = (1.0 - cohesion) / np.maximum(LEAST_ROOM, 1.0 - cohesion_rest)
    rallied = for_a_unit * room * np.maximum(0.0, total(threat))
    value: Array = approach(cohesion, cohesion_rest, p.unity_return) + rallied - frightened
    return value


@rule(switch="threat", writes="threat")
def feel_no_threat(threat: Array) -> Array:
    """Let the sponsors feel no threat, shape (run, sponsor, theatre)."""
    return np.zeros_like(threat)


@rule(switch="threat", writes="threat_felt")
def cause_no_threat(threat_felt: Array) -> Array:
    """Let challengers believe that they cause no wariness, shape (run, challenger)."""
    return np.zeros_like(threat_felt)


@rule(switch="threat", writes="arms")
def disarm(arms: Array, arms_rest: Array, p: Threat) -> Array:
    """Let spending on arms go back to its rest, shape (run, sponsor)."""
    return approach(arms, arms_rest, p.disarming)


@rule(switch="threat", writes="cohesion")
def regain_unity(cohesion: Array, cohesion_rest: Array, p: Threat) -> Array:
    """Let unity go back to its rest, shape (run, sponsor)."""
    return approach(cohesion, cohesion_rest, p.unity_return)


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
    absent={
        "perception": (feel_no_threat, cause_no_threat),
        "learning": (disarm, regain_unity, build_strength, extend_reach),
    },
)
