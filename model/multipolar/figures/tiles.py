"""Maps of tiles: every state a cell of one size, near its neighbours, and no border anywhere."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, ListedColormap, Normalize, to_rgba
from matplotlib.figure import Figure
from matplotlib.patches import Patch, Rectangle
from numpy.typing import NDArray

from multipolar.ensemble import Results
from multipolar.figures.reading import INTERVAL, paths, spec_of
from multipolar.figures.style import SIZE, heading, source_line, style
from multipolar.scenario import Spec
from multipolar.world.tables import read_table

Array = NDArray[np.float64]

NOTE = "tiles: states of the United Nations and Taiwan, by region, without borders"

POSITIONS = "cividis"
"""Dark with Moscow, light with Kyiv: lightness grows with the value, in grey too."""

VOTES = ((1, "yes", "#56B4E9"), (0, "abstain or absent", "#E5E5E5"), (-1, "no", "#8C2D04"))
"""Answers in the General Assembly, with colours of three lightnesses."""

NO_VOTE = "#FFFFFF"


class Tile(NamedTuple):
    """What a tile shows.

    Parameters
    ----------
    iso3 : str
        State.
    colour : str or tuple
        Fill.
    number : str
        What stands under the code.
    unsure : bool
        Whether a ring marks the state.
    """

    iso3: str
    colour: str | tuple[float, float, float, float]
    number: str
    unsure: bool


@cache
def cells() -> dict[str, tuple[int, int]]:
    """Return the cell (column, row) of each state, rows counted from the north."""
    rows = read_table("tiles.csv", "multipolar.figures")
    return {row["iso3"]: (int(row["column"]), int(row["row"])) for row in rows}


def alignment_map(
    results: Results, scenario: str | None = None, month: str | None = None
) -> Figure:
    """Return the map of positions on the war in Ukraine: 1 with Kyiv, -1 with Moscow.

    Colour and number are medians over the runs; a ring marks a state whose 90 % interval holds
    both signs.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario, month : str, optional
        Scenario, the first by default; month, the last by default.

    Raises
    ------
    KeyError
        When there is no such scenario or month.
    """
    spec, at = spec_of(results, scenario), _month(results, month)
    position = paths(results, "alignment", spec.name)[:, at]
    low, middle, high = np.quantile(position, INTERVAL, axis=0)
    scale, colours = Normalize(-1.0, 1.0), mpl.colormaps[POSITIONS]
    tiles = [
        Tile(iso3, colours(scale(m)), _signed(m), bool(a < 0.0 < b))
        for iso3, a, m, b in zip(results.roster.iso3, low, middle, high, strict=True)
    ]
    with style():
        figure, axes = _draw(tiles)
        _scale(figure, scale, colours)
        _ring(axes, "90 % interval of the runs holds both signs")
        _words(figure, results, spec, f"position on the war, {results.months[at]}", "median")
    return figure


def vote_map(results: Results, scenario: str | None = None, month: str | None = None) -> Figure:
    """Return the map of the last vote on Ukraine in the General Assembly.

    The colour is the answer that most runs give, the number the percentage of the runs that give
    it; a ring marks a state of which fewer than 90 % agree. What is no member has no vote.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario, month : str, optional
        Scenario, the first by default; month, the last by default: the vote shown is the last one
        up to then.

    Raises
    ------
    KeyError
        When there is no such scenario or month.
    """
    spec, at = spec_of(results, scenario), _month(results, month)
    vote = paths(results, "vote", spec.name)[:, at]
    member = _members(results.roster.iso3)
    answers = np.stack([vote == code for code, *_ in VOTES])
    tiles = [
        _voter(iso3, share) if sits else Tile(iso3, NO_VOTE, "no vote", unsure=False)
        for iso3, share, sits in zip(
            results.roster.iso3, answers.mean(axis=1).T, member, strict=True
        )
    ]
    with style():
        figure, axes = _draw(tiles)
        count = answers[..., member].sum(axis=-1)
        axes.legend(
            handles=[
                Patch(facecolor=colour, edgecolor="0.4", label=f"{word}: {_interval(mine)} states")
                for (_, word, colour), mine in zip(VOTES, count, strict=True)
            ],
            loc="lower left",
            bbox_to_anchor=(0.0, 0.055),
            frameon=False,
            fontsize=12,
        )
        _ring(axes, "fewer than 90 % of the runs agree")
        title = f"last vote on Ukraine up to {results.months[at]}"
        _words(figure, results, spec, title, "answer of most runs and how many % give it")
    return figure


def _voter(iso3: str, share: Array) -> Tile:
    most = int(share.argmax())
    agreed = float(share[most])
    return Tile(iso3, VOTES[most][2], f"{100 * agreed:.0f}", unsure=agreed < 0.9)


def _members(iso3: Sequence[str]) -> NDArray[np.bool_]:
    """Return which states are members of the United Nations."""
    member = {row["iso3"]: row["un_member"] == "1" for row in read_table("states.csv")}
    return np.array([member[code] for code in iso3])


def _month(results: Results, month: str | None) -> int:
    if month is None:
        return len(results.months) - 1
    if month not in results.months:
        raise KeyError(f"no month {month!r}; there are {results.months[0]} to {results.months[-1]}")
    return results.months.index(month)


def _draw(tiles: Sequence[Tile]) -> tuple[Figure, Axes]:
    figure = Figure(figsize=SIZE)
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
        middle, row + 0.34, tile.iso3, color=ink, ha="center", va="center", fontsize=10, weight=700
    )
    axes.text(middle, row + 0.75, tile.number, color=ink, ha="center", va="center", fontsize=8.5)
    if tile.unsure:
        axes.plot([column + 0.88], [row + 0.76], "o", color=ink, mfc="none", ms=4, mew=1.1)


def _lightness(colour: str | tuple[float, float, float, float]) -> float:
    """Return how light a colour is, 0 to 1 (luma of ITU-R BT.601)."""
    red, green, blue, _ = to_rgba(colour)
    return 0.299 * red + 0.587 * green + 0.114 * blue


def _scale(figure: Figure, scale: Normalize, colours: Colormap | ListedColormap) -> None:
    axes = figure.add_axes((0.02, 0.185, 0.25, 0.022))
    bar = figure.colorbar(mpl.cm.ScalarMappable(scale, colours), axes, orientation="horizontal")
    bar.set_ticks([-1, 0, 1], labels=["−1 with Moscow", "0", "with Kyiv 1"])
    left, _, right = axes.get_xticklabels()
    left.set_horizontalalignment("left")
    right.set_horizontalalignment("right")


def _ring(axes: Axes, meaning: str) -> None:
    axes.text(0.013, 0.02, f"○  {meaning}", transform=axes.transAxes, fontsize=12)


def _words(figure: Figure, results: Results, spec: Spec, title: str, numbers: str) -> None:
    heading(figure, f"{spec.title}: {title}")
    source_line(figure, results, f"{numbers} · {NOTE}", spec.name)


def _interval(values: Array) -> str:
    low, middle, high = np.quantile(values, INTERVAL)
    return f"{middle:.0f} [{low:.0f}, {high:.0f}]"


def _signed(value: float) -> str:
    return f"{round(float(value), 1) + 0.0:+.1f}".replace("-", "−").replace("+0.0", "0.0")
