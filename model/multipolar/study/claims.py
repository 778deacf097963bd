"""The claims of the article, and where each of them lives in the model.

The table ``claims.csv`` of the rules says what each claim is: kind, locator (the article's own
words, at most ten), reading, the parameters that decide its strength, the initial values that
state it and the tests that ask for its sign. Where it lives is read off the code and the scenarios
themselves: rules and classes of agents name the claims they carry, events of the calendar and
expectations of the scenarios name the claims they rest on.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TypeVar

from multipolar.agents import KINDS as AGENT_KINDS
from multipolar.agents import Kind
from multipolar.arguments import hint
from multipolar.readonly import kept
from multipolar.rules import PHASES, parameter_table
from multipolar.rules.parameters import Parameter
from multipolar.rules.phases import DECISIONS
from multipolar.rules.rule import Rule
from multipolar.scenario import Event, Expectation, calendar, scenario_folders
from multipolar.scenario.folders import SUFFIX
from multipolar.world import World, attributes
from multipolar.world.attributes import Attribute
from multipolar.world.places import UnknownPlace, find_place
from multipolar.world.roster import EVERYWHERE
from multipolar.world.tables import read_table

KINDS = ("rule", "initial_condition", "event")
WORDS_OF_A_LOCATOR = 10
CUT = "…"
"""Ends a locator that the sentence goes beyond; no word."""

Carrier = TypeVar("Carrier")


@dataclass(frozen=True)
class Start:
    """An initial value that states a claim.

    Parameters
    ----------
    attribute : Attribute
        Row of the attribute table, with unit, start and evidence.
    where : str
        Place of the attribute, ``all`` for the whole.
    low, high : float
        Smallest and largest value at that place at the start, in the attribute's unit.
    """

    attribute: Attribute
    where: str
    low: float
    high: float


@dataclass(frozen=True)
class Probe:
    """An expectation of a scenario that rests on a claim.

    Parameters
    ----------
    scenario : str
        Name of the shipped scenario.
    expectation : Expectation
        Whose it is, measure, direction and reading.
    """

    scenario: str
    expectation: Expectation


@dataclass(frozen=True)
class Claim:
    """A claim of the article.

    Parameters
    ----------
    id : str
        ``C1`` to ``C61``.
    kind : str
        ``rule``, ``initial_condition`` or ``event``.
    locator : str
        At most ten words of the article, by which the place is found.
    reading : str
        What the model takes the claim to say.
    rules : tuple of Rule
        Rules and terms of choices that carry it, in the order of a month.
    agents : tuple of type
        Classes of agents that carry it.
    events : tuple of Event
        Events of the full calendar that carry it.
    starts : tuple of Start
        Initial values that state it.
    parameters : tuple of Parameter
        Parameters that decide how strong it is.
    tests : tuple of str
        Tests of its sign, functions of ``tests/claims``.
    knock_out : str
        The change of the baseline that takes it away, ``key = value``, or ``none``.
    probes : tuple of Probe
        Expectations of the shipped scenarios that rest on it.
    """

    id: str
    kind: str
    locator: str
    reading: str
    rules: tuple[Rule, ...] = ()
    agents: tuple[Kind, ...] = ()
    events: tuple[Event, ...] = ()
    starts: tuple[Start, ...] = ()
    parameters: tuple[Parameter, ...] = ()
    tests: tuple[str, ...] = ()
    knock_out: str = "none"
    probes: tuple[Probe, ...] = ()

    @property
    def switches(self) -> tuple[str, ...]:
        """Mechanisms that turn its rules off, in order and once each."""
        return tuple(dict.fromkeys(rule.switch for rule in self.rules))

    @property
    def scenarios(self) -> tuple[str, ...]:
        """Scenarios that probe it, in order and once each."""
        return tuple(dict.fromkeys(probe.scenario for probe in self.probes))

    @property
    def where(self) -> tuple[str, ...]:
        """What carries a claim of its kind: rules or classes, initial values, or events."""
        if self.kind == "event":
            return tuple(dict.fromkeys(event.name for event in self.events))
        if self.kind == "initial_condition":
            return tuple(_place(start) for start in self.starts)
        return tuple(rule.name for rule in self.rules) or tuple(a.name for a in self.agents)

    def gaps(self) -> tuple[str, ...]:
        """Return what a claim of this kind must point to and does not, in words."""
        carriers = {
            "rule": ("rule or class of agents", self.rules or self.agents),
            "initial_condition": ("initial value", self.starts),
            "event": ("event of the calendar", self.events),
        }
        name, carried = carriers[self.kind]
        return tuple(
            f"{self.id}: no {missing}"
            for missing, found in ((name, carried), ("test of its sign", self.tests))
            if not found
        )


@kept
def claims() -> dict[str, Claim]:
    """Return every claim of the article by its id, in the order of the article.

    Raises
    ------
    ValueError
        When a row of the table is wrong, or something names a claim that the table lacks.

    Examples
    --------
    >>> claims()["C18"].kind
    'rule'
    """
    return read_claims(read_table("claims.csv", "multipolar.rules"))


def read_claims(rows: Iterable[Mapping[str, str]]) -> dict[str, Claim]:
    """Return the claims of some rows of the table, with all that names them.

    Parameters
    ----------
    rows : iterable of mapping
        ``id``, ``kind``, ``locator``, ``reading`` and, as words separated by spaces,
        ``parameters`` (full names), ``starts`` (``attribute:place``) and ``tests``.

    Raises
    ------
    ValueError
        As ``claims``.
    """
    table = {row["id"]: row for row in rows}
    rules = _carried(table, ((rule.name, rule.claims, rule) for rule in _rules()))
    agents = _carried(table, ((k.name, k.claims, k) for k in AGENT_KINDS))
    events = _carried(table, ((e.name, e.claim.split(), e) for e in calendar("full")))
    probes = _carried(table, ((p.scenario, p.expectation.claim.split(), p) for p in _probes()))
    world = World()
    return {
        name: Claim(
            id=name,
            kind=_kind(row),
            locator=_locator(row),
            reading=row["reading"],
            rules=rules[name],
            agents=agents[name],
            events=events[name],
            starts=tuple(_start(name, word, world) for word in row["starts"].split()),
            parameters=tuple(_parameter(name, word) for word in row["parameters"].split()),
            tests=tuple(row["tests"].split()),
            knock_out=row["knock_out"],
            probes=probes[name],
        )
        for name, row in table.items()
    }


def _carried(
    table: Mapping[str, object], carriers: Iterable[tuple[str, Iterable[str], Carrier]]
) -> dict[str, tuple[Carrier, ...]]:
    """Return who carries each claim, and object to claims that the table lacks."""
    found: dict[str, list[Carrier]] = {name: [] for name in table}
    for carrier, named, value in carriers:
        for name in named:
            if name not in table:
                raise ValueError(f"{carrier}: {_unknown('claim', name, table)}")
            found[name].append(value)
    return {name: tuple(values) for name, values in found.items()}


def _rules() -> Iterable[Rule]:
    """Return every rule of a month, and every term of a choice where the agents decide."""
    wants = [want for kind in AGENT_KINDS for choice in kind.choices for want in choice.wants]
    by_phase = [wants if phase.name == DECISIONS else phase.rules for phase in PHASES]
    return dict.fromkeys(rule for rules in by_phase for rule in rules)


def _probes() -> Iterable[Probe]:
    """Return what each shipped scenario file itself expects."""
    for folder in scenario_folders():
        for file in sorted(folder.glob(f"*{SUFFIX}")):
            tables = tomllib.loads(file.read_text(encoding="utf-8")).get("expect", ())
            yield from (Probe(file.stem, Expectation(**table)) for table in tables)


def _kind(row: Mapping[str, str]) -> str:
    if row["kind"] not in KINDS:
        raise ValueError(f"claims.csv, {row['id']}: {_unknown('kind', row['kind'], KINDS)}")
    return row["kind"]


def _locator(row: Mapping[str, str]) -> str:
    words = [word for word in row["locator"].split() if word != CUT]
    if not 0 < len(words) <= WORDS_OF_A_LOCATOR:
        raise ValueError(
            f"claims.csv, {row['id']}: a locator of {len(words)} words; "
            f"allowed: 1 to {WORDS_OF_A_LOCATOR}"
        )
    return row["locator"]


def _parameter(claim: str, name: str) -> Parameter:
    if name not in parameter_table():
        found = _unknown("parameter", name, parameter_table())
        raise ValueError(f"claims.csv, {claim}: {found}")
    return parameter_table()[name]


def _start(claim: str, word: str, world: World) -> Start:
    name, _, where = word.partition(":")
    if name not in attributes():
        raise ValueError(f"claims.csv, {claim}: {_unknown('attribute', name, attributes())}")
    attribute = attributes()[name]
    try:
        index = find_place(name, where, world.roster)
    except UnknownPlace as error:
        found = _unknown(f"place of {name}", error.found, error.allowed)
        raise ValueError(f"claims.csv, {claim}: {found}") from None
    array = world.arrays[name] if attribute.moves else world.arrays[name][None]
    return Start(attribute, where, float(array[index].min()), float(array[index].max()))


def _place(start: Start) -> str:
    name = start.attribute.name
    return name if start.where == EVERYWHERE else f"{name} {start.where}"


def _unknown(what: str, found: str, allowed: Iterable[str]) -> str:
    return f"unknown {what} {found!r};{hint(found, allowed, cutoff=0.0)}"


__all__ = ["KINDS", "Claim", "Probe", "Start", "claims", "read_claims"]
