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
from multipolar.rules.forms import Array, carried, logistic, options, outer, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Posture, Regime

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


@quantity(at={"front": "regime.ukraine"})
def war_at_the_front(front: Array) -> Array:
    """Return 1 while there is war in Ukraine and 0 otherwise, shape (run, 1)."""
    value: Array = (front == Regime.WAR).astype(np.float64)
    return value


@quantity(uses=(war_at_the_front,))
def drawn(stock_russia: Array, war_at_the_front: Array, p: Barter) -> Array:
    """Return the shells that Russia draws from its stock, shape (run, 1)."""
    return p.draw * stock_russia * war_at_the_front


@rule(
    switch="barter",
    writes="munitions_need",
    claims="C46 C50 C61",
    uses=(drawn, war_at_the_front),
)
def count_need(production: Array, drawn: Array, war_at_the_front: Array, p: Barter) -> Array:
    """Count the shells that the front wants and Russia cannot make or draw, shape (run, 1)."""
    return np.maximum(0.0, p.wanted_fire - production - drawn) * war_at_the_front


@quantity(at={"pressure": "pressure.RUS.strategic"})
def output_limit(dual_use: Array, pressure: Array, war_effort: Array, p: Barter) -> Array:
    """Return the output that inputs and effort allow, shape (run, 1)."""
    inputs = dual_use * (1.0 - pressure)
    supplied = (1.0 - p.inputs_share) + p.inputs_share * inputs
    return p.output_limit * war_effort * np.minimum(p.output_ceiling, supplied)


@rule(switch="barter", writes="production", claims="C46 C61", uses=(output_limit, war_at_the_front))
def expand_output(
    production: Array, output_limit: Array, war_at_the_front: Array, p: Barter
) -> Array:
    """Expand the output of shells towards its limit, shape (run, 1)."""
    pace = p.learning * (p.peace_pace + (1.0 - p.peace_pace) * war_at_the_front)
    return production + pace * (output_limit - production)


@rule(switch="barter", writes="stock_russia", claims="C46", uses=(drawn, war_at_the_front))
def use_russian_stock(
    stock_russia: Array, drawn: Array, production: Array, war_at_the_front: Array, p: Barter
) -> Array:
    """Draw on the Russian stock in war and fill it in peace, shape (run, 1)."""
    return stock_russia - drawn + p.restocking * (1.0 - war_at_the_front) * production


@quantity(at={"tie": "tie.PRK"})
def sent(munitions_need: Array, stock_korea: Array, tie: Array, p: Barter) -> Array:
    """Return the shells that North Korea ships this month, shape (run, 1)."""
    open_door = np.clip((tie - p.door_opens) / p.door_width, 0.0, 1.0)
    output = p.korean_output
    offer = p.shipping * stock_korea + np.minimum(output, output * stock_korea)
    return np.minimum(np.minimum(offer, p.urgency * munitions_need) * open_door, stock_korea)


@rule(switch="barter", writes="shipments shipped", claims="C43 C48 C50 C61", uses=(sent,))
def ship(shipped: Array, sent: Array) -> tuple[Array, Array]:
    """Ship shells and count them, shape (run, 1)."""
    return sent, shipped + sent


@rule(switch="barter", writes="stock_korea", claims="C43", uses=(sent,))
def use_korean_stock(stock_korea: Array, sent: Array, p: Barter) -> Array:
    """Make shells and take away what is shipped, shape (run, 1)."""
    made = np.minimum(p.korean_output, p.korean_capacity) * (stock_korea > 0.0)
    value: Array = stock_korea + made - sent
    return value


@rule(switch="barter", writes="exported", claims="C43", uses=(sent,))
def count_exported(sent: Array, own_stock: Array, client: Array, p: Barter) -> Array:
    """Count the share of its munitions that North Korea ships abroad, (run, challenger)."""
    abroad = np.minimum(1.0, sent / np.maximum(p.korean_output, NO_OUTPUT))
    return outer(abroad, own_stock * client)


@quantity(at={"treaty": "treaty.PRK", "tie": "tie.PRK"}, uses=(war_at_the_front,))
def men(troops: Array, treaty: Array, tie: Array, war_at_the_front: Array, p: Barter) -> Array:
    """Return the soldiers at the front, thousands, shape (run, 1)."""
    wanted = p.troops_limit * (treaty >= ALLY) * war_at_the_front * tie
    return troops + p.deployment * (wanted - troops)


@rule(switch="barter", writes="troops", claims="C43 C61", uses=(men,))
def send_troops(men: Array) -> Array:
    """Send soldiers while there is an alliance and a war, shape (run, 1)."""
    return men


@rule(
    switch="barter",
    writes="goods",
    claims="C44 C47 C48 C50",
    at={"dependence": "dependence_rent.PRK", "mood": "mood.PRK"},
    uses=(sent, men),
)
def pay(
    sent: Array,
    men: Array,
    dependence: Array,
    mood: Array,
    legitimacy: Array,
    p: Barter,
    a: Alignment,
) -> Array:
    """Pay for shells and men with food, fuel and technology, shape (run, 1)."""
    temper = np.exp(mood * dependence)
    share = EVEN + p.bargaining * (EVEN - dependence)
    shame = 1.0 - p.shame * (legitimacy - a.legitimacy_norm)
    worth = p.price * sent + p.soldier_price * men
    return worth / EVEN * share * temper * shame


@quantity()
def squeezed(posture: Array) -> Array:
    """Return 1 while China extracts and 0 otherwise, shape (run, 1)."""
    value: Array = (posture == Posture.EXTRACTS).astype(np.float64)
    return value


@quantity()
def measures(stringency: Array, product_weight: Array, target_of: Array) -> Array:
    """Return the measures that each challenger is under, shape (run, challenger)."""
    return carried(total(stringency * product_weight), target_of.T)


@quantity(at={"stringency": "stringency.RUS"})
def measures_on_russia(stringency: Array, product_weight: Array) -> Array:
    """Return the measures that Russia is under, shape (run, 1)."""
    return total(stringency * product_weight)[..., None]


@quantity(uses=(squeezed, measures, measures_on_russia))
def treaty_odds(
    munitions_need: Array,
    russia_on_china: Array,
    squeezed: Array,
    senders_unity: Array,
    measures: Array,
    measures_on_russia: Array,
    tie: Array,
    p: Barter,
) -> Array:
    """Return the log odds of a treaty of a higher level, shape (run, challenger)."""
    return (
        p.treaty_rate
        + p.treaty_need * munitions_need
        + p.treaty_china * (russia_on_china + p.felt_squeeze * squeezed)
        + p.treaty_weakness * (1.0 - senders_unity)
        + p.treaty_measures * measures * measures_on_russia
        + p.treaty_tie * tie
    )


@quantity(luck={"luck": Draw("treaty_upgrade", CHALLENGER)}, uses=(treaty_odds,))
def level(treaty: Array, client: Array, treaty_odds: Array, luck: Array) -> Array:
    """Return the level of each client's treaty, new ones included, shape (run, challenger)."""
    signed = (luck < logistic(treaty_odds)) & (client > 0.0)
    return np.minimum(TOP_LEVEL, treaty + signed)


@rule(switch="barter", writes="treaty", claims="C5 C30 C31 C32 C36", uses=(level,))
def sign_treaty(level: Array) -> Array:
    """Sign treaties that nobody has announced, shape (run, challenger)."""
    return level


@quantity(at={"met": "visits.all.RUS"}, uses=(squeezed,))
def rapprochement(munitions_need: Array, met: Array, squeezed: Array, p: Barter) -> Array:
    """Return what brings each client closer to Russia, as a share of what is left."""
    return p.tie_growth * munitions_need + p.meeting_gain * met + p.squeeze_gain * squeezed


@quantity(uses=(level,))
def loosening(level: Array, deal: Array, own_stock: Array, p: Barter) -> Array:
    """Return the share of its tie that each client loses; a treaty slows it."""
    eased = outer(p.deal_eases * deal, 1.0 - own_stock)
    return p.tie_decay * (1.0 - p.treaty_hold * level) + eased


@rule(
    switch="barter",
    writes="tie",
    claims="C5 C31 C32 C36 C43 C59",
    uses=(level, rapprochement, loosening),
)
def update_tie(
    tie: Array,
    client: Array,
    rapprochement: Array,
    loosening: Array,
    level: Array,
    p: Barter,
) -> Array:
    """Tighten or loosen the ties of clients with Russia, shape (run, challenger)."""
    closer = tie + client * (rapprochement * (1.0 - tie) - loosening * tie)
    floor = sustained(level, p) * client
    pulled = np.where(closer < floor, closer + p.treaty_pull * (floor - closer), closer)
    return np.where(client > 0.0, pulled, tie)


@rule(switch="barter", writes="militarisation", claims="C43 C60")
def militarise_tie(
    militarisation: Array,
    munitions_need: Array,
    goods: Array,
    client: Array,
    own_stock: Array,
    p: Barter,
) -> Array:
    """Give the tie with Russia more or less military content, shape (run, challenger)."""
    preference = outer(p.martial_goods * goods, own_stock) + p.martial_need * munitions_need
    return militarisation + client * (
        preference * (1.0 - militarisation) - p.martial_decay * militarisation
    )


def sustained(level: Array, p: Barter) -> Array:
    """Return the tie that a treaty of each level sustains, the shape of ``level``."""
    ties = options(0.0, p.floor_declaration, p.floor_partnership, p.floor_alliance)
    levels = np.arange(float(ties.shape[-1]))
    return total(ties * (level[..., None] == levels))


MECHANISM = Mechanism(
    name="barter",
    switch="barter",
    parameters=(Barter,),
    rules={
        "flows": (
            count_need,
            expand_output,
            use_russian_stock,
            ship,
            use_korean_stock,
            count_exported,
            send_troops,
            pay,
            sign_treaty,
            update_tie,
            militarise_tie,
        ),
    },
)
