"""War in Ukraine: fire, depth of defence and ground; material diversion; the war economy.

Claims C18, C19, C44, C45, C46, C54, C61.

    r = F_R / F_U,  F_R = prod + draw + q ship + men,  F_U = f0 + conv · aid^3 · interceptors
    H ← H + h_r (1 - H) - h_a w ln r
    Δkm² = G (1 - H)^(5/2)

w, the weight of shells, falls from 0.8 in 2022 to 0.35 in 2026 as drones take over. The data want
a cumulative effect with a lead of six to twelve months: ground does not follow the ratio of the
same month. Levels of fire are disputed by a factor of four to seven; only ratios are meant.

Material diversion runs beside the diversion of attention: one pool of interceptors serves all
theatres, and a hot Middle East raises the price of oil, which pays Russia.

    growth_R = g0 + s Δmil - C P - shock + o (received - 1) - overheat max(0, mil - 0.06)
    received = oil (1 - share of China (discount - d0))
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.barter_parameters import Barter
from multipolar.rules.china import China
from multipolar.rules.forms import approach, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.munitions import war_at_the_front
from multipolar.rules.rule import quantity, rule
from multipolar.rules.war_parameters import War
from multipolar.world.codes import Regime

LEAST_RATIO, MOST_RATIO = 0.05, 50.0
"""Bounds of the ratio of fire."""


@rule(
    switch="war",
    writes="interceptors",
    claims="C18 C19",
    at={"ukraine": "theatre=ukraine"},
)
def use_interceptors(interceptors: Array, escalation: Array, ukraine: Array, p: War) -> Array:
    """Use up the shared pool of interceptors in wars other than Ukraine's, shape (run, 1)."""
    above = np.maximum(0.0, escalation - p.air_war) * (1.0 - ukraine)
    refilled = p.interceptor_refill * (1.0 - interceptors)
    elsewhere = total(above)[..., None] / p.full_war
    return interceptors + refilled - p.interceptor_use * elsewhere


@rule(switch="war", writes="oil_price", claims="C18 C19", at={"heat": "escalation.middle_east"})
def move_oil_price(oil_price: Array, heat: Array, p: War, a: Alignment) -> Array:
    """Move the price of oil with the Middle East, shape (run, 1)."""
    goal = 1.0 + p.oil_link * np.maximum(0.0, heat - a.heat)
    return approach(oil_price, goal, p.oil_return)


@quantity()
def russian_fire(
    production: Array, stock_russia: Array, shipments: Array, troops: Array, p: War, b: Barter
) -> Array:
    """Return Russian fire in full-quality rounds, shape (run, 1)."""
    return production + b.draw * stock_russia + p.quality * shipments + p.soldier_fire * troops


@quantity()
def ukrainian_fire(aid_delivered: Array, interceptors: Array, p: War) -> Array:
    """Return Ukrainian fire in full-quality rounds, shape (run, 1)."""
    air_cover = (1.0 - p.air_cover) + p.air_cover * interceptors
    return p.own_fire + p.aid_to_fire * aid_delivered**p.aid_power * air_cover


@quantity(uses=(russian_fire, ukrainian_fire, war_at_the_front))
def ratio_of_fire(russian_fire: Array, ukrainian_fire: Array, war_at_the_front: Array) -> Array:
    """Return the ratio of Russian to Ukrainian fire, 1 without war, shape (run, 1)."""
    bounded = np.clip(russian_fire / ukrainian_fire, LEAST_RATIO, MOST_RATIO)
    return np.where(war_at_the_front > 0.0, bounded, 1.0)


@rule(
    switch="war",
    writes="fire_russia fire_ukraine fire_ratio",
    claims="C19 C61",
    uses=(russian_fire, ukrainian_fire, ratio_of_fire),
)
def count_fire(
    russian_fire: Array, ukrainian_fire: Array, ratio_of_fire: Array
) -> tuple[Array, Array, Array]:
    """Fire at the front, shape (run, 1)."""
    return russian_fire, ukrainian_fire, ratio_of_fire


@rule(switch="war", writes="depth", claims="C19 C61", uses=(ratio_of_fire, war_at_the_front))
def wear_down_defence(depth: Array, ratio_of_fire: Array, war_at_the_front: Array, p: War) -> Array:
    """Wear down the depth of the defence, and let it recover, shape (run, 1)."""
    worn = p.attrition * p.shell_weight * np.log(ratio_of_fire) * war_at_the_front
    return np.clip(depth + p.recovery * (1.0 - depth) - worn, 0.0, 1.0)


@rule(switch="war", writes="gains gained", claims="C19 C61", uses=(war_at_the_front,))
def move_front(depth: Array, gained: Array, war_at_the_front: Array, p: War) -> tuple[Array, Array]:
    """Move the front by what the depth of the month before lets pass, shape (run, 1)."""
    taken = p.ground * (1.0 - depth) ** p.ground_power * war_at_the_front
    return taken, gained + taken


@quantity(at={"front": "regime.ukraine"})
def new_military_share(military_share: Array, war_effort: Array, front: Array, p: War) -> Array:
    """Return the military share of Russian product, shape (run, 1)."""
    armed = p.war_share * np.minimum(p.most_effort, war_effort)
    goal = np.where(front == Regime.WAR, armed, p.peace_share)
    return approach(military_share, goal, p.mobilisation)


@rule(switch="war", writes="military_share", claims="C45 C46", uses=(new_military_share,))
def militarise_economy(new_military_share: Array) -> Array:
    """Militarise the Russian economy in war, shape (run, 1)."""
    return new_military_share


@quantity()
def price_received(oil_price: Array, russia_on_china: Array, discount: Array, c: China) -> Array:
    """Return the price of oil that Russia receives, relative to its rest, shape (run, 1).

    China's discount above that of rest is borne on the share of trade that goes to China.
    """
    return oil_price * (1.0 - russia_on_china * (discount - c.discount_at_rest))


@rule(
    switch="war",
    writes="growth_russia",
    claims="C45 C46 C54",
    at={"sanctions_drag": "sanctions_drag.RUS"},
    uses=(new_military_share, price_received),
)
def grow_russia(
    military_share: Array,
    new_military_share: Array,
    sanctions_drag: Array,
    war_shock: Array,
    price_received: Array,
    p: War,
) -> Array:
    """Let the Russian economy grow, percentage points a year, shape (run, 1)."""
    return (
        p.base_growth
        + p.impulse * MONTHS_PER_YEAR * (new_military_share - military_share)
        - sanctions_drag
        - war_shock
        + p.oil_growth * (price_received - 1.0)
        - p.overheating * np.maximum(0.0, new_military_share - p.strain)
    )


@rule(
    switch="war",
    writes="growth_korea",
    claims="C44",
    at={"sanctions_drag": "sanctions_drag.PRK"},
)
def grow_korea(sanctions_drag: Array, goods: Array, p: War) -> Array:
    """Let the North Korean economy grow, percentage points a year, shape (run, 1)."""
    return p.korea_growth - sanctions_drag + p.goods_growth * goods


@rule(switch="war", writes="war_shock", claims="C45")
def fade_war_shock(war_shock: Array, p: War) -> Array:
    """Let the disruption of the Russian economy fade, shape (run, 1)."""
    return war_shock * p.shock_memory


MECHANISM = Mechanism(
    name="war",
    switch="war",
    parameters=(War,),
    rules={
        "outcomes": (use_interceptors, move_oil_price, count_fire, wear_down_defence, move_front),
        "learning": (militarise_economy, grow_russia, grow_korea, fade_war_shock),
    },
)
