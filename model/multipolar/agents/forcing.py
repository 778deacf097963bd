"""Actions that runs are made to take, to see what follows from them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import ArrayLike

from multipolar.arguments import ArgumentError, hint
from multipolar.arrays import Array
from multipolar.readonly import ReadOnly

Forced = dict[tuple[str, str], Array]
"""Actions that runs are made to take, by role and name of the choice; below 0 none."""

NOTHING_FORCED: Forced = ReadOnly()


def forcing(
    ladders: Mapping[tuple[str, str], tuple[int, Sequence[str]]],
    role: str,
    choice: str,
    actions: ArrayLike,
    runs: int,
) -> Array:
    """Return actions that a role may be made to take, if they are.

    ``ladders`` is how many things are decided about, and the names of the actions, by role and
    name of the choice.

    Raises
    ------
    ArgumentError
        When nobody decides so, the shape is not (run, column), or an action is not on the ladder.
    """
    if (role, choice) not in ladders:
        names = [f"{a} {b}" for a, b in ladders]
        near = hint(f"{role} {choice}", names)
        raise ArgumentError(
            f"{role} decides no {choice!r} here.{near} There are: {', '.join(names)}"
        )
    (columns, ladder), given = ladders[role, choice], np.asarray(actions)
    if given.dtype.kind not in "iuf" or given.shape != (runs, columns):
        raise ArgumentError(
            f"actions of {role}: found {given.dtype} of shape {given.shape}; "
            f"allowed: numbers of shape ({runs}, {columns})"
        )
    wrong = given[~(np.isin(given, np.arange(len(ladder))) | (given < 0))]
    if wrong.size:
        raise ArgumentError(
            f"actions of {role}: found {wrong[0]:g}; allowed: a place on the ladder of {choice}, "
            f"0 ({ladder[0]}) to {len(ladder) - 1} ({ladder[-1]}), or below 0 for none"
        )
    return np.asarray(given, dtype=np.float64)
