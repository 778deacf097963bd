"""What can be wrong with the attributes of the world."""

from __future__ import annotations

from collections.abc import Iterator

from multipolar.agents.consequences import with_consequence
from multipolar.agents.kinds import KINDS
from multipolar.checks.parts import Parts
from multipolar.world.attributes import attributes


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the attributes of a definition."""
    yield from _readers(parts)


def _readers(parts: Parts) -> Iterator[str]:
    rules = (rule for _, rule in parts.rules())
    reached = with_consequence(rules, (choice for _, choice in parts.choices()))
    for name, row in parts.attributes.items():
        if not row.moves or name in reached:
            continue
        if parts.kinds is not KINDS and row == attributes().get(name):
            continue  # who took the place of a shipped class need not read what that read
        if not row.outcome:
            yield (
                f"attribute {name!r}: a variable that nothing reads, as no decision follows "
                "from it; let a rule or a want read it, or declare it an outcome"
            )
        elif not row.recorded:
            yield f"attribute {name!r}: an outcome that results do not keep; record it"
