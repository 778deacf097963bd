"""What an explanation holds: the utility of each action of a choice, term by term."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.expectations import Expectations, as_rows
from multipolar.agents.explanation_text import Row, cells, foresight_lines, line, shares, spread
from multipolar.arguments import ArgumentError, hint
from multipolar.arrays import Array
from multipolar.quantiles import ENDS
from multipolar.rules.forms import NESTED, nest_places
from multipolar.rules.rule import Rule
from multipolar.sources import DESCRIBED, ParameterSource
from multipolar.world.attributes import Attribute

if TYPE_CHECKING:
    import pandas as pd


class Origin(NamedTuple):
    """Where runs come from: scenario, seed, index of the first run, source of parameters."""

    scenario: str
    seed: int
    first_run: int
    parameters: ParameterSource


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
        Chance of each action, shape (runs, actions).
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

    @property
    def total(self) -> Array:
        """Utility of each action: the sum of its terms, shape (runs, actions)."""
        return np.asarray(sum(term.utility for term in self.terms))

    @property
    def taken(self) -> Array:
        """Share of the runs in which it was open that took each action, shape (actions,)."""
        chosen = self.chosen[self.is_open]
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

        Medians over the runs; the last rows are the total, the probability and what was chosen. Of
        a nested choice the chance of each nest and that within it come before the probability.
        With several runs total and probability are followed by their 5-95 % interval.
        """
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
        if not self.is_open.all():
            replaced += f"; open in {self.is_open.sum()} of {len(self.is_open)} runs"
        return (
            f"{self.name} ({self.about}): utility of each action, "
            f"P ∝ exp(total / {np.median(self.temperature):.2f}){nest}{replaced}"
        )

    def meanings(self) -> list[tuple[str, str]]:
        """Return each term with its meaning."""
        return [(term.name, term.rule.meaning) for term in self.terms]

    def to_dict(self) -> dict[str, Any]:
        """Return medians over the runs as dictionaries, lists, texts and numbers, for JSON."""
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


@dataclass(frozen=True, eq=False)
class Figure:
    """A figure of a state.

    Parameters
    ----------
    attribute : Attribute
        Row of the attribute table: name, unit and meaning.
    place, values : str, ndarray
        State, theatre or target that it is read for, and its value in each run, shape (runs,).
    """

    attribute: Attribute
    place: str
    values: Array


@dataclass(frozen=True, eq=False)
class Explanation:
    """Why a state chose what it chose in one month; ``print(explanation)`` shows it.

    Parameters
    ----------
    state : str
        ISO 3166 alpha-3 code.
    month : str
        Month of the choices, ``YYYY-MM``.
    origin : Origin
        Scenario, seed and runs.
    choices : tuple of ExplainedChoice
        Every choice that the state made in the month.
    figures : tuple of Figure
        The state's recorded figures at the end of the month.

    Examples
    --------
    >>> from multipolar import MultipolarModel
    >>> model = MultipolarModel(runs=2, rng=1)
    >>> model.step()
    >>> model.explain("PRK").only("provocation").choices[0].actions
    ('restraint', 'balloons', 'missile_test', 'limited_force', 'major_attack')
    """

    state: str
    month: str
    origin: Origin
    choices: tuple[ExplainedChoice, ...]
    figures: tuple[Figure, ...]

    @property
    def runs(self) -> int:
        """Number of runs."""
        return len(self.choices[0].chosen)

    @property
    def heading(self) -> str:
        """State, month, scenario, seed and runs in one line."""
        first, last = self.origin.first_run, self.origin.first_run + self.runs - 1
        which = (
            f"run {first}" if self.runs == 1 else f"medians of {self.runs} runs ({first}-{last})"
        )
        parameters = DESCRIBED[self.origin.parameters]
        return (
            f"{self.state}, {self.month} · {self.origin.scenario} · {which} · "
            f"seed {self.origin.seed} · {parameters}"
        )

    @property
    def note(self) -> str:
        """How to read the numbers of several runs; ``""`` for one run."""
        if self.runs == 1:
            return ""
        return (
            "Medians over the runs: terms need not add up to the total; in brackets 5 to 95 % of "
            "the runs."
        )

    def only(self, name: str) -> Explanation:
        """Return the explanation of one kind of choice.

        Raises
        ------
        ArgumentError
            When the state made no such choice that month; the message lists those it made.
        """
        made = tuple(dict.fromkeys(choice.name for choice in self.choices))
        if name not in made:
            raise ArgumentError(
                f"{self.state} made no choice {name!r} in {self.month}. "
                f"Allowed: {', '.join(made)}.{hint(name, made)}"
            )
        kept = tuple(choice for choice in self.choices if choice.name == name)
        return Explanation(self.state, self.month, self.origin, kept, self.figures)

    def to_frame(self) -> pd.DataFrame:
        """Return one row for each run, choice, action and term.

        Columns: run, state, month, choice, about, action, term, claims, meaning and utility of the
        term; total, probability, chosen and ordered belong to the action and repeat for each of
        its terms.
        """
        import pandas as pd

        return pd.DataFrame.from_records(list(self._records()))

    def _records(self) -> Iterator[dict[str, Any]]:
        for choice in self.choices:
            total = choice.total
            for run, chosen in enumerate(choice.chosen):
                for a, action in enumerate(choice.actions):
                    for term in choice.terms:
                        yield {
                            "run": self.origin.first_run + run,
                            "state": self.state,
                            "month": self.month,
                            "choice": choice.name,
                            "about": choice.about,
                            "action": action,
                            "term": term.name,
                            "claims": " ".join(term.rule.claims),
                            "meaning": term.rule.meaning,
                            "utility": float(term.utility[run, a]),
                            "total": float(total[run, a]),
                            "probability": float(choice.probability[run, a]),
                            "chosen": bool(choice.is_open[run] and chosen == a),
                            "ordered": action == choice.ordered,
                        }

    def to_dict(self) -> dict[str, Any]:
        """Return medians over the runs as dictionaries, lists, texts and numbers, for JSON."""
        return {
            "state": self.state,
            "month": self.month,
            **self.origin._asdict(),
            "runs": self.runs,
            "choices": [choice.to_dict() for choice in self.choices],
            "figures": [
                {
                    "name": figure.attribute.name,
                    "place": figure.place,
                    "unit": figure.attribute.unit,
                    "value": float(np.median(figure.values)),
                }
                for figure in self.figures
            ],
        }

    def figure_rows(self) -> list[Row]:
        """Return the figures as text: name, place, value with 5-95 % interval, unit, meaning."""
        return [
            (
                f.attribute.name,
                f.place,
                spread(f.values),
                f.attribute.unit,
                f.attribute.description,
            )
            for f in self.figures
        ]

    def __str__(self) -> str:
        rows = self.figure_rows()
        widths = [max(len(cell) for cell in column) for column in zip(*rows, strict=True)]
        figures = [line(row, [*widths[:-1], 0]) for row in rows]
        parts = [f"{self.heading}\n{self.note}".rstrip(), *map(str, self.choices)]
        return "\n\n".join([*parts, "\n".join([f"At the end of {self.month}", *figures])])
