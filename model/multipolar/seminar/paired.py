"""Two games with the same luck, side by side, in numbers and in words."""

from __future__ import annotations

from typing import Any

import numpy as np

from multipolar.arguments import known
from multipolar.measures import MEASURES
from multipolar.seminar.game import Game
from multipolar.seminar.played_turn import PlayedTurn
from multipolar.study.compare import Difference, difference_of
from multipolar.study.intervals import in_steps
from multipolar.study.windows import Window


def difference(
    game: Game, turns: tuple[PlayedTurn, ...], others: tuple[PlayedTurn, ...], measure: str
) -> Difference:
    """Return what a game does to a measure beside another game with the same luck.

    The measure is averaged from the first month of the first turn to the last of the last.

    Parameters
    ----------
    game : Game
        The game that was played.
    turns, others : tuple of PlayedTurn
        What it came to, and what the other game came to: the difference is the first minus the
        second.
    measure : str
        Name of the measure.

    Raises
    ------
    UnknownName
        When there is no such measure; the message names the nearest.
    """
    known(measure, MEASURES, "measure")
    window = Window(measure, game.covered.index(game.first_month), len(game.covered))
    changed, base = (window.of(side[-1].results[measure]) for side in (turns, others))
    return difference_of(game.scenario, window, MEASURES[measure], game.spec, changed, base)


def change_of(found: Difference) -> dict[str, Any]:
    """Return a paired difference: mean, its 90 % interval, what matters, and whether it does."""
    low, high = (float(end) for end in found.of_mean)
    numbers = {"mean": float(found.mean), "low": low, "high": high}
    relevant = float(found.relevant)
    return {
        **{name: value if np.isfinite(value) else None for name, value in numbers.items()},
        "relevant": relevant if np.isfinite(relevant) else None,
        "size": size_of(found),
        "moved": bool(found.moved),
        "words": in_words(found),
    }


def in_words(found: Difference) -> str:
    """Return a paired difference with its interval, and whether it matters."""
    low, high = found.of_mean
    if low == high == 0.0:
        return "exactly nought"
    mean, down, up = (signed(value, found.relevant) for value in (found.mean, low, high))
    number = f"{mean} [{down}, {up}] {found.unit}"
    if found.moved:
        return f"{number}, which matters"
    if _small(found):
        return f"{number}, too small to matter"
    if found.sure:
        return f"{number}: {'up' if low > 0.0 else 'down'}, but perhaps too small to matter"
    return f"{number}: cannot tell"


def verdict(turn: int, found: Difference) -> str:
    """Return whether a turn mattered, by the largest of what its orders moved beside the model."""
    if found.moved:
        return f"Turn {turn} mattered"
    if _small(found):
        return f"No turn moved anything that matters; nearest: turn {turn}"
    return f"Turn {turn} moved most, perhaps nothing that matters"


def _small(found: Difference) -> bool:
    """Whether the 90 % interval of a mean lies within what does not matter."""
    return max(abs(end) for end in found.of_mean) < found.relevant


def signed(value: float, matters: float) -> str:
    """Return a difference with its sign, to a tenth of what matters or finer.

    Where nothing matters, since no run differs from another, three digits are told. What is so
    small that it would be told as nought has two.

    Examples
    --------
    >>> signed(-0.00266, 0.01), signed(2.186, 0.2), signed(61.7, 200.0)
    ('-0.003', '+2.19', '+62')
    >>> signed(0.5, float("inf")), signed(-0.000123, 0.01), signed(0.0, 0.01)
    ('+0.5', '-0.00012', '0')
    """
    if value == 0.0:
        return "0"
    told = in_steps(value, matters / 10.0, "+")
    if float(told) != 0.0:
        return told
    return np.format_float_positional(value, 2, fractional=False, sign=True)


def size_of(found: Difference) -> float:
    """Return how large a difference is, in changes that matter; nought where it is not defined."""
    size = abs(found.mean) / found.relevant
    return float(size) if np.isfinite(size) else 0.0
