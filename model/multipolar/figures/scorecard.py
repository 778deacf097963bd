"""The scorecard as small multiples: what was counted beside what the model expects."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D
from matplotlib.patches import Patch

from multipolar.figures.style import SIZE, Picture, foot, heading, style
from multipolar.months import CUT, MONTHS_PER_YEAR, month_number
from multipolar.quantiles import QUANTILES
from multipolar.record.observation import observe, rate, samples
from multipolar.record.paths import Paths
from multipolar.record.scorecard import Scorecard, SeriesRow
from multipolar.record.scores import mean_of_history, persistence
from multipolar.record.tables import CALIBRATION, HOLD_OUT, Period, Series, targets

MODEL, COUNTED, LATER, NAIVE = "#0072B2", "#000000", "#D55E00", "#7F7F7F"
COLUMNS = 4


def scorecard(card: Scorecard, record: Paths) -> Figure:
    """Return the figure of a scorecard: a panel for each series, the misses first.

    Parameters
    ----------
    card : Scorecard
        Scores of the runs.
    record : Paths
        The runs that were scored.

    Returns
    -------
    Figure
        1280 by 720 pixels.
    """
    with style():
        series = _misses_first(card)
        rows = -(-len(series) // COLUMNS)
        figure = Picture(figsize=SIZE)
        panels = figure.subplots(rows, COLUMNS, squeeze=False).ravel()
        for axes, one in zip(panels, series, strict=False):
            _panel(axes, one, record, [row for row in card.series if row.series == one.series])
        for axes in panels[len(series) :]:
            axes.set_axis_off()
        figure.legend(handles=_legend(), loc="upper right", ncols=6, frameon=False, fontsize=9)
        heading(figure, "Model and record, misses first")
        foot(
            figure,
            f"{card.runs} runs · seed {card.seed} · level and error fitted up to {CUT}, the "
            "hold-out block is right of the line · skill: 1 - CRPS / CRPS of the better baseline, "
            "above 0 the model beats both · sources: table of series (`multipolar record --json`)",
        )
        figure.subplots_adjust(
            left=0.045, right=0.98, top=0.895, bottom=0.095, wspace=0.2, hspace=0.72
        )
    return figure


def _misses_first(card: Scorecard) -> list[Series]:
    skill = {row.series: row.skill for row in card.series if row.block == CALIBRATION}
    return sorted(targets(), key=lambda series: skill[series.series])


def _panel(axes: Axes, series: Series, record: Paths, rows: list[SeriesRow]) -> None:
    observation = observe(series, record)
    for block, colour in ((CALIBRATION, COUNTED), (HOLD_OUT, LATER)):
        periods = series.of(block)
        if not periods:
            continue
        years = np.array([_middle(period) for period in periods])
        counted = [rate(series, period) for period in periods]
        bands = np.quantile(samples(observation, record, periods), QUANTILES, axis=0)
        if len(periods) > 2 and _regular(periods):
            axes.fill_between(years, bands[0], bands[2], color=MODEL, alpha=0.22, linewidth=0)
            axes.plot(years, bands[1], color=MODEL, linewidth=1.6)
        else:
            axes.errorbar(
                years,
                bands[1],
                yerr=np.maximum([bands[1] - bands[0], bands[2] - bands[1]], 0.0),
                fmt="_",
                color=MODEL,
                elinewidth=5,
                alpha=0.45,
                markersize=10,
            )
        still = [np.median(sample) for sample in persistence(series, block)]
        ever = [mean_of_history(series, block).mean()] * len(periods)
        axes.plot(years, still, color=NAIVE, linewidth=1, linestyle="--")
        axes.plot(years, ever, color=NAIVE, linewidth=1.2, linestyle=":")
        axes.plot(years, counted, "o", color=colour, markersize=3.2)
    axes.axvline(_year(CUT) + 1 / 24, color="0.5", linewidth=0.8)
    axes.set_xlim(2022.0, 2025.0)
    axes.set_xticks([2022, 2023, 2024, 2025], ["2022", "2023", "2024", "2025"])
    if series.family != "normal":
        axes.set_ylim(bottom=0.0)
    axes.tick_params(labelsize=8)
    axes.set_title(f"{series.title}\n", fontsize=8.5)
    axes.text(0.0, 1.03, f"{series.unit} · {_skill(rows)}", transform=axes.transAxes, fontsize=8)


def _skill(rows: list[SeriesRow]) -> str:
    shown = {row.block: f"{row.skill:+.2f}" for row in rows}
    later = f", later {shown[HOLD_OUT]}" if HOLD_OUT in shown else ""
    return f"skill {shown[CALIBRATION]}{later}"


def _regular(periods: tuple[Period, ...]) -> bool:
    ends = np.array([month_number(period.last) for period in periods])
    return bool((np.diff(ends) == np.diff(ends)[0]).all()) and len(periods[0].months) <= 3


def _year(month: str) -> float:
    return (month_number(month) + 0.5) / MONTHS_PER_YEAR


def _middle(period: Period) -> float:
    return 0.5 * (_year(period.first) + _year(period.last))


def _legend() -> list[Line2D | Patch]:
    return [
        Patch(color=MODEL, alpha=0.3, label="model, 90 %"),
        Line2D([], [], color=MODEL, label="model, median"),
        Line2D([], [], marker="o", linestyle="", color=COUNTED, label="counted"),
        Line2D([], [], marker="o", linestyle="", color=LATER, label="counted, hold-out"),
        Line2D([], [], color=NAIVE, linestyle="--", label="as last time"),
        Line2D([], [], color=NAIVE, linestyle=":", label="as ever"),
    ]
