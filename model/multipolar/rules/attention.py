"""Attention: a fixed budget that crises divide among themselves.

Claims C10, C18, C19, C20, C33. Attention is a simplex: what one theatre gains, another or the
home agenda loses. Disproportionate response: Jones and Baumgartner (2005).

    salience_k = λ (w_k E_k + a θ_k + push_k) - φ F_k
    goal       = softmax(salience),   A ← A + ρ (goal - A)
    F ← 2^(-1/f) F + A²

E escalation, w weight, a anxiety, θ threat, ρ adjustment, F overexposure, f fatigue_half_life.
The two parameters that carry the claims are stated as research measured them. Crowding x is what
is left of a theatre's share of the coverage of all theatres in the first three months of a war
elsewhere, news_half_life h after how many months half of the attention that a war brought is gone:

    λ = -ln x / R,   φ = K / h

R outweighing and K exposure are set so that the experiments of the effect scale give x and h back.
Domestic salience is no free parameter: it is the value that makes the opening share of home
affairs a rest point whatever λ is.

Literature addition (stabiliser): fatigue F, the downward half of the issue-attention cycle (Downs
1972). Fatigue and crowding-out are rival explanations of why Ukraine left the news, so each can be
switched off: at a crowding of 1, and at an endless half-life.

Departure from the starting equations: overexposure grows with the square of attention. Fatigue in
proportion to attention gives back in some months what a war elsewhere has taken, so that news
would not halve within five weeks and yet stay crowded for three months. With it no separate
novelty is left to explain.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import abroad, at_home, half_life, scale_fact, softmax, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.rules.support import weigh_interest


@dataclass(frozen=True)
class Attention(Parameters):
    """Parameters of the attention budget."""

    group = "attention"

    crowding: Array = parameter(
        0.45,
        0.41,
        0.54,
        unit="ratio",
        evidence="S",
        symbol="x",
        minimum=0.01,
        maximum=1.0,
        source="Ukraine's share of the press on four theatres, October to December 2023 (0.41) and "
        "January to June 2024, over April to September 2023 (Caldara and Iacoviello 2022)",
        effects="AID04 AID05 AID01",
        sceptic=0.54,
        advocate=0.41,
    )
    news_half_life: Array = parameter(
        1.1,
        0.7,
        1.2,
        unit="months",
        evidence="S",
        symbol="h",
        minimum=0.05,
        maximum=1000.0,
        source="articles on Ukraine from 520,000 to 70,000 a week in the first 100 days (NewsWhip, "
        "June 2022)",
        effects="AID06",
    )
    outweighing: Array = parameter(
        1.1,
        unit="rung",
        evidence="D",
        symbol="R",
        minimum=0.01,
        maximum=10.0,
        source="set so that do(war elsewhere) gives the crowding back; less than such a war rises, "
        "since its own news fades within the three months",
    )
    exposure: Array = parameter(
        4.5,
        unit="months",
        evidence="D",
        symbol="K",
        maximum=100.0,
        source="set so that do(invasion) gives the half-life of news back",
    )
    fatigue_half_life: Array = parameter(
        140.0,
        unit="months",
        evidence="P",
        symbol="f",
        minimum=1.0,
        maximum=10000.0,
        source="set on facts C-2 and C-3: of what audiences are tired they remember for years",
    )
    adjustment: Array = parameter(
        0.8,
        unit="share/month",
        evidence="S",
        symbol="ρ",
        maximum=1.0,
        source="coverage adjusts within weeks, peak of about a day (GDELT, Leetaru)",
    )
    anxiety: Array = parameter(
        0.5, unit="rung", evidence="J", symbol="a", maximum=10.0, source="judged (claim C33)"
    )


def responsiveness(p: Attention) -> Array:
    """Return λ, the log odds of attention that a rung brings, shape (run, 1)."""
    return np.asarray(-np.log(p.crowding) / p.outweighing)


@quantity(at={"weight": "salience_weight.all.abroad"})
def home_salience(
    weight: Array, start_of_escalation: Array, domestic_attention: Array, p: Attention
) -> Array:
    """Return the salience of home affairs that keeps their share of the start, (run, sponsor)."""
    pull = weight * start_of_escalation
    abroad = total(np.exp(scale_fact(responsiveness(p)[..., None], pull)))
    odds = domestic_attention / (1.0 - domestic_attention)
    return np.asarray(np.log(odds * abroad))


@quantity(at={"weight": "salience_weight.all.abroad"}, uses=(home_salience,))
def salience(
    attention_push: Array,
    weight: Array,
    escalation: Array,
    fatigue: Array,
    threat: Array,
    home_salience: Array,
    p: Attention,
) -> Array:
    """Return what each arena weighs for each sponsor, in log odds, shape (run, sponsor, arena).

    The sum of the formula, in place: it is the largest array of a month.
    """
    weighed = attention_push.copy("K")
    of_theatres, of_home = abroad(weighed), at_home(weighed)
    of_theatres += weight * escalation[:, None, :]
    of_theatres += p.anxiety[..., None] * threat
    weighed *= responsiveness(p)[..., None]
    of_theatres -= (p.exposure / p.news_half_life)[..., None] * fatigue
    of_home += home_salience
    return weighed


@quantity(uses=(salience,))
def new_attention(attention: Array, salience: Array, p: Attention) -> Array:
    """Return the month's attention, between that of last month and what salience asks for."""
    share = softmax(salience)
    share -= attention
    share *= p.adjustment[..., None]
    share += attention
    return share


@rule(switch="attention", writes="attention", claims="C10 C18 C19 C20 C33", uses=(new_attention,))
def divide_attention(new_attention: Array) -> Array:
    """Divide each sponsor's attention among the theatres and its home affairs."""
    return new_attention


@rule(switch="attention", writes="fatigue", claims="C19 C20", uses=(new_attention,))
def build_fatigue(fatigue: Array, new_attention: Array, p: Attention) -> Array:
    """Tire of what had much attention, shape (run, sponsor, theatre)."""
    tired = half_life(p.fatigue_half_life)[..., None] * fatigue
    tired += np.square(abroad(new_attention))
    return tired


@rule(switch="attention", writes="attention_push")
def use_up_attention_push(attention_push: Array) -> Array:
    """Use up the pushes of the month's events: they last one month."""
    return np.zeros_like(attention_push)


MECHANISM = Mechanism(
    name="attention",
    switch="attention",
    parameters=(Attention,),
    rules={
        "attention": (divide_attention, build_fatigue, use_up_attention_push),
        "sponsors": (weigh_interest,),
    },
)
