"""Maps of alignment and of votes, on tiles or on land; neither draws a border."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.colors import Colormap, Normalize
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.ensemble import Results
from multipolar.figures import land
from multipolar.figures import tiles as cells
from multipolar.figures.picture import note
from multipolar.figures.reading import paths, spec_of
from multipolar.figures.style import heading, source_line, style
from multipolar.figures.tiles import Tile
from multipolar.quantiles import QUANTILES
from multipolar.scenario import Spec
from multipolar.world.tables import read_table

Draw = Callable[[Sequence[Tile]], tuple[Figure, Axes]]

GROUNDS: dict[str, tuple[Draw, str]] = {
    "tiles": (cells.draw_tiles, cells.NOTE),
    "land": (land.draw_land, land.NOTE),
}
"""How a map is drawn, and the note below it."""

POSITIONS = "PuOr"
"""Orange with Moscow, violet with Kyiv: diverging and safe for the colour-blind. In grey, the sign
of the number on a tile and the shape of a mark on land tell the sides apart."""

VOTES = ((1, "yes", "#56B4E9"), (0, "abstain or absent", "#E5E5E5"), (-1, "no", "#8C2D04"))
"""Answers in the General Assembly, with colours of three lightnesses."""

NO_VOTE = "#FFFFFF"

PLATE = {"facecolor": "white", "edgecolor": "none", "alpha": 0.8, "pad": 1.5}
"""White behind words that may lie on land."""


def alignment_map(
    results: Results, scenario: str | None = None, month: str | None = None, ground: str = "tiles"
) -> Figure:
    """Return the map of positions on the war in Ukraine: 1 with Kyiv, -1 with Moscow.

    Colour and number are medians over the runs; the note says how wide their 90 % intervals are,
    and a ring marks a state whose interval holds both signs.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario, month : str, optional
        Scenario, the first by default; month, the last by default.
    ground : {"tiles", "land"}
        Tiles of one size that name every state, or disks on the land.

    Raises
    ------
    KeyError
        When there is no such scenario, month or ground.
    """
    spec, at = spec_of(results, scenario), _month(results, month)
    position = paths(results, "alignment", spec.name)[:, at]
    low, middle, high = np.quantile(position, QUANTILES, axis=0)
    scale, colours = Normalize(-1.0, 1.0), mpl.colormaps[POSITIONS]
    tiles = [
        Tile(iso3, colours(scale(m)), _signed(m), bool(a < 0.0 < b))
        for iso3, a, m, b in zip(results.roster.iso3, low, middle, high, strict=True)
    ]
    with style():
        figure, axes = _ground(ground)(tiles)
        axes.set_label("Position on the war, 1 with Kyiv, −1 with Moscow")
        for iso3, *values in zip(results.roster.iso3, low, middle, high, strict=True):
            p5, median, p95 = map(float, values)
            note(axes, series=iso3, median=median, p5=p5, p95=p95)
        _scale(figure, scale, colours)
        _ring(axes, "90 % interval holds both signs")
        wide = high - low
        numbers = (
            f"median of the runs, its 90 % interval {np.median(wide):.2f} wide in half of the "
            f"states, at most {wide.max():.2f}"
        )
        if ground == "land":
            numbers += " · triangles: with Moscow"
        title = f"position on the war, {results.months[at]}"
        _words(figure, results, spec, ground, title, numbers)
    return figure


def vote_map(
    results: Results, scenario: str | None = None, month: str | None = None, ground: str = "tiles"
) -> Figure:
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
    ground : {"tiles", "land"}
        Tiles of one size that name every state, or disks on the land.

    Raises
    ------
    KeyError
        When there is no such scenario, month or ground.
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
        figure, axes = _ground(ground)(tiles)
        axes.set_label("Share of the runs with each answer")
        for iso3, given in zip(results.roster.iso3, answers.mean(axis=1).T, strict=True):
            words = (word for _, word, _ in VOTES)
            note(axes, series=iso3, **dict(zip(words, map(float, given), strict=True)))
        count = answers[..., member].sum(axis=-1)
        axes.legend(
            handles=[
                Patch(facecolor=colour, edgecolor="0.4", label=f"{word}: {_interval(mine)}")
                for (_, word, colour), mine in zip(VOTES, count, strict=True)
            ],
            loc="lower left",
            bbox_to_anchor=(0.0, 0.055),
            frameon=False,
            fontsize=11,
        )
        _ring(axes, "fewer than 90 % of the runs agree")
        title = f"last vote on Ukraine up to {results.months[at]}"
        _words(figure, results, spec, ground, title, "answer of most runs and how many % give it")
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


def _ground(name: str) -> Draw:
    if name not in GROUNDS:
        raise KeyError(f"no ground {name!r}; there are: {', '.join(GROUNDS)}")
    return GROUNDS[name][0]


def _scale(figure: Figure, scale: Normalize, colours: Colormap) -> None:
    axes = figure.add_axes((0.02, 0.185, 0.25, 0.022))
    bar = figure.colorbar(mpl.cm.ScalarMappable(scale, colours), axes, orientation="horizontal")
    bar.set_ticks([-1, 0, 1], labels=["−1 with Moscow", "0", "with Kyiv 1"])
    left, _, right = axes.get_xticklabels()
    left.set_horizontalalignment("left")
    right.set_horizontalalignment("right")


def _ring(axes: Axes, meaning: str) -> None:
    axes.text(0.013, 0.02, f"○  {meaning}", transform=axes.transAxes, fontsize=11, bbox=PLATE)


def _words(
    figure: Figure, results: Results, spec: Spec, ground: str, title: str, numbers: str
) -> None:
    heading(figure, title, spec.title)
    source_line(figure, results, f"{numbers} · {GROUNDS[ground][1]}", spec.name)


def _interval(values: Array) -> str:
    low, middle, high = np.quantile(values, QUANTILES)
    return f"{middle:.0f} [{low:.0f}, {high:.0f}]"


def _signed(value: float) -> str:
    return f"{round(float(value), 1) + 0.0:+.1f}".replace("-", "−").replace("+0.0", "0.0")
