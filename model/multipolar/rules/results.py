"""What the function of a rule gives back, and whether it is an array of numbers."""

from __future__ import annotations

from reprlib import repr as in_short

import numpy as np


def flaw_of(value: object) -> str:
    """Return what keeps a value from being an array of numbers, in words; nothing if nothing does.

    Examples
    --------
    >>> flaw_of(None)
    'gives None, where an array of numbers is expected'
    >>> flaw_of(np.array([1.0, np.nan]))
    'gives NaN, no number, in 1 of 2 places'
    """
    if not isinstance(value, np.ndarray | np.generic):
        return f"gives {in_short(value)}, where an array of numbers is expected"
    if value.dtype.kind not in _NUMBERS:
        return f"gives an array of type {value.dtype}, where one of numbers is expected"
    missing = int(np.isnan(value).sum())
    return f"gives NaN, no number, in {missing} of {value.size} places" if missing else ""


_NUMBERS = "fiub"
"""Kinds of arrays whose members are numbers, or truth values."""
