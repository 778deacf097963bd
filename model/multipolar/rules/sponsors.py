"""Sponsors: what all sponsors come to together, weighed by product.

Sums that several rules read are made once a month, when attention is divided and threats are
perceived. They are no mechanism of their own: no switch turns them off.
"""

from __future__ import annotations

from multipolar.arrays import Array
from multipolar.rules.forms import weighed
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.rule import ALWAYS, rule


@rule(switch=ALWAYS, writes="sponsors_unity sponsors_attention sponsors_threat")
def sum_over_sponsors(
    cohesion: Array, attention: Array, threat: Array, gdp_weight: Array
) -> tuple[Array, Array, Array]:
    """Sum unity (run, 1), attention (run, arena) and threat (run, theatre) over the sponsors."""
    return (
        weighed(cohesion, gdp_weight)[..., None],
        weighed(attention, gdp_weight),
        weighed(threat, gdp_weight),
    )


MECHANISM = Mechanism(
    name="sponsors",
    switch=ALWAYS,
    rules={
        "sponsors": (sum_over_sponsors,),
    },
)
