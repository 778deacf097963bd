"""Boxes in which an outcome falls: what each restricts, and how often it happens there."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.rules import parameter_table
from multipolar.study.boxes import Box, Restriction
from multipolar.study.discovery import Discovery
from multipolar.study.discovery_words import in_words
from multipolar.study.intervals import Interval

WHOLE, KEPT, ELSEWHERE = "0.85", "#0072B2", "#E69F00"
MOST_ROWS = 18


def boxes(found: Discovery) -> Figure:
    """Draw the boxes of a discovery: on the left what they restrict, on the right how often.

    Parameters
    ----------
    found : Discovery
        What `multipolar.study.discovery.discover` returned.

    Returns
    -------
    Figure
        1280 by 720 pixels. Each restricted column is shown on the range of its prior.

    Examples
    --------
    >>> from multipolar.study.discovery import discover
    >>> found = discover("escalation_korea", above=3.0, month="2022-06", runs=100)
    >>> boxes(found).get_size_inches().tolist()
    [12.8, 7.2]
    """
    with style():
        figure = Picture(figsize=SIZE)
        left, right = figure.subplots(1, 2, width_ratios=[1.5, 1.0])
        heading(figure, f"When it happens: {found.outcome}")
        _restrictions(left, found)
        _shares(right, found.boxes)
        figure.subplots_adjust(left=0.2, right=0.97, top=0.86, bottom=0.17, wspace=0.45)
        foot(
            figure,
            f"{', '.join(found.scenarios)} · {found.runs} runs of each · seed {found.seed} · found "
            f"in the even runs, judged in the odd ones · lines: 90 % intervals · "
            f"{found.missed:.0%} of the runs in which it happens lie in no box",
        )
    return figure


def _restrictions(axes: Axes, found: Discovery) -> None:
    rows = [
        (number, one) for number, box in enumerate(found.boxes, start=1) for one in box.restrictions
    ][:MOST_ROWS]
    for place, (_, one) in enumerate(rows):
        low, high = _on_prior(one)
        axes.plot([0, 1], [place, place], color=WHOLE, linewidth=9, solid_capstyle="butt")
        axes.plot([low, high], [place, place], color=KEPT, linewidth=9, solid_capstyle="butt")
        axes.annotate(
            in_words(one, found.units).removeprefix(one.column).strip(),
            (0.0, place),
            xytext=(0, 9),
            textcoords="offset points",
            fontsize=9,
        )
    axes.set_yticks(range(len(rows)), [f"{number}   {one.column}" for number, one in rows])
    axes.set_ylim(max(len(rows), 1) - 0.4, -0.7)
    axes.set_xlim(0.0, 1.0)
    axes.set_xticks([0.0, 0.5, 1.0], ["lowest", "middle", "highest"])
    axes.set_title("Box, and what it demands" if rows else "No box")
    axes.set_xlabel("place in the range of the parameter's prior; a lever: what it allows")
    axes.grid(visible=False)


def _on_prior(one: Restriction) -> tuple[float, float]:
    """Return the ends of a restriction on the range of the parameter's prior, from 0 to 1."""
    prior = parameter_table().get(one.column)
    if prior is None or one.words is not None:
        return 0.0, 1.0
    ends = np.array([one.low, one.high])
    low, high = np.clip((ends - prior.low) / (prior.high - prior.low), 0.0, 1.0)
    return float(low), float(high)


def _shares(axes: Axes, found: Sequence[Box]) -> None:
    for place, box in enumerate(found):
        held = box.held
        _share(axes, place - 0.15, held.density, held.of_density, KEPT, "o")
        _share(axes, place + 0.15, held.elsewhere, held.of_elsewhere, ELSEWHERE, "s")
    axes.set_yticks(range(len(found)), [f"box {n}" for n in range(1, len(found) + 1)])
    axes.set_ylim(max(len(found), 1) - 0.4, -0.7)
    axes.set_xlim(0.0, 1.0)
    axes.xaxis.set_major_formatter("{x:.0%}")
    axes.set_title("Share of runs in which it happens")
    axes.plot([], [], "o", color=KEPT, label="inside")
    axes.plot([], [], "s", color=ELSEWHERE, label="elsewhere")
    axes.legend(loc="lower right", frameon=False)


def _share(
    axes: Axes, place: float, value: float, interval: Interval, colour: str, marker: str
) -> None:
    axes.plot(list(interval), [place, place], color=colour, linewidth=2)
    axes.plot([value], [place], marker, color=colour, markersize=7)
