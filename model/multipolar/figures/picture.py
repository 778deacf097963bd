"""A picture knows what it shows: its numbers as rows, and words for those who cannot see it."""

from __future__ import annotations

import csv
from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.arrays import Array
from multipolar.caveat import IN_SHORT

Value = str | float

SPOKEN = 16
"""Series of which the words for a picture tell the last number."""

OF_ROW = "classes of a row"
"""Label of a legend that stands beside the last panel of a row and holds for all of them."""

VECTORS: Any = {"svg.fonttype": "none", "svg.hashsalt": "multipolar"}
"""Text in a vector picture stays text: it can be searched, and it is small."""


class Picture(Figure):
    """A figure that a notebook shows as a picture, and that knows its numbers."""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        self._noted: list[tuple[Axes | None, dict[str, Value]]] = []

    def _repr_png_(self) -> bytes:
        """Return the figure as a PNG image, for whoever displays it."""
        buffer = BytesIO()
        self.savefig(buffer, format="png", metadata={"Software": None})
        return buffer.getvalue()

    def note(self, axes: Axes | None, row: Mapping[str, Value]) -> None:
        """Keep a row of numbers that a panel shows."""
        self._noted.append((axes, dict(row)))

    @property
    def numbers(self) -> list[dict[str, Value]]:
        """The numbers that the picture shows, a row each, with the title of their panel."""
        return [
            {"panel": panel_title(axes), **row}
            for axes, row in self._noted
            if axes is None or axes.get_visible()
        ]


def note(axes: Axes, **row: Value) -> None:
    """Keep a row of numbers that axes show, where they belong to a picture that keeps them."""
    figure = axes.figure
    if isinstance(figure, Picture):
        figure.note(axes, row)


def note_paths(
    axes: Axes, series: str, months: Sequence[str], columns: Mapping[str, Array]
) -> None:
    """Keep what a series shows, a row for each month; each column has shape (months,)."""
    for place, month in enumerate(months):
        values = {name: float(column[place]) for name, column in columns.items()}
        note(axes, series=series, month=month, **values)


def data_text(figure: Figure) -> str:
    """Return the numbers of a picture as comma-separated values."""
    rows = figure.numbers if isinstance(figure, Picture) else []
    columns = list(dict.fromkeys(name for row in rows for name in row))
    text = StringIO()
    writer = csv.DictWriter(text, columns, lineterminator="\n", restval="")
    writer.writeheader()
    writer.writerows({name: _plain(value) for name, value in row.items()} for row in rows)
    return text.getvalue()


def in_words(figure: Figure) -> str:
    """Return what a picture shows in words: its title, its panels and their last numbers.

    Examples
    --------
    >>> picture = Picture()
    >>> axes = picture.subplots()
    >>> _ = picture.suptitle("Baseline"), axes.set_title("Korea", loc="left")
    >>> note(axes, series="level", month="2030-12", p5=3.4, median=3.8, p95=4.4)
    >>> in_words(picture)
    'Baseline. Korea, level, 2030-12: median 3.8, p5 3.4, p95 4.4.'
    """
    last: dict[tuple[str, str], dict[str, Value]] = {}
    for row in figure.numbers if isinstance(figure, Picture) else []:
        last[str(row["panel"]), str(row.get("series", ""))] = row
    told = [_spoken(row) for row in list(last.values())[:SPOKEN]]
    if len(last) > SPOKEN:
        told.append(f"{len(last) - SPOKEN} more series are in the data")
    if not told:
        told = ["Panels: " + "; ".join(filter(None, map(panel_title, figure.axes)))]
    return ". ".join([figure.get_suptitle() or "Figure", *told]).rstrip(". :") + "."


def metadata(figure: Figure, kind: str) -> dict[str, str | None]:
    """Return what a file of a picture says about it: its title and its words; never the date."""
    words = f"{in_words(figure)} {IN_SHORT}"
    if kind == "svg":
        return {"Title": figure.get_suptitle(), "Description": words, "Date": None}
    if kind == "png":
        return {"Title": figure.get_suptitle(), "Description": words, "Software": None}
    return {}


def vector(figure: Figure) -> str:
    """Return a picture as SVG, its text as text; the same picture gives the same bytes."""
    buffer = BytesIO()
    with mpl.rc_context(VECTORS):
        figure.savefig(buffer, format="svg", metadata=metadata(figure, "svg"))
    return buffer.getvalue().decode("utf-8")


def panel_title(axes: Axes | None) -> str:
    """Return what a panel is called: its title, else its label."""
    if axes is None:
        return ""
    title = axes.get_title(loc="left") or axes.get_title() or str(axes.get_label())
    return title.split("\n")[0].removeprefix("<colorbar>")


def _spoken(row: Mapping[str, Value]) -> str:
    places = [str(row[name]) for name in ("panel", "series", "month") if row.get(name)]
    lead = sorted(
        (name for name in row if name not in ("panel", "series", "month")),
        key=lambda name: name != "median",
    )
    return f"{', '.join(places)}: {', '.join(f'{name} {_short(row[name])}' for name in lead)}"


def _short(value: Value) -> str:
    return value if isinstance(value, str) else f"{value:.3g}".replace("-", "−")


def _plain(value: Value) -> Value:
    return value if isinstance(value, str) or not np.isfinite(value) else float(f"{value:.6g}")
