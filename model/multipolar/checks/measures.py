"""What can be wrong with measures."""

from __future__ import annotations

from collections.abc import Iterator

from multipolar.checks.parts import Parts, listed
from multipolar.measures.measure import SMALLEST_CHANGE


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the measures of a definition."""
    for name, measure in parts.measures.items():
        if measure.matters is None and measure.unit not in SMALLEST_CHANGE:
            yield (
                f"measure {name!r}: say matters=, the smallest change that matters, or take a "
                f"unit that has one: {listed(SMALLEST_CHANGE)}"
            )
