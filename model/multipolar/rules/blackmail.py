"""Sabotage, terror and nuclear blackmail.

Claim C42. Acts of sabotage follow support for Ukraine and Russian nerve; nuclear threats are
voiced with nerve and tension, and lose credibility each time they are not carried out.

    acts ~ Poisson(λ0 R^aid exp(h2 (b_R - b⁰)))
    P(signal_i) = logistic(n0 + n1 b_i + n2 (E - 5))

Literature additions: compellent nuclear threats are no more likely to succeed than others (Sechser
and Fuhrmann 2013), so their effect on Western unity is small and wears off. Sabotage is felt
as a threat in Europe (``threat``).

Without this mechanism there is neither sabotage nor a nuclear threat, and what credibility threats
had lost comes back.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import ARENA, CHALLENGER
from multipolar.luck import Draw
from multipolar.rules.forms import apply_matrix, logistic, weighed
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.published import log_odds
from multipolar.rules.rule import quantity, rule

MOST_ACTS = 60
"""Acts of sabotage in a month beyond which none is counted."""


@dataclass(frozen=True)
class Blackmail(Parameters):
    """Parameters of sabotage and nuclear threats."""

    group = "blackmail"

    sabotage_rate: Array = parameter(
        0.25,
        unit="acts/month",
        evidence="S",
        symbol="λ0",
        maximum=50.0,
        source="3 acts in Europe in 2022, when support began (CSIS 2025, years to 2023)",
        effects="CRI14",
    )
    sabotage_ratio: Array = parameter(
        4.0,
        unit="rate ratio",
        evidence="S",
        symbol="R",
        minimum=0.1,
        maximum=50.0,
        source="3 acts in 2022, 12 in 2023; none in Serbia or Hungary: acts follow aid (CSIS 2025)",
        effects="CRI14",
    )
    sabotage_nerve: Array = parameter(2.0, evidence="J", symbol="h2", maximum=20.0, source="judged")
    signal_rate: Array = parameter(
        -6.0,
        unit="log odds",
        evidence="J",
        symbol="n0",
        minimum=-30.0,
        maximum=5.0,
        source="judged: about three threats in a century at rest",
    )
    signal_nerve: Array = parameter(
        2.0, unit="log odds", evidence="J", symbol="n1", maximum=20.0, source="judged"
    )
    signal_tension: Array = parameter(
        0.6, unit="log odds/rung", evidence="J", symbol="n2", maximum=20.0, source="judged"
    )
    empty_threat: Array = parameter(
        0.92,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="no published size, from no wear to a half-life of 4 threats: share of its "
        "credibility that a threat keeps when it is not carried out",
        effects="link-15",
    )
    credibility_return: Array = parameter(
        0.005,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: share of the lost credibility that comes back",
    )
    nerve_norm: Array = parameter(
        0.55,
        unit="share",
        evidence="J",
        symbol="b⁰",
        maximum=1.0,
        source="judged: Russian nerve of January 2022, at which sabotage has its base rate",
    )
    signal_rung: Array = parameter(
        5.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: show of force on the ladder; above it a nuclear threat is likelier",
    )


@rule(
    switch="provocation",
    writes="hybrid",
    claims="C42",
    luck={"luck": Draw("sabotage", ARENA)},
    at={"nerve": "emboldenment.RUS", "here": "arena=ukraine"},
)
def count_sabotage(
    nerve: Array, aid_delivered: Array, here: Array, luck: Array, p: Blackmail
) -> Array:
    """Count the month's acts of sabotage, shape (run, 1)."""
    follows_aid = log_odds(p.sabotage_ratio) * aid_delivered
    rate = p.sabotage_rate * np.exp(follows_aid + p.sabotage_nerve * (nerve - p.nerve_norm))
    return poisson(rate, weighed(luck, here)[..., None])


@quantity(luck={"luck": Draw("nuclear_signal", CHALLENGER)})
def threat_voiced(
    emboldenment: Array,
    escalation: Array,
    involvement: Array,
    arsenal: Array,
    luck: Array,
    p: Blackmail,
) -> Array:
    """Return who voices a nuclear threat, 0 or 1, shape (run, challenger).

    ``arsenal`` (challenger,) marks who has nuclear weapons.
    """
    own = apply_matrix(escalation, involvement.T)
    odds = p.signal_rate + p.signal_nerve * emboldenment + p.signal_tension * (own - p.signal_rung)
    return ((luck < logistic(odds)) & (arsenal > 0.0)).astype(np.float64)


@rule(switch="provocation", writes="nuclear_signal", claims="C42", uses=(threat_voiced,))
def voice_nuclear_threat(threat_voiced: Array) -> Array:
    """Voice nuclear threats, shape (run, challenger)."""
    return threat_voiced


@rule(switch="provocation", writes="threat_credibility", claims="C42", uses=(threat_voiced,))
def wear_out_threats(threat_credibility: Array, threat_voiced: Array, p: Blackmail) -> Array:
    """Let threats that are not carried out lose credibility, which comes back, (run, 1)."""
    voiced = threat_voiced.max(axis=1, keepdims=True) > 0.0
    worn = np.where(voiced, p.empty_threat * threat_credibility, threat_credibility)
    return worn + p.credibility_return * (1.0 - worn)


@rule(switch="provocation", writes="hybrid")
def commit_nothing(hybrid: Array) -> Array:
    """Let no act of sabotage happen, shape (run, 1)."""
    return np.zeros_like(hybrid)


@rule(switch="provocation", writes="nuclear_signal")
def threaten_nobody(nuclear_signal: Array) -> Array:
    """Let nobody voice a nuclear threat, shape (run, challenger)."""
    return np.zeros_like(nuclear_signal)


@rule(switch="provocation", writes="threat_credibility")
def regain_credibility(threat_credibility: Array, p: Blackmail) -> Array:
    """Let lost credibility come back, shape (run, 1)."""
    return threat_credibility + p.credibility_return * (1.0 - threat_credibility)


def poisson(rate: Array, luck: Array) -> Array:
    """Return Poisson counts by inverse distribution function, at most ``MOST_ACTS``."""
    term = np.exp(-rate)
    total = term.copy()
    count = np.zeros_like(rate)
    for k in range(1, MOST_ACTS + 1):
        above = luck >= total
        if not above.any():
            break
        count += above
        term = term * rate / k
        total = total + term
    return count


MECHANISM = Mechanism(
    name="blackmail",
    switch="provocation",
    parameters=(Blackmail,),
    rules={
        "outcomes": (count_sabotage, voice_nuclear_threat, wear_out_threats),
    },
    absent={
        "outcomes": (commit_nothing, threaten_nobody, regain_credibility),
    },
)
