"""Who helps whom: arrows between the parties, as wide as what flows; a panel for each unit."""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.patches import FancyArrowPatch

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER
from multipolar.ensemble import Results
from multipolar.figures.picture import Picture, note
from multipolar.figures.reading import GROUPS, paths, said, spec_of, sponsors
from multipolar.figures.style import SIZE, heading, source_line, style
from multipolar.quantiles import QUANTILES

COLOURS = {"support": "#0072B2", "arms": "#D55E00", "goods": "#009E73", "tie": "#7F7F7F"}
WIDEST = 30.0
"""Width of the widest arrow, in points."""

FRAMES = {
    "support": (0.012, 0.085, 0.45, 0.83),
    "dual use": (0.488, 0.725, 0.5, 0.19),
    "shells": (0.488, 0.512, 0.5, 0.19),
    "goods": (0.488, 0.298, 0.5, 0.19),
    "tie": (0.488, 0.085, 0.5, 0.19),
}
"""Where the panel of each unit stands: left, bottom, width and height, in shares of the figure."""

SENDERS, RECEIVER = 0.15, 0.86
"""Places of the parties in a panel."""


class Flow(NamedTuple):
    """What one party sends another.

    Parameters
    ----------
    sender, receiver : str
        Parties.
    values : ndarray
        Mean month of each run, shape (runs,).
    """

    sender: str
    receiver: str
    values: Array


class Unit(NamedTuple):
    """A panel: what flows in one unit.

    Parameters
    ----------
    title : str
        What flows, with its unit.
    kind : str
        ``support``, ``arms``, ``goods`` or ``tie``, which sets the colour.
    full : float
        Value of the widest arrow, whose outline is drawn.
    flows : tuple of Flow
        What is sent, from the top.
    """

    title: str
    kind: str
    full: float
    flows: tuple[Flow, ...]


def flows(results: Results, scenario: str | None = None) -> Figure:
    """Return who helps whom, a panel for each unit: support to Ukraine, help to and from Russia.

    Widths are medians over the runs of the mean month. They compare within a panel: the outline is
    the value that its title calls full. A dashed line stands for next to nothing.

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
        for frame, unit in zip(FRAMES.values(), _units(results, spec.name), strict=True):
            _panel(figure.add_axes(frame), unit)
        heading(figure, "who helps whom", spec.title)
        source_line(
            figure,
            results,
            f"mean month of {results.months[0]} to {results.months[-1]}: median of the runs and "
            "90 % interval; widths compare within a panel",
            spec.name,
        )
    return figure


def _units(results: Results, scenario: str) -> tuple[Unit, ...]:
    def mean(name: str) -> Array:
        return np.asarray(paths(results, name, scenario).mean(axis=1))

    def to_russia(sender: str, values: Array) -> tuple[Flow, ...]:
        return (Flow(sender, "Russia", values),)

    aid = mean("aid_arriving")
    iran = mean("militarisation")[:, results.roster.index("IRN", CHALLENGER)]
    support = tuple(
        Flow(title, "Ukraine", aid[:, sponsors(results.roster, role)].sum(axis=1))
        for role, title in GROUPS
    )
    goods = (Flow("Russia", "North Korea", mean("goods")),)
    return (
        Unit(
            "Support that arrives (1 = a mean month of 2022-24, all senders)",
            "support",
            1.0,
            support,
        ),
        Unit(
            "Dual-use goods (1 = before the war)", "arms", 3.0, to_russia("China", mean("dual_use"))
        ),
        Unit("Shells (million a month)", "arms", 0.5, to_russia("North Korea", mean("shipments"))),
        Unit("Goods (USD billion a month)", "goods", 0.5, goods),
        Unit("Military tie (share of the closest possible)", "tie", 1.0, to_russia("Iran", iran)),
    )


def _panel(axes: Axes, unit: Unit) -> None:
    axes.set_xlim(0, 1)
    axes.set_ylim(0, 1)
    axes.set_xticks([])
    axes.set_yticks([])
    axes.spines[:].set_visible(True)
    axes.spines[:].set_color("0.8")
    axes.annotate(
        unit.title,
        (0.0, 1.0),
        xycoords="axes fraction",
        xytext=(7, -7),
        textcoords="offset points",
        va="top",
        fontsize=11,
        weight="bold",
    )
    axes.set_label(unit.title)
    heights = 0.9 * (1.0 - (np.arange(len(unit.flows)) + 0.6) / len(unit.flows))
    for flow, height in zip(unit.flows, heights, strict=True):
        _arrow(axes, unit, flow, float(height))
        _box(axes, flow.sender, (SENDERS, float(height)))
        low, median, high = (float(value) for value in np.quantile(flow.values, QUANTILES))
        note(axes, series=f"{flow.sender} to {flow.receiver}", median=median, p5=low, p95=high)
    _box(axes, unit.flows[0].receiver, (RECEIVER, float(heights.mean())), tall=len(heights) > 1)


def _arrow(axes: Axes, unit: Unit, flow: Flow, height: float) -> None:
    width = WIDEST * min(1.0, float(np.median(flow.values)) / unit.full)
    nothing = width < 1.0
    for tail, colour in ((WIDEST, "none"), (max(1.2, width), COLOURS[unit.kind])):
        axes.add_patch(
            FancyArrowPatch(
                (SENDERS, height),
                (RECEIVER, height),
                arrowstyle="->,head_width=5,head_length=8"
                if nothing and colour != "none"
                else f"simple,head_width={tail + 12},tail_width={tail},head_length=14",
                shrinkA=66,
                shrinkB=66,
                mutation_scale=1.0,
                facecolor=colour,
                edgecolor="0.8" if colour == "none" else colour,
                linestyle="--" if nothing and colour != "none" else "-",
                linewidth=1.0,
                zorder=1,
            )
        )
    axes.annotate(
        f"{said(flow.values)}   (outline: {unit.full:g})",
        (0.5 * (SENDERS + RECEIVER), height),
        xytext=(0, 0.5 * WIDEST + 8),
        textcoords="offset points",
        ha="center",
        va="bottom",
        fontsize=11,
    )


def _box(axes: Axes, name: str, place: tuple[float, float], *, tall: bool = False) -> None:
    """Draw a party, in points so that boxes are alike in all panels."""
    axes.annotate(
        f"\n\n\n\n{name}\n\n\n\n" if tall else name,
        place,
        color="white",
        ha="center",
        va="center",
        weight="bold",
        fontsize=12,
        zorder=4,
        bbox={"boxstyle": "round,pad=0.6", "facecolor": "0.15", "edgecolor": "none"},
    )
