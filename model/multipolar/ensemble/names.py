"""Names that a person gives: the known one, or an error that names the nearest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from typing import Any


def known(name: str, names: Sequence[str] | Mapping[str, Any], what: str) -> str:
    """Return a name that is among those known.

    Raises
    ------
    KeyError
        When it is not; the message says what there is, and names the nearest.
    """
    if name in names:
        return name
    nearest = get_close_matches(str(name), [*names], 1)
    hint = f"did you mean {nearest[0]!r}? " if nearest else ""
    raise KeyError(f"no {what} {name!r}; {hint}there are: {', '.join(names)}")
