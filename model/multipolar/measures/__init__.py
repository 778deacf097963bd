"""What came out: named outcomes of a run, month by month.

A measure is a pure function of the recorded trajectories: arrays by attribute name, shape
(runs, months, …) in the axis order of the attribute table. It returns one number for each run and
month, shape (runs, months). Cumulative measures count up to and including the month.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from multipolar.measures import (
    alignment,
    attention,
    dependence,
    escalation,
    powers,
    rarity,
    sanctions,
    war,
)
from multipolar.measures.diversion import Diversion, diversion
from multipolar.measures.measure import SMALLEST_CHANGE, Array, Measure, Trajectories
from multipolar.measures.rarity import BASE_RATES
from multipolar.measures.survival import Survival, kaplan_meier
from multipolar.world.roster import Roster

GROUPS = {
    "Escalation": escalation,
    "Attention and support": attention,
    "War and supply": war,
    "Sanctions": sanctions,
    "Standing and ties": powers,
    "Dependence": dependence,
    "Alignment": alignment,
    "Rare events": rarity,
}
"""Modules of measures by the title of their group, in the order of tables."""

MEASURES: dict[str, Measure] = {
    measure.name: replace(measure, group=title)
    for title, module in GROUPS.items()
    for measure in module.measures()
}
"""Every measure by its name, group by group."""


def measure_all(data: Trajectories, roster: Roster) -> dict[str, Array]:
    """Return every measure of these trajectories, each of shape (runs, months)."""
    return {name: measure.compute(data, roster) for name, measure in MEASURES.items()}


def at_the_end(data: Trajectories, roster: Roster) -> dict[str, Array]:
    """Return every measure in the last month, each of shape (runs,)."""
    last = {name: np.asarray(path)[:, -1:] for name, path in data.items()}
    return {
        name: measure.compute(data if measure.cumulative else last, roster)[:, -1]
        for name, measure in MEASURES.items()
    }


__all__ = [
    "BASE_RATES",
    "GROUPS",
    "MEASURES",
    "SMALLEST_CHANGE",
    "Array",
    "Diversion",
    "Measure",
    "Survival",
    "Trajectories",
    "at_the_end",
    "diversion",
    "kaplan_meier",
    "measure_all",
]
