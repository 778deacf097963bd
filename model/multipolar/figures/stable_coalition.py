"""A stable coalition: what each state gains by joining, and what it would cost to win it."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.trade.stable import Prospect, StableCoalition
from multipolar.world.roster import with_names

INSIDE, OUTSIDE = "#0072B2", "#D55E00"
MOST_ROWS = 28


def stable_coalition(answer: StableCoalition) -> Figure:
    """Draw the gain of joining of each player, and the transfer at which it would join.

    Parameters
    ----------
    answer : StableCoalition
        What `multipolar.trade.stable_coalition` returned.

    Returns
    -------
    Figure
        1280 by 720 pixels. Of many players those nearest to the line between joining and not are
        drawn, with all who joined.
    """
    shown = _shown(answer.rows)
    with style():
        figure = Picture(figsize=SIZE)
        left, right = figure.subplots(1, 2, sharey=True, gridspec_kw={"width_ratios": [1.5, 1.0]})
        for place, row in enumerate(shown):
            _line(left, row, row.gain, place)
            if not row.joins:
                _line(right, row, row.transfer, place)
        left.set_yticks(range(len(shown)), [row.name for row in shown], fontsize=8)
        left.invert_yaxis()
        left.axvline(0.0, color="0.6", linewidth=0.8)
        left.set_xlabel("gain of standing in the coalition, % of real income")
        left.set_title("Norm, vote and own loss together")
        left.plot([], [], "o", color=INSIDE, label="joins at the medians")
        left.plot([], [], "s", color=OUTSIDE, label="stays out")
        left.legend(loc="lower right", frameon=False)
        right.set_xscale("symlog", linthresh=0.1)
        right.set_xlim(left=0.0)
        right.xaxis.set_major_formatter("{x:g}")
        right.set_xlabel("transfer that would win it, USD bn a year")
        right.set_title("What it would cost")
        heading(figure, f"Who would join measures against {with_names(answer.target)}")
        note = f" · {answer.note}" if answer.note else ""
        foot(
            figure,
            f"dots: medians, lines: 5 to 95 % of the priors of elasticity, norm and vote "
            f"({answer.settings} settings) · {len(shown)} of {len(answer.rows)} that decide · "
            f"sources: trade/columns.csv, trade/joining.csv{note}",
        )
        figure.subplots_adjust(left=0.06, right=0.98, top=0.88, bottom=0.14, wspace=0.05)
    return figure


def _shown(rows: tuple[Prospect, ...]) -> list[Prospect]:
    """Return those who joined and those nearest to it, in the order of the answer."""
    near = sorted(rows, key=lambda row: (not row.joins, abs(row.gain[0])))[:MOST_ROWS]
    return [row for row in rows if row in near]


def _line(axis: Axes, row: Prospect, spread: tuple[float, float, float], place: int) -> None:
    colour, marker = (INSIDE, "o") if row.joins else (OUTSIDE, "s")
    axis.plot(spread[1:], [place, place], color=colour, linewidth=1.5)
    axis.plot([spread[0]], [place], marker, color=colour, markersize=5)
