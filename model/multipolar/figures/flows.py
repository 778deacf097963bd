"""Who helps whom: arrows between the parties, as wide as what flows."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch, FancyBboxPatch

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.ensemble import Results
from multipolar.figures.reading import GROUPS, paths, said, spec_of, sponsors
from multipolar.figures.style import SIZE, Picture, heading, source_line, style

PLACES = {
    "United States": (0.08, 0.82),
    "Europe": (0.08, 0.50),
    "Pacific allies": (0.08, 0.18),
    "Ukraine": (0.40, 0.50),
    "Russia": (0.60, 0.50),
    "China": (0.92, 0.82),
    "North Korea": (0.92, 0.50),
    "Iran": (0.92, 0.18),
}
TALL = ("Ukraine", "Russia")
"""Parties whose box is as high as all their partners together."""

COLOURS = {"support": "#0072B2", "arms": "#D55E00", "goods": "#009E73", "tie": "#7F7F7F"}
WIDEST = 44.0
"""Width of the widest arrow, in points."""

APART = 0.05
"""Half the distance between two arrows that go to and fro."""


class Flow(NamedTuple):
    """What one party sends another.

    Parameters
    ----------
    sender, receiver : str
        Parties.
    kind : str
        ``support``, ``arms``, ``goods`` or ``tie``.
    what : str
        What flows, with its unit.
    values : ndarray
        Mean month of each run, shape (runs,).
    full : float
        Value of the widest arrow.
    shift : float
        How far the arrow stands above the line between the parties.
    """

    sender: str
    receiver: str
    kind: str
    what: str
    values: Array
    full: float
    shift: float = 0.0


def flows(results: Results, scenario: str | None = None) -> Figure:
    """Return who helps whom: support to Ukraine on the left, help to Russia on the right.

    Widths are medians over the runs of the mean month, comparable within a unit only; labels give
    median and 90 % interval. A dashed line stands for next to nothing.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario, the first by default.
    """
    spec = spec_of(results, scenario)
    with style():
        figure = Picture(figsize=SIZE)
        axes = figure.add_axes((0.0, 0.07, 1.0, 0.86))
        axes.set_xlim(0, 1)
        axes.set_ylim(0, 1)
        axes.set_axis_off()
        for flow in _flows(results, spec.name):
            _arrow(axes, flow)
        for name, place in PLACES.items():
            _box(axes, name, place)
        heading(figure, f"{spec.title}: who helps whom")
        source_line(
            figure,
            results,
            f"mean month of {results.months[0]} to {results.months[-1]}, median [90 % interval]; "
            "widths compare within a unit",
            spec.name,
        )
    return figure


def _flows(results: Results, scenario: str) -> list[Flow]:
    def mean(name: str) -> Array:
        return np.asarray(paths(results, name, scenario).mean(axis=1))

    aid = mean("aid_arriving")
    iran = mean("militarisation")[:, results.roster.index("IRN", CHALLENGER)]
    support = "support (1 = all of 2022-24)"
    return [
        *(
            Flow(
                title,
                "Ukraine",
                "support",
                support,
                aid[:, sponsors(results.roster, role)].sum(axis=1),
                1.0,
            )
            for role, title in GROUPS
        ),
        Flow("China", "Russia", "arms", "dual-use goods (1 = before)", mean("dual_use"), 3.0),
        Flow("North Korea", "Russia", "arms", "shells, m a month", mean("shipments"), 0.5, APART),
        Flow("Russia", "North Korea", "goods", "goods, USD bn a month", mean("goods"), 0.5, -APART),
        Flow("Iran", "Russia", "tie", "military tie (share)", iran, 1.0),
    ]


def _arrow(axes: Axes, flow: Flow) -> None:
    partner = flow.sender if flow.receiver in TALL else flow.receiver
    height = PLACES[partner][1] + flow.shift
    start, end = PLACES[flow.sender][0], PLACES[flow.receiver][0]
    width = WIDEST * min(1.0, float(np.median(flow.values)) / flow.full)
    nothing = width < 1.0
    tail = max(1.2, width)
    axes.add_patch(
        FancyArrowPatch(
            (start, height),
            (end, height),
            arrowstyle="->,head_width=5,head_length=8"
            if nothing
            else f"simple,head_width={tail + 12},tail_width={tail},head_length=14",
            shrinkA=62,
            shrinkB=62,
            mutation_scale=1.0,
            facecolor=COLOURS[flow.kind],
            edgecolor=COLOURS[flow.kind],
            linestyle="--" if nothing else "-",
            linewidth=1.2,
            zorder=1,
        )
    )
    below = flow.shift < 0.0
    axes.annotate(
        f"{flow.what}\n{said(flow.values)}",
        (0.5 * (start + end), height),
        xytext=(0, (-1 if below else 1) * (0.5 * tail + 9)),
        textcoords="offset points",
        ha="center",
        va="top" if below else "bottom",
        fontsize=11.5,
    )


def _box(axes: Axes, name: str, place: tuple[float, float]) -> None:
    half = 0.40 if name in TALL else 0.04
    axes.add_patch(
        FancyBboxPatch(
            (place[0] - 0.055, place[1] - half),
            0.11,
            2.0 * half,
            boxstyle="round,pad=0.005",
            facecolor="0.15",
            edgecolor="none",
            zorder=2,
        )
    )
    axes.text(
        *place, name, color="white", ha="center", va="center", weight="bold", fontsize=13, zorder=4
    )
