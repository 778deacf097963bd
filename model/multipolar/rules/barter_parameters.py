"""Parameters of barter, shipments and treaties."""

from __future__ import annotations

from dataclasses import dataclass

from multipolar.arrays import Array
from multipolar.rules.parameters import Parameters, parameter


@dataclass(frozen=True)
class Barter(Parameters):
    """Parameters of barter and treaties."""

    group = "barter"

    wanted_fire: Array = parameter(
        1.0,
        unit="m rounds/month",
        evidence="S",
        symbol="F*",
        maximum=10.0,
        source="20,000 to 44,500 rounds a day in 2023-24 (fact C-6; levels disputed)",
    )
    draw: Array = parameter(
        0.04, unit="share/month", evidence="J", maximum=1.0, source="judged: draw on stocks"
    )
    shipping: Array = parameter(
        0.07,
        unit="share/month",
        evidence="J",
        symbol="s",
        maximum=1.0,
        source="set on shipments to June 2024 (fact C-8)",
    )
    korean_output: Array = parameter(
        0.15, unit="m rounds/month", evidence="J", symbol="prod_K", maximum=5.0, source="judged"
    )
    learning: Array = parameter(
        0.045,
        unit="share/month",
        evidence="S",
        symbol="g",
        maximum=1.0,
        source="drones: nine tenths of stages localised (obsolescing bargain)",
    )
    output_limit: Array = parameter(
        0.35,
        0.25,
        0.5,
        unit="m rounds/month",
        evidence="S",
        symbol="prod_max",
        maximum=5.0,
        source="250,000 a month in early 2024 (NATO; fact C-9)",
    )
    price: Array = parameter(
        0.5,
        unit="USD bn/m rounds",
        evidence="S",
        symbol="value",
        maximum=10.0,
        source="USD 1.7 to 5.5 bn of trade since 2022 (Guseinova)",
    )
    tie_growth: Array = parameter(
        0.038,
        0.025,
        0.055,
        unit="1/month",
        evidence="J",
        maximum=1.0,
        source="set on shipments to the end of 2023 (fact C-8)",
    )
    treaty_rate: Array = parameter(
        -8.5,
        unit="log odds",
        evidence="J",
        symbol="c0",
        minimum=-30.0,
        maximum=5.0,
        source="judged: about one upgrade for each pair in a decade at rest",
    )
    troops_limit: Array = parameter(
        12.0,
        unit="thousand",
        evidence="J",
        maximum=500.0,
        source="judged: what a deal would bring is 0 to 20,000 men a year",
    )
    inputs_share: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of the limit of output that imported inputs carry",
    )
    peace_pace: Array = parameter(
        0.5, unit="share", evidence="J", maximum=1.0, source="judged: pace of learning without war"
    )
    urgency: Array = parameter(
        1.2, evidence="J", maximum=10.0, source="judged: most that is bought for each round needed"
    )
    deployment: Array = parameter(
        0.3, unit="share/month", evidence="J", maximum=1.0, source="judged"
    )
    bargaining: Array = parameter(
        0.5,
        evidence="J",
        maximum=1.0,
        source="judged: how far dependence tilts the split of the surplus",
    )
    shame: Array = parameter(
        0.3,
        evidence="J",
        maximum=2.0,
        source="judged: discount that legitimate measures force (claim C47)",
    )
    soldier_price: Array = parameter(
        0.004, unit="USD bn/thousand/month", evidence="J", maximum=1.0, source="judged"
    )
    treaty_need: Array = parameter(
        1.5,
        unit="log odds/(m rounds/month)",
        evidence="J",
        symbol="c_N",
        maximum=20.0,
        source="judged",
    )
    treaty_china: Array = parameter(
        2.0,
        unit="log odds",
        evidence="J",
        symbol="c_D",
        maximum=20.0,
        source="judged: dependence on China (claim C5)",
    )
    treaty_weakness: Array = parameter(
        1.5,
        unit="log odds",
        evidence="J",
        symbol="c_W",
        maximum=20.0,
        source="judged: Western disunity",
    )
    treaty_measures: Array = parameter(
        1.5,
        unit="log odds",
        evidence="J",
        symbol="c_S",
        maximum=20.0,
        source="judged: measures that both are under (claim C30)",
    )
    treaty_tie: Array = parameter(2.0, unit="log odds", evidence="J", maximum=20.0, source="judged")
    meeting_gain: Array = parameter(0.12, unit="share", evidence="J", maximum=1.0, source="judged")
    squeeze_gain: Array = parameter(
        0.01,
        unit="1/month",
        evidence="J",
        maximum=1.0,
        source="judged: tie gained while China extracts",
    )
    turning: Array = parameter(
        0.005,
        unit="1/month",
        evidence="J",
        maximum=1.0,
        source="judged: tie gained or lost while a client turns to Russia or to China",
    )
    tie_decay: Array = parameter(
        0.01, unit="share/month", evidence="J", maximum=1.0, source="judged"
    )
    treaty_pull: Array = parameter(
        0.25,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: pull of a treaty towards the tie that it sustains",
    )
    martial_goods: Array = parameter(
        0.05,
        unit="1/USD bn",
        evidence="J",
        maximum=1.0,
        source="judged: military content that goods bring (claim C60)",
    )
    martial_need: Array = parameter(
        0.01,
        unit="1/m rounds",
        evidence="J",
        maximum=1.0,
        source="judged: military content that need brings",
    )
    martial_decay: Array = parameter(
        0.025, unit="share/month", evidence="J", maximum=1.0, source="judged"
    )
    floor_declaration: Array = parameter(
        0.1,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: tie that a declaration sustains",
    )
    floor_partnership: Array = parameter(
        0.4,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: tie that a comprehensive partnership sustains",
    )
    floor_alliance: Array = parameter(
        0.65,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: tie that mutual assistance sustains",
    )
    shell_inputs: Array = parameter(
        0.15,
        unit="share",
        evidence="J",
        symbol="χ_s",
        maximum=2.0,
        source="judged: share of forbidden inputs in the cost of a shell; 0 to 0.4 is defensible",
    )
    inputs_elasticity: Array = parameter(
        1.5,
        1.0,
        4.0,
        unit="elasticity",
        evidence="J",
        symbol="η",
        minimum=0.3,
        maximum=20.0,
        source="judged; unit values of forbidden goods rose by up to 35 points (published)",
    )
    least_inputs: Array = parameter(
        0.05,
        unit="share",
        evidence="J",
        minimum=0.001,
        maximum=1.0,
        source="judged: part of the inputs of before that always gets through",
    )
    output_ceiling: Array = parameter(
        1.3,
        unit="share",
        evidence="J",
        maximum=10.0,
        source="judged: most that inputs raise the limit of output",
    )
    restocking: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: share of output that goes to stocks in peace",
    )
    door_opens: Array = parameter(
        0.25,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: tie at which arms begin to flow",
    )
    door_width: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        minimum=0.01,
        maximum=1.0,
        source="judged: how much more of the tie lets arms flow freely",
    )
    korean_depots: Array = parameter(
        9.0,
        unit="m rounds",
        evidence="J",
        maximum=50.0,
        source="judged: North Korean stock of January 2022, which fills the depots",
    )
    shipping_noise: Array = parameter(
        0.3,
        unit="log",
        evidence="J",
        maximum=2.0,
        source="judged: spread of monthly shipments about need and stock",
    )
    treaty_hold: Array = parameter(
        0.2,
        unit="share",
        evidence="J",
        maximum=0.33,
        source="judged: fading of a tie that each level of a treaty prevents (claims C31, C32)",
    )
    felt_squeeze: Array = parameter(
        0.2,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: dependence that Russia feels on top while China extracts (claim C36)",
    )
    deal_eases: Array = parameter(
        0.02,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: share of its tie that a client with a deal of its own loses more",
    )
