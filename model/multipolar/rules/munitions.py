"""Munitions: the shells that Russia needs, draws and makes.

Claims C46, C50, C61.

    need   = max(0, F* - prod - draw · stock_R)            while the war lasts
    prod   ← prod + g (prod_max · effort / cost - prod)    (learning; obsolescing bargain)
    cost   = 1 + χ_s p,  p = [1 - S (1 - L)]^(-1/η) - 1

Where less leaks, smuggled inputs are dearer, and shells with them: S is how much of the trade in
strategic goods the measures forbid, L how much of that the same money buys by detours, and p their
price above that without measures.

Literature addition (stabiliser): learning makes the supplier replaceable (obsolescing bargain,
Vernon 1971).
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.barter_parameters import Barter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Regime


@quantity(at={"front": "regime.ukraine"})
def war_at_the_front(front: Array) -> Array:
    """Return 1 while there is war in Ukraine and 0 otherwise, shape (run, 1)."""
    value: Array = (front == Regime.WAR).astype(np.float64)
    return value


@quantity(uses=(war_at_the_front,))
def shells_drawn(stock_russia: Array, war_at_the_front: Array, p: Barter) -> Array:
    """Return the shells that Russia draws from its stock, shape (run, 1)."""
    return p.draw * stock_russia * war_at_the_front


@rule(
    switch="barter",
    writes="munitions_need",
    claims="C46 C50 C61",
    uses=(shells_drawn, war_at_the_front),
)
def count_need(production: Array, shells_drawn: Array, war_at_the_front: Array, p: Barter) -> Array:
    """Count the shells that the front wants and Russia cannot make or draw, shape (run, 1)."""
    return np.maximum(0.0, p.wanted_fire - production - shells_drawn) * war_at_the_front


@quantity(
    at={
        "stringency": "stringency.RUS.strategic",
        "leakage": "leakage.RUS.strategic",
        "detour_price": "detour_price.RUS.strategic",
    }
)
def price_of_inputs(stringency: Array, leakage: Array, detour_price: Array, p: Barter) -> Array:
    """Return what forbidden inputs cost above their price without measures, shape (run, 1)."""
    bought = leakage * np.exp(-detour_price)
    available = np.maximum(p.least_inputs, 1.0 - stringency * (1.0 - bought))
    price: Array = available ** (-1.0 / p.inputs_elasticity) - 1.0
    return price


@quantity(uses=(price_of_inputs,))
def output_limit(dual_use: Array, price_of_inputs: Array, war_effort: Array, p: Barter) -> Array:
    """Return the output that inputs, their price and effort allow, shape (run, 1)."""
    supplied = (1.0 - p.inputs_share) + p.inputs_share * dual_use
    cost = 1.0 + p.shell_inputs * price_of_inputs
    return p.output_limit * war_effort * np.minimum(p.output_ceiling, supplied) / cost


@rule(switch="barter", writes="production", claims="C46 C61", uses=(output_limit, war_at_the_front))
def expand_output(
    production: Array, output_limit: Array, war_at_the_front: Array, p: Barter
) -> Array:
    """Expand the output of shells towards its limit, shape (run, 1)."""
    pace = p.learning * (p.peace_pace + (1.0 - p.peace_pace) * war_at_the_front)
    return production + pace * (output_limit - production)


@rule(switch="barter", writes="stock_russia", claims="C46", uses=(shells_drawn, war_at_the_front))
def use_russian_stock(
    stock_russia: Array, shells_drawn: Array, production: Array, war_at_the_front: Array, p: Barter
) -> Array:
    """Draw on the Russian stock in war and fill it in peace, shape (run, 1)."""
    return stock_russia - shells_drawn + p.restocking * (1.0 - war_at_the_front) * production
