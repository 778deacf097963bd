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
from multipolar.figures.reading import paths, spec_of
from multipolar.figures.style import (
    PRODUCT_COLOURS,
    PRODUCT_LINES,
    SIZE,
    heading,
    source_line,
    style,
    year_axis,
    years,
)
from multipolar.measures import MEASURES

STAGES = (
    (0.25, "talks", "#9ECAE1", ""),
    (0.5, "partial", "#3182BD", "//"),
    (1.0, "full", "#08306B", "xx"),
)


def sanctions(results: Results, scenario: str | None = None, target: str = "RUS") -> Figure:
    """Return the dashboard of a target: cost, leakage, concession, monitoring, time to erosion.

    A sixth panel shows the effective pressure that is left, by class of products.

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
        figure = Figure(figsize=SIZE)
        panels = figure.subplots(2, 3).ravel()
        _cost(panels[0], results, spec.name, target)
        _leakage(panels[1], results, spec.name, target)
        _concession(panels[2], results, spec.name, target)
        _monitoring(panels[3], results, spec.name, target)
        _erosion(panels[4], results, spec.name, target)
        _pressure(panels[5], results, spec.name, target)
        heading(figure, f"{spec.title}: sanctions on {target}")
        source_line(figure, results, BANDS, spec.name)
        figure.subplots_adjust(
            left=0.06, right=0.985, top=0.88, bottom=0.125, wspace=0.26, hspace=0.42
        )
    return figure


def _cost(axes: Axes, results: Results, scenario: str, target: str) -> None:
    fan(axes, results, f"cost_{target}", scenario=scenario, colour="#000000")
    axes.set_title("1  Economic cost")
    axes.set_ylabel("pp of output per year, mean so far")


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
    _shares(axes)
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
    _shares(axes)
    axes.legend(fontsize=10, frameon=False, ncols=3, loc="upper left", columnspacing=1.0)


def _monitoring(axes: Axes, results: Results, scenario: str, target: str) -> None:
    fan(axes, results, f"monitoring_{target}", scenario=scenario, colour="#009E73")
    axes.set_title("4  Monitoring")
    axes.set_ylabel("index, 0 to 1")
    axes.set_ylim(0, 1)


def _erosion(axes: Axes, results: Results, scenario: str, target: str) -> None:
    """Draw the Kaplan-Meier curve of the time from the highest pressure until its half."""
    curve = erosion(results, target, scenario)
    months = np.concatenate([[0.0], curve.months])
    share, low, high = (
        np.concatenate([[1.0], np.nan_to_num(line, nan=at)])
        for line, at in ((curve.share, 1.0), (curve.low, 0.0), (curve.high, 1.0))
    )
    known = np.concatenate([[True], ~np.isnan(curve.low)])
    axes.fill_between(
        months, low, high, where=known, step="post", color="#E69F00", alpha=0.35, linewidth=0
    )
    axes.step(months, share, where="post", color="#8A5A00", linewidth=2)
    axes.axhline(0.5, color="0.4", linewidth=0.8, linestyle=":")
    axes.set_xlim(0, max(12.0, months[-1]))
    word = "not in half of the runs" if np.isnan(curve.median) else f"{curve.median:.0f} months"
    axes.text(
        0.03,
        0.06,
        f"median: {word}\nseen in {curve.seen} of {curve.runs} runs",
        transform=axes.transAxes,
        fontsize=10,
    )
    axes.set_title("5  Time to erosion (Kaplan-Meier)")
    axes.set_ylabel("share above half of the peak")
    axes.set_xlabel("months since the highest pressure; band: 90 %")
    _shares(axes)


def _pressure(axes: Axes, results: Results, scenario: str, target: str) -> None:
    """Draw the pressure by class of products, and what they add up to by their cost."""
    place = results.roster.index(target, TARGET)
    pressure = paths(results, "pressure", scenario)[:, :, place]
    time = years(results.months)
    for product, colour in PRODUCT_COLOURS.items():
        middle = np.median(pressure[..., results.roster.index(product, PRODUCT)], axis=0)
        line = PRODUCT_LINES[product]
        axes.plot(time, middle, color=colour, linestyle=line, linewidth=1.8, label=product)
    fan(axes, results, f"pressure_{target}", scenario=scenario, colour="0.35", label="all")
    axes.set_title("Effective pressure left")
    axes.set_ylabel(MEASURES[f"pressure_{target}"].unit)
    axes.set_ylim(bottom=0)
    axes.legend(fontsize=10, frameon=False, ncols=2, loc="upper right", columnspacing=1.0)


def _shares(axes: Axes) -> None:
    axes.set_ylim(0, 1)
    axes.yaxis.set_major_formatter(PercentFormatter(1.0))
