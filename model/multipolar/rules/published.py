"""Published sizes of effects, and the coefficients that follow from them.

Research states an effect in a unit of its own: by what a cause multiplies the odds of an act, by
how many percentage points it moves a chance, how long half of a shock lasts. A parameter is stated
in that unit; what an equation of the model needs follows here and nowhere else.
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import PERCENT


def log_odds(odds_ratio: Array) -> Array:
    """Return what an odds ratio adds to the log odds."""
    added: Array = np.log(odds_ratio)
    return added


def shift_of_odds(points: Array, chance: Array) -> Array:
    """Return what percentage points more of a chance, 0 to 1, add to its log odds."""
    higher = chance + points / PERCENT
    added: Array = np.log(higher / (1.0 - higher)) - np.log(chance / (1.0 - chance))
    return added


def kept_up(months: Array | float, decay: Array) -> Array:
    """Return the level that a push of one a month has reached after some months of decay."""
    reached: Array = (1.0 - (1.0 - decay) ** months) / decay
    return reached


def push_for(effect: Array, months: Array | float, decay: Array) -> Array:
    """Return the monthly push that, kept up against a decay, has an effect after some months."""
    return effect / kept_up(months, decay)


def impulse_for(effect: Array, months: Array | float, decay: Array) -> Array:
    """Return the single push whose mean over some months, while it decays, is an effect."""
    return effect * months / kept_up(months, decay)


def share_of_month(share_of_year: Array) -> Array:
    """Return the share of a gap that closes in a month if this share closes in a year."""
    closed: Array = 1.0 - (1.0 - share_of_year) ** (1.0 / 12.0)
    return closed


def fading(half_life: Array) -> Array:
    """Return the share that is lost in a month of something with this half-life in months."""
    lost: Array = 1.0 - np.exp2(-1.0 / half_life)
    return lost
