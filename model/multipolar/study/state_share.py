"""How far the state of the world explains what states choose, from the model's own probabilities.

The share is 1 − mean H(P(action | state)) / H(mean P(action)): the part of the uncertainty about
an action that is gone once the state of the world is known. H is Shannon's entropy; means run over
the months and runs in which the choice is open, for each column of a choice. Several columns are
put together by the sums of both entropies. An order changes what is done, not the probabilities.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

import numpy as np

from multipolar.agents.seats import registry
from multipolar.arrays import Array
from multipolar.ensemble.blocks import block_for
from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.scenario import Spec
from multipolar.sources import SHIPPED_SOURCE, ParameterSource
from multipolar.study.markdown import table as markdown_table
from multipolar.study.windows import Progress
from multipolar.world.tables import read_table

UNION = "EU"
"""The member states of the Union together."""

ACTORS = ("RUS", "PRK", "CHN", "USA", UNION)
"""Whose principal choices are told."""

MINOR = ("vote",)
"""Choices that are nobody's principal one: a vote of the General Assembly binds nobody."""

SOURCES: tuple[ParameterSource, ParameterSource] = (SHIPPED_SOURCE, "default")
"""Vectors of parameters drawn for each run, and the modes of the priors in all runs."""

Column = tuple[str, str, str]
"""State, name of the choice and column."""


class StateShare(NamedTuple):
    """How far the state explains a choice.

    Parameters
    ----------
    actor, choice : str
        A state or ``EU``, and the name of the choice; empty for all of the actor's choices.
    drawn, modes : float
        The share, 0 to 1, with vectors of parameters drawn for each run, and with the modes of
        the priors in all runs; NaN where nothing is uncertain.
    """

    actor: str
    choice: str
    drawn: float
    modes: float

    def to_dict(self) -> dict[str, str | float | None]:
        """Return it as texts and numbers, for JSON; what is not defined is none."""
        numbers = {"drawn": self.drawn, "modes": self.modes}
        known = {name: None if np.isnan(one) else one for name, one in numbers.items()}
        return {"actor": self.actor, "choice": self.choice, **known}


@dataclass
class Sums:
    """Sums over the runs and months in which a column was open.

    Parameters
    ----------
    cases : int
        Runs and months.
    probability : ndarray
        Sum of the probabilities, shape (action,).
    uncertainty : float
        Sum of the entropies, in nats.
    """

    cases: int = 0
    probability: Array = field(default_factory=lambda: np.zeros(1))
    uncertainty: float = 0.0

    def add(self, probability: Array) -> None:
        """Add the probabilities of some runs, shape (run, action)."""
        self.cases += len(probability)
        self.probability = self.probability + probability.sum(axis=0)
        self.uncertainty += float(entropy(probability).sum())

    @property
    def within(self) -> float:
        """Mean entropy once the state is known, in nats."""
        return self.uncertainty / self.cases

    @property
    def overall(self) -> float:
        """Entropy of the mean probabilities, in nats."""
        return float(entropy(self.probability / self.cases))


def entropy(probability: Array) -> Array:
    """Return Shannon's entropy over the last axis, in nats.

    Examples
    --------
    >>> entropy(np.array([[1.0, 0.0], [0.5, 0.5]])).round(3).tolist()
    [0.0, 0.693]
    """
    known = np.where(probability > 0.0, probability, 1.0)
    total: Array = -(known * np.log(known)).sum(axis=-1) + 0.0
    return total


def share_of(sums: Iterable[Sums]) -> float:
    """Return the share of some columns together; NaN where nothing is uncertain.

    Examples
    --------
    >>> sure, blind = Sums(), Sums()
    >>> sure.add(np.array([[1.0, 0.0], [0.0, 1.0]]))
    >>> blind.add(np.array([[0.5, 0.5], [0.5, 0.5]]))
    >>> share_of([sure]), share_of([blind]), round(share_of([sure, blind]), 9)
    (1.0, 0.0, 0.5)
    """
    known = [one for one in sums if one.cases]
    overall = sum(one.overall for one in known)
    return 1.0 - sum(one.within for one in known) / overall if overall > 0.0 else float("nan")


def state_shares(
    *,
    scenario: str | Spec = "baseline",
    runs: int = 200,
    seed: int = 1,
    progress: Progress | None = None,
) -> tuple[StateShare, ...]:
    """Return how far the state explains the principal choices of ``ACTORS``.

    For each actor a row for all its principal choices, and one for each of them.

    Parameters
    ----------
    scenario : str or Spec
        World in which they choose.
    runs, seed : int
        Runs, 1 or larger, and seed of the experiment.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    """
    spec = scenario if isinstance(scenario, Spec) else load_scenario(scenario)
    wanted = principal()
    seen = [_summed(spec, wanted, runs, seed, source, progress) for source in SOURCES]
    return tuple(_told(wanted, seen))


def principal() -> Mapping[tuple[str, str], tuple[str, ...]]:
    """Return the states that make each principal choice, by actor and name of the choice."""
    union = {row["iso3"] for row in read_table("states.csv") if row["eu"] == "1"}
    found: dict[tuple[str, str], tuple[str, ...]] = {}
    for actor in ACTORS:
        for seat in registry():
            theirs = seat.state in union if actor == UNION else seat.state == actor
            if theirs and seat.choice.name not in MINOR:
                place = actor, seat.choice.name
                found[place] = (*found.get(place, ()), seat.state)
    return found


def _summed(
    spec: Spec,
    wanted: Mapping[tuple[str, str], tuple[str, ...]],
    runs: int,
    seed: int,
    source: ParameterSource,
    progress: Progress | None,
) -> dict[Column, Sums]:
    """Return the sums of each column that is wanted."""
    ours = {(state, choice) for (_, choice), states in wanted.items() for state in states}
    sums: dict[Column, Sums] = {}
    size = min(runs, block_for(runs))
    for first in range(0, runs, size):
        block = min(size, runs - first)
        model = MultipolarModel(
            spec, runs=block, rng=seed, first_run=first, parameters=source, collect=False
        )
        while model.running:
            model.step()
            for column, probability in _probabilities(model, ours):
                sums.setdefault(column, Sums()).add(probability)
        model.__dict__.clear()  # Mesa never frees a model
        if progress is not None:
            progress(block)
    return sums


def _probabilities(
    model: MultipolarModel, ours: set[tuple[str, str]]
) -> Iterator[tuple[Column, Array]]:
    """Yield the probabilities of the columns of a month, in the runs that could choose."""
    for (_, name), decision in model.decisions.items():
        for k, (owner, column) in enumerate(zip(decision.owners, decision.columns, strict=True)):
            if (owner, name) in ours:
                could = decision.is_open
                if decision.allowed is not None:
                    could = could & (decision.allowed[:, k].sum(axis=-1) > 1)
                if could.any():
                    yield (owner, name, column), decision.probability[could, k]


def _told(
    wanted: Mapping[tuple[str, str], tuple[str, ...]], seen: list[dict[Column, Sums]]
) -> Iterator[StateShare]:
    for actor in ACTORS:
        choices = {name: states for (who, name), states in wanted.items() if who == actor}
        for some in ("", *choices):
            names = choices if not some else {some: choices[some]}
            drawn, modes = (
                share_of(
                    one for (state, name, _), one in sums.items() if state in names.get(name, ())
                )
                for sums in seen
            )
            yield StateShare(actor, some, drawn, modes)


def share_lines(shares: Iterable[StateShare]) -> Iterator[list[str]]:
    """Yield actor, choice and the two shares of each row as text."""
    for row in shares:
        told = ["-" if np.isnan(one) else f"{one:.0%}" for one in (row.drawn, row.modes)]
        yield [row.actor, row.choice or "all", *told]


SHARE_COLUMNS = ("actor", "choice", "drawn", "modes")
"""Columns of the table of shares."""


MEANING = (
    "Share of the uncertainty about an action that is gone once the state of the world is known: "
    "1 - mean H(P(action | state)) / H(mean P(action)), from the model's own probabilities. "
    '"drawn" has a vector of parameters for each run, so that what differs between vectors counts '
    'as state; "modes" has the modes of the priors in all runs.'
)
"""What the table says, in words."""

SECTION = """
## How far the state of the world explains what they choose

{meaning} {runs} runs of the baseline, {first} to {last}.

{table}
"""


def shares_section(shares: Iterable[StateShare], runs: int) -> str:
    """Return the shares as a section of the page of seats."""
    spec = load_scenario("baseline")
    table = markdown_table(SHARE_COLUMNS, share_lines(shares))
    return SECTION.format(meaning=MEANING, first=spec.start, last=spec.end, runs=runs, table=table)
