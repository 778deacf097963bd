"""Whether what a definition brings fits the world: classes of agents, and shapes of results."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np

from multipolar.agents import AGENT_CLASSES, StateAgent
from multipolar.agents.kind import Kind
from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.axes import RUN
from multipolar.definition import Definition
from multipolar.model.binding import Target
from multipolar.rules.binding import BoundRule
from multipolar.rules.results import flaw_of
from multipolar.world import World


def classes_of(definition: Definition) -> tuple[type[StateAgent], ...]:
    """Return the class of agents of each role.

    Raises
    ------
    ArgumentError
        When something else than a subclass of ``StateAgent`` stands in.
    """
    shipped = {kind.role: kind for kind in AGENT_CLASSES}
    classes = [shipped[k.role] if isinstance(k, Kind) else k for k in definition.kinds]
    for kind in classes:
        if not issubclass(kind, StateAgent):
            raise ArgumentError(f"{kind!r} is no subclass of StateAgent")
    return tuple(classes)


def check_results(
    rules: Iterable[BoundRule],
    results: Iterable[Sequence[Array]],
    targets: Iterable[Sequence[Target]],
    world: World,
) -> None:
    """Check that rules return as many arrays as they write, of numbers, of the shapes of those.

    Raises
    ------
    ArgumentError
        When one does not; the message names rule, attribute, axes and arguments.
    """
    for bound, values, written in zip(rules, results, targets, strict=True):
        places = bound.rule.writes
        if len(values) != len(places):
            raise ArgumentError(
                f"{bound.where}: returns {len(values)} arrays and writes {len(places)}: "
                f"{', '.join(map(str, places))}"
            )
        for place, value, (_, _, array) in zip(places, values, written, strict=True):
            if flaw := flaw_of(value):
                raise bound.wrong(f"{flaw}, for {place}")
            if value.shape != array.shape:
                axes = world.attributes[place.attribute].axes
                raise bound.wrong(
                    f"writes {place} with shape {value.shape}, which has {array.shape} "
                    f"({', '.join(axes)}; {RUN}s first)"
                )


def check_numbers(world: World, month: str) -> None:
    """Check that every attribute of the world is a number in every run.

    Raises
    ------
    ArgumentError
        When some are not; the message names them, the runs and the month.
    """
    missing = {
        name: np.isnan(array.reshape(world.runs, -1)).any(axis=1)
        for name, array in world.arrays.items()
        if array.dtype.kind == "f" and array.flags.writeable and np.isnan(array).any()
    }
    if missing:
        runs = np.flatnonzero(np.any(list(missing.values()), axis=0))
        names = ", ".join(missing)
        raise ArgumentError(
            f"NaN, no number, at the end of {month} in {len(runs)} of {world.runs} runs, the first "
            f"of them run {runs[0]} of the block, in {names}; look at what rules that write these "
            "divide by, and take roots and logarithms of"
        )


def write_results(
    rules: Sequence[BoundRule],
    results: Sequence[Sequence[Array]],
    targets: Sequence[Sequence[Target]],
    world: World,
) -> None:
    """Write what rules gave into the world, within the bounds of its attributes.

    Raises
    ------
    ArgumentError
        When something cannot be written, as ``check_results`` tells it.
    """
    try:
        for values, written in zip(results, targets, strict=True):
            for value, (low, high, array) in zip(values, written, strict=True):
                value.clip(low, high, array)
    except Exception:
        check_results(rules, results, targets, world)
        raise
