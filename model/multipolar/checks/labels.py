"""What can be wrong with the labels of a place that a rule reads or writes."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multipolar.arguments import unknown
from multipolar.axes import ARENA, RUN, START_OF
from multipolar.checks.parts import listed
from multipolar.rules.rule import Place
from multipolar.world.attributes import Attribute
from multipolar.world.roster import ABROAD, EVERYWHERE, full_roster


def unknown_labels(place: Place, table: Mapping[str, Attribute]) -> Iterator[str]:
    """Yield what is wrong with the labels of a place, or with the mark of one."""
    if place.is_mark:
        yield from _mark(place)
    if place.is_mark or not place.labels:
        return
    axes = [axis for axis in table[place.attribute.removeprefix(START_OF)].axes if axis != RUN]
    if len(place.labels) > len(axes):
        room = f"one for each of {listed(axes)}" if axes else "none: it is one number for each run"
        yield f"{str(place)!r} has {len(place.labels)} labels; allowed: {room}"
        return
    for axis, label in zip(axes, place.labels, strict=False):
        yield from _label(place, axis, label, labels_of(axis))


def _mark(place: Place) -> Iterator[str]:
    axis, _, label = str(place).partition("=")
    axes = full_roster().labels
    if axis not in axes:
        yield f"{str(place)!r}: {unknown(axis, axes, 'axis')}"
    else:
        yield from _label(place, axis, label, axes[axis])


def _label(place: Place, axis: str, label: str, there: tuple[str, ...]) -> Iterator[str]:
    if label not in there:
        yield f"{str(place)!r}: {unknown(label, there, axis)}"


def labels_of(axis: str) -> tuple[str, ...]:
    """Return what a place may say of an axis."""
    there = (*full_roster().labels[axis], EVERYWHERE)
    return (*there, ABROAD) if axis == ARENA else there
