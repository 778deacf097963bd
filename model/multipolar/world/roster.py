"""Who is in the world, in which order: states by role, theatres, targets, products."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import known
from multipolar.axes import (
    ARENA,
    BLOC,
    CARRIER,
    CHALLENGER,
    GOOD,
    ORIGIN,
    PEER,
    PRODUCT,
    SATELLITE,
    SPONSOR,
    STATE,
    SWING,
    TARGET,
    THEATRE,
)
from multipolar.readonly import kept
from multipolar.world.facts import Facts, load_facts
from multipolar.world.replaceable import OwnFigure, replaceable
from multipolar.world.roles import ALL, ANY, roles, roles_of
from multipolar.world.tables import read_table

PARTS = {axis: roles_of(axis) for axis in (CHALLENGER, SPONSOR, SATELLITE)}
"""Axes that are parts of the state axis, with their roles."""

EVERYWHERE = "all"
"""Label that means the whole of an axis."""

DOMESTIC = "domestic"
ABROAD = "abroad"
"""Label of the arenas that are theatres; they come first."""


class NotInWorld(KeyError):
    """A state, or anybody of a role, that is not among those of a roster."""


@dataclass(frozen=True)
class Roster:
    """The states of a world, ordered by role, and the labels of every axis.

    Parameters
    ----------
    iso3 : tuple of str
        ISO 3166 alpha-3 codes, grouped by role in the order of ``roles.csv``.
    role : tuple of str
        Role of each state.
    own_figures : tuple of OwnFigure
        Figures of states that replace those of the tables.
    """

    iso3: tuple[str, ...]
    role: tuple[str, ...]
    own_figures: tuple[OwnFigure, ...] = ()

    @cached_property
    def facts(self) -> Facts:
        """The facts of all states, with the roster's own figures in place."""
        known = replaceable()
        own = [given for given in self.own_figures if known[given.figure].table == "states"]
        return load_facts().replaced(own) if own else load_facts()

    @cached_property
    def labels(self) -> dict[str, tuple[str, ...]]:
        """Labels of each axis other than run and month."""
        theatres = tuple(row["theatre"] for row in read_table("theatres.csv"))
        return {
            STATE: self.iso3,
            CHALLENGER: self.iso3[self.part(CHALLENGER)],
            SPONSOR: self.iso3[self.part(SPONSOR)],
            SATELLITE: self.iso3[self.part(SATELLITE)],
            PEER: self.iso3[self.part(CHALLENGER)],
            THEATRE: theatres,
            ARENA: (*theatres, DOMESTIC),
            TARGET: tuple(row["target"] for row in read_table("targets.csv")),
            PRODUCT: tuple(row["product"] for row in read_table("products.csv")),
            SWING: tuple(row["swing"] for row in read_table("swing.csv")),
            CARRIER: tuple(
                row["carrier"] for row in read_table("carriers.csv") if row["carrier"] in self.iso3
            ),
            ORIGIN: tuple(row["origin"] for row in read_table("origins.csv")),
            GOOD: tuple(row["good"] for row in read_table("goods.csv")),
            BLOC: tuple(sorted(set(load_facts().text("voting_bloc")) - {""})),
        }

    def size(self, axis: str) -> int:
        """Return the length of an axis."""
        return len(self.labels[axis])

    def members(self, role: str) -> slice:
        """Return the states of a role as a slice of the state axis (empty if it has none)."""
        return self._slice((role,))

    def part(self, axis: str) -> slice:
        """Return the slice of the state axis that an axis of states covers."""
        return self._slice(PARTS[axis]) if axis in PARTS else slice(0, len(self.iso3))

    @cached_property
    def front_states(self) -> tuple[str, ...]:
        """Return the front-line state of each theatre."""
        return tuple(row["front_state"] for row in read_table("theatres.csv"))

    def theatre_part(self, role: str) -> slice:
        """Return the theatre in which a role challenges or stands in the front line.

        A slice of the theatre axis, empty for a role without a theatre of its own.
        """
        states = set(self.iso3[self.members(role)])
        places = [
            i
            for i, row in enumerate(read_table("theatres.csv"))
            if states & {row["challenger"], row["front_state"]}
        ]
        return slice(places[0], places[-1] + 1) if places else slice(0, 0)

    def index(self, label: str, axis: str = STATE) -> int:
        """Return the position of a label on an axis.

        Raises
        ------
        NotInWorld
            When the axis does not carry the label, as it would in a world of all states.
        UnknownName
            When there is no such axis, or no such label on it in any world.
        """
        try:
            return self._positions[axis][label]
        except KeyError:
            everybody = full_roster().labels
            known(label, everybody[known(axis, everybody, "axis")], f"label of the axis {axis}:")
            raise NotInWorld(label) from None

    def has(self, label: str, axis: str = STATE) -> bool:
        """Return whether an axis carries a label."""
        return label in self._positions[axis]

    @cached_property
    def _positions(self) -> dict[str, dict[str, int]]:
        return {
            axis: {label: position for position, label in enumerate(labels)}
            for axis, labels in self.labels.items()
        }

    @cached_property
    def columns(self) -> NDArray[np.intp]:
        """Position of each state of the roster in the full table of states."""
        everyone = {iso3: position for position, iso3 in enumerate(load_facts().iso3)}
        return np.array([everyone[iso3] for iso3 in self.iso3], dtype=np.intp)

    def lanes(self, axis: str) -> NDArray[np.intp] | None:
        """Return which lane of luck each member of an axis reads; ``None`` when in order.

        A state keeps its lane whatever the roster and its order, so that leaving out one state
        or listing the states otherwise changes nobody's luck.
        """
        return self._lanes.get(axis)

    @cached_property
    def _lanes(self) -> dict[str, NDArray[np.intp]]:
        """Lanes of the axes of states whose members do not read them in order."""
        full = full_roster()
        lanes = {
            axis: np.array([full.index(label, axis) for label in self.labels[axis]], dtype=np.intp)
            for axis in (STATE, *PARTS, CARRIER)
        }
        return {
            axis: places
            for axis, places in lanes.items()
            if not np.array_equal(places, np.arange(full.size(axis)))
        }

    @cached_property
    def _slices(self) -> dict[tuple[str, ...], slice]:
        return {}

    def _slice(self, roles: tuple[str, ...]) -> slice:
        if roles not in self._slices:
            self._slices[roles] = self._find_slice(roles)
        return self._slices[roles]

    def _find_slice(self, roles: tuple[str, ...]) -> slice:
        places = [i for i, role in enumerate(self.role) if role in roles]
        return slice(places[0], places[-1] + 1) if places else slice(0, 0)


@kept
def required_states() -> tuple[str, ...]:
    """Return the states that every roster holds: those of required roles, and the front line."""
    known, facts = roles(), load_facts()
    order = list(known)
    required = [
        (order.index(role), iso3)
        for iso3, role in zip(facts.iso3, facts.role, strict=True)
        if known[role].required == ALL
    ]
    front = (row["front_state"] for row in read_table("theatres.csv"))
    return tuple(dict.fromkeys((*(iso3 for _, iso3 in sorted(required)), *front)))


def missing_roles(iso3: Iterable[str]) -> tuple[str, ...]:
    """Return the roles of which a roster must hold a state and these states hold none."""
    present = set(iso3)
    facts = load_facts()
    held = {r for code, r in zip(facts.iso3, facts.role, strict=True) if code in present}
    return tuple(n for n, role in roles().items() if role.required == ANY and n not in held)


def make_roster(iso3: Iterable[str], own_figures: Iterable[OwnFigure] = ()) -> Roster:
    """Return the roster of these states, sorted by role, in the given order within a role.

    Raises
    ------
    ValueError
        When a code is unknown or repeated, a required state is missing, or a role of which a state
        is required has none.
    """
    facts = load_facts()
    role_of = dict(zip(facts.iso3, facts.role, strict=True))
    codes = list(iso3)
    unknown = [code for code in codes if code not in role_of]
    repeated = sorted({code for code in codes if codes.count(code) > 1})
    missing = [code for code in required_states() if code not in codes]
    if unknown or repeated or missing:
        raise ValueError(f"roster: unknown {unknown}, repeated {repeated}, missing {missing}")
    if empty := missing_roles(codes):
        raise ValueError(f"roster: at least one state of each of {', '.join(empty)} is needed")
    order = list(roles())
    codes.sort(key=lambda code: order.index(role_of[code]))
    return _the_same(tuple(codes), tuple(role_of[code] for code in codes), tuple(own_figures))


_the_same = lru_cache(maxsize=64)(Roster)
"""The roster of some states as one object, so that what follows from it is worked out once."""


_SAID = {
    "USA": ("US", "America"),
    "GBR": ("UK", "Britain"),
    "PRK": ("DPRK",),
    "KOR": ("ROK",),
    "CHN": ("PRC",),
    "ARE": ("UAE",),
    "TUR": ("Turkey",),
}


def state_words(iso3: Iterable[str] | None = None) -> dict[str, tuple[str, ...]]:
    """Return states by code, each with its names, for ``multipolar.arguments.meant``.

    Examples
    --------
    >>> from multipolar.arguments import meant
    >>> meant("north korea", state_words(), "state"), meant("uk", state_words(), "state")
    ('PRK', 'GBR')
    """
    facts = load_facts()
    names = dict(zip(facts.iso3, facts.name, strict=True))
    return {code: (names[code], *_SAID.get(code, ())) for code in iso3 or facts.iso3}


def with_names(text: str) -> str:
    """Return a text with the names of states in place of their codes.

    Examples
    --------
    >>> with_names("PRK: share of CHN in goods trade")
    'North Korea: share of China in goods trade'
    """
    names = state_words()
    return re.sub(r"\b[A-Z]{3}\b", lambda found: names.get(found[0], (found[0],))[0], text)


@kept
def full_roster() -> Roster:
    """Return the roster of all states of the table of states."""
    return make_roster(load_facts().iso3)
