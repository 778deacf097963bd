"""Markdown: docstrings, names, lists and tables as text."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterable, Sequence
from types import ModuleType


def body(thing: type | ModuleType | Callable[..., object]) -> str:
    """Return a docstring as one paragraph of plain text."""
    return " ".join((inspect.getdoc(thing) or "").replace("``", "`").split())


def code(names: Iterable[str]) -> str:
    """Return names as code, in one line."""
    return ", ".join(f"`{name}`" for name in names)


def listed(items: Iterable[str], indent: str = "") -> str:
    """Return a Markdown list."""
    return "\n".join(f"{indent}- {item}" for item in items)


def table(columns: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table."""
    lines = [columns, ["---"] * len(columns), *rows]
    return "\n".join(f"| {' | '.join(map(_cell, line))} |" for line in lines)


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
