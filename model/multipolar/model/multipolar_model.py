"""The model: binds world, rules, agents and scenario, and steps them month by month."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property
from pathlib import Path
from typing import Any

from multipolar.agents import Decision
from multipolar.agents.choice_group import GroupDecision
from multipolar.agents.explain import explain
from multipolar.agents.explanation import Explanation, Origin
from multipolar.agents.foresight import Minds
from multipolar.agents.forming import begin_decisions
from multipolar.agents.seats import OpenChoice, open_choices, seats
from multipolar.arguments import ArgumentError, known, whole
from multipolar.arrays import Array, short_buffers
from multipolar.definition import SHIPPED, Definition
from multipolar.loading import load_scenario, priors_of, replaced_in, vocabulary
from multipolar.luck import Draw, Lanes, Luck
from multipolar.model import events, mesa_words, orders
from multipolar.model.binding import bind, members_of, minds_of
from multipolar.model.history import Continuing
from multipolar.model.mesa_words import SeedLike
from multipolar.model.orders import OrderWarning
from multipolar.model.settings import check_settings, checked_vectors, in_hand
from multipolar.model.strategies import DecisionStrategy, LuckStrategy, as_chosen, as_drawn
from multipolar.model.wiring import check_numbers, check_results, classes_of, write_results
from multipolar.months import MONTHS_PER_YEAR, month_number, month_text
from multipolar.rules.parameters import Parameter
from multipolar.rules.phases import DECISIONS, EVENTS
from multipolar.rules.sampling import check_source, draw_parameters, past_of
from multipolar.scenario import Order, Spec
from multipolar.sources import SHIPPED_SOURCE, ParameterSource
from multipolar.world import World, make_roster
from multipolar.world.roster import full_roster


class MultipolarModel(Continuing):
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
        of each month. A collector that you put in its place does so too.
    definition : Definition, optional
        What the model is made of: mechanisms, agents, measures and attributes.
    luck, decide : callable, optional
        How runs meet luck, and what becomes of decisions; see ``multipolar.model.strategies``.

    Raises
    ------
    ScenarioError
        With every problem of a scenario file.
    ArgumentError
        When parameters come from nowhere known, or a number is none or out of bounds.
    DefinitionError
        With everything in the definition that does not fit together.

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
        parameters: ParameterSource = SHIPPED_SOURCE,
        collect: bool = True,
        definition: Definition = SHIPPED,
        seed: SeedLike = None,
        *,
        luck: LuckStrategy = as_drawn,
        decide: DecisionStrategy = as_chosen,
    ) -> None:
        if rng is not None and seed is not None:
            raise ArgumentError("give rng or seed, not both: they are two names of one thing")
        self.seed = mesa_words.whole_seed(seed if rng is None else rng)
        super().__init__(rng=self.seed)
        self._luck_met, self._decide_so = luck, decide
        self._mesa_step, self.step = self.step, self._step_once  # type: ignore[method-assign]
        self._random_at_start = mesa_words.random_state(self)
        definition.check()
        self.definition = definition
        if not isinstance(spec, Spec):
            spec = load_scenario(spec, definition=definition)
        self.spec = check_settings(spec, definition)
        self.parameter_source = check_source(parameters)
        roster = make_roster(self.spec.states, self.spec.own_figures)
        self.world = World(whole(runs, "runs", least=1), roster, definition.attributes)
        self._states = {
            iso3: kind(self, iso3)
            for kind in classes_of(definition)
            for iso3 in self.world.roster.iso3[self.world.roster.members(kind.role)]
        }
        self._first_month = month_number(self.spec.start)
        self._events = events.by_month(self.spec.events, roster, definition.attributes)
        self._spec_orders = orders.by_month(
            self.spec.orders, self._ways, vocabulary().choices, roster.iso3
        )
        self.datacollector = mesa_words.headlines(self.world.roster.labels["theatre"])
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
        given = checked_vectors(vectors or {}, self.world.runs, self.definition.parameters)
        first = whole(first_run, "first_run")
        drawn = self.parameter_source == "posterior" and not given
        runs = self.world.runs
        past = past_of(self.seed, first, runs) if drawn else None
        self.luck = Luck(self.seed, first, runs, past)
        self.first_run = first
        priors, replaced = self._priors
        self.parameters = (
            draw_parameters(
                priors, self.seed, first, runs, source=self.parameter_source, replaced=replaced
            )
            | given
        )
        self.world.reset()
        self._orders: orders.Orders = {}
        self._forced = {}
        self._decided: dict[int, GroupDecision] = {}
        self._applied: events.Applied = {}
        self._bind()
        self._set_month(self._first_month)
        mesa_words.set_random_state(self, self._random_at_start)
        mesa_words.forget(self.datacollector)
        if self._collect:
            self.datacollector.collect(self)

    @cached_property
    def _priors(self) -> tuple[dict[str, Parameter], frozenset[str]]:
        """The priors of the scenario, and which of them are its own."""
        return priors_of(self.spec, self.definition), replaced_in(self.spec, self.definition)

    @cached_property
    def _minds(self) -> Minds:
        """What the states believe and want."""
        return minds_of(self.spec)

    # -- a month ---------------------------------------------------------------------------

    def step(self) -> None:
        """Compute a month, phase by phase.

        Raises
        ------
        ArgumentError
            After the last month of the scenario.
        """
        self._check_month_left()
        with short_buffers():
            for phase in self._phases:
                if phase.name == EVENTS:
                    events.apply(self._events.get(self._clock, ()), self.world, self._applied)
                elif phase.name == DECISIONS:
                    self._decide_so(self, self._decide)
                else:
                    phase.binder.begin()
                    rules, targets = phase.due(self._clock)
                    results = [rule.results(self._clock) for rule in rules]
                    if self.elapsed < phase.longest:
                        check_results(rules, results, targets, self.world)
                    write_results(rules, results, targets, self.world)
        self._clock += 1
        self.running = self.elapsed < self.spec.months
        if not self.running or self._clock % MONTHS_PER_YEAR == 0:
            check_numbers(self.world, month_text(self._clock - 1))
        if self._collect:
            self.datacollector.collect(self)

    def _step_once(self) -> None:
        """Step as Mesa does, which counts and then computes; a month too many is not counted."""
        self._check_month_left()
        if self._collect and not self.elapsed and not mesa_words.has_begun(self.datacollector):
            self.datacollector.collect(self)
        self._mesa_step()

    def _check_month_left(self) -> None:
        if self.elapsed >= self.spec.months:
            raise ArgumentError(
                f"{self.spec.name} ends with {self.spec.end}: rewind the model, or give the "
                "scenario more months"
            )

    def run(self, watch: Callable[[MultipolarModel], None] | None = None) -> None:
        """Step to the end of the horizon, calling ``watch`` after each month."""
        while self.running:
            self.step()
            if watch is not None:
                watch(self)

    # -- decisions ---------------------------------------------------------------------------

    def order(self, iso3: str, action: str, choice: str = "") -> None:
        """Replace a choice of a state in the next month, in every run.

        A state may have several orders in a month, one for each of its choices, or for each
        column of a choice. An order that cannot act warns and says why.

        Parameters
        ----------
        iso3 : str
            ISO 3166 alpha-3 code of the state.
        action : str
            What it is to do.
        choice : str
            The choice, ``"vote"``, for all that the state decides about in it, or one column of
            it, ``"licence.PRK"``. Needed where several choices of the state have the action.

        Raises
        ------
        ArgumentError
            When the state has no such action or choice (the message lists those it has), has the
            action in several choices, or has an order for the same already.

        Warns
        -----
        OrderWarning
            When the order cannot act: its mechanism is off, nobody decides, or the choice is not
            due; or, once the month is computed, because it was not open or the action was barred.
        """
        present = {iso3: self._ways[iso3] for iso3 in self._states}
        given = orders.give(self._orders, present, Order(iso3, self.month, action, 1, choice))
        if why := self._why_not(given.state, given.way.choice, *given.columns):
            warnings.warn(f"{iso3}: {action} cannot act in {self.month}: {why}", OrderWarning, 2)

    def _why_not(self, state: str, choice: str, *columns: str) -> str:
        """Return why an order for some columns of a choice cannot act now, or nothing."""
        way = next(way for way in self._ways[state] if way.choice == choice)
        if not self.running:
            return f"{self.spec.name} ends with {self.spec.end}"
        decides = {(state, choice, column) for column in columns} & members_of(self._choice_groups)
        return orders.why_not(way, state, self._clock, self.spec.switches, bool(decides))

    def open_choices(self, iso3: str) -> tuple[OpenChoice, ...]:
        """Return what a state may decide in the coming month, for each choice and column.

        With the chance that the model itself would give each action, and for what cannot act the
        reason. The model stays as it is.

        Raises
        ------
        UnknownName
            When the world has no such state.

        Examples
        --------
        >>> model = MultipolarModel(runs=4, rng=1)
        >>> provocation, *_, vote = model.open_choices("PRK")
        >>> round(sum(provocation.chance.values()), 9)
        1.0
        >>> print(vote)
        vote.PRK: no effect, because no vote_strictness opens it this month
        """
        return self.open_choices_of((iso3,))[iso3]

    def open_choices_of(self, states: Iterable[str]) -> dict[str, tuple[OpenChoice, ...]]:
        """Return ``open_choices`` of each state, by state; one copy of the model serves all."""
        ahead = self._decisions_ahead()

        def of(iso3: str) -> Iterator[OpenChoice]:
            kind = self.state(iso3).kind
            mine = (seat for seat in seats((kind,), self.world) if seat.state == iso3)
            return open_choices(mine, ahead, self.world.runs, self._why_not)

        return {iso3: tuple(of(iso3)) for iso3 in states}

    def _decisions_ahead(self) -> dict[tuple[str, str], Decision]:
        """Return what the coming month's decisions would be; a copy decides."""
        if not self.running:
            return {}
        ahead = self.fork()
        ahead._orders, ahead._collect = {}, False
        type(self).step(ahead)
        return ahead.decisions

    @property
    def _ways(self) -> orders.Ways:
        return vocabulary(self.definition).choices

    def _decide(self) -> None:
        given, self._orders = self._orders, {}
        forced, self._forced = self._forced, {}
        valid = {**self._spec_orders.get(self._clock, {}), **given}
        self._decided = {}
        begin_decisions(self._choice_groups)
        for number, group in enumerate(self._choice_groups):
            if group.acts(self._clock):
                luck = self._draw(group.choice.luck, self._clock, group.lanes)
                self._decided[number] = group.decide(self._clock, luck, valid, forced)
        asked = [(group, self._decided.get(n)) for n, group in enumerate(self._choice_groups)]
        for group, outcome in asked:
            if outcome is not None:
                group.commit(outcome)
            elif not group.choice.lasts and not group.choice.is_due(self._clock):
                group.rest()
        due = [(group, one) for group, one in asked if group.choice.is_due(self._clock)]
        for said in orders.without_effect(given, due, self.month):
            warnings.warn(said, OrderWarning, 3)

    @property
    def decisions(self) -> dict[tuple[str, str], Decision]:
        """What was decided in the last month computed, by role and name of the choice."""
        return dict(
            decision
            for number, outcome in self._decided.items()
            for decision in self._choice_groups[number].decisions(outcome)
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
            self.world,
            Origin(self.spec.name, self.seed, self.first_run, self.parameter_source),
        )

    # -- binding -------------------------------------------------------------------------------

    def _bind(self) -> None:
        self.parameters: Mapping[str, Array] = in_hand(self.parameters)
        given = self.spec.switches, self.parameters, self._draw, self._minds
        self._groups, self._phases, self._choice_groups = bind(self.world, self.definition, *given)

    def _draw(self, draw: Draw, month: int, members: Lanes | None = None) -> Array:
        roster = self.world.roster
        lanes = roster.lanes(draw.axis)
        size = (roster if lanes is None else full_roster()).size(draw.axis)
        if lanes is not None:
            members = lanes if members is None else lanes[members]
        return self._luck_met(self.luck.draw(draw, month, size, members), draw)

    # -- looking and restarting ----------------------------------------------------------------

    def state(self, iso3: str) -> Any:
        """Return the agent of a state by its ISO 3166 alpha-3 code.

        Raises
        ------
        UnknownName
            When the world has no such state; the message names the nearest.
        """
        return self._states[known(iso3, self._states, "state of this world")]


__all__ = ["MultipolarModel", "OrderWarning"]
