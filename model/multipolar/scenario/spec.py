"""A scenario ready to run: everything resolved, nothing left to look up."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, fields
from functools import cached_property
from hashlib import sha256
from typing import Any

from multipolar.months import month_number, month_text
from multipolar.readonly import freeze
from multipolar.world.replaceable import OwnFigure


@dataclass(frozen=True)
class Event:
    """A dated change of an attribute of the world.

    Parameters
    ----------
    month : str
        Month in which it happens, or begins.
    name : str
        Identifier; several changes may share one.
    attribute, where : str
        What changes and at which place. An event without an attribute is a dated fact that
        moves nothing.
    operation : str
        ``add``, ``set``, ``scale``, or ``drift``: ``value`` added in each of ``months`` months.
    value : float
        In the unit of the attribute. What is added to ``escalation`` counts from the theatre's
        rest: from a higher level a rise moves less, the same share of the room on the ladder.
    months : int or None
        An ``add`` or a ``scale`` is undone after so many months; ``None`` is never.
    claim : str
        Claims of the article that it carries, separated by spaces.
    evidence, description : str
        Evidence tag and meaning, for events of the calendar.
    """

    month: str
    name: str
    attribute: str
    where: str
    operation: str
    value: float
    months: int | None = None
    claim: str = ""
    evidence: str = ""
    description: str = ""

    def changes(self) -> list[tuple[int, str, float]]:
        """Return what happens when: (number of the month, operation, value).

        The operations are ``add``, ``set``, ``scale`` and ``undo``: a drift is spelled out, and
        what lasts some months is followed by ``undo``, which takes back what it had changed.
        """
        first = month_number(self.month)
        if self.operation == "drift":
            return [(first + i, "add", self.value) for i in range(self.months or 0)]
        change = [(first, self.operation, self.value)]
        if self.months is not None:
            change.append((first + self.months, "undo", 0.0))
        return change


@dataclass(frozen=True)
class Prior:
    """A triangular prior; fixed when its ends meet.

    Parameters
    ----------
    low, mode, high : float
        Ends and mode, in order.
    """

    low: float
    mode: float
    high: float

    @property
    def fixed(self) -> bool:
        """Whether every run draws the same value."""
        return self.low == self.high


@dataclass(frozen=True)
class Order:
    """A choice that replaces a state's own for some months.

    Parameters
    ----------
    state, month, action : str
        Who does what, from when on.
    months : int
        For how many months.
    choice : str
        The choice, ``measures``, or one column of it, ``measures.RUS``; needed where the state
        has the action in several choices.
    """

    state: str
    month: str
    action: str
    months: int = 1
    choice: str = ""

    def of(self, month: str) -> Order:
        """Return the order for one of its months alone."""
        return Order(self.state, month, self.action, 1, self.choice)

    def __str__(self) -> str:
        about = f" in {self.choice}" if self.choice else ""
        return f"order to {self.state}, {self.action}{about} ({self.month})"


@dataclass(frozen=True)
class Expectation:
    """The direction in which somebody expects a measure to move, against the baseline.

    Parameters
    ----------
    whose : str
        ``article`` or ``rival``.
    measure, direction, reading : str
        Measure, ``up``, ``down`` or ``none``, and the reason in one line.
    where : str
        Label of the measure; empty for all.
    month : str
        Month that is compared; empty for the whole horizon.
    claim : str
        Claims of the article that it rests on, separated by spaces.
    statistic : str
        What is compared of the months: ``mean``, ``peak`` or ``lowest``.
    within : int
        Months from the first change on that are compared; 0 for all to the end.
    base : str
        Scenario that it is compared with; empty for the one that the file ultimately extends.
    before : int
        Months before ``month`` that the ``within`` months from it on are compared with, in the same
        runs: before and after, not with and without. 0 compares with another scenario.
    """

    whose: str
    measure: str
    direction: str
    reading: str
    where: str = ""
    month: str = ""
    claim: str = ""
    statistic: str = "mean"
    within: int = 0
    base: str = ""
    before: int = 0


@dataclass(frozen=True)
class Fact:
    """A figure of a state that replaces that of the tables.

    Parameters
    ----------
    state, figure : str
        ISO 3166 alpha-3 code, and name of the figure.
    value : float
        In the unit of the figure.
    source : str
        Where the value comes from.
    """

    state: str
    figure: str
    value: float
    source: str


@dataclass(frozen=True)
class OwnStake:
    """What somebody wants in a scenario, in place of the table of stakes.

    Parameters
    ----------
    who : str
        A state, or a role for all its states.
    measure : str
        A place of the world, ``attribute.label``.
    weight : float
        Utility a month of one unit of the measure.
    """

    who: str
    measure: str
    weight: float


@dataclass(frozen=True)
class Spec:
    """A scenario, fully resolved.

    Parameters
    ----------
    name, title, question, story : str
        Name of the file and what it says of itself.
    start : str
        First month.
    months : int
        Number of months.
    information : str
        Information set of the calendar: ``author``, ``full`` or ``none``.
    states : tuple of str
        ISO 3166 alpha-3 codes of the states of the world.
    switches : Mapping
        Every mechanism, on or off.
    parameters : Mapping
        The prior of every parameter.
    events : tuple of Event
        What happens inside the horizon, by month; in a month the calendar comes first.
    orders : tuple of Order
        Choices that replace those of states.
    expectations : tuple of Expectation
        Directions stated in advance.
    notes : tuple of str
        What a reader should know, and is no error.
    facts : tuple of Fact
        Figures of states that replace those of the tables, by state and name.
    stakes : tuple of OwnStake
        Stakes that replace those of the table, by who and measure.
    beliefs : str
        What states expect to follow from their actions, as the text of a table like
        ``agents/beliefs.csv``; empty for the shipped one.
    extends : str
        Name of the scenario that the file ultimately extends; empty where that is not known, or
        where it extends none.
    """

    name: str
    title: str
    question: str
    story: str
    start: str
    months: int
    information: str
    states: tuple[str, ...]
    switches: Mapping[str, bool]
    parameters: Mapping[str, Prior]
    events: tuple[Event, ...]
    orders: tuple[Order, ...] = ()
    expectations: tuple[Expectation, ...] = ()
    notes: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    stakes: tuple[OwnStake, ...] = ()
    beliefs: str = ""
    extends: str = ""

    def __post_init__(self) -> None:
        """Make lists and mappings read-only: results and workers are kept by the digest."""
        freeze(self)

    def __deepcopy__(self, _memo: object) -> Spec:
        return self

    @property
    def own_figures(self) -> tuple[OwnFigure, ...]:
        """The facts as the roster takes them."""
        return tuple(OwnFigure(fact.state, fact.figure, fact.value) for fact in self.facts)

    @property
    def end(self) -> str:
        """Last month."""
        return month_text(month_number(self.start) + self.months - 1)

    @cached_property
    def digest(self) -> str:
        """SHA-256 of everything that changes results, as 64 hexadecimal digits.

        Words (name, title, question, story, notes, sources), expectations, what is extended, the
        information set by itself and dated facts without an attribute change none.
        """
        said = asdict(self)
        counted = {key: said[key] for key in ("start", "months", "states", "switches")}
        counted["parameters"] = said["parameters"]
        counted["orders"] = [
            {key: value for key, value in order.items() if value} for order in said["orders"]
        ]
        counted["events"] = [
            [e.month, e.attribute, e.where, e.operation, e.value, e.months]
            for e in self.events
            if e.attribute
        ]
        if self.facts:
            counted["facts"] = [[fact.state, fact.figure, fact.value] for fact in self.facts]
        if self.stakes:
            counted["stakes"] = [[stake.who, stake.measure, stake.weight] for stake in self.stakes]
        if self.beliefs:
            counted["beliefs"] = self.beliefs
        text = json.dumps(counted, sort_keys=True, separators=(",", ":"), allow_nan=False)
        return sha256(text.encode()).hexdigest()

    def to_dict(self) -> dict[str, Any]:
        """Return the scenario as dictionaries, lists, texts and numbers, ready for JSON."""
        plain: dict[str, Any] = json.loads(json.dumps(asdict(self), allow_nan=False))
        return plain

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> Spec:
        """Return the scenario that ``to_dict`` wrote.

        Raises
        ------
        ValueError
            When keys are missing or unknown.
        """
        try:
            data = {"facts": (), "stakes": (), **data}  # results of earlier versions have none
            rows = {key: tuple(kind(**row) for row in data[key]) for key, kind in _ROWS.items()}
            priors = {name: Prior(**prior) for name, prior in data["parameters"].items()}
            lists = {"states": tuple(data["states"]), "notes": tuple(data["notes"])}
            return cls(**{**data, **rows, **lists, "parameters": priors})
        except (KeyError, TypeError) as error:
            names = ", ".join(field.name for field in fields(cls))
            raise ValueError(f"not a scenario: {error}; its keys are {names}") from error


_ROWS: dict[str, type[Event | Order | Expectation | Fact | OwnStake]] = {
    "events": Event,
    "orders": Order,
    "expectations": Expectation,
    "facts": Fact,
    "stakes": OwnStake,
}
