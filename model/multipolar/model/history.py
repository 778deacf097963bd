"""History: what a copy, a snapshot and a way back take with them."""

from __future__ import annotations

import copy
from abc import abstractmethod
from collections.abc import Mapping
from typing import Any, Self

import mesa
import numpy as np
from numpy.typing import ArrayLike, NDArray

from multipolar.agents.choice_group import ChoiceGroup, GroupDecision
from multipolar.agents.forcing import Forced, forcing
from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.model import events, mesa_words, orders
from multipolar.model.mesa_words import SeedLike
from multipolar.months import month_number, month_text
from multipolar.scenario import Spec
from multipolar.sources import ParameterSource
from multipolar.world import World

_BOUND = ("_phases", "_choice_groups", "_groups", "_priors", "_minds")
"""What a model binds to the arrays of its world, or works out anew when asked for it."""


class Continuing(mesa.Model):  # type: ignore[misc]
    """A Mesa model whose history can be kept, copied and taken up again."""

    spec: Spec
    seed: int
    first_run: int
    parameter_source: ParameterSource
    parameters: Mapping[str, Array]
    world: World
    datacollector: mesa.DataCollector
    _applied: events.Applied
    _choice_groups: tuple[ChoiceGroup, ...]
    _clock: int
    _decided: dict[int, GroupDecision]
    _first_month: int
    _forced: Forced
    _orders: orders.Orders
    _random_at_start: dict[str, Any]

    @abstractmethod
    def rewind(self, first_run: int = 0, vectors: Mapping[str, Any] | None = None) -> None:
        """Go back to the first month."""

    @abstractmethod
    def _bind(self) -> None:
        """Bind rules and choices to the world and the parameters."""

    # -- time --------------------------------------------------------------------------------------

    @property
    def month(self) -> str:
        """Month that the next step computes, as ``YYYY-MM``."""
        return month_text(self._clock)

    @property
    def elapsed(self) -> int:
        """Months computed so far."""
        return self._clock - self._first_month

    def _set_month(self, month: int) -> None:
        self._clock = month
        self.running = self.elapsed < self.spec.months
        mesa_words.set_clock(self, self.elapsed)

    # -- copies and snapshots ----------------------------------------------------------------------

    def fork(self) -> Self:
        """Return an independent model that goes on exactly as this one would.

        Examples
        --------
        >>> from multipolar import MultipolarModel
        >>> model = MultipolarModel(rng=1)
        >>> twin = model.fork()
        >>> model.step(), twin.step()
        (None, None)
        >>> bool((model.world.escalation == twin.world.escalation).all())
        True
        """
        return copy.deepcopy(self)

    def __copy__(self) -> Self:
        raise TypeError("a shallow copy would share its world with the original: use model.fork()")

    def __getstate__(self) -> dict[str, Any]:
        """Return all but what is bound to the arrays of this world: a copy binds itself anew."""
        return {name: value for name, value in self.__dict__.items() if name not in _BOUND}

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)
        self._bind()
        mesa_words.number_agents_on(self)

    def snapshot(self) -> dict[str, Any]:
        """Return all that a restart needs: the world and its history.

        Month, arrays, parameters, waiting orders, changes to be undone, what was decided last, what
        was collected, and Mesa's own random numbers. It says what it is of, so that another model
        refuses it.
        """
        return {"of": self._identity(), **copy.deepcopy(self._history())}

    def _history(self) -> dict[str, Any]:
        return {
            "month": self.month,
            "running": self.running,
            "luck": (self.luck.runs, self.luck.history, self.luck.rows),
            "arrays": self.world.snapshot(),
            "parameters": self.parameters,
            "orders": self._orders,
            "forced": self._forced,
            "applied": self._applied,
            "decided": self._decided,
            "collected": mesa_words.collected(self.datacollector),
            "random": mesa_words.random_state(self),
        }

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Continue from a snapshot of a model with the same scenario, seed and runs.

        Raises
        ------
        ArgumentError
            When the snapshot is of other runs; the message says what differs.
        """
        try:
            mine, theirs = self._identity(), dict(snapshot["of"])
            history = copy.deepcopy({name: snapshot[name] for name in self._history()})
        except (TypeError, KeyError):
            raise ArgumentError("no snapshot; allowed: what model.snapshot() returned") from None
        other = [f"{k} {theirs.get(k)}, here {mine[k]}" for k in mine if mine[k] != theirs.get(k)]
        if other:
            raise ArgumentError(f"a snapshot of other runs: {'; '.join(other)}")
        mesa_words.put_back(self.datacollector, history["collected"])
        self.world.restore(history["arrays"])
        self.parameters = history["parameters"]
        self.luck = Luck(self.seed, self.first_run, *history["luck"])
        self._bind()
        self._orders = history["orders"]
        self._forced = history["forced"]
        self._applied = history["applied"]
        self._decided = history["decided"]
        self._set_month(month_number(history["month"]))
        mesa_words.set_random_state(self, history["random"])
        self.running = history["running"]

    def branch(self, snapshot: Mapping[str, Any], rows: NDArray[np.intp]) -> None:
        """Continue from a snapshot of runs with several rows for a run, or none.

        A row has the state, the parameters and the luck of its run, so that rows of a run differ
        by what they are made to do alone. What was collected or decided is forgotten.

        Parameters
        ----------
        snapshot : mapping
            What ``snapshot()`` of a model with the same scenario and seed returned.
        rows : ndarray of int
            Place of the run that each row of this model continues, shape (rows,).

        Raises
        ------
        ArgumentError
            When the rows are not as many as this model has, or no runs of the snapshot.
        """
        runs, past, before = snapshot["luck"]
        if len(rows) != self.world.runs or not 0 <= rows.min() <= rows.max() < runs:
            raise ArgumentError(
                f"{len(rows)} rows; allowed: {self.world.runs} places of runs, 0 to {runs - 1}"
            )
        self.world.restore({name: array[rows] for name, array in snapshot["arrays"].items()})
        self.parameters = {name: array[rows] for name, array in snapshot["parameters"].items()}
        self.first_run = snapshot["of"]["first run"]
        met = rows if before is None else before[rows]
        self.luck = Luck(self.seed, self.first_run, runs, past, met)
        self._bind()
        self._orders = {}
        self._forced = {}
        self._applied = {n: change[rows] for n, change in snapshot["applied"].items()}
        self._decided = {}
        self._set_month(month_number(snapshot["month"]))
        mesa_words.forget(self.datacollector)

    def force(self, role: str, choice: str, actions: ArrayLike) -> None:
        """Replace the next choice of a role, run by run and column by column.

        Parameters
        ----------
        role, choice : str
            Role of the states, and name of the choice.
        actions : array_like
            Place of the action on the ladder, shape (run, column); below 0 the choice stands.

        Raises
        ------
        ArgumentError
            When nobody decides so in this world, the shape is another, or a place is none of the
            ladder.
        """
        members = (member for group in self._choice_groups for member in group.members)
        ladders = {
            (one.role, one.choice.name): (len(one.columns), one.choice.actions) for one in members
        }
        self._forced[role, choice] = forcing(ladders, role, choice, actions, self.world.runs)

    # -- Mesa's words --------------------------------------------------------------------------

    def reset_rng(self, rng: SeedLike = None) -> None:
        """Begin anew with another seed, or with the same one.

        Luck and parameters follow from the seed, so it can be changed at the first month alone.

        Raises
        ------
        ArgumentError
            When months have been computed, or the seed is none.
        """
        if self.elapsed:
            raise ArgumentError(
                f"{self.elapsed} months are computed with seed {self.seed}, which luck and "
                "parameters follow from: rewind the model first, or make one with rng=…"
            )
        if rng is not None:
            self.seed = mesa_words.whole_seed(rng)
            self._random_at_start = mesa_words.random_of(self.seed)
        self.rewind(self.first_run)

    def reset_randomizer(self, seed: SeedLike = None) -> None:
        """Begin anew with another seed, by Mesa's older word; see ``reset_rng``."""
        self.reset_rng(seed)

    def _identity(self) -> dict[str, Any]:
        """Return what the numbers of this block depend on."""
        return {
            "scenario": f"{self.spec.name} ({self.spec.digest[:8]})",
            "seed": self.seed,
            "first run": self.first_run,
            "runs": self.world.runs,
            "parameters": self.parameter_source,
        }
