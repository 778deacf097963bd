"""Changing a scenario from outside: dotted keys of its file, each with a value.

A changed scenario is a file that extends it: it says its title and its expectations again, and
what is changed. The keys are those of a scenario file, with dots: ``months``, ``information``,
``switches.barter``, ``parameters.theatres.mirroring`` (``parameters.`` may be left out), and
``events.NAME.add`` for the magnitude of an event; ``events.NAME.ATTRIBUTE.add`` or
``events.NAME.ATTRIBUTE.WHERE.add`` where several changes share a name.
"""

from __future__ import annotations

import tomllib
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from multipolar.scenario.check_events import inherited_findings, keeps_codes, uncoded
from multipolar.scenario.check_settings import settings_findings
from multipolar.scenario.check_shape import shape_findings
from multipolar.scenario.problems import Flaw, Path, Problem, shown
from multipolar.scenario.renamed import find_renamed
from multipolar.scenario.schema import LARGEST, ScenarioTable, is_number
from multipolar.scenario.spec import Event
from multipolar.scenario.vocabulary import Vocabulary
from multipolar.world.attributes import Attribute

Changes = Mapping[str, object]

EVENTS = "events"
_ALIASES = {"horizon": "months"}
_PLAIN = ("start", "months", "information", "roster.only", "roster.without", "without.events")
_WORDS = {"on": True, "off": False}


def parse_value(text: str) -> object:
    """Return what a text means: a TOML value, ``on`` or ``off``, or else the text itself."""
    word = text.strip()
    if word in _WORDS:
        return _WORDS[word]
    try:
        read = tomllib.loads(f"value = {word}")
    except (ValueError, RecursionError):
        return word
    return read["value"] if len(read) == 1 else word


def full_key(key: str, vocabulary: Vocabulary) -> str:
    """Return a key as it stands in a scenario file: ``parameters.`` is put in front if left out."""
    first = key.partition(".")[0]
    gone = find_renamed("parameter", key, vocabulary.parameters) is not None
    if gone or first in vocabulary.sections():
        return f"parameters.{key}"
    return _ALIASES.get(key, key)


def changed_layer(
    own: ScenarioTable,
    changes: Changes,
    vocabulary: Vocabulary,
    where: str,
    inherited: Collection[str],
) -> tuple[ScenarioTable, list[Problem]]:
    """Return the file that makes these changes to a scenario, or what is wrong with them.

    Parameters
    ----------
    own : ScenarioTable
        The scenario's own file.
    changes : Mapping
        Values by full key; those of events are passed over.
    vocabulary : Vocabulary
        The names that there are.
    where : str
        What a problem names in place of a file.
    inherited : collection of str
        Names of the events that may be left out.
    """
    known = [*_PLAIN, *(f"switches.{name}" for name in vocabulary.switches)]
    known += [f"parameters.{name}" for name in vocabulary.parameters]
    data: dict[str, Any] = {}
    findings: list[Flaw] = []
    for key, value in changes.items():
        if key.partition(".")[0] == EVENTS:
            continue
        path = tuple(key.split("."))
        if not _addressable(path) or not _put(data, path, value):
            findings.append(Flaw(path, "not a key that can be changed", tuple(known), sought=key))
    findings += [*shape_findings({"title": own.title, **data})]
    findings += [*settings_findings(data, vocabulary), *inherited_findings(data, inherited)]
    if findings:
        return own, [finding.at(where) for finding in findings]
    said = {key: getattr(own, key) for key in ("title", "expect")}
    return ScenarioTable.model_validate(data | said), []


def change_events(
    events: Sequence[Event],
    changes: Changes,
    where: str,
    attributes: Mapping[str, Attribute],
) -> tuple[list[Event], list[Problem]]:
    """Return events with the magnitudes that the changes give them, and what is wrong."""
    changed, problems = list(events), []
    for key, value in changes.items():
        first, _, rest = key.partition(".")
        if first != EVENTS:
            continue
        meant = [i for i, event in enumerate(events) if rest in _names(event)]
        wrong = [*_event_findings(key, value, events, meant, attributes)]
        if wrong:
            problems += [finding.at(where) for finding in wrong]
        elif isinstance(value, int | float):
            changed[meant[0]] = replace(changed[meant[0]], value=float(value) + 0.0)
    return changed, problems


def _addressable(path: Path) -> bool:
    return ".".join(map(str, path)) in _PLAIN or (
        path[0] in ("switches", "parameters", "facts", "stakes") and len(path) > 1
    )


def _put(data: dict[str, Any], path: tuple[str, ...], value: object) -> bool:
    for part in path[:-1]:
        data = data.setdefault(part, {})
        if not isinstance(data, dict):
            return False
    if path[-1] in data:
        return False
    data[path[-1]] = value
    return True


def _names(event: Event) -> tuple[str, ...]:
    """Return the keys that mean an event, the longest first."""
    if not event.attribute:
        return ()
    longest = f"{event.name}.{event.attribute}.{event.where}.{event.operation}"
    middle = f"{event.name}.{event.attribute}.{event.operation}"
    return longest, middle, f"{event.name}.{event.operation}"


def _event_findings(
    key: str,
    value: object,
    events: Sequence[Event],
    meant: Sequence[int],
    attributes: Mapping[str, Attribute],
) -> Iterator[Flaw]:
    path: Path = tuple(key.split("."))
    name = str(path[1]) if len(path) > 1 else ""
    same = [event for event in events if event.name == name and event.attribute]
    if not same:
        names = tuple(dict.fromkeys(event.name for event in events if event.attribute))
        now = find_renamed("event", name, names)
        yield Flaw(path, "no such event that changes anything", names, None, name, now)
    elif len(meant) != 1:
        keys = tuple(f"{EVENTS}.{_names(event)[0]}" for event in same)
        message = "several changes share this name" if meant else "not a magnitude of this event"
        yield Flaw(path, message, keys, sought=key)
    else:
        event = events[meant[0]]
        low, high = -LARGEST, LARGEST
        if event.operation == "set":
            low, high = attributes[event.attribute].low, attributes[event.attribute].high
        elif event.operation == "scale":
            low = 0.0
        if not is_number(value) or not low <= value <= high:
            allowed = (f"a number from {low:g} to {high:g}",)
            yield Flaw(path, "not a magnitude that it can have", allowed, shown(value))
        elif not keeps_codes(attributes[event.attribute], event.operation, value):
            yield uncoded(path, attributes[event.attribute], value)
