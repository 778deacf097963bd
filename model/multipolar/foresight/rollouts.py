"""Paired roll-outs: every action of a choice, tried in the same state and with the same luck.

A block of runs goes to a start month as usual. Each state is then tiled, one row for each action;
the row takes that action in the first month, and all else goes on as usual. Differences between
the rows of a state are what has followed from the action.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.choice_group import GroupMember
from multipolar.agents.foresight import DISCOUNT, POOLED, Key, Look, figure, looks
from multipolar.agents.stakes import Stake, measured, stakes_of
from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.model.history import Continuing
from multipolar.rules.foresight import MECHANISM
from multipolar.scenario import Spec

BARRED = 1e-6
"""Chance below which an action is out of reach."""

Places = NDArray[np.intp]


@dataclass(frozen=True)
class Trials:
    """What followed from the actions of one choice in some states.

    Parameters
    ----------
    key : Key
        The choice.
    actions : tuple of str
        Its actions.
    run : ndarray of int
        Run that each state is of, shape (state,).
    features : mapping of str to ndarray
        What the state could read, each of shape (state,).
    changes : mapping of str to ndarray
        Discounted mean of each measure over the months ahead, against the first action, each of
        shape (state, action).
    stakes : mapping of str to ndarray
        Stake of the state in each measure, each of shape (state,).
    horizon : float
        Months ahead, each counted less than the one before.
    reachable : ndarray of bool
        Whether the action could be taken, shape (state, action).
    """

    key: Key
    actions: tuple[str, ...]
    run: Places
    features: Mapping[str, Array]
    changes: Mapping[str, Array]
    stakes: Mapping[str, Array]
    horizon: float
    reachable: NDArray[np.bool_]

    @property
    def value(self) -> Array:
        """Stakes times changes over the months ahead, shape (state, action)."""
        value = np.zeros(self.reachable.shape)
        for measure, change in self.changes.items():
            value += (self.horizon * self.stakes[measure])[:, None] * change
        return value


def world_of(spec: Spec, definition: Definition = SHIPPED) -> Spec:
    """Return the scenario that beliefs about the world of a scenario are fitted on.

    It has the mechanisms, states, figures and priors of that scenario with the calendar as it was
    known in June 2024, and none of its events or orders: nobody foresees those.
    """
    known = {"information": "author", "roster.only": [*spec.states]}
    return replace(
        load_scenario("baseline", known, definition=definition),
        switches={**spec.switches, MECHANISM.switch: False},
        parameters=spec.parameters,
        facts=spec.facts,
        stakes=spec.stakes,
    )


Read = Callable[[Continuing], dict[str, Array]]


class Watch:
    """A decision strategy that reads, once, what a choice sees before it decides."""

    def __init__(self) -> None:
        self.read: Read | None = None
        self.seen: dict[str, Array] = {}

    def __call__(self, model: Continuing, decide: Callable[[], None]) -> None:
        """Read in the first month, then let the states decide."""
        if self.read is not None:
            self.seen, self.read = self.read(model), None
        decide()


class Bench(NamedTuple):
    """A model in which actions are tried, choice after choice, and what it reads."""

    model: MultipolarModel
    watch: Watch


def members_that_look(model: MultipolarModel) -> Iterator[tuple[GroupMember, Look]]:
    """Yield the members of choice groups that look ahead."""
    for group in model._choice_groups:
        for member in group.members:
            look = looks().get((member.role, member.choice.name))
            if look is not None:
                yield member, look


@dataclass(frozen=True)
class Departure:
    """A block of runs at its start month, from which actions are tried."""

    spec: Spec
    definition: Definition
    seed: int
    first_run: int
    runs: int
    month: int

    def trials(self) -> list[Trials]:
        """Return what followed from each action of each choice that looks ahead."""
        base = self._model(self.runs)
        base.rewind(self.first_run)
        for _ in range(self.month):
            base.step()
        taken = base.snapshot()
        benches: dict[int, Bench] = {}
        found = []
        for member, look in members_that_look(base):
            actions = len(member.choice.actions)
            if actions not in benches:
                watch = Watch()
                benches[actions] = Bench(self._model(self.runs * actions, decide=watch), watch)
            for column in [POOLED] if look.pooled else member.columns:
                found.append(self._trials(taken, benches[actions], member, look, column))
        return found

    def _model(self, rows: int, **more: Any) -> MultipolarModel:
        return MultipolarModel(
            self.spec,
            runs=rows,
            rng=self.seed,
            parameters="prior",
            collect=False,
            definition=self.definition,
            **more,
        )

    def _trials(
        self, taken: Mapping[str, Any], bench: Bench, member: GroupMember, look: Look, column: str
    ) -> Trials:
        actions = len(member.choice.actions)
        run = self.first_run + np.arange(self.runs)
        about = _columns(member, column, run)
        owners = [member.owners[k] for k in about]

        def read(model: Continuing) -> dict[str, Array]:
            return _seen(model, look, owners, actions)

        model, watch = bench
        watch.read = read
        rows = np.repeat(np.arange(self.runs), actions)
        model.branch(taken, rows)
        made = np.full((len(rows), len(member.columns)), -1.0)
        made[np.arange(len(rows)), about[rows]] = np.tile(np.arange(actions), self.runs)
        model.force(look.role, look.choice, made)
        given = tuple(Stake(s.who, s.measure, s.weight) for s in self.spec.stakes)
        wanted = [{s.measure: s.weight for s in stakes_of(o, look.role, given)} for o in owners]
        measures = tuple(dict.fromkeys(name for one in wanted for name in one))
        sums, reachable = _ahead(model, look, member, measures, owners, about)
        shape = self.runs, actions
        return Trials(
            Key(look.choice, look.role, column),
            member.choice.actions,
            run,
            {name: seen.reshape(shape)[:, 0] for name, seen in watch.seen.items()},
            {name: (level := ahead.reshape(shape)) - level[:, :1] for name, ahead in sums.items()},
            {m: np.array([one.get(m, 0.0) for one in wanted]) for m in measures},
            look.horizon,
            reachable,
        )


def _columns(member: GroupMember, column: str, run: Places) -> Places:
    """Return the column that each state decides about: pooled ones take turns."""
    if column == POOLED:
        return run % len(member.columns)
    return np.full(len(run), member.columns.index(column))


def _seen(model: Continuing, look: Look, owners: list[str], actions: int) -> dict[str, Array]:
    """Return the features that each row sees, shape (row,)."""
    seen: dict[str, Array] = {}
    for feature in look.features:
        found = by_owner(partial(figure, model.world, feature), owners, actions)
        if found is not None:
            seen[feature] = found
    return seen


def by_owner(read: Callable[[str], Array | None], owners: list[str], actions: int) -> Array | None:
    """Return what each row's owner reads, shape (row,); nothing where somebody reads nothing."""
    mine = np.repeat(np.array(owners), actions)
    found: Array = np.zeros(len(mine))
    for iso3 in dict.fromkeys(owners):
        values = read(iso3)
        if values is None:
            return None
        found = np.where(mine == iso3, values, found)
    return found


def _ahead(
    model: MultipolarModel,
    look: Look,
    member: GroupMember,
    measures: tuple[str, ...],
    owners: list[str],
    about: Places,
) -> tuple[dict[str, Array], NDArray[np.bool_]]:
    """Return the discounted mean of each measure, by row, and which actions were in reach."""
    actions = len(member.choice.actions)
    sums: dict[str, Array] = {}
    reachable = np.zeros((len(owners), actions), bool)
    for later in range(look.months):
        model.step()
        if later == 0:
            decided = model.decisions.get((look.role, look.choice))
            if decided is not None:
                first = np.arange(len(owners)) * actions
                reachable = decided.probability[first, about] > BARRED
                reachable &= decided.is_open[first, None]
        for measure in measures:
            found = by_owner(partial(measured, model.world, measure), owners, actions)
            if found is not None:
                sums[measure] = sums.get(measure, 0.0) + DISCOUNT**later * found
    return {measure: ahead / look.horizon for measure, ahead in sums.items()}, reachable
