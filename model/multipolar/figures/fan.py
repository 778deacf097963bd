"""Fan charts: the spread of an ensemble over time."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.ensemble import Results
from multipolar.figures.picture import Picture, note_paths
from multipolar.figures.reading import spec_of
from multipolar.figures.style import (
    LADDER,
    PRODUCT_COLOURS,
    PRODUCT_LINES,
    SIZE,
    SPONSOR_COLOURS,
    THEATRE_COLOURS,
    band,
    heading,
    source_line,
    style,
    year_axis,
)
from multipolar.quantiles import FAN
from multipolar.world.tables import read_table

BANDS = "line: median, bands: 50 % and 90 % of runs"


def fan(
    axes: Axes,
    results: Results,
    measure: str,
    *,
    scenario: str | None = None,
    colour: str = "#0072B2",
    line: str = "-",
    label: str | None = None,
) -> None:
    """Draw a measure's median with its 50 % and 90 % bands over the months.

    Parameters
    ----------
    axes : matplotlib Axes
        Where to draw.
    results : Results
        The ensemble.
    measure : str
        Name of the measure.
    scenario : str, optional
        Scenario, the first by default.
    colour, line, label : str
        Looks and legend entry.
    """
    quantiles = results.quantiles(measure, FAN, scenario).values
    time = year_axis(axes, results.months)
    band(axes, time, quantiles, colour)
    mark = "o" if len(time) == 1 else ""
    axes.plot(time, quantiles[2], color=colour, ls=line, lw=2, marker=mark, label=label)
    columns = dict(zip(("p5", "p25", "median", "p75", "p95"), quantiles, strict=True))
    note_paths(axes, label or results.about(measure).title, results.months, columns)


def headroom(axes: Axes, share: float = 0.22) -> None:
    """Make room at the top of a panel that starts at nought, for its legend."""
    axes.set_ylim(0.0, axes.get_ylim()[1] * (1.0 + share))


def summary(results: Results, scenario: str | None = None) -> Figure:
    """Return the summary figure of a scenario: theatres, support and leakage.

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
        panels = figure.subplots(2, 3)
        for panel, row in zip(panels.flat, read_table("theatres.csv"), strict=False):
            _theatre(panel, results, spec.name, row["theatre"], row["title"])
        _support(panels[1, 1], results, spec.name)
        _leakage(panels[1, 2], results, spec.name)
        heading(figure, spec.title)
        figure.subplots_adjust(
            left=0.125, right=0.985, top=0.88, bottom=0.12, wspace=0.6, hspace=0.27
        )
        source_line(figure, results, BANDS, spec.name)
    return figure


def _theatre(axes: Axes, results: Results, scenario: str, theatre: str, title: str) -> None:
    colour = THEATRE_COLOURS[theatre]
    fan(axes, results, f"escalation_{theatre}", scenario=scenario, colour=colour)
    axes.set_title(f"Escalation: {title}")
    axes.set_ylim(0, 10)
    axes.set_yticks(list(LADDER), [f"{word}  {rung}" for rung, word in LADDER.items()])
    axes.tick_params(axis="y", labelsize=9)


def _support(axes: Axes, results: Results, scenario: str) -> None:
    fan(axes, results, "aid_delivered", scenario=scenario, colour="#000000", label="support")
    for role, name, line in (
        ("united_states", "United States", "--"),
        ("european_state", "Europe", ":"),
    ):
        fan(
            axes,
            results,
            f"attention_ukraine_{role}",
            scenario=scenario,
            colour=SPONSOR_COLOURS[role],
            line=line,
            label=f"attention, {name}",
        )
    axes.set_title("Support for Ukraine and attention")
    axes.set_ylabel("support: 1 = mean of 2022-24;\nattention: share of the agenda")
    headroom(axes)
    axes.legend(fontsize=9, frameon=False, loc="upper right", handlelength=1.8)


def _leakage(axes: Axes, results: Results, scenario: str) -> None:
    for product, colour in PRODUCT_COLOURS.items():
        fan(
            axes,
            results,
            f"leakage_{product}_RUS",
            scenario=scenario,
            colour=colour,
            line=PRODUCT_LINES[product],
            label=product,
        )
    axes.set_title("Russia: leakage")
    axes.set_ylabel("share of forbidden trade")
    axes.set_ylim(0, 1.1)
    axes.set_yticks(np.arange(0.0, 1.01, 0.2))
    axes.legend(
        fontsize=9, frameon=False, ncols=3, loc="upper left", columnspacing=0.8, handlelength=1.6
    )
