"""The scorecard as small multiples: what was counted beside what was told before."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.months import CUT, MONTHS_PER_YEAR, month_number
from multipolar.record.observation import rate
from multipolar.record.rolling import Told
from multipolar.record.rolling_table import RollingScores, SeriesScore
from multipolar.record.scorecard import Scorecard
from multipolar.record.tables import CALIBRATION, HOLD_OUT, Period, Series, targets

MODEL, COUNTED, LATER, OPPONENT = "#0072B2", "#000000", "#D55E00", "#7F7F7F"
COLUMNS = 4


def scorecard(card: Scorecard) -> Figure:
    """Return the figure of a scorecard: a panel for each series, the worst skill first.

    Each figure stands beside what was told of it at the newest origin before it.

    Parameters
    ----------
    card : Scorecard
        Scores of the runs.

    Returns
    -------
    Figure
        1280 by 720 pixels.
    """
    with style():
        rolling = card.rolling
        seeds = ", ".join(map(str, rolling.seeds))
        rows = -(-len(rolling.series) // COLUMNS)
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
        for axes, row in zip(panels, rolling.series, strict=False):
            _panel(axes, row, rolling)
        for axes in panels[len(rolling.series) :]:
            axes.set_axis_off()
        figure.legend(handles=_legend(), loc="upper right", ncols=6, frameon=False, fontsize=9)
        heading(figure, "Told and counted, misses first")
        foot(
            figure,
            f"{rolling.runs} runs for each seed ({seeds}) · told at the "
            f"newest of the origins {rolling.origins[0]} to {rolling.origins[-1]}, hold-out after "
            f"{CUT} · skill: 1 - CRPS / CRPS of the fair opponent, above 0 the model tells more "
            "· sources: table of series (`multipolar record --json`)",
        )
        figure.subplots_adjust(
            left=0.045, right=0.98, top=0.895, bottom=0.095, wspace=0.2, hspace=0.72
        )
    return figure


def _panel(axes: Axes, row: SeriesScore, rolling: RollingScores) -> None:
    series = next(one for one in targets() if one.series == row.series)
    told = _newest(rolling, series)
    _draw_told(axes, series, told)
    for block, colour in ((CALIBRATION, COUNTED), (HOLD_OUT, LATER)):
        periods = series.of(block)
        counted = [rate(series, period) for period in periods]
        axes.plot([_middle(p) for p in periods], counted, "o", color=colour, markersize=3.2)
    axes.axvline(_year(CUT) + 1 / 24, color="0.5", linewidth=0.8)
    axes.set_xlim(2022.0, 2025.0)
    axes.set_xticks([2022, 2023, 2024, 2025], ["2022", "2023", "2024", "2025"])
    if series.family != "normal":
        axes.set_ylim(bottom=0.0)
    axes.tick_params(labelsize=8)
    axes.set_title(f"{series.title}\n", fontsize=8.5)
    said = f"{series.unit} · skill {row.skill:+.2f}"
    axes.text(0.0, 1.03, said, transform=axes.transAxes, fontsize=8)


def _newest(rolling: RollingScores, series: Series) -> list[Told]:
    """Return what was told of each figure at the newest origin, by date."""
    found: dict[str, Told] = {}
    for row in sorted(rolling.told, key=lambda row: row.origin):
        if row.series == series.series:
            found[row.period] = row
    return [found[period] for period in sorted(found)]


def _draw_told(axes: Axes, series: Series, told: list[Told]) -> None:
    when = {period.last: _middle(period) for period in series.periods}
    years = np.array([when[row.period] for row in told])
    low, lower, median, upper, high = np.array([row.quantiles for row in told]).T
    theirs = [row.opponent_quantiles[2] for row in told]
    if series.monthly:
        axes.fill_between(years, low, high, color=MODEL, alpha=0.18, linewidth=0)
        axes.fill_between(years, lower, upper, color=MODEL, alpha=0.22, linewidth=0)
        axes.plot(years, median, color=MODEL, linewidth=1.6)
        axes.plot(years, theirs, color=OPPONENT, linewidth=1, linestyle="--")
        return
    axes.vlines(years, low, high, color=MODEL, alpha=0.25, linewidth=5)
    axes.vlines(years, lower, upper, color=MODEL, alpha=0.45, linewidth=5)
    axes.plot(years, median, "_", color=MODEL, markersize=10)
    axes.plot(years, theirs, "_", color=OPPONENT, markersize=10)


def _year(month: str) -> float:
    return (month_number(month) + 0.5) / MONTHS_PER_YEAR


def _middle(period: Period) -> float:
    return 0.5 * (_year(period.first) + _year(period.last))


def _legend() -> list[Line2D | Patch]:
    return [
        Patch(color=MODEL, alpha=0.2, label="told, 90 %"),
        Patch(color=MODEL, alpha=0.4, label="half"),
        Line2D([], [], color=MODEL, label="median"),
        Line2D([], [], marker="o", linestyle="", color=COUNTED, label="counted"),
        Line2D([], [], marker="o", linestyle="", color=LATER, label="counted, hold-out"),
        Line2D([], [], color=OPPONENT, linestyle="--", label="opponent, median"),
    ]
