"""What an explanation holds: the choices of a state in a month, and its figures."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from multipolar.agents.explained_choice import ExplainedChoice
from multipolar.agents.explanation_text import Row, line, spread
from multipolar.arguments import ArgumentError, hint
from multipolar.arrays import Array
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
