"""Emboldenment: the nerve to raise the stakes, and how it spreads.

Claims C8, C27, C28, C35, C42, C52. What counts is perceived (C28).

    b ← b + (1 - b) [α_P tie cred word + α_W weak + α_V win + α_C mean_j max(0, b_j - b) + α_I imp]
          - δ (b - b⁰) - b [α_R resp + α_S P]

tie with the patron, cred the rate at which patrons honour, weak Western disunity, win Russian
battlefield success, imp impunity, resp the answer in the own theatre, P pressure of sanctions.

Literature additions (stabilisers): decay δ, answers and pressure. The patron term is bracketed by
two findings: no emboldenment from defensive alliances (Johnson and Leeds 2011), and 249 % more
initiation from unconditional ones (Benson 2011).

Departure from the starting equations: decay leads back to the level of January 2022, b⁰, not to
zero; otherwise the challengers without a patron would lose all nerve within two years.

Stability: raising tension raises b by c for each rung and b raises tension by η e; the loop is
stable when (φ - (n - 1) μ) δ > η e c, see ``loop_margin``.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import apply_matrix, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule


@dataclass(frozen=True)
class Emboldenment(Parameters):
    """Parameters of emboldenment."""

    group = "emboldenment"

    patron: Array = parameter(
        0.05,
        0.0,
        0.10,
        unit="1/month",
        evidence="S",
        symbol="α_P",
        maximum=1.0,
        source="bracketed by Johnson and Leeds (2011: none) and Benson (2011: +249 %)",
    )
    credibility: Array = parameter(
        0.4,
        unit="probability",
        evidence="S",
        symbol="cred",
        maximum=1.0,
        source="honoured 22 % after 1945, defence pacts 41 % (Berkemeier and Fuhrmann 2018), "
        "75 % (Leeds et al. 2000)",
    )
    weakness: Array = parameter(
        0.025, 0.0, 0.05, unit="1/month", evidence="J", symbol="α_W", maximum=1.0, source="judged"
    )
    victory: Array = parameter(
        0.015, 0.0, 0.05, unit="1/month", evidence="J", symbol="α_V", maximum=1.0, source="judged"
    )
    contagion: Array = parameter(
        0.01,
        0.0,
        0.05,
        unit="1/month",
        evidence="J",
        symbol="α_C",
        maximum=1.0,
        source="sign: autocratic linkage (Tansey, Koehler and Schmotz 2017); size judged",
    )
    impunity: Array = parameter(
        0.02, unit="1/month", evidence="J", symbol="α_I", maximum=1.0, source="judged"
    )
    decay: Array = parameter(
        0.05,
        0.03,
        0.12,
        unit="1/month",
        evidence="J",
        symbol="δ",
        minimum=0.001,
        maximum=1.0,
        source="judged: half-life of 14 months",
    )
    answer: Array = parameter(
        0.03, unit="1/month", evidence="J", symbol="α_R", maximum=1.0, source="judged"
    )
    sanctions: Array = parameter(
        0.02, unit="1/month", evidence="J", symbol="α_S", maximum=1.0, source="judged"
    )
    opportunism: Array = parameter(
        0.3,
        0.0,
        0.8,
        evidence="J",
        symbol="o",
        maximum=3.0,
        source="judged: how much Western disunity adds to Russia's gain from initiative",
    )
    impunity_memory: Array = parameter(
        5.0 / 6.0,
        unit="share",
        evidence="J",
        maximum=0.999,
        source="judged: a memory of about six provocations",
    )
    most_success: Array = parameter(
        0.5, unit="share", evidence="J", maximum=1.0, source="judged: success of decisive fire"
    )
    decisive: Array = parameter(
        2.0,
        unit="log",
        evidence="J",
        minimum=0.01,
        maximum=10.0,
        source="judged: log of the ratio of fire from which fire is decisive",
    )


@quantity()
def backing(
    tie: Array,
    perceived_dependence: Array,
    dependence_rent: Array,
    client: Array,
    p: Emboldenment,
) -> Array:
    """Return the backing a client counts on, the more so the less it sees the price."""
    blindness = np.maximum(0.0, dependence_rent - perceived_dependence)
    return client * tie * (1.0 + blindness) * p.credibility


@quantity()
def success(fire_ratio: Array, p: Emboldenment) -> Array:
    """Return Russian success on the battlefield from the ratio of fire, shape (run, 1)."""
    return p.most_success * np.clip(np.log(fire_ratio) / p.decisive, 0.0, 1.0)


@quantity()
def example_of_others(emboldenment: Array) -> Array:
    """Return the mean pull of bolder challengers on each, shape (run, challenger)."""
    gap = np.maximum(0.0, emboldenment[:, None, :] - emboldenment[:, :, None])
    value: Array = total(gap) / max(1, emboldenment.shape[1] - 1)
    return value


@quantity()
def answer_met(response: Array, involvement: Array) -> Array:
    """Return the answer that each challenger met in its own theatre, 0 or 1."""
    return np.maximum(0.0, apply_matrix(response, involvement.T))


@quantity()
def felt_pressure(
    pressure: Array, product_weight: Array, target_theatre: Array, involvement: Array
) -> Array:
    """Return the pressure of sanctions on each challenger, shape (run, challenger)."""
    felt_by = total(pressure * product_weight)
    mine = (involvement[:, None, :] * target_theatre).sum(axis=-1)
    return apply_matrix(felt_by, mine.T)


@quantity(uses=(backing, success, example_of_others))
def encouragement(
    backing: Array,
    patron_word: Array,
    sponsors_unity: Array,
    success: Array,
    example_of_others: Array,
    impunity: Array,
    p: Emboldenment,
) -> Array:
    """Return what gives nerve this month, as a share of the nerve that is lacking."""
    weak = 1.0 - sponsors_unity
    return (
        p.patron * backing * patron_word
        + p.weakness * weak
        + p.victory * success
        + p.contagion * example_of_others
        + p.impunity * impunity
    )


@rule(
    switch="emboldenment",
    writes="emboldenment",
    claims="C8 C27 C28 C35 C42 C52",
    uses=(encouragement, answer_met, felt_pressure),
)
def update_emboldenment(
    emboldenment: Array,
    start_of_emboldenment: Array,
    encouragement: Array,
    answer_met: Array,
    felt_pressure: Array,
    p: Emboldenment,
) -> Array:
    """Move emboldenment by a month, shape (run, challenger)."""
    loss = p.answer * answer_met + p.sanctions * felt_pressure
    back = p.decay * (emboldenment - start_of_emboldenment)
    return emboldenment + (1.0 - emboldenment) * encouragement - back - emboldenment * loss


@rule(switch="emboldenment", writes="impunity", claims="C8 C27", uses=(answer_met,))
def remember_impunity(
    impunity: Array, provocation: Array, answer_met: Array, p: Emboldenment
) -> Array:
    """Remember whether one's own provocations met an answer, shape (run, challenger)."""
    unanswered = (answer_met <= 0.0).astype(np.float64)
    remembered = p.impunity_memory * impunity + (1.0 - p.impunity_memory) * unanswered
    return np.where(provocation > 0.0, remembered, impunity)


def loop_margin(
    reversion: Array,
    mirroring: Array,
    decay: Array,
    nerve_to_tension: Array,
    tension_to_nerve: Array,
    theatres: int,
) -> Array:
    """Return (φ - (n - 1) μ) δ - η e c: below zero tension and nerve feed each other."""
    margin: Array = (
        reversion - (theatres - 1) * mirroring
    ) * decay - nerve_to_tension * tension_to_nerve
    return margin


MECHANISM = Mechanism(
    name="emboldenment",
    switch="emboldenment",
    parameters=(Emboldenment,),
    rules={
        "learning": (update_emboldenment, remember_impunity),
    },
    choices=("licence",),
)
