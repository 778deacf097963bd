"""The sanctions dashboard: five numbers of a target and never one, by product where they differ."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import PercentFormatter

from multipolar.axes import PRODUCT, TARGET
from multipolar.ensemble import Results
from multipolar.ensemble.summary import erosion
from multipolar.figures.fan import BANDS, fan
from multipolar.figures.picture import Picture, note_paths
from multipolar.figures.reading import paths, spec_of
from multipolar.figures.style import (
    OUTER,
    PRODUCT_COLOURS,
    PRODUCT_LINES,
    SIZE,
    band,
    heading,
    source_line,
    style,
    year_axis,
    years,
)
from multipolar.measures import Survival
from multipolar.quantiles import QUANTILES
from multipolar.world.roster import with_names

ALL = "0.35"
"""Grey of all classes of products together."""

STAGES = (
    (0.25, "talks", "#9ECAE1", ""),
    (0.5, "partial", "#3182BD", "//"),
    (1.0, "full", "#08306B", "xx"),
)


def sanctions(results: Results, scenario: str | None = None, target: str = "RUS") -> Figure:
    """Return the dashboard of a target: cost, leakage, concession, monitoring, time to erosion.

    Leakage, time to erosion and, in a sixth panel, the effective pressure that is left are shown
    by class of products.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario, the first by default.
    target : {"RUS", "PRK", "IRN"}
        Whom the measures are against.

    Raises
    ------
    KeyError
        When there is no such scenario or target.
    """
    spec = spec_of(results, scenario)
    if not results.roster.has(target, TARGET):
        allowed = ", ".join(results.roster.labels[TARGET])
        raise KeyError(f"no target {target!r}; there are: {allowed}")
    with style():
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(2, 3).ravel()
        _cost(panels[0], results, spec.name, target)
        _leakage(panels[1], results, spec.name, target)
        _concession(panels[2], results, spec.name, target)
        _monitoring(panels[3], results, spec.name, target)
        _erosion(panels[4], results, spec.name, target)
        _pressure(panels[5], results, spec.name, target)
        heading(figure, f"sanctions on {with_names(target)}", spec.title)
        source_line(figure, results, BANDS, spec.name)
        figure.subplots_adjust(
            left=0.06, right=0.985, top=0.88, bottom=0.17, wspace=0.26, hspace=0.36
        )
    return figure


def _all(results: Results) -> tuple[str, ...]:
    """Return every target, so that the panels of all of them have one scale."""
    return tuple(str(name) for name in results.roster.labels[TARGET])


def _cost(axes: Axes, results: Results, scenario: str, target: str) -> None:
    fan(axes, results, f"cost_{target}", scenario=scenario, colour="#000000")
    axes.set_title("1  Economic cost")
    axes.set_ylabel("points of output a year")
    tops = [
        results.quantiles(f"cost_{one}", (0.95,), scenario).values.max() for one in _all(results)
    ]
    axes.set_ylim(0.0, 1.05 * max(*tops, 0.1))


def _leakage(axes: Axes, results: Results, scenario: str, target: str) -> None:
    for product, colour in PRODUCT_COLOURS.items():
        fan(
            axes,
            results,
            f"leakage_{product}_{target}",
            scenario=scenario,
            colour=colour,
            line=PRODUCT_LINES[product],
            label=product,
        )
    axes.set_title("2  Leakage by class of products")
    axes.set_ylabel("share of forbidden trade")
    _shares(axes, top=1.15)
    axes.legend(fontsize=10, frameon=False, ncols=3, loc="upper left", columnspacing=1.0)


def _concession(axes: Axes, results: Results, scenario: str, target: str) -> None:
    """Draw how many runs stand at each stage, the furthest at the bottom."""
    stage = results.measure(f"concession_{target}", scenario).values
    reached = [(stage >= least - 1e-6).mean(axis=0) for least, *_ in STAGES]
    time = year_axis(axes, results.months)
    floor = np.zeros(len(time))
    for top, (_, word, colour, hatch) in zip(reversed(reached), reversed(STAGES), strict=True):
        axes.fill_between(
            time,
            floor,
            top,
            step="mid",
            facecolor=colour,
            hatch=hatch,
            edgecolor="white",
            linewidth=0,
            label=word,
        )
        floor = top
    axes.set_title("3  Political concession")
    axes.set_ylabel("share of runs")
    _shares(axes, top=1.15)
    shares = dict(zip((word for _, word, *_ in STAGES), reached, strict=True))
    note_paths(axes, "at least this far", results.months, shares)
    axes.legend(fontsize=10, frameon=False, ncols=3, loc="upper left", columnspacing=1.0)


def _monitoring(axes: Axes, results: Results, scenario: str, target: str) -> None:
    fan(axes, results, f"monitoring_{target}", scenario=scenario, colour="#009E73")
    axes.set_title("4  Monitoring")
    axes.set_ylabel("0: nobody watches, 1: all is seen")
    axes.set_ylim(0, 1)


def _erosion(axes: Axes, results: Results, scenario: str, target: str) -> None:
    """Draw Kaplan-Meier curves of the time from the highest pressure until its half."""
    whole = erosion(results, target, scenario)
    _survival(axes, whole, ALL, "-")
    for product, colour in PRODUCT_COLOURS.items():
        _survival(axes, erosion(results, target, scenario, product), colour, PRODUCT_LINES[product])
    axes.axhline(0.5, color="0.4", linewidth=0.8, linestyle=":")
    axes.set_xlim(0, max(1, len(results.months) - 1))
    word = (
        "not in half of the runs" if np.isnan(whole.median) else f"half after {whole.median_text()}"
    )
    axes.set_title("5  Time to erosion (Kaplan-Meier)")
    axes.set_ylabel("share above half of the peak")
    axes.set_xlabel(
        "months since the highest pressure\n"
        f"all: {word}, seen in {whole.seen} of {whole.runs} runs",
        fontsize=10,
        labelpad=2,
    )
    _shares(axes)


def _survival(axes: Axes, curve: Survival, colour: str, line: str) -> None:
    """Draw a curve with its 90 % band, where that is defined."""
    months = np.concatenate([[0.0], curve.months])
    share, low, high = (
        np.concatenate([[1.0], np.nan_to_num(edge, nan=at)])
        for edge, at in ((curve.share, 1.0), (curve.low, 0.0), (curve.high, 1.0))
    )
    known = np.concatenate([[True], ~np.isnan(curve.low)])
    axes.fill_between(
        months, low, high, where=known, step="post", color=colour, alpha=OUTER, linewidth=0
    )
    axes.step(months, share, where="post", color=colour, linestyle=line, linewidth=2)


def _pressure(axes: Axes, results: Results, scenario: str, target: str) -> None:
    """Draw the pressure by class of products, and what they add up to by their cost."""
    place = results.roster.index(target, TARGET)
    pressure = paths(results, "pressure", scenario)[:, :, place]
    time = years(results.months)
    for product, colour in PRODUCT_COLOURS.items():
        mine = pressure[..., results.roster.index(product, PRODUCT)]
        quantiles = np.quantile(mine, QUANTILES, axis=0)
        line = PRODUCT_LINES[product]
        band(axes, time, quantiles, colour)
        axes.plot(time, quantiles[1], color=colour, linestyle=line, linewidth=2, label=product)
        columns = dict(zip(("p5", "median", "p95"), quantiles, strict=True))
        note_paths(axes, product, results.months, columns)
    fan(axes, results, f"pressure_{target}", scenario=scenario, colour=ALL, label="all")
    axes.set_title("Effective pressure left")
    axes.set_ylabel("share of full pressure")
    _shares(axes, top=1.3)
    axes.legend(fontsize=10, frameon=False, ncols=2, loc="upper right", columnspacing=1.0)


def _shares(axes: Axes, top: float = 1.0) -> None:
    axes.set_ylim(0, top)
    axes.set_yticks(np.arange(0.0, 1.01, 0.2))
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
