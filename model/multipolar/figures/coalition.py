"""Coalitions: what they cost the target, and what each new member adds for its own loss."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.trade import Answer
from multipolar.world.roster import with_names

TARGET, OWN = "#0072B2", "#D55E00"
MOST_ROWS = 16
WORDS = {"in_force": "measures in force", "embargo": "full embargo by the members"}


def coalition(answer: Answer) -> Figure:
    """Draw the target's loss coalition by coalition, and each candidate's leverage.

    Parameters
    ----------
    answer : Answer
        What `multipolar.trade.ask` returned.

    Returns
    -------
    Figure
        1280 by 720 pixels. Of many coalitions the sixteen smallest and the whole one are drawn.
    """
    with style():
        figure = Picture(figsize=SIZE)
        left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": [1.3, 1.0]})
        _losses(left, answer)
        _leverage(right, answer)
        low, mid, high = answer.elasticities
        heading(figure, f"Coalitions against {with_names(answer.target)}")
        note = f" · {answer.note}" if answer.note else ""
        foot(
            figure,
            f"general equilibrium on trade data, {WORDS[answer.measures]}, static · "
            f"{2 ** len(answer.candidates)} coalitions · dots: trade elasticity {mid:.2g}, lines: "
            f"{low:.2g} to {high:.2g} (90 % of its prior) · sources: trade/columns.csv{note}",
        )
        figure.subplots_adjust(left=0.17, right=0.98, top=0.88, bottom=0.17, wspace=0.25)
    return figure


def _losses(axis: Axes, answer: Answer) -> None:
    rows = answer.rows()
    shown = rows if len(rows) <= MOST_ROWS + 1 else [*rows[:MOST_ROWS], rows[-1]]
    for place, row in enumerate(shown):
        _line(axis, row, "target", place, TARGET, "o")
        _line(axis, row, "members", place, OWN, "s")
    labels = [str(row["added"]) or "as in 2022" for row in shown]
    axis.set_yticks(range(len(shown)), labels, fontsize=10)
    axis.invert_yaxis()
    axis.axvline(0.0, color="0.6", linewidth=0.8)
    axis.set_xlabel("change of real income, %")
    axis.set_title("The coalition of 2022, joined by …")
    axis.plot([], [], "o", color=TARGET, label=answer.target)
    axis.plot([], [], "s", color=OWN, label="all members together")
    axis.figure.legend(loc="upper right", ncols=2, frameon=False)


def _leverage(axis: Axes, answer: Answer) -> None:
    for row in answer.contributions():
        x, y = (float(str(row[name])) for name in ("own_pp", "target_pp"))
        ends = [
            [float(str(row[f"{name}_{end}"])) for end in ("low", "high")]
            for name in ("own_pp", "target_pp")
        ]
        axis.plot(ends[0], [y, y], color="0.6", linewidth=1.5)
        axis.plot([x, x], ends[1], color="0.6", linewidth=1.5)
        axis.plot([x], [y], "o", color=TARGET, markersize=8)
        axis.annotate(str(row["member"]), (x, y), xytext=(7, 7), textcoords="offset points")
    axis.set_xlabel("loss of the new member, % of its real income")
    axis.set_ylabel(f"what {answer.target} loses more, % of its real income")
    axis.set_title("What a new member adds, and pays")
    axis.margins(0.15)
    axis.set_xlim(left=min(0.0, axis.get_xlim()[0]))
    axis.set_ylim(bottom=0.0)
    axis.xaxis.set_major_locator(MaxNLocator(4))


def _line(
    axis: Axes, row: dict[str, object], name: str, place: int, colour: str, marker: str
) -> None:
    ends = [float(str(row[f"{name}_{end}"])) for end in ("low", "high")]
    axis.plot(ends, [place, place], color=colour, linewidth=2)
    axis.plot([float(str(row[name]))], [place], marker, color=colour, markersize=7)
