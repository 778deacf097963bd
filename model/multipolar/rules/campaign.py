"""Campaign: Israel strikes Iran's clients, Iran itself, or neither.

Claim C42.

    U(strike) = ln(share_a / share_0) + κ_a felt - φ (E - E_rest) [a = Iran]
    E         + η s + λ max(0, s - max(s of last month, of a test))

share is how often it did in the months of January 2022 to June 2024, felt what Iran and its clients
did in the theatre last month. s is the intensity of the strike on the ladder of the challengers: a
strike on clients moves tension as a test does, one on Iran as isolated lethal force, by the weights
of ``theatres``; and Iran pays it back as it does an answer (``provocation``). That strikes make an
enemy act less has not been shown, so nothing is taken from Iran's nerve. Without provocation nobody
strikes.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.provocation import INTENSITY, RUNGS
from multipolar.rules.rule import rule

STRIKES = np.array([0.0, INTENSITY[RUNGS.index("test")], INTENSITY[RUNGS.index("limited_force")]])
"""Intensity of holding fire, of a strike on clients and of one on Iran."""


@dataclass(frozen=True)
class Campaign(Parameters):
    """Parameters of Israel's strikes."""

    group = "campaign"

    on_clients: Array = parameter(
        0.2,
        unit="share",
        evidence="R-M",
        minimum=0.001,
        maximum=0.5,
        source="months with a strike that killed leaders of Iran's clients or its officers there: "
        "about six of thirty to June 2024; lesser strikes in Syria belong to the rest of tension",
    )
    on_iran: Array = parameter(
        0.08,
        unit="share",
        evidence="R-M",
        minimum=0.001,
        maximum=0.4,
        source="months with a strike on Iran's own soil: Isfahan in January 2023 and in April "
        "2024, two of thirty; (2 + 1/2) / (30 + 1)",
    )
    reply: Array = parameter(
        0.5,
        unit="log odds",
        evidence="J",
        symbol="κ",
        maximum=20.0,
        source="judged: acts of Iran felt last month, by intensity, for a strike on clients",
    )
    risk: Array = parameter(
        0.3,
        unit="log odds/rung",
        evidence="J",
        symbol="φ",
        maximum=20.0,
        source="judged: a rung above the rest of its regime against a strike on Iran",
    )
    usual_acts: Array = parameter(
        0.4,
        evidence="D",
        maximum=10.0,
        source="intensity of Iran's acts in a month, mean of the reference runs",
    )


@rule(switch="campaign")
def custom_of_striking(p: Campaign) -> Array:
    """Strike as often as in the record."""
    never = 1.0 - p.on_clients - p.on_iran
    return options(0.0, np.log(p.on_clients / never), np.log(p.on_iran / never))


@rule(switch="campaign", claims="C42")
def blow_for_blow(provocation_felt: Array, p: Campaign) -> Array:
    """Strike the rather, the more Iran and its clients did last month."""
    pull = p.reply * (provocation_felt - p.usual_acts)
    return options(0.0, pull, pull)


@rule(switch="campaign")
def fear_of_war(escalation: Array, resting_level: Array, p: Campaign) -> Array:
    """Spare Iran itself while tension stands above its rest."""
    return options(0.0, 0.0, -p.risk * (escalation - resting_level))


@rule(switch="campaign", writes="struck_before")
def remember_strikes(struck: Array) -> Array:
    """Keep the strikes of last month, shape (run, theatre)."""
    return struck


@rule(switch="campaign", writes="struck")
def strike_no_more(struck: Array) -> Array:
    """Let nobody strike, shape (run, theatre)."""
    return np.zeros_like(struck)


MECHANISM = Mechanism(
    name="campaign",
    switch="campaign",
    parameters=(Campaign,),
    rules={"perception": (remember_strikes,)},
    choices=("campaign",),
    absent={"perception": (remember_strikes,), "learning": (strike_no_more,)},
)
