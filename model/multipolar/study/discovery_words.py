"""What a discovery says: its sentences, its table and its plain values."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import asdict
from typing import TYPE_CHECKING, Any

from multipolar.study.boxes import Box, Inside, Restriction
from multipolar.study.discovery import FEW, Discovery
from multipolar.study.intervals import Interval
from multipolar.study.prim import NO_BOX

if TYPE_CHECKING:
    import pandas as pd

HOW = (
    "A box was found in the even runs; every figure is that of the odd runs, with its 90 % "
    "interval (Wilson). No box is told that chance makes at least as dense with a probability "
    f"above {NO_BOX:g}."
)


def sentences(found: Discovery) -> list[str]:
    """Return what was found, in words, a sentence or two for each box."""
    share = found.hits / found.rows
    said = [f"{found.outcome}: {found.hits:,} of {found.rows:,} runs ({share:.0%})."]
    if found.undefined:
        said.append(f"In {found.undefined:,} runs it is not defined; they count as others.")
    fewest = min(found.hits, found.rows - found.hits)
    if fewest < FEW:
        return [
            *said,
            f"No box: {fewest} runs on one side are too few, {FEW} are needed. Take more runs, "
            "another threshold or other months.",
        ]
    if not found.boxes:
        return [
            *said,
            f"No box: in these {found.rows:,} runs no range of parameters or levers tells those in "
            "which it happens from the others better than chance does. What decides is luck, parts "
            "of the world that were not varied, or something too weak to be seen in so few runs.",
        ]
    for box in found.boxes:
        said += _of_box(found, box)
    said.append(f"{found.missed:.0%} of the runs in which it happens lie in no box.")
    return [*said, _of_tree(found), HOW]


def _of_box(found: Discovery, box: Box) -> Iterator[str]:
    where, held = demanded(box, found.units), box.held
    yield (
        f"{found.outcome}: {where}, {share_text(held.density, held.of_density)} of such runs, "
        f"{share_text(held.elsewhere, held.of_elsewhere)} elsewhere."
    )
    yield (
        f"The box holds {held.rows / held.all_rows:.0%} of all runs and "
        f"{share_text(held.coverage, held.of_coverage)} of those in which it happens."
    )


def _of_tree(found: Discovery) -> str:
    tree = found.tree
    if tree is None:
        return (
            "Not checked by a tree: scikit-learn is not installed (pip install "
            "'multipolar[discovery]')."
        )
    shared = ", ".join(tree.shared) or "none"
    first = found.boxes[0].held
    return (
        f"A classification tree splits on {', '.join(tree.columns)} (shared with the first box: "
        f"{shared}); its densest {first.rows} runs hold {tree.coverage:.0%} of the outcome with a "
        f"density of {tree.density:.0%}, the box {first.coverage:.0%} with {first.density:.0%}."
    )


def demanded(box: Box, units: Mapping[str, str]) -> str:
    """Return what a box demands, in words."""
    return " and ".join(in_words(one, units) for one in box.restrictions)


def in_words(one: Restriction, units: Mapping[str, str] | None = None) -> str:
    """Return what a restriction demands, in words.

    Examples
    --------
    >>> in_words(Restriction("alignment.reversion", high=0.09))
    'alignment.reversion below 0.09'
    """
    if one.words is not None:
        return f"{one.column} {' or '.join(one.words)}"
    unit = (units or {}).get(one.column, "")
    tail = "" if unit in ("", "1") else f" {unit}"
    if math.isinf(one.low):
        return f"{one.column} below {one.high:.3g}{tail}"
    if math.isinf(one.high):
        return f"{one.column} above {one.low:.3g}{tail}"
    return f"{one.column} between {one.low:.3g} and {one.high:.3g}{tail}"


def share_text(value: float, interval: Interval) -> str:
    """Return a share with its interval, in words."""
    return f"{value:.0%} [{interval.low:.0%}, {interval.high:.0%}]"


def boxes_table(found: Discovery) -> pd.DataFrame:
    """Return the boxes as a table, one row for each restriction."""
    import pandas as pd

    rows = [
        {
            "box": number,
            "column": one.column,
            "low": one.low,
            "high": one.high,
            "words": " ".join(one.words or ()),
            "unit": found.units.get(one.column, ""),
            "chance": one.chance,
            **_numbers(box.held),
        }
        for number, box in enumerate(found.boxes, start=1)
        for one in box.restrictions
    ]
    return pd.DataFrame(rows)


def _numbers(held: Inside) -> dict[str, object]:
    return {
        "coverage": held.coverage,
        "coverage_low": held.of_coverage.low,
        "coverage_high": held.of_coverage.high,
        "density": held.density,
        "density_low": held.of_density.low,
        "density_high": held.of_density.high,
        "elsewhere": held.elsewhere,
        "elsewhere_low": held.of_elsewhere.low,
        "elsewhere_high": held.of_elsewhere.high,
        "runs_inside": held.rows,
        "runs": held.all_rows,
    }


def as_plain(found: Discovery) -> dict[str, Any]:
    """Return a discovery as plain values; an open end of a range is nothing."""
    return {
        "measure": found.measure,
        "title": found.title,
        "unit": found.unit,
        "above" if found.above else "below": found.threshold,
        "when": found.when,
        "scenarios": list(found.scenarios),
        "runs": found.runs,
        "seed": found.seed,
        "rows": found.rows,
        "hits": found.hits,
        "missed": found.missed,
        "undefined": found.undefined,
        "boxes": [
            {
                "restrictions": [
                    _plain(one, found.units.get(one.column, "")) for one in box.restrictions
                ],
                **_numbers(box.held),
            }
            for box in found.boxes
        ],
        "tree": None if found.tree is None else asdict(found.tree),
        "sentences": sentences(found),
    }


def _plain(one: Restriction, unit: str) -> dict[str, object]:
    return {
        "column": one.column,
        "low": None if math.isinf(one.low) else one.low,
        "high": None if math.isinf(one.high) else one.high,
        "words": None if one.words is None else list(one.words),
        "unit": unit,
        "chance": one.chance,
    }
