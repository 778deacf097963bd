"""Barter and treaties: what the war makes Russia trade with its clients.

Claims C5, C30, C31, C32, C36, C43, C44, C46, C47, C48, C50, C59, C60, C61. Russia is short of
shells; North Korea is short of food, fuel and technology.

    need   = max(0, F* - prod - draw · stock_R)            while the war lasts
    ship   = min(s stock_K + prod_K, 1.2 need) · open(tie)
    goods  = value · (ship + troops) · share · exp(mood)   (Nash split of the surplus)
    prod   ← prod + g (prod_max · effort - prod)           (learning; obsolescing bargain)
    tie    ← tie + need and meetings - decay, which a treaty slows, with a floor set by the treaty
    treaty rises with hazard logistic(c0 + c_N need + c_D D_RC + c_W weak + c_S S_i S_R)

Departure from the starting equations: whether Russia honours a treaty is no draw of its own.
Clients count with how far its word is believed (``patron_word``: 1 at the published rates of
honouring), which a scenario may break.

Literature addition (stabiliser): learning makes the supplier replaceable (obsolescing bargain,
Vernon 1971). The treaties of June 2024 and January 2025 are dated events; the hazard adds those
that nobody has announced.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules.alignment import Alignment
from multipolar.rules.china import EXTRACTS
from multipolar.rules.forms import Array, carried, logistic, options, outer, total, weighed
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule
from multipolar.rules.theatres import WAR

EVEN = 0.5
"""Even split of a surplus between two sides."""

ALLY = 2.0
"""Treaty level from which soldiers are sent: strategic partnership."""

TOP_LEVEL = 3.0
"""Highest treaty level: mutual defence."""


NO_OUTPUT = 1e-9
"""Output below which all that North Korea ships counts as spared abroad, m rounds/month; judged."""


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
        0.09, unit="share/month", evidence="J", symbol="s", maximum=1.0, source="judged"
    )
    korean_output: Array = parameter(
        0.15, unit="m rounds/month", evidence="J", symbol="prod_K", maximum=5.0, source="judged"
    )
    learning: Array = parameter(
        0.045,
        0.03,
        0.06,
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
        0.3,
        0.9,
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
        evidence="S",
        maximum=500.0,
        source="11,000 in 2024 (South Korean intelligence; monitoring team)",
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
        0.01, unit="share/month", evidence="J", maximum=1.0, source="judged"
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
    korean_capacity: Array = parameter(
        0.15,
        unit="m rounds/month",
        evidence="J",
        maximum=5.0,
        source="judged: most rounds that North Korea makes in a month",
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


@rule(
    switch="barter",
    writes="munitions_need production stock_russia",
    claims="C46 C50 C61",
)
def want(
    regime: Array,
    production: Array,
    stock_russia: Array,
    war_effort: Array,
    dual_use: Array,
    pressure: Array,
    p: Barter,
) -> tuple[Array, Array, Array]:
    """Count what the front wants, draw on stocks and expand output, shape (run,).

    The first theatre is Ukraine, the first target Russia, the second class strategic goods.
    """
    at_war = (regime[:, 0] == WAR).astype(np.float64)
    drawn = p.draw[:, 0] * stock_russia * at_war
    need = np.maximum(0.0, p.wanted_fire[:, 0] - production - drawn) * at_war
    inputs = dual_use * (1.0 - pressure[:, 0, 1])
    supplied = (1.0 - p.inputs_share[:, 0]) + p.inputs_share[:, 0] * inputs
    limit = p.output_limit[:, 0] * war_effort * np.minimum(p.output_ceiling[:, 0], supplied)
    pace = p.learning[:, 0] * (p.peace_pace[:, 0] + (1.0 - p.peace_pace[:, 0]) * at_war)
    return (
        need,
        production + pace * (limit - production),
        stock_russia - drawn + p.restocking[:, 0] * (1.0 - at_war) * production,
    )


@rule(
    switch="barter",
    writes="shipments shipped stock_korea troops goods exported",
    claims="C43 C44 C47 C48 C50 C61",
)
def trade(
    munitions_need: Array,
    stock_korea: Array,
    shipped: Array,
    troops: Array,
    tie: Array,
    treaty: Array,
    regime: Array,
    mood: Array,
    dependence_rent: Array,
    legitimacy: Array,
    own_stock: Array,
    client: Array,
    p: Barter,
    a: Alignment,
) -> tuple[Array, Array, Array, Array, Array, Array]:
    """Ship shells and men against food, fuel and technology; shape (run,), exported (run, chal.).

    ``own_stock`` (challenger,) marks North Korea.
    """
    friend = weighed(tie, own_stock)
    ally = weighed(treaty, own_stock)
    asymmetry = weighed(dependence_rent, own_stock)
    temper = np.exp(weighed(mood, own_stock) * asymmetry)
    open_door = np.clip((friend - p.door_opens[:, 0]) / p.door_width[:, 0], 0.0, 1.0)
    output = p.korean_output[:, 0]
    offer = p.shipping[:, 0] * stock_korea + np.minimum(output, output * stock_korea)
    sent = np.minimum(offer, p.urgency[:, 0] * munitions_need) * open_door
    sent = np.minimum(sent, stock_korea)
    wanted_men = p.troops_limit[:, 0] * (ally >= ALLY) * (regime[:, 0] == WAR) * friend
    men = troops + p.deployment[:, 0] * (wanted_men - troops)
    share = EVEN + p.bargaining[:, 0] * (EVEN - asymmetry)
    shame = 1.0 - p.shame[:, 0] * (legitimacy - a.legitimacy_norm[:, 0])
    worth = p.price[:, 0] * sent + p.soldier_price[:, 0] * men
    paid = worth / EVEN * share * temper * shame
    abroad = np.minimum(1.0, sent / np.maximum(output, NO_OUTPUT))
    left = stock_korea + np.minimum(output, p.korean_capacity[:, 0]) * (stock_korea > 0.0) - sent
    return sent, shipped + sent, left, men, paid, outer(abroad[:, None], own_stock * client)


@rule(
    switch="barter",
    writes="tie treaty militarisation",
    claims="C5 C30 C31 C32 C36 C43 C59 C60",
    luck={"luck": Draw("treaty_upgrade", CHALLENGER)},
)
def bind(
    tie: Array,
    treaty: Array,
    militarisation: Array,
    munitions_need: Array,
    visits: Array,
    client: Array,
    goods: Array,
    own_stock: Array,
    deal: Array,
    russia_on_china: Array,
    posture: Array,
    senders_unity: Array,
    stringency: Array,
    product_weight: Array,
    target_of: Array,
    luck: Array,
    p: Barter,
) -> tuple[Array, Array, Array]:
    """Tighten or loosen the ties of clients with Russia, shape (run, challenger)."""
    need = munitions_need[:, None]
    weak = 1.0 - senders_unity[:, None]
    squeezed = (posture == EXTRACTS).astype(np.float64)[:, None]
    shared = carried(total(stringency * product_weight), target_of.T)
    odds = (
        p.treaty_rate
        + p.treaty_need * need
        + p.treaty_china * (russia_on_china[:, None] + p.felt_squeeze * squeezed)
        + p.treaty_weakness * weak
        + p.treaty_measures * shared * shared[:, :1]
        + p.treaty_tie * tie
    )
    signed = (luck < logistic(odds)) & (client > 0.0)
    level = np.minimum(TOP_LEVEL, treaty + signed)
    met = visits[:, :, 0]
    growth = p.tie_growth * need + p.meeting_gain * met + p.squeeze_gain * squeezed
    eased = outer(p.deal_eases * deal[:, None], 1.0 - own_stock)
    loosening = p.tie_decay * (1.0 - p.treaty_hold * level) + eased
    closer = tie + client * (growth * (1.0 - tie) - loosening * tie)
    floor = sustained(level, p) * client
    drawn = np.where(closer < floor, closer + p.treaty_pull * (floor - closer), closer)
    preference = outer(p.martial_goods * goods[:, None], own_stock) + p.martial_need * need
    martial = militarisation + client * (
        preference * (1.0 - militarisation) - p.martial_decay * militarisation
    )
    return np.where(client > 0.0, drawn, tie), level, martial


def sustained(level: Array, p: Barter) -> Array:
    """Return the tie that a treaty of each level sustains, the shape of ``level``."""
    ties = options(0.0, p.floor_declaration, p.floor_partnership, p.floor_alliance)
    levels = np.arange(float(ties.shape[-1]))
    return total(ties * (level[..., None] == levels))
