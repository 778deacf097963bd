"""Whether a file has the shape of a scenario; pydantic's errors in our words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from pydantic import ValidationError

from multipolar.scenario.problems import Flaw, Path, shown
from multipolar.scenario.schema import TABLES, TAGS, FactTable, RangeTable, Table

Tables = Mapping[tuple[str, ...], type[Table]]
"""The tables of a schema by their keys; that of the file as a whole has none."""


def shape_findings(data: Mapping[str, Any], tables: Tables = TABLES) -> Iterator[Flaw]:
    """Yield what is wrong with the keys and the types of the values of a file."""
    try:
        tables[()].model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False, include_context=False):
            path = tuple(part for part in detail["loc"] if part not in TAGS)
            yield _finding(path, detail["type"], detail["msg"], detail["input"], tables)


def _finding(path: Path, kind: str, message: str, value: object, tables: Tables) -> Flaw:
    if kind == "extra_forbidden":
        keys = tuple(_table(path[:-1], tables).model_fields)
        return Flaw(path, "unknown key", keys, sought=str(path[-1]))
    if kind == "missing":
        return Flaw(path, "this key is required", _allowed(path, tables))
    if kind == "string_pattern_mismatch":
        message = "not of the form that is asked for"
    elif kind == "too_long":
        return Flaw(path, "too many", _allowed(path, tables))
    elif kind == "string_too_long":
        message = f"too long, {len(str(value)):,} letters"
    elif kind in ("model_type", "dict_type"):
        message = "should be a table"
    message = message.replace("Input should", "should").removeprefix("Value error, ")
    return Flaw(path, message, _allowed(path, tables), shown(value))


def _allowed(path: Path, tables: Tables) -> tuple[str, ...]:
    """Return what the nearest key of the schema above a value allows."""
    while path:
        field = _table(path[:-1], tables).model_fields.get(str(path[-1]))
        if field is not None and field.description is not None:
            return (field.description,)
        path = path[:-1]
    return ("the keys of such a file",)


def _table(path: Path, tables: Tables) -> type[Table]:
    """Return the table of the schema at a path; the file as a whole for unknown paths."""
    names = tuple(part for part in path if isinstance(part, str))
    if len(names) == 3 and names[0] == "parameters":
        return RangeTable
    if len(names) == 3 and names[0] == "facts":
        return FactTable
    return tables.get(names[:1], tables[()])
