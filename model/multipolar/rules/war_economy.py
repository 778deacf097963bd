"""War economy: military spending, growth in Russia and North Korea, and the price of oil.

Claims C18, C19, C44, C45, C46, C54.

    gap  = s_m (mil - m̄),  m̄ ← m̄ + λ (mil - m̄)                    an impulse fades
    growth_R = g0 + 12 Δgap - drag - shock + return + o (received - 1) - men lost + error
    received = oil (1 - share of China (discount - d0))

Spending lifts output above its trend only while it rises: it becomes the normal state. Half of
what the shock of 2022 took at once comes back. Losses take labour. The error of the model is two
points of a year's growth, and years that follow each other share 0.3 of it. A hot Middle East
raises the price of oil, which pays Russia.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.luck import Draw
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.china import China
from multipolar.rules.forms import PERCENT, approach, weighed
from multipolar.rules.rule import quantity, rule
from multipolar.rules.war_economy_parameters import WarEconomy
from multipolar.world.codes import Regime


@rule(switch="war", writes="oil_price", claims="C18 C19", at={"heat": "escalation.middle_east"})
def move_oil_price(oil_price: Array, heat: Array, p: WarEconomy, a: Alignment) -> Array:
    """Move the price of oil with the Middle East, shape (run, 1)."""
    goal = 1.0 + p.oil_link * np.maximum(0.0, heat - a.heat)
    return approach(oil_price, goal, p.oil_return)


@quantity(at={"regime": "regime.ukraine"})
def new_military_share(
    military_share: Array, war_effort: Array, regime: Array, p: WarEconomy
) -> Array:
    """Return the military share of Russian product, shape (run, 1)."""
    armed = p.war_share * np.minimum(p.most_effort, war_effort)
    goal = np.where(regime == Regime.WAR, armed, p.peace_share)
    return approach(military_share, goal, p.mobilisation)


@quantity()
def new_military_norm(military_norm: Array, military_share: Array, p: WarEconomy) -> Array:
    """Return the military share that the economy has grown used to, shape (run, 1)."""
    return approach(military_norm, military_share, p.habituation)


@rule(
    switch="war",
    writes="military_share military_norm",
    claims="C45 C46",
    uses=(new_military_share, new_military_norm),
)
def militarise_economy(new_military_share: Array, new_military_norm: Array) -> tuple[Array, Array]:
    """Militarise the Russian economy in war, and grow used to it, shape (run, 1)."""
    return new_military_share, new_military_norm


@quantity(uses=(new_military_share, new_military_norm))
def impulse(
    military_share: Array,
    military_norm: Array,
    new_military_share: Array,
    new_military_norm: Array,
    p: WarEconomy,
) -> Array:
    """Return what the month's rise of the output gap adds to growth, pp a year, shape (run, 1)."""
    widened = (new_military_share - new_military_norm) - (military_share - military_norm)
    return p.impulse * PERCENT * MONTHS_PER_YEAR * widened


@quantity()
def disruption(war_shock: Array, output_to_return: Array, p: WarEconomy) -> Array:
    """Return the growth that the shock of war takes, less what comes back, shape (run, 1)."""
    return war_shock - MONTHS_PER_YEAR * p.return_speed * output_to_return


@quantity()
def price_received(oil_price: Array, russia_on_china: Array, discount: Array, c: China) -> Array:
    """Return the price of oil that Russia receives, relative to its rest, shape (run, 1).

    China's discount above that of rest is borne on the share of trade that goes to China.
    """
    return oil_price * (1.0 - russia_on_china * (discount - c.discount_at_rest))


@quantity(
    at={"sanctions_drag": "sanctions_drag.RUS"},
    uses=(disruption, price_received),
)
def peace_growth(
    sanctions_drag: Array,
    disruption: Array,
    price_received: Array,
    growth_luck: Array,
    p: WarEconomy,
) -> Array:
    """Return Russian growth but for military spending and losses, pp a year, shape (run, 1)."""
    oil = p.oil_growth * (price_received - 1.0)
    return p.base_growth - sanctions_drag - disruption + oil + growth_luck


@rule(
    switch="war",
    writes="growth_russia",
    claims="C45 C46 C54",
    uses=(peace_growth, impulse),
)
def grow_russia(peace_growth: Array, impulse: Array, losses_russia: Array, p: WarEconomy) -> Array:
    """Let the Russian economy grow, percentage points a year, shape (run, 1)."""
    labour_lost = MONTHS_PER_YEAR * losses_russia / p.labour_force
    return peace_growth + impulse - PERCENT * p.labour_share * labour_lost


@rule(switch="war", writes="growth_russia", uses=(peace_growth,))
def grow_russia_in_peace(peace_growth: Array) -> Array:
    """Let the Russian economy grow without the impulse of war, shape (run, 1)."""
    return peace_growth


@rule(
    switch="war",
    writes="growth_luck",
    luck={"luck": Draw("growth", CHALLENGER, "normal")},
    at={"here": "challenger=RUS"},
)
def err_on_growth(growth_luck: Array, luck: Array, here: Array, p: WarEconomy) -> Array:
    """Renew the error of Russian growth, pp a year, shape (run, 1)."""
    fresh = np.sqrt(1.0 - p.growth_memory**2) * monthly_error(p)
    return p.growth_memory * growth_luck + fresh * weighed(luck, here)[..., None]


def monthly_error(p: WarEconomy) -> Array:
    """Return the error of a month's growth, annualised, that gives a year's mean its error.

    The mean of n months of an autoregression φ has the variance of one month times
    [n (1 - φ²) - 2 φ (1 - φⁿ)] / [n (1 - φ)]².
    """
    n, phi = MONTHS_PER_YEAR, p.growth_memory
    share = (n * (1.0 - phi**2) - 2 * phi * (1.0 - phi**n)) / (n * (1.0 - phi)) ** 2
    value: Array = p.growth_error / np.sqrt(share)
    return value


@rule(
    switch="war",
    writes="growth_korea",
    claims="C44",
    at={"sanctions_drag": "sanctions_drag.PRK"},
)
def grow_korea(sanctions_drag: Array, goods: Array, p: WarEconomy) -> Array:
    """Let the North Korean economy grow, percentage points a year, shape (run, 1)."""
    return p.korea_growth - sanctions_drag + p.goods_growth * goods


@rule(switch="war", writes="war_shock output_to_return", claims="C45")
def fade_war_shock(war_shock: Array, output_to_return: Array, p: WarEconomy) -> tuple[Array, Array]:
    """Let the disruption of the Russian economy fade, and half of it come back, shape (run, 1)."""
    taken = p.shock_returns * war_shock / MONTHS_PER_YEAR
    return war_shock * p.shock_memory, output_to_return * (1.0 - p.return_speed) + taken
