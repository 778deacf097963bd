"""What the record reads of an ensemble: trajectories of one scenario by attribute and month."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.months import month_range
from multipolar.record.tables import END, START, texts
from multipolar.scenario import Spec
from multipolar.scenario.spec import Event
from multipolar.world.roster import Roster, make_roster

if TYPE_CHECKING:
    from multipolar.ensemble import Results
    from multipolar.ensemble.blocks import Block


ATTACK = "hamas_attack"
"""Event of the calendar that the paired runs leave out."""

MONTHS = 36
"""Months from the start of the run to the end of the record."""


@dataclass(frozen=True)
class Paths:
    """Trajectories of one scenario.

    Parameters
    ----------
    data : mapping of str to ndarray
        Recorded attributes, shape (runs, months, …).
    months : tuple of str
        Months of the second axis.
    roster : Roster
        States and labels of the other axes.
    seed : int
        Seed of the experiment: the noise of counting is drawn from its streams.
    """

    data: Mapping[str, NDArray[Any]]
    months: tuple[str, ...]
    roster: Roster
    seed: int

    def __getitem__(self, attribute: str) -> Array:
        """Return the trajectory of an attribute as double precision."""
        return np.asarray(self.data[attribute], dtype=np.float64)

    def places(self, months: Iterable[str]) -> NDArray[np.intp]:
        """Return the positions of months on the second axis.

        Raises
        ------
        ValueError
            When a month lies outside the run.
        """
        try:
            return np.array([self.months.index(month) for month in months], dtype=np.intp)
        except ValueError as error:
            raise ValueError(
                f"the run covers {self.months[0]} to {self.months[-1]}; the record needs "
                f"{START} to {END} ({error})"
            ) from None


def paths_of(results: Results, scenario: int = 0) -> Paths:
    """Return the trajectories of a scenario of an ensemble, by its position.

    Raises
    ------
    StoreError
        When another model than the shipped one made the results, and they were opened without it.
    """
    results.need_model()
    return Paths(
        data=results.trajectories(scenario),
        months=results.months,
        roster=results.roster_of(scenario),
        seed=results.seed,
    )


def paths_of_block(block: Block, spec: Spec, seed: int) -> Paths:
    """Return the trajectories of a block of runs of a scenario."""
    months = month_range(spec.start, spec.months)
    return Paths(dict(block.trajectories), months, make_roster(spec.states, spec.own_figures), seed)


def record_specs(spec: Spec) -> tuple[Spec, Spec]:
    """Return the scenario as the record needs it, and its pair without the attack of 7 October.

    Both end with the record, and hold a vote in the month of every text of the record, as the
    calendar does.
    """
    called = {(event.month, event.attribute) for event in spec.events}
    more = tuple(
        Event(
            text.month, f"vote {text.resolution}", "vote_strictness", "all", "set", text.strictness
        )
        for text in texts().values()
        if (text.month, "vote_strictness") not in called
    )
    held = tuple(sorted((*spec.events, *more), key=lambda event: event.month))
    record = replace(spec, name=f"{spec.name}_record", months=MONTHS, events=held)
    spared = tuple(event for event in held if event.name != ATTACK)
    return record, replace(record, name=f"{spec.name}_without_attack", events=spared)
