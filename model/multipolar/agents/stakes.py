"""Stakes: what each state wants of the world, one table, open to scenarios.

A stake is utility for each unit of a measure, a place of the world, in each month that a state
looks ahead. Rows of a role hold for all its states, rows of a state replace them; a
scenario's own replace both.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from multipolar.arrays import Array
from multipolar.readonly import kept
from multipolar.rules.forms import total
from multipolar.world.tables import read_table
from multipolar.world.world import World

OWN = "own"
"""Label that stands for the state whose stake it is."""


class Stake(NamedTuple):
    """What somebody wants.

    Parameters
    ----------
    who : str
        A state, or a role for all its states.
    measure : str
        A place of the world, ``attribute.label``; of several numbers their sum. The label ``own``
        stands for the state itself.
    weight : float
        Utility of one unit of the measure in one month.
    unit : str
        Unit of the weight.
    why, tag : str
        Reason, and tag of the evidence.
    """

    who: str
    measure: str
    weight: float
    unit: str = "utility a month per unit"
    why: str = "said by the scenario"
    tag: str = ""


@kept
def stakes() -> tuple[Stake, ...]:
    """Return the rows of the table of stakes."""
    return tuple(
        Stake(r["who"], r["measure"], float(r["weight"]), r["unit"], r["why"], r["tag"])
        for r in read_table("stakes.csv", "multipolar.agents")
    )


def stakes_of(iso3: str, role: str, given: Iterable[Stake] = ()) -> tuple[Stake, ...]:
    """Return the stakes of a state by measure, those given in place of the table's.

    Parameters
    ----------
    iso3, role : str
        The state, and its role.
    given : iterable of Stake
        Stakes of a scenario.
    """
    table = (*stakes(), *given)
    mine = [stake for who in (role, iso3) for stake in table if stake.who == who]
    return tuple({stake.measure: stake for stake in mine}.values())


def measured(world: World, measure: str, iso3: str = "") -> Array | None:
    """Return what a measure is now, shape (run,); nothing where it is of nobody in this world.

    Parameters
    ----------
    world : World
        The world.
    measure : str
        A place of it; of several numbers the sum counts.
    iso3 : str
        The state that ``own`` stands for.
    """
    name, *labels = measure.split(".")
    try:
        found = world.place(name, *(iso3 if label == OWN else label for label in labels))
    except KeyError:
        return None
    flat: Array = found.reshape(len(found), -1, order="F")
    return total(flat)
