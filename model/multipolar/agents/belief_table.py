"""The table of beliefs as text: what is read of it, wherever it comes from."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from math import isfinite

COLUMNS = (
    *("choice", "role", "column", "action", "measure", "feature"),
    *("centre", "scale", "weight", "n", "r2"),
)
"""Columns of a table of beliefs."""

NUMBERS = ("centre", "scale", "weight")

Row = dict[str, str]


def belief_rows(text: str) -> Iterator[Row]:
    """Yield the rows of a table of beliefs, which may come from others.

    Raises
    ------
    ValueError
        When it is no such table; the message names the line.
    """
    lines = csv.reader(text.splitlines(), strict=True)
    try:
        if tuple(next(lines, ())) != COLUMNS:
            raise ValueError(f"line 1: the columns are not {', '.join(COLUMNS)}")
        for cells in lines:
            yield _checked(dict(zip(COLUMNS, cells, strict=True)))
    except (ValueError, csv.Error) as error:
        where = "" if lines.line_num == 1 else f"line {lines.line_num}: "
        raise ValueError(f"{where}{error}") from None


def _checked(row: Row) -> Row:
    for name in NUMBERS:
        if not isfinite(float(row[name])):
            raise ValueError(f"{name} is {row[name]}; allowed: a finite number")
    if float(row["scale"]) <= 0.0:
        raise ValueError(f"scale is {row['scale']}; allowed: above 0")
    return row
