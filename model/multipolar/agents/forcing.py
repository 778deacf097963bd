"""Actions that runs are made to take, to see what follows from them."""

from __future__ import annotations

from collections.abc import Mapping

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.readonly import ReadOnly

Forced = dict[tuple[str, str], Array]
"""Actions that runs are made to take, by role and name of the choice; below 0 none."""

NOTHING_FORCED: Forced = ReadOnly()


def forcing(
    columns: Mapping[tuple[str, str], int], role: str, choice: str, actions: Array
) -> Array:
    """Return actions that a role may be made to take, if they are.

    ``columns`` is how many things are decided about, by role and name of the choice.

    Raises
    ------
    ArgumentError
        When nobody decides so, or the shape is not (run, column).
    """
    if (role, choice) not in columns:
        names = ", ".join(f"{a} {b}" for a, b in columns)
        raise ArgumentError(f"{role} decides no {choice!r} here; there are: {names}")
    if actions.ndim != 2 or actions.shape[1] != columns[role, choice]:
        allowed = f"(run, {columns[role, choice]})"
        raise ArgumentError(f"actions of {role}: found shape {actions.shape}; allowed: {allowed}")
    return actions
