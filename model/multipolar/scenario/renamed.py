"""Names that an earlier version had and that are gone: the new name, or the reason."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

from multipolar.readonly import kept
from multipolar.world.tables import read_table

KINDS = ("parameter", "switch", "attribute", "measure", "action", "choice", "event")


@dataclass(frozen=True)
class Renamed:
    """What became of a name.

    Parameters
    ----------
    kind : str
        What it named: one of ``KINDS``.
    old : str
        The name; of a parameter with its section.
    new : str
        The name under which the same thing, in the same unit, stands now; empty when it is gone.
    why : str
        The reason, and what takes its place.
    """

    kind: str
    old: str
    new: str
    why: str

    def __str__(self) -> str:
        return (
            f"It is called {self.new!r} now: {self.why}" if self.new else f"It is gone: {self.why}"
        )


def find_renamed(kind: str, name: str, there: Collection[str]) -> Renamed | None:
    """Return what became of a name, ``None`` when nothing is known of it.

    Parameters
    ----------
    kind : str
        What it names: one of ``KINDS``.
    name : str
        The name that was given.
    there : collection of str
        The names that there are. A new name that is not among them is not offered: a model of
        one's own may lack it.
    """
    row = renamed_things().get((kind, name))
    return None if row is None or (row.new and row.new not in there) else row


@kept
def renamed_things() -> dict[tuple[str, str], Renamed]:
    """Return the table of renamed and removed names, by kind and old name.

    Raises
    ------
    ValueError
        When a kind is unknown, a reason is missing, or a name stands in two rows.
    """
    found: dict[tuple[str, str], Renamed] = {}
    for cells in read_table("renamed.csv", "multipolar.scenario"):
        row = Renamed(**cells)
        key = (row.kind, row.old)
        if row.kind not in KINDS or not row.old or not row.why or key in found:
            allowed = f"one of {', '.join(KINDS)}, a name that stands in no other row, a reason"
            raise ValueError(f"renamed.csv, {row.kind} {row.old!r}: allowed: {allowed}")
        found[key] = row
    return found
