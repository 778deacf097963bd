"""Carriers: what passes through each, before and after some of them close."""

from __future__ import annotations

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.study.carriers import Closing
from multipolar.world.roster import with_names

BEFORE, AFTER = "#0072B2", "#D55E00"
PARTS = {"carriers": "#0072B2", "makers": "#009E73", "lost": "#7F7F7F"}
WORDS = {"carriers": "other carriers", "makers": "other makers", "lost": "never arrives"}


def carriers(answer: Closing) -> Figure:
    """Draw what each carrier carries in both worlds, and what becomes of what a closed one carried.

    Parameters
    ----------
    answer : Closing
        What `multipolar.study.carriers.close_carriers` returned.

    Returns
    -------
    Figure
        1280 by 720 pixels, one unit in each panel.
    """
    with style():
        figure = Picture(figsize=SIZE)
        left, right = figure.subplots(1, 2, gridspec_kw={"width_ratios": [1.3, 1.0]})
        _flows(left, answer)
        _fate(right, answer)
        shut = ", ".join(map(with_names, answer.closed)) or "nobody"
        heading(figure, f"Carriers of {with_names(answer.target)}: {shut} closes")
        foot(
            figure,
            f"{len(answer.before.price)} pairs of runs with the same luck · parameters from priors "
            "· dots: medians, lines: 90 % of the runs · sources: world/routes.csv, ties.csv",
        )
        figure.subplots_adjust(left=0.15, right=0.98, top=0.82, bottom=0.14, wspace=0.38)
    return figure


def _flows(axis: Axes, answer: Closing) -> None:
    """Draw the trade of each carrier in goods of industry and of the battlefield together."""
    rows = answer.totals()
    for shift, key, colour in ((-0.15, "before", BEFORE), (0.15, "after", AFTER)):
        for place, row in enumerate(rows):
            low, middle, high = row[key]
            axis.plot([low, high], [place + shift] * 2, color=colour, linewidth=1.5)
            axis.plot(middle, place + shift, "o", color=colour, markersize=5)
        axis.plot([], [], "o", color=colour, label="as it is" if key == "before" else "closed")
    axis.set_yticks(range(len(rows)), [with_names(row["carrier"]) for row in rows], fontsize=10)
    axis.invert_yaxis()
    axis.set_xlabel("EUR m a month")
    axis.set_title(f"Forbidden goods, {answer.after_months} months after", pad=32)
    axis.legend(loc="upper right", bbox_to_anchor=(1.0, 1.08), ncols=2, frameon=False)


def _fate(axis: Axes, answer: Closing) -> None:
    rows = answer.fate()
    for place, row in enumerate(rows):
        start = 0.0
        middles = [row[part][1] for part in PARTS]
        for (part, colour), middle in zip(PARTS.items(), middles, strict=True):
            width = middle / sum(middles)
            label = WORDS[part] if place == 0 else None
            axis.barh(place, width, left=start, color=colour, height=0.6, label=label)
            start += width
    labels = [f"{row['goods']}, {row['months']} months" for row in rows]
    axis.set_yticks(range(len(rows)), labels, fontsize=10)
    axis.invert_yaxis()
    axis.set_xlabel("share of what passed through, medians")
    axis.set_title("What becomes of it", pad=32)
    if rows:
        axis.legend(loc="upper right", bbox_to_anchor=(1.0, 1.08), ncols=3, frameon=False)
