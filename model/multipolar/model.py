"""The model: binds world, rules, agents and scenario, and steps them month by month."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache
from pathlib import Path
from typing import Any

import mesa
import numpy as np
from numpy.typing import NDArray

from multipolar import scenario
from multipolar.agents import AGENT_CLASSES, Choice, Decision, StateAgent
from multipolar.agents.explain import Explanation, Origin, explain
from multipolar.agents.table import Outcome, Seat, Table, seat_together
from multipolar.arguments import hint
from multipolar.luck import Draw, Luck
from multipolar.measures import MEASURES
from multipolar.months import month_number, month_text
from multipolar.rules import PARAMETER_CLASSES, PHASES, SWITCHES, parameter_table
from multipolar.rules.binding import Binder, BoundRule
from multipolar.rules.parameters import Parameter, Parameters
from multipolar.rules.phases import DECISIONS, EVENTS, Phase
from multipolar.rules.provocation import Provocation
from multipolar.rules.rule import Place
from multipolar.rules.sampling import ParameterSource, check_source, draw_parameters
from multipolar.rules.theatres import mirroring_margin, shaken
from multipolar.scenario import ParameterRange, Spec, Vocabulary
from multipolar.world import World, attributes, make_roster
from multipolar.world.places import find_place
from multipolar.world.roster import full_roster
from multipolar.world.tables import read_table

Array = NDArray[np.float64]

_Place = tuple[float, float, Array]
"""Bounds of an attribute and its array."""

TENSION = "escalation"
"""Attribute to which events add a share of the room on the ladder."""


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """Return the names that a scenario file may use."""
    ranges = {
        name: ParameterRange(name, p.default, p.low, p.high, p.minimum, p.maximum)
        for name, p in parameter_table().items()
    }
    claims = tuple(row["id"] for row in read_table("claims.csv", "multipolar.rules"))
    return Vocabulary(ranges, SWITCHES, tuple(MEASURES), _actions(AGENT_CLASSES), claims)


def _actions(kinds: Iterable[type[StateAgent]]) -> dict[str, tuple[str, ...]]:
    """Return what the states of some classes may do, by state."""
    roster = full_roster()
    return {
        iso3: tuple(action for choice in kind.choices for action in choice.actions)
        for kind in kinds
        for iso3 in roster.iso3[roster.members(kind.role)]
    }


def _kinds(own: Sequence[type[StateAgent]]) -> tuple[type[StateAgent], ...]:
    """Return the classes of the model, one for each role, with one's own in place of theirs."""
    by_role = {kind.role: kind for kind in AGENT_CLASSES}
    for kind in own:
        if not (isinstance(kind, type) and issubclass(kind, StateAgent)):
            raise ValueError(f"{kind!r} is no subclass of StateAgent")
        if kind.role not in by_role:
            raise ValueError(
                f"{kind.__name__} has the role {kind.role!r}; allowed: {', '.join(by_role)}"
            )
    return tuple((by_role | {kind.role: kind for kind in own}).values())


def load_scenario(name: str | Path, changes: Mapping[str, object] | None = None) -> Spec:
    """Load a scenario by its name or by the path of its file.

    Parameters
    ----------
    name : str or Path
        Name or file.
    changes : mapping, optional
        Values that replace those of the file, by dotted key: ``{"theatres.mirroring": 0.0}``.

    Raises
    ------
    ScenarioError
        With every problem of the file and of the changes.

    Examples
    --------
    >>> spec = load_scenario("baseline", {"parameters.theatres.mirroring": 0.0})
    >>> spec.title
    'Baseline'
    """
    return scenario.load(name, vocabulary(), changes=changes or {})


def priors_of(spec: Spec) -> dict[str, Parameter]:
    """Return the priors of a scenario: the model's, replaced where the scenario says so."""
    priors = dict(parameter_table())
    for name, prior in spec.parameters.items():
        priors[name] = replace(priors[name], low=prior.low, default=prior.mode, high=prior.high)
    return priors


def replaced_in(spec: Spec) -> frozenset[str]:
    """Return the parameters whose prior a scenario replaces or fixes."""
    own = parameter_table()
    return frozenset(name for name, prior in priors_of(spec).items() if prior != own[name])


def stability_notes(spec: Spec) -> list[str]:
    """Return which stability bounds the priors of a scenario can break, in words."""
    priors = priors_of(spec)
    mirroring, reversion = priors["theatres.mirroring"], priors["theatres.reversion"]
    theatres = full_roster().size("theatre")
    margin = mirroring_margin(
        np.array([mirroring.default, mirroring.high]),
        np.array([reversion.default, reversion.low]),
        theatres,
    )
    if margin[0] <= 0 or margin[1] <= 0:
        where = "at the mode" if margin[0] <= 0 else "within the prior"
        return [
            f"stability: theatres.mirroring reaches theatres.reversion / {theatres - 1} {where}; "
            "tension would feed on itself until only saturation holds it"
        ]
    return []


class MultipolarModel(mesa.Model):  # type: ignore[misc]
    """A block of runs of one scenario.

    Parameters
    ----------
    spec : str, Path or Spec
        Scenario by name, file or value.
    runs : int
        Number of runs in the block.
    rng : int
        Seed of the experiment, 0 or larger.
    first_run : int
        Index of the block's first run: ``MultipolarModel(runs=1, first_run=7)`` is run 7 of any
        ensemble with the same scenario and seed.
    parameters : {"posterior", "prior", "default"}
        Where runs take their parameters from; see ``multipolar.rules.sampling``.
    collect : bool
        Whether ``datacollector`` collects the headline numbers each month.
    agent_classes : sequence of subclasses of StateAgent
        Classes that stand in for those of the same role, in this model alone.

    Raises
    ------
    ScenarioError
        With every problem of a scenario file.
    ValueError
        When something else than a subclass of StateAgent stands in, its role is unknown, or
        parameters come from nowhere known.

    Examples
    --------
    >>> model = MultipolarModel(parameters="default")
    >>> model.step()
    >>> model.month
    '2022-02'
    """

    def __init__(
        self,
        spec: str | Path | Spec = "baseline",
        runs: int = 1,
        rng: int | None = 1,
        first_run: int = 0,
        parameters: ParameterSource = "posterior",
        collect: bool = True,
        agent_classes: Sequence[type[StateAgent]] = (),
    ) -> None:
        seed = 1 if rng is None else int(rng)
        super().__init__(rng=seed)
        self.spec = spec if isinstance(spec, Spec) else load_scenario(spec)
        self.seed = seed
        self.parameter_source = check_source(parameters)
        self.world = World(runs, make_roster(self.spec.states))
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
        self._collect = collect
        self.rewind(first_run)

    def rewind(self, first_run: int, vectors: Mapping[str, Array] | None = None) -> None:
        """Go back to the first month, as a block that begins with another run.

        Parameters
        ----------
        first_run : int
            Index of the block's first run.
        vectors : mapping of str to ndarray, optional
            Parameters by full name, each of shape (runs,), in place of those that runs would take.
        """
        self.first_run = first_run
        self.luck = Luck(self.seed, first_run, self.world.runs)
        self.parameters = draw_parameters(
            priors_of(self.spec),
            self.seed,
            first_run,
            self.world.runs,
            source=self.parameter_source,
            replaced=replaced_in(self.spec),
        ) | dict(vectors or {})
        self.world.reset()
        self._clock = self._first_month
        self._orders: dict[str, str] = {}
        self._decided: list[tuple[Table, Outcome]] = []
        self._applied: dict[int, Array] = {}
        self.running = True
        self._bind()

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
        """Replace a state's choice of the next month, in every run.

        Raises
        ------
        ValueError
            When the state does not choose, or has no such action; the message lists its actions.
        """
        allowed = _actions(self._kinds)
        if iso3 not in allowed:
            found = ", ".join(sorted(allowed))
            raise ValueError(f"{iso3!r} takes no orders; these do: {found}.{hint(iso3, allowed)}")
        if action not in allowed[iso3]:
            found = ", ".join(allowed[iso3])
            near = hint(action, allowed[iso3])
            raise ValueError(f"{iso3} has no action {action!r}; it has {found}.{near}")
        self._orders[iso3] = action

    def _decide(self) -> None:
        orders = {**self._spec_orders.get(self._clock, {}), **self._orders}
        self._orders.clear()
        luck: dict[Draw, Array] = {}
        temperature = self._groups[Provocation].temperature
        self._decided = []
        for table in self._tables:
            if table.choice.when(self.world):
                draw = table.choice.luck
                if draw not in luck:
                    luck[draw] = self._draw(draw, self._clock)
                outcome = table.decide(self._clock, luck[draw], temperature, orders)
                self._decided.append((table, outcome))
        for table, outcome in self._decided:
            table.commit(outcome)

    @property
    def decisions(self) -> dict[tuple[str, str], Decision]:
        """What was decided in the last month computed, by role and name of the choice."""
        return dict(
            decision for table, outcome in self._decided for decision in table.decisions(outcome)
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
        lanes = [self.world.roster.index(label, choice.luck.axis) for label in columns]
        return Seat(role, choice, columns, self._owners(role, columns), np.array(lanes, np.intp))

    def _owners(self, role: str, columns: tuple[str, ...]) -> tuple[str, ...]:
        """Return the state that decides each column: itself, or the role's one decider."""
        members = self.world.roster.iso3[self.world.roster.members(role)]
        fronts = self.world.roster.front_states
        own = fronts[self.world.roster.theatre_part(role)]
        return tuple(
            label if label in members else next((m for m in members if m in own), members[0])
            for label in columns
        )

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

    def _orders_by_month(self) -> dict[int, dict[str, str]]:
        plan: dict[int, dict[str, str]] = {}
        for order in self.spec.orders:
            first = month_number(order.month)
            for month in range(first, first + order.months):
                plan.setdefault(month, {})[order.state] = order.action
        return plan

    # -- looking and restarting ----------------------------------------------------------------

    def state(self, iso3: str) -> Any:
        """Return the agent of a state by its ISO 3166 alpha-3 code."""
        return self._states[iso3]

    def snapshot(self) -> dict[str, Any]:
        """Return all that a restart needs: month, arrays, waiting orders, changes to be undone.

        It says what it is of, so that another model refuses it.
        """
        return {
            "of": self._identity(),
            "month": self.month,
            "arrays": self.world.snapshot(),
            "orders": dict(self._orders),
            "applied": {number: change.copy() for number, change in self._applied.items()},
        }

    def restore(self, snapshot: Mapping[str, Any]) -> None:
        """Continue from a snapshot of a model with the same scenario, seed and runs.

        Raises
        ------
        ValueError
            When the snapshot is of other runs; the message says what differs.
        """
        mine, theirs = self._identity(), dict(snapshot["of"])
        other = [f"{k} {theirs.get(k)}, here {mine[k]}" for k in mine if mine[k] != theirs.get(k)]
        if other:
            raise ValueError(f"a snapshot of other runs: {'; '.join(other)}")
        self.world.restore(snapshot["arrays"])
        self._orders = dict(snapshot["orders"])
        self._applied = dict(snapshot["applied"])
        self._decided = []
        self._clock = month_number(snapshot["month"])
        self.running = self.elapsed < self.spec.months

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
    def median(name: str, column: int | None) -> Callable[[MultipolarModel], float]:
        def report(model: MultipolarModel) -> float:
            array = model.world.arrays[name]
            return float(np.median(array if column is None else array[:, column]))

        return report

    reporters = {
        f"escalation_{theatre}": median("escalation", column)
        for column, theatre in enumerate(world.roster.labels["theatre"])
    }
    return {**reporters, "aid_delivered": median("aid_delivered", None)}


__all__ = [
    "MultipolarModel",
    "load_scenario",
    "priors_of",
    "replaced_in",
    "stability_notes",
    "vocabulary",
]
