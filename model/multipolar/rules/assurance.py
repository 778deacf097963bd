"""Assurance: the United States reassure an ally, and what that does to who threatens it.

Claim C19.

    U(reassure) = logit(share) + α (E - E_rest)
    odds of acting × R^(a - share)

share is how often they did in a theatre from January 2022 to June 2024 (world/acts.csv): a visit of
the president, a declaration, forces sent. They do so the rather, the higher tension E stands above
its rest. a is 1 in a quarter in which they do, R the ratio of the odds with and without. A visit of
a major power's leader deters (McManus 2018); formal alliance, nuclear weapons and exercises showed
nothing (Huth and Russett 1984; D'Orazio 2012): the prior runs from nought. Without provocation
nobody has to be reassured.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import log_odds, options, scale_fact
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.provocation import ACTS
from multipolar.rules.provocation_parameters import Provocation
from multipolar.rules.rule import rule


@dataclass(frozen=True)
class Assurance(Parameters):
    """Parameters of reassuring a theatre."""

    group = "assurance"

    deters: Array = parameter(
        0.8,
        0.5,
        1.0,
        unit="odds ratio",
        evidence="R-L",
        symbol="R",
        minimum=0.1,
        maximum=5.0,
        source="a major power's leader visits the protege: 0.6 (0.4 to 0.95) of the challenges "
        "(McManus 2018: sign read, size judged); alliances, nuclear weapons and exercises: none",
        effects="ALL14 ALL13 CRI05",
        sceptic=1.0,
        advocate=0.6,
    )
    alarm: Array = parameter(
        0.3,
        unit="log odds/rung",
        evidence="J",
        symbol="α",
        maximum=20.0,
        source="judged: a rung of tension above its rest for reassuring",
    )


@rule(switch="assurance")
def custom_of_reassuring(reassured_often: Array) -> Array:
    """Reassure a theatre as often as in the record."""
    return options(0.0, log_odds(reassured_often))[None]


@rule(switch="assurance", claims="C19")
def alarm(escalation: Array, resting_level: Array, p: Assurance) -> Array:
    """Reassure the rather, the higher tension stands above its rest."""
    return options(0.0, p.alarm * (escalation - resting_level))


@rule(switch="assurance")
def assured(reassured: Array, reassured_often: Array, p: Assurance, q: Provocation) -> Array:
    """Deter a challenger from acting where an ally has been reassured, against the usual."""
    pull = q.temperature * np.log(p.deters) * (reassured - reassured_often)
    return scale_fact(pull[..., None], ACTS)


@rule(switch="assurance", writes="reassured")
def reassure_no_more(reassured: Array) -> Array:
    """Let nobody be reassured, shape (run, theatre)."""
    return np.zeros_like(reassured)


MECHANISM = Mechanism(
    name="assurance",
    switch="assurance",
    parameters=(Assurance,),
    choices=("reassure",),
    absent={"flows": (reassure_no_more,)},
)
