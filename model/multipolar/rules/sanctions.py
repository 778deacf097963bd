"""Sanctions: what reaches the target, and how it adapts.

Claims C52, C54, C56. One pipeline per target j and class of products p (general, strategic,
energy): ``consent`` says what the sponsors want, ``packages`` impose, ``leakage`` watches,
``carriers`` carry, the rules here press and adapt, and ``costs`` counts what the target loses.

    adaptation   a ← a + α (a_max - a), while measures are in force
    pressure     P = share^c · S · (1 - L) · (1 - a)

Sources: convexity in the coalition's share (Hausmann, Schetter and Yildirim 2024); adaptation
(Gutmann, Neuenkirch and Neumeier 2023).

Without sanctions nothing is forbidden, leaks, presses or costs, and the fear of secondary sanctions
fades.
"""

from __future__ import annotations

from multipolar.arrays import Array
from multipolar.rules.costs import Costs, bite, count_loss, drag_growth
from multipolar.rules.forms import total
from multipolar.rules.leakage import count_patrons, fade_secondary_fear, update_monitoring
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.packages import (
    clear_all,
    clear_table,
    count_packages,
    move_measures,
    pay_opponents,
    propose_package,
)
from multipolar.rules.packages_parameters import Packages
from multipolar.rules.rule import rule
from multipolar.rules.sanctions_parameters import SanctionsRules
from multipolar.trade.response import shares_of_groups


@rule(switch="sanctions", writes="pressure", claims="C52 C54 C56")
def apply_pressure(
    stringency: Array,
    leakage: Array,
    adaptation: Array,
    coalition_share: Array,
    joined: Array,
    p: Costs,
) -> Array:
    """Measure what reaches the target, shape (run, target, product)."""
    carried = bite(shares_of_groups(coalition_share, joined), p)
    return (carried * (1.0 - adaptation))[..., None] * stringency * (1.0 - leakage)


@rule(switch="sanctions", writes="adaptation", claims="C54")
def update_adaptation(
    adaptation: Array, stringency: Array, product_weight: Array, p: SanctionsRules
) -> Array:
    """Let the target adjust to hardship, shape (run, target)."""
    hardship = total(stringency * product_weight)
    return adaptation + p.adaptation_speed * hardship * (p.adaptation_limit - adaptation)


@rule(switch="sanctions", writes="stringency monitoring")
def forbid_nothing(stringency: Array, monitoring: Array, p: SanctionsRules) -> tuple[Array, Array]:
    """Let a world without sanctions forbid nothing, and watching decay."""
    return 0.0 * stringency, monitoring * (1.0 - p.monitoring_decay)


@rule(switch="sanctions", writes="pressure static_loss sanctions_drag")
def press_nobody(
    pressure: Array, static_loss: Array, sanctions_drag: Array
) -> tuple[Array, Array, Array]:
    """Let a world without sanctions press nobody and cost nothing."""
    return 0.0 * pressure, 0.0 * static_loss, 0.0 * sanctions_drag


MECHANISM = Mechanism(
    name="sanctions",
    switch="sanctions",
    parameters=(SanctionsRules, Packages, Costs),
    rules={
        "perception": (propose_package,),
        "flows": (
            move_measures,
            count_packages,
            clear_table,
            pay_opponents,
            update_monitoring,
            fade_secondary_fear,
            count_patrons,
        ),
        "outcomes": (apply_pressure, count_loss),
        "learning": (update_adaptation, drag_growth),
    },
    choices=("bargain", "measures", "consent"),
    absent={
        "flows": (forbid_nothing, fade_secondary_fear, clear_all),
        "outcomes": (press_nobody,),
    },
)
