"""What a measure is."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.world.roster import NotInWorld, Roster

Trajectories = Mapping[str, NDArray[np.floating]]
Compute = Callable[[Trajectories, Roster], Array]

SMALLEST_CHANGE = {
    "rung": 0.10,
    "share": 0.01,
    "index": 0.02,
    "stage": 0.02,
    "months": 0.5,
    "pp/year": 0.05,
    "pp": 0.10,
    "ratio": 0.05,
    "km2": 200.0,
    "km2/month": 10.0,
    "m rounds": 0.20,
    "m rounds/month": 0.02,
    "USD bn/month": 0.005,
    "thousand": 0.50,
    "thousand/month": 0.50,
    "log": 0.05,
    "log odds": 0.10,
    "count": 0.25,
    "states": 1.0,
    "per decade": 0.1,
    "points": 0.1,
    "1/month": 0.005,
}
"""Smallest relevant change by unit; judged."""


@dataclass(frozen=True)
class Measure:
    """A named outcome.

    Parameters
    ----------
    name : str
        Name in results, tables and expectations.
    title : str
        Name for people.
    unit : str
        Unit.
    description : str
        Definition in one line.
    formula : callable
        Function of (trajectories, roster) that returns an array of shape (runs, months). NaN says
        that the measure is not defined, or not yet.
    headline : bool
        Whether the summary shows it.
    cumulative : bool
        Whether a month's value depends on the months before it. Such a formula is given all
        months; another one may be given only those that are asked for.
    group : str
        Title of the group in which tables show it.
    matters : float, optional
        Smallest change that matters; by default what its unit says, ``SMALLEST_CHANGE``.

    Examples
    --------
    >>> from multipolar.measures import MEASURES
    >>> MEASURES["escalation_korea"].unit, MEASURES["escalation_korea"].smallest_change
    ('rung', 0.1)
    """

    name: str
    title: str
    unit: str
    description: str
    formula: Compute
    headline: bool = False
    cumulative: bool = False
    group: str = ""
    matters: float | None = None

    @property
    def smallest_change(self) -> float:
        """Smallest change that matters, in the unit; judged.

        Raises
        ------
        KeyError
            When neither the measure nor its unit says.
        """
        return SMALLEST_CHANGE[self.unit] if self.matters is None else self.matters

    def compute(self, data: Trajectories, roster: Roster) -> Array:
        """Return the measure's path, shape (runs, months).

        A measure of somebody who is not in the world is not defined: NaN in every run and month.
        """
        try:
            return self.formula(data, roster)
        except NotInWorld:
            return np.full(next(iter(data.values())).shape[:2], np.nan)

    def is_defined(self, data: Trajectories, roster: Roster) -> bool:
        """Return whether those whom it measures are in the world."""
        try:
            self.formula(data, roster)
        except NotInWorld:
            return False
        return True


def series(data: Trajectories, name: str, place: int | None = None) -> Array:
    """Return an attribute's path, shape (runs, months, …); ``place`` picks from the last axis."""
    path = data[name] if place is None else data[name][..., place]
    return np.asarray(path, dtype=np.float64)


def so_far(flags: NDArray[np.bool_]) -> Array:
    """Return how many months so far a condition held, shape (runs, months)."""
    return np.cumsum(flags, axis=1, dtype=np.float64)


def last_known(path: Array) -> Array:
    """Return a path, shape (runs, months), whose NaN repeat the last number before them."""
    months = np.broadcast_to(np.arange(path.shape[1]), path.shape)
    place = np.maximum.accumulate(np.where(np.isnan(path), 0, months), axis=1)
    return np.asarray(np.take_along_axis(path, place, axis=1))


def weighed(path: Array, weight: Array) -> Array:
    """Return the weighed sum over the last axis, each run and month alone.

    Added up in the order of that axis, as by ``total``, without an array of all products.
    """
    found: Array = np.zeros(path.shape[:-1], order="F")
    for place, one in enumerate(weight):
        found += path[..., place] * one
    return found


def first_line(function: object) -> str:
    """Return what a measure is, from the first line of its function's docstring."""
    line = (function.__doc__ or "").split("\n")[0]
    return line.removeprefix("Return ").rstrip(".")


_DECLARED: defaultdict[str, dict[str, Measure]] = defaultdict(dict)
"""Measures by the module of their formula and by name."""


def measure(
    name: str, title: str, unit: str, *, headline: bool = False, cumulative: bool = False
) -> Callable[[Compute], Compute]:
    """Declare the function that follows as a measure; its docstring tells what it is.

    Examples
    --------
    >>> @measure("calm", "World: calm", "rung")
    ... def calm(data, _roster):
    ...     '''Return how far the mean of the theatres is below rung 10.'''
    ...     return 10.0 - series(data, "escalation").mean(axis=-1)
    >>> [one.description for one in declared(calm.__module__)]
    ['how far the mean of the theatres is below rung 10']
    """

    def declare(formula: Compute) -> Compute:
        _DECLARED[formula.__module__][name] = Measure(
            name, title, unit, first_line(formula), formula, headline, cumulative
        )
        return formula

    return declare


def declared(module: str) -> list[Measure]:
    """Return the measures that a module declares, in the order of the file."""
    return list(_DECLARED[module].values())
