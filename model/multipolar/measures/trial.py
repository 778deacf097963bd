"""A measure tried on a short path, so that a slip is named before anything runs."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import known
from multipolar.arrays import Array
from multipolar.measures.measure import Measure
from multipolar.world.attributes import Attribute
from multipolar.world.roster import full_roster
from multipolar.world.world import World

RUNS, MONTHS = 8, 6
WIDE = 100.0
"""How far from nought the numbers of a path go, where bounds are wider."""


class _Paths(dict[str, NDArray[np.float32]]):
    """Paths by the names of attributes; a name that is none of them is told with the nearest."""

    def __missing__(self, name: str) -> NDArray[np.float32]:
        known(name, self, "recorded attribute")
        raise KeyError(name)


def slips(measure: Measure, attributes: Mapping[str, Attribute]) -> Iterator[str]:
    """Yield what is wrong with a measure, by a path of made-up numbers within their bounds.

    What it reads is not recorded, what it gives is not of shape (runs, months), or a month depends
    on the months before, which it does not say.
    """
    said = f"measure {measure.name!r} ({_place(measure)})"
    paths = _paths(attributes)
    later = _Paths((name, path[:, 1:]) for name, path in paths.items())
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


def _place(measure: Measure) -> str:
    code = getattr(measure.formula, "__code__", None)
    return f"{code.co_filename}:{code.co_firstlineno}" if code else "its formula"


def _paths(attributes: Mapping[str, Attribute]) -> _Paths:
    numbers = np.random.default_rng(1)
    start = World(RUNS, full_roster(), attributes).arrays
    return _Paths(
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
