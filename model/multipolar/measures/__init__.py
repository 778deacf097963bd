"""What came out: named outcomes of a run, month by month.

A measure is a pure function of the recorded trajectories: arrays by attribute name, shape
(runs, months, …) in the axis order of the attribute table. It returns one number for each run and
month, shape (runs, months). Cumulative measures count up to and including the month.

Examples
--------
>>> from multipolar import simulate
>>> from multipolar.measures import BASE_RATES, GROUPS, MEASURES, SMALLEST_CHANGE, Measure
>>> measure: Measure = MEASURES["escalation_korea"]
>>> measure.title, measure.unit, measure.smallest_change == SMALLEST_CHANGE["rung"]
('Korea: level', 'rung', True)
>>> measure.group in GROUPS, sorted(BASE_RATES)[0]
(True, 'great_power_war')

From the paths of attributes, shape (runs, months, …), to every measure:

>>> from multipolar.measures import Trajectories, at_the_end, measure_all, measure_at
>>> results = simulate("baseline", runs=3)
>>> data: Trajectories = {name: path.values[0] for name, path in results.data.items()}
>>> last, paths = at_the_end(data, results.roster), measure_all(data, results.roster)
>>> paths["escalation_korea"].shape, bool((last["gains"] == paths["gains"][:, -1]).all())
((3, 108), True)
>>> there = {name: path[:, [0, 29]] for name, path in data.items()}
>>> measure_at([0, 29], data, there, results.roster, ["gains"])["gains"].shape
(3, 2)

What a crisis takes from attention and from support, and how much of the one becomes the other:

>>> import numpy as np
>>> from multipolar.measures import diversion
>>> with_it, without = np.array([[0.1, 0.1]]), np.array([[0.2, 0.2]])
>>> lost = diversion(with_it, without, 4 * with_it, 4 * without)
>>> lost.conversion.round(2).tolist()
[1.0]
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

import numpy as np

from multipolar.arrays import Array
from multipolar.measures import (
    alignment,
    attention,
    dependence,
    endings,
    escalation,
    powers,
    rarity,
    sanctions,
    war,
)
from multipolar.measures.diversion import Diversion, diversion
from multipolar.measures.measure import SMALLEST_CHANGE, Measure, Trajectories
from multipolar.measures.rarity import BASE_RATES
from multipolar.measures.survival import Survival, kaplan_meier
from multipolar.readonly import ReadOnly
from multipolar.world.attributes import Attribute
from multipolar.world.roster import Roster
from multipolar.world.world import World

GROUPS = {
    "Escalation": escalation,
    "Attention and support": attention,
    "War and supply": war,
    "How the war ends": endings,
    "Sanctions": sanctions,
    "Standing and ties": powers,
    "Dependence": dependence,
    "Alignment": alignment,
    "Rare events": rarity,
}
"""Modules of measures by the title of their group, in the order of tables."""

MEASURES: dict[str, Measure] = ReadOnly(
    {
        measure.name: replace(measure, group=title)
        for title, module in GROUPS.items()
        for measure in module.measures()
    }
)
"""Every measure by its name, group by group."""


def not_defined(
    roster: Roster,
    measures: Mapping[str, Measure] = MEASURES,
    table: Mapping[str, Attribute] | None = None,
) -> frozenset[str]:
    """Return the names of the measures of somebody who is not in a roster.

    Examples
    --------
    >>> from multipolar.world.roster import full_roster, make_roster
    >>> india = make_roster(iso3 for iso3 in full_roster().iso3 if iso3 != "IND")
    >>> sorted(not_defined(india)), sorted(not_defined(full_roster()))
    (['carrier_share_IND'], [])
    """
    world = World(1, roster, table)
    rows = world.attributes.items()
    first = {name: world.arrays[name][:, None] for name, row in rows if row.moves}
    return frozenset(name for name, row in measures.items() if not row.is_defined(first, roster))


_SAID = {"escalation": "tension", "gains": "territory", "gained": "territory", "aid": "support"}
"""Other words for what a measure is called, by the first word of its name."""


def measure_words(names: Iterable[str] = MEASURES) -> dict[str, tuple[str, ...]]:
    """Return measures, each with other ways to say it, for ``multipolar.arguments.meant``.

    Examples
    --------
    >>> from multipolar.arguments import candidates, meant
    >>> meant("tension korea", measure_words(), "measure")
    'escalation_korea'
    >>> len(candidates("tension", measure_words()))
    5
    """
    titles = {name: MEASURES[name].title if name in MEASURES else "" for name in names}
    return {name: (title, _SAID.get(name.split("_")[0], "")) for name, title in titles.items()}


def measure_all(
    data: Trajectories, roster: Roster, measures: Mapping[str, Measure] = MEASURES
) -> dict[str, Array]:
    """Return every measure of these trajectories, each of shape (runs, months)."""
    return {name: measure.compute(data, roster) for name, measure in measures.items()}


def measure_at(
    months: Sequence[int],
    data: Trajectories,
    there: Trajectories,
    roster: Roster,
    names: Iterable[str] | None = None,
    measures: Mapping[str, Measure] = MEASURES,
) -> dict[str, Array]:
    """Return measures in some months, by their places, each of shape (runs, those months).

    ``there`` holds the trajectories in those months alone; only what depends on the months before
    is computed from all of them.
    """
    return {
        name: measure.compute(data, roster)[:, months]
        if measure.cumulative
        else measure.compute(there, roster)
        for name in (measures if names is None else names)
        for measure in [measures[name]]
    }


def at_the_end(
    data: Trajectories, roster: Roster, measures: Mapping[str, Measure] = MEASURES
) -> dict[str, Array]:
    """Return every measure in the last month, each of shape (runs,)."""
    last = {name: np.asarray(path)[:, -1:] for name, path in data.items()}
    found = measure_at([-1], data, last, roster, measures=measures)
    return {name: path[:, 0] for name, path in found.items()}


__all__ = [
    "BASE_RATES",
    "GROUPS",
    "MEASURES",
    "SMALLEST_CHANGE",
    "Diversion",
    "Measure",
    "Survival",
    "Trajectories",
    "at_the_end",
    "diversion",
    "kaplan_meier",
    "measure_all",
    "measure_at",
    "measure_words",
    "not_defined",
]
