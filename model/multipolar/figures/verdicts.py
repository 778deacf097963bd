"""What the expectations of scenarios came to: a dot and an interval each, page by page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, zip_longest
from math import sqrt
from textwrap import fill
from typing import NamedTuple

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.transforms import blended_transform_factory
from numpy.typing import NDArray

from multipolar.figures.picture import Picture, note
from multipolar.figures.style import SIZE, TITLE_LETTERS, foot, shortened, style
from multipolar.study.findings import Finding, Verification

MARKS = {"supported": "o", "contradicted": "X", "undecided": "D", "cannot tell": "s"}
COLOURS = {
    "supported": "#0072B2",
    "contradicted": "#D55E00",
    "undecided": "0.35",
    "cannot tell": "#CC79A7",
}
SIGNS = {"up": "↑", "down": "↓", "none": "="}
SIDES = ("article", "rival")
LINES = 19
"""Lines of a page."""

WIDTH = 44
"""Letters of a label before it takes a second line."""

TICKS = (0, 1, 3, 10, 30, 100, 300, 1000)
APART = 0.1
"""Share of the half axis that lies between two ticks at least, on the scale of square roots."""


class _Line(NamedTuple):
    """A line of a page: a scenario's title, or what each side expects there."""

    title: str = ""
    article: Finding | None = None
    rival: Finding | None = None


def verdicts(found: Sequence[Verification]) -> list[Figure]:
    """Draw every expectation of the scenarios, the article's on the left, the rival's on the right.

    The axis is the mean paired difference in smallest relevant changes, on a signed root so that
    small and large effects are both seen; the band between -1 and 1 is too small to matter. All
    pages share the axis.

    Parameters
    ----------
    found : sequence of Verification
        What `multipolar.study.verify_all` returned, one or more.

    Returns
    -------
    list of Figure
        Pages of 1280 by 720 pixels; a scenario is never divided between two.
    """
    if not found:
        raise ValueError("no scenario was verified")
    reach = _reach(found)
    pages = list(_pages(found))
    return [
        _page(lines, reach, found[0], f"page {number} of {len(pages)}")
        for number, lines in enumerate(pages, start=1)
    ]


def _pages(found: Sequence[Verification]) -> Iterator[list[_Line]]:
    page: list[_Line] = []
    for verification in found:
        lines = _lines(verification)
        if page and len(page) + len(lines) > LINES:
            yield page
            page = []
        page += lines
    yield page


def _lines(verification: Verification) -> list[_Line]:
    """Return a scenario's lines; what both sides expect of a measure stands side by side."""
    article, rival = (
        [f for f in verification.findings if f.expectation.whose == side] for side in SIDES
    )
    pairs: list[tuple[Finding, Finding | None]] = []
    for mine in article:
        match = next((f for f in rival if _what(f) == _what(mine)), None)
        rival = [f for f in rival if f is not match]
        pairs.append((mine, match))
    pairs.sort(key=lambda pair: pair[1] is None)
    both = [_Line(article=mine, rival=other) for mine, other in pairs if other is not None]
    alone = [mine for mine, other in pairs if other is None]
    rest = [_Line(article=mine, rival=other) for mine, other in zip_longest(alone, rival)]
    head = f"{verification.scenario.split('_')[0]}  {verification.title}"
    return [_Line(head), *both, *rest]


def _what(finding: Finding) -> tuple[str, str, str]:
    return finding.expectation.measure, finding.first, finding.last


def _reach(found: Sequence[Verification]) -> float:
    """Return half the width of the axis, in smallest relevant changes."""
    ends = chain.from_iterable(
        (f.of_mean.low / f.relevant, f.of_mean.high / f.relevant)
        for verification in found
        for f in verification.findings
    )
    return max([6.0, *(1.2 * abs(end) for end in ends if np.isfinite(end))])


def _page(lines: list[_Line], reach: float, first: Verification, where: str) -> Figure:
    with style():
        figure = Picture(figsize=SIZE)
        axes = figure.subplots(1, 2)
        for axis, side in zip(axes, SIDES, strict=True):
            _panel(axis, [getattr(line, side) for line in lines], reach, side)
        for place, line in enumerate(lines):
            if line.title:
                axes[0].text(
                    0.008,
                    place,
                    shortened(line.title, TITLE_LETTERS),
                    transform=blended_transform_factory(figure.transFigure, axes[0].transData),
                    fontsize=11,
                    fontweight="bold",
                    va="center",
                    bbox={"facecolor": "white", "edgecolor": "none", "pad": 1.5},
                )
        handles = [
            Line2D([], [], marker=MARKS[v], color=COLOURS[v], linestyle="", label=v) for v in MARKS
        ]
        figure.legend(handles=handles, loc="upper right", ncols=4, frameon=False, fontsize=10)
        foot(
            figure,
            f"{first.runs} runs of each side, seed {first.seed} · dots: mean paired difference "
            f"from {first.base}, in smallest relevant changes (a judged size or a fifth of a "
            f"standard deviation, the larger); lines: 90 % interval · {where}",
        )
        figure.subplots_adjust(left=0.27, right=0.985, wspace=0.8, top=0.915, bottom=0.15)
    return figure


def _panel(axis: Axes, findings: list[Finding | None], reach: float, side: str) -> None:
    axis.axvspan(-1.0, 1.0, color="0.9", zorder=0)
    axis.axvline(0.0, color="0.6", linewidth=0.8)
    for place, finding in enumerate(findings):
        if finding is not None:
            _draw(axis, place, finding, reach)
    labels = ["" if finding is None else _label(finding) for finding in findings]
    axis.set_yticks(range(len(findings)), labels, fontsize=9.5, linespacing=1.0)
    axis.tick_params(axis="y", length=0)
    axis.set_ylim(LINES - 0.5, -0.6)
    axis.set_xscale("function", functions=(_root, _square))
    axis.set_xlim(-reach, reach)
    ticks = sorted({sign * tick for tick in _ticks(reach) for sign in (-1, 1)})
    axis.set_xticks(ticks, [f"{tick:+d}" if tick else "0" for tick in ticks], fontsize=9)
    axis.set_xlabel("in smallest relevant changes, root scale")
    axis.grid(axis="y", visible=False)
    axis.set_title(f"What the {side} expects")


def _ticks(reach: float) -> list[int]:
    """Return ticks up to the end of the half axis, none too near to the one before."""
    kept = [0]
    for tick in TICKS[1:]:
        if tick <= reach and sqrt(tick) - sqrt(kept[-1]) >= APART * sqrt(reach):
            kept.append(tick)
    return kept


def _label(finding: Finding) -> str:
    expected = finding.expectation
    month = f" {expected.month}" if expected.month else ""
    return fill(f"{finding.title} {SIGNS[expected.direction]}{month}", WIDTH)


def _draw(axis: Axes, place: int, finding: Finding, reach: float) -> None:
    low, mid, high = (
        float(np.clip(value / finding.relevant, -reach, reach))
        for value in (finding.of_mean.low, finding.mean, finding.of_mean.high)
    )
    colour = COLOURS[finding.verdict]
    note(
        axis,
        series=_label(finding).replace("\n", " "),
        mean=finding.mean,
        p5=finding.of_mean.low,
        p95=finding.of_mean.high,
        unit=finding.unit,
        verdict=finding.verdict,
    )
    axis.plot([low, high], [place, place], color=colour, linewidth=2)
    axis.plot([mid], [place], MARKS[finding.verdict], color=colour, markersize=8)


def _root(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sign(value) * np.sqrt(np.abs(value)))


def _square(value: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.asarray(np.sign(value) * np.square(value))
