"""Votes of states on Ukraine: the model's choices, and an ordered logit on its positions.

    P(no)  = logistic(c1 - z),  P(yes) = logistic(z - c2),  z = a x + b·f - q (strictness - 0.4)

x is the ensemble's mean position of the state in the month of the vote, f are its standardised
figures of before the war, where they are asked for. The numbers are fitted by maximum likelihood on
ES-11/1 and ES-11/3, the votes before November 2022, so ES-11/5 and ES-11/6 are predictions. A weak
normal prior on a keeps it finite: positions start from the vote on ES-11/1, which they therefore
separate too well. With figures, positions and figures have standard normal priors alike, each per
standard deviation. Absence counts as abstention.

How far figures can carry at all is told by ``from_itself``: the same logit fitted to the vote that
it predicts, each tenth of the states foretold from the others. It is no prediction.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import minimize

from multipolar.arrays import Array
from multipolar.record.paths import Paths
from multipolar.record.tables import ABSTAIN, NO, YES, texts, votes
from multipolar.world.facts import load_facts

FITTED = ("ES-11/1", "ES-11/3")
PREDICTED = ("ES-11/5", "ES-11/6")
MILD = 0.4
PRIOR_SLOPE = 10.0
"""Standard deviation of the normal prior on a, without figures; judged, wide."""

FIGURES = ("unga_ideal_point_2021", "polyarchy_2021", "sanctions_russia_2022")
"""Figures that may speak for a vote, judged: earlier votes, democracy, measures of March 2022."""

FOLDS = 10


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
    figures : tuple of str
        Names of the figures.
    weights : tuple of float
        b, per standard deviation of each.
    """

    slope: float
    low: float
    high: float
    strictness: float
    figures: tuple[str, ...] = ()
    weights: tuple[float, ...] = ()

    def probability(self, position: Array, strictness: float, lean: Array | float = 0.0) -> Array:
        """Return the chances of no, abstention and yes.

        Parameters
        ----------
        position : ndarray
            Position of each state, -1 to 1, any shape.
        strictness : float
            Strictness of the text, 0 to 1.
        lean : ndarray
            What its figures add for each state, shape of ``position``.

        Returns
        -------
        ndarray
            Shape of ``position`` with a last axis of three, which sums to one.
        """
        z = self.slope * position + lean - self.strictness * (strictness - MILD)
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


def fit_votes(paths: Paths, figures: tuple[str, ...] = ()) -> OrderedLogit:
    """Fit the ordered logit on the votes before November 2022, with or without figures."""
    return _fit(paths, [(ballot(paths, resolution), ...) for resolution in FITTED], figures)


def from_itself(paths: Paths, b: Ballot) -> Array:
    """Return the chances of a ballot, each tenth of its states foretold from the others.

    The logit and its figures are fitted to this very vote, so this is what they could say at best.
    """
    fold = np.arange(len(b.iso3)) % FOLDS
    chance = np.empty(b.allowed.shape)
    for k in range(FOLDS):
        logit = _fit(paths, [(b, fold != k)], FIGURES)
        chance[fold == k] = fitted_probability(paths, b, logit)[fold == k]
    return chance


def _fit(
    paths: Paths, known: Sequence[tuple[Ballot, Any]], figures: tuple[str, ...]
) -> OrderedLogit:
    """Fit the ordered logit on some states (an index) of ballots."""
    alignment = paths["alignment"]
    positions = [alignment[:, b.month, b.places].mean(axis=0) for b, _ in known]
    leaning = [_figures(b, figures) for b, _ in known]
    wide = 1.0 / float(positions[0].std()) if figures else PRIOR_SLOPE

    def logit(theta: Array) -> OrderedLogit:
        slope, middle, gap, strictness, *weights = theta
        half = np.exp(gap)
        return OrderedLogit(
            slope, middle - half, middle + half, strictness, figures, tuple(weights)
        )

    def loss(theta: Array) -> float:
        model = logit(theta)
        lost = sum(
            b.log_score(model.probability(x, b.strictness, f @ theta[4:]) + 1e-12)[mine].sum()
            for (b, mine), x, f in zip(known, positions, leaning, strict=True)
        )
        prior = (model.slope / wide) ** 2 + (theta[4:] ** 2).sum()
        return float(lost + 0.5 * prior)

    start = np.array([5.0, 0.0, 0.5, 5.0, *np.zeros(len(figures))])
    return logit(minimize(loss, start, method="Nelder-Mead", options=_PRECISE).x)


def _figures(b: Ballot, figures: tuple[str, ...]) -> Array:
    """Return standardised figures of the states of a ballot, shape (states, figures)."""
    facts = load_facts()
    rows = [facts.iso3.index(state) for state in b.iso3]
    columns = [(facts[name] - facts[name].mean()) / facts[name].std() for name in figures]
    return np.array(columns).reshape(len(figures), len(facts.iso3)).T[rows]


_PRECISE = {"xatol": 1e-7, "fatol": 1e-9, "maxiter": 8000, "maxfev": 8000}


def fitted_probability(paths: Paths, b: Ballot, logit: OrderedLogit) -> Array:
    """Return the chances of a ballot by the ordered logit, the mean over runs, (states, 3)."""
    position = paths["alignment"][:, b.month, b.places]
    lean = _figures(b, logit.figures) @ np.array(logit.weights)
    return np.asarray(logit.probability(position, b.strictness, lean).mean(axis=0))


def chosen_probability(paths: Paths, b: Ballot) -> Array:
    """Return the shares of runs in which each state chose no, abstention and yes, (states, 3).

    Half a run is added to each, so that no vote is impossible.
    """
    chosen = paths["vote"][:, b.month, b.places] + 1.0
    counts = np.stack([(chosen == k).sum(axis=0) for k in (NO, ABSTAIN, YES)], axis=-1) + 0.5
    return np.asarray(counts / counts.sum(axis=-1, keepdims=True))


def as_last_time(b: Ballot) -> NDArray[np.intp]:
    """Return what each state did on ES-11/1 (0 to 2)."""
    first = votes()[FITTED[0]]
    return np.array([first[state][0] for state in b.iso3], dtype=np.intp)


def sure(last: NDArray[np.intp]) -> Array:
    """Return chances of 95 % for the last vote and of 2.5 % for each other (judged)."""
    chances = np.full((len(last), 3), 0.025)
    chances[np.arange(len(last)), last] = 0.95
    return chances


def wavering(last: NDArray[np.intp]) -> Array:
    """Return the chances of those who voted so on ES-11/1 by what they did on ES-11/3.

    One vote of each kind is added; votes that the lists do not tell are left out.
    """
    first, second = votes()[FITTED[0]], votes()[FITTED[1]]
    counts = np.ones((3, 3))
    for state, may in second.items():
        if len(may) == 1 and state in first:
            counts[first[state][0], may[0]] += 1.0
    return np.asarray((counts / counts.sum(axis=1, keepdims=True))[last])
