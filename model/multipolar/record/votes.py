"""Votes of states on Ukraine as the record tells them: who may have voted how."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.record.tables import ABSTAIN, NO, YES, every_vote


@dataclass(frozen=True)
class Ballot:
    """A vote of the record, for the states whose vote the lists tell at least in part.

    Parameters
    ----------
    iso3 : tuple of str
        States.
    allowed : ndarray of bool
        Shape (states, 3): no, abstention or absence, and yes, as far as each may have been.
    """

    iso3: tuple[str, ...]
    allowed: NDArray[np.bool_]

    @property
    def known(self) -> NDArray[np.bool_]:
        """Whether the category of each vote is known."""
        return np.asarray(self.allowed.sum(axis=1) == 1)

    def log_score(self, probability: Array) -> Array:
        """Return minus the logarithm of the chance given to what each state did, in nats."""
        return np.asarray(-np.log((probability * self.allowed).sum(axis=1)))

    def hits(self, chosen: NDArray[np.intp]) -> NDArray[np.bool_]:
        """Return whether the chosen category (0 to 2) may be what each state did."""
        return np.asarray(self.allowed[np.arange(len(chosen)), chosen])


def ballot(resolution: str) -> Ballot:
    """Return a vote of the record."""
    cast = every_vote()[resolution]
    allowed = np.array([[k in may for k in (NO, ABSTAIN, YES)] for may in cast.values()])
    return Ballot(tuple(cast), allowed)
