"""Attention as a budget: a stacked share of each group of sponsors."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from multipolar.axes import ARENA
from multipolar.ensemble import Results
from multipolar.figures.picture import Picture, note_paths
from multipolar.figures.reading import GROUPS, by_product, paths, spec_of
from multipolar.figures.style import (
    SIZE,
    THEATRE_COLOURS,
    heading,
    source_line,
    style,
    year_axis,
)
from multipolar.quantiles import ENDS
from multipolar.world.tables import read_table

DOMESTIC = ("domestic", "at home", "0.88", "")
HATCHES = {"ukraine": "", "korea": "//", "taiwan": "..", "middle_east": "\\\\"}


def attention(results: Results, scenario: str | None = None) -> Figure:
    """Return the attention of the sponsors, a panel for each group; the shares sum to one.

    Areas are means over the runs, weighed by product within a group; the dashed lines are the
    90 % interval of Ukraine's share.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario, the first by default.
    """
    spec = spec_of(results, scenario)
    share = paths(results, "attention", spec.name)
    with style():
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(1, len(GROUPS), sharey=True)
        for axes, (role, title) in zip(panels, GROUPS, strict=True):
            group = np.einsum("rmsa,s->rma", share, by_product(results.roster, role))
            _panel(axes, results, group, title)
        panels[0].set_ylabel("share of attention")
        panels[0].yaxis.set_major_formatter(PercentFormatter(1.0))
        handles, labels = panels[0].get_legend_handles_labels()
        figure.legend(handles, labels, loc="upper right", ncols=6, frameon=False, fontsize=11)
        heading(figure, "attention", spec.title)
        source_line(
            figure,
            results,
            "areas: mean of the runs, weighed by product; dashed: 90 % interval of Ukraine's share",
            spec.name,
        )
        figure.subplots_adjust(left=0.065, right=0.985, top=0.86, bottom=0.115, wspace=0.08)
    return figure


def _panel(axes: Axes, results: Results, group: np.ndarray, title: str) -> None:
    looks = [
        (row["theatre"], row["title"], THEATRE_COLOURS[row["theatre"]], HATCHES[row["theatre"]])
        for row in read_table("theatres.csv")
    ]
    time = year_axis(axes, results.months)
    mean = group.mean(axis=0)
    floor = np.zeros(len(time))
    for arena, name, colour, hatch in (*looks, DOMESTIC):
        share = mean[:, results.roster.index(arena, ARENA)]
        top = floor + share
        note_paths(axes, name, results.months, {"mean": share})
        axes.fill_between(
            time,
            floor,
            top,
            facecolor=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0,
            label=name,
        )
        axes.plot(time, top, color="white", linewidth=1)
        floor = top
    ukraine = group[..., results.roster.index("ukraine", ARENA)]
    for edge in np.quantile(ukraine, ENDS, axis=0):
        axes.plot(time, edge, color="black", linewidth=1.4, linestyle="--")
    axes.set_ylim(0, 1)
    axes.set_title(title)
