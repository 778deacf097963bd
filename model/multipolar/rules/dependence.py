"""Dependence: who needs whom, who sees it, and what moods do.

Claims C5, C28, C44, C48, C49. Asymmetric dependence (Hirschman 1945), on official trade and
on rents apart: official trade says that North Korea depends on China (98 % in 2023); the claim is
about rents, that is arms, food, fuel and technology.

    D^rent  = goods / (goods + other rents)
    D̂       = D^rent (1 - ψ glow)                       (blindness)
    mood    ← 0.8 mood + N(0, σ)                         (flows are multiplied by exp(mood · D))
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.rules.forms import Array, approach
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule

MOOD_MEMORY = 0.8
SPEED = 0.15


@dataclass(frozen=True)
class Dependence(Parameters):
    """Parameters of dependence."""

    group = "dependence"

    blindness: Array = parameter(
        0.5, 0.0, 0.9, evidence="J", symbol="ψ", maximum=1.0, source="judged (claim C49)"
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


@rule(
    switch="dependence",
    writes="dependence_rent perceived_dependence mood russia_on_china",
    claims="C5 C28 C44 C48 C49",
    luck={"noise": Draw("patron_mood", CHALLENGER, "normal")},
)
def depend(
    dependence_rent: Array,
    mood: Array,
    glow: Array,
    goods: Array,
    client: Array,
    own_stock: Array,
    tie: Array,
    russia_on_china: Array,
    stringency: Array,
    coalition_share: Array,
    dual_use: Array,
    noise: Array,
    p: Dependence,
) -> tuple[Array, Array, Array, Array]:
    """Move dependence on the patron, as it is and as it is seen; shape (run, challenger)."""
    rents = goods[:, None] * own_stock + 0.03 * tie * (1.0 - own_stock)
    goal = client * rents / (rents + p.other_rents)
    real = approach(dependence_rent, goal, SPEED)
    seen = real * (1.0 - p.blindness * glow)
    temper = MOOD_MEMORY * mood + p.mood_noise * noise * client
    lost = (stringency[:, 0, :].mean(axis=-1) * coalition_share[:, 0]) * 0.5
    turn = np.clip(0.154 + 0.75 * lost, 0.0, 0.6) * np.minimum(1.2, 0.5 + 0.5 * dual_use)
    return real, seen, temper, approach(russia_on_china, turn, 0.08)
