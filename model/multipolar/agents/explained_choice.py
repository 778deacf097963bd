"""A choice of a state, explained: the utility of each action, term by term."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import Any

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.expectations import Expectations, as_rows
from multipolar.agents.explanation_text import Row, cells, foresight_lines, line, shares
from multipolar.arrays import Array
from multipolar.quantiles import ENDS
from multipolar.rules.forms import NESTED, nest_places
from multipolar.rules.rule import Rule

_BY_RUN = ("temperature", "probability", "chosen", "is_open", "allowed")
"""What an explained choice has of each run, beside its terms."""


@dataclass(frozen=True, eq=False)
class Term:
    """One term of the utility of a choice.

    Parameters
    ----------
    rule : Rule
        The term, with its meaning and claims.
    utility : ndarray
        Utility that it gives each action, shape (runs, actions).
    """

    rule: Rule
    utility: Array

    @property
    def name(self) -> str:
        """Name of the term."""
        return self.rule.function.__name__


@dataclass(frozen=True, eq=False)
class ExplainedChoice:
    """One choice of a state in one month.

    Parameters
    ----------
    name : str
        What was decided, for example provocation.
    about : str
        State, theatre or client that was decided about.
    actions : tuple of str
        Options, in ladder order.
    terms : tuple of Term
        What the utility adds up.
    temperature : ndarray
        Temperature τ of the quantal response: P(a) ∝ exp(U_a / τ), shape (runs,).
    nests : tuple of str
        Nest of each action: first the nest is chosen, then the action within it. Empty where all
        actions are weighed together.
    probability : ndarray
        Chance of each action, shape (runs, actions); NaN in a run where it was not open.
    chosen : ndarray
        Position of the action taken, shape (runs,).
    ordered : str
        Action that an order put in place of the choice, ``""`` without an order.
    is_open : ndarray
        Whether the choice was open, shape (runs,); where it was not, nothing was done.
    allowed : ndarray
        Whether each action could be taken, shape (runs, actions); if not, its chance is nought.
    expected : mapping
        What the state expects to follow, by action and measure, with its stake.
    """

    name: str
    about: str
    actions: tuple[str, ...]
    terms: tuple[Term, ...]
    temperature: Array
    nests: tuple[str, ...]
    probability: Array
    chosen: NDArray[np.intp]
    ordered: str
    is_open: NDArray[np.bool_]
    allowed: NDArray[np.bool_]
    expected: Expectations = field(default_factory=dict)

    @cached_property
    def where_open(self) -> ExplainedChoice:
        """The same choice, of the runs in which it was open alone."""
        if self.is_open.all():
            return self
        return replace(
            self,
            terms=tuple(Term(term.rule, term.utility[self.is_open]) for term in self.terms),
            **{name: getattr(self, name)[self.is_open] for name in _BY_RUN},
        )

    @property
    def total(self) -> Array:
        """Utility of each action: the sum of its terms, shape (runs, actions)."""
        return np.asarray(sum(term.utility for term in self.terms))

    @property
    def taken(self) -> Array:
        """Share of the runs in which it was open that took each action, shape (actions,)."""
        chosen = self.where_open.chosen
        return np.bincount(chosen, minlength=len(self.actions)) / max(len(chosen), 1)

    @property
    def of_nest(self) -> Array:
        """Chance of the nest of each action, shape (runs, actions); without nests 1."""
        if not self.nests:
            return np.ones_like(self.probability)
        chance = np.empty_like(self.probability)
        for mine in nest_places(self.nests):
            chance[:, mine] = self.probability[:, mine].sum(axis=-1, keepdims=True)
        return chance

    @property
    def within_nest(self) -> Array:
        """Chance of each action once its nest is chosen, shape (runs, actions)."""
        chance = self.of_nest
        return np.divide(self.probability, chance, out=np.zeros_like(chance), where=chance > 0.0)

    def rows(self) -> list[Row]:
        """Return the choice as text: term, claims and one cell for each action.

        Medians over the runs in which it was open; the last rows are the total, the probability
        and what was chosen. Of a nested choice the chance of each nest and that within it come
        before the probability. With several runs total and probability are followed by their
        5-95 % interval.
        """
        return self.where_open._rows()

    def _rows(self) -> list[Row]:
        terms = [
            (term.name, " ".join(term.rule.claims), *cells(np.median(term.utility, axis=0)))
            for term in self.terms
        ]
        return [
            *terms,
            *self._spread("total", self.total, cells),
            *self._barred_row(),
            *self._nest_rows(),
            *self._spread("probability", self.probability, shares),
            self._outcome(),
        ]

    def _barred_row(self) -> list[Row]:
        """Return which actions could not be taken, or in which share of the runs."""
        if self.allowed.all():
            return []
        barred = 1.0 - self.allowed.mean(axis=0)
        if len(self.chosen) > 1:
            return [("barred, share of runs", "", *shares(barred))]
        return [("barred", "", *("barred" if share else "" for share in barred))]

    def _nest_rows(self) -> list[Row]:
        """Return the nest of each action, its chance and the chance within it, as medians."""
        if not self.nests:
            return []
        return [
            ("nest", "", *self.nests),
            ("chance of the nest", "", *shares(np.median(self.of_nest, axis=0))),
            ("chance within it", "", *shares(np.median(self.within_nest, axis=0))),
        ]

    def _spread(self, name: str, values: Array, cells: Callable[[Array], list[str]]) -> list[Row]:
        """Return the row of the medians and, of several runs, the row of the intervals."""
        median = (name, "", *cells(np.median(values, axis=0)))
        if len(self.chosen) == 1:
            return [median]
        ends = zip(*(cells(np.quantile(values, q, axis=0)) for q in ENDS), strict=True)
        return [median, ("  5-95 %", "", *(f"[{low}, {high}]" for low, high in ends))]

    def _outcome(self) -> Row:
        word = "ordered" if self.ordered else "chosen"
        if len(self.chosen) > 1:
            return (f"{word}, share of runs", "", *shares(self.taken))
        return (word, "", *(word if share else "" for share in self.taken))

    def __str__(self) -> str:
        rows = [("term", "claims", *self.actions), *self.rows()]
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        lines = [self.headline, *(line(row, widths) for row in rows), ""]
        told = [f"{name}: {text}" for name, text in self.meanings()]
        told += foresight_lines(self.name, self.actions, self.expected)
        return "\n".join([*lines, *(f"  {text}" for text in told)])

    @property
    def headline(self) -> str:
        """What was decided, about whom, and at which temperature, in one line."""
        nest = f", {NESTED}" if self.nests else ""
        replaced = f"; replaced by the order {self.ordered!r}" if self.ordered else ""
        if self.opened:
            replaced += f"; {self.opened}"
        return (
            f"{self.name} ({self.about}): utility of each action, "
            f"P ∝ exp(total / {np.median(self.where_open.temperature):.2f}){nest}{replaced}"
        )

    @property
    def opened(self) -> str:
        """In how many runs it was open, in words; ``""`` where it was in all."""
        if self.is_open.all():
            return ""
        return f"open in {self.is_open.sum()} of {len(self.is_open)} runs"

    def meanings(self) -> list[tuple[str, str]]:
        """Return each term with its meaning."""
        return [(term.name, term.rule.meaning) for term in self.terms]

    def to_dict(self) -> dict[str, Any]:
        """Return medians over the runs in which it was open, for JSON."""
        return self.where_open._to_dict()

    def _to_dict(self) -> dict[str, Any]:
        return {
            "choice": self.name,
            "about": self.about,
            "actions": list(self.actions),
            "terms": [
                {
                    "term": term.name,
                    "claims": list(term.rule.claims),
                    "meaning": term.rule.meaning,
                    "utility": np.median(term.utility, axis=0).tolist(),
                }
                for term in self.terms
            ],
            "total": np.median(self.total, axis=0).tolist(),
            "temperature": float(np.median(self.temperature)),
            "nests": list(self.nests),
            "chance_of_nest": np.median(self.of_nest, axis=0).tolist(),
            "chance_within_nest": np.median(self.within_nest, axis=0).tolist(),
            "probability": np.median(self.probability, axis=0).tolist(),
            "share_of_runs": self.taken.tolist(),
            "barred_share_of_runs": (1.0 - self.allowed.mean(axis=0)).tolist(),
            "ordered": self.ordered or None,
            "expects": as_rows(self.expected),
        }
