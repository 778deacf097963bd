"""Boxes: restrictions on the columns of a table that hold together, and the rows inside."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Flags
from multipolar.study.intervals import Interval, effective_size, of_share

Table = Mapping[str, NDArray[np.generic]]
"""Columns by name, each of shape (rows,): numbers, or words."""


@dataclass(frozen=True)
class Restriction:
    """What a box demands of one column.

    Parameters
    ----------
    column : str
        Name of the column.
    low, high : float
        Range of a number, both ends within; infinite where it is open.
    words : tuple of str, optional
        Words that are allowed, of a column of words.
    chance : float
        Probability that a border as good as this one stands here by chance (quasi-p-value, Bryant
        and Lempert 2010), in the half of the rows in which the box was found.
    """

    column: str
    low: float = -np.inf
    high: float = np.inf
    words: tuple[str, ...] | None = None
    chance: float = 0.0

    def holds(self, table: Table) -> Flags:
        """Return in which rows it holds, shape (rows,)."""
        column = table[self.column]
        if self.words is not None:
            return np.asarray(np.logical_or.reduce([column == word for word in self.words]))
        numbers = np.asarray(column, dtype=np.float64)
        holds = numbers >= self.low
        holds &= numbers <= self.high
        return holds


class Inside(NamedTuple):
    """How many rows a box holds, of those that judge it.

    Parameters
    ----------
    hits, rows : int
        Interesting rows inside, and all rows inside.
    all_hits, all_rows : int
        Those of the whole table.
    effect : float
        How many rows count as one, because rows of one group tell the same; 1 or larger.
    """

    hits: int
    rows: int
    all_hits: int
    all_rows: int
    effect: float

    @property
    def coverage(self) -> float:
        """Share of the interesting rows that lie inside."""
        return self.hits / self.all_hits if self.all_hits else 0.0

    @property
    def density(self) -> float:
        """Share of the rows inside that are interesting."""
        return self.hits / self.rows if self.rows else 0.0

    @property
    def elsewhere(self) -> float:
        """Share of the rows outside that are interesting."""
        outside = self.all_rows - self.rows
        return (self.all_hits - self.hits) / outside if outside else 0.0

    @property
    def of_coverage(self) -> Interval:
        """Interval of the coverage, 90 %."""
        return _interval(self.hits, self.all_hits, self.effect)

    @property
    def of_density(self) -> Interval:
        """Interval of the density, 90 %."""
        return _interval(self.hits, self.rows, self.effect)

    @property
    def of_elsewhere(self) -> Interval:
        """Interval of the share elsewhere, 90 %."""
        return _interval(self.all_hits - self.hits, self.all_rows - self.rows, self.effect)

    @property
    def chance(self) -> float:
        """Probability of as many interesting rows inside, were they spread without order."""
        from scipy import stats

        hits, rows, all_hits, all_rows = (int(count / self.effect) for count in self[:4])
        return float(stats.hypergeom.sf(hits - 1, all_rows, all_hits, rows))


@dataclass(frozen=True)
class Box:
    """Restrictions that hold together, and how well they tell the interesting rows.

    Parameters
    ----------
    restrictions : tuple of Restriction
        One for each restricted column, by name of the column.
    found : Inside
        Its rows in the half in which it was found: too good.
    held : Inside
        Its rows in the other half: what to believe.
    """

    restrictions: tuple[Restriction, ...]
    found: Inside
    held: Inside

    def holds(self, table: Table) -> Flags:
        """Return which rows lie inside, shape (rows,)."""
        return rows_in(self.restrictions, table)


def rows_in(restrictions: Iterable[Restriction], table: Table) -> Flags:
    """Return in which rows all of some restrictions hold, shape (rows,)."""
    inside = np.ones(len(next(iter(table.values()))), dtype=bool)
    for restriction in restrictions:
        inside &= restriction.holds(table)
    return inside


def count_inside(
    inside: Flags, interesting: Flags, groups: NDArray[np.integer], among: Flags
) -> Inside:
    """Return how many rows lie inside a box, among those that judge it.

    Parameters
    ----------
    inside, interesting, among : ndarray of bool
        Which rows lie inside, are interesting, and judge; shape (rows,).
    groups : ndarray of int
        The group of each row, shape (rows,).
    """
    inner, hits, group = inside[among], interesting[among], groups[among]
    apart = (inner - inner.mean()) * (hits - hits.mean()) if len(inner) else inner
    return Inside(
        int((inner & hits).sum()),
        int(inner.sum()),
        int(hits.sum()),
        len(hits),
        effective_size(np.asarray(apart, dtype=np.float64), group),
    )


def _interval(count: int, total: int, effect: float) -> Interval:
    return of_share(count, total, shared=effect) if total else Interval(0.0, 1.0)
