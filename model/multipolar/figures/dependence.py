"""Dependence as a matrix of pairs: who depends on whom, and how much of it the model moves."""

from __future__ import annotations

from typing import NamedTuple

import matplotlib as mpl
import numpy as np
from matplotlib.figure import Figure
from matplotlib.patches import Rectangle

from multipolar.axes import CHALLENGER, SATELLITE
from multipolar.ensemble import Results
from multipolar.figures.picture import Picture, note
from multipolar.figures.reading import spec_of
from multipolar.figures.style import SIZE, heading, source_line, style
from multipolar.measures.dependence import russian_need
from multipolar.quantiles import QUANTILES
from multipolar.world.opening import opening_value
from multipolar.world.roster import with_names

PARTNERS = (("RUS", "Russia"), ("PRK", "North Korea"), ("CHN", "China"), ("west", "the coalition"))
"""Columns of the matrix."""

TRADE = {
    "RUS": "dependence_on_russia",
    "CHN": "dependence_on_china",
    "west": "dependence_on_west",
}
MOVING = {
    ("PRK", "RUS"): ("dependence_rent_PRK", "rents"),
    ("IRN", "RUS"): ("dependence_rent_IRN", "rents"),
    ("RUS", "CHN"): ("russia_on_china", "trade"),
}
"""Pairs that the model moves, with the measure and what it is a share of."""

SHELLS = ("RUS", "PRK")
MAP = "cividis"


class Cell(NamedTuple):
    """What a pair shows: the share that sets the colour, the words, and whether it moves."""

    value: float
    words: str
    moves: bool


def dependence(results: Results, scenario: str | None = None) -> Figure:
    """Return the matrix of dependence: each row depends on each column.

    Bold cells move in the model: median and 90 % interval over the runs in the last month, with
    the median of the first. The others are shares of goods trade before the war and stay.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario, the first by default.
    """
    spec = spec_of(results, scenario)
    labels = results.roster.labels
    states = (*labels[CHALLENGER], *labels[SATELLITE])
    with style():
        figure = Picture(figsize=SIZE)
        axes = figure.add_axes((0.125, 0.1, 0.785, 0.77))
        colours = mpl.colormaps[MAP]
        for row, state in enumerate(states):
            for column, (partner, _) in enumerate(PARTNERS):
                cell = _cell(results, spec.name, state, partner)
                colour = colours(cell.value) if cell else (0.93, 0.93, 0.93, 1.0)
                axes.add_patch(Rectangle((column + 0.01, row + 0.04), 0.98, 0.92, facecolor=colour))
                if cell:
                    note(axes, series=f"{state} on {partner}", value=cell.value, words=cell.words)
                    axes.text(
                        column + 0.5,
                        row + 0.5,
                        cell.words,
                        ha="center",
                        va="center",
                        fontsize=10 if cell.moves else 11.5,
                        linespacing=1.0,
                        fontweight="bold" if cell.moves else "normal",
                        color="white" if cell.value < 0.55 else "black",
                    )
        axes.set_xlim(0, len(PARTNERS))
        axes.set_ylim(len(states), 0)
        axes.set_xticks(np.arange(len(PARTNERS)) + 0.5, [f"on {name}" for _, name in PARTNERS])
        axes.set_yticks(np.arange(len(states)) + 0.5, [with_names(one) for one in states])
        axes.tick_params(length=0, labelsize=12.5)
        axes.xaxis.tick_top()
        axes.grid(visible=False)
        axes.spines[:].set_visible(False)
        bar = figure.colorbar(
            mpl.cm.ScalarMappable(mpl.colors.Normalize(0, 1), colours),
            figure.add_axes((0.925, 0.1, 0.018, 0.77)),
        )
        bar.set_label("share that depends on the partner")
        heading(figure, "who depends on whom", spec.title)
        source_line(
            figure,
            results,
            f"bold: moves, median [90 % interval] in {results.months[-1]}; "
            "plain: share of goods trade, a fact that stays",
            spec.name,
        )
    return figure


def _cell(results: Results, scenario: str, state: str, partner: str) -> Cell | None:
    """Return what a pair shows; nothing for a state and itself, or without a figure."""
    if state == partner:
        return None
    if (state, partner) in MOVING or (state, partner) == SHELLS:
        return _moving(results, scenario, state, partner)
    if partner not in TRADE:
        return None
    attribute = results.definition.attributes[TRADE[partner]]
    value = float(opening_value(attribute, results.roster)[results.roster.index(state)])
    return Cell(value, f"{value:.2f}", moves=False)


def _moving(results: Results, scenario: str, state: str, partner: str) -> Cell:
    if (state, partner) == SHELLS:
        place = results.scenarios.index(scenario)
        values, of = russian_need(results.trajectories(place), results.roster), "shells"
    else:
        measure, of = MOVING[state, partner]
        values = results.measure(measure, scenario).values
    low, middle, high = np.quantile(values[:, -1], QUANTILES)
    first = float(np.median(values[:, 0]))
    words = f"{of} {middle:.2f} [{low:.2f}, {high:.2f}]\nat first {first:.2f}"
    return Cell(float(middle), words, moves=True)
