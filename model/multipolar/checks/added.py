"""What one call adds to a definition."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from typing import Any, TypeVar

from multipolar.arguments import ArgumentError
from multipolar.rules.rule import shown

T = TypeVar("T")


class DefinitionError(ArgumentError):
    """Everything that is wrong with a definition, a line each."""


def added(given: Any, kind: type[T]) -> tuple[T, ...]:
    """Return what is added, each under a name of its own.

    Raises
    ------
    DefinitionError
        When it is no list of things of a kind, or two have one name.
    """
    called = kind.__name__
    return _listed(given, called.lower(), called, lambda one: isinstance(one, kind), "name")


def added_agents(given: Any) -> tuple[type, ...]:
    """Return the classes of agents that are added, each for a role of its own.

    Raises
    ------
    DefinitionError
        When something is no such class, or two stand in for one role.
    """
    return _listed(given, "agent", "subclass of StateAgent", _is_class_of_agents, "role")


def _listed(
    given: Any, what: str, called: str, fits: Callable[[object], bool], name: str
) -> tuple[Any, ...]:
    """Return what is given as a tuple, when all of it fits and is told apart by its name."""
    if fits(given) or not isinstance(given, Iterable):
        raise DefinitionError(f"{what}s: {shown(given)} stands alone; allowed: a list, [{what}]")
    listed = tuple(given)
    wrong = [f"{what}s: {shown(one)} is no {called}" for one in listed if not fits(one)]
    counts = Counter(getattr(one, name) for one in listed) if not wrong else {}
    wrong += [
        f"{what}s: {name} {one!r} is given {count} times; the last would take the place of others"
        for one, count in counts.items()
        if count > 1
    ]
    if wrong:
        raise DefinitionError("\n".join(wrong))
    return listed


def _is_class_of_agents(one: object) -> bool:
    return isinstance(one, type) and hasattr(one, "choices")
