"""Ground of tiles: every state a cell of one size, near its neighbours, and no border anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from matplotlib.axes import Axes
from matplotlib.colors import to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE
from multipolar.readonly import kept
from multipolar.world.tables import read_table

NOTE = "tiles: states of the United Nations and Taiwan, by region, without borders"


class Tile(NamedTuple):
    """What a map shows of a state.

    Parameters
    ----------
    iso3 : str
        State.
    colour : str or tuple
        Fill.
    number : str
        What stands under the code; only tiles have room for it.
    unsure : bool
        Whether a ring marks the state.
    """

    iso3: str
    colour: str | tuple[float, float, float, float]
    number: str
    unsure: bool


@kept
def cells() -> dict[str, tuple[int, int]]:
    """Return the cell (column, row) of each state, rows counted from the north."""
    rows = read_table("tiles.csv", "multipolar.figures")
    return {row["iso3"]: (int(row["column"]), int(row["row"])) for row in rows}


def draw_tiles(tiles: Sequence[Tile]) -> tuple[Figure, Axes]:
    """Return a figure of the states' tiles, and its axes."""
    figure = Picture(figsize=SIZE)
    axes = figure.add_axes((0.008, 0.06, 0.984, 0.875))
    for tile in tiles:
        _tile(axes, tile)
    places = cells().values()
    axes.set_xlim(-0.1, max(column for column, _ in places) + 1.1)
    axes.set_ylim(max(row for _, row in places) + 1.1, -0.1)
    axes.set_axis_off()
    return figure, axes


def _tile(axes: Axes, tile: Tile) -> None:
    column, row = cells()[tile.iso3]
    axes.add_patch(
        Rectangle(
            (column + 0.03, row + 0.03),
            0.94,
            0.94,
            facecolor=tile.colour,
            edgecolor="0.6",
            linewidth=0.5,
        )
    )
    ink = "white" if _lightness(tile.colour) < 0.5 else "black"
    middle = column + 0.5
    axes.text(
        middle,
        row + 0.34,
        tile.iso3,
        color=ink,
        ha="center",
        va="center",
        fontsize=10,
        weight="bold",
    )
    axes.text(middle, row + 0.75, tile.number, color=ink, ha="center", va="center", fontsize=8.5)
    if tile.unsure:
        axes.plot([column + 0.88], [row + 0.76], "o", color=ink, mfc="none", ms=4, mew=1.1)


def _lightness(colour: str | tuple[float, float, float, float]) -> float:
    """Return how light a colour is, 0 to 1 (luma of ITU-R BT.601)."""
    red, green, blue, _ = to_rgba(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue
