"""The ladder as a heat map: theatres, challengers and front-line states, month by month."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.ensemble import Results
from multipolar.figures.reading import paths, spec_of
from multipolar.figures.style import LADDER, SIZE, Picture, heading, source_line, style, years
from multipolar.months import MONTHS_PER_YEAR
from multipolar.quantiles import ENDS
from multipolar.world.tables import read_table

MAP = "cividis"
"""Lightness grows with the value: it reads the same in grey."""

ANSWERS = {-1: "talks down", 0: "holds", 1: "answers in kind"}


def ladder(results: Results, scenario: str | None = None) -> Figure:
    """Return the heat map of the ladders: means over the runs of each state and month.

    The numbers at the right are the mean of the last month and the 90 % interval of the runs. Above
    the level of each theatre, in the middle the rung that each challenger chooses on the ladder
    of actions, below the answer of each front-line state.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario, the first by default.
    """
    spec = spec_of(results, scenario)
    rows = read_table("theatres.csv")
    rungs = {int(row["rung"]): row["kind"].replace("_", " ") for row in read_table("ladder.csv")}
    action = paths(results, "action", spec.name)
    chosen = action[..., [results.roster.index(row["challenger"], CHALLENGER) for row in rows]]
    with style():
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(3, 1, sharex=True)
        _panel(
            panels[0],
            results,
            paths(results, "escalation", spec.name),
            [row["title"] for row in rows],
            "Level of the theatre, ladder of ten",
            LADDER,
        )
        _panel(
            panels[1],
            results,
            chosen,
            [row["challenger"] for row in rows],
            "Challenger: rung of the ladder of actions",
            rungs,
        )
        _panel(
            panels[2],
            results,
            paths(results, "response", spec.name),
            [row["front_state"] for row in rows],
            "Front-line state: answer",
            ANSWERS,
        )
        heading(figure, f"{spec.title}: who stands where on the ladder")
        source_line(
            figure,
            results,
            "colours: mean of the runs in each month, up to the rung that it reaches; numbers: "
            "mean of the last month [5 % and 95 % of the runs]",
            spec.name,
        )
        figure.subplots_adjust(left=0.095, right=0.995, top=0.885, bottom=0.115, hspace=0.33)
    return figure


def _panel(
    axes: Axes, results: Results, runs: Array, names: list[str], title: str, scale: dict[int, str]
) -> None:
    """Draw months by states; the colours span the rungs that the means reach."""
    values = runs.mean(axis=0)
    time = years(results.months)
    half = 0.5 / MONTHS_PER_YEAR
    top = min(max(scale), max(min(scale) + 1, int(np.ceil(values.max()))))
    image = axes.imshow(
        values.T,
        cmap=MAP,
        aspect="auto",
        interpolation="nearest",
        vmin=min(scale),
        vmax=top,
        extent=(time[0] - half, time[-1] + half, len(names) - 0.5, -0.5),
    )
    axes.set_yticks(range(len(names)), names, fontsize=12)
    axes.hlines(np.arange(len(names) - 1) + 0.5, *axes.get_xlim(), color="white", linewidth=2)
    axes.xaxis.set_major_locator(MaxNLocator(nbins=10, integer=True))
    axes.grid(visible=False)
    axes.set_title(title)
    for place, last in enumerate(runs[:, -1].T):
        low, high = np.quantile(last, ENDS)
        axes.annotate(
            f"{last.mean():.1f} [{low:.1f}, {high:.1f}]".replace("-", "−"),
            (1.0, place),
            xycoords=axes.get_yaxis_transform(),
            xytext=(-6, 0),
            textcoords="offset points",
            ha="right",
            va="center",
            fontsize=9.5,
            bbox={"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"},
        )
    bar = axes.figure.colorbar(image, ax=axes, pad=0.015, fraction=0.16, aspect=9, anchor=(0, 0.5))
    named = {rung: word for rung, word in scale.items() if rung <= top}
    bar.set_ticks(list(named), labels=[f"{rung}  {word}" for rung, word in named.items()])
    bar.ax.tick_params(labelsize=9.5)
