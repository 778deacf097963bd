"""Reading the tables of a package: rows of text, loaded once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

from multipolar.arguments import nearest
from multipolar.readonly import kept

ORDER = "order"
"""Column that says the order of a table's rows."""


@kept
def read_table(name: str, package: str = "multipolar.world") -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV file of a package, as text by column.

    The rows are shared by every caller and cannot be changed. The order in which they stand in the
    file carries no meaning: where one matters, a column ``order`` of whole numbers says it, or the
    reader takes it from another column; otherwise the rows are looked up by name.

    Parameters
    ----------
    name : str
        File name, such as ``"states.csv"``.
    package : str, optional
        Import name of the package whose folder holds the file.

    Returns
    -------
    tuple of dict
        One dictionary for each row; an empty cell is ``""``. Rows of a table with a column
        ``order`` are sorted by it.

    Raises
    ------
    FileNotFoundError
        When the package has no such table; the message names the nearest one.
    ValueError
        When a column name repeats, a row has more or fewer cells than the header, or a cell of the
        column ``order`` is no whole number or that of another row.
    """
    folder = files(package)
    path = folder.joinpath(name)
    if not path.is_file():
        tables = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".csv"))
        near = nearest(name, tables)
        hint = f"did you mean {near!r}?" if near else f"it has {', '.join(tables) or 'none'}"
        raise FileNotFoundError(f"{package} has no table {name!r}; {hint}")
    lines = path.read_text(encoding="utf-8").splitlines()
    rows = tuple(_rows(name, csv.reader(lines)))
    return _in_order(name, rows) if rows and ORDER in rows[0] else rows


def _in_order(name: str, rows: tuple[dict[str, str], ...]) -> tuple[dict[str, str], ...]:
    """Return the rows of a table sorted by their column of order."""
    found: dict[int, dict[str, str]] = {}
    for number, row in enumerate(rows, start=2):
        cell = row[ORDER]
        if not cell.isdecimal():
            raise _complain(name, number, cell, "a whole number, 0 or larger")
        if int(cell) in found:
            raise _complain(name, number, cell, "each number once")
        found[int(cell)] = row
    return tuple(found[place] for place in sorted(found))


def _complain(name: str, number: int, cell: str, allowed: str) -> ValueError:
    return ValueError(f"{name}, row {number}, {ORDER}: found {cell!r}, allowed: {allowed}")


def _rows(name: str, lines: Iterator[list[str]]) -> Iterator[dict[str, str]]:
    header = next(lines, [])
    if len(set(header)) != len(header):
        raise ValueError(f"{name}: a column name repeats in {', '.join(header)}")
    for number, cells in enumerate(lines, start=2):
        if len(cells) != len(header):
            raise ValueError(
                f"{name}, row {number}: {len(cells)} cells found, {len(header)} allowed"
            )
        yield dict(zip(header, cells, strict=True))
