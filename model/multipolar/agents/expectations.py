"""What a state expects of its actions, in words and as rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


def in_words(actions: Sequence[str], expected: Mapping[tuple[str, str], float]) -> list[str]:
    """Return what is expected of each action but the first, a line each.

    ``expected`` is the mean change over the months ahead, by action and measure.
    """
    said: list[str] = []
    for action in actions[1:]:
        changes = [f"{d:+.3g} {measure}" for (a, measure), d in expected.items() if a == action]
        if changes:
            ahead = f"on average over the months ahead, against {actions[0]}"
            said.append(f"{action}: expects {', '.join(changes)} {ahead}")
    return said


def as_rows(expected: Mapping[tuple[str, str], float]) -> list[dict[str, str | float]]:
    """Return what is expected as rows of action, measure and mean change, for JSON."""
    return [
        {"action": action, "measure": measure, "mean_change": change}
        for (action, measure), change in expected.items()
    ]
