"""Inference: the parameter vectors of runs that speak as a record does.

A regression on what runs of a sample from the priors say, and on its squares, learns what to expect
of each active parameter (Fearnhead and Prangle 2012: the expectation is the summary). Of the runs
whose expectations lie nearest to those that the record raises, the parameters are moved along a
local linear regression to where the record stands (Beaumont, Zhang and Balding 2002), on the logit
of their prior quantile, so that none leaves its prior. What the regression took from their spread
is given back by the leverage of each run. Sums of products are all that it rests on, so that
another processor finds the same but for the last digits.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from scipy.special import expit, logit

from multipolar.arrays import Array
from multipolar.calibration.sample import Sample
from multipolar.rules.parameters import triangular, triangular_quantile
from multipolar.scenario.spec import Prior

NEAREST = 1.0 / 30.0
"""Share of a sample that the local regression reads."""

ACCEPTED = 1000
"""Vectors of a posterior."""

REACH = 0.005
"""Share of the sample that must lie on either side of what the record says."""

FARTHEST = 6.0
"""Standard deviations beyond which nothing is told apart."""

EDGE = 1e-6

PER_REGRESSOR = 10
"""Neighbours that the local regression needs for each parameter."""

MOST = 1.0 / 3.0
"""Share of a sample beyond which its runs are no neighbours of the record."""

RIDGE = 1e-5
"""Penalty of the regression that learns what to expect, a run."""


class CalibrationError(ValueError):
    """Evidence from which nothing can be inferred; the message says why."""


@dataclass(frozen=True, eq=False)
class Posterior:
    """An inference that is ready to hear a record.

    Parameters
    ----------
    active : tuple of str
        Parameters that evidence can speak of.
    names : tuple of str
        What is listened to.
    out_of_reach : tuple of str
        What the record says and hardly any run does: it is not listened to.
    """

    active: tuple[str, ...]
    names: tuple[str, ...]
    out_of_reach: tuple[str, ...]
    _centre: Array
    _spread: Array
    _slopes: Array
    _expected: Array
    _quantiles: Array

    def accept(self, record: Mapping[str, float], seed: int = 1) -> Array:
        """Return vectors that a record accepts, as quantiles of the priors.

        Parameters
        ----------
        record : mapping of str to float
            What is said, by name.
        seed : int
            Seed of the choice among the nearest.

        Returns
        -------
        ndarray
            Shape (vectors, active parameters), between 0 and 1.
        """
        heard = self._heard(np.array([[record[name] for name in self.names]]))
        away = self._expected - _terms(heard) @ self._slopes
        distance = (away**2 / self._expected.var(axis=0)).sum(axis=1)
        count = max(int(NEAREST * len(distance)), PER_REGRESSOR * len(self.active))
        near = np.argpartition(distance, count - 1)[:count]
        weight = np.maximum(1.0 - distance[near] / distance[near].max(), EDGE)
        moved = expit(_moved(logit(self._quantiles[near]), away[near], weight))
        rng = np.random.default_rng(seed)
        chosen = rng.choice(
            count, min(ACCEPTED, count // 2), replace=False, p=weight / weight.sum()
        )
        return np.asarray(moved[np.sort(chosen)])

    def _heard(self, said: Array) -> Array:
        return _standard(said, self._centre, self._spread)


def infer(sample: Sample, record: Mapping[str, float], active: Sequence[str]) -> Posterior:
    """Learn from a sample what evidence says of the active parameters.

    Parameters
    ----------
    sample : Sample
        Runs from the priors.
    record : mapping of str to float
        What the record says: what hardly any run says is left out.
    active : sequence of str
        Parameters to be inferred.

    Raises
    ------
    CalibrationError
        When there is no active parameter, when no run comes near anything that the record says,
        or when the sample has too few runs for so many parameters.
    """
    recorded = np.array([record[name] for name in sample.names])
    varies = sample.said.std(axis=0) > 0.0
    up_to, from_on = (sample.said <= recorded).mean(axis=0), (sample.said >= recorded).mean(axis=0)
    reached = np.minimum(up_to, from_on) >= REACH
    kept = varies & reached
    if not active:
        raise CalibrationError("no parameter clearly moves anything: more trajectories are needed")
    if not kept.any():
        raise CalibrationError(f"out of reach of the runs: {', '.join(sample.names)}")
    if len(sample.said) * MOST < PER_REGRESSOR * len(active):
        needed = math.ceil(PER_REGRESSOR * len(active) / MOST)
        raise CalibrationError(
            f"too few neighbours: {len(sample.said)} runs for {len(active)} parameters, of which "
            f"each needs {PER_REGRESSOR} among the nearest third: {needed} runs are enough"
        )
    said = sample.said[:, kept]
    centre, spread = said.mean(axis=0), said.std(axis=0)
    heard = _standard(said, centre, spread)
    quantiles = quantiles_of(sample, active)
    terms = _terms(heard)
    penalty = RIDGE * len(terms) * np.eye(terms.shape[1])
    slopes = np.asarray(
        np.linalg.solve(terms.T @ terms + penalty, terms.T @ quantiles), dtype=np.float64
    )
    return Posterior(
        tuple(active),
        tuple(np.array(sample.names)[kept]),
        tuple(np.array(sample.names)[varies & ~reached]),
        centre,
        spread,
        slopes,
        terms @ slopes,
        quantiles,
    )


def values_of(priors: Sequence[Prior], quantiles: Array) -> Array:
    """Return parameter values at quantiles of their priors, shapes alike (vectors, parameters)."""
    columns = [triangular(quantiles[:, k], p.low, p.mode, p.high) for k, p in enumerate(priors)]
    return np.column_stack(columns)


def quantiles_of(sample: Sample, active: Sequence[str]) -> Array:
    """Return the quantiles of the priors at which the runs of a sample stand, (runs, active)."""
    columns = [
        triangular_quantile(
            sample.values[:, sample.parameters.index(name)], prior.low, prior.mode, prior.high
        )
        for name, prior in zip(active, sample.priors_of(active), strict=True)
    ]
    return np.clip(np.column_stack(columns), EDGE, 1.0 - EDGE)


def _terms(heard: Array) -> Array:
    """Return what the expectation is made of: a constant, what is heard, and its squares."""
    return np.column_stack([np.ones(len(heard)), heard, heard**2])


def _moved(level: Array, away: Array, weight: Array) -> Array:
    """Return levels moved to where nothing is away, shape (neighbours, active).

    A regression takes from the spread of its residuals, most where a run has leverage; the root of
    one minus the leverage gives it back.
    """
    root = np.sqrt(weight)[:, None]
    design = np.column_stack([np.ones(len(away)), away])
    inverse = np.linalg.pinv(design * root)
    slopes = inverse @ (level * root)
    leverage = np.minimum(np.einsum("ij,ji->i", design * root, inverse), 1.0 - EDGE)
    return np.asarray(slopes[0] + (level - design @ slopes) / np.sqrt(1.0 - leverage)[:, None])


def _standard(said: Array, centre: Array, spread: Array) -> Array:
    return np.clip((said - centre) / spread, -FARTHEST, FARTHEST)
