"""What can be wrong with measures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from multipolar.axes import MONTH, RUN
from multipolar.checks.parts import Parts, listed
from multipolar.measures import MEASURES
from multipolar.measures.measure import SMALLEST_CHANGE
from multipolar.measures.trial import made_up, slips

OTHER_COLUMNS = ("scenario", "base", RUN, MONTH)
"""What a table of results holds beside parameters and measures."""


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the measures of a definition."""
    taken = {
        f"{group.group}.{field.name}"
        for group in parts.parameter_classes
        for field in fields(group)
    }
    for name, measure in parts.measures.items():
        if name in taken:
            yield f"measure {name!r}: a parameter has this name; take another"
        if name in OTHER_COLUMNS:
            yield f"measure {name!r}: tables of results have a column of this name; take another"
        if measure.matters is None and measure.unit not in SMALLEST_CHANGE:
            yield (
                f"measure {name!r}: say matters=, the smallest change that matters, or take a "
                f"unit that has one: {listed(SMALLEST_CHANGE)}"
            )


def trial(parts: Parts) -> Iterator[str]:
    """Yield what measures of one's own do wrong on a short path, once all else fits."""
    own = [one for name, one in parts.measures.items() if one is not MEASURES.get(name)]
    if own:
        paths = made_up(parts.attributes)
        for measure in own:
            yield from slips(measure, paths)
