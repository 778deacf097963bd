"""Explanations as text: numbers, shares and intervals, and lines of aligned cells."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from multipolar.agents.expectations import Expectations, in_words
from multipolar.agents.foresight import unforeseen
from multipolar.arrays import Array
from multipolar.quantiles import QUANTILES

Row = tuple[str, ...]


def cells(values: Array) -> list[str]:
    """Return values with two decimals."""
    return [f"{value + 0.0:.2f}" for value in np.round(values, 2)]


def shares(values: Array) -> list[str]:
    """Return shares in percent."""
    return [f"{100.0 * value:.1f} %" for value in values]


def spread(values: Array) -> str:
    """Return the median of several values with their 5-95 % interval, or the only value."""
    if len(values) == 1:
        return f"{values[0] + 0.0:.4g}"
    low, middle, high = np.quantile(values, QUANTILES) + 0.0
    return f"{middle:.4g} [{low:.4g}, {high:.4g}]"


def line(row: Sequence[str], widths: Sequence[int]) -> str:
    """Return a line of cells: two names to the left, then numbers to the right."""
    names = [cell.ljust(width) for cell, width in zip(row[:2], widths[:2], strict=True)]
    numbers = [cell.rjust(width) for cell, width in zip(row[2:], widths[2:], strict=True)]
    return "  " + "  ".join([*names, *numbers]).rstrip()


def foresight_lines(choice: str, actions: Sequence[str], expected: Expectations) -> list[str]:
    """Return what is expected of each action of a choice, or why nothing can be foreseen."""
    why = unforeseen().get(choice)
    return [f"Nothing is foreseen: {why}"] if why else in_words(actions, expected)
