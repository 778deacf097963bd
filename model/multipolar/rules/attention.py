"""Attention: a fixed budget that crises divide among themselves.

Claims C10, C18, C19, C20, C33. Attention is a simplex: what one theatre gains, another or the
home agenda loses. Disproportionate response: Jones and Baumgartner (2005).

    salience_k = w_k E_k + ν max(0, E_k - Ē_k) - φ F_k + a θ_k + push_k
    goal       = softmax(λ salience),   A ← A + ρ (goal - A)
    F ← δ F + A,   Ē ← Ē + h (E - Ē)

λ responsiveness, ν novelty, φ fatigue, a anxiety, θ threat, ρ adjustment, δ
fatigue_memory, h habituation. Domestic salience is no free parameter: it is the value that makes
the opening share of home affairs a rest point whatever λ is.

Literature addition (stabiliser): fatigue F. Fatigue and crowding-out are rival explanations of
why Ukraine left the news, so each has a parameter that switches it off at zero.

Departure from the starting equations: with the published share of coverage as target, fatigue
must weigh about ten times more than first judged, responsiveness less, adjustment is faster and
novelty wears off within two months; the defaults fit facts C-1 and C-2 roughly.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import abroad, approach, at_home, scale_fact, softmax, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule


@dataclass(frozen=True)
class Attention(Parameters):
    """Parameters of the attention budget."""

    group = "attention"

    responsiveness: Array = parameter(
        0.78,
        0.55,
        1.0,
        unit="1/rung",
        evidence="P",
        symbol="λ",
        minimum=0.01,
        maximum=3.0,
        source="thesis of Jones and Baumgartner (2005); level set on facts C-1 to C-3",
    )
    adjustment: Array = parameter(
        0.75,
        0.5,
        0.9,
        unit="share/month",
        evidence="S",
        symbol="ρ",
        maximum=1.0,
        source="coverage adjusts within weeks, peak of about a day (GDELT, Leetaru)",
    )
    novelty: Array = parameter(
        1.3, 0.5, 2.5, evidence="P", symbol="ν", maximum=10.0, source="set on fact C-1"
    )
    fatigue: Array = parameter(
        0.9,
        0.4,
        1.2,
        unit="rung/month",
        evidence="P",
        symbol="φ",
        maximum=5.0,
        source="daily cable mentions 296 to 62 before October 2023 (fact C-2)",
    )
    fatigue_memory: Array = parameter(
        0.975,
        0.955,
        0.98,
        unit="share/month",
        evidence="P",
        symbol="δ",
        maximum=0.98,
        source="set on fact C-2",
    )
    anxiety: Array = parameter(
        0.5, unit="rung", evidence="J", symbol="a", maximum=10.0, source="judged (claim C33)"
    )
    habituation: Array = parameter(
        0.6,
        unit="share/month",
        evidence="P",
        symbol="h",
        maximum=1.0,
        source="peak within one month (fact C-1)",
    )


@quantity(at={"weight": "salience_weight.all.abroad"})
def home_salience(
    weight: Array, start_of_escalation: Array, domestic_attention: Array, p: Attention
) -> Array:
    """Return the salience of home affairs that keeps their share of the start, (run, sponsor)."""
    pull = weight * start_of_escalation
    abroad = total(np.exp(scale_fact(p.responsiveness[..., None], pull)))
    odds = domestic_attention / (1.0 - domestic_attention)
    return np.asarray(np.log(odds * abroad) / p.responsiveness)


@quantity()
def surprise(escalation: Array, expected_escalation: Array, p: Attention) -> Array:
    """Return the salience of tension that nobody expected, shape (run, theatre)."""
    return p.novelty * np.maximum(0.0, escalation - expected_escalation)


@quantity(at={"weight": "salience_weight.all.abroad"}, uses=(surprise, home_salience))
def salience(
    attention_push: Array,
    weight: Array,
    escalation: Array,
    surprise: Array,
    fatigue: Array,
    threat: Array,
    home_salience: Array,
    p: Attention,
) -> Array:
    """Return what each arena weighs for each sponsor, shape (run, sponsor, arena).

    The sum of the formula, in place: it is the largest array of a month.
    """
    weighed = attention_push.copy("K")
    of_theatres, of_home = abroad(weighed), at_home(weighed)
    of_theatres += weight * escalation[:, None, :]
    of_theatres += surprise[:, None, :]
    of_theatres -= p.fatigue[..., None] * fatigue
    of_theatres += p.anxiety[..., None] * threat
    of_home += home_salience
    weighed *= p.responsiveness[..., None]
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
    """Tire of what had attention, shape (run, sponsor, theatre)."""
    tired = p.fatigue_memory[..., None] * fatigue
    tired += abroad(new_attention)
    return tired


@rule(switch="attention", writes="expected_escalation", claims="C20")
def update_expected_escalation(
    expected_escalation: Array, escalation: Array, p: Attention
) -> Array:
    """Move what is expected of a theatre to what it is, shape (run, theatre)."""
    return approach(expected_escalation, escalation, p.habituation)


@rule(switch="attention", writes="attention_push")
def use_up_attention_push(attention_push: Array) -> Array:
    """Use up the pushes of the month's events: they last one month."""
    return np.zeros_like(attention_push)


MECHANISM = Mechanism(
    name="attention",
    switch="attention",
    parameters=(Attention,),
    rules={
        "attention": (
            divide_attention,
            build_fatigue,
            update_expected_escalation,
            use_up_attention_push,
        ),
    },
)
