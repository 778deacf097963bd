"""Arming: South Korea and Japan arm Ukraine, or hold to what they have sent.

Claims C15, C50.

    U(arm) = logit(share) + γ [treaty of mutual defence] + μ troops
    goal of support + arms

share is how often each did from January 2022 to June 2024: never (world/acts.csv). A treaty of
mutual defence between Russia and North Korea and North Korean soldiers at the front are what they
said they would answer. What a month of arms is worth stands in world/arms_worth.csv, in shares of
the average support of all sponsors. Arms come as support does, beside the programme.
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

MUTUAL_DEFENCE = 3.0
"""Level of a treaty of mutual defence."""


@dataclass(frozen=True)
class Arming(Parameters):
    """Parameters of arming Ukraine."""

    group = "arming"

    treaty: Array = parameter(
        0.7,
        unit="log odds",
        evidence="J",
        symbol="γ",
        maximum=20.0,
        source="sign: on 20 June 2024 Seoul said that it would consider arms anew; size judged",
    )
    troops: Array = parameter(
        0.05,
        unit="log odds per thousand",
        evidence="J",
        symbol="μ",
        maximum=20.0,
        source="judged: North Korean soldiers at the front",
    )


@quantity()
def arms_sent(arms_ukraine: Array, arms_worth: Array) -> Array:
    """Return the arms that sponsors send beside their programme, shape (run, sponsor)."""
    return arms_ukraine * arms_worth


@quantity(uses=(war_at_the_front,))
def may_arm(war_at_the_front: Array) -> Array:
    """Return whether there is a war to send arms to, shape (run, 1, 1)."""
    return war_at_the_front[..., None]


@rule(switch="arming")
def custom_of_arming(arms_often: Array) -> Array:
    """Arm Ukraine as often as in the record."""
    return options(0.0, log_odds(arms_often))[None]


@rule(switch="arming", claims="C15 C50", at={"treaty": "treaty.PRK"})
def answer_to_transfers(treaty: Array, troops: Array, p: Arming) -> Array:
    """Answer what Russia and North Korea give each other."""
    bound = (treaty >= MUTUAL_DEFENCE).astype(np.float64)
    return options(0.0, p.treaty * bound + p.troops * troops)


@rule(switch="arming", writes="arms_ukraine")
def arm_no_more(arms_ukraine: Array) -> Array:
    """Let nobody arm Ukraine beside its programme, shape (run, sponsor)."""
    return np.zeros_like(arms_ukraine)


MECHANISM = Mechanism(
    name="arming",
    switch="arming",
    parameters=(Arming,),
    choices=("arm",),
    absent={"flows": (arm_no_more,)},
)
