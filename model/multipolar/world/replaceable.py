"""Figures of states that a scenario may replace by its own: their ranges, and what derives of them.

A figure is a column of numbers of ``states.csv``, ``challengers.csv`` or ``satellites.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from multipolar.arguments import in_words
from multipolar.axes import CHALLENGER, SATELLITE
from multipolar.readonly import kept
from multipolar.world.attributes import attributes
from multipolar.world.facts import COLUMNS, STATES, Facts, load_facts
from multipolar.world.starting import STARTING
from multipolar.world.tables import read_table

PART_TABLES = {"challengers": CHALLENGER, "satellites": SATELLITE}
"""Tables of parts of the states, each with the axis and column of the codes."""


class OwnFigure(NamedTuple):
    """A figure of a state in place of that of the tables."""

    state: str
    figure: str
    value: float


@dataclass(frozen=True)
class FigureRange:
    """What a figure may be.

    Parameters
    ----------
    name, table : str
        Column, and the table that it stands in, without ``.csv``.
    low, high : float
        Bounds, inclusive.
    values : tuple of float
        The values it may take, where those are few; empty otherwise.
    states : tuple of str
        Codes of the states that have it.
    """

    name: str
    table: str
    low: float
    high: float
    values: tuple[float, ...]
    states: tuple[str, ...]

    @property
    def allowed(self) -> str:
        """What is allowed, in words."""
        if self.values:
            return " or ".join(f"{value:g}" for value in self.values)
        return in_words(self.low, self.high)

    def allows(self, value: float) -> bool:
        """Return whether the figure may be so."""
        return self.low <= value <= self.high and (not self.values or value in self.values)


@kept
def replaceable() -> dict[str, FigureRange]:
    """Return every figure of states that may be replaced, by name."""
    return {figure.name: figure for figure in (*_of_states(), *_of_parts())}


def _of_states() -> Iterator[FigureRange]:
    everyone = load_facts().iso3
    for row in read_table(COLUMNS):
        if row["kind"] != "text":
            low, high, values = _bounds(row["allowed"])
            table = STATES.removesuffix(".csv")
            yield FigureRange(row["column"], table, low, high, values, everyone)


def _bounds(allowed: str) -> tuple[float, float, tuple[float, ...]]:
    if ".." in allowed:
        low, high = allowed.split("..")
        return float(low), float(high or "inf"), ()
    values = tuple(map(float, allowed.split("|")))
    return min(values), max(values), values


def _of_parts() -> Iterator[FigureRange]:
    for attribute in attributes().values():
        table, _, column = attribute.start.partition(".")
        if table in PART_TABLES:
            states = tuple(row[PART_TABLES[table]] for row in read_table(f"{table}.csv"))
            low, high = attribute.low, attribute.high
            yield FigureRange(column, table, low, high, attribute.values, states)


def derived_from(name: str) -> tuple[str, ...]:
    """Return the figures that a derived start value rests on; empty when there is no such value.

    Examples
    --------
    >>> derived_from("autocracy")
    ('polyarchy_2021',)
    """
    if name not in STARTING:
        return ()
    read: dict[str, None] = {}

    class Watched(Facts):
        def __getitem__(self, column: str) -> object:  # type: ignore[override]
            read[column] = None
            return super().__getitem__(column)

    facts = load_facts()
    STARTING[name](Watched(facts.iso3, facts.name, facts.role, facts._numbers, facts._texts))
    return tuple(read)


def figure_of(state: str, figure: str, own: Iterable[OwnFigure] = ()) -> float:
    """Return a state's figure, that of the tables unless an own one replaces it."""
    for given in own:
        if (given.state, given.figure) == (state, figure):
            return given.value
    table = replaceable()[figure].table
    if table in PART_TABLES:
        rows = {row[PART_TABLES[table]]: row for row in read_table(f"{table}.csv")}
        return float(rows[state][figure])
    facts = load_facts()
    return float(facts[figure][facts.iso3.index(state)])
