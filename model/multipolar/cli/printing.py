"""How tables and texts fit the width that a reader has: no line above it, no word broken.

A table that is too wide is printed as records: the first cell, and below it every
other cell with the name of its column.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Sequence
from textwrap import wrap

LONG = 150
"""Width of what is sent to a file or a pipe, unless COLUMNS says another."""

NARROW = 110
"""Width below which columns of sentences must be readable, not only unbroken."""

NARROWEST = 40
GAP = 2
READABLE = 24
"""Width that a column of sentences needs at least, to be read."""


def width_of(*, to_a_person: bool) -> int:
    """Return the width that lines may have: of the terminal, of COLUMNS, or a long one."""
    told = os.environ.get("COLUMNS", "")
    if told.isdigit() and int(told) > 0:
        return max(NARROWEST, int(told))
    if not to_a_person:
        return LONG
    return max(NARROWEST, shutil.get_terminal_size().columns)


def column_widths(
    columns: Sequence[str], rows: Sequence[Sequence[str]], width: int
) -> tuple[int, ...]:
    """Return the width of each column; none where there is no room.

    Where there is room, sentences are readable and intervals whole; else, in wide lines, no word is
    broken. What is left over goes to the columns whose cells are longer, in equal parts.

    Examples
    --------
    >>> column_widths(["what", "meaning"], [["aid", "what all sponsors together send"]], 40)
    (4, 31)
    """

    def widest(measure: Callable[[str], int]) -> list[int]:
        return [
            max([measure(name), *(measure(row[place]) for row in rows if place < len(row))])
            for place, name in enumerate(columns)
        ]

    room = width - GAP * (len(columns) - 1)
    for least in (_readable, _longest_word) if width >= NARROW else (_readable,):
        widths = widest(least)
        if sum(widths) <= room:
            return _shared(widths, widest(len), room)
    return ()


def _shared(widths: list[int], whole: Sequence[int], room: int) -> tuple[int, ...]:
    """Return widths that fill the room, none wider than the cells are long."""
    while left := room - sum(widths):
        longer = [place for place, width in enumerate(widths) if width < whole[place]]
        if not longer:
            break
        for place in longer[:left]:
            widths[place] += min(max(1, left // len(longer)), whole[place] - widths[place])
    return tuple(widths)


def records(columns: Sequence[str], rows: Sequence[Sequence[str]], width: int) -> list[str]:
    """Return rows as records, in lines of at most a width.

    Examples
    --------
    >>> for line in records(["measure", "unit", "2030-12"], [["Korea: level", "rung", "3.8"]], 60):
    ...     print(line)
    Korea: level
      unit: rung · 2030-12: 3.8
    """
    lines: list[str] = []
    for row in rows:
        lines += _wrapped(row[0] or "–", width, "", "  ")
        named = [
            f"{name}: {cell}" if name else cell
            for name, cell in zip(columns[1:], row[1:], strict=False)
            if cell
        ]
        lines += _packed(named, width)
    return lines


def fold(text: str, width: int) -> str:
    """Return a text whose lines are wrapped at a width; data in JSON stays as it is."""
    if text[:1] in ("{", "["):
        return text
    lines = []
    for line in text.split("\n"):
        indent = line[: len(line) - len(line.lstrip())]
        more = f"{indent}  " if indent else ""
        lines += _wrapped(line, width, "", more) if len(line) > width else [line]
    return "\n".join(lines)


def _readable(cell: str) -> int:
    """Return the width that a cell needs: whole when it is short or a number, else its words."""
    if len(cell) <= READABLE or "[" in cell:
        return len(cell)
    return max(READABLE, _longest_word(cell))


def _longest_word(cell: str) -> int:
    return max(map(len, cell.split()), default=0)


def _packed(items: Sequence[str], width: int) -> list[str]:
    """Return items side by side, as many as fit a line, none broken that fits one."""
    lines: list[str] = []
    open_ = ""
    for item in items:
        longer = f"{open_} · {item}" if open_ else f"  {item}"
        if len(longer) <= width:
            open_ = longer
            continue
        if open_:
            lines.append(open_)
        *full, open_ = _wrapped(item, width, "  ", "    ")
        lines += full
    return [*lines, open_] if open_ else lines


def _wrapped(text: str, width: int, first: str, rest: str) -> list[str]:
    return wrap(
        text,
        width,
        initial_indent=first,
        subsequent_indent=rest,
        break_on_hyphens=False,
        drop_whitespace=True,
    ) or [""]
