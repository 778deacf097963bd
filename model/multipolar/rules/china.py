"""China: it waits until Russia cracks, then exploits, or props it up.

Claims C6, C37, C44. Waiting has option value (Dixit and Pindyck 1994): acting is irreversible
and the future uncertain.

    Σ_R = 0.35 output + 0.30 win + 0.20 loyalty of the neighbours + 0.15 reserves

China chooses each month among waiting, extracting and propping; the wants below are its terms. A
posture keeps for a while (inertia). Waiting: dual-use goods flow. Extracting: the flow falls by a
quarter, restraint on North Korea grows, the neighbours lose loyalty to Russia, and the discount at
which China buys Russian energy rises; Russia's growth bears it, by China's share in its trade. A
crisis in Korea, on China's doorstep, makes extracting worth more (judged, small). Propping: the
flow rises by 30 %. Secondary sanctions cut the flow for some months.
Each quarter it also restrains North Korea or does not: tension in Korea makes it restrain.

    discount ← discount + v (d0 + δ [extracts] - discount)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import approach, options, total, weighed
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Posture, Regime, codes_of


@dataclass(frozen=True)
class China(Parameters):
    """Parameters of China's posture."""

    group = "china"

    temperature: Array = parameter(
        0.5,
        unit="utility",
        evidence="J",
        minimum=0.05,
        maximum=5.0,
        source="judged: temperature of China's choice of a posture",
    )
    threshold: Array = parameter(
        0.45,
        0.3,
        0.6,
        evidence="J",
        symbol="Σ_c",
        maximum=1.0,
        source="judged: strength of Russia below which China moves",
    )
    steepness: Array = parameter(
        12.0, unit="utility", evidence="J", maximum=100.0, source="judged: width of the wait band"
    )
    patience: Array = parameter(
        1.5, unit="utility", evidence="J", maximum=20.0, source="judged: option value of waiting"
    )
    output_weight: Array = parameter(
        0.35, unit="share", evidence="J", maximum=1.0, source="judged: weight of output in strength"
    )
    win_weight: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: weight of success at the front",
    )
    loyalty_weight: Array = parameter(
        0.2,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: weight of the neighbours' loyalty",
    )
    reserves_weight: Array = parameter(
        0.15, unit="share", evidence="J", maximum=1.0, source="judged: weight of stocks"
    )
    flow_fear: Array = parameter(
        0.35,
        unit="log",
        evidence="J",
        maximum=10.0,
        source="exports of China to Russia -16 % (March 2024, fact C-14); size judged",
    )
    flow_speed: Array = parameter(
        0.4, unit="share/month", evidence="J", maximum=1.0, source="judged"
    )
    squeeze: Array = parameter(
        0.1,
        unit="share",
        evidence="J",
        symbol="δ",
        maximum=0.5,
        source="sign: China asked for gas near Russia's home price (press, June 2024); size judged",
    )
    inertia: Array = parameter(
        2.0, unit="utility", evidence="J", maximum=20.0, source="judged: pull of the posture held"
    )
    calm: Array = parameter(
        1.0,
        unit="log odds/rung",
        evidence="J",
        maximum=20.0,
        source="judged: a rung in Korea, on China's doorstep, for restraining its neighbour",
    )
    usual_doorstep: Array = parameter(
        0.5,
        unit="rung",
        evidence="D",
        maximum=10.0,
        source="tension in Korea above its rest at which China restrains as often as not",
    )
    constancy: Array = parameter(
        1.5,
        unit="log odds",
        evidence="J",
        maximum=20.0,
        source="judged: pull of restraining or not as in the quarter before",
    )
    doorstep: Array = parameter(
        0.4,
        unit="utility/rung",
        evidence="J",
        maximum=20.0,
        source="judged: a rung in Korea weighs as much as 0.03 of Russian strength",
    )
    flow_extracts: Array = parameter(
        0.75,
        unit="index",
        evidence="J",
        maximum=3.0,
        source="judged: flow of dual-use goods while China extracts",
    )
    flow_props: Array = parameter(
        1.3,
        unit="index",
        evidence="J",
        maximum=3.0,
        source="judged: flow of dual-use goods while China props",
    )
    growth_norm: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: score of an economy that stands still",
    )
    growth_span: Array = parameter(
        12.0,
        unit="pp/year",
        evidence="J",
        minimum=0.1,
        maximum=100.0,
        source="judged: growth that is worth a whole score",
    )
    win_norm: Array = parameter(
        0.35,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: score of a front that does not move",
    )
    win_advance: Array = parameter(
        0.3,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: score that an advance at the pace of June 2024 adds",
    )
    win_pace: Array = parameter(
        150.0,
        unit="km2/month",
        evidence="D",
        minimum=1.0,
        maximum=1e5,
        source="derived: ground that Russia took in a month of January to June 2024 (fact C-7)",
    )
    win_in_peace: Array = parameter(
        0.6, unit="share", evidence="J", maximum=1.0, source="judged: score of a front without war"
    )
    stock_norm: Array = parameter(
        9.0,
        unit="m rounds",
        evidence="J",
        minimum=0.1,
        maximum=100.0,
        source="judged: Russian stock of shells of January 2022, at which reserves score one",
    )
    collapse_gap: Array = parameter(
        0.12,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: strength below the threshold at which the collapse of Russia threatens",
    )
    discount_at_rest: Array = parameter(
        0.1,
        unit="share",
        evidence="J",
        symbol="d0",
        maximum=1.0,
        source="judged: discount on Russian energy while China waits or props",
    )
    discount_speed: Array = parameter(
        0.1,
        unit="share/month",
        evidence="J",
        symbol="v",
        maximum=1.0,
        source="judged: share of the way that contracts take to another discount",
    )
    taiwan_need: Array = parameter(
        0.3,
        unit="utility/rung",
        evidence="J",
        maximum=20.0,
        source="judged: utility of propping Russia for tension over Taiwan",
    )
    taiwan_rung: Array = parameter(
        4.0,
        unit="rung",
        evidence="J",
        maximum=10.0,
        source="judged: tests and drills on the ladder; above it China fears to lose Russia",
    )


@rule(
    switch="china",
    writes="russian_strength",
    claims="C6 C37",
    at={"regime": "regime.ukraine"},
)
def read_russian_strength(
    growth_russia: Array,
    advance: Array,
    regime: Array,
    loyalty: Array,
    stock_russia: Array,
    p: China,
) -> Array:
    """Read the strength of Russia, shape (run, 1)."""
    output = np.clip(p.growth_norm + growth_russia / p.growth_span, 0.0, 1.0)
    ahead = np.clip(p.win_norm + p.win_advance * advance / p.win_pace, 0.0, 1.0)
    win = np.where(regime == Regime.WAR, ahead, p.win_in_peace)
    reserves = np.clip(stock_russia / p.stock_norm, 0.0, 1.0)
    value: Array = (
        p.output_weight * output
        + p.win_weight * win
        + p.loyalty_weight * total(loyalty)[..., None] / max(1, loyalty.shape[1])
        + p.reserves_weight * reserves
    )
    return value


@rule(switch="china", writes="dual_use", claims="C6 C37", at={"secondary": "secondary.RUS"})
def set_dual_use_flow(
    dual_use: Array, posture: Array, secondary: Array, secondary_reach: Array, p: China
) -> Array:
    """Let dual-use goods follow China's posture and its fear of measures, shape (run, 1)."""
    fear = np.exp(-p.flow_fear * secondary * secondary_reach)
    flow = by_posture(posture, 1.0, p.flow_extracts, p.flow_props) * fear
    return approach(dual_use, flow, p.flow_speed)


@rule(switch="china", writes="doorstep", claims="C37", at={"involvement": "involvement.PRK"})
def watch_doorstep(escalation: Array, rest_level: Array, involvement: Array) -> Array:
    """Watch tension in the theatre of North Korea, on China's doorstep, shape (run, 1)."""
    return weighed(np.maximum(0.0, escalation - rest_level), involvement)[..., None]


@rule(switch="china", writes="discount", claims="C6 C37")
def set_discount(discount: Array, posture: Array, p: China) -> Array:
    """Move the discount on Russian energy to what the posture lets China ask, shape (run, 1)."""
    asked = p.discount_at_rest + p.squeeze * (posture == Posture.EXTRACTS)
    return approach(discount, asked, p.discount_speed)


@quantity()
def temperature(p: China) -> Array:
    """Return the temperature of China's choice of a posture, shape (run, 1)."""
    return p.temperature


@rule(switch="china", claims="C37")
def waiting(p: China) -> Array:
    """Value the option to act later."""
    return options(p.patience, 0.0, 0.0)


@rule(switch="china", claims="C6 C37")
def opportunity(russian_strength: Array, p: China) -> Array:
    """Value seizing the moment when Russia cracks."""
    return options(0.0, p.steepness * (p.threshold - russian_strength), 0.0)


@rule(switch="china", claims="C6", at={"taiwan": "escalation.taiwan"})
def fear_of_collapse(russian_strength: Array, taiwan: Array, p: China) -> Array:
    """Value keeping Russia from collapse, the more so in tension over Taiwan."""
    collapse = p.steepness * ((p.threshold - p.collapse_gap) - russian_strength)
    needed = p.taiwan_need * np.maximum(0.0, taiwan - p.taiwan_rung)
    return options(0.0, 0.0, collapse + needed)


@rule(switch="china", claims="C6 C37")
def disturbed(doorstep: Array, p: China) -> Array:
    """Value making Russia pay for tension in Korea, on China's doorstep."""
    return options(0.0, p.doorstep * doorstep, 0.0)


@rule(switch="china", claims="C37")
def habit_of_posture(posture: Array, p: China) -> Array:
    """Value the posture held so far."""
    return options(*(p.inertia * (posture == held) for held in codes_of(Posture).values()))


@rule(switch="china", claims="C44")
def quiet_doorstep(doorstep: Array, p: China) -> Array:
    """Value restraining a client that makes trouble on China's doorstep."""
    return options(0.0, p.calm * (doorstep - p.usual_doorstep))


@rule(switch="china")
def habit_of_restraint(restrained: Array, p: China) -> Array:
    """Value restraining a client, or not, as in the quarter before."""
    return options(0.0, p.constancy * (restrained - (1.0 - restrained)))


def by_posture(
    posture: Array, waits: Array | float, extracts: Array | float, props: Array | float
) -> Array:
    """Return what holds under the posture that China has taken, shape (run, 1)."""
    otherwise = np.where(posture == Posture.EXTRACTS, extracts, waits)
    return np.where(posture == Posture.PROPS, props, otherwise)


MECHANISM = Mechanism(
    name="china",
    switch="china",
    parameters=(China,),
    rules={
        "perception": (read_russian_strength, set_dual_use_flow, watch_doorstep, set_discount),
    },
    choices=("posture", "restrain"),
)
