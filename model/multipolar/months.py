"""Months as ``YYYY-MM``: parsing, printing and counting."""

from __future__ import annotations

import re

from multipolar.arguments import ArgumentError

MONTHS_PER_YEAR = 12

CUT = "2024-06"
"""Last month that the author of the article could know; nothing after it sets any number."""

_PATTERN = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")


def month_number(text: str) -> int:
    """Return the number of months from year 0 to a month written ``YYYY-MM``.

    Raises
    ------
    ArgumentError
        When the text is not a month between 0001-01 and 9999-12.
    """
    match = _PATTERN.fullmatch(text)
    if match is None or match[1] == "0000":
        raise ArgumentError(f"{text!r} is not a month; write YYYY-MM, for example 2024-06")
    return int(match[1]) * MONTHS_PER_YEAR + int(match[2]) - 1


def month_text(number: int) -> str:
    """Return the month with this number as ``YYYY-MM``."""
    year, month = divmod(number, MONTHS_PER_YEAR)
    return f"{year:04d}-{month + 1:02d}"


def month_range(start: str, months: int) -> tuple[str, ...]:
    """Return ``months`` consecutive months from ``start`` on."""
    first = month_number(start)
    return tuple(month_text(first + i) for i in range(months))
