"""Selling: at what price clients of Russia sell it arms and men, and whom they turn to.

Claims C15, C43, C44, C48, C50.

    price   = offer · split of the surplus · mood · shame         1 is a fair price
    reserve = r exp(u (need - usual need) - y dependence)
    U(sell) = s ln(price / reserve),   U(men too) = U(sell) + c tie - risk

Russia offers each client a low, a fair or a generous price each quarter; the client sells at it or
does not. Who needs more pays more: need raises the price that North Korea asks, and dependence
lowers it. Where South Korea arms Ukraine, Russia offers North Korea more. Prices, offers and sales
are what the last quarter left. Soldiers go only where there is an alliance. What is sold moves in
``shipments`` (shells and men) and ``fire`` (drones).

All sizes are judged: the prices of the trade are not public. Without barter nobody sells.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.barter_parameters import Barter
from multipolar.rules.dependence import Dependence, mood_spread
from multipolar.rules.forms import mean_one, options, scale_fact
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Offer, Sale, TurnedTo, codes_of

EVEN = 0.5
"""Even split of a surplus between two sides."""

ALLY = 2.0
"""Treaty level from which soldiers are sent: strategic partnership."""


@dataclass(frozen=True)
class Selling(Parameters):
    """Parameters of what clients sell Russia, and for what."""

    group = "selling"

    low: Array = parameter(
        0.75, unit="share", evidence="J", maximum=1.0, source="judged: low offer over a fair price"
    )
    generous: Array = parameter(
        1.3,
        unit="share",
        evidence="J",
        minimum=1.0,
        maximum=5.0,
        source="judged: generous offer over a fair price",
    )
    reserve: Array = parameter(
        0.7,
        unit="share",
        evidence="J",
        symbol="r",
        minimum=0.01,
        maximum=5.0,
        source="judged: price asked at the usual need, over a fair one; North Korea sold through "
        "2023 and 2024 (fact C-8); 0.4 to 0.9",
    )
    urgency: Array = parameter(
        0.5,
        unit="log/(m rounds/month)",
        evidence="J",
        symbol="u",
        maximum=10.0,
        source="judged: who needs more pays more (obsolescing bargain, Vernon 1971: sign)",
    )
    usual_need: Array = parameter(
        0.5,
        unit="m rounds/month",
        evidence="D",
        maximum=5.0,
        source="shells that the front lacks, mean of the runs from 2024 to 2028",
    )
    yielding: Array = parameter(
        0.5,
        unit="log",
        evidence="J",
        symbol="y",
        maximum=10.0,
        source="judged: how far full dependence lowers the price asked",
    )
    steepness: Array = parameter(
        5.0,
        unit="log odds per log price",
        evidence="J",
        symbol="s",
        maximum=50.0,
        source="judged: a tenth on the price moves a chance of one half by an eighth",
    )
    closeness: Array = parameter(
        3.0,
        unit="log odds",
        evidence="J",
        symbol="c",
        maximum=20.0,
        source="judged: a full tie for sending men too",
    )
    men_at_risk: Array = parameter(
        0.5,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: what men at risk weigh against sending them",
    )
    relief: Array = parameter(
        1.5,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: what a deal with the West that sales would cost Iran weighs",
    )
    inertia: Array = parameter(
        1.0, unit="log odds", evidence="J", maximum=20.0, source="judged: pull of what was done"
    )
    eager: Array = parameter(
        2.0,
        unit="log odds/(m rounds/month)",
        evidence="J",
        maximum=20.0,
        source="judged: need of shells for offering more",
    )
    grip: Array = parameter(
        2.0,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: a client's dependence for offering less (claim C48)",
    )
    usual_grip: Array = parameter(
        0.35,
        unit="share",
        evidence="D",
        maximum=1.0,
        source="dependence of the two clients on Russia, mean of the runs from 2024 to 2028",
    )
    custom: Array = parameter(
        1.5,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: pull of a fair price, neither low nor generous",
    )
    retort: Array = parameter(
        1.0,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="sign: the Russian president on 20 June 2024, that South Korean arms for Ukraine "
        "would be a very big mistake, and that Russia may arm North Korea; size judged",
    )
    fed: Array = parameter(
        4.0,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: rents that Russia brings for turning to it (claim C44)",
    )
    courted: Array = parameter(
        2.0,
        unit="log odds/(m rounds/month)",
        evidence="J",
        maximum=20.0,
        source="judged: Russia's need for turning to it",
    )
    partner: Array = parameter(
        1.0,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: China, the largest partner, for turning to it",
    )


def price_over_fair(
    offer: Array,
    dependence: Array,
    mood: Array,
    legitimacy: Array,
    s: Selling,
    b: Barter,
    a: Alignment,
    d: Dependence,
) -> Array:
    """Return what Russia pays a client over a fair price, the shape of ``offer``.

    The split of the surplus turns to Russia with the client's dependence, which also exposes it to
    the patron's mood (of mean one); shame of breaking legitimate measures takes a discount.
    """
    offered = np.where(offer == Offer.LOW, s.low, np.where(offer == Offer.FAIR, 1.0, s.generous))
    share = (EVEN + b.bargaining * (EVEN - dependence)) / EVEN
    temper = mean_one(mood * dependence, mood_spread(d) * dependence)
    value: Array = offered * share * temper * (1.0 - b.shame * (legitimacy - a.legitimacy_norm))
    return value


@quantity(at={"dependence": "dependence_rent"})
def price_paid(
    offer: Array,
    dependence: Array,
    mood: Array,
    legitimacy: Array,
    s: Selling,
    b: Barter,
    a: Alignment,
    d: Dependence,
) -> Array:
    """Return what Russia pays each client over a fair price, shape (run, challenger)."""
    return price_over_fair(offer, dependence, mood, legitimacy, s, b, a, d)


@quantity(
    at={"offer": "offer.PRK", "dependence": "dependence_rent.PRK", "mood": "mood.PRK"},
)
def price_in_korea(
    offer: Array,
    dependence: Array,
    mood: Array,
    legitimacy: Array,
    s: Selling,
    b: Barter,
    a: Alignment,
    d: Dependence,
) -> Array:
    """Return what Russia pays North Korea over a fair price, shape (run, 1)."""
    return price_over_fair(offer, dependence, mood, legitimacy, s, b, a, d)


@quantity(uses=(price_paid,))
def worth_of_selling(
    price_paid: Array, munitions_need: Array, dependence_rent: Array, p: Selling
) -> Array:
    """Return the log odds of selling: the price over the price asked, (run, challenger)."""
    asked = p.urgency * (munitions_need - p.usual_need) - p.yielding * dependence_rent
    value: Array = p.steepness * (np.log(price_paid / p.reserve) - asked)
    return value


@rule(switch="barter", claims="C44 C50", uses=(worth_of_selling,))
def worth_of_arms(worth_of_selling: Array) -> Array:
    """Value selling arms at the price paid over the price asked."""
    return options(0.0, worth_of_selling)


@rule(switch="barter", claims="C44 C50", uses=(worth_of_selling,))
def worth_of_shells(worth_of_selling: Array) -> Array:
    """Value selling shells, with or without men, at the price paid over the price asked."""
    return options(0.0, worth_of_selling, worth_of_selling)


@rule(switch="barter", claims="C43 C50")
def brotherhood(tie: Array, p: Selling) -> Array:
    """Value standing by an ally with men too, against their risk."""
    return options(0.0, 0.0, p.closeness * tie - p.men_at_risk)


@rule(switch="barter")
def relief_at_stake(deal: Array, p: Selling) -> Array:
    """Value keeping a deal with the West, which sales of arms put at risk."""
    return options(0.0, -p.relief * deal)


@rule(switch="barter")
def habit_of_arms(sells: Array, p: Selling) -> Array:
    """Value doing as in the quarter before."""
    return options(p.inertia * (sells == Sale.NOTHING), p.inertia * (sells != Sale.NOTHING))


@rule(switch="barter")
def habit_of_selling(sells: Array, p: Selling) -> Array:
    """Value doing as in the quarter before."""
    return options(*(p.inertia * (sells == done) for done in codes_of(Sale).values()))


@quantity()
def may_be_sold(treaty: Array) -> Array:
    """Return what may be sold: men only where there is an alliance, (run, challenger, 3)."""
    return options(1.0, 1.0, (treaty >= ALLY).astype(np.float64))


@rule(switch="barter", claims="C50")
def need_of_arms(munitions_need: Array, p: Selling) -> Array:
    """Value offering more the more shells the front lacks."""
    pull = p.eager * (munitions_need - p.usual_need)
    return options(-pull, 0.0, pull)


@rule(switch="barter", claims="C48")
def hold_on_client(dependence_rent: Array, p: Selling) -> Array:
    """Value offering less the more the client depends on Russia."""
    pull = p.grip * (dependence_rent - p.usual_grip)
    return options(pull, 0.0, -pull)


@rule(
    switch="barter",
    claims="C15 C50",
    at={"armed": "arms_ukraine.KOR", "here": "challenger=PRK"},
)
def answer_to_korean_arms(armed: Array, here: Array, p: Selling) -> Array:
    """Value offering North Korea more where South Korea arms Ukraine."""
    pull = p.retort * scale_fact(armed, here)
    return options(-pull, 0.0, pull)


@rule(switch="barter")
def custom_of_offers(offer: Array, p: Selling) -> Array:
    """Value a fair price, and the offer of the quarter before."""
    return options(
        p.inertia * (offer == Offer.LOW),
        p.inertia * (offer == Offer.FAIR) + p.custom,
        p.inertia * (offer == Offer.GENEROUS),
    )


@rule(switch="barter", claims="C44")
def fed_by_russia(perceived_dependence: Array, mood: Array, p: Selling) -> Array:
    """Value turning to Russia for what it pays, the more the better its mood."""
    return options(0.0, p.fed * perceived_dependence * np.exp(mood), 0.0)


@rule(switch="barter", claims="C50")
def needed_by_russia(munitions_need: Array, p: Selling) -> Array:
    """Value turning to Russia while it needs shells."""
    return options(0.0, p.courted * munitions_need, 0.0)


@rule(switch="barter")
def fed_by_china(p: Selling) -> Array:
    """Value turning to China, the largest partner."""
    return options(0.0, 0.0, p.partner)


@rule(switch="barter")
def habit_of_turning(turned_to: Array, p: Selling) -> Array:
    """Value turning where one turned in the quarter before."""
    return options(*(p.inertia * (turned_to == side) for side in codes_of(TurnedTo).values()))


@rule(switch="barter", writes="sells turned_to")
def sell_nothing(sells: Array, turned_to: Array) -> tuple[Array, Array]:
    """Let nobody sell Russia arms or turn to anybody, shape (run, challenger)."""
    return np.zeros_like(sells), np.zeros_like(turned_to)


MECHANISM = Mechanism(
    name="selling",
    switch="barter",
    parameters=(Selling,),
    choices=("offer", "sell", "turn"),
    absent={"flows": (sell_nothing,)},
)
