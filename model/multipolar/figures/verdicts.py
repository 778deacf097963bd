"""What the expectations of scenarios came to: a dot and an interval each."""

from __future__ import annotations

import math
from collections.abc import Sequence

import matplotlib.pyplot as plt
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from multipolar import __version__
from multipolar.figures.style import CAVEAT, DPI, SIZE, style
from multipolar.study.verify import Finding, Verification

MARKS = {"supported": "o", "contradicted": "X", "undecided": "D"}
COLOURS = {"supported": "#0072B2", "contradicted": "#D55E00", "undecided": "0.45"}
SIGNS = {"up": "↑", "down": "↓", "none": "="}
SIDES = ("article", "rival")
ROW = 0.30
"""Inches for an expectation."""

REACH = 6.0
"""Half the width of the axis, in smallest relevant changes on a root scale."""


def verdicts(found: Sequence[Verification]) -> Figure:
    """Draw every expectation of the scenarios, the article's on the left, the rival's on the right.

    The axis is the mean paired difference in smallest relevant changes, drawn on a signed root so
    that small and large effects are both seen; the band between -1 and 1 is too small to matter.

    Parameters
    ----------
    found : sequence of Verification
        What `multipolar.study.verify_all` returned, one or more.

    Returns
    -------
    Figure
        1280 pixels wide; higher than 720 when there are many expectations.
    """
    if not found:
        raise ValueError("no scenario was verified")
    rows = {side: _rows(found, side) for side in SIDES}
    lines = max(len(mine) for mine in rows.values())
    with style():
        figure, axes = plt.subplots(
            1, 2, figsize=(SIZE[0], max(SIZE[1], 1.8 + ROW * lines)), dpi=DPI
        )
        for axis, side in zip(axes, SIDES, strict=True):
            _panel(axis, rows[side], lines, f"What the {side} expects")
        handles = [
            Line2D([], [], marker=MARKS[v], color=COLOURS[v], linestyle="", label=v) for v in MARKS
        ]
        figure.legend(handles=handles, loc="upper right", ncols=3, frameon=False)
        first = found[0]
        height = figure.get_size_inches()[1]
        figure.text(
            0.01,
            0.06 / height,
            f"multipolar {__version__} · {first.runs} runs of each side, seed {first.seed} · dots: "
            "mean paired difference from the baseline in smallest relevant changes (judged), "
            f"lines: 90 % interval\n{CAVEAT}",
            fontsize=9,
            color="0.35",
            va="bottom",
        )
        figure.subplots_adjust(
            left=0.22, right=0.985, wspace=0.68, top=1 - 0.75 / height, bottom=1.0 / height
        )
    return figure


def _rows(found: Sequence[Verification], side: str) -> list[tuple[str, Finding | None]]:
    """Return label and finding of each line; a scenario's name is a line without a finding."""
    rows: list[tuple[str, Finding | None]] = []
    for verification in found:
        mine = [f for f in verification.findings if f.expectation.whose == side]
        if mine:
            rows.append((verification.scenario, None))
            rows += [(f"{f.expectation.measure} {SIGNS[f.expectation.direction]}", f) for f in mine]
    return rows


def _panel(axis: Axes, rows: list[tuple[str, Finding | None]], lines: int, title: str) -> None:
    axis.axvspan(-1.0, 1.0, color="0.9", zorder=0)
    axis.axvline(0.0, color="0.6", linewidth=0.8)
    for place, (_, finding) in enumerate(rows):
        if finding is not None:
            _draw(axis, place, finding)
    axis.set_yticks(range(len(rows)), [label for label, _ in rows], fontsize=9)
    for tick, (_, finding) in zip(axis.get_yticklabels(), rows, strict=True):
        if finding is None:
            tick.set_fontweight("bold")
    axis.set_ylim(lines - 0.5, -0.7)
    axis.set_xlim(-REACH, REACH)
    ticks = [-25, -4, -1, 0, 1, 4, 25]
    axis.set_xticks([_root(t) for t in ticks], [f"{t:+d}" if t else "0" for t in ticks])
    axis.set_xlabel("difference, in smallest relevant changes")
    axis.grid(axis="y", visible=False)
    axis.set_title(title)


def _draw(axis: Axes, place: int, finding: Finding) -> None:
    low, mid, high = (
        _root(value / finding.relevant)
        for value in (finding.of_mean.low, finding.mean, finding.of_mean.high)
    )
    colour = COLOURS[finding.verdict]
    axis.plot([low, high], [place, place], color=colour, linewidth=2)
    axis.plot([mid], [place], MARKS[finding.verdict], color=colour, markersize=7, clip_on=False)


def _root(value: float) -> float:
    """Return the signed square root, kept inside the axis."""
    return math.copysign(min(math.sqrt(abs(value)), REACH * 0.98), value)
