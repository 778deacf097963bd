"""Fan charts of the theatres: bands, single runs, the rungs by name and what the calendar did."""

from __future__ import annotations

from textwrap import fill

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.ensemble import Results
from multipolar.figures.fan import BANDS, fan
from multipolar.figures.picture import Picture
from multipolar.figures.reading import spec_of
from multipolar.figures.style import (
    LADDER,
    SIZE,
    THEATRE_COLOURS,
    heading,
    source_line,
    style,
    years,
)
from multipolar.quantiles import QUANTILES
from multipolar.scenario import Event, Spec
from multipolar.world.tables import read_table

SAMPLES = 20
"""Single runs drawn in each panel."""


WIDEST = 68
"""Letters of a line that names a dated change."""


def theatres(results: Results, scenario: str | None = None) -> Figure:
    """Return the fan charts of escalation, a panel for each theatre.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario, the first by default.
    """
    spec = spec_of(results, scenario)
    shown = min(SAMPLES, results.runs)
    with style():
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(2, 2, sharex=True, sharey=True)
        for axes, row in zip(panels.flat, read_table("theatres.csv"), strict=True):
            _panel(axes, results, spec, row["theatre"], row["title"])
        heading(figure, "escalation by theatre", spec.title)
        source_line(
            figure,
            results,
            f"thin: {shown} runs; {BANDS}; ▼ dated changes and what they add",
            spec.name,
        )
        figure.subplots_adjust(
            left=0.135, right=0.925, top=0.885, bottom=0.105, wspace=0.235, hspace=0.22
        )
    return figure


def _panel(axes: Axes, results: Results, spec: Spec, theatre: str, title: str) -> None:
    colour = THEATRE_COLOURS[theatre]
    measure = f"escalation_{theatre}"
    single = results.measure(measure, spec.name).values[:SAMPLES]
    time = years(results.months)
    axes.plot(time, single.T, color=colour, linewidth=0.5, alpha=0.35, zorder=1.5)
    fan(axes, results, measure, scenario=spec.name, colour=colour)
    axes.lines[-1].set_color("black")
    axes.set_title(title, pad=9)
    axes.set_ylim(0, 10)
    axes.set_yticks(list(LADDER), [f"{word}  {rung}" for rung, word in LADDER.items()])
    axes.tick_params(axis="y", labelsize=10)
    _label(axes, results, measure, spec.name, time[-1])
    marked = _marked(spec, theatre)
    times = years([event.month for event in marked])
    for number, at in enumerate(times, start=1):
        _mark(axes, number, at)
    lines = [
        fill(f"▼{number} {_words(event)}", WIDEST, subsequent_indent="     ")
        for number, event in enumerate(marked, start=1)
    ]
    axes.text(
        0.01,
        0.015,
        "\n".join(lines),
        transform=axes.transAxes,
        va="bottom",
        fontsize=8.5,
        color="0.15",
        linespacing=1.1,
        zorder=3,
        bbox={
            "boxstyle": "square,pad=0.1",
            "facecolor": "white",
            "edgecolor": "none",
            "alpha": 0.8,
        },
    )


def _label(axes: Axes, results: Results, measure: str, scenario: str, last: float) -> None:
    """Name the lines at the right end of the panel, no two over each other."""
    names = ("5 %", "median", "95 %")
    ends = results.quantiles(measure, QUANTILES, scenario).values[:, -1]
    low, middle, high = ends
    places = (min(low, middle - 0.75), middle, max(high, middle + 0.75))
    for name, end, place in zip(names, ends, places, strict=True):
        axes.annotate(
            f"{name} {end:.1f}",
            (last, place),
            xytext=(4, 0),
            textcoords="offset points",
            va="center",
            fontsize=9.5,
            fontweight="bold" if name == "median" else "normal",
            annotation_clip=False,
        )


def _marked(spec: Spec, theatre: str) -> list[Event]:
    """Return the dated changes of a theatre's level, the first of each name."""
    named = {
        event.name: event
        for event in reversed(spec.events)
        if event.attribute == "escalation" and event.where in (theatre, "all", "")
    }
    return list(reversed(named.values()))


def _mark(axes: Axes, number: int, time: float) -> None:
    axes.axvline(time, color="0.35", linewidth=0.8, linestyle=":", zorder=1)
    axes.plot([time], [10.0], "v", color="0.2", markersize=6, clip_on=False)
    axes.annotate(
        str(number),
        (time, 10.0),
        xytext=(5, -3),
        textcoords="offset points",
        va="center",
        fontsize=9,
        color="0.2",
    )


def _words(event: Event) -> str:
    """Return when and what happens, in the words of the calendar, and how much it adds."""
    words = event.description or event.name.replace("_", " ")
    sign = "+" if event.value >= 0.0 else "−"
    return f"{event.month} {words} ({sign}{abs(event.value):g})"
