"""Giving: what a sponsor weighs when it cuts, holds or raises its support.

Claims C19, C20, C34.

    U(course) = course (ln wanted - ln programme) / s - k course²
    wanted    = (A_U / Ā)^η  unity  position  (1 + κ gap / capacity)

A step s of the programme is worth taking where what is wanted lies more than half a step away. The
programme wanted is made of attention, unity, the government's position and what others withhold,
each a term of its own. A lasting gap is made good, a passing one is not: within seven months of a
shut gate nobody filled it. A sponsor whose programme falls has changed its policy: of that Europe
fills a share κ, from nought to one, in proportion to capacity.

Wants have the shape (run, sponsor, action).
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import options, scale_fact
from multipolar.rules.politics import position_on_aid
from multipolar.rules.rule import quantity, rule
from multipolar.rules.support import Support

LEAST = 0.05
"""Ratio below which a term no longer lowers the programme wanted."""


def _towards(ratio: Array, p: Support) -> Array:
    """Return what cutting, holding and raising are worth to who wants this ratio, in steps."""
    steps = np.maximum(LEAST, ratio)
    np.log(steps, out=steps)
    steps /= p.step
    return options(-steps, 0.0, steps)


@quantity()
def temperature_of_giving(p: Support) -> Array:
    """Return the temperature of the choice of a programme, shape (run, 1)."""
    return p.temperature


@rule(switch="support", claims="C19 C20")
def interest(aid_interest: Array, p: Support) -> Array:
    """Want a programme that follows attention to Ukraine."""
    return _towards(aid_interest, p)


@rule(switch="support", claims="C34")
def unity(cohesion: Array, p: Support) -> Array:
    """Want a programme that a united sponsor would have."""
    return _towards(cohesion, p)


@rule(switch="support", claims="C34", uses=(position_on_aid,))
def line_of_government(position_on_aid: Array, p: Support) -> Array:
    """Want the programme of the government in office."""
    return _towards(position_on_aid, p)


@rule(switch="support", claims="C19 C34")
def filling(aid_withheld: Array, compensates: Array, aid_capacity: Array, p: Support) -> Array:
    """Want to make good a share of what the United States withhold."""
    more = np.divide(
        compensates, aid_capacity, out=np.zeros_like(aid_capacity), where=aid_capacity > 0.0
    )
    return _towards(1.0 + scale_fact(p.compensation * aid_withheld, more), p)


@rule(switch="support", claims="C19")
def programme_as_it_is(programme: Array, p: Support) -> Array:
    """Weigh the programme that there is against what is wanted, and the cost of a change."""
    steps = np.log(programme) / p.step
    return options(steps - p.inertia, 0.0, -steps - p.inertia)
