"""The model: binds world, rules, agents and scenario, and steps them month by month."""

from __future__ import annotations

import copy
import warnings
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property, partial
from pathlib import Path
from typing import Any, Self

import mesa
import numpy as np
from numpy.typing import NDArray

from multipolar.agents import AGENT_CLASSES, Choice, Decision, StateAgent
from multipolar.agents.explain import Explanation, Origin, explain
from multipolar.agents.kind import deciders
from multipolar.agents.table import Outcome, Seat, seat_together
from multipolar.arguments import ArgumentError, hint, known, whole
from multipolar.loading import load_scenario, priors_of, replaced_in
from multipolar.luck import Draw, Luck
from multipolar.months import month_number, month_text
from multipolar.rules import PARAMETER_CLASSES, PHASES, SWITCHES, parameter_table
from multipolar.rules.binding import Binder, BoundRule
from multipolar.rules.parameters import Parameter, Parameters
from multipolar.rules.phases import DECISIONS, EVENTS, Phase, check_phase
from multipolar.rules.provocation import Provocation
from multipolar.rules.rule import Place
from multipolar.rules.sampling import ParameterSource, check_source, draw_parameters
from multipolar.rules.theatres import shaken
from multipolar.scenario import Spec
from multipolar.world import World, attributes, make_roster
from multipolar.world.places import find_place
from multipolar.world.roster import full_roster

Array = NDArray[np.float64]

_Place = tuple[float, float, Array]
"""Bounds of an attribute and its array."""

SeedLike = int | np.random.SeedSequence | np.random.Generator | None
"""What may stand for a seed; ``None`` draws one."""

_BOUND = ("_phases", "_tables", "_groups", "_own_actions")
"""What a model binds to the arrays of its world."""

TENSION = "escalation"
"""Attribute to which events add a share of the room on the ladder."""


def _kinds(own: Sequence[type[StateAgent]]) -> tuple[type[StateAgent], ...]:
    """Return the classes of the model, one for each role, with one's own in place of theirs."""
    by_role = {kind.role: kind for kind in AGENT_CLASSES}
    for kind in own:
        if not (isinstance(kind, type) and issubclass(kind, StateAgent)):
            raise ArgumentError(f"{kind!r} is no subclass of StateAgent")
        known(kind.role, by_role, f"role for {kind.__name__}")
        for choice in kind.choices:
            known(choice.switch, SWITCHES, f"switch for the {choice.name} of {kind.__name__}")
    return tuple((by_role | {kind.role: kind for kind in own}).values())


class OrderWarning(UserWarning):
    """An order that cannot act; the message says why."""


class MultipolarModel(mesa.Model):  # type: ignore[misc]
    """A block of runs of one scenario.

    Parameters
    ----------
    spec : str, Path or Spec
        Scenario by name, file or value.
    runs : int
        Number of runs in the block.
    rng, seed : int, numpy.random.SeedSequence or numpy.random.Generator
        Seed of the experiment, 0 or larger, by either of Mesa's names. ``None``, the default, draws
        a seed, which ``model.seed`` keeps: another model with ``rng=model.seed`` does the same. A
        generator gives its next number.
    first_run : int
        Index of the block's first run: ``MultipolarModel(runs=1, first_run=7)`` is run 7 of any
        ensemble with the same scenario and seed.
    parameters : {"posterior", "prior", "default"}
        Where runs take their parameters from; see ``multipolar.rules.sampling``.
    collect : bool
        Whether ``datacollector`` collects the headline numbers: of the first state, as step 0, and
        of each month.
    agent_classes : sequence of subclasses of StateAgent
        Classes that stand in for those of the same role, in this model alone.

    Raises
    ------
    ScenarioError
        With every problem of a scenario file.
    ArgumentError
        When something else than a subclass of StateAgent stands in, its role is unknown,
        parameters come from nowhere known, or a number is none or out of bounds.

    Examples
    --------
    >>> model = MultipolarModel(rng=1, parameters="default")
    >>> model.step()
    >>> model.month
    '2022-02'
    """

    def __init__(
        self,
        spec: str | Path | Spec = "baseline",
        runs: int = 1,
        rng: SeedLike = None,
        first_run: int = 0,
        parameters: ParameterSource = "posterior",
        collect: bool = True,
        agent_classes: Sequence[type[StateAgent]] = (),
        seed: SeedLike = None,
    ) -> None:
        if rng is not None and seed is not None:
            raise ArgumentError("give rng or seed, not both: they are two names of one thing")
        self.seed = _whole_seed(seed if rng is None else rng)
        super().__init__(rng=self.seed)
        self.spec = spec if isinstance(spec, Spec) else load_scenario(spec)
        self.parameter_source = check_source(parameters)
        self.world = World(whole(runs, "runs", least=1), make_roster(self.spec.states))
        self._kinds = _kinds(agent_classes)
        self._states = {
            iso3: kind(self, iso3)
            for kind in self._kinds
            for iso3 in self.world.roster.iso3[self.world.roster.members(kind.role)]
        }
        self._first_month = month_number(self.spec.start)
        self._effects = self._effects_by_month()
        self._spec_orders = self._orders_by_month()
        self.datacollector = mesa.DataCollector(model_reporters=_reporters(self.world))
        self._collect = bool(collect)
        self.rewind(first_run)

    def rewind(self, first_run: int = 0, vectors: Mapping[str, Array] | None = None) -> None:
        """Go back to the first month, as a block that begins with another run.

        What was decided, ordered and collected is forgotten.

        Parameters
        ----------
        first_run : int
            Index of the block's first run.
        vectors : mapping of str to ndarray, optional
            Parameters by full name, each of shape (runs,) or one number for all runs, in place of
            those that runs would take.

        Raises
        ------
        ArgumentError
            When a parameter is unknown, or a value is no number of its domain.
        """
        given = _checked_vectors(vectors or {}, self.world.runs)
        self.first_run = whole(first_run, "first_run")
        self.luck = Luck(self.seed, self.first_run, self.world.runs)
        self.parameters = (
            draw_parameters(
                priors_of(self.spec),
                self.seed,
                self.first_run,
                self.world.runs,
                source=self.parameter_source,
                replaced=replaced_in(self.spec),
            )
            | given
        )
        self.world.reset()
        self._clock = self._first_month
        self._orders: dict[tuple[str, str], str] = {}
        self._decided: dict[int, Outcome] = {}
        self._applied: dict[int, Array] = {}
        self.steps = 0
        self.running = True
        self._bind()
        _put_collected(self.datacollector, _nothing_collected(self.datacollector))
        if self._collect:
            self.datacollector.collect(self)

    # -- a month ---------------------------------------------------------------------------

    @property
    def month(self) -> str:
        """Month that the next step computes, as ``YYYY-MM``."""
        return month_text(self._clock)

    @property
    def elapsed(self) -> int:
        """Months computed so far."""
        return self._clock - self._first_month

    def step(self) -> None:
        """Compute a month, phase by phase.

        Raises
        ------
        ValueError
            After the last month of the scenario.
        """
        if self.elapsed >= self.spec.months:
            raise ValueError(
                f"{self.spec.name} ends with {self.spec.end}: rewind the model, or give the "
                "scenario more months"
            )
        for name, binder, rules, places in self._phases:
            if name == EVENTS:
                self._apply_events()
            elif name == DECISIONS:
                self._decide()
            else:
                binder.begin()
                self._write([rule.results(self._clock) for rule in rules], places)
        self._clock += 1
        self.running = self.elapsed < self.spec.months
        if self._collect:
            self.datacollector.collect(self)

    def run(self, watch: Callable[[MultipolarModel], None] | None = None) -> None:
        """Step to the end of the horizon, calling ``watch`` after each month."""
        while self.running:
            self.step()
            if watch is not None:
                watch(self)

    @staticmethod
    def _write(results: list[list[Array]], places: list[list[_Place]]) -> None:
        for values, written in zip(results, places, strict=True):
            for value, (low, high, array) in zip(values, written, strict=True):
                value.clip(low, high, out=array)

    def _apply_events(self) -> None:
        for number, name, index, operation, value in self._effects.get(self._clock, ()):
            attribute = attributes()[name]
            array = self.world.arrays[name]
            before = array[index]
            if operation == "set":
                after = np.full_like(before, value)
            elif operation == "scale":
                after = before * value
            elif operation == "add" and name == TENSION:
                after = shaken(before, self.world.rest_level[index], value)
            elif operation == "add":
                after = before + value
            else:
                after = before - self._applied.pop(number, 0.0)
            array[index] = np.clip(after, attribute.low, attribute.high)
            if operation != "undo":
                self._applied[number] = array[index] - before

    # -- decisions ---------------------------------------------------------------------------

    def order(self, iso3: str, action: str) -> None:
        """Replace a choice of a state in the next month, in every run.

        A state may have several orders in a month, one for each of its choices. An order that
        cannot act warns and says why.

        Raises
        ------
        ArgumentError
            When the state does not choose, has no such action (the message lists its actions), or
            has an order for the same choice already.

        Warns
        -----
        OrderWarning
            When the order cannot act: its mechanism is off or nobody decides; or, once the month
            is computed, because the choice was not open.
        """
        state = known(iso3, self._own_actions, "state that takes orders")
        actions = self._own_actions[state]
        if action not in actions:
            found = f"{', '.join(actions)}.{hint(action, actions)}"
            raise ArgumentError(f"{state} has no action {action!r}; it has {found}")
        choice = actions[action]
        if (state, choice.name) in self._orders:
            before = self._orders[state, choice.name]
            raise ArgumentError(f"{state} is ordered to {before} in {self.month} already")
        self._orders[state, choice.name] = action
        if why := self._cannot_act(state, choice):
            warnings.warn(f"{state}: {action} cannot act in {self.month}: {why}", OrderWarning, 2)

    def _cannot_act(self, iso3: str, choice: Choice) -> str:
        """Return why an order for a choice cannot act, or nothing."""
        if not self.running:
            return f"{self.spec.name} ends with {self.spec.end}"
        if not self.spec.switches.get(choice.switch, True):
            return f"the mechanism {choice.switch} is off"
        seats = [seat for table in self._tables for seat in table.seats]
        if not any(seat.choice is choice and iso3 in seat.owners for seat in seats):
            return f"{iso3} decides nothing about {choice.name} in this world"
        return ""

    @cached_property
    def _own_actions(self) -> dict[str, dict[str, Choice]]:
        """What each state may do: by action the choice that it belongs to."""
        return {
            iso3: {action: choice for choice in agent.choices for action in choice.actions}
            for iso3, agent in self._states.items()
        }

    def _decide(self) -> None:
        orders = {**self._spec_orders.get(self._clock, {}), **self._orders}
        luck: dict[Draw, Array] = {}
        temperature = self._groups[Provocation].temperature
        self._decided = {}
        for number, table in enumerate(self._tables):
            if table.choice.is_open(self.world):
                draw = table.choice.luck
                if draw not in luck:
                    luck[draw] = self._draw(draw, self._clock)
                self._decided[number] = table.decide(self._clock, luck[draw], temperature, orders)
        for number, outcome in self._decided.items():
            self._tables[number].commit(outcome)
        open_choices = {self._tables[number].choice.name for number in self._decided}
        for (iso3, choice), action in self._orders.items():
            if choice not in open_choices:
                said = f"{iso3}: {action} did nothing in {self.month}: {choice} was not open"
                warnings.warn(said, OrderWarning, 4)
        self._orders.clear()

    @property
    def decisions(self) -> dict[tuple[str, str], Decision]:
        """What was decided in the last month computed, by role and name of the choice."""
        return dict(
            decision
            for number, outcome in self._decided.items()
            for decision in self._tables[number].decisions(outcome)
        )

    def explain(self, iso3: str) -> Explanation:
        """Return why a state chose what it chose in the last month computed.

        Raises
        ------
        ValueError
            Before the first step, or when the state is unknown or chose nothing that month; the
            message says who chose.
        """
        return explain(
            iso3,
            month_text(self._clock - 1),
            self.decisions,
            self._groups[Provocation].temperature[:, 0],
            self.world,
            Origin(self.spec.name, self.seed, self.first_run, self.parameter_source),
        )

    # -- binding -------------------------------------------------------------------------------

    def _bind(self) -> None:
        self._groups: dict[type[Parameters], Any] = {
            group: group.of(self.parameters) for group in PARAMETER_CLASSES
        }
        self._phases = tuple(self._bound(phase) for phase in PHASES)
        on = self.spec.switches
        seats = (
            self._seat(kind.role, choice, choice.columns(self.world, kind.role))
            for kind in self._kinds
            for choice in kind.choices
            if on.get(choice.switch, True)
        )
        self._tables = seat_together(
            (seat for seat in seats if seat.columns),
            self.world,
            lambda look_up: Binder(look_up, self._groups, self._draw),
        )

    def _bound(self, phase: Phase) -> tuple[str, Binder, list[BoundRule], list[list[_Place]]]:
        """Return a phase's name, its binder, its rules, and where the results of each go."""
        check_phase(phase)
        rules = [rule for rule in phase.rules if self.spec.switches.get(rule.switch, True)]
        binder = Binder(lambda place: self.world.place(*place.path), self._groups, self._draw)
        bound = [binder.bind(rule) for rule in rules]
        places = [[self._target(place) for place in rule.writes] for rule in rules]
        return phase.name, binder, bound, places

    def _target(self, place: Place) -> _Place:
        """Return the bounds and the live array of a place that a rule writes."""
        attribute = attributes()[place.attribute]
        return attribute.low, attribute.high, self.world.place(*place.path)

    def _seat(self, role: str, choice: Choice, columns: tuple[str, ...]) -> Seat:
        roster = self.world.roster
        lanes = [roster.index(label, choice.luck.axis) for label in columns]
        owners = deciders(roster, role, columns)
        return Seat(role, choice, columns, owners, np.array(lanes, np.intp))

    def _draw(self, draw: Draw, month: int) -> Array:
        lanes = self.world.roster.lanes(draw.axis)
        if lanes is None:
            return self.luck.draw(draw, month, self.world.roster.size(draw.axis))
        return self.luck.draw(draw, month, full_roster().size(draw.axis))[:, lanes]

    def _effects_by_month(self) -> dict[int, list[tuple[int, str, Any, str, float]]]:
        plan: dict[int, list[tuple[int, str, Any, str, float]]] = {}
        for number, event in enumerate(self.spec.events):
            if not event.attribute:
                continue
            index = find_place(event.attribute, event.where, self.world.roster)
            for month, operation, value in event.changes():
                plan.setdefault(month, []).append(
                    (number, event.attribute, index, operation, value)
                )
        return plan

    def _orders_by_month(self) -> dict[int, dict[tuple[str, str], str]]:
        plan: dict[int, dict[tuple[str, str], str]] = {}
        for order in self.spec.orders:
            actions = self._own_actions.get(order.state, {})
            if order.action not in actions:
                continue  # one's own class of agents stands in and has other actions
            first = month_number(order.month)
            for month in range(first, first + order.months):
                plan.setdefault(month, {})[order.state, actions[order.action].name] = order.action
        return plan

    # -- looking and restarting ----------------------------------------------------------------

    def state(self, iso3: str) -> Any:
        """Return the agent of a state by its ISO 3166 alpha-3 code.

        Raises
        ------
        UnknownName
            When the world has no such state; the message names the nearest.
        """
        return self._states[known(iso3, self._states, "state of this world")]

    def fork(self) -> Self:
        """Return an independent model that goes on exactly as this one would.

        Examples
        --------
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

    def snapshot(self) -> dict[str, Any]:
        """Return all that a restart needs: the world and its history.

        Month, arrays, waiting orders, changes to be undone, what was decided last and what was
        collected. It says what it is of, so that another model refuses it.
        """
        return {"of": self._identity(), **copy.deepcopy(self._history())}

    def _history(self) -> dict[str, Any]:
        return {
            "month": self.month,
            "steps": self.steps,
            "arrays": self.world.snapshot(),
            "orders": self._orders,
            "applied": self._applied,
            "decided": self._decided,
            "collected": _collected(self.datacollector),
        }

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Continue from a snapshot of a model with the same scenario, seed and runs.

        Raises
        ------
        ArgumentError
            When the snapshot is of other runs; the message says what differs.
        """
        mine, theirs = self._identity(), dict(snapshot["of"])
        other = [f"{k} {theirs.get(k)}, here {mine[k]}" for k in mine if mine[k] != theirs.get(k)]
        if other:
            raise ArgumentError(f"a snapshot of other runs: {'; '.join(other)}")
        history = copy.deepcopy({name: snapshot[name] for name in self._history()})
        self.world.restore(history["arrays"])
        self._orders = history["orders"]
        self._applied = history["applied"]
        self._decided = history["decided"]
        _put_collected(self.datacollector, history["collected"])
        self._clock = month_number(history["month"])
        self.steps = history["steps"]
        self.running = self.elapsed < self.spec.months

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
            self.seed = _whole_seed(rng)
        super().reset_rng(self.seed)
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


def _reporters(world: World) -> dict[str, Callable[[MultipolarModel], float]]:
    reporters: dict[str, Callable[[MultipolarModel], float]] = {
        f"escalation_{theatre}": partial(_median, name="escalation", column=column)
        for column, theatre in enumerate(world.roster.labels["theatre"])
    }
    return {**reporters, "aid_delivered": partial(_median, name="aid_delivered")}


def _median(model: MultipolarModel, *, name: str, column: int | None = None) -> float:
    array = model.world.arrays[name]
    return float(np.median(array if column is None else array[:, column]))


def _collected(collector: mesa.DataCollector) -> dict[str, Any]:
    """Return what a data collector of Mesa has collected, whatever it calls it."""
    kept = ("model_vars", "_agent_records", "_agenttype_records", "tables", "_collection_steps")
    return {name: getattr(collector, name) for name in kept if hasattr(collector, name)}


def _nothing_collected(collector: mesa.DataCollector) -> dict[str, Any]:
    """Return what a collector with the same reporters and tables has at first."""
    return {name: _emptied(value) for name, value in _collected(collector).items()} | {
        "_agent_records": {},
        "_agenttype_records": {},
    }


def _emptied(collected: Any) -> Any:
    """Return dictionaries of lists with the same keys and nothing in the lists."""
    if isinstance(collected, dict):
        return {name: _emptied(value) for name, value in collected.items()}
    return []


def _put_collected(collector: mesa.DataCollector, collected: Mapping[str, Any]) -> None:
    for name, value in collected.items():
        setattr(collector, name, value)


def _whole_seed(given: SeedLike) -> int:
    """Return the seed that one of Mesa's ways to give it means; ``None`` draws one."""
    if given is None:
        given = np.random.SeedSequence()
    if isinstance(given, np.random.SeedSequence):
        return int(given.generate_state(1)[0])
    if isinstance(given, np.random.Generator):
        return int(given.integers(2**32))
    return whole(given, "rng")


def _checked_vectors(vectors: Mapping[str, Any], runs: int) -> dict[str, Array]:
    """Return parameter vectors, each of shape (runs,) and within its domain."""
    table = parameter_table()
    return {
        known(name, table, "parameter"): _checked_vector(table[name], values, runs)
        for name, values in vectors.items()
    }


def _checked_vector(parameter: Parameter, values: Any, runs: int) -> Array:
    allowed = f"{runs} numbers from {parameter.minimum:g} to {parameter.maximum:g}, or one"
    try:
        vector = np.array(np.broadcast_to(np.asarray(values, dtype=np.float64), (runs,)))
    except (TypeError, ValueError):
        raise ArgumentError(f"{parameter.name}: allowed: {allowed}") from None
    outside = vector[~((vector >= parameter.minimum) & (vector <= parameter.maximum))]
    if outside.size:
        raise ArgumentError(f"{parameter.name}: found {outside[0]:g}; allowed: {allowed}")
    return vector


__all__ = [
    "MultipolarModel",
    "OrderWarning",
]
