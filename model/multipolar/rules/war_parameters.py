"""Parameters of the war."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


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
