"""Sponsors: what all sponsors come to together, weighed by product.

Sums that several rules read are made once a month, when attention is divided and threats are
perceived. They are no mechanism of their own: no switch turns them off.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import weighed
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.rule import ALWAYS, rule


@rule(switch=ALWAYS, writes="sponsors_unity sponsors_attention sponsors_threat sponsors_arms")
def sum_over_sponsors(
    cohesion: Array,
    attention: Array,
    threat: Array,
    arms: Array,
    arms_rest: Array,
    gdp_weight: Array,
) -> tuple[Array, Array, Array, Array]:
    """Sum over the sponsors unity, attention, threat and the growth of arms since 2021.

    Shapes (run, 1), (run, arena), (run, theatre) and (run, 1).
    """
    more = np.divide(arms, arms_rest, out=np.ones_like(arms), where=arms_rest > 0.0) - 1.0
    return (
        weighed(cohesion, gdp_weight)[..., None],
        weighed(attention, gdp_weight),
        weighed(threat, gdp_weight),
        weighed(more, gdp_weight)[..., None],
    )


MECHANISM = Mechanism(
    name="sponsors",
    switch=ALWAYS,
    rules={
        "sponsors": (sum_over_sponsors,),
    },
)
