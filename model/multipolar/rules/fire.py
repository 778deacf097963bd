"""Fire in Ukraine: shells, drones and the interceptors above them.

Claims C18, C19, C50, C54, C61.

    S_R = prod + draw · stock + q · received          received follows shipments after two months
    S_U = f0 + c Ā^ε                                  Ā is support after an Erlang-2 lag
    ln D_i ← ln D_i + b (ln cap_i - ln D_i) / ln Y    cap_R = Y v / (1 + χ_d p),  cap_U = Y Ā^0.4
    I   ← I + 0.3 (1 - exp(-1.5 (A / A°)^e) - I) - use · war elsewhere

S are shells in full-quality rounds, and levels of fire are disputed by a factor of four to seven:
only ratios are meant. D is the output of drones, 1 in June 2024, when each side's drones were
worth y rounds; b is the logarithm of the published growth in twelve months over twelve. Output
learns in logarithms, so that growth below a ceiling is no instability. p is what smuggled inputs
cost above their price without measures, and v is 1 while Iran sells drones and inputs, or what is
left without them. Support reaches the guns after L months,
two of them in the pipeline of ``support``; air defence gets it as it is delivered (A), A° with
every gate open.

One pool of interceptors serves all theatres, so material diversion runs beside the diversion of
attention. The exponential form lets the pool recover: it never sticks at nought or at one. The
elasticity e follows from the share of missiles that is no longer shot down when the American
legislature blocks support (``per_aid``).
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.forms import approach, total
from multipolar.rules.munitions import price_of_inputs, shells_drawn, war_at_the_front
from multipolar.rules.rule import quantity, rule
from multipolar.rules.war_parameters import War
from multipolar.world.codes import Sale

LEAST_RATIO, MOST_RATIO = 0.05, 50.0
"""Bounds of the ratio of fire."""

STAGES = 2.0
"""Stages of the lag of support, which makes it an Erlang lag of that order."""


def per_aid(p: War) -> Array:
    """Return the elasticity e of interceptors to support that loses the published share.

    With the gate shut, support is ``closed_gate`` of what it was with it open, and of what is
    shot down ``interceptions_lost`` goes: 0.88 [exp(-1.5 gate^e) - exp(-1.5)] is that share.
    """
    missing = np.exp(-p.full_supply) + p.interceptions_lost / p.shot_down
    elasticity: Array = np.log(-np.log(missing) / p.full_supply) / np.log(p.closed_gate)
    return elasticity


@rule(
    switch="war",
    writes="interceptors",
    claims="C18 C19",
    at={"ukraine": "theatre=ukraine"},
    uses=(war_at_the_front,),
)
def use_interceptors(
    interceptors: Array,
    aid_delivered: Array,
    escalation: Array,
    ukraine: Array,
    war_at_the_front: Array,
    p: War,
) -> Array:
    """Fill the shared pool with what is delivered, and use it up elsewhere, shape (run, 1).

    Without a war in Ukraine the pool fills.
    """
    supply = np.maximum(0.0, aid_delivered) / p.open_gate
    supplied = 1.0 - np.exp(-p.full_supply * supply ** per_aid(p))
    goal = np.where(war_at_the_front > 0.0, supplied, 1.0)
    above = np.maximum(0.0, escalation - p.air_war) * (1.0 - ukraine)
    elsewhere = total(above)[..., None] / p.full_war
    return approach(interceptors, goal, p.interceptor_supply) - p.interceptor_use * elsewhere


@quantity()
def forwarded(aid_in_depot: Array, aid_delivered: Array, p: War) -> Array:
    """Return support in the depots behind the front: the first stage of its lag."""
    return approach(aid_in_depot, aid_delivered, STAGES / p.aid_lag)


@quantity(uses=(forwarded,))
def at_the_guns(aid_in_field: Array, forwarded: Array, p: War) -> Array:
    """Return support that reaches the guns: the second stage of its lag, shape (run, 1)."""
    return approach(aid_in_field, forwarded, STAGES / p.aid_lag)


@rule(
    switch="war",
    writes="aid_in_depot aid_in_field",
    claims="C19",
    uses=(forwarded, at_the_guns),
)
def forward_aid(forwarded: Array, at_the_guns: Array) -> tuple[Array, Array]:
    """Forward support to the front, shape (run, 1)."""
    return forwarded, at_the_guns


@quantity()
def shells_arrived(shells_received: Array, shipments: Array, p: War) -> Array:
    """Return the North Korean shells that reach the front this month, shape (run, 1)."""
    return approach(shells_received, shipments, 1.0 / (1.0 + p.shipping_lag))


@rule(switch="war", writes="shells_received", claims="C50 C61", uses=(shells_arrived,))
def receive_shells(shells_arrived: Array) -> Array:
    """Receive shells from North Korea, shape (run, 1)."""
    return shells_arrived


@rule(
    switch="war",
    writes="drones_russia drones_ukraine",
    claims="C54",
    at={"sells": "sells.IRN"},
    uses=(at_the_guns, price_of_inputs, war_at_the_front),
)
def build_drones(
    drones_russia: Array,
    drones_ukraine: Array,
    at_the_guns: Array,
    price_of_inputs: Array,
    sells: Array,
    war_at_the_front: Array,
    p: War,
) -> tuple[Array, Array]:
    """Learn to build drones, up to a ceiling, while the war lasts: logs, shape (run, 1)."""
    ceiling = np.log(p.drone_ceiling)
    pace = np.log(p.drone_growth) / MONTHS_PER_YEAR / ceiling * war_at_the_front
    dearer = np.log(1.0 + p.drone_inputs * price_of_inputs)
    missing = np.log(1.0 - p.iranian_part * (sells == Sale.NOTHING))
    supported = p.drones_per_aid * np.log(np.maximum(p.least_aid, at_the_guns))
    return (
        approach(drones_russia, ceiling - dearer + missing, pace),
        approach(drones_ukraine, ceiling + supported, pace),
    )


@quantity(uses=(shells_drawn, shells_arrived))
def russian_shells(production: Array, shells_drawn: Array, shells_arrived: Array, p: War) -> Array:
    """Return Russian shells in full-quality rounds, shape (run, 1)."""
    return production + shells_drawn + p.quality * shells_arrived


@quantity(uses=(at_the_guns,))
def ukrainian_shells(at_the_guns: Array, p: War) -> Array:
    """Return Ukrainian shells in full-quality rounds, shape (run, 1)."""
    return p.own_fire + p.aid_to_fire * np.maximum(0.0, at_the_guns) ** p.shells_per_aid


@rule(
    switch="war",
    writes="fire_russia fire_ukraine fire_ratio",
    claims="C19 C61",
    uses=(russian_shells, ukrainian_shells, war_at_the_front),
)
def count_fire(
    russian_shells: Array, ukrainian_shells: Array, war_at_the_front: Array
) -> tuple[Array, Array, Array]:
    """Fire shells at the front, and take their ratio, 1 without war, shape (run, 1)."""
    ratio = np.clip(russian_shells / ukrainian_shells, LEAST_RATIO, MOST_RATIO)
    return russian_shells, ukrainian_shells, np.where(war_at_the_front > 0.0, ratio, 1.0)
