"""Regimes: peace, crisis and war in each theatre, and where tension rests in each of them.

Claims C42, C61.

Peace turns to crisis above crisis_threshold for two months, and back below it for two; crisis turns
to war with probability logistic(s (E - war_threshold)). A war is of a kind (``conflicts``): each
theatre has one with which it begins, and a clash or a blockade that breaks through its ceiling
becomes a land war. War turns to crisis when it ends, by itself, by a full concession or by a dated
event; unless one side has won, a truce holds then, and may break. Tension follows: a share
standing_down of the way to its new rest at once.

Tension rests at the rest level in peace, at that plus crisis_lift in a crisis, and at the level of
its kind in a war, whose ceiling it never exceeds.

Departure from the starting equations: with slope s = 1 a crisis at rung 5 would become a war
within a year in most runs, against every base rate; the slope is 3.

A crisis must not feed itself: with a lift of a whole rung the rest level of a crisis stood at the
crisis threshold, and one shock kept Korea and Taiwan in crisis for years.

Without this mechanism tension begins no war and breaks no truce: wars that dated events begin end
by the published hazards.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array, Flags
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules.conflicts import (
    CEILING,
    LEVEL,
    WIDER,
    Conflicts,
    broken,
    chance_of_end,
    ended,
    stopped,
    war_age,
    widened,
    won,
)
from multipolar.rules.forms import LADDER_TOP, approach, logistic
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.world.codes import Regime


@dataclass(frozen=True)
class Regimes(Parameters):
    """Parameters of the regimes of a theatre."""

    group = "regimes"

    crisis_lift: Array = parameter(
        0.3,
        unit="rung",
        evidence="D",
        maximum=5.0,
        source="small enough that a shock of three rungs is gone after 36 months; judged otherwise",
    )
    crisis_threshold: Array = parameter(
        4.5, unit="rung", evidence="J", maximum=10.0, source="ladder: tests to show of force"
    )
    war_threshold: Array = parameter(
        6.2,
        unit="rung",
        evidence="D",
        maximum=10.0,
        source="base rates under tension that halves in three months: less than one war in a "
        "century in Korea and around Taiwan, one crisis in seven in the Middle East (a fifth of "
        "all crises: Brecher and Wilkenfeld)",
        effects="CRI01",
    )
    war_slope: Array = parameter(
        3.0, unit="1/rung", evidence="J", symbol="s", maximum=20.0, source="base rates of wars"
    )
    turn_months: Array = parameter(
        2.0,
        unit="months",
        evidence="J",
        minimum=1.0,
        maximum=60.0,
        source="judged: months in a row above or below the threshold before a regime turns",
    )


def rest_in(regime: Array, conflict: Array, rest_level: Array, p: Regimes) -> Array:
    """Return the level to which tension returns under a regime, the shape of ``regime``."""
    calm = rest_level + p.crisis_lift * (regime == Regime.CRISIS)
    return np.where(regime == Regime.WAR, LEVEL[conflict.astype(np.intp)], calm)


@rule(switch="theatres", writes="resting_level")
def set_resting_level(rest_level: Array, regime: Array, conflict: Array, p: Regimes) -> Array:
    """Return the level to which a theatre returns under its regime, shape (run, theatre)."""
    return rest_in(regime, conflict, rest_level, p)


@quantity(luck={"luck": Draw("regime_change", THEATRE)}, uses=(broken,))
def begun(
    escalation: Array, regime: Array, war_months: Array, broken: Flags, luck: Array, p: Regimes
) -> Flags:
    """Return whether a war begins this month, or begins again, shape (run, theatre)."""
    tense = (regime == Regime.CRISIS) & (war_months <= 0.0)
    breaks_out = luck < logistic(p.war_slope * (escalation - p.war_threshold))
    value: Flags = broken | (tense & breaks_out)
    return value


@rule(
    switch="theatres",
    writes="regime regime_months",
    claims="C42",
    uses=(begun, ended),
)
def change_regime(
    escalation: Array, regime: Array, regime_months: Array, begun: Flags, ended: Flags, p: Regimes
) -> tuple[Array, Array]:
    """Turn peace to crisis, crisis to war or peace, and war to crisis, shape (run, theatre)."""
    peace, crisis = regime == Regime.PEACE, regime == Regime.CRISIS
    high = escalation > p.crisis_threshold
    months = np.where(np.where(peace, high, crisis & ~high), regime_months + 1.0, 0.0)
    ripe = months >= p.turn_months
    turned = np.where(crisis & ripe, Regime.PEACE, regime)
    turned = np.where((peace & ripe) | ended, Regime.CRISIS, turned)
    turned = np.where(begun, Regime.WAR, turned)
    return turned, np.where(turned == regime, months, 0.0)


@rule(switch="theatres", writes="end_chance", claims="C61", uses=(chance_of_end,))
def tell_end_chance(chance_of_end: Array) -> Array:
    """Keep the chance that a war ends this month, shape (run, theatre)."""
    return chance_of_end


@rule(switch="theatres", writes="war_months", claims="C61", uses=(war_age, ended, widened))
def count_war_months(war_age: Array, ended: Flags, widened: Flags) -> Array:
    """Count the months of a war; one that widens begins anew, shape (run, theatre)."""
    return np.where(ended | widened, 0.0, war_age)


@rule(switch="theatres", writes="truce_months victory", uses=(stopped, won, begun))
def keep_truce(
    truce_months: Array,
    victory: Array,
    regime: Array,
    stopped: Flags,
    won: Flags,
    begun: Flags,
    p: Conflicts,
) -> tuple[Array, Array]:
    """Begin a truce where a war stops that nobody won, and count its months, (run, theatre)."""
    old = np.where(truce_months < p.truce_horizon, truce_months + 1.0, 0.0)
    kept = np.where((truce_months > 0.0) & (regime != Regime.WAR), old, 0.0)
    kept = np.where(stopped, ~won, kept)
    last = np.where(begun | (regime == Regime.WAR), 0.0, victory)
    return np.where(begun, 0.0, kept), np.where(stopped, won, last)


@rule(
    switch="theatres",
    writes="conflict",
    at={"usual": "start of conflict"},
    uses=(begun, widened),
)
def set_conflict(
    conflict: Array,
    usual: Array,
    regime: Array,
    war_months: Array,
    truce_months: Array,
    begun: Flags,
    widened: Flags,
) -> Array:
    """Let a war widen; after war and truce the next is of the usual kind, (run, theatre)."""
    over = (regime != Regime.WAR) & (war_months <= 0.0) & (truce_months <= 0.0) & ~begun
    kept = np.where(over, usual, conflict)
    return np.where(widened, WIDER[conflict.astype(np.intp)], kept)


@quantity(uses=(broken,))
def new_rest(rest_level: Array, conflict: Array, broken: Flags, p: Regimes) -> Array:
    """Return where tension rests after a truce or its end, shape (run, theatre)."""
    regime = np.where(broken, Regime.WAR, Regime.CRISIS)
    return rest_in(regime, conflict, rest_level, p)


@quantity(uses=(war_age, widened))
def ceiling(conflict: Array, war_age: Array, widened: Flags) -> Array:
    """Return the highest rung of a theatre, that of its kind in a war, shape (run, theatre)."""
    bound = CEILING[conflict.astype(np.intp)]
    return np.where((war_age > 0.0) & ~widened, bound, LADDER_TOP)


@rule(
    switch="theatres",
    writes="escalation",
    uses=(new_rest, ceiling, stopped, broken),
)
def follow_regime(
    escalation: Array,
    new_rest: Array,
    ceiling: Array,
    stopped: Flags,
    broken: Flags,
    p: Conflicts,
) -> Array:
    """Let tension follow a truce or its end, and keep it below a war's ceiling, (run, theatre)."""
    moved = approach(escalation, new_rest, p.standing_down)
    return np.where(stopped | broken, moved, np.minimum(escalation, ceiling))


@rule(switch="theatres", writes="regime", uses=(ended,))
def end_war(regime: Array, ended: Flags) -> Array:
    """Turn war to crisis when it ends, shape (run, theatre)."""
    return np.where(ended, Regime.CRISIS, regime)


@rule(switch="theatres", writes="war_months", uses=(war_age, ended))
def age_war(war_age: Array, ended: Flags) -> Array:
    """Count the months of a war that cannot widen, shape (run, theatre)."""
    return np.where(ended, 0.0, war_age)


MECHANISM = Mechanism(
    name="regimes",
    switch="theatres",
    parameters=(Regimes, Conflicts),
    rules={
        "perception": (set_resting_level,),
        "learning": (
            tell_end_chance,
            change_regime,
            count_war_months,
            keep_truce,
            set_conflict,
            follow_regime,
        ),
    },
    absent={"perception": (set_resting_level,), "learning": (end_war, age_war)},
)
