"""Regimes: peace, crisis and war in each theatre, and where tension rests in each of them.

Claims C42.

Peace turns to crisis above crisis_threshold for two months, and back below it for two; crisis turns
to war with probability logistic(s (E - war_threshold)); war turns to crisis with hazard war_exit.
Tension rests at the rest level in peace, at that plus crisis_lift in a crisis, and at war_level in
a war.

Departure from the starting equations: with slope s = 1 a crisis at rung 5 would become a war
within a year in most runs, against every base rate; the slope is 3.

A crisis must not feed itself: with a lift of a whole rung the rest level of a crisis stood at the
crisis threshold, and one shock kept Korea and Taiwan in crisis for years.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules.forms import logistic
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import rule
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
    war_level: Array = parameter(
        7.5, unit="rung", evidence="J", maximum=10.0, source="ladder: limited to high-intensity war"
    )
    crisis_threshold: Array = parameter(
        4.5, unit="rung", evidence="J", maximum=10.0, source="ladder: tests to show of force"
    )
    war_threshold: Array = parameter(
        7.5, unit="rung", evidence="J", maximum=10.0, source="ladder: limited war"
    )
    war_slope: Array = parameter(
        3.0, unit="1/rung", evidence="J", symbol="s", maximum=20.0, source="base rates of wars"
    )
    war_exit: Array = parameter(
        0.01,
        0.004,
        0.02,
        unit="1/month",
        evidence="J",
        maximum=1.0,
        source="judged: after its first year 5 to 22 % of such wars end in a year",
    )
    turn_months: Array = parameter(
        2.0,
        unit="months",
        evidence="J",
        minimum=1.0,
        maximum=60.0,
        source="judged: months in a row above or below the threshold before a regime turns",
    )


@rule(switch="theatres", writes="resting_level")
def set_resting_level(rest_level: Array, regime: Array, p: Regimes) -> Array:
    """Return the level to which a theatre returns under its regime, shape (run, theatre)."""
    level = rest_level + p.crisis_lift * (regime == Regime.CRISIS)
    return np.where(regime == Regime.WAR, p.war_level, level)


@rule(
    switch="theatres",
    writes="regime regime_months",
    claims="C42",
    luck={"luck": Draw("regime_change", THEATRE)},
)
def change_regime(
    escalation: Array, regime: Array, regime_months: Array, luck: Array, p: Regimes
) -> tuple[Array, Array]:
    """Turn peace to crisis, crisis to war or peace, and war to crisis, shape (run, theatre)."""
    peace, crisis = regime == Regime.PEACE, regime == Regime.CRISIS
    high = escalation > p.crisis_threshold
    months = np.where(np.where(peace, high, crisis & ~high), regime_months + 1.0, 0.0)
    ripe = months >= p.turn_months
    war = crisis & (luck < logistic(p.war_slope * (escalation - p.war_threshold)))
    calm = crisis & ripe & ~war
    truce = (regime == Regime.WAR) & (luck < p.war_exit)
    turned = np.where(calm, Regime.PEACE, regime)
    turned = np.where(war, Regime.WAR, turned)
    turned = np.where((peace & ripe) | truce, Regime.CRISIS, turned)
    return turned, np.where(turned == regime, months, 0.0)


MECHANISM = Mechanism(
    name="regimes",
    switch="theatres",
    parameters=(Regimes,),
    rules={
        "perception": (set_resting_level,),
        "learning": (change_regime,),
    },
)
