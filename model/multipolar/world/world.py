"""The world of one month: every attribute of every run as an array."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from itertools import pairwise
from typing import Any

import numpy as np

from multipolar.arguments import hint
from multipolar.arrays import Array
from multipolar.axes import ARENA, RUN, START_OF, STATE, THEATRE
from multipolar.world.attributes import Attribute, attributes
from multipolar.world.opening import opening_value
from multipolar.world.roster import ABROAD, EVERYWHERE, PARTS, Roster, full_roster

_START_NAME = START_OF.replace(" ", "_")
_PARTS_OF_A_WORLD = ("runs", "roster", "attributes", "arrays")


class World:
    """Arrays of the current month, one for each row of the attribute table.

    ``world.escalation`` is the array of an attribute, ``world.start_of_escalation`` what it began
    with, a fact; the shape is (runs, …) in the axis order of the
    table; the runs lie side by side in memory. Attributes without a run axis are facts, read-only.

    Parameters
    ----------
    runs : int
        Number of runs, 1 or larger.
    roster : Roster, optional
        States of the world; all of them by default.
    table : mapping of str to Attribute, optional
        Attributes of the world by name; the model's own by default.

    Examples
    --------
    >>> world = World(runs=3)
    >>> world.escalation.shape  # (run, theatre)
    (3, 4)
    >>> world.of("north_korea").status.shape  # (run, member)
    (3, 1)
    """

    def __init__(
        self,
        runs: int = 1,
        roster: Roster | None = None,
        table: Mapping[str, Attribute] | None = None,
    ) -> None:
        if runs < 1:
            raise ValueError(f"runs is {runs}; it must be 1 or larger")
        self.runs = runs
        self.roster = roster if roster is not None else full_roster()
        self.attributes = attributes() if table is None else table
        self.arrays: dict[str, Array] = {
            name: self._allocate(attribute) for name, attribute in self.attributes.items()
        }
        self._opening = {
            name: self.arrays[name][:1].copy()
            for name, attribute in self.attributes.items()
            if attribute.moves
        }
        self._found: dict[tuple[str, ...], Array] = {}
        self._parts: dict[tuple[str, ...], Part] = {}

    def _allocate(self, attribute: Attribute) -> Array:
        value = opening_value(attribute, self.roster)
        if attribute.moves:
            return np.array(np.broadcast_to(value, (self.runs, *value.shape)), order="F")
        return value

    def __getstate__(self) -> dict[str, Any]:
        """Return all but views, which a copy looks for in its own arrays."""
        return {**self.__dict__, "_found": {}, "_parts": {}}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        for name, attribute in self.attributes.items():
            if not attribute.moves:
                self.arrays[name].flags.writeable = False
            elif not self.arrays[name].flags.writeable:
                self.arrays[name] = self.arrays[name].copy("K")

    def reset(self) -> None:
        """Put every array back to its start value."""
        for name, value in self._opening.items():
            self.arrays[name][...] = value

    def __getattr__(self, name: str) -> Array:
        try:
            if name.startswith(_START_NAME):
                return self._start(START_OF + name.removeprefix(_START_NAME))
            return self.__dict__["arrays"][name]  # type: ignore[no-any-return]
        except KeyError:
            near = "" if name.startswith("_") else hint(name, self.__dict__.get("arrays", ()))
            raise AttributeError(f"the world has no attribute {name!r}.{near}") from None

    def __setattr__(self, name: str, value: Any) -> None:
        if name in self.__dict__.get("arrays", ()):
            raise AttributeError(
                f"{name} stays the array that rules hold: change its numbers, {name}[...] = value"
            )
        if not (name in _PARTS_OF_A_WORLD or name.startswith("_")):
            raise AttributeError(f"the world has no attribute {name!r}.{hint(name, self.arrays)}")
        super().__setattr__(name, value)

    def of(self, *roles: str | type) -> Part:
        """Return the part of the world that the states of some roles own.

        Parameters
        ----------
        roles : str or type
            Each a role of the roster (``"north_korea"``) or an agent class that names one.
        """
        given = (role if isinstance(role, str) else getattr(role, "role", "") for role in roles)
        names = tuple(map(str, given))
        if names not in self._parts:
            self._parts[names] = Part(self, *names)
        return self._parts[names]

    def place(self, name: str, *labels: str) -> Array:
        """Return the live view of an attribute at named places, as rules see it.

        It is found once: the arrays of a world stay where they are.

        Parameters
        ----------
        name : str
            Name of an attribute; ``start of status`` for the fact what status began with; or
            ``axis=label`` for the mark of a label: a fact that is 1 there and 0 elsewhere.
        labels : str
            A label of each axis after the run axis; ``all``, or none at all, for the whole axis.
            ``abroad`` means the arenas that are theatres.

        Returns
        -------
        ndarray
            Without the axes that a label picks from, but never without any beside the run axis:
            what is one number for each run has the shape (runs, 1).

        Raises
        ------
        KeyError
            When there is no such attribute or label.
        """
        path = name, *labels
        if path not in self._found:
            self._found[path] = self._find(name, labels)
        return self._found[path]

    def _find(self, name: str, labels: tuple[str, ...]) -> Array:
        if "=" in name:
            return self._mark(*name.split("="))
        view = self._start(name) if name.startswith(START_OF) else self.arrays[name]
        attribute = self.attributes[name.removeprefix(START_OF)]
        axes = [axis for axis in attribute.axes if axis != RUN]
        picks = [self._pick(axis, label) for axis, label in zip(axes, labels, strict=False)]
        if not axes:
            return view[:, None]
        if len(picks) == len(axes) and all(isinstance(pick, int) for pick in picks):
            picks[-1] = slice(picks[-1], picks[-1] + 1)
        first = (slice(None),) * (view.ndim - len(axes))
        return view[(*first, *picks)]

    def _start(self, name: str) -> Array:
        """Return what a moving attribute began with, without the run axis, read-only."""
        start: Array = self.__dict__["_opening"][name.removeprefix(START_OF)][0]
        start.flags.writeable = False
        return start

    def _pick(self, axis: str, label: str) -> Any:
        if label == EVERYWHERE:
            return slice(None)
        if axis == ARENA and label == ABROAD:
            return slice(0, self.roster.size(THEATRE))
        return self.roster.index(label, axis)

    def _mark(self, axis: str, label: str) -> Array:
        mark = np.zeros(self.roster.size(axis))
        mark[self.roster.index(label, axis)] = 1.0
        mark.flags.writeable = False
        return mark

    def snapshot(self) -> dict[str, Array]:
        """Return a copy of every moving array."""
        return {name: self.arrays[name].copy("F") for name in self._opening}

    def restore(self, snapshot: Mapping[str, Array]) -> None:
        """Put back the arrays of a snapshot taken of a world of the same shape."""
        for name in self._opening:
            self.arrays[name][...] = snapshot[name]


class Part:
    """The part of a world that the states of some roles own; attributes are views, not copies.

    An attribute of states gives the roles' members, shape (runs, members, …). An attribute of
    theatres gives the roles' own theatres, those they challenge or defend. Attributes that the
    roles have no part in come whole. Several roles have those attributes together for which they
    stand side by side, in this order.
    """

    def __init__(self, world: World, *roles: str) -> None:
        self.world = world
        self._roles = roles

    def __getattr__(self, name: str) -> Any:
        view = self.__dict__[name] = self._view(name)
        return view

    def place(self, name: str, *labels: str) -> Array:
        """Return the live view of an attribute's part as rules see it; see ``World.place``.

        A place with labels is looked for in the whole world.
        """
        if name.startswith(START_OF) and not labels:
            start: Array = getattr(self, name)
            return start
        if labels or name not in self.world.attributes:
            return self.world.place(name, *labels)
        view: Array = getattr(self, name)
        return view[:, None] if self.world.attributes[name].axes == (RUN,) else view

    def has(self, name: str) -> bool:
        """Return whether there is such an attribute, and as one view."""
        try:
            getattr(self, name)
        except AttributeError:
            return False
        return True

    def _view(self, name: str) -> Array:
        """Return the view."""
        if name.startswith(START_OF):
            return self._view_of_start(name)
        attribute = self.world.attributes.get(name)
        if attribute is None:
            raise AttributeError(f"the world has no attribute {name!r}")
        axis = state_axis(attribute)
        if axis is not None:
            members = self._side_by_side(self.world.roster.members, name)
            if _within(members, self.world.roster.part(axis)):
                return state_view(self.world, name, members)
        elif THEATRE in attribute.axes:
            theatres = self._side_by_side(self.world.roster.theatre_part, name)
            return take(self.world, attribute, THEATRE, theatres)
        return self.world.arrays[name]

    def _view_of_start(self, name: str) -> Array:
        """Return what the part began with: a fact, without the run axis."""
        start = self.world.place(name)
        now = getattr(self, name.removeprefix(START_OF))
        whole = self.world.arrays[name.removeprefix(START_OF)]
        shape = now.shape[1:]
        if shape == whole.shape[1:]:
            return start
        attribute = self.world.attributes[name.removeprefix(START_OF)]
        axis = state_axis(attribute) or THEATRE
        where = attribute.axes.index(axis) - 1
        first = self._first_of(attribute, axis)
        window = slice(first, first + shape[where])
        return start[(slice(None),) * where + (window,)]

    def _first_of(self, attribute: Attribute, axis: str) -> int:
        """Return the place of the part's first label on its axis."""
        if axis == THEATRE and state_axis(attribute) is None:
            return int(self._side_by_side(self.world.roster.theatre_part, attribute.name).start)
        members = self._side_by_side(self.world.roster.members, attribute.name)
        return int(members.start - self.world.roster.part(axis).start)

    def _side_by_side(self, window: Callable[[str], slice], name: str) -> slice:
        """Return the one slice that the slices of the roles make up, one after the other."""
        windows = [window(role) for role in self._roles]
        if any(a.stop != b.start for a, b in pairwise(windows)):
            raise AttributeError(f"these roles do not stand side by side in {name!r}")
        return slice(windows[0].start, windows[-1].stop)


def state_view(world: World, name: str, members: slice) -> Array:
    """Return the view of an attribute for a slice of the state axis.

    Raises
    ------
    AttributeError
        When there is no such attribute, or these states do not own one.
    """
    attribute = world.attributes.get(name)
    axis = state_axis(attribute) if attribute is not None else None
    if attribute is None or axis is None:
        raise AttributeError(f"states have no attribute {name!r}")
    part = world.roster.part(axis)
    if not _within(members, part):
        raise AttributeError(f"only {axis}s have the attribute {name!r}")
    window = slice(members.start - part.start, members.stop - part.start)
    return take(world, attribute, axis, window)


def _within(members: slice, part: slice) -> bool:
    return bool(part.start <= members.start and members.stop <= part.stop)


def take(world: World, attribute: Attribute, axis: str, window: slice) -> Array:
    """Return the view of an attribute for a slice of one of its axes."""
    where = attribute.axes.index(axis)
    return world.arrays[attribute.name][(slice(None),) * where + (window,)]


def state_axis(attribute: Attribute) -> str | None:
    """Return the axis of states that an attribute carries first, or ``None``."""
    return next((axis for axis in attribute.axes if axis == STATE or axis in PARTS), None)
