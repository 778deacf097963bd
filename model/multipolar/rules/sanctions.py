"""Sanctions: what reaches the target, how it adapts, and what the measures cost.

Claims C52, C54, C56. One pipeline per target j and class of products p (general, strategic,
energy): ``packages`` impose, ``leakage`` watches and leaks, and the rules here press, adapt and
cost.

    adaptation   a ← a + α (a_max - a), while measures are in force
    pressure     P = share^c · S · (1 - L) · (1 - a)
    loss         W = response surface of general equilibrium (share by partner, S (1 - L) by class)
    cost         C W (1 - a) (exp(-age / 18) + floor), percentage points of a year's output

The loss W of real income is read off `multipolar.trade.response`: who carries the measures counts
by its trade with the target, so a coalition that gains or loses China changes it as trade says.

Sources: convexity in the coalition's share (Hausmann, Schetter and Yildirim 2024); adaptation
(Gutmann, Neuenkirch and Neumeier 2023); cost of United Nations and of United States measures
(Neuenkirch and Neumeier 2015).
"""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.months import MONTHS_PER_YEAR
from multipolar.rules.forms import PERCENT, options, total
from multipolar.rules.leakage import (
    count_patrons,
    count_traders,
    fade_secondary_fear,
    update_leakage,
    update_monitoring,
)
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.packages import count_packages, tighten_measures
from multipolar.rules.rule import rule
from multipolar.rules.sanctions_parameters import SanctionsRules
from multipolar.trade.response import class_shares, reach, shares_of_groups, static_loss


@rule(switch="sanctions", writes="pressure", claims="C52 C54 C56")
def apply_pressure(
    stringency: Array,
    leakage: Array,
    adaptation: Array,
    coalition_share: Array,
    joined: Array,
    p: SanctionsRules,
) -> Array:
    """Measure what reaches the target, shape (run, target, product)."""
    carried_by = reach(shares_of_groups(coalition_share, joined))
    bite = (carried_by**p.convexity * (1.0 - adaptation))[..., None]
    return bite * stringency * (1.0 - leakage)


@rule(switch="sanctions", writes="static_loss", claims="C54")
def count_loss(
    stringency: Array, leakage: Array, coalition_share: Array, joined: Array, p: SanctionsRules
) -> Array:
    """Read off real trade what the measures cost the target, shape (run, target).

    What leaks counts by value, so its mark-up is in the leakage already.
    """
    groups = shares_of_groups(coalition_share, joined)
    removed = stringency * (1.0 - leakage)
    targets = groups.shape[1]
    flows = class_shares()[:targets].swapaxes(0, 1)
    cut = options(*(total(removed * share) for share in flows))
    return static_loss(groups, cut, p.trade_elasticity)


@rule(switch="sanctions", writes="adaptation", claims="C54")
def update_adaptation(
    adaptation: Array, stringency: Array, product_weight: Array, p: SanctionsRules
) -> Array:
    """Let the target adjust to hardship, shape (run, target)."""
    hardship = total(stringency * product_weight)
    return adaptation + p.adaptation_speed * hardship * (p.adaptation_limit - adaptation)


@rule(switch="sanctions", writes="sanctions_drag sanctions_cost", claims="C54")
def drag_growth(
    sanctions_cost: Array,
    static_loss: Array,
    adaptation: Array,
    sanctions_age: Array,
    p: SanctionsRules,
) -> tuple[Array, Array]:
    """Take the loss from growth, most of it at first, and add it up, shape (run, target)."""
    weight = np.exp(-sanctions_age / p.cost_decay) + p.cost_floor
    yearly = PERCENT * p.first_year * static_loss * (1.0 - adaptation) * weight
    return yearly, sanctions_cost + yearly / MONTHS_PER_YEAR


MECHANISM = Mechanism(
    name="sanctions",
    switch="sanctions",
    parameters=(SanctionsRules,),
    rules={
        "flows": (
            tighten_measures,
            count_packages,
            update_monitoring,
            fade_secondary_fear,
            count_traders,
            count_patrons,
            update_leakage,
        ),
        "outcomes": (apply_pressure, count_loss),
        "learning": (update_adaptation, drag_growth),
    },
    choices=("bargain",),
)
