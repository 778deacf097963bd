"""What a turn of a game came to."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np

from multipolar.agents.seats import Decided
from multipolar.arrays import Array
from multipolar.seminar.orders import Orders, topic

Decisions = Mapping[str, Mapping[str, Mapping[tuple[str, str], Decided]]]
"""What was decided, by month, state, and choice and column."""


@dataclass(frozen=True, eq=False)
class PlayedTurn:
    """What a turn came to.

    Parameters
    ----------
    number : int
        Number of the turn, from 0 on.
    months : tuple of str
        Its months, ``YYYY-MM``.
    orders : mapping
        What was ordered, by seat and address.
    results : mapping of str to ndarray
        Every measure, shape (runs, months), from the scenario's first month to the turn's last.
    decisions : mapping
        What the seats decided, by month, state, and choice and column.
    told : tuple of str
        Which orders did nothing, and why.
    """

    number: int
    months: tuple[str, ...]
    orders: Orders
    results: Mapping[str, Array]
    decisions: Decisions
    told: tuple[str, ...]

    @property
    def first(self) -> str:
        """Its first month."""
        return self.months[0]

    @property
    def last(self) -> str:
        """Its last month."""
        return self.months[-1]


def tiles(turn: PlayedTurn) -> Iterator[dict[str, Any]]:
    """Yield what was ordered, and with what chance the model itself would have done so."""
    for (state, address), action in turn.orders.items():
        choice, _, column = address.partition(".")
        chances = [
            one.probability[:, one.actions.index(action)]
            for states in turn.decisions.values()
            if (one := states[state].get((choice, column))) is not None
        ]
        alike = float(np.nanmean(np.concatenate(chances))) if chances else None
        yield {
            "state": state,
            "choice": address,
            "topic": topic(state, address),
            "action": action,
            "chance": alike,
        }
