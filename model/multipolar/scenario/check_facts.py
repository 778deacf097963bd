"""Whether the figures of states that a file gives exist and are in their range."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from multipolar.scenario.merge import Merged
from multipolar.scenario.problems import Flaw, Path, shown
from multipolar.scenario.schema import is_number
from multipolar.world.attributes import Attribute
from multipolar.world.opening import opening_value
from multipolar.world.replaceable import OwnFigure, derived_from, replaceable
from multipolar.world.roster import full_roster, make_roster

Data = Mapping[str, Any]


def facts_findings(facts: Data) -> Iterator[Flaw]:
    """Yield unknown states and figures, and values out of range; other types are passed over."""
    everyone = full_roster().iso3
    for state, given in facts.items():
        if state not in everyone:
            yield Flaw(("facts", state), "unknown state", everyone, sought=state)
        elif isinstance(given, dict):
            for figure, fact in given.items():
                yield from _fact(state, figure, fact)


def _fact(state: str, figure: str, fact: object) -> Iterator[Flaw]:
    path: Path = ("facts", state, figure)
    known = replaceable().get(figure)
    if known is None:
        names = tuple(name for name, own in replaceable().items() if state in own.states)
        derived = derived_from(figure)
        message = f"derived from {' and '.join(derived)}" if derived else "unknown figure"
        yield Flaw(path, message, derived or names, sought="" if derived else figure)
        return
    if state not in known.states:
        yield Flaw(path, f"{state} has no such figure", known.states, state)
        return
    value = fact.get("value") if isinstance(fact, dict) else None
    if is_number(value) and not known.allows(value):
        message = "outside the range of the figure"
        yield Flaw((*path, "value"), message, (known.allowed,), shown(value))


def start_findings(merged: Merged, attributes: Mapping[str, Attribute]) -> Iterator[Flaw]:
    """Yield why a world of these attributes cannot start from the facts of a chain of files."""
    if not merged.facts:
        return
    own = (OwnFigure(*names, float(fact.value)) for names, fact in merged.facts.items())
    roster = make_roster(full_roster().iso3, own)
    for attribute in attributes.values():
        try:
            opening_value(attribute, roster)
        except ValueError as error:
            allowed = ("figures from which every start value is within its bounds",)
            yield Flaw(("facts",), str(error), allowed)
