"""The observed world a counterfactual starts from: who buys how much from whom.

One matrix holds everything that exact hat algebra (Dekle, Eaton & Kortum 2008) needs. Its row
sums are incomes, its column sums expenditures, and their difference the trade deficits.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from multipolar.arguments import UnknownName, nearest, several
from multipolar.arrays import Array


@dataclass(frozen=True)
class Economy:
    """An observed trade equilibrium of N economies.

    Parameters
    ----------
    names : tuple of str
        The N economies, ISO 3166 alpha-3 or the name of an aggregate, each once.
    trade : numpy.ndarray
        Shape (N, N), row exporter, column importer, diagonal internal trade; one currency unit.

    Raises
    ------
    ValueError
        If the matrix is not (N, N), holds a negative or non-finite value, or if an economy sells
        or buys nothing at all.
    """

    names: tuple[str, ...]
    trade: Array

    def __post_init__(self) -> None:
        """Check shape, sign and that every economy both sells and buys."""
        size = len(self.names)
        if len(set(self.names)) != size:
            raise ValueError("an economy is named twice")
        if self.trade.shape != (size, size):
            raise ValueError(f"trade has shape {self.trade.shape}, expected {(size, size)}")
        if not np.all(np.isfinite(self.trade)) or np.any(self.trade < 0):
            raise ValueError("trade must be finite and at least 0")
        idle = (self.income <= 0) | (self.expenditure <= 0)
        if np.any(idle):
            listed = ", ".join(np.array(self.names)[idle])
            raise ValueError(f"these economies sell or buy nothing: {listed}")

    @property
    def income(self) -> Array:
        """Sales of each economy, home and abroad, shape (N,)."""
        return np.asarray(self.trade.sum(axis=1))

    @property
    def expenditure(self) -> Array:
        """Purchases of each economy, shape (N,)."""
        return np.asarray(self.trade.sum(axis=0))

    @property
    def deficit(self) -> Array:
        """Expenditure less income, shape (N,); sums to zero over the world."""
        return self.expenditure - self.income

    @property
    def share(self) -> Array:
        """Expenditure share of importer j on exporter i, shape (N, N); columns sum to one."""
        return self.trade / self.expenditure

    def index(self, names: str | Iterable[str]) -> list[int]:
        """Positions of the named economies.

        Raises
        ------
        UnknownName
            If a name is unknown; the message offers the nearest valid one.
        """
        return [self._position(name) for name in several(names)]

    def _position(self, name: str) -> int:
        if name in self.names:
            return self.names.index(name)
        near = nearest(name, self.names, cutoff=0.0)
        raise UnknownName(f"{name!r} is not an economy of this table; nearest: {near}")


def economy(names: Sequence[str], trade: ArrayLike) -> Economy:
    """Return an `Economy` from anything array-like (see `Economy` for shapes and errors)."""
    return Economy(tuple(names), np.asarray(trade, dtype=np.float64))
