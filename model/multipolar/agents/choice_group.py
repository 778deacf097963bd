"""Choice groups: states that have the same choice are asked together.

A want that all members have is computed once, for the whole group; what one role wants beside it
is added in its own columns. A group's result for one member does not depend on the other members.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import pairwise
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.fitting import Frame, check_temperature, check_utility
from multipolar.agents.forcing import NOTHING_FORCED
from multipolar.agents.foresight import LookingAhead
from multipolar.agents.kind import Choice, Decision
from multipolar.agents.picking import Picked, pick
from multipolar.arrays import Array
from multipolar.rules.binding import Binder, BoundRule
from multipolar.rules.foresight import foreseen
from multipolar.rules.forms import Runs, choose, nested, of_runs, rows
from multipolar.world.world import Part, World

FORESEEN = foreseen.function.__name__
"""Name of the term of what is foreseen, beside the wants."""

ALIKE = np.ones((1, 1))
"""Temperature of a choice whose utilities are log odds."""

NO_WANT = np.zeros(())
"""Utility where nobody wants anything in common."""

BARRED = -1e300
"""Utility of an action that may not be taken: its chance is nought, and no other one's is moved."""


class GroupMember(NamedTuple):
    """A role in a choice group.

    ``columns`` is what is decided about, ``owners`` the states whose orders replace each, ``lanes``
    their places on the axis of luck. Terms may give more than the columns, the whole axis of luck
    or all states of the role: ``picked`` says which of them count.
    """

    role: str
    choice: Choice
    columns: tuple[str, ...]
    owners: tuple[str, ...]
    lanes: NDArray[np.intp]
    picked: Picked | None = None


@dataclass(frozen=True)
class GroupDecision:
    """What a choice group decided in a month, shapes (run, column, …) over all its columns.

    ``utilities`` by name of the want: first those of everybody, then each member's own. ``allowed``
    is what may be done, all of it without; ``is_open``, of shape (run,), where anything is done:
    elsewhere a chance is NaN, and what is chosen is not written;
    ``obeyed``, of shape (run,), where the order for a column could be obeyed, of those that have
    one; ``sights`` what each member saw that looks ahead.
    """

    utilities: list[dict[str, Array]]
    temperature: Array
    allowed: NDArray[np.bool_] | None
    probability: Array
    chosen: Array
    ordered: tuple[str, ...]
    is_open: NDArray[np.bool_]
    obeyed: Mapping[int, NDArray[np.bool_]]
    sights: tuple[Array | None, ...]

    def idle(self, column: int) -> int:
        """Return in how many runs an order for a column did nothing."""
        return int((~(self.is_open & self.obeyed[column])).sum())


@dataclass(frozen=True)
class ChoiceGroup:
    """The members of one kind of choice, bound to the arrays of one world.

    Parameters
    ----------
    members : tuple of GroupMember
        Who decides.
    parts : tuple of Part
        What each member's role owns.
    shared : dict of str to BoundRule
        Wants of everybody, by name.
    own : tuple of dict of str to BoundRule
        Wants of each member beside those.
    allowed : tuple of BoundRule
        What says what may be done, of each member; empty where everything may.
    temperature : BoundRule or None
        What gives the temperature; none where it is 1.
    binders : tuple of Binder
        What the wants are bound by, to begin once a month: groups that read the same share one.
    outlooks : tuple of LookingAhead or None
        How each member looks ahead, if it does.
    """

    members: tuple[GroupMember, ...]
    parts: tuple[Part, ...]
    shared: dict[str, BoundRule]
    own: tuple[dict[str, BoundRule], ...]
    allowed: tuple[BoundRule, ...]
    temperature: BoundRule | None
    binders: tuple[Binder, ...]
    outlooks: tuple[LookingAhead | None, ...]

    @cached_property
    def places(self) -> tuple[slice, ...]:
        """Columns of each member."""
        ends = [0, *np.cumsum([len(member.columns) for member in self.members]).tolist()]
        return tuple(slice(start, stop) for start, stop in pairwise(ends))

    @cached_property
    def lanes(self) -> NDArray[np.intp]:
        """Places of the columns on the axis of luck."""
        return np.concatenate([member.lanes for member in self.members])

    @property
    def world(self) -> World:
        """The world that they decide in."""
        return self.parts[0].world

    @cached_property
    def choice(self) -> Choice:
        """The choice, alike in all members but for wants and names of actions."""
        return self.members[0].choice

    @cached_property
    def addresses(self) -> tuple[tuple[str, str, str], ...]:
        """State that decides each column, name of the choice, and column."""
        return tuple(
            (owner, member.choice.name, column)
            for member in self.members
            for owner, column in zip(member.owners, member.columns, strict=True)
        )

    def acts(self, month: int) -> bool:
        """Return whether anything is decided in a month: the choice is due, and open somewhere."""
        choice = self.choice
        if not choice.is_due(month):
            return False
        return not choice.opened_by or bool(choice.open_runs(self.world).any())

    def decide(
        self,
        month: int,
        luck: Array,
        orders: Mapping[tuple[str, str, str], str],
        forced: Mapping[tuple[str, str], Array] = NOTHING_FORCED,
    ) -> GroupDecision:
        """Return what everybody does in a month.

        Parameters
        ----------
        month : int
            Number of the month.
        luck : ndarray
            Uniforms of the choice's stream, shape (run, column).
        orders : mapping of (str, str, str) to str
            Actions that replace a choice, by state, name of the choice and column.
        forced : mapping of (str, str) to ndarray
            Actions that replace choices run by run, by role and name of the choice.
        """
        shape = len(luck), len(self.lanes), len(self.choice.actions)
        left = self._left
        together = self._evaluate(self.shared, month, len(self.lanes), self._picked)
        together |= {name: together[name] * left[name] for name in together.keys() & left.keys()}
        apart = [
            self._evaluate(wants, month, len(member.columns), member.picked)
            for wants, member in zip(self.own, self.members, strict=True)
        ]
        sights = self._foresee(apart, left)
        tau = self._temperature_in(month)
        allowed = self._allowed(month, shape) if self.allowed else None
        is_open = self.choice.open_runs(self.world)
        held = rows(is_open)
        utility = self._utility(held, together, apart)
        if tau is not ALIKE:
            utility /= of_runs(tau, held, 2)[..., None]
        free = None if allowed is None else of_runs(allowed, held, 3)
        if free is not None:
            np.copyto(utility, BARRED, where=~free)
        probability = nested(utility, self.choice.nests)
        chosen = choose(probability, of_runs(luck, held, 2))
        if free is not None:
            np.minimum(chosen, _last(free), out=chosen)
        probability = _in_all_runs(probability, is_open, np.nan)
        chosen = _in_all_runs(chosen, is_open, 0.0)
        ordered = self._ordered(orders)
        obeyed = {}
        for column in (k for k, action in enumerate(ordered) if action):
            index = self._actions[column].index(ordered[column])
            may = np.ones(len(chosen), np.bool_) if allowed is None else allowed[:, column, index]
            obeyed[column] = may
            chosen[may, column] = index
        for member, place in zip(self.members, self.places, strict=True) if forced else ():
            made = forced.get((member.role, self.choice.name))
            if made is not None:
                np.copyto(chosen[:, place], made, where=made >= 0.0)
        return GroupDecision(
            [together, *apart], tau, allowed, probability, chosen, ordered, is_open, obeyed, sights
        )

    def _utility(
        self, held: Runs, together: Mapping[str, Array], apart: Iterable[Mapping[str, Array]]
    ) -> Array:
        """Return the sum of the wants in some runs, those of everybody first.

        Shape (run, column, action).
        """
        runs = self.world.runs if isinstance(held, slice) else len(held)
        utility = np.empty((runs, len(self.lanes), len(self.choice.actions)), order="F")
        first, *others = together.values() if together else (NO_WANT,)
        utility[...] = of_runs(first, held, 3)
        for value in others:
            utility += of_runs(value, held, 3)
        for place, mine in zip(self.places, apart, strict=True):
            part = utility[:, place]
            for value in mine.values():
                part += of_runs(value, held, 3)
        return utility

    @cached_property
    def _left(self) -> dict[str, Array]:
        """The share that is left of the wants that foresight stands in for, by column."""
        left: dict[str, Array] = {}
        for place, outlook in zip(self.places, self.outlooks, strict=True):
            if outlook is None:
                continue
            for name in outlook.look.stands_in:
                whole = np.ones((self.world.runs, len(self.lanes), 1), order="F")
                left.setdefault(name, whole)[:, place] = outlook.left()
        return left

    def _foresee(
        self, apart: Iterable[dict[str, Array]], left: Mapping[str, Array]
    ) -> tuple[Array | None, ...]:
        """Add what each member foresees to its own wants, and return what it saw."""
        sights = tuple(None if one is None else one.seen() for one in self.outlooks)
        for place, mine, outlook, seen in zip(
            self.places, apart, self.outlooks, sights, strict=True
        ):
            for name in mine.keys() & left.keys():
                mine[name] = mine[name] * left[name][:, place]
            if outlook is not None and seen is not None:
                mine[FORESEEN] = outlook.utility()
        return sights

    def commit(self, decision: GroupDecision) -> None:
        """Write what was decided into the world, where the choice was open."""
        held = rows(decision.is_open)
        if isinstance(held, slice):
            self._write(decision.chosen)
            return
        arrays = [self.world.arrays[name] for name in self.choice.writes.split()]
        before = [array.copy("K") for array in arrays]
        self._write(decision.chosen)
        for array, kept in zip(arrays, before, strict=True):
            kept[held] = array[held]
            array[...] = kept

    def rest(self) -> None:
        """Write the first action for everybody: inaction between two decisions."""
        self._write(np.zeros((self.world.runs, len(self.lanes)), order="F"))

    def _write(self, chosen: Array) -> None:
        for member, part, place in zip(self.members, self.parts, self.places, strict=True):
            if member.choice.commit is not None:
                member.choice.commit(part, chosen[:, place])
        if self.choice.commit is None:
            self.world.arrays[self.choice.writes][:, self.lanes] = chosen

    @cached_property
    def _looked_at(self) -> set[BoundRule]:
        """Wants that were asked before: what they gave at first did fit."""
        return set()

    @cached_property
    def _picked(self) -> Picked | None:
        """Which members count of what a want of everybody gives."""
        first = self.members[0].picked
        return None if first is None else Picked(self.lanes, first.among)

    def _evaluate(
        self, wants: Mapping[str, BoundRule], month: int, columns: int, picked: Picked | None
    ) -> dict[str, Array]:
        """Return utilities by name, of the columns alone."""
        values = {name: want.evaluate(month) for name, want in wants.items()}
        for name, want in wants.items():
            if want not in self._looked_at:
                frame = Frame(self.world.runs, columns, len(self.choice.actions))
                check_utility(want, values[name], frame, picked)
                self._looked_at.add(want)
        if picked is None:
            return values
        return {name: pick(value, picked) for name, value in values.items()}

    def _temperature_in(self, month: int) -> Array:
        if self.temperature is None:
            return ALIKE
        tau: Array = self.temperature.evaluate(month)
        if self.temperature not in self._looked_at:
            check_temperature(self.temperature, tau, self.world.runs)
            self._looked_at.add(self.temperature)
        return tau

    def _allowed(self, month: int, shape: tuple[int, ...]) -> NDArray[np.bool_]:
        """Return what may be done, shape (run, column, action)."""
        may = np.empty(shape, np.bool_, order="F")
        for rule, member, place in zip(self.allowed, self.members, self.places, strict=True):
            name = rule.rule.function.__name__
            given = self._evaluate({name: rule}, month, len(member.columns), member.picked)
            may[:, place] = given[name] > 0.0
        may[..., 0] = True
        return may

    def decisions(self, decision: GroupDecision) -> Iterable[tuple[tuple[str, str], Decision]]:
        """Yield what each role decided, by role and name of the choice."""
        together, *apart = decision.utilities
        parts = zip(self.members, self.places, apart, self.outlooks, decision.sights, strict=True)
        for member, place, mine, outlook, seen in parts:
            names = [want.function.__name__ for want in member.choice.wants]
            utilities = {name: _columns(value, place) for name, value in together.items()} | mine
            if FORESEEN in mine:
                names.append(FORESEEN)
            yield (
                (member.role, member.choice.name),
                Decision(
                    member.choice,
                    member.columns,
                    member.owners,
                    decision.ordered[place],
                    {name: utilities[name] for name in names},
                    decision.temperature,
                    decision.probability[:, place],
                    decision.chosen[:, place],
                    decision.is_open,
                    None if decision.allowed is None else decision.allowed[:, place],
                    None if outlook is None or seen is None else partial(outlook.expected, seen),
                ),
            )

    @cached_property
    def _actions(self) -> list[tuple[str, ...]]:
        """Names of the actions in each column."""
        return [member.choice.actions for member in self.members for _ in member.columns]

    @cached_property
    def _without_orders(self) -> tuple[str, ...]:
        return ("",) * len(self.lanes)

    def _ordered(self, orders: Mapping[tuple[str, str, str], str]) -> tuple[str, ...]:
        """Return the order that each column obeys, ``""`` without one."""
        if orders.keys().isdisjoint(self.addresses):
            return self._without_orders
        return tuple(orders.get(place, "") for place in self.addresses)


def _in_all_runs(value: Array, is_open: NDArray[np.bool_], closed: float) -> Array:
    """Return an array of all runs, from one of those that are open and a number for the others."""
    if is_open.all():
        return value
    result = np.full((len(is_open), *value.shape[1:]), closed, order="F")
    result[is_open] = value
    return result


def _columns(value: Array, place: slice) -> Array:
    """Return some columns of a utility (…, column, action), which may be one for everybody."""
    return value if value.shape[-2] == 1 else value[..., place, :]


def _last(allowed: NDArray[np.bool_]) -> Array:
    """Return the last action that may be taken, shape (run, column)."""
    last = np.zeros(allowed.shape[:-1], order="F")
    for action in range(1, allowed.shape[-1]):
        np.copyto(last, action, where=allowed[..., action])
    return last


__all__ = ["ChoiceGroup", "GroupDecision", "GroupMember"]
