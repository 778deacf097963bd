"""Votes of states on Ukraine: the model's choices, and an ordered logit on its positions.

    P(no)  = logistic(c1 - z),  P(yes) = logistic(z - c2),  z = a x - q (strictness - 0.4)

x is the ensemble's mean position of the state in the month of the vote. The numbers are fitted by
maximum likelihood on ES-11/1 and ES-11/3, the votes before November 2022, so ES-11/5 and ES-11/6
are predictions. A weak normal prior on a keeps it finite: positions start from the vote on ES-11/1,
which they therefore separate too well. Absence counts as abstention.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from multipolar.arrays import Array
from multipolar.record.paths import Paths
from multipolar.record.tables import ABSTAIN, NO, YES, texts, votes

FITTED = ("ES-11/1", "ES-11/3")
PREDICTED = ("ES-11/5", "ES-11/6")
MILD = 0.4
PRIOR_SLOPE = 10.0
"""Standard deviation of the normal prior on a; judged, wide."""


@dataclass(frozen=True)
class OrderedLogit:
    """An ordered logit of votes.

    Parameters
    ----------
    slope : float
        a, per unit of position.
    low, high : float
        c1 and c2, the cuts between no and abstention and between abstention and yes.
    strictness : float
        q, per unit of strictness.
    """

    slope: float
    low: float
    high: float
    strictness: float

    def probability(self, position: Array, strictness: float) -> Array:
        """Return the chances of no, abstention and yes.

        Parameters
        ----------
        position : ndarray
            Position of each state, -1 to 1, any shape.
        strictness : float
            Strictness of the text, 0 to 1.

        Returns
        -------
        ndarray
            Shape of ``position`` with a last axis of three, which sums to one.
        """
        z = self.slope * position - self.strictness * (strictness - MILD)
        no = 1.0 / (1.0 + np.exp(z - self.low))
        yes = 1.0 / (1.0 + np.exp(self.high - z))
        return np.stack([no, 1.0 - no - yes, yes], axis=-1)


@dataclass(frozen=True)
class Ballot:
    """A vote of the record laid beside the model's states.

    Parameters
    ----------
    iso3 : tuple of str
        States whose vote is known, at least in part.
    allowed : ndarray of bool
        Shape (states, 3): the categories that each vote may be in.
    places : ndarray of int
        Positions of the states on the state axis.
    month : int
        Position of the month of the vote.
    strictness : float
        Strictness of the text.
    """

    iso3: tuple[str, ...]
    allowed: NDArray[np.bool_]
    places: NDArray[np.intp]
    month: int
    strictness: float

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


def ballot(paths: Paths, resolution: str) -> Ballot:
    """Return a vote of the record for the states of a run."""
    cast = {s: v for s, v in votes()[resolution].items() if paths.roster.has(s)}
    allowed = np.array([[k in may for k in (NO, ABSTAIN, YES)] for may in cast.values()])
    text = texts()[resolution]
    return Ballot(
        iso3=tuple(cast),
        allowed=allowed,
        places=np.array([paths.roster.index(state) for state in cast], dtype=np.intp),
        month=int(paths.places([text.month])[0]),
        strictness=text.strictness,
    )


def fit_votes(paths: Paths) -> OrderedLogit:
    """Fit the ordered logit on the votes before November 2022."""
    ballots = [ballot(paths, resolution) for resolution in FITTED]
    positions = [paths["alignment"][:, b.month, b.places].mean(axis=0) for b in ballots]

    def logit(theta: Array) -> OrderedLogit:
        slope, middle, gap, strictness = theta
        half = np.exp(gap)
        return OrderedLogit(slope, middle - half, middle + half, strictness)

    def loss(theta: Array) -> float:
        model = logit(theta)
        lost = sum(
            b.log_score(model.probability(x, b.strictness) + 1e-12).sum()
            for b, x in zip(ballots, positions, strict=True)
        )
        return float(lost + 0.5 * (model.slope / PRIOR_SLOPE) ** 2)

    start = np.array([5.0, 0.0, 0.5, 5.0])
    return logit(minimize(loss, start, method="Nelder-Mead", options=_PRECISE).x)


_PRECISE = {"xatol": 1e-7, "fatol": 1e-9, "maxiter": 8000, "maxfev": 8000}


def fitted_probability(paths: Paths, b: Ballot, logit: OrderedLogit) -> Array:
    """Return the chances of a ballot by the ordered logit, the mean over runs, (states, 3)."""
    position = paths["alignment"][:, b.month, b.places]
    return np.asarray(logit.probability(position, b.strictness).mean(axis=0))


def chosen_counts(paths: Paths, b: Ballot) -> Array:
    """Return in how many runs each state chose no, abstention and yes, shape (states, 3)."""
    chosen = paths["vote"][:, b.month, b.places] + 1.0
    return np.stack([(chosen == k).sum(axis=0) for k in (NO, ABSTAIN, YES)], axis=-1).astype(float)
