"""China: it waits until Russia cracks, then exploits, or props it up.

Claims C6, C37. Waiting has option value (Dixit and Pindyck 1994): acting is irreversible
and the future uncertain.

    Σ_R = 0.35 output + 0.30 win + 0.20 loyalty of the neighbours + 0.15 reserves

China chooses each month among waiting, extracting and propping; the wants below are its terms. A
posture keeps for a while (inertia). Waiting: dual-use goods flow, energy is bought at a discount.
Extracting: the flow falls by a quarter, the discount grows, restraint on North Korea grows.
Propping: the flow rises by 30 %. Secondary sanctions cut the flow for some months.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.rules.forms import Array, approach
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule

FLOW = np.array([1.0, 0.75, 1.3])
"""Dual-use flow under each posture: waits, extracts, props."""


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


@rule(switch="china", writes="russian_strength dual_use", claims="C6 C37")
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
) -> tuple[Array, Array]:
    """Read Russian strength, and let dual-use goods follow China's posture; shape (run,)."""
    output = np.clip(0.5 + growth_russia / 12.0, 0.0, 1.0)
    win = np.where(regime[:, 0] == 2.0, np.clip(0.35 + 0.3 * np.log(fire_ratio), 0.0, 1.0), 0.6)
    reserves = np.clip(stock_russia / 9.0, 0.0, 1.0)
    strength = 0.35 * output + 0.30 * win + 0.20 * loyalty.mean(axis=1) + 0.15 * reserves
    flow = FLOW[posture.astype(np.intp)] * np.exp(-0.35 * secondary[:, 0] * secondary_reach)
    return strength, approach(dual_use, flow, 0.4)


@rule(switch="china", writes="", claims="C37")
def waiting(posture: Array, p: China) -> Array:
    """Value the option to act later."""
    return _terms(posture, p.patience[:, 0], 0.0, 0.0)


@rule(switch="china", writes="", claims="C6 C37")
def opportunity(posture: Array, russian_strength: Array, p: China) -> Array:
    """Value seizing the moment when Russia cracks."""
    crack = p.steepness[:, 0] * (p.threshold[:, 0] - russian_strength)
    return _terms(posture, 0.0, crack, 0.0)


@rule(switch="china", writes="", claims="C6")
def fear_of_collapse(posture: Array, russian_strength: Array, escalation: Array, p: China) -> Array:
    """Value keeping Russia from collapse, the more so in tension over Taiwan."""
    collapse = p.steepness[:, 0] * (p.threshold[:, 0] - 0.12 - russian_strength)
    return _terms(posture, 0.0, 0.0, collapse + 0.3 * np.maximum(0.0, escalation[:, 0] - 4.0))


@rule(switch="china", writes="", claims="C37")
def habit_of_posture(posture: Array) -> Array:
    """Value the posture held so far."""
    held = (np.arange(3.0) == posture[:, None]).astype(np.float64)
    value: Array = 2.0 * held[:, None, :]
    return value


def _terms(like: Array, wait: Array | float, extract: Array | float, prop: Array | float) -> Array:
    columns = [np.broadcast_to(np.asarray(value), like.shape) for value in (wait, extract, prop)]
    return np.stack(columns, axis=-1)[:, None, :]
