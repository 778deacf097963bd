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

from dataclasses import dataclass

import numpy as np

from multipolar.rules.alignment import Alignment
from multipolar.rules.barter import Barter
from multipolar.rules.china import China
from multipolar.rules.forms import MONTHS_PER_YEAR, Array, approach, total
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule
from multipolar.rules.theatres import WAR


@dataclass(frozen=True)
class War(Parameters):
    """Parameters of the front and of the war economy."""

    group = "war"

    quality: Array = parameter(
        0.55,
        unit="share",
        evidence="S",
        symbol="q",
        maximum=1.0,
        source="half of the missiles malfunctioned (Ukrainian prosecutors)",
    )
    own_fire: Array = parameter(
        0.03,
        unit="m rounds/month",
        evidence="P",
        symbol="f0",
        minimum=0.01,
        maximum=5.0,
        source="set on fact C-6: little is fired that is not sent",
    )
    aid_to_fire: Array = parameter(
        0.28,
        0.2,
        0.38,
        unit="m rounds/month",
        evidence="P",
        symbol="conv",
        maximum=5.0,
        source="set on fire ratios 1.5 (2023) and 3 to 7 (early 2024), fact C-6",
    )
    recovery: Array = parameter(
        0.05, unit="share/month", evidence="P", symbol="h_r", maximum=1.0, source="set on C-7"
    )
    attrition: Array = parameter(
        0.08,
        0.05,
        0.11,
        unit="1/month",
        evidence="P",
        symbol="h_a",
        maximum=1.0,
        source="gains of 2023-24 (fact C-7)",
    )
    ground: Array = parameter(
        650.0,
        unit="km2/month",
        evidence="P",
        symbol="G",
        maximum=10000.0,
        source="gains of 2023-24 (fact C-7)",
    )
    shell_weight: Array = parameter(
        0.55,
        unit="1",
        evidence="J",
        symbol="w",
        maximum=2.0,
        source="mean over 2022-26; shells lose weight to drones",
    )
    interceptor_use: Array = parameter(
        0.08,
        0.0,
        0.16,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: pool used in a month of war elsewhere",
    )
    oil_link: Array = parameter(
        0.06,
        unit="1/rung",
        evidence="J",
        maximum=2.0,
        source="judged: price of oil for each rung of the Middle East above 5",
    )
    base_growth: Array = parameter(
        2.2,
        unit="pp/year",
        evidence="P",
        symbol="g0",
        minimum=-10.0,
        maximum=10.0,
        source="set on C-10",
    )
    impulse: Array = parameter(
        330.0,
        unit="pp/share",
        evidence="P",
        symbol="s",
        maximum=1000.0,
        source="growth of 2023-24 (fact C-10)",
    )
    mobilisation: Array = parameter(
        0.045,
        unit="share/month",
        evidence="P",
        maximum=1.0,
        source="military share 3.6 % (2021) to 6.3 % (2025)",
    )
    interceptor_refill: Array = parameter(
        0.05,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: output of interceptors beside the pool",
    )
    soldier_fire: Array = parameter(
        0.004,
        unit="m rounds/month/thousand",
        evidence="J",
        maximum=1.0,
        source="judged: rounds that a thousand soldiers are worth",
    )
    air_cover: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of Ukrainian fire that interceptors protect",
    )
    oil_growth: Array = parameter(
        4.0,
        unit="pp/year",
        evidence="J",
        symbol="o",
        maximum=100.0,
        source="judged: growth for a doubled price of oil",
    )
    overheating: Array = parameter(
        60.0,
        unit="pp/year/share",
        evidence="J",
        maximum=1000.0,
        source="judged: growth lost to a military share above the strain",
    )
    korea_growth: Array = parameter(
        0.2,
        unit="pp/year",
        evidence="P",
        minimum=-10.0,
        maximum=10.0,
        source="set on fact C-20: growth of North Korea without measures and without Russian goods",
    )
    goods_growth: Array = parameter(
        12.0,
        unit="pp/year/(USD bn/month)",
        evidence="J",
        maximum=200.0,
        source="judged: growth that goods bring North Korea",
    )
    aid_power: Array = parameter(
        3.0,
        evidence="P",
        minimum=0.5,
        maximum=10.0,
        source="set on fact C-6: fire falls faster than aid, since rationing bites on shells first",
    )
    ground_power: Array = parameter(
        2.5,
        evidence="P",
        minimum=0.5,
        maximum=10.0,
        source="set on fact C-7: ground is lost faster than depth",
    )
    war_share: Array = parameter(
        0.068,
        unit="share",
        evidence="S",
        maximum=0.25,
        source="budget of 2025: military share of product to which Russia moves in war",
    )
    peace_share: Array = parameter(
        0.045,
        unit="share",
        evidence="J",
        maximum=0.25,
        source="judged: military share of product to which Russia moves without war",
    )
    most_effort: Array = parameter(
        1.2,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: most that the effort raises the military share of war",
    )
    strain: Array = parameter(
        0.06,
        unit="share",
        evidence="J",
        maximum=0.25,
        source="judged: military share of product above which the economy overheats",
    )
    oil_return: Array = parameter(
        0.15,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: share of the way that the price of oil moves to what tension makes it",
    )
    shock_memory: Array = parameter(
        0.65,
        unit="share/month",
        evidence="P",
        maximum=0.999,
        source="set on fact C-10: share of the shock of 2022 that lasts",
    )
    air_war: Array = parameter(
        6.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: lethal force on the ladder; above it a theatre uses up interceptors",
    )
    full_war: Array = parameter(
        2.0,
        unit="rung",
        evidence="J",
        minimum=0.1,
        maximum=10.0,
        source="judged: rungs above the last at which a theatre uses the whole monthly rate",
    )


LEAST_RATIO, MOST_RATIO = 0.05, 50.0
"""Bounds of the ratio of fire."""


@rule(switch="war", writes="interceptors oil_price", claims="C18 C19")
def divert(
    escalation: Array, interceptors: Array, oil_price: Array, p: War, a: Alignment
) -> tuple[Array, Array]:
    """Use up interceptors and move the price of oil with the Middle East, shape (run,).

    The last theatre is the Middle East.
    """
    elsewhere = total(np.maximum(0.0, escalation[:, 1:] - p.air_war)) / p.full_war[:, 0]
    refilled = p.interceptor_refill[:, 0] * (1.0 - interceptors)
    pool = interceptors + refilled - p.interceptor_use[:, 0] * elsewhere
    goal = 1.0 + p.oil_link[:, 0] * np.maximum(0.0, escalation[:, -1] - a.heat[:, 0])
    return pool, approach(oil_price, goal, p.oil_return[:, 0])


@rule(
    switch="war",
    writes="fire_russia fire_ukraine fire_ratio depth gains gained",
    claims="C19 C61",
)
def fight(
    production: Array,
    stock_russia: Array,
    shipments: Array,
    troops: Array,
    aid_delivered: Array,
    interceptors: Array,
    depth: Array,
    gained: Array,
    regime: Array,
    p: War,
    b: Barter,
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Fire, wear down and move the front, shape (run,); without war the ratio of fire is 1."""
    at_war = (regime[:, 0] == WAR).astype(np.float64)
    drawn = b.draw[:, 0] * stock_russia
    russia = production + drawn + p.quality[:, 0] * shipments + p.soldier_fire[:, 0] * troops
    air_cover = (1.0 - p.air_cover[:, 0]) + p.air_cover[:, 0] * interceptors
    ukraine = (
        p.own_fire[:, 0] + p.aid_to_fire[:, 0] * aid_delivered ** p.aid_power[:, 0] * air_cover
    )
    ratio = np.where(at_war > 0.0, np.clip(russia / ukraine, LEAST_RATIO, MOST_RATIO), 1.0)
    worn = p.attrition[:, 0] * p.shell_weight[:, 0] * np.log(ratio) * at_war
    held = np.clip(depth + p.recovery[:, 0] * (1.0 - depth) - worn, 0.0, 1.0)
    taken = p.ground[:, 0] * (1.0 - depth) ** p.ground_power[:, 0] * at_war
    return russia, ukraine, ratio, held, taken, gained + taken


@rule(
    switch="war",
    writes="military_share growth_russia growth_korea war_shock",
    claims="C44 C45 C46 C54",
)
def produce(
    military_share: Array,
    war_shock: Array,
    war_effort: Array,
    oil_price: Array,
    discount: Array,
    russia_on_china: Array,
    regime: Array,
    sanctions_drag: Array,
    goods: Array,
    p: War,
    c: China,
) -> tuple[Array, Array, Array, Array]:
    """Militarise the Russian economy and let both economies grow, percentage points a year.

    Russia receives the price of oil, less what China's discount takes above that of rest, on the
    share of its trade that goes to China.
    """
    at_war = regime[:, 0] == WAR
    armed = p.war_share[:, 0] * np.minimum(p.most_effort[:, 0], war_effort)
    goal = np.where(at_war, armed, p.peace_share[:, 0])
    militarised = approach(military_share, goal, p.mobilisation[:, 0])
    received = oil_price * (1.0 - russia_on_china * (discount - c.discount_at_rest[:, 0]))
    russia = (
        p.base_growth[:, 0]
        + p.impulse[:, 0] * MONTHS_PER_YEAR * (militarised - military_share)
        - sanctions_drag[:, 0]
        - war_shock
        + p.oil_growth[:, 0] * (received - 1.0)
        - p.overheating[:, 0] * np.maximum(0.0, militarised - p.strain[:, 0])
    )
    korea = p.korea_growth[:, 0] - sanctions_drag[:, 1] + p.goods_growth[:, 0] * goods
    return militarised, russia, korea, war_shock * p.shock_memory[:, 0]
