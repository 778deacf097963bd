"""Settling: whether Russia and Ukraine refuse, open or seek terms, and what follows for the war.

Claim C61.

    willing = ω (terms_R + terms_U - usual) - ½ ω² v

Terms are 0 (refuse), 1 (open) or 2 (seek); ``endings`` adds what willingness is worth to the worth
of settling. The usual sum and its variance v are those of the reference runs, so that the published
hazards hold at usual terms. What moves the worth of settling already (losses, support, drag) is no
want here, lest it counts twice: who gains ground refuses, and both answer the other side's terms
and keep to their own. Sizes are judged; without endings nobody asks for terms.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import options
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Terms, codes_of


@dataclass(frozen=True)
class Settling(Parameters):
    """Parameters of asking for terms; the usual sum and its spread are those of the runs."""

    group = "settling"

    willingness: Array = parameter(
        0.3,
        unit="log odds",
        evidence="J",
        symbol="ω",
        maximum=5.0,
        source="judged: a step of one side towards terms; nought if talks follow the war and do "
        "not end it (0 to 0.8)",
    )
    usual_terms: Array = parameter(
        0.64,
        evidence="D",
        maximum=4.0,
        source="terms of both sides together, mean of the reference runs at war",
    )
    spread_terms: Array = parameter(
        0.9,
        evidence="D",
        maximum=4.0,
        source="sd of the terms of both sides together in the reference runs at war",
    )
    hope: Array = parameter(
        0.5,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: ground gained at the pace of June 2024 for refusing (Slantchev 2003: sign)",
    )
    pace: Array = parameter(
        150.0,
        unit="km2/month",
        evidence="D",
        minimum=1.0,
        maximum=1e5,
        source="derived: ground that Russia took in a month of January to June 2024 (fact C-7)",
    )
    reply: Array = parameter(
        0.5,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: a step of the other side towards terms for a step of one's own",
    )
    principle: Array = parameter(
        1.0,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: pull of refusing; neither side sought terms from April 2022 to June 2024",
    )
    inertia: Array = parameter(
        2.5, unit="log odds", evidence="J", maximum=20.0, source="judged: pull of the terms held"
    )


STEPS = (0.0, 1.0, 2.0)
"""Steps towards the other side that each of the terms is."""

CONVEXITY = 0.5
"""What the log of the mean of exp(s) gains with a unit of the variance of s."""


def toward(pull: Array) -> Array:
    """Return the utility of refusing, being open and seeking for a pull towards terms."""
    return options(*(step * pull for step in STEPS))


@quantity()
def willing(terms_russia: Array, terms_ukraine: Array, p: Settling) -> Array:
    """Return what the terms of both sides add to the worth of settling, shape (run, 1)."""
    beyond = terms_russia + terms_ukraine - p.usual_terms
    return p.willingness * beyond - CONVEXITY * (p.willingness * p.spread_terms) ** 2


@rule(switch="endings", claims="C61")
def russian_hope(advance: Array, p: Settling) -> Array:
    """Shun terms while ground is gained, seek them while it is lost."""
    return toward(-p.hope * np.tanh(advance / p.pace))


@rule(switch="endings", claims="C61")
def ukrainian_hope(advance: Array, p: Settling) -> Array:
    """Shun terms while ground is won back, seek them while it is lost."""
    return toward(p.hope * np.tanh(advance / p.pace))


@rule(switch="endings")
def reply_to_ukraine(terms_ukraine: Array, p: Settling) -> Array:
    """Answer the terms that Ukraine offered in the month before."""
    return toward(p.reply * terms_ukraine - p.principle)


@rule(switch="endings")
def reply_to_russia(terms_russia: Array, p: Settling) -> Array:
    """Answer the terms that Russia offered in the month before."""
    return toward(p.reply * terms_russia - p.principle)


@rule(switch="endings")
def russian_line(terms_russia: Array, p: Settling) -> Array:
    """Keep to the terms of the month before."""
    return options(*(p.inertia * (terms_russia == held) for held in codes_of(Terms).values()))


@rule(switch="endings")
def ukrainian_line(terms_ukraine: Array, p: Settling) -> Array:
    """Keep to the terms of the month before."""
    return options(*(p.inertia * (terms_ukraine == held) for held in codes_of(Terms).values()))


@rule(switch="endings", writes="terms_russia terms_ukraine")
def ask_for_nothing(terms_russia: Array, terms_ukraine: Array) -> tuple[Array, Array]:
    """Let nobody ask for terms, shape (run, 1)."""
    return np.zeros_like(terms_russia), np.zeros_like(terms_ukraine)


MECHANISM = Mechanism(
    name="settling",
    switch="endings",
    parameters=(Settling,),
    choices=("terms",),
    absent={"flows": (ask_for_nothing,)},
)
