"""The shared style of the figures: colour-blind safe, readable on a projector and in grey."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure

from multipolar import __version__
from multipolar.ensemble import Results

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

CAVEAT = "A model of one author's view: no forecast of dates, no probability of war."

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
    "svg.hashsalt": "multipolar",
}


@contextmanager
def style() -> Iterator[None]:
    """Draw inside the shared style."""
    with mpl.rc_context(_STYLE):
        yield


def source_line(figure: Figure, results: Results, bands: str) -> None:
    """Write under a figure what it shows: scenario, runs, seed, bands and the caveat."""
    names = ", ".join(results.scenarios)
    parameters = "default parameters" if results.manifest["fixed"] else "parameters from priors"
    figure.text(
        0.01,
        0.008,
        f"multipolar {__version__} · {names} · {results.runs} runs · seed "
        f"{results.manifest['seed']} · {parameters} · {bands}\n{CAVEAT}",
        fontsize=9,
        color="0.35",
        va="bottom",
    )
