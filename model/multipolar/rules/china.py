"""China: it waits until Russia cracks, then exploits, or props it up.

Claims C6, C37. Waiting has option value (Dixit and Pindyck 1994): acting is irreversible
and the future uncertain.

    Σ_R = 0.35 output + 0.30 win + 0.20 loyalty of the neighbours + 0.15 reserves

China chooses each month among waiting, extracting and propping; the wants below are its terms. A
posture keeps for a while (inertia). Waiting: dual-use goods flow. Extracting: the flow falls by a
quarter, restraint on North Korea doubles, the neighbours lose loyalty to Russia, and the discount
at which China buys Russian energy rises; Russia's growth bears it, by China's share in its trade. A
crisis in Korea, on China's doorstep, makes extracting worth more (judged, small). Propping: the
flow rises by 30 %. Secondary sanctions cut the flow for some months.

    discount ← discount + v (d0 + δ [extracts] - discount)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.rules.forms import Array, approach, carried, options, total, weighed
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule
from multipolar.rules.theatres import WAR

WAITS, EXTRACTS, PROPS = 0.0, 1.0, 2.0
"""Codes of China's posture."""


@dataclass(frozen=True)
class China(Parameters):
    """Parameters of China's posture."""

    group = "china"

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
        source="judged: score of equal fire at the front",
    )
    win_slope: Array = parameter(
        0.3,
        unit="1/log",
        evidence="J",
        maximum=5.0,
        source="judged: score of each log unit of the ratio of fire",
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


@rule(switch="china", writes="russian_strength dual_use doorstep", claims="C6 C37")
def read(
    growth_russia: Array,
    fire_ratio: Array,
    loyalty: Array,
    stock_russia: Array,
    posture: Array,
    dual_use: Array,
    secondary: Array,
    secondary_reach: Array,
    regime: Array,
    escalation: Array,
    rest_level: Array,
    involvement: Array,
    own_stock: Array,
    p: China,
) -> tuple[Array, Array, Array]:
    """Read Russian strength and the doorstep, and let dual-use goods follow; shape (run,).

    The doorstep is the theatre of North Korea, which ``own_stock`` (challenger,) marks.
    """
    output = np.clip(p.growth_norm[:, 0] + growth_russia / p.growth_span[:, 0], 0.0, 1.0)
    ahead = np.clip(p.win_norm[:, 0] + p.win_slope[:, 0] * np.log(fire_ratio), 0.0, 1.0)
    win = np.where(regime[:, 0] == WAR, ahead, p.win_in_peace[:, 0])
    reserves = np.clip(stock_russia / p.stock_norm[:, 0], 0.0, 1.0)
    strength = (
        p.output_weight[:, 0] * output
        + p.win_weight[:, 0] * win
        + p.loyalty_weight[:, 0] * total(loyalty) / loyalty.shape[1]
        + p.reserves_weight[:, 0] * reserves
    )
    fear = np.exp(-p.flow_fear[:, 0] * secondary[:, 0] * secondary_reach)
    flow = by_posture(posture, 1.0, p.flow_extracts[:, 0], p.flow_props[:, 0]) * fear
    above = carried(np.maximum(0.0, escalation - rest_level), involvement.T)
    doorstep = weighed(above, own_stock)
    return strength, approach(dual_use, flow, p.flow_speed[:, 0]), doorstep


@rule(switch="china", writes="discount", claims="C6 C37")
def haggle(discount: Array, posture: Array, p: China) -> Array:
    """Move the discount on Russian energy to what the posture lets China ask, shape (run,)."""
    asked = p.discount_at_rest[:, 0] + p.squeeze[:, 0] * (posture == EXTRACTS)
    return approach(discount, asked, p.discount_speed[:, 0])


@rule(switch="china", writes="", claims="C37")
def waiting(p: China) -> Array:
    """Value the option to act later."""
    return _terms(p.patience[:, 0], 0.0, 0.0)


@rule(switch="china", writes="", claims="C6 C37")
def opportunity(russian_strength: Array, p: China) -> Array:
    """Value seizing the moment when Russia cracks."""
    crack = p.steepness[:, 0] * (p.threshold[:, 0] - russian_strength)
    return _terms(0.0, crack, 0.0)


@rule(switch="china", writes="", claims="C6")
def fear_of_collapse(russian_strength: Array, escalation: Array, p: China) -> Array:
    """Value keeping Russia from collapse, the more so in tension over Taiwan."""
    floor = p.threshold[:, 0] - p.collapse_gap[:, 0]
    collapse = p.steepness[:, 0] * (floor - russian_strength)
    needed = p.taiwan_need[:, 0] * np.maximum(0.0, escalation[:, 0] - p.taiwan_rung[:, 0])
    return _terms(0.0, 0.0, collapse + needed)


@rule(switch="china", writes="", claims="C6 C37")
def disturbed(doorstep: Array, p: China) -> Array:
    """Value making Russia pay for tension in Korea, on China's doorstep."""
    return _terms(0.0, p.doorstep[:, 0] * doorstep, 0.0)


@rule(switch="china", writes="", claims="C37")
def habit_of_posture(posture: Array, p: China) -> Array:
    """Value the posture held so far."""
    held = (np.array([WAITS, EXTRACTS, PROPS]) == posture[:, None]).astype(np.float64)
    return np.asfortranarray(p.inertia * held)[:, None, :]


def _terms(wait: Array | float, extract: Array | float, prop: Array | float) -> Array:
    return options(wait, extract, prop)[:, None, :]


def by_posture(
    posture: Array, waits: Array | float, extracts: Array | float, props: Array | float
) -> Array:
    """Return what holds under the posture that China has taken, shape (run,)."""
    return np.where(posture == PROPS, props, np.where(posture == EXTRACTS, extracts, waits))
