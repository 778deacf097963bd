"""Reading the tables of a package: rows of text, loaded once."""

from __future__ import annotations

import csv
from collections.abc import Iterator
from importlib.resources import files

from multipolar.arguments import nearest
from multipolar.readonly import kept

ORDER = "order"


@kept
def read_table(name: str, package: str = "multipolar.world") -> tuple[dict[str, str], ...]:
    """Return the rows of a CSV file of a package, as text by column.

    The rows are shared by every caller and cannot be changed.

    Parameters
    ----------
    name : str
        File name, such as ``"states.csv"``.
    package : str, optional
        Import name of the package whose folder holds the file.

    Returns
    -------
    tuple of dict
        One dictionary for each row; an empty cell is ``""``. A column ``order`` says the order of
        the rows: where it stands, that of the file carries no meaning.

    Raises
    ------
    FileNotFoundError
        When the package has no such table; the message names the nearest one.
    ValueError
        When a column name repeats, or a row has more or fewer cells than the header.
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
    return tuple(sorted(rows, key=_place)) if rows and ORDER in rows[0] else rows


def _place(row: dict[str, str]) -> int:
    return int(row[ORDER])


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
