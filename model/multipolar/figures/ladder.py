"""The ladder as shares of runs: who stands where, month by month, on one fixed scale."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import Patch
from matplotlib.ticker import PercentFormatter

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.ensemble import Results
from multipolar.figures.picture import OF_ROW, Picture, note_paths
from multipolar.figures.reading import paths, spec_of
from multipolar.figures.style import LADDER, SIZE, heading, source_line, style, year_axis
from multipolar.study.intervals import of_share
from multipolar.world.roster import with_names
from multipolar.world.tables import read_table

ANSWERS = {-1: "talks down", 0: "holds", 1: "answers in kind"}
SEQUENCE = "cividis"
"""Lightness grows with the rung: it reads the same in grey."""

SIGNED = ("#B35806", "#F0F0F0", "#542788")
"""Below, at and above nought: the ends of the diverging map PuOr, safe for the colour-blind."""

HATCHES = {-1: "//"}
"""In grey the lower end is told by its hatching."""


class Scale(NamedTuple):
    """The classes of a row of panels, from the lowest.

    Parameters
    ----------
    title : str
        What is shared out.
    names, colours : mapping
        Words and colour of each class, by its value.
    hatches : mapping
        Hatching of a class, where it has one.
    """

    title: str
    names: Mapping[int, str]
    colours: Mapping[int, str]
    hatches: Mapping[int, str]


def ladder(results: Results, scenario: str | None = None) -> Figure:
    """Return who stands where on the ladder: the share of the runs on each rung, by month.

    Above the level of each theatre, in the middle the action that its challenger chooses, below
    the answer of its front-line state. Every panel spans all runs. Its heading names the class of
    most runs in the last month with its share and the 90 % interval of that share. A level counts
    for the nearest rung that has a name.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario, the first by default.
    """
    spec = spec_of(results, scenario)
    rows = read_table("theatres.csv")
    actions = {int(row["rung"]): row["kind"].replace("_", " ") for row in read_table("ladder.csv")}
    places = [results.roster.index(row["challenger"], CHALLENGER) for row in rows]
    shown = (
        (
            Scale("Theatre's level", LADDER, _sequence(LADDER), {}),
            2.0 * np.floor(0.5 * paths(results, "escalation", spec.name) + 0.5),
            [row["title"] for row in rows],
        ),
        (
            Scale("Challenger's action", actions, _sequence(actions), {}),
            np.round(paths(results, "action", spec.name)[..., places]),
            [with_names(row["challenger"]) for row in rows],
        ),
        (
            Scale(
                "Front-line answer",
                ANSWERS,
                dict(zip(ANSWERS, SIGNED, strict=True)),
                HATCHES,
            ),
            np.round(paths(results, "response", spec.name)),
            [with_names(row["front_state"]) for row in rows],
        ),
    )
    with style():
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(len(shown), len(rows), sharex=True, sharey=True)
        for line, (scale, values, names) in zip(panels, shown, strict=True):
            for place, (axes, name) in enumerate(zip(line, names, strict=True)):
                _panel(axes, results, values[..., place], name, scale)
            line[0].set_ylabel(scale.title, fontsize=10.5)
            _legend(line[-1], scale)
        heading(figure, "who stands where on the ladder", spec.title)
        source_line(
            figure,
            results,
            "areas: share of the runs in each class; headings: the class of most runs in the last "
            "month, its share and 90 % interval",
            spec.name,
        )
        figure.subplots_adjust(
            left=0.085, right=0.845, top=0.86, bottom=0.115, hspace=0.5, wspace=0.12
        )
    return figure


def _panel(axes: Axes, results: Results, runs: Array, name: str, scale: Scale) -> None:
    """Stack the shares of the runs in each class, the lowest at the bottom; shape (runs, months).

    A value between two classes counts for the lower one.
    """
    time = year_axis(axes, results.months)
    floor = np.zeros(len(time))
    shares = _shares(runs, list(scale.names))
    for value, share in zip(scale.names, shares, strict=True):
        if share.any():
            axes.fill_between(
                time,
                floor,
                floor + share,
                facecolor=scale.colours[value],
                hatch=scale.hatches.get(value, ""),
                edgecolor="0.25" if scale.hatches.get(value) else "none",
                linewidth=0,
            )
        floor = floor + share
    words = dict(zip(scale.names.values(), shares, strict=True))
    axes.set_title(f"{name}\n{_most(words, len(runs))}", fontsize=9.5, linespacing=1.15)
    note_paths(axes, scale.title, results.months, words)
    axes.set_ylim(0.0, 1.0)
    axes.set_yticks([0.0, 0.5, 1.0])
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
    axes.grid(visible=False)


def _shares(runs: Array, values: Sequence[int]) -> Array:
    """Return the share of the runs in each class, shape (classes, months)."""
    classes = np.clip(np.searchsorted(values, runs, side="right") - 1, 0, len(values) - 1)
    return np.stack([(classes == place).mean(axis=0) for place in range(len(values))])


def _most(words: Mapping[str, Array], runs: int) -> str:
    """Return the class of most runs in the last month, with its share and 90 % interval."""
    name = max(words, key=lambda word: float(words[word][-1]))
    share = float(words[name][-1])
    low, high = of_share(round(share * runs), runs)
    return f"{name} {100 * share:.0f} % [{100 * low:.0f}, {100 * high:.0f}]"


def _sequence(names: Mapping[int, str]) -> dict[int, str]:
    shades = mpl.colormaps[SEQUENCE](np.linspace(0.0, 1.0, len(names)))
    return dict(zip(names, map(mpl.colors.to_hex, shades), strict=True))


def _legend(axes: Axes, scale: Scale) -> None:
    """Name the classes beside the last panel of a row, the highest on top as in the panels."""
    handles = [
        Patch(
            facecolor=scale.colours[value],
            hatch=scale.hatches.get(value, ""),
            edgecolor="0.25",
            linewidth=0.4,
            label=name,
        )
        for value, name in scale.names.items()
    ]
    legend = axes.legend(
        handles=handles[::-1],
        loc="center left",
        bbox_to_anchor=(1.02, 0.5),
        frameon=False,
        fontsize=9.5,
        handlelength=1.3,
        labelspacing=0.25,
    )
    legend.set_label(OF_ROW)
