"""Dependence: who needs whom, who sees it, and what moods do.

Claims C5, C28, C44, C48, C49. Asymmetric dependence (Hirschman 1945), on official trade and
on rents apart: official trade says that North Korea depends on China (98 % in 2023); the claim is
about rents, that is arms, food, fuel and technology.

    D^rent  = goods / (goods + other rents)
    D̂       = D^rent (1 - ψ glow)                       (blindness)
    mood    ← 0.8 mood + N(0, σ)                         (flows are multiplied by exp(mood · D),
                                                         on average 1)

Without dependence nobody needs anybody: rents from the patron are lost, moods pass, and Russia's
trade returns to its partners of before.

Departure from the starting equations: complying with a patron's demand is no draw of its own. What
holds a client back is a term of its choice (``provocation.restraint``), and compliance is measured
from what it then does.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules.forms import PERCENT, approach, scale_fact, total
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import TurnedTo


@dataclass(frozen=True)
class Dependence(Parameters):
    """Parameters of dependence."""

    group = "dependence"

    blindness: Array = parameter(
        0.5, evidence="J", symbol="ψ", maximum=1.0, source="judged (claim C49): 0 to 0.9"
    )
    mood_noise: Array = parameter(
        0.15, unit="log", evidence="J", symbol="σ", maximum=2.0, source="judged (claim C48)"
    )
    other_rents: Array = parameter(
        0.10,
        unit="USD bn/month",
        evidence="J",
        minimum=0.001,
        maximum=10.0,
        source="judged: rents from China and from abroad",
    )
    growth_rents: Array = parameter(
        3.0,
        unit="elasticity",
        evidence="J",
        maximum=50.0,
        source="judged: other rents of North Korea by its growth of the year, as its trade moves",
    )
    chinese_rents: Array = parameter(
        0.2,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: rents from elsewhere that turning to China adds",
    )
    client_rents: Array = parameter(
        0.03,
        unit="USD bn/month",
        evidence="J",
        maximum=10.0,
        source="judged: rents that a full tie brings Iran",
    )
    china_share: Array = parameter(
        0.154,
        unit="share",
        evidence="S",
        maximum=1.0,
        source="share of China in Russia's goods trade before the invasion, as at the start",
    )
    china_turn: Array = parameter(
        0.75,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of the lost trade that turns to China",
    )
    turn_speed: Array = parameter(
        0.08, unit="share/month", evidence="J", maximum=1.0, source="judged"
    )
    mood_memory: Array = parameter(
        0.8,
        unit="share/month",
        evidence="J",
        maximum=0.999,
        source="judged: share of a mood that lasts",
    )
    speed: Array = parameter(
        0.15,
        unit="share/month",
        evidence="J",
        maximum=1.0,
        source="judged: share of the way that dependence moves to what the flows make it",
    )
    lost_share: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: share of Russia's trade that full measures of all partners would turn away",
    )
    turn_limit: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: most of Russia's trade that China could carry",
    )
    flow_limit: Array = parameter(
        1.2,
        unit="share",
        evidence="J",
        maximum=5.0,
        source="judged: most that dual-use flows raise the trade with China",
    )
    flow_part: Array = parameter(
        0.5,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: part of the trade with China that follows dual-use flows",
    )


@quantity()
def real_dependence(
    dependence_rent: Array,
    goods: Array,
    tie: Array,
    client: Array,
    own_stock: Array,
    growth_korea: Array,
    turned_to: Array,
    p: Dependence,
) -> Array:
    """Return the share of its rents that each client has from Russia, (run, challenger).

    North Korea earns less elsewhere while its economy shrinks, and who turns to China more.
    """
    rents = scale_fact(goods, own_stock) + p.client_rents * (tie * (1.0 - own_stock))
    earned = np.exp(scale_fact(p.growth_rents * growth_korea / PERCENT, own_stock))
    others = p.other_rents * earned * (1.0 + p.chinese_rents * (turned_to == TurnedTo.CHINA))
    share = client * rents / (rents + others)
    return approach(dependence_rent, share, p.speed)


@rule(switch="dependence", writes="dependence_rent", claims="C5 C28 C44", uses=(real_dependence,))
def update_dependence(real_dependence: Array) -> Array:
    """Move dependence on the patron to what the flows make it, shape (run, challenger)."""
    return real_dependence


@rule(
    switch="dependence",
    writes="perceived_dependence",
    claims="C28 C49",
    uses=(real_dependence,),
)
def perceive_dependence(real_dependence: Array, glow: Array, p: Dependence) -> Array:
    """Let each client see its dependence, less of it the more it glows, (run, challenger)."""
    return real_dependence * (1.0 - p.blindness * glow)


def mood_spread(p: Dependence) -> Array:
    """Return the standard deviation that a wandering mood comes to."""
    spread: Array = p.mood_noise / np.sqrt(1.0 - p.mood_memory**2)
    return spread


@rule(
    switch="dependence",
    writes="mood",
    claims="C48",
    luck={"noise": Draw("patron_mood", CHALLENGER, "normal")},
)
def change_mood(mood: Array, client: Array, noise: Array, p: Dependence) -> Array:
    """Let the patron's mood towards each client wander, shape (run, challenger)."""
    return p.mood_memory * mood + p.mood_noise * noise * client


@rule(
    switch="dependence",
    writes="russia_on_china",
    claims="C5",
    at={"stringency": "stringency.RUS", "coalition_share": "coalition_share.RUS"},
)
def turn_trade_to_china(
    russia_on_china: Array,
    stringency: Array,
    coalition_share: Array,
    dual_use: Array,
    p: Dependence,
) -> Array:
    """Turn the trade that Russia loses to China, shape (run, 1)."""
    lost = total(stringency)[..., None] / stringency.shape[1] * coalition_share * p.lost_share
    turned = np.clip(p.china_share + p.china_turn * lost, 0.0, p.turn_limit)
    followed = (1.0 - p.flow_part) + p.flow_part * dual_use
    goal = turned * np.minimum(p.flow_limit, followed)
    return approach(russia_on_china, goal, p.turn_speed)


@rule(switch="dependence", writes="dependence_rent perceived_dependence mood")
def need_nobody(
    dependence_rent: Array, perceived_dependence: Array, mood: Array, p: Dependence
) -> tuple[Array, Array, Array]:
    """Let dependence fade in a world without it, shape (run, challenger)."""
    left = 1.0 - p.speed
    return dependence_rent * left, perceived_dependence * left, mood * p.mood_memory


@rule(switch="dependence", writes="russia_on_china")
def return_to_partners(russia_on_china: Array, p: Dependence) -> Array:
    """Return Russia's trade to its partners of January 2022, shape (run, 1)."""
    return approach(russia_on_china, p.china_share, p.turn_speed)


MECHANISM = Mechanism(
    name="dependence",
    switch="dependence",
    parameters=(Dependence,),
    rules={
        "learning": (update_dependence, perceive_dependence, change_mood, turn_trade_to_china),
    },
    absent={"learning": (need_nobody, return_to_partners)},
)
