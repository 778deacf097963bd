"""Scenarios beside a reference: paired differences with their intervals, the largest first."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from numpy.typing import NDArray

from multipolar.figures.picture import Picture, note
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.study.compare import Comparison, Difference

MOST = 16
"""Measures that the figure shows."""

LOOKS = (("#0072B2", "o"), ("#D55E00", "s"), ("#009E73", "D"), ("#000000", "^"))
"""Colour and mark of each scenario; so many fit into one figure."""

TICKS = (0.1, 0.5, 2.0, 5.0, 10.0, 20.0, 50.0)
"""Candidates for the axis, which is a signed root."""

LEAST_GAP = 0.16
"""Share of half the axis that the label of a tick takes."""


def differences(comparison: Comparison) -> Figure:
    """Return the paired differences of scenarios from their reference, a row for each measure.

    A mark is the mean difference in standard deviations of the reference over its runs, the line
    its 90 % interval. Filled: the interval leaves out zero and the mean is no smaller than the
    smallest change that matters. With one scenario, numbers stand in the measure's own unit.

    Parameters
    ----------
    comparison : Comparison
        What ``compare_results`` or ``compare_scenarios`` returned; its first four scenarios are
        drawn.
    """
    names = comparison.scenarios[: len(LOOKS)]
    alone = len(names) == 1
    shown = [row for row in comparison.differences if row.scenario in names]
    measures = _largest(shown)
    with style():
        figure = Picture(figsize=SIZE)
        axes = figure.add_axes((0.265, 0.145, 0.475 if alone else 0.715, 0.735))
        for number, name in enumerate(names):
            shift = 0.0 if alone else 0.6 * (number / (len(names) - 1) - 0.5)
            for row in shown:
                if row.scenario == name and row.measure in measures:
                    _draw(axes, measures.index(row.measure) + shift, row, *LOOKS[number])
        if alone:
            _numbers(axes, shown, measures)
        _dress(axes, shown, measures)
        _legend(figure, shown, names)
        heading(figure, f"What changes against {comparison.reference}")
        left = len(comparison.scenarios) - len(names)
        more = f" · {left} more scenarios in the table" if left else ""
        foot(
            figure,
            f"{comparison.runs} runs of each side, paired · seed {comparison.seed} · mean "
            "difference, 90 % interval; hollow: not surely beyond what matters"
            f"{more}",
        )
    return figure


def _largest(rows: Sequence[Difference]) -> list[str]:
    """Return the measures with the largest standardised effects of any scenario."""
    size: dict[str, float] = {}
    for row in rows:
        mine = abs(row.standardised) if math.isfinite(row.standardised) else -1.0
        size[row.measure] = max(size.get(row.measure, -1.0), mine)
    return sorted(size, key=lambda measure: -size[measure])[:MOST]


def _draw(axes: Axes, place: float, row: Difference, colour: str, mark: str) -> None:
    if not math.isfinite(row.standardised):
        return
    low, high = _ends(row)
    note(
        axes,
        series=f"{row.title}, {row.scenario}",
        mean=row.mean,
        p5=row.of_mean.low,
        p95=row.of_mean.high,
        unit=row.unit,
        moved="yes" if row.moved else "no",
    )
    axes.plot([low, high], [place, place], color=colour, linewidth=2.5, solid_capstyle="butt")
    axes.plot(
        [row.standardised],
        [place],
        mark,
        color=colour,
        markerfacecolor=colour if row.moved else "white",
        markersize=7.5,
        markeredgewidth=1.6,
    )


def _ends(row: Difference) -> tuple[float, float]:
    """Return the ends of the interval of the mean in standard deviations of the reference."""
    if not row.mean or not math.isfinite(row.of_mean.low):
        return row.standardised, row.standardised
    scale = row.standardised / row.mean
    return scale * row.of_mean.low, scale * row.of_mean.high


def _numbers(axes: Axes, rows: Sequence[Difference], measures: Sequence[str]) -> None:
    for row in rows:
        if row.measure in measures:
            axes.text(
                1.02,
                measures.index(row.measure),
                _words(row),
                transform=axes.get_yaxis_transform(),
                va="center",
                fontsize=10.5,
            )


def _words(row: Difference) -> str:
    low, high = row.of_mean
    return f"{_signed(row.mean)} [{_signed(low)}, {_signed(high)}] {row.unit}"


def _signed(value: float) -> str:
    """Return two significant digits, and of what is tiny as many as fit."""
    text = f"{value:+.2g}"
    return (f"{value:+.5f}" if "e-" in text else text).replace("-", "−")


def _dress(axes: Axes, rows: Sequence[Difference], measures: Sequence[str]) -> None:
    title = {row.measure: row.title for row in rows}
    kept = [row for row in rows if row.measure in measures and math.isfinite(row.standardised)]
    reach = max([0.5, *(abs(end) for row in kept for end in _ends(row))])
    axes.axvline(0.0, color="0.3", linewidth=1)
    axes.set_xscale("function", functions=(_root, _square))
    axes.set_xlim(-1.15 * reach, 1.15 * reach)
    ticks = _apart(1.15 * reach)
    places = [*(-tick for tick in reversed(ticks)), 0.0, *ticks]
    axes.set_xticks(places, [f"{tick:+g}".replace("-", "−") if tick else "0" for tick in places])
    axes.set_xlabel("mean paired difference, in standard deviations of the reference")
    axes.set_yticks(range(len(measures)), [title[measure] for measure in measures], fontsize=11.5)
    axes.set_ylim(max(len(measures), 4) - 0.4, -0.6)
    axes.tick_params(axis="y", length=0)
    axes.hlines(np.arange(len(measures) - 1) + 0.5, *axes.get_xlim(), color="0.92", linewidth=1)
    axes.grid(axis="y", visible=False)


def _apart(reach: float) -> list[float]:
    """Return the ticks up to the end of the axis whose labels stand apart, from nought outwards."""
    ticks = [0.0]
    for tick in TICKS:
        if tick <= reach and tick**0.5 - ticks[-1] ** 0.5 >= LEAST_GAP * reach**0.5:
            ticks.append(tick)
    return ticks[1:]


def _root(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sign(value) * np.sqrt(np.abs(value)))


def _square(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sign(value) * value**2)


def _legend(figure: Figure, rows: Sequence[Difference], names: Sequence[str]) -> None:
    handles = []
    for name, (colour, mark) in zip(names, LOOKS, strict=False):
        row = next(row for row in rows if row.scenario == name)
        when = row.first if row.first == row.last else f"mean of {row.first} to {row.last}"
        handles.append(
            Line2D([], [], color=colour, marker=mark, linewidth=2.5, label=f"{name}: {when}")
        )
    columns = 1 if len(names) == 1 else 2
    figure.legend(
        handles=handles,
        loc="upper right",
        bbox_to_anchor=(0.995, 0.955),
        ncols=columns,
        frameon=False,
        fontsize=10.5,
    )
