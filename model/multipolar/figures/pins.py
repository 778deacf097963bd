"""What the record pins: the posterior of each parameter on its prior."""

from __future__ import annotations

from collections.abc import Sequence

from matplotlib.axes import Axes
from matplotlib.figure import Figure

from multipolar.calibration import Pin, Settings
from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, foot, heading, style
from multipolar.rules import parameter_table

PRIOR, COLOURS = "0.78", {"pinned": "#0072B2", "narrowed": "#E69F00"}
MOST_ROWS = 20


def pins(rows: Sequence[Pin], settings: Settings) -> Figure:
    """Draw the posteriors of the parameters that the record pins or narrows, on their priors.

    Parameters
    ----------
    rows : sequence of Pin
        What `multipolar.calibration.pins` returned; of very many the twenty tightest are drawn.
    settings : Settings
        How that was found: `multipolar.calibration.calibrated`.

    Returns
    -------
    Figure
        1280 by 720 pixels; each parameter is shown on the range of its own prior.

    Examples
    --------
    >>> from multipolar.calibration import calibrated
    >>> from multipolar.calibration import pins as table
    >>> pins(table(), calibrated()).get_size_inches().tolist()
    [12.8, 7.2]
    """
    told = [row for row in rows if row.verdict in COLOURS][:MOST_ROWS]
    with style():
        figure = Picture(figsize=SIZE)
        axis = figure.subplots()
        heading(figure, "What the record up to June 2024 says of the parameters")
        for place, row in enumerate(told):
            _row(axis, place, row)
        _axis(axis, told)
        foot(
            figure,
            f"{settings.vectors:,} vectors accepted from {settings.runs:,} runs, seed "
            f"{settings.seed} · lines: 90 % intervals, dots: medians · {len(rows) - len(told)} "
            "more parameters stay at their prior · record: sources in record/series.csv",
        )
        figure.subplots_adjust(left=0.23, right=0.72, top=0.86, bottom=0.17)
    return figure


def _row(axis: Axes, place: int, row: Pin) -> None:
    prior = parameter_table()[row.parameter]
    colour = COLOURS[row.verdict]

    def at(value: float) -> float:
        return (value - prior.low) / (prior.high - prior.low)

    axis.plot(
        [at(row.prior_low), at(row.prior_high)],
        [place, place],
        color=PRIOR,
        linewidth=9,
        solid_capstyle="butt",
        zorder=1,
    )
    axis.plot([at(row.low), at(row.high)], [place, place], color=colour, linewidth=3, zorder=2)
    axis.plot(at(row.median), place, "o", color=colour, markersize=7, zorder=3)
    axis.text(
        1.03,
        place,
        f"{row.median:.3g} [{row.low:.3g}, {row.high:.3g}] {_unit(prior.unit)}",
        va="center",
        fontsize=10,
    )


def _unit(unit: str) -> str:
    return "" if unit == "1" else unit


def _axis(axis: Axes, told: Sequence[Pin]) -> None:
    axis.set_yticks(range(len(told)), [row.parameter for row in told], fontsize=10)
    axis.invert_yaxis()
    axis.set_xlim(0.0, 1.0)
    axis.set_xticks([0.0, 0.5, 1.0], ["lowest", "middle", "highest"])
    axis.set_xlabel("place in the range of the parameter's prior")
    axis.plot([], [], color=PRIOR, linewidth=9, label="prior")
    for verdict, colour in COLOURS.items():
        axis.plot([], [], color=colour, linewidth=3, marker="o", label=f"posterior, {verdict}")
    axis.legend(loc="lower left", bbox_to_anchor=(0.0, 1.0), ncols=3, frameon=False)
