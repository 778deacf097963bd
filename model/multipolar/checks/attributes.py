"""What can be wrong with the attributes of the world."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from multipolar.agents.consequences import with_consequence
from multipolar.agents.kinds import KINDS
from multipolar.arguments import hint
from multipolar.checks.parts import Parts
from multipolar.world.attributes import Attribute, attributes
from multipolar.world.opening import OPENING, opening_value
from multipolar.world.roster import full_roster
from multipolar.world.starting import STARTING
from multipolar.world.tables import read_table


def problems(parts: Parts) -> Iterator[str]:
    """Yield what is wrong with the attributes of a definition."""
    for name, row in parts.attributes.items():
        if row != attributes().get(name):
            yield from _start(name, row)
    yield from _readers(parts)


def _start(name: str, row: Attribute) -> Iterator[str]:
    """Yield why an attribute of one's own cannot begin."""
    said = f"attribute {name!r}: start is {row.start!r}"
    if not isinstance(row.start, str):
        yield f"{said}; allowed: a text, such as '0', 'theatres.start_escalation' or 'opening.arms'"
        return
    try:
        opening_value(row, full_roster())
    except KeyError as error:
        yield f"{said}: there is no {error}.{_near(row.start)}"
    except (ValueError, OSError) as error:
        yield f"{said}: {error}"


def _near(start: str) -> str:
    """Return the question whether a start of the same kind was meant."""
    table, _, name = start.partition(".")
    derived = _DERIVED.get(table)
    return hint(name, read_table(f"{table}.csv")[0] if derived is None else derived)


_DERIVED: dict[str, Iterable[str]] = {"states": STARTING, "opening": OPENING}


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
