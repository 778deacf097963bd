"""Kinds of conflict, and how they end: by age, by what settling is worth, by victory.

Claims C41, C42, C61.

    Pr(end) = Λ(ln(e^h - 1) + s)               h the hazard of the war's kind at its age

The published rates are hazards, h = -ln(1 - chance), so that with s = 0 a war ends with the chance
1 - e^-h of its kind and age (world/conflicts.csv). s, the worth of settling as ``endings`` weighs
it, shifts them and on average adds nothing. A full concession of the side that began the war ends
it. Of the wars that end, some end by the victory of one side, more where the front is decisive
(``endings``); the others by a truce.

    Pr(a truce breaks in a month) = 1 - (1 - share)^(ratio^provisions / horizon)
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array, Flags
from multipolar.axes import THEATRE
from multipolar.luck import Draw
from multipolar.rules.forms import apply_matrix, log_odds, logistic
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import quantity
from multipolar.world.codes import STAGES, Conflict, Regime, codes_of
from multipolar.world.tables import read_table

_ROWS = {row["conflict"]: row for row in read_table("conflicts.csv")}


def _column(name: str) -> Array:
    """Return a column of the table of conflicts, by the code of the kind."""
    return np.array([float(_ROWS[kind][name]) for kind in codes_of(Conflict)])


HAZARD_FIRST, HAZARD_THEN, HAZARD_LATER = map(
    _column, ("hazard_first", "hazard_then", "hazard_later")
)
"""Hazard of ending by kind, per month: at first, then, and later."""

UNTIL_FIRST, UNTIL_THEN = map(_column, ("until_first", "until_then"))
"""Last month of age, by kind, to which the first two hazards apply."""

LEVEL, CEILING = map(_column, ("level", "ceiling"))
"""Rung to which tension returns in a war of a kind, and the highest that it reaches."""

WIDER = np.array(
    [float(codes_of(Conflict)[_ROWS[kind]["widens_to"]]) for kind in codes_of(Conflict)]
)
"""Kind that a war of a kind turns to when it breaks through its ceiling; its own if it cannot."""


@dataclass(frozen=True)
class Conflicts(Parameters):
    """Parameters of truces, and of how tension follows the end of a war."""

    group = "conflicts"

    broken_truces: Array = parameter(
        0.4,
        unit="share",
        evidence="S",
        minimum=0.0,
        maximum=0.99,
        source="HCSS 2022: 0.4 (0.3-0.5) of negotiated agreements 1975-2018 break down; mostly "
        "civil wars",
    )
    truce_horizon: Array = parameter(
        60.0,
        unit="months",
        evidence="J",
        minimum=1.0,
        maximum=100.0,
        source="judged: the source names no horizon; after it a truce is peace",
    )
    provisions: Array = parameter(
        0.0,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: no plan on the table in June 2024 had any; 1 is a demilitarised zone, "
        "monitors and guarantees",
    )
    provisions_ratio: Array = parameter(
        0.5,
        evidence="R-L",
        minimum=0.01,
        maximum=1.0,
        source="Fortna 2003: strong provisions make resumption less likely; size judged (0.2-0.9)",
    )
    victory: Array = parameter(
        0.25,
        unit="share",
        evidence="S",
        minimum=0.001,
        maximum=0.999,
        source="CSIS 2024 (30 %) and HCSS 2022 (one fifth): interstate wars of high intensity that "
        "end by the victory of one side",
    )
    standing_down: Array = parameter(
        0.6,
        unit="share",
        evidence="J",
        maximum=1.0,
        source="judged: a cease-fire takes a war's level down by a third at once; back when broken",
    )
    widening_slope: Array = parameter(
        3.0,
        unit="1/rung",
        evidence="J",
        maximum=20.0,
        source="judged: as sharp as the turn from crisis to war",
    )


def hazard(conflict: Array, age: Array) -> Array:
    """Return the published hazard of ending of a war of a kind at an age, per month.

    Parameters
    ----------
    conflict : ndarray
        Codes of kinds.
    age : ndarray
        Months at war, the present one included.
    """
    kind = conflict.astype(np.intp)
    later = np.where(age > UNTIL_THEN[kind], HAZARD_LATER[kind], HAZARD_THEN[kind])
    return np.where(age > UNTIL_FIRST[kind], later, HAZARD_FIRST[kind])


@quantity()
def war_age(regime: Array, war_months: Array) -> Array:
    """Return the months at war, this one included, nought without war, shape (run, theatre)."""
    return np.where(regime == Regime.WAR, war_months + 1.0, 0.0)


@quantity()
def given_up(concession: Array, target_theatre: Array) -> Array:
    """Return 1 in the theatre of a target that has conceded in full, shape (run, theatre)."""
    return apply_matrix((concession >= max(STAGES)).astype(np.float64), target_theatre)


@quantity(uses=(war_age,))
def chance_of_end(conflict: Array, war_age: Array, settlement: Array, end_is_open: Array) -> Array:
    """Return the chance that a war ends this month by itself, shape (run, theatre)."""
    chance = logistic(np.log(np.expm1(hazard(conflict, war_age))) + settlement)
    return np.where(war_age > 0.0, chance * end_is_open, 0.0)


@quantity(
    luck={"end_luck": Draw("war_ends", THEATRE)},
    uses=(war_age, chance_of_end, given_up),
)
def ended(war_age: Array, chance_of_end: Array, given_up: Array, end_luck: Array) -> Flags:
    """Return whether a war ends this month, shape (run, theatre)."""
    return (war_age > 0.0) & ((end_luck < chance_of_end) | (given_up > 0.0))


@quantity(luck={"victory_luck": Draw("victory", THEATRE)}, uses=(ended, given_up))
def won(
    ended: Flags, given_up: Array, decisiveness: Array, victory_luck: Array, p: Conflicts
) -> Flags:
    """Return whether a war ends this month by the victory of one side, shape (run, theatre)."""
    chance = logistic(log_odds(p.victory) + decisiveness)
    value: Flags = ended & (given_up <= 0.0) & (victory_luck < chance)
    return value


@quantity(uses=(ended,))
def stopped(ended: Flags, regime: Array, war_months: Array) -> Flags:
    """Return whether a war is over since this month, by itself or by a dated event."""
    value: Flags = ended | ((regime != Regime.WAR) & (war_months > 0.0))
    return value


@quantity(luck={"truce_luck": Draw("truce_breaks", THEATRE)})
def broken(regime: Array, truce_months: Array, truce_luck: Array, p: Conflicts) -> Flags:
    """Return whether a truce breaks this month, shape (run, theatre)."""
    exponent = p.provisions_ratio**p.provisions / p.truce_horizon
    breaks = truce_luck < 1.0 - (1.0 - p.broken_truces) ** exponent
    value: Flags = (truce_months > 0.0) & (regime != Regime.WAR) & breaks
    return value


@quantity(luck={"widening_luck": Draw("war_widens", THEATRE)}, uses=(war_age, ended))
def widened(
    conflict: Array,
    war_age: Array,
    ended: Flags,
    escalation: Array,
    widening_luck: Array,
    p: Conflicts,
) -> Flags:
    """Return whether a war breaks through the ceiling of its kind, shape (run, theatre)."""
    kind = conflict.astype(np.intp)
    fought = (war_age > 0.0) & ~ended & (WIDER[kind] != conflict)
    breaks_through = logistic(p.widening_slope * (escalation - CEILING[kind]))
    value: Flags = fought & (widening_luck < breaks_through)
    return value
