"""Whether what a want gives fits its choice, looked at when it is asked for the first time."""

from __future__ import annotations

from typing import NamedTuple

from multipolar.agents.picking import Picked
from multipolar.rules.binding import BoundRule
from multipolar.rules.results import flaw_of


class Frame(NamedTuple):
    """How many runs, columns and actions a choice has."""

    runs: int
    columns: int
    actions: int


def check_utility(want: BoundRule, value: object, frame: Frame, picked: Picked | None) -> None:
    """Check that a value is an array of numbers that extends to (run, column, action).

    Any of the three may be one. What is the same in all runs may come without the axis of runs,
    and then has all columns and actions: with one run, (run, column) could be taken for it.

    Raises
    ------
    ArgumentError
        When it does not; the message names the rule, what it gave and what is expected.
    """
    runs, columns, actions = frame
    widths = {columns} if picked is None else {columns, picked.among}
    if flaw := flaw_of(value):
        raise want.wrong(flaw)
    shape: tuple[int, ...] = getattr(value, "shape", ())
    if len(shape) == 3:
        fits = shape[0] in (1, runs) and shape[1] in {1, *widths} and shape[2] in (1, actions)
    else:
        fits = len(shape) == 2 and shape[0] in widths and shape[1] == actions
    if not fits:
        raise want.wrong(
            f"gives an array of shape {shape}; expected: {tuple(frame)}, which is "
            "(run, column, action), or 1 in place of any"
        )


def check_temperature(quantity: BoundRule, value: object, runs: int) -> None:
    """Check that a value is one temperature for each run, or one for all.

    Raises
    ------
    ArgumentError
        When it is not; the message names the quantity, what it gave and what is expected.
    """
    if flaw := flaw_of(value):
        raise quantity.wrong(flaw)
    shape: tuple[int, ...] = getattr(value, "shape", ())
    if shape not in ((1, 1), (runs, 1)):
        raise quantity.wrong(
            f"gives an array of shape {shape}; expected: {(runs, 1)}, a temperature for each run"
        )
