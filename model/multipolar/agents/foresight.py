"""Foresight of the states: which choices look ahead, what is believed, and what it is worth.

``foreseen.csv`` lists the choices that look ahead, with the figures that a state reads before it
decides, and says of which choices nothing can be foreseen, and why. ``beliefs.csv`` holds what has
followed from each action, fitted on paired runs of the model itself (``multipolar.foresight``).
Stakes turn beliefs into utility.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.belief_table import belief_rows
from multipolar.agents.expectations import Expected
from multipolar.agents.lookout import Lookout, Value
from multipolar.agents.stakes import OWN, Stake, stakes_of
from multipolar.arrays import Array
from multipolar.readonly import kept
from multipolar.rules.foresight import Foresight, foreseen, left_of
from multipolar.world.tables import read_table
from multipolar.world.world import World

POOLED = "pooled"
"""Columns that share one belief, as the many states of a role do."""

NO_MONTHS = "0"
"""Months ahead of a choice of which nothing can be foreseen."""

CONSTANT = "1"
"""Feature that is always one."""

DISCOUNT = 0.97
"""What a month counts against the one before; judged."""


class Look(NamedTuple):
    """A choice of a role that looks ahead.

    ``months`` says how far; ``features`` are places of the world that the state reads, and
    ``stands_in`` names the wants that stand in for consequences. With ``pooled`` columns all
    columns share one belief.
    """

    choice: str
    role: str
    pooled: bool
    months: int
    stands_in: tuple[str, ...]
    features: tuple[str, ...]

    @property
    def horizon(self) -> float:
        """Months ahead, each counted less than the one before."""
        return sum(DISCOUNT**later for later in range(self.months))


@kept
def looks() -> dict[tuple[str, str], Look]:
    """Return the choices that look ahead, by role and name of the choice."""
    found = (
        Look(
            r["choice"],
            r["role"],
            r["columns"] == POOLED,
            int(r["months"]),
            tuple(r["stands_in"].split()),
            tuple(r["features"].split()),
        )
        for r in read_table("foreseen.csv", "multipolar.agents")
        if r["months"] != NO_MONTHS
    )
    return {(look.role, look.choice): look for look in found}


@kept
def unforeseen() -> dict[str, str]:
    """Return why nothing can be foreseen of a choice, by its name: for all roles that have it."""
    rows = read_table("foreseen.csv", "multipolar.agents")
    return {r["choice"]: r["note"] for r in rows if r["months"] == NO_MONTHS}


class Key(NamedTuple):
    """What a belief is about; the column of pooled beliefs is ``pooled``."""

    choice: str
    role: str
    column: str


@dataclass(frozen=True)
class Belief:
    """What has followed from the actions of a choice.

    Parameters
    ----------
    centre, scale : mapping of str to float
        Mean and standard deviation of each feature where the belief was fitted.
    weights : mapping of (str, str, str) to float
        By action, measure and feature: mean change of the measure over the months ahead, against
        the first action, for a standard deviation of the feature; ``1`` is the constant.
    """

    centre: Mapping[str, float]
    scale: Mapping[str, float]
    weights: Mapping[tuple[str, str, str], float]


Beliefs = Mapping[Key, Belief]


def beliefs_of(rows: Iterable[Mapping[str, str]]) -> dict[Key, Belief]:
    """Return beliefs from the rows of a table."""
    found: defaultdict[
        Key, tuple[dict[str, float], dict[str, float], dict[tuple[str, str, str], float]]
    ]
    found = defaultdict(lambda: ({}, {}, {}))
    for r in rows:
        centre, scale, weights = found[Key(r["choice"], r["role"], r["column"])]
        centre[r["feature"]], scale[r["feature"]] = float(r["centre"]), float(r["scale"])
        weights[r["action"], r["measure"], r["feature"]] = float(r["weight"])
    return {key: Belief(*parts) for key, parts in found.items()}


@kept
def fitted(text: str = "") -> Beliefs:
    """Return the beliefs of a table given as text, or of the model as it is shipped.

    Raises
    ------
    ValueError
        When the text is no such table; the message names the line.
    """
    return beliefs_of(belief_rows(text) if text else read_table("beliefs.csv", "multipolar.agents"))


@kept
def believed(text: str = "") -> Mapping[str, frozenset[str]]:
    """Return the measures on which states expect an effect of their actions, by role.

    Of a table given as text, or of the model as it is shipped.
    """
    found: defaultdict[str, set[str]] = defaultdict(set)
    for key, belief in fitted(text).items():
        found[key.role] |= {measure for _, measure, _ in belief.weights}
    return {role: frozenset(measures) for role, measures in found.items()}


@dataclass(frozen=True)
class LookingAhead:
    """How one role looks ahead in one choice, bound to the arrays of a world.

    Parameters
    ----------
    look : Look
        The choice, with the wants that stand in for consequences.
    weight, share : ndarray
        φ of the role, and how much of a want that stands in for consequences is foresight, each of
        shape (run, 1).
    values : tuple of Value
        One for each column; columns that read, believe and want the same have one together.
    lookout : Lookout
        Where the values are worked out.
    """

    look: Look
    weight: Array
    share: Array
    values: tuple[Value, ...]
    lookout: Lookout

    @cached_property
    def _rows(self) -> NDArray[np.intp]:
        """Where the lookout keeps what actions are worth, (action, column).

        One column where all have the same value.
        """
        values = self.values[:1] if len(set(self.values)) == 1 else self.values
        return np.array([self.lookout.plan.rows[value] for value in values], np.intp).T

    def seen(self) -> Array:
        """Return what the lookout sees this month, shape (figure, run)."""
        return self.lookout.look(len(self.weight))[0]

    def utility(self) -> Array:
        """Return what is foreseen of each action, times φ, shape (run, column, action).

        With one column where all have the same value.
        """
        worth = self.lookout.look(len(self.weight))[1]
        return np.asarray(foreseen.function(worth.take(self._rows, axis=0).T, self.weight))

    def expected(self, seen: Array) -> tuple[dict[tuple[str, str], Expected], ...]:
        """Return for each column what is expected of each action, by action and measure."""
        places = self.lookout.plan.places
        return tuple(value.expected(seen[places[value]].T) for value in self.values)

    def left(self) -> Array:
        """Return the share that is left of a want that stands in for consequences."""
        return np.asarray(left_of.function(self.weight, self.share))


@dataclass(frozen=True)
class Minds:
    """What the states of a world believe and want.

    Parameters
    ----------
    beliefs : mapping of Key to Belief
        What has followed from each action.
    stakes : tuple of Stake
        Stakes of the scenario, in place of those of the table.
    """

    beliefs: Beliefs
    stakes: tuple[Stake, ...] = ()
    _made: dict[object, tuple[Value, ...]] = field(default_factory=dict, repr=False, compare=False)
    _lookouts: dict[World, Lookout] = field(default_factory=dict, repr=False, compare=False)

    def outlook(
        self,
        world: World,
        look: Look,
        columns: Sequence[str],
        owners: Sequence[str],
        actions: Sequence[str],
        p: Foresight,
    ) -> LookingAhead | None:
        """Return how a role looks ahead in one choice; nothing where it believes nothing."""
        about = world, look, tuple(columns), tuple(owners), tuple(actions)
        if about not in self._made:
            self._made[about] = self._values(*about)
        values = self._made[about]
        if not any(value.worth.any() for value in values):
            return None
        lookout = self._lookouts.setdefault(world, Lookout())
        lookout.add(*values)
        return LookingAhead(look, p.of_role(look.role), p.share, values, lookout)

    def _values(
        self,
        world: World,
        look: Look,
        columns: Sequence[str],
        owners: Sequence[str],
        actions: Sequence[str],
    ) -> tuple[Value, ...]:
        """Return what the actions of each column are worth: the same in every block of a world."""
        made: dict[object, Value] = {}
        values = []
        for column, owner in zip(columns, owners, strict=True):
            key = Key(look.choice, look.role, POOLED if look.pooled else column)
            wanted = {s.measure: s.weight for s in stakes_of(owner, look.role, self.stakes)}
            alike = key, tuple(wanted.items()), tuple(_own(f, owner) for f in look.features)
            if alike not in made:
                made[alike] = self._value(world, look, key, wanted, owner, actions)
            values.append(made[alike])
        return tuple(values)

    def _value(
        self,
        world: World,
        look: Look,
        key: Key,
        wanted: Mapping[str, float],
        owner: str,
        actions: Sequence[str],
    ) -> Value:
        belief = self.beliefs.get(key, Belief({}, {}, {}))
        read = {f: figure(world, f, owner) for f in look.features if f in belief.scale}
        there = {name: array for name, array in read.items() if array is not None}
        centre, scale = (
            np.array([part[name] for name in there]) for part in (belief.centre, belief.scale)
        )
        changes = {
            (action, measure): np.array(
                [belief.weights.get((action, measure, f), 0.0) for f in (CONSTANT, *there)]
            )
            for action in actions
            for measure in wanted
        }
        nothing = np.zeros(1 + len(there))
        worth = np.stack(
            [
                sum((wanted[m] * changes[action, m] for m in wanted), start=nothing)
                for action in actions
            ],
            axis=1,
        )
        worth *= look.horizon
        told = {about: weights for about, weights in changes.items() if weights.any()}
        figures = {_own(name, owner): array for name, array in there.items()}
        return Value(figures, centre, scale, worth, told, wanted)


def _own(feature: str, iso3: str) -> str:
    """Return the place that a feature means for a state."""
    return ".".join(iso3 if label == OWN else label for label in feature.split("."))


def figure(world: World, feature: str, iso3: str) -> Array | None:
    """Return the live array of a figure that a state reads, shape (run,); nothing without one."""
    name, *labels = _own(feature, iso3).split(".")
    try:
        found = world.place(name, *labels)
    except KeyError:
        return None
    column: Array = found[:, 0]
    return column
