"""The table of attributes: one row for each array of the world."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from multipolar.axes import (
    ARENA,
    BLOC,
    CARRIER,
    CHALLENGER,
    GOOD,
    ORIGIN,
    PEER,
    PRODUCT,
    RUN,
    SATELLITE,
    SPONSOR,
    START_OF,
    STATE,
    SWING,
    TARGET,
    THEATRE,
)
from multipolar.readonly import kept
from multipolar.world.codes import STAGES
from multipolar.world.tables import read_table

_AXES = {
    RUN,
    STATE,
    CHALLENGER,
    SPONSOR,
    SATELLITE,
    PEER,
    THEATRE,
    ARENA,
    TARGET,
    PRODUCT,
    SWING,
    CARRIER,
    ORIGIN,
    GOOD,
    BLOC,
}

CODED = ("code", "level")
"""Units of attributes that take whole numbers alone."""


@dataclass(frozen=True)
class Attribute:
    """One array of the world.

    Parameters
    ----------
    name : str
        Name of the array, of the agents' property and of the result.
    axes : tuple of str
        Axes in order. An array without the run axis is a fact that no rule changes.
    unit : str
        Unit, ``1`` for a pure number.
    low, high : float
        Bounds, inclusive, kept after every phase.
    start : str
        A number, ``table.column`` of a fact table, or ``starting.name`` of a derived value.
    recorded : bool
        Whether results keep it month by month.
    evidence : str
        Evidence tag of the start value.
    description : str
        Meaning in one line.
    outcome : bool
        Whether it is an end result: no decision of a state follows from it, directly or through
        other attributes.
    """

    name: str
    axes: tuple[str, ...]
    unit: str
    low: float
    high: float
    start: str
    recorded: bool
    evidence: str
    description: str
    outcome: bool = False

    @property
    def moves(self) -> bool:
        """Whether the array changes in a run."""
        return self.axes[0] == RUN

    @property
    def values(self) -> tuple[float, ...]:
        """The values it may take, where those are codes, levels or stages; empty otherwise."""
        if self.unit == "stage":
            return STAGES
        if self.unit not in CODED:
            return ()
        return tuple(float(code) for code in range(int(self.low), int(self.high) + 1))


def has(table: Mapping[str, Attribute], name: str) -> bool:
    """Return whether a rule may read a name: an attribute, or the start of one that moves.

    Examples
    --------
    >>> has(attributes(), "status"), has(attributes(), "start of status")
    (True, True)
    >>> has(attributes(), "start of gdp")  # a fact has no start
    False
    """
    moving = table.get(name.removeprefix(START_OF))
    return name in table or (name.startswith(START_OF) and moving is not None and moving.moves)


def _attribute(row: dict[str, str]) -> Attribute:
    axes = tuple(row["axes"].split())
    unknown = set(axes) - _AXES
    if unknown:
        raise ValueError(f"attributes.csv, {row['name']}: unknown axes {sorted(unknown)}")
    return Attribute(
        name=row["name"],
        axes=axes,
        unit=row["unit"],
        low=float(row["low"]),
        high=float(row["high"]),
        start=row["start"],
        recorded=row["recorded"] == "yes",
        evidence=row["evidence"],
        description=row["description"],
        outcome=row["outcome"] == "yes",
    )


@kept
def attributes() -> dict[str, Attribute]:
    """Return every attribute of the world by name, in the order of the table.

    Raises
    ------
    ValueError
        When a row names an unknown axis or a bound is not a number.
    """
    return {row["name"]: _attribute(row) for row in read_table("attributes.csv")}
