"""The JSON Schema accepts and refuses what the loader does, as far as a schema can tell."""

from __future__ import annotations

import json
import re
import tomllib
from typing import Any

import pytest

from multipolar import loading
from multipolar.scenario import json_schema, scenario_folders

TYPES = {
    "object": dict,
    "array": list,
    "string": str,
    "boolean": bool,
    "integer": int,
    "number": (int, float),
    "null": type(None),
}


def accepts(schema: dict[str, Any], value: Any, root: dict[str, Any]) -> bool:
    """Return whether a schema accepts a value, for the few keywords that ours has."""
    if "$ref" in schema:
        return accepts(root["$defs"][schema["$ref"].split("/")[-1]], value, root)
    if "anyOf" in schema and not any(accepts(s, value, root) for s in schema["anyOf"]):
        return False
    if "enum" in schema and value not in schema["enum"]:
        return False
    kind = schema.get("type")
    if kind and not isinstance(value, TYPES[kind]):
        return False
    if isinstance(value, bool):
        return kind in ("boolean", None)
    if isinstance(value, str):
        return re.search(schema.get("pattern", ""), value) is not None
    if isinstance(value, int | float):
        return schema.get("minimum", value) <= value <= schema.get("maximum", value)
    if isinstance(value, list):
        return all(accepts(schema.get("items", {}), item, root) for item in value)
    return _accepts_table(schema, value, root)


def _accepts_table(schema, value, root) -> bool:
    known = schema.get("properties", {})
    if schema.get("additionalProperties") is False and set(value) - set(known):
        return False
    if set(schema.get("required", ())) - set(value):
        return False
    return all(accepts(known.get(key, {}), item, root) for key, item in value.items())


def test_the_schema_accepts_the_shipped_scenarios_and_a_full_one(vocabulary, valid):
    schema = json_schema(vocabulary)
    assert accepts(schema, tomllib.loads(valid), schema)
    schema = json_schema(loading.vocabulary())
    for name in ("baseline", "author_2024"):
        text = (scenario_folders()[0] / f"{name}.toml").read_text()
        assert accepts(schema, tomllib.loads(text), schema)


@pytest.mark.parametrize(
    ("found", "instead"),
    [
        ("title =", "titel ="),
        ("responsiveness", "responsivness"),
        ("responsiveness = 0.9", "responsiveness = 1.1"),
        ("theatres = false", "theatre = false"),
        ("months = 108", "months = 601"),
        ('"2026-10"', '"2026-13"'),
        ('attribute = "escalation"', 'attribute = "gdp"'),
        ('"FRA"', '"FRX"'),
        ('measure = "aid"', 'measure = "ade"'),
        ('"full"', '"some"'),
        ("putin_pyongyang_treaty", "Putin in Pyongyang"),
        ("limited_force", "force"),
        ("high = 0.4", "top = 0.4"),
    ],
)
def test_the_schema_refuses_wrong_names_and_values(vocabulary, valid, found, instead):
    schema = json_schema(vocabulary)
    assert found in valid
    assert not accepts(schema, tomllib.loads(valid.replace(found, instead)), schema)


def test_the_schema_is_json_and_names_every_parameter_and_switch(vocabulary):
    text = json.dumps(json_schema(vocabulary))
    for name in (*vocabulary.parameters, *vocabulary.switches, *vocabulary.measures):
        assert f'"{name.split(".")[-1]}"' in text
    references = set(re.findall(r'"#/\$defs/(\w+)"', text))
    assert references <= set(json_schema(vocabulary)["$defs"])
