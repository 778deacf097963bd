"""The figures of a scenario's results, by name."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

from matplotlib.figure import Figure

from multipolar.ensemble import Results
from multipolar.figures.attention import attention
from multipolar.figures.dependence import dependence
from multipolar.figures.fan import summary
from multipolar.figures.flows import flows
from multipolar.figures.ladder import ladder
from multipolar.figures.maps import alignment_map, vote_map
from multipolar.figures.sanctions import sanctions
from multipolar.figures.theatres import theatres

FIGURES: dict[str, Callable[[Results, str | None], Figure]] = {
    "summary": summary,
    "theatres": theatres,
    "ladder": ladder,
    "sanctions-RUS": partial(sanctions, target="RUS"),
    "sanctions-PRK": partial(sanctions, target="PRK"),
    "sanctions-IRN": partial(sanctions, target="IRN"),
    "attention": attention,
    "flows": flows,
    "dependence": dependence,
    "alignment": alignment_map,
    "votes": vote_map,
}
"""Figures of a scenario's results by name, in the order of a report."""

ON_LAND: dict[str, Callable[[Results, str | None], Figure]] = {
    "alignment-land": partial(alignment_map, ground="land"),
    "votes-land": partial(vote_map, ground="land"),
}
"""The maps on land, which a report leaves out: small states are hard to tell there."""


def meaning(draw: Callable[[Results, str | None], Figure]) -> str:
    """Return what a figure shows, from the first line of its function's docstring."""
    function = getattr(draw, "func", draw)
    line = (function.__doc__ or "").split("\n")[0].removeprefix("Return ").rstrip(".")
    bound = " ".join(getattr(draw, "keywords", {}).values())
    return f"{line} ({bound})" if bound else line
