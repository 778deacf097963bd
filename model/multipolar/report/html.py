"""Elements of the page: paragraphs, lists and tables that a phone shows as records."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import NamedTuple


class TableCell(NamedTuple):
    """A cell of a table.

    Parameters
    ----------
    text : str
        What it says, as plain text.
    look : str
        Class of its style: ``n`` for a number, a verdict, or nothing.
    """

    text: str
    look: str = ""


def paragraph(text: str) -> str:
    """Return a text as paragraphs; an empty line parts them."""
    parts = (part.strip() for part in text.split("\n\n"))
    return "\n".join(f"<p>{escape(part)}</p>" for part in parts if part)


def listed(items: Iterable[str], tag: str = "ul") -> str:
    """Return items as a list, ``ul`` or ``ol``."""
    return f"<{tag}>\n" + "\n".join(f"<li>{escape(item)}</li>" for item in items) + f"\n</{tag}>"


def table(caption: str, columns: Sequence[str], rows: Iterable[Sequence[str | TableCell]]) -> str:
    """Return a table with its caption; the first cell of a row names the row."""
    head = "".join(f'<th scope="col">{escape(column)}</th>' for column in columns)
    body = "\n".join(f"<tr>{_row(columns, row)}</tr>" for row in rows)
    return (
        f"<table>\n<caption>{escape(caption)}</caption>\n<thead><tr>{head}</tr></thead>\n"
        f"<tbody>\n{body}\n</tbody>\n</table>"
    )


def _row(columns: Sequence[str], row: Sequence[str | TableCell]) -> str:
    cells = [cell if isinstance(cell, TableCell) else TableCell(cell) for cell in row]
    first = f'<th scope="row"{_class(cells[0])}>{escape(cells[0].text)}</th>'
    others = (
        f'<td data-l="{escape(column, quote=True)}"{_class(cell)}>{escape(cell.text)}</td>'
        for column, cell in zip(columns[1:], cells[1:], strict=True)
    )
    return first + "".join(others)


def _class(cell: TableCell) -> str:
    return f' class="{cell.look}"' if cell.look else ""
