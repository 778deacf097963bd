"""What the worker does, by name; arguments and answers are for JSON."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from multipolar.seminar.analysis import choices, picture
from multipolar.seminar.what_if import what_if


def ready() -> dict[str, Any]:
    """Return that the worker is there."""
    return {"ready": True}


TASKS: dict[str, Callable[..., dict[str, Any]]] = {
    "ready": ready,
    "picture": picture,
    "choices": choices,
    "what_if": what_if,
}
"""Tasks by name."""
