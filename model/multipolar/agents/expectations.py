"""What a state expects of its actions, in words and as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple


class Expected(NamedTuple):
    """What a state expects of an action for a measure.

    Parameters
    ----------
    change : float
        Mean change of the measure over the months ahead, against the first action.
    stake : float
        Utility of one unit of the measure in one month.
    """

    change: float
    stake: float


Expectations = Mapping[tuple[str, str], Expected]
"""What is expected, by action and measure."""


def in_words(actions: Sequence[str], expected: Expectations) -> list[str]:
    """Return what is expected of each action but the first, a line each, under a line of what."""
    said: list[str] = []
    for action in actions[1:]:
        changes = [
            f"{one.change:+.3g} {measure} (stake {one.stake:+g})"
            for (a, measure), one in expected.items()
            if a == action
        ]
        if changes:
            said.append(f"{action}: expects {', '.join(changes)}")
    if said:
        said.insert(
            0,
            f"Expected: mean change over the months ahead, against {actions[0]}, and the stake: "
            "utility of one unit in one month",
        )
    return said


def as_rows(expected: Expectations) -> list[dict[str, str | float]]:
    """Return what is expected as rows of action, measure, mean change and stake, for JSON."""
    return [
        {"action": action, "measure": measure, "mean_change": one.change, "stake": one.stake}
        for (action, measure), one in expected.items()
    ]
