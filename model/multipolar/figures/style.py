"""The shared style of the figures: colour-blind safe, readable on a projector and in grey."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from textwrap import wrap
from typing import Any

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator
from numpy.typing import NDArray

from multipolar import __version__
from multipolar.arrays import Array
from multipolar.caveat import IN_SHORT
from multipolar.ensemble import Results
from multipolar.months import MONTHS_PER_YEAR, month_number
from multipolar.sources import DESCRIBED

SIZE = (12.8, 7.2)
DPI = 100

THEATRE_COLOURS = {
    "ukraine": "#0072B2",
    "korea": "#D55E00",
    "taiwan": "#009E73",
    "middle_east": "#CC79A7",
}
PRODUCT_COLOURS = {"general": "#56B4E9", "strategic": "#D55E00", "energy": "#000000"}
PRODUCT_LINES = {"general": "-", "strategic": "--", "energy": ":"}
SPONSOR_COLOURS = {"united_states": "#0072B2", "european_state": "#E69F00"}
"""Colours of Okabe and Ito (2008)."""

LADDER = {
    0: "routine",
    2: "rhetoric",
    4: "tests, drills",
    6: "isolated force",
    8: "high-intensity war",
    10: "nuclear use",
}
"""Even rungs of the ladder of ten, by name."""


LETTERS = 185
"""Letters that a line below a figure holds."""

_STYLE: Any = {
    "font.size": 11,
    "axes.titlesize": 12,
    "axes.titleweight": "bold",
    "axes.titlelocation": "left",
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.grid": True,
    "grid.alpha": 0.25,
    "figure.dpi": DPI,
    "savefig.dpi": DPI,
    "text.parse_math": False,  # a title is drawn as its author wrote it, dollars included
    "svg.hashsalt": "multipolar",
}


@contextmanager
def style() -> Iterator[None]:
    """Draw inside the shared style."""
    with mpl.rc_context(_STYLE):
        yield


def years(months: Sequence[str]) -> NDArray[np.float64]:
    """Return the middle of each month as a year with decimals."""
    return np.array([(month_number(month) + 0.5) / MONTHS_PER_YEAR for month in months])


LEAST_YEARS = 3
"""Beginnings of years inside the months from which on the time axis counts years."""

MOST_MONTHS = 3
"""Months that a shorter time axis names, so that they stand apart in a narrow panel."""

STEPS = (1, 2, 3, 4, 6, 12)
"""Months from one that is named to the next."""


def year_axis(axes: Axes, months: Sequence[str]) -> NDArray[np.float64]:
    """Let the axis span the months, and return the months' places.

    Ticks are whole years, and months where there are few years.
    """
    time = years(months)
    if np.floor(time[-1]) - np.floor(time[0]) >= LEAST_YEARS:
        axes.set_xlim(time[0], time[-1])
        axes.xaxis.set_major_locator(MaxNLocator(nbins=8, integer=True))
        axes.xaxis.set_major_formatter("{x:.0f}")
    else:
        half = 0.5 / MONTHS_PER_YEAR
        step = next(step for step in STEPS if len(months) <= MOST_MONTHS * step)
        axes.set_xlim(time[0] - half, time[-1] + half)
        axes.set_xticks(time[::step], months[::step])
    return time


OUTER, INNER = 0.18, 0.30
"""How strong the bands of 90 % and of 50 % of the runs are drawn, in every figure."""


def band(axes: Axes, time: Array, quantiles: Array, colour: str) -> None:
    """Draw the bands of a path: 90 % of the runs, and 50 % where five quantiles are given.

    A month alone has bars.

    Parameters
    ----------
    axes : matplotlib Axes
        Where to draw.
    time, quantiles : ndarray
        Places of the months, shape (months,), and quantiles there, shape (3 or 5, months).
    colour : str
        Colour of both bands.
    """
    for place, alpha in zip(range(len(quantiles) // 2), (OUTER, INNER), strict=False):
        low, high = quantiles[place], quantiles[-1 - place]
        if len(time) == 1:
            axes.vlines(time, low, high, color=colour, alpha=alpha, linewidth=12)
        else:
            axes.fill_between(time, low, high, color=colour, alpha=alpha, linewidth=0)


TITLE_LETTERS = 95
"""Letters of a title that fit over a figure."""


def heading(figure: Figure, title: str, scenario: str = "") -> None:
    """Write the title of a figure at its upper left; a long one is shortened.

    Parameters
    ----------
    figure : matplotlib Figure
        The figure.
    title : str
        What the figure shows.
    scenario : str
        Title of the scenario, which goes before it and gives way where there is too little room.
    """
    room = TITLE_LETTERS - len(title)
    before = shortened(scenario, room - 2) + ": " if scenario else ""
    figure.suptitle(
        shortened(before + title, TITLE_LETTERS), x=0.01, ha="left", fontsize=15, fontweight="bold"
    )


def shortened(text: str, letters: int) -> str:
    """Return a text, its end left out where it has more letters.

    Examples
    --------
    >>> shortened("A quarantine of Taiwan", 12)
    'A quarantin…'
    """
    return text if len(text) <= letters else f"{text[: letters - 1].rstrip()}…"


def source_line(figure: Figure, results: Results, bands: str, scenario: str | None = None) -> None:
    """Write under a figure what it shows: scenario, runs, seed, bands and the caveat."""
    names = scenario or ", ".join(results.scenarios)
    parameters = DESCRIBED[results.parameter_source]
    own = results.manifest.definition
    model = f" · another model than the shipped one ({own})" if own else ""
    foot(
        figure,
        f"{names} · {results.runs} runs · seed {results.seed} · {parameters} · {bands}{model}",
    )


def foot(figure: Figure, said: str) -> None:
    """Write under a figure who made it, what it shows and the caveat, in two lines or three."""
    lines = wrap(f"multipolar {__version__} · {said}", LETTERS)
    joined = f"{lines[-1]} · {IN_SHORT}"
    fits = len(lines) > 1 and len(joined) <= LETTERS
    lines = [*lines[:-1], joined] if fits else [*lines, IN_SHORT]
    figure.text(
        0.01,
        0.008,
        "\n".join(line.removeprefix("· ") for line in lines),
        fontsize=9,
        color="0.35",
        va="bottom",
    )
