"""What an outcome owes to whom: the share of each mechanism or claim, with its interval."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.study.indices import Sensitivity
from multipolar.study.shares import Attribution, Owed

UP, DOWN, UNSURE = "#0072B2", "#E69F00", "0.65"
MOST_ROWS = 16


def attribution(found: Attribution) -> Figure:
    """Draw the shares of an attribution, the largest first.

    Parameters
    ----------
    found : Attribution
        What `multipolar.study.attribution.attribute` returned; of very many players the sixteen
        with the largest shares are drawn, and the others are added up in words.

    Returns
    -------
    Figure
        1280 by 720 pixels; grey bars are shares whose interval holds nought.
    """
    rows = found.owed[:MOST_ROWS]
    rest = sum(row.share for row in found.owed[MOST_ROWS:])
    when = found.first if found.first == found.last else f"{found.first} to {found.last}"
    with style():
        figure = Picture(figsize=SIZE)
        axis = figure.subplots()
        heading(figure, f"What it owes to whom: {found.title}, {when}, {found.scenario}")
        for place, row in enumerate(rows):
            _row(axis, place, row)
        axis.axvline(0.0, color="0.3", linewidth=1)
        axis.set_yticks(range(len(rows)), [row.player.name for row in rows], fontsize=10)
        axis.invert_yaxis()
        axis.set_xlabel(f"share of the difference that all make together, {found.unit}")
        _legend(axis)
        others = f" · {len(found.owed) - len(rows)} more: {rest:+.2g}" if rest else ""
        foot(
            figure,
            f"Shapley values, sum {found.whole:+.3g} {found.unit} ({found.standardised:+.2f} "
            f"standard deviations) · lines: 90 % intervals · {found.runs} runs of each world, "
            f"seed {found.seed}{others}",
        )
        figure.subplots_adjust(left=0.2, right=0.8, top=0.86, bottom=0.17)
    return figure


def indices(found: Sensitivity) -> Figure:
    """Draw the indices of the parameters that matter most, with their intervals.

    Parameters
    ----------
    found : Sensitivity
        What `multipolar.study.indices.sensitivity` returned.

    Returns
    -------
    Figure
        1280 by 720 pixels; sixteen parameters with the largest indices, total ones where there are.
    """
    sizes = [row for row in found.indices if row.kind != "first"]
    rows, when = sizes[:MOST_ROWS], found.month or "mean of all months"
    with style():
        figure = Picture(figsize=SIZE)
        axis = figure.subplots()
        heading(figure, f"What spreads it: {found.measure}, {when}, {found.scenario}")
        for place, row in enumerate(rows):
            low, high = row.interval
            axis.barh(place, row.value, color=UP if low > 0.0 else UNSURE, height=0.65)
            axis.plot([low, high], [place, place], color="0.15", linewidth=2)
        axis.set_yticks(range(len(rows)), [row.parameter for row in rows], fontsize=10)
        axis.invert_yaxis()
        axis.set_xlabel(f"{found.method}, {sizes[0].kind} index")
        foot(
            figure,
            f"{found.vectors} vectors of {found.runs} runs, {found.luck} luck, seed {found.seed} · "
            f"lines: 90 % intervals · {len(sizes) - len(rows)} more parameters have smaller ones",
        )
        figure.subplots_adjust(left=0.24, right=0.95, top=0.88, bottom=0.17)
    return figure


def _row(axis: Axes, place: int, row: Owed) -> None:
    low, high = row.interval
    colour = UNSURE if low <= 0.0 <= high else UP if row.share > 0.0 else DOWN
    axis.barh(place, row.share, color=colour, height=0.65)
    axis.plot([low, high], [place, place], color="0.15", linewidth=2)
    axis.text(
        1.02,
        place,
        f"{row.share:+.3g} [{low:+.3g}, {high:+.3g}]",
        va="center",
        fontsize=10,
        transform=axis.get_yaxis_transform(),
    )


def _legend(axis: Axes) -> None:
    for colour, label in ((UP, "raises"), (DOWN, "lowers"), (UNSURE, "not sure")):
        axis.barh([0], [0], color=colour, label=label)
    axis.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3, frameon=False)
