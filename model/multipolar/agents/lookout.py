"""Lookout: what all who look ahead see in a month, and what their actions are worth by it.

All read the world as it stands before anybody decides, so that it is worked out once, together: a
month has some forty beliefs, each of a few figures and a few actions, and one by one they would
take more time to call than to work out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import count, takewhile
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.expectations import Expected
from multipolar.arrays import Array

FAR = 3.0
"""Standard deviations beyond which a figure counts no more: no belief was fitted there."""

MOST = 2.0
"""Utility that no belief is worth more than."""


@dataclass(frozen=True, eq=False)
class Value:
    """What the actions of one column are worth by what is foreseen, bound to a world.

    Parameters
    ----------
    figures : mapping of str to ndarray
        Live arrays that are read, shape (run,), by their places.
    centre, scale : ndarray
        Mean and standard deviation of each figure where the belief was fitted.
    worth : ndarray
        Utility by (1 + figure, action): of the constant, then of one standard deviation of each.
    changes : mapping of (str, str) to ndarray
        What is expected of each action for each measure at stake, by 1 + figure.
    stakes : mapping of str to float
        Stake of each measure.
    """

    figures: Mapping[str, Array]
    centre: Array
    scale: Array
    worth: Array
    changes: Mapping[tuple[str, str], Array]
    stakes: Mapping[str, float]

    def measured(self) -> list[tuple[str, float, float]]:
        """Return of each figure its place, and the mean and deviation that measure it."""
        scales = zip(self.centre.tolist(), self.scale.tolist(), strict=True)
        return [(name, *scale) for name, scale in zip(self.figures, scales, strict=True)]

    def expected(self, seen: Array) -> dict[tuple[str, str], Expected]:
        """Return what is expected, by action and measure, median over the runs.

        ``seen`` is how far each figure is from what it was fitted on, shape (run, figure).
        """
        return {
            (action, measure): Expected(
                float(np.median(weights[0] + (seen * weights[1:]).sum(axis=1))),
                self.stakes[measure],
            )
            for (action, measure), weights in self.changes.items()
        }


class Plan(NamedTuple):
    """How a lookout works, made once for its values.

    ``figures`` are live arrays, ``centre`` and ``scale`` of shape (figure, 1). ``constant``, of
    shape (row, 1), is what each action of each value is worth whatever is seen; ``steps`` are the
    terms that come to it in their order, each for the first rows: which figure, shape (row,), and
    what a standard deviation of it is worth, shape (row, 1). ``rows`` are by value the rows of its
    actions.
    """

    figures: tuple[Array, ...]
    centre: Array
    scale: Array
    constant: Array
    steps: tuple[tuple[NDArray[np.intp], Array], ...]
    rows: Mapping[Value, NDArray[np.intp]]
    places: Mapping[Value, NDArray[np.intp]]


class Lookout:
    """The values of all choices of one world that look ahead."""

    def __init__(self) -> None:
        self._values: dict[Value, None] = {}
        self._month: tuple[Array, Array] | None = None

    def add(self, *values: Value) -> None:
        """Add values to those that are worked out each month."""
        if self._values.keys() >= set(values):
            return
        self._values |= dict.fromkeys(values)
        self.__dict__.pop("plan", None)
        self.begin()

    def begin(self) -> None:
        """Begin a month: all is looked at anew."""
        self._month = None

    @cached_property
    def plan(self) -> Plan:
        """How it works: rows with the most terms first, terms that are nought left out."""
        figures = {
            key: figure
            for value in self._values
            for key, figure in zip(value.measured(), value.figures.values(), strict=True)
        }
        number = {key: place for place, key in enumerate(figures)}
        places = {
            value: np.array([number[k] for k in value.measured()], np.intp)
            for value in self._values
        }
        terms = {
            (value, action): [
                (place, worth)
                for place, worth in zip(places[value], value.worth[1:, action], strict=True)
                if worth
            ]
            for value in self._values
            for action in range(value.worth.shape[1])
        }
        rows = sorted(terms, key=lambda row: -len(terms[row]))
        row_of = {row: place for place, row in enumerate(rows)}
        steps = takewhile(
            len, ([terms[row][k] for row in rows if len(terms[row]) > k] for k in count())
        )
        return Plan(
            tuple(figures.values()),
            np.array([[centre] for _, centre, _ in figures]).reshape(-1, 1),
            np.array([[scale] for _, _, scale in figures]).reshape(-1, 1),
            np.array([[value.worth[0, action]] for value, action in rows]).reshape(-1, 1),
            tuple(
                (np.array([p for p, _ in step], np.intp), np.array([[w] for _, w in step]))
                for step in steps
            ),
            {
                value: np.array([row_of[value, a] for a in range(value.worth.shape[1])], np.intp)
                for value in self._values
            },
            places,
        )

    def look(self, runs: int) -> tuple[Array, Array]:
        """Return what is seen this month and what actions are worth by it, once a month.

        The first, of shape (figure, run), is how far each figure is from what it was fitted on, in
        standard deviations; the second, of shape (row, run), is the utility of each action.
        """
        if self._month is None:
            seen = self._see(runs)
            self._month = seen, self._weigh(seen)
        return self._month

    def _see(self, runs: int) -> Array:
        plan = self.plan
        away = np.empty((len(plan.figures), runs))
        for kept, figure in zip(away, plan.figures, strict=True):
            kept[...] = figure
        away -= plan.centre
        away /= plan.scale
        return away.clip(-FAR, FAR, out=away)

    def _weigh(self, seen: Array) -> Array:
        plan = self.plan
        utility = np.empty((len(plan.constant), seen.shape[1]))
        utility[...] = plan.constant
        for place, worth in plan.steps:
            term = seen.take(place, axis=0)
            term *= worth
            utility[: len(place)] += term
        return utility.clip(-MOST, MOST, out=utility)


__all__ = ["FAR", "MOST", "Lookout", "Plan", "Value"]
