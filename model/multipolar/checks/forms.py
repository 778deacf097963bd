"""What can be wrong with the form of what a definition is given: a comma lost, no decorator.

Nothing else can be looked at before it is right.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from inspect import isclass
from typing import Any

from multipolar.agents.kind import Choice
from multipolar.arguments import unknown
from multipolar.axes import RUN
from multipolar.checks.parts import Parts, name_of
from multipolar.luck import Draw
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters
from multipolar.rules.rule import Rule, shown
from multipolar.world.attributes import Attribute
from multipolar.world.roster import full_roster


def problems(parts: Parts) -> Iterator[str]:
    """Yield what has not the form that it must have."""
    for one in parts.mechanisms:
        yield from _mechanism(f"mechanism {one.name}", one)
    for kind in parts.kinds:
        yield from _members(f"{name_of(kind)}, choices", kind.choices, Choice)
        for choice in kind.choices if isinstance(kind.choices, list | tuple) else ():
            if isinstance(choice, Choice):
                yield from _choice(f"{choice.name} of {kind.role}", choice)
    for name, row in parts.attributes.items():
        yield from _axes(f"attribute {name!r}", row)


def _mechanism(where: str, one: Mechanism) -> Iterator[str]:
    yield from _members(f"{where}, choices", one.choices, str)
    yield from _members(f"{where}, parameters", one.parameters, type)
    for group in one.parameters if isinstance(one.parameters, list | tuple) else ():
        if isclass(group):
            yield from _parameters(where, group)
    for name, given in (("rules", one.rules), ("absent", one.absent)):
        if not isinstance(given, Mapping):
            yield f'{where}, {name}: {shown(given)} is no mapping; write {{"perception": (rule,)}}'
            continue
        for phase, rules in given.items():
            yield from _members(f"{where}, {name} of {phase}", rules, Rule)


def _parameters(where: str, group: type) -> Iterator[str]:
    if not issubclass(group, Parameters):
        yield f"{where}: {shown(group)} is no subclass of Parameters"
    elif "__dataclass_fields__" not in vars(group):
        yield f"{where}: write @dataclass(frozen=True) above the class {group.__name__}"
    else:
        for field in fields(group):
            if "evidence" not in field.metadata:
                yield f"{where}: {group.__name__}.{field.name} is declared without parameter(…)"


def _choice(where: str, choice: Choice) -> Iterator[str]:
    yield from _members(f"{where}, wants", choice.wants, Rule)
    yield from _members(f"{where}, actions", choice.actions, str)
    for name in ("temperature", "allowed"):
        given = getattr(choice, name)
        if given is not None and not isinstance(given, Rule):
            yield f"{where}, {name}: {shown(given)} is no quantity; {_DECORATED}"
    if not isinstance(choice.luck, Draw):
        yield f'{where}, luck: {shown(choice.luck)} is no stream; write Draw("name", "axis")'


def _members(where: str, given: Any, kind: type) -> Iterator[str]:
    """Yield what keeps a value from being a tuple of rules, choices, classes or names."""
    what = _CALLED[kind]
    if not isinstance(given, list | tuple):
        yield f"{where}: {shown(given)} is no tuple; one {what} alone takes a comma: ({what},)"
        return
    for one in given:
        if not isinstance(one, kind):
            advice = f"; {_DECORATED}" if kind is Rule else ""
            yield f"{where}: {shown(one)} is no {what}{advice}"


_CALLED = {str: "name", type: "class", Rule: "rule", Choice: "choice"}
_DECORATED = "a function becomes one by @rule(…) or @quantity(…) above it"


def _axes(where: str, row: Attribute) -> Iterator[str]:
    if not isinstance(row.axes, tuple):
        yield f"{where}: axes is {shown(row.axes)}; allowed: a tuple of axes, ('run',)"
        return
    there = (RUN, *full_roster().labels)
    for axis in row.axes:
        if axis not in there:
            yield f"{where}: {unknown(axis, there, 'axis')}"
    if not row.axes or RUN in row.axes[1:] or len(set(row.axes)) < len(row.axes):
        yield f"{where}: axes is {row.axes!r}; allowed: each axis once, {RUN!r} first if it moves"
