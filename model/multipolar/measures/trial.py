"""A measure tried on a short path, so that a slip is named before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import known, place_of
from multipolar.arrays import Array
from multipolar.measures.measure import Measure
from multipolar.world.attributes import Attribute
from multipolar.world.roster import full_roster
from multipolar.world.world import World

RUNS, MONTHS = 8, 6
WIDE = 100.0
"""How far from nought the numbers of a path go, where bounds are wider."""


class TrialPaths(dict[str, NDArray[np.float32]]):
    """Paths by the names of attributes; a name that is none of them is told with the nearest."""

    def __missing__(self, name: str) -> NDArray[np.float32]:
        return self[known(name, self, "recorded attribute")]


def slips(measure: Measure, paths: TrialPaths) -> Iterator[str]:
    """Yield what is wrong with a measure, by paths of made-up numbers.

    What it reads is not recorded, what it gives is not of shape (runs, months), or a month depends
    on the months before, which it does not say.
    """
    said = f"measure {measure.name!r} ({place_of(measure.formula)})"
    later = TrialPaths((name, path[:, 1:]) for name, path in paths.items())
    try:
        whole, part = (np.asarray(measure.compute(each, full_roster())) for each in (paths, later))
    except Exception as error:  # whatever a formula of somebody's may do
        yield f"{said}: {type(error).__name__}: {error}"
        return
    if whole.shape != (RUNS, MONTHS) or whole.dtype.kind not in "bif":
        yield (
            f"{said}: gives {whole.dtype} of shape {whole.shape} for {RUNS} runs of {MONTHS} "
            "months; allowed: numbers of shape (runs, months)"
        )
    elif not measure.cumulative and not np.allclose(whole[:, 1:], part, equal_nan=True):
        yield (
            f"{said}: what it says of a month depends on the months before; declare it with "
            "cumulative=True, so that it is given all of them"
        )


def made_up(attributes: Mapping[str, Attribute]) -> TrialPaths:
    """Return paths of made-up numbers of the recorded attributes, within their bounds."""
    numbers = np.random.default_rng(1)
    start = World(RUNS, full_roster(), attributes).arrays
    return TrialPaths(
        (name, _path(row, start[name], numbers)) for name, row in attributes.items() if row.recorded
    )


def _path(row: Attribute, start: Array, numbers: np.random.Generator) -> NDArray[np.float32]:
    """Return a path: in the first half of the runs near its start, in the others anywhere."""
    shape = (RUNS, MONTHS, *start.shape[1:])
    if row.values:
        return numbers.choice(row.values, shape).astype(np.float32)
    begun = start[:, None]
    path = begun + numbers.random(shape) * (1.0 + np.abs(begun))
    low, high = max(row.low, -WIDE), min(row.high, WIDE)
    path[RUNS // 2 :] = low + (high - low) * numbers.random(path[RUNS // 2 :].shape)
    return path.clip(row.low, row.high).astype(np.float32)
