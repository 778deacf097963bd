"""Errors of a series: a level that drifts, and errors that last.

    e(t) = level + drift(t) + error(t)
    cov(e(s), e(t)) = σ² (κ + λ min(s, t) + φ^|t-s|)

The drift is a random walk whose step has λ σ² a month, an error fades by φ a month, and κ σ² is
the variance of the level. No single λ and φ is chosen: each pair of a grid weighs as much as the
known errors make it likely, and σ² is drawn from its inverse gamma distribution (Rasmussen and
Williams 2006, chapter 2). So few known errors leave a wide forecast, not a sure one.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from itertools import product

import numpy as np
from scipy import linalg, special

from multipolar.arrays import Array

DRIFT = (0.0, 0.01, 0.03, 0.1, 0.3, 1.0)
"""λ: variance of a month's drift over that of an error; judged, equally likely beforehand."""

MEMORY = (0.0, 0.4, 0.8)
"""φ: what is left of an error after a month; judged, equally likely beforehand."""

OPEN_LEVEL, STATED_LEVEL = 25.0, 1.0
"""κ: of a series whose level is fitted, and of one whose level is stated; judged."""

TRUST = 0.5
"""Half of the number of errors that a size expected beforehand counts for; judged."""


EDGE = 1e-9
"""Added to variances, so that their root exists in spite of rounding."""


@dataclass(frozen=True, eq=False)
class Outlook:
    """Errors to come: a mixture over the pairs of drift and memory.

    Parameters
    ----------
    weights : ndarray
        How likely each pair is, shape (pairs,).
    means, roots : ndarray
        Mean and Cholesky factor (for σ² of one) under each, (pairs, months) and with months twice.
    rates, shape : ndarray, float
        Of the inverse gamma distribution of σ² under each pair.
    """

    weights: Array
    means: Array
    roots: Array
    rates: Array
    shape: float

    @property
    def mean(self) -> Array:
        """Expected errors, shape (months,)."""
        return np.asarray(self.weights @ self.means)

    @property
    def deviation(self) -> Array:
        """Standard deviation of the errors, shape (months,)."""
        own = (self.rates / self.shape)[:, None] * (self.roots**2).sum(axis=2)
        return np.asarray(np.sqrt(self.weights @ (own + (self.means - self.mean) ** 2)))

    def drawn(self, uniform: Array, normal: Array) -> Array:
        """Return errors, shape (runs, months).

        Parameters
        ----------
        uniform : ndarray
            Two uniforms a run: for the drift and memory, and for σ², shape (runs, 2).
        normal : ndarray
            Standard normals, shape (runs, months).
        """
        chosen = np.searchsorted(np.cumsum(self.weights)[:-1], uniform[:, 0], side="right")
        drawn = np.empty(normal.shape)
        for place in np.unique(chosen):
            mine = chosen == place
            sigma2 = self.rates[place] / special.gammaincinv(self.shape, 1.0 - uniform[mine, 1])
            scaled = np.sqrt(sigma2)[:, None] * (normal[mine] @ self.roots[place].T)
            drawn[mine] = self.means[place] + scaled
        return drawn


@dataclass(frozen=True, eq=False)
class Errors:
    """The errors of a series that are known, and what they say of those to come.

    Parameters
    ----------
    months : ndarray of float
        Month of each known error.
    values : ndarray of float
        The known errors.
    size : float
        Standard deviation of an error that is expected beforehand.
    level : float
        κ, the variance of the level over that of an error.
    trust : float
        Half of the number of errors that the size counts for.

    Raises
    ------
    ValueError
        When no error is known.
    """

    months: Array
    values: Array
    size: float
    level: float
    trust: float = TRUST

    def __post_init__(self) -> None:
        """Refuse to speak of a series of which nothing is known."""
        if not len(self.values):
            raise ValueError(
                "no error of the series is known: nothing was counted up to that month"
            )

    def ahead(self, months: Array) -> Outlook:
        """Return what is known of the errors in months to come, given by their numbers in order."""
        pairs = [self._ahead(place, months) for place in range(len(_PAIRS))]
        return Outlook(
            weights=self._weights,
            means=np.array([mean for mean, _ in pairs]),
            roots=np.array([root for _, root in pairs]),
            rates=self._rates,
            shape=self.trust + 0.5 * len(self.values),
        )

    @cached_property
    def _factors(self) -> list[tuple[Array, Array]]:
        """Return the Cholesky factor of each pair, and the known errors divided by it."""
        found = []
        for pair in _PAIRS:
            root = np.asarray(
                np.linalg.cholesky(self._covariance(pair, self.months, self.months)), np.float64
            )
            found.append((root, linalg.solve_triangular(root, self.values, lower=True)))
        return found

    @cached_property
    def _rates(self) -> Array:
        """Return the rate of the inverse gamma distribution of σ² for each pair."""
        return np.array([self.trust * self.size**2 + 0.5 * (w @ w) for _, w in self._factors])

    @cached_property
    def _weights(self) -> Array:
        """Return how likely each pair of drift and memory is; they sum to one."""
        shape = self.trust + 0.5 * len(self.values)
        size = np.array([np.log(np.diag(root)).sum() for root, _ in self._factors])
        likely = -size - shape * np.log(self._rates)
        weight = np.exp(likely - likely.max())
        return np.asarray(weight / weight.sum())

    def _ahead(self, place: int, months: Array) -> tuple[Array, Array]:
        """Return mean and Cholesky factor (for σ² of one) of errors to come under a pair."""
        root, whitened = self._factors[place]
        pair = _PAIRS[place]
        across = linalg.solve_triangular(
            root, self._covariance(pair, self.months, months), lower=True
        )
        left = self._covariance(pair, months, months) - across.T @ across
        return across.T @ whitened, np.linalg.cholesky(left + EDGE * np.eye(len(months)))

    def _covariance(self, pair: tuple[float, float], one: Array, other: Array) -> Array:
        drift, memory = pair
        since = np.minimum(one[:, None], other[None, :]) - self.months.min() + 1.0
        return np.asarray(
            self.level + drift * since + memory ** np.abs(one[:, None] - other[None, :])
        )


_PAIRS = tuple(product(DRIFT, MEMORY))
