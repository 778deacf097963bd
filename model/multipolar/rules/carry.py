"""Carry: what a carrier does about forbidden goods, a choice of its state.

Claims C47, C54, C56, C57. Log odds of each stance a (0 open, 1 looks away, 2 enforces):

    U(a) = -h |a - stance| + a [φ det west - ρ rent - π (willing - 1)]

h is what holds a state to its stance: at h a tightening comes as seldom as in the record, eleven
in 280 months of carriers. φ is the fear of measures, by the chance to be seen and the exposure to
the West; ρ the weight of the rent, a share of product; π that of its own will. Neither the rent
nor the threat of secondary sanctions showed in the record: ρ is nought, and the threat acts on
trade alone.

Wants have the shape (run, carrier, action).
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.carriers import RUSSIA, detection, willing
from multipolar.rules.carriers_parameters import Carriers
from multipolar.rules.forms import PERCENT, options, scale_fact, total
from multipolar.rules.rule import quantity, rule

STANCES = ("open", "look_away", "enforce")
STEPS = np.arange(float(len(STANCES)))


def by_step(value: Array) -> Array:
    """Return what each step of enforcement adds, shape (run, carrier, action)."""
    return options(*(step * value for step in STEPS))


@quantity()
def temperature(p: Carriers) -> Array:
    """Return the temperature of the choice, shape (run, 1)."""
    return p.temperature


@rule(switch="carriers", claims="C56")
def habit_of_stance(stance: Array, p: Carriers) -> Array:
    """Hold a carrier to its stance."""
    return options(*(-p.inertia * abs(step - stance) for step in STEPS))


@rule(switch="carriers", claims="C56", uses=(detection,), at={"russia": RUSSIA})
def fear_of_measures(
    detection: Array, exposure_to_west: Array, russia: Array, p: Carriers
) -> Array:
    """Let a carrier fear measures where it is seen and exposed."""
    seen = total(detection * russia[:, None], axis=1)
    return by_step(scale_fact(p.fear, exposure_to_west) * seen)


@rule(switch="carriers", claims="C54", at={"price": "detour_price.RUS.strategic"})
def rent(transit: Array, price: Array, carrier_gdp: Array, p: Carriers) -> Array:
    """Let a carrier value what it earns, per cent of its product."""
    earned = scale_fact(PERCENT * MONTHS_PER_YEAR * np.expm1(price), 1.0 / carrier_gdp) * transit
    return by_step(-p.rent_weight * earned)


@rule(switch="carriers", claims="C47 C57", uses=(willing,))
def own_will(willing: Array, p: Carriers) -> Array:
    """Let a carrier follow its position on the war and the norm."""
    return by_step(p.will * (1.0 - willing))


__all__ = ["STANCES", "fear_of_measures", "habit_of_stance", "own_will", "rent", "temperature"]
