"""Mediation: who brings talks on an end of the war in Ukraine about, and what that is worth.

Claim C61.

    U(mediate) = logit(share) + ρ (terms_R + terms_U - usual)
    brokered   = ln(OR) (m - m°) - ½ ln(OR)² m° (1 - m°)

share is how often a state mediated from January 2022 to June 2024 (world/acts.csv); who mediates
comes the rather, the more the parties are open to terms. m is 1 while anybody mediates, whoever it
is, m° its usual share of the months at war; OR the odds of an agreement with a mediator over those
without, of which the worth of settling (``endings``) takes the log. The second term keeps the
published hazards at usual mediation. Without endings nobody mediates.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import log_odds, options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.munitions import war_at_the_front
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.rules.settling import CONVEXITY, Settling


@dataclass(frozen=True)
class Mediation(Parameters):
    """Parameters of mediating in the war in Ukraine."""

    group = "mediation"

    agreement: Array = parameter(
        1.4,
        1.0,
        2.5,
        unit="odds ratio",
        evidence="R-L",
        symbol="OR",
        minimum=0.2,
        maximum=10.0,
        source="crises with a mediator end by agreement more often (Wilkenfeld and others 2003; "
        "Beardsley and others 2006: sign recalled, about twice the odds); mediators choose their "
        "cases, and of wars between states no size is known: from nothing",
    )
    usual: Array = parameter(
        0.64,
        unit="share",
        evidence="D",
        symbol="m°",
        maximum=1.0,
        source="share of months at war with a mediator, mean of the reference runs",
    )
    ripeness: Array = parameter(
        0.5,
        unit="log odds",
        evidence="J",
        symbol="ρ",
        maximum=20.0,
        source="judged: a step of a party towards terms for mediating (ripeness: Zartman; Greig "
        "2005: sign)",
    )


@quantity()
def brokered(mediates: Array, p: Mediation) -> Array:
    """Return what mediation adds to the worth of settling, shape (run, 1)."""
    gain = np.log(p.agreement)
    somebody = mediates.max(axis=1, keepdims=True)
    value: Array = gain * (somebody - p.usual) - CONVEXITY * gain**2 * p.usual * (1.0 - p.usual)
    return value


@quantity(uses=(war_at_the_front,))
def war_to_mediate(war_at_the_front: Array) -> Array:
    """Return whether there is a war to mediate in, shape (run, 1, 1)."""
    return war_at_the_front[..., None]


@rule(switch="mediation")
def custom_of_mediating(mediates_often: Array) -> Array:
    """Mediate as often as in the record."""
    return options(0.0, log_odds(mediates_often))[None]


@rule(switch="mediation", claims="C61")
def ripeness(terms_russia: Array, terms_ukraine: Array, p: Mediation, s: Settling) -> Array:
    """Mediate the rather, the more the parties are open to terms."""
    return options(0.0, p.ripeness * (terms_russia + terms_ukraine - s.usual_terms))


@rule(switch="mediation", writes="mediates")
def mediate_no_more(mediates: Array) -> Array:
    """Let nobody mediate, shape (run, state)."""
    return np.zeros_like(mediates)


MECHANISM = Mechanism(
    name="mediation",
    switch="mediation",
    parameters=(Mediation,),
    choices=("mediate",),
    absent={"flows": (mediate_no_more,)},
)
