"""The names that a scenario may use and that this room does not know by itself."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from multipolar.scenario.ways import Way
from multipolar.world.attributes import Attribute, attributes
from multipolar.world.roster import Roster


@dataclass(frozen=True)
class ParameterRange:
    """What a scenario must know of a parameter.

    Parameters
    ----------
    name : str
        Section and name, ``attention.crowding``.
    default, low, high : float
        Mode and ends of the triangular prior.
    minimum, maximum : float
        Hard domain, inclusive: a value outside is an error, one outside the prior is not.
    """

    name: str
    default: float
    low: float
    high: float
    minimum: float
    maximum: float


class MonthPart(NamedTuple):
    """A part of the month that reads and writes attributes: a rule, or a choice.

    Parameters
    ----------
    phase : int
        Position of its phase in the month; the parts of a phase read before any of them writes.
    name, switch : str
        Its name, and the mechanism that turns it off (empty if none does).
    reads, writes : frozenset of str
        Places that it reads, and those that it replaces whenever it takes place: an attribute, or
        a part of it as an event names it, ``pressure.RUS.strategic``.
    absent : bool
        Whether it acts where the mechanism is off, not where it is on.
    every : int
        Months from one time to the next; it takes place in months whose number it divides.
    """

    phase: int
    name: str
    switch: str
    reads: frozenset[str]
    writes: frozenset[str]
    absent: bool = False
    every: int = 1

    @property
    def when(self) -> str:
        """When it takes place, in words."""
        return "each month" if self.every == 1 else f"every {self.every} months"

    def replaces(self, month: int) -> frozenset[str]:
        """Return the places that it replaces in a month, by its number on the calendar."""
        return self.writes if month % self.every == 0 else frozenset()


def _all_defined(_roster: Roster) -> frozenset[str]:
    return frozenset()


@dataclass(frozen=True)
class Vocabulary:
    """The parameters, switches, measures and choices that scenarios may name.

    Parameters
    ----------
    parameters : Mapping
        Parameters by their full name.
    switches : tuple of str
        Mechanisms that can be switched off.
    measures : tuple of str
        Measures that an expectation may name.
    choices : Mapping
        The choices of each state that takes orders, by its ISO 3166 alpha-3 code.
    claims : tuple of str
        Claims of the article that an event or an expectation may rest on; empty allows any.
    month : tuple of MonthPart
        What reads and writes attributes in a month, after its events.
    not_defined : callable
        The measures of somebody who is not in a roster.
    attributes : Mapping
        The attributes of the world by name.
    foreseen : Mapping
        Measures on which somebody expects an effect of its actions, by role.
    beliefs_fit : bool
        Whether what is expected was fitted on this model, and not on another.
    """

    parameters: Mapping[str, ParameterRange]
    switches: tuple[str, ...]
    measures: tuple[str, ...]
    choices: Mapping[str, tuple[Way, ...]] = field(default_factory=dict)
    claims: tuple[str, ...] = ()
    month: tuple[MonthPart, ...] = ()
    not_defined: Callable[[Roster], frozenset[str]] = _all_defined
    attributes: Mapping[str, Attribute] = field(default_factory=attributes)
    foreseen: Mapping[str, frozenset[str]] = field(default_factory=dict)
    beliefs_fit: bool = True

    @property
    def moving(self) -> tuple[str, ...]:
        """Names of the attributes that an event may change."""
        return tuple(name for name, attribute in self.attributes.items() if attribute.moves)

    def sections(self) -> dict[str, dict[str, ParameterRange]]:
        """Return the parameters as the tables of a file: section, then name."""
        tables: dict[str, dict[str, ParameterRange]] = {}
        for full_name, parameter in self.parameters.items():
            section, _, name = full_name.partition(".")
            tables.setdefault(section, {})[name] = parameter
        return tables
