"""Whether the stakes that a file gives are of somebody, and in a place of the world."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from multipolar.axes import RUN, STATE
from multipolar.scenario.problems import Flaw, Path, shown
from multipolar.world.attributes import Attribute
from multipolar.world.roles import roles
from multipolar.world.roster import EVERYWHERE, PARTS, full_roster

OWN = "own"
"""Label of a place that stands for the state whose stake it is."""


def flat(given: Mapping[str, Any]) -> dict[str, Any]:
    """Return the weights of somebody by measure: ``escalation.korea`` may be a key or two."""
    found: dict[str, Any] = {}
    for name, value in given.items():
        parts = value if isinstance(value, dict) else {"": value}
        found |= {f"{name}.{label}".rstrip("."): weight for label, weight in parts.items()}
    return found


def stakes_findings(
    stakes: Mapping[str, Any], attributes: Mapping[str, Attribute]
) -> Iterator[Flaw]:
    """Yield stakes of nobody, and those in no place; other types are passed over."""
    allowed = (*full_roster().iso3, *roles())
    for who, given in stakes.items():
        if who not in allowed:
            yield Flaw(("stakes", who), "unknown state or role", allowed, sought=who)
        elif isinstance(given, dict):
            for measure in flat(given):
                yield from _measure(("stakes", who, measure), measure, attributes)


def _places(name: str, attribute: Attribute) -> tuple[str, ...]:
    """Return the places of an attribute with one axis, and any other as a whole."""
    axes = [axis for axis in attribute.axes if axis != RUN]
    labels = full_roster().labels[axes[0]] if len(axes) == 1 else ()
    return (name, *(f"{name}.{label}" for label in labels))


def _measure(path: Path, measure: str, attributes: Mapping[str, Attribute]) -> Iterator[Flaw]:
    name, *labels = measure.split(".")
    row = attributes.get(name)
    if row is None or not row.moves:
        moving = {known: attribute for known, attribute in attributes.items() if attribute.moves}
        places = tuple(place for known in moving.items() for place in _places(*known))
        message = "no place of the world that moves, written attribute.label"
        yield Flaw(path, message, places, shown(measure), measure)
        return
    axes = [axis for axis in row.axes if axis != RUN]
    if len(labels) > len(axes):
        yield Flaw(path, "more labels than axes", (".".join(axes) or "no label",), measure)
    for label, axis in zip(labels, axes, strict=False):
        names = (*full_roster().labels[axis], EVERYWHERE)
        if axis == STATE or axis in PARTS:
            names = (*names, OWN)
        if label not in names:
            yield Flaw(path, f"no place of {name}", names, label, label)
