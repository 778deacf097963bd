"""A forecast, or hindsight, as small multiples: what was counted, and fans of what may be."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.months import MONTHS_PER_YEAR, month_number
from multipolar.record.forecast import Forecast, Target, told_targets
from multipolar.record.observation import rate
from multipolar.record.tables import START, targets

MODEL, COUNTED = "#0072B2", "#000000"
VOTES = {"yes": "#0072B2", "no": "#D55E00", "abstain": "#7F7F7F"}
ROWS, COLUMNS = 4, 4


def forecast(told: Forecast) -> Figure:
    """Return the figure of a forecast: a panel for each series and one for the votes.

    Parameters
    ----------
    told : Forecast
        What ``multipolar.record.forecast`` made.

    Returns
    -------
    Figure
        1280 by 720 pixels.
    """
    with style():
        figure = Picture(figsize=SIZE)
        panels = list(figure.subplots(ROWS, COLUMNS, squeeze=False).ravel())
        for axes, target in zip(panels, told_targets(), strict=False):
            _panel(axes, told, target)
        _votes(panels[len(told_targets())], told)
        for axes in panels[len(told_targets()) + 1 :]:
            axes.set_axis_off()
        word = told.information.word
        figure.legend(handles=_legend(word), loc="upper right", ncols=4, frameon=False, fontsize=9)
        heading(figure, f"{word.capitalize()} of what can be counted, {told.first} to {told.last}")
        foot(
            figure,
            f"{told.runs} runs · seed {told.seed} · information: {told.information.name}, dated "
            f"events to {told.known} · level and error fitted up to {told.information.counts_to} · "
            "sources: table of series "
            "(`multipolar record --json`)",
        )
        figure.subplots_adjust(
            left=0.045, right=0.98, top=0.885, bottom=0.095, wspace=0.2, hspace=0.78
        )
    return figure


def _panel(axes: Axes, told: Forecast, target: Target) -> None:
    rows = told.of(target.forecast)
    if not rows:
        axes.set_axis_off()
        axes.set_title(f"{target.title}: not told\n", fontsize=8.5)
        return
    when = np.array([_year(row.period) for row in rows])
    low, lower, median, upper, high = np.array([row.values for row in rows]).T
    if target.every == "month" and len(when) > 1:
        axes.fill_between(when, low, high, color=MODEL, alpha=0.2, linewidth=0)
        axes.fill_between(when, lower, upper, color=MODEL, alpha=0.35, linewidth=0)
        axes.plot(when, median, color=MODEL, linewidth=1.6)
    else:
        axes.vlines(when, low, high, color=MODEL, alpha=0.35, linewidth=5)
        axes.vlines(when, lower, upper, color=MODEL, alpha=0.6, linewidth=5)
        axes.plot(when, median, "_", color=MODEL, markersize=10)
    counted = _counted(target)
    if counted:
        axes.plot(*zip(*counted, strict=True), "o", color=COUNTED, markersize=2.6)
    if not target.forecast.startswith("gdp_growth"):
        axes.set_ylim(bottom=0.0)
    _frame(axes, told, f"{target.title}\n")
    axes.text(0.0, 1.03, target.unit, transform=axes.transAxes, fontsize=8)


def _counted(target: Target) -> list[tuple[float, float]]:
    """Return the figures of the record in the unit of the forecast, by the middle of the period."""
    series = next(one for one in targets() if one.series == target.series)
    return [
        (0.5 * (_year(period.first) + _year(period.last)), target.share * rate(series, period))
        for period in series.periods
        if period.first >= START
    ]


def _votes(axes: Axes, told: Forecast) -> None:
    for word, colour in VOTES.items():
        for row in told.of(f"vote_{word}"):
            low, _, median, _, high = row.values
            axes.vlines(_year(row.period), low, high, color=colour, alpha=0.4, linewidth=5)
            axes.plot(_year(row.period), median, "_", color=colour, markersize=10)
            axes.text(_year(row.period) + 0.12, median, word, fontsize=8, va="center")
    axes.set_ylim(-8.0, 193.0)
    _frame(axes, told, "Votes on a text on Ukraine\n")
    axes.text(0.0, 1.03, "states", transform=axes.transAxes, fontsize=8)


def _frame(axes: Axes, told: Forecast, title: str) -> None:
    end = int(told.last[:4]) + 1
    axes.set_xlim(2022.0, end)
    axes.set_xticks(range(2022, end + 1), [str(year) for year in range(2022, end + 1)])
    axes.tick_params(labelsize=8)
    axes.set_title(title, fontsize=8.5)


def _year(period: str) -> float:
    """Return the middle of a month or of a year."""
    return (month_number(period) + 0.5) / MONTHS_PER_YEAR if "-" in period else int(period) + 0.5


def _legend(word: str) -> list[Line2D | Patch]:
    return [
        Line2D([], [], marker="o", linestyle="", color=COUNTED, markersize=3, label="counted"),
        Line2D([], [], color=MODEL, label=f"{word}, median"),
        Patch(color=MODEL, alpha=0.5, label=f"{word}, half"),
        Patch(color=MODEL, alpha=0.2, label=f"{word}, 90 %"),
    ]
