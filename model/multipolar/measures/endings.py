"""How the war in Ukraine ends: whether it has, by victory, and whether its truce broke."""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array, Flags
from multipolar.axes import THEATRE
from multipolar.measures.measure import Measure, Trajectories, declared, measure, series
from multipolar.world.codes import Regime
from multipolar.world.roster import Roster

UKRAINE = "ukraine"


def _at_war(data: Trajectories, roster: Roster) -> Flags:
    war: Flags = series(data, "regime", roster.index(UKRAINE, THEATRE)) == Regime.WAR
    return war


@measure("war_ended", "Ukraine: the war has ended once", "share", cumulative=True)
def war_ended(data: Trajectories, roster: Roster) -> Array:
    """Return whether the fighting in Ukraine has stopped at least once so far."""
    war = _at_war(data, roster)
    fought = np.maximum.accumulate(war, axis=1)
    return np.maximum.accumulate(fought & ~war, axis=1).astype(np.float64)


@measure("war_end_chance", "Ukraine: chance that the war ends in the month", "1/month")
def war_end_chance(data: Trajectories, roster: Roster) -> Array:
    """Return the chance that the war in Ukraine ends in the month; nought without war."""
    return series(data, "end_chance", roster.index(UKRAINE, THEATRE))


@measure("settlement", "Ukraine: worth of settling", "log odds")
def settlement(data: Trajectories, roster: Roster) -> Array:
    """Return what settling is worth to the parties, against its usual value."""
    return series(data, "settlement", roster.index(UKRAINE, THEATRE))


@measure("war_won", "Ukraine: a side has won", "share", cumulative=True)
def war_won(data: Trajectories, roster: Roster) -> Array:
    """Return whether a war in Ukraine has ended by the victory of one side so far."""
    won = series(data, "victory", roster.index(UKRAINE, THEATRE)) > 0.0
    return np.maximum.accumulate(won, axis=1).astype(np.float64)


@measure("truce_broken", "Ukraine: a truce has broken", "share", cumulative=True)
def truce_broken(data: Trajectories, roster: Roster) -> Array:
    """Return whether fighting in Ukraine has begun again after it had stopped, so far."""
    war = _at_war(data, roster)
    again = war & (war_ended(data, roster) > 0.0)
    return np.maximum.accumulate(again, axis=1).astype(np.float64)


def measures() -> list[Measure]:
    """Return the measures of how the war ends."""
    return declared(__name__)
