"""Parameters of the war economy."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class WarEconomy(Parameters):
    """Parameters of growth in Russia and North Korea, and of the price of oil."""

    group = "war_economy"

    base_growth: Array = parameter(
        2.0,
        unit="pp/year",
        evidence="P",
        symbol="g0",
        minimum=-10.0,
        maximum=10.0,
        source="set on C-10",
    )
    impulse: Array = parameter(
        2.8,
        1.8,
        3.8,
        unit="pp/pp",
        evidence="P",
        symbol="s_m",
        maximum=20.0,
        source="growth of 2023-24 (fact C-10): level of output for a point of military share",
    )
    habituation: Array = parameter(
        0.031,
        unit="share/month",
        evidence="D",
        symbol="λ",
        minimum=0.02,
        maximum=1.0,
        source="derived from fact C-10: how fast spending becomes the normal state",
    )
    mobilisation: Array = parameter(
        0.045,
        unit="share/month",
        evidence="P",
        maximum=1.0,
        source="military share 3.6 % (2021) to about 6 % (budget of 2024)",
    )
    war_share: Array = parameter(
        0.068,
        unit="share",
        evidence="J",
        maximum=0.25,
        source="judged: military share to which Russia moves in war; 6 % in the budget of 2024",
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
    shock_memory: Array = parameter(
        0.65,
        unit="share/month",
        evidence="P",
        maximum=0.999,
        source="set on fact C-10: share of the shock of 2022 that lasts",
    )
    shock_returns: Array = parameter(
        0.9,
        unit="share",
        evidence="P",
        maximum=1.0,
        source="set on fact C-10: share of the lost output that comes back, half in a year",
    )
    return_speed: Array = parameter(
        0.057,
        unit="share/month",
        evidence="D",
        maximum=1.0,
        source="derived from fact C-10: half of it comes back in a year",
    )
    labour_share: Array = parameter(
        0.6,
        unit="share",
        evidence="R-H",
        maximum=1.0,
        source="share of labour in product, a usual value",
    )
    labour_force: Array = parameter(
        74000.0,
        unit="thousand",
        evidence="R-H",
        minimum=1000.0,
        maximum=1e6,
        source="Russian labour force, national statistics",
    )
    growth_error: Array = parameter(
        2.0,
        unit="pp",
        evidence="D",
        maximum=10.0,
        source="derived: error of a year's growth in forecasts with models of this kind",
    )
    growth_memory: Array = parameter(
        0.832,
        unit="share/month",
        evidence="D",
        maximum=0.99,
        source="derived: errors of years that follow each other correlate with 0.3",
    )
    oil_link: Array = parameter(
        0.06,
        unit="1/rung",
        evidence="J",
        maximum=2.0,
        source="judged: price of oil for each rung of the Middle East above 5",
    )
    oil_return: Array = parameter(
        0.15,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: share of the way that the price of oil moves to what tension makes it",
    )
    oil_growth: Array = parameter(
        4.0,
        unit="pp/year",
        evidence="J",
        symbol="o",
        maximum=100.0,
        source="judged: growth for a doubled price of oil",
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
