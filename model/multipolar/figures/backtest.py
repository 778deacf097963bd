"""Skill by horizon: a panel for each monthly series, a line for each source of parameters."""

from __future__ import annotations

from typing import Literal

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from multipolar.backtest import Backtest
from multipolar.backtest.table import best_source, skill_at
from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.record.opponents import HORIZON
from multipolar.record.rolling_table import SeriesScore
from multipolar.sources import ParameterSource

COLOURS: dict[ParameterSource, str] = {
    "posterior": "#0072B2",
    "prior": "#E69F00",
    "default": "#7F7F7F",
}
STYLES: dict[ParameterSource, Literal["-", "--", ":"]] = {
    "posterior": "-",
    "prior": "--",
    "default": ":",
}
COLUMNS = 4
LOWEST = -1.0
"""Skill below which a point lies at the edge of its panel."""


def backtest(found: Backtest) -> Figure:
    """Draw the skill of each monthly series by months from the origin, the worst series first.

    Parameters
    ----------
    found : Backtest
        What `multipolar.backtest.backtest` returned.

    Returns
    -------
    Figure
        1280 by 720 pixels.
    """
    scores = found.scores[best_source(found)]
    with style():
        figure = Picture(figsize=SIZE)
        rows = -(-len(scores.monthly) // COLUMNS)
        panels = figure.subplots(rows, COLUMNS, squeeze=False, sharex=True, sharey=True).ravel()
        for axes, row in zip(panels, scores.monthly, strict=False):
            _panel(axes, found, row)
        for axes in panels[len(scores.monthly) :]:
            axes.set_axis_off()
        lines = [Line2D([], [], color=c, linestyle=STYLES[s], label=s) for s, c in COLOURS.items()]
        figure.legend(handles=lines, loc="upper right", ncols=3, frameon=False, fontsize=10)
        heading(figure, "Skill by months from the origin, worst series first")
        foot(
            figure,
            f"{found.sizes.runs} runs for each seed ({', '.join(map(str, found.sizes.seeds))}) · "
            f"origins {scores.origins[0]} to {scores.origins[-1]} · skill: 1 - CRPS / CRPS of the "
            f"fair opponent, above 0 the model tells more, drawn down to {LOWEST:g} · lines: where "
            "parameters come from",
        )
        figure.subplots_adjust(
            left=0.05, right=0.98, top=0.87, bottom=0.11, wspace=0.12, hspace=0.45
        )
    return figure


def _panel(axes: Axes, found: Backtest, row: SeriesScore) -> None:
    months = np.arange(1, HORIZON + 1)
    axes.axhline(0.0, color="0.5", linewidth=0.8)
    for source, colour in COLOURS.items():
        told = [one for one in found.scores[source].told if one.series == row.series]
        skill = np.array([skill_at(told, month, month) for month in months.tolist()])
        axes.plot(
            months, np.maximum(skill, LOWEST), color=colour, linestyle=STYLES[source], linewidth=1.6
        )
    axes.set_ylim(LOWEST - 0.05, 1.0)
    axes.set_xlim(0.5, HORIZON + 0.5)
    axes.set_xticks([1, 3, 6, 9, 12])
    axes.tick_params(labelsize=8)
    axes.set_title(row.title, fontsize=8.5)
