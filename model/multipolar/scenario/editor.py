"""The schema of a scenario file as JSON Schema, so that an editor can complete and check it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from multipolar.scenario.calendar import calendar
from multipolar.scenario.schema import LARGEST, ScenarioTable
from multipolar.scenario.vocabulary import ParameterRange, Vocabulary
from multipolar.world.replaceable import FigureRange, replaceable
from multipolar.world.roles import roles
from multipolar.world.roster import full_roster

Schema = dict[str, Any]


def json_schema(vocabulary: Vocabulary) -> Schema:
    """Return the JSON Schema (draft 2020-12) of a scenario file.

    Parameters
    ----------
    vocabulary : Vocabulary
        The names that are enumerated: parameters with their domains, mechanisms, measures and
        actions, beside the attributes, states and calendar events of the world.
    """
    schema = ScenarioTable.model_json_schema()
    tables: Schema = schema["$defs"]
    sections = {
        section: _closed({name: _parameter(known) for name, known in names.items()})
        for section, names in vocabulary.sections().items()
    }
    switches = {switch: {"type": "boolean"} for switch in vocabulary.switches}
    schema["properties"]["parameters"] = _closed(sections)
    schema["properties"]["switches"] = _closed(switches)
    states, events = full_roster().iso3, dict.fromkeys(event.name for event in calendar("full"))
    _enumerate(tables["EventTable"], "attribute", vocabulary.moving)
    _enumerate(tables["ExpectTable"], "measure", vocabulary.measures)
    _enumerate(tables["OrderTable"], "state", tuple(vocabulary.choices))
    ways = [way for choices in vocabulary.choices.values() for way in choices]
    _enumerate(tables["OrderTable"], "action", sorted({a for way in ways for a in way.actions}))
    _enumerate(tables["OrderTable"], "choice", sorted({a for way in ways for a in way.addresses}))
    tables["RosterTable"]["properties"]["only"] = _names(states)
    tables["RosterTable"]["properties"]["without"] = _names(states)
    inherited = tables["EventTable"]["properties"]["name"]
    known_or_own = {"anyOf": [{"enum": list(events)}, inherited]}
    tables["WithoutTable"]["properties"]["events"] = {
        "type": "array",
        "items": known_or_own,
        "uniqueItems": True,
    }
    schema["properties"]["facts"] = _facts(states)
    schema["properties"]["stakes"]["propertyNames"] = {"enum": [*states, *roles()]}
    tables.pop("RangeTable", None)
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _closed(properties: Schema) -> Schema:
    return {"type": "object", "properties": properties, "additionalProperties": False}


def _parameter(known: ParameterRange) -> Schema:
    number = {"type": "number", "minimum": known.minimum, "maximum": known.maximum}
    ends = _closed(dict.fromkeys(("low", "mode", "high"), number))
    ends["required"] = ["low", "mode", "high"]
    text = f"default {known.default:g}, prior from {known.low:g} to {known.high:g}"
    return {"description": text, "anyOf": [number, ends]}


def _facts(states: tuple[str, ...]) -> Schema:
    fact = {"$ref": "#/$defs/FactTable"}
    figures = {name: {"allOf": [fact, _value(known)]} for name, known in replaceable().items()}
    return {
        "type": "object",
        "propertyNames": {"enum": list(states)},
        "additionalProperties": _closed(figures),
    }


def _value(known: FigureRange) -> Schema:
    if known.values:
        return {"properties": {"value": {"enum": list(known.values)}}}
    ends = {"minimum": known.low, "maximum": min(known.high, LARGEST)}
    return {"properties": {"value": ends}}


def _enumerate(table: Schema, key: str, names: Sequence[str]) -> None:
    own = {k: v for k, v in table["properties"][key].items() if k not in ("anyOf", "default")}
    table["properties"][key] = {**own, "enum": list(names)}


def _names(names: tuple[str, ...]) -> Schema:
    return {"type": "array", "items": {"enum": list(names)}, "uniqueItems": True}
