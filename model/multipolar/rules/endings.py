"""Endings: what settling the war in Ukraine is worth to its parties, and how decisive it is.

Claims C19, C41, C53, C61.

    s = ω1 ln(toll / (age ref)) + ω2 (A° - A_6m) + ω3 (1 - |x - x_12m| / ref) + ω4 (drag - ref) / 3
        + ω5 (aim° - aim)
    settlement = s - ½ Var s + willing + brokered,    Var s = Σ ω_i² v_i
    Pr(victory | end) = Λ(logit(share) + |x| - |x|°)

The surplus that a war burns and a settlement saves (Fearon 1995, Powell 2006): its cost in lives,
the fatigue of sponsors, mutual optimism (who still hopes for the front to move does not settle),
the drag of sanctions, and against it what the aim of restoration is worth; ``settling`` adds
the terms that the parties offer, ``mediation`` what mediators bring about. Each term is the
distance from its usual value, the mean in the reference runs (prior vectors, calendar ``author``,
war kept going, July 2024 to December 2028), so that E s = 0 in every run whatever its ω; v_i are
the variances of the terms there, and the half of Var s is taken off because a hazard is convex in
s. Terms so shift endings and on average add none; ``tests/proofs/endings.py`` measures the usual
values anew. Theatres without such terms end by the published hazards alone, and without this
mechanism all do.

What lasted a while is remembered with a mean lag of 6 months (support) and 12 (the front).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.rules.forms import approach, scale_fact
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.mediation import brokered
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity, rule
from multipolar.rules.settling import willing
from multipolar.world.codes import Regime


@dataclass(frozen=True)
class Endings(Parameters):
    """Parameters of what settling is worth; usual values and spreads are those of the terms."""

    group = "endings"

    toll: Array = parameter(
        0.3,
        0.0,
        0.8,
        unit="log odds per log of losses",
        evidence="J",
        symbol="ω1",
        maximum=10.0,
        effects="WAR17",
        source="sign and log form: support for a war falls by 15 points with ten times the "
        "casualties (Mueller 1973; Gartner and Segura 1998); size judged",
    )
    fatigue: Array = parameter(
        0.5,
        0.1,
        0.9,
        unit="log odds per share of aid",
        evidence="R-L",
        symbol="ω2",
        maximum=10.0,
        effects="WAR07",
        source="settlement 0.6 times as likely where a third party arms one side (Balch-Lindsay, "
        "Enterline and Joyce 2008); civil wars only",
    )
    optimism: Array = parameter(
        0.2,
        0.0,
        0.6,
        unit="log odds",
        evidence="J",
        symbol="ω3",
        maximum=10.0,
        source="judged; private information and hope delay settlement (Fearon 1995)",
    )
    hardship: Array = parameter(
        0.3,
        0.0,
        1.0,
        unit="log odds per 3 pp/year",
        evidence="J",
        symbol="ω4",
        maximum=10.0,
        source="judged",
    )
    ambition: Array = parameter(
        1.0,
        unit="log odds",
        evidence="J",
        symbol="ω5",
        maximum=10.0,
        source="judged (0 to 2); acts where a scenario moves the aim of restoration",
    )
    usual_toll: Array = parameter(
        34.6,
        unit="thousand/month",
        evidence="D",
        minimum=0.1,
        maximum=1000.0,
        source="losses of both sides per month of war, geometric mean of the reference runs",
    )
    usual_aid: Array = parameter(
        0.976,
        unit="index",
        evidence="D",
        maximum=10.0,
        source="support of half a year, mean of the reference runs",
    )
    usual_change: Array = parameter(
        0.225,
        unit="log odds",
        evidence="D",
        minimum=0.01,
        maximum=10.0,
        source="distance of the front from where it stood, mean of the reference runs",
    )
    usual_drag: Array = parameter(
        0.867,
        unit="pp/year",
        evidence="D",
        maximum=20.0,
        source="drag of sanctions on Russia, mean of the reference runs",
    )
    usual_aim: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="aim of restoration at the start",
    )
    usual_front: Array = parameter(
        0.735,
        unit="log odds",
        evidence="D",
        maximum=10.0,
        source="size of the front's state at which one war in four ends by victory",
    )
    spread_toll: Array = parameter(
        0.051, evidence="D", maximum=10.0, source="sd of the term in the reference runs"
    )
    spread_aid: Array = parameter(
        0.166, evidence="D", maximum=10.0, source="sd of the term in the reference runs"
    )
    spread_change: Array = parameter(
        0.799, evidence="D", maximum=10.0, source="sd of the term in the reference runs"
    )
    spread_drag: Array = parameter(
        0.177, evidence="D", maximum=10.0, source="sd of the term in the reference runs"
    )


POINTS_OF_DRAG = 3.0
"""Percentage points of growth a year to which ω4 refers: a regime of the United Nations."""

CONVEXITY = 0.5
"""What the log of the mean of exp(s) gains with a unit of the variance of s."""

HALF_YEAR, YEAR = 1.0 / 6.0, 1.0 / 12.0
"""Speeds of memories whose mean lags are six and twelve months."""


@rule(
    switch="endings",
    writes="toll aid_of_late front_of_late",
    at={"regime": "regime.ukraine"},
)
def remember_war(
    toll: Array,
    aid_of_late: Array,
    front_of_late: Array,
    losses_russia: Array,
    losses_ukraine: Array,
    aid_delivered: Array,
    front: Array,
    regime: Array,
) -> tuple[Array, Array, Array]:
    """Count the dead of the war, and remember support and front of late, each (run, 1)."""
    dead = np.where(regime == Regime.WAR, toll + losses_russia + losses_ukraine, 0.0)
    return (
        dead,
        approach(aid_of_late, aid_delivered, HALF_YEAR),
        approach(front_of_late, front, YEAR),
    )


@quantity(at={"age": "war_months.ukraine"})
def cost_in_lives(toll: Array, age: Array, p: Endings) -> Array:
    """Return the log of the losses of the war over those of a usual one as old, (run, 1)."""
    usual = np.maximum(age, 1.0) * p.usual_toll
    value: Array = np.log(np.where(toll > 0.0, toll / usual, 1.0))
    return value


@quantity()
def sponsors_fatigue(aid_of_late: Array, p: Endings) -> Array:
    """Return what support of late lacks to the usual, a share of that of 2022-24, (run, 1)."""
    return p.usual_aid - aid_of_late


@quantity()
def sobriety(front: Array, front_of_late: Array, p: Endings) -> Array:
    """Return how little the front has moved against a usual year, shape (run, 1)."""
    value: Array = 1.0 - np.abs(front - front_of_late) / p.usual_change
    return value


@quantity(at={"sanctions_drag": "sanctions_drag.RUS"})
def sanctions_hardship(sanctions_drag: Array, p: Endings) -> Array:
    """Return the drag of sanctions beyond the usual, in units of 3 points, shape (run, 1)."""
    return (sanctions_drag - p.usual_drag) / POINTS_OF_DRAG


@quantity(uses=(willing, brokered))
def willing_less_ambition(
    willing: Array, brokered: Array, restoration_aim: Array, p: Endings
) -> Array:
    """Return what terms and mediators add and the aim of restoration takes, shape (run, 1)."""
    value: Array = willing + brokered + p.ambition * (p.usual_aim - restoration_aim)
    return value


@quantity()
def variance(p: Endings) -> Array:
    """Return the variance of the worth of settling in the reference runs, shape (run, 1)."""
    return (
        (p.toll * p.spread_toll) ** 2
        + (p.fatigue * p.spread_aid) ** 2
        + (p.optimism * p.spread_change) ** 2
        + (p.hardship * p.spread_drag) ** 2
    )


@rule(
    switch="endings",
    writes="settlement",
    claims="C19 C41 C53 C61",
    at={"here": "theatre=ukraine"},
    uses=(
        cost_in_lives,
        sponsors_fatigue,
        sobriety,
        sanctions_hardship,
        willing_less_ambition,
        variance,
    ),
)
def weigh_settlement(
    cost_in_lives: Array,
    sponsors_fatigue: Array,
    sobriety: Array,
    sanctions_hardship: Array,
    willing_less_ambition: Array,
    variance: Array,
    here: Array,
    p: Endings,
) -> Array:
    """Weigh what the parties gain by settling, against its expected value, (run, theatre)."""
    worth = (
        p.toll * cost_in_lives
        + p.fatigue * sponsors_fatigue
        + p.optimism * sobriety
        + p.hardship * sanctions_hardship
        + willing_less_ambition
    )
    return scale_fact(worth - CONVEXITY * variance, here)


@rule(switch="endings", writes="decisiveness", claims="C61", at={"here": "theatre=ukraine"})
def judge_front(front: Array, here: Array, p: Endings) -> Array:
    """Judge how near one side is to victory, against the usual, shape (run, theatre)."""
    return scale_fact(np.abs(front) - p.usual_front, here)


MECHANISM = Mechanism(
    name="endings",
    switch="endings",
    parameters=(Endings,),
    rules={"outcomes": (remember_war, weigh_settlement, judge_front)},
)
