"""What each seat can do: the paired consequences of every order that a state can be given.

A block of runs goes to a month as usual. Then one order is given, the world goes on for a year,
and the headline measures of that year are compared with those of the same runs without the order:
the same parameters, the same luck. A choice with nests, which is an act on a ladder that begins
with inaction, is ordered once; every other one is ordered in each month in which it is due.

A seat is judged by what lies beyond its own choice (``own_measures``). Which of the many orders and measures is the largest is picked in the
even runs and measured in the odd ones, so that it is not large by luck.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from multipolar.agents.kind import Decision
from multipolar.agents.seats import registry
from multipolar.arguments import known, whole
from multipolar.arrays import Array
from multipolar.axes import THEATRE
from multipolar.ensemble.blocks import Recorder
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES
from multipolar.model import MultipolarModel, OrderWarning
from multipolar.months import month_number, month_range
from multipolar.scenario import Spec
from multipolar.study.compare import Difference, difference_of
from multipolar.study.ledger import read_by_measures
from multipolar.study.windows import Progress, Window
from multipolar.world.roster import full_roster

SEATS = (
    *("USA", "GBR", "DEU", "FRA", "POL", "HUN", "KOR", "JPN", "UKR", "RUS"),
    *("PRK", "CHN", "IRN", "ISR", "TUR", "IND", "ARE", "KAZ", "KGZ", "ARM"),
)
"""The seats of a seminar."""

START, MONTHS = "2024-07", 12
"""Month of the order, and months over which what follows is read."""

AT_ONCE = 24
"""Orders that share one departure; each departure costs as much as three of them."""

Decisions = Mapping[tuple[str, str], Decision]
"""What was decided in a month, by role and name of the choice."""


class Instruction(NamedTuple):
    """An order for one column of a choice of a state.

    The choice is made every ``every`` months and writes the attributes ``writes``. ``kept`` says
    whether the order is given in each month in which the choice is due, or once.
    """

    state: str
    choice: str
    column: str
    action: str
    every: int
    writes: frozenset[str]
    kept: bool

    @property
    def address(self) -> str:
        """What an order calls the choice."""
        return f"{self.choice}.{self.column}"

    @property
    def name(self) -> str:
        """Name of the order: who is to do what."""
        return f"{self.state} {self.address} = {self.action}"

    @property
    def span(self) -> str:
        """How long it is given, in words."""
        return "whenever due" if self.kept else "once"

    def months(self, start: str, months: int) -> tuple[str, ...]:
        """Return in which of the months from one on it is given.

        Examples
        --------
        >>> Instruction("TUR", "join", "TUR", "join", 3, frozenset(), True).months("2024-09", 6)
        ('2024-10', '2025-01')
        """
        due = [m for m in month_range(start, months) if month_number(m) % self.every == 0]
        return tuple(due if self.kept else due[:1])


@dataclass(frozen=True)
class Effect:
    """What follows from an order.

    Parameters
    ----------
    order : Instruction
        The order.
    otherwise : float
        Share of the runs in which the state then did something that it would not have done.
    why : str
        Why the order has no effect; empty when it has one.
    moved : tuple of str
        Headline measures beyond the choice's own that surely move by more than matters, over all
        runs.
    picked, measured : Difference or None
        The measure beyond the choice's own that moves most, in the even runs, by which it was
        picked, and in the odd runs; none without a difference.
    """

    order: Instruction
    otherwise: float
    why: str = ""
    moved: tuple[str, ...] = ()
    picked: Difference | None = None
    measured: Difference | None = None

    @property
    def verdict(self) -> str:
        """Whether the largest consequence counts: what matters is told by ``Difference``."""
        row = self.measured
        if row is None:
            return f"no effect, because {self.why}"
        if row.moved:
            return "counts"
        if max(-row.of_mean.low, row.of_mean.high) < row.relevant:
            return "too small"
        return f"cannot tell with {row.pairs} runs"


def instructions(states: Iterable[str] = SEATS) -> tuple[Instruction, ...]:
    """Return every order that some states can be given, by state, choice, column and action.

    Raises
    ------
    KeyError
        When a state decides nothing, or there is none such; the message names the nearest.

    Examples
    --------
    >>> [order.name for order in instructions(["RUS"])][-2:]
    ['RUS vote.RUS = abstain', 'RUS vote.RUS = yes']
    """
    seats = registry()
    deciding = dict.fromkeys(seat.state for seat in seats)
    wanted = [known(state, deciding, "state that decides") for state in states]
    return tuple(
        Instruction(
            seat.state,
            seat.choice.name,
            column,
            action,
            seat.choice.every,
            frozenset(seat.choice.writes.split()),
            not seat.choice.nests,
        )
        for state in wanted
        for seat in seats
        if seat.state == state
        for column in seat.columns
        for action in seat.choice.actions
    )


def seat_effects(
    orders: Sequence[Instruction],
    *,
    scenario: str | Spec = "baseline",
    start: str = START,
    months: int = MONTHS,
    runs: int = 200,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Effect, ...]:
    """Return what follows from each of some orders.

    Parameters
    ----------
    orders : sequence of Instruction
        The orders, each given alone.
    scenario : str or Spec
        World in which they are given.
    start : str
        Month of the order, ``YYYY-MM``.
    months : int
        Months over which consequences are read, 1 or larger.
    runs, seed : int
        Runs of each side, 4 or larger, and seed of the experiment.
    executor : concurrent.futures.Executor, optional
        Where orders are tried; in this process by default.
    progress : callable, optional
        Called with the number of runs each time some orders have been tried.

    Raises
    ------
    ValueError
        When the scenario does not cover the months.
    """
    spec = _as_long(scenario, start, whole(months, "months", least=1))
    departure = Departure(spec, start, whole(runs, "runs", least=4), seed)
    parts = [tuple(orders[n : n + AT_ONCE]) for n in range(0, len(orders), AT_ONCE)]
    found: dict[Instruction, Effect] = {}
    for effects in _tried(departure, parts, executor):
        found |= {effect.order: effect for effect in effects}
        if progress is not None:
            progress(runs * len(effects))
    return tuple(found[order] for order in orders)


def _as_long(scenario: str | Spec, start: str, months: int) -> Spec:
    spec = scenario if isinstance(scenario, Spec) else load_scenario(scenario)
    before = month_number(start) - month_number(spec.start)
    if before < 1 or before + months > spec.months:
        raise ValueError(
            f"{spec.name} covers {spec.start} to {spec.end}; wanted are {months} months from "
            f"{start} on, which must not be its first"
        )
    return replace(spec, months=before + months)


def _tried(
    departure: Departure, parts: Sequence[tuple[Instruction, ...]], executor: Executor | None
) -> Iterator[tuple[Effect, ...]]:
    if executor is None:
        yield from map(departure.effects, parts)
        return
    for done in as_completed([executor.submit(departure.effects, part) for part in parts]):
        yield done.result()


class _Year(NamedTuple):
    """A year that was computed.

    ``windows`` are means of the headline measures, each of shape (runs,); ``decided`` what was
    decided, by month; ``why`` what kept an order from acting last.
    """

    windows: Mapping[str, Array]
    decided: Mapping[str, Decisions]
    why: str


@dataclass(frozen=True)
class Departure:
    """A block of runs at the month from which orders are tried.

    Parameters
    ----------
    spec : Spec
        The world, up to the last month that is read.
    start : str
        Month of the order.
    runs, seed : int
        Runs of the block, and seed of the experiment.
    """

    spec: Spec
    start: str
    runs: int
    seed: int

    @property
    def before(self) -> int:
        """Months before the order."""
        return month_number(self.start) - month_number(self.spec.start)

    def effects(self, orders: Sequence[Instruction]) -> tuple[Effect, ...]:
        """Return what follows from each of some orders."""
        model = MultipolarModel(self.spec, runs=self.runs, rng=self.seed, collect=False)
        recorder = Recorder(model)
        for _ in range(self.before):
            model.step()
            recorder.keep(model)
        taken = model.snapshot()
        plain = self._year(model, recorder)
        found = []
        for order in orders:
            model.restore(taken)
            found.append(self._effect(order, self._year(model, recorder, order), plain))
        model.__dict__.clear()  # Mesa never frees a model
        return tuple(found)

    def _year(
        self, model: MultipolarModel, recorder: Recorder, order: Instruction | None = None
    ) -> _Year:
        """Go on to the last month, with an order or without, and tell what came."""
        given = order.months(self.start, self.spec.months - self.before) if order else ()
        decided: dict[str, Decisions] = {}
        with warnings.catch_warnings(record=True) as said:
            warnings.simplefilter("always", OrderWarning)
            while model.running:
                month = model.month
                if order and month in given:
                    model.order(order.state, order.action, order.address)
                model.step()
                recorder.keep(model)
                decided[month] = model.decisions
        idle = [str(w.message).rpartition(": ")[2] for w in said]
        return _Year(self._windows(recorder, model), decided, idle[-1] if idle else "")

    def _windows(self, recorder: Recorder, model: MultipolarModel) -> dict[str, Array]:
        months = Window("", self.before, self.spec.months)
        return {
            name: months.of(measure.compute(recorder.trajectories, model.world.roster))
            for name, measure in MEASURES.items()
            if measure.headline
        }

    def _effect(self, order: Instruction, year: _Year, plain: _Year) -> Effect:
        months = order.months(self.start, self.spec.months - self.before)
        acted, otherwise = _acted(order, months, year, plain)
        share = float(otherwise.mean())
        if not acted.any():
            return Effect(order, share, year.why or "the choice is not made in these months")
        if not otherwise.any():
            return Effect(order, share, "every run does so without it")
        own = own_measures(order)
        names = [name for name in year.windows if name not in own]
        every, even, odd = (
            {name: self._difference(order, name, year, plain, part) for name in names}
            for part in (ALL, EVEN, ODD)
        )
        if not any(reach(row) for row in every.values()):
            return Effect(order, share, "no headline measure beyond its own answers it")
        most = max(names, key=lambda name: reach(even[name]))
        moved = tuple(name for name, row in every.items() if row.moved)
        return Effect(order, share, "", moved, even[most], odd[most])

    def _difference(
        self, order: Instruction, name: str, year: _Year, plain: _Year, part: slice
    ) -> Difference:
        return difference_of(
            order.name,
            Window(name, self.before, self.spec.months),
            MEASURES[name],
            self.spec,
            year.windows[name][part],
            plain.windows[name][part],
        )


def own_measures(order: Instruction) -> frozenset[str]:
    """Return the headline measures that only tell what an order itself says.

    They read an attribute that the choice writes. Acts and answers change the level of a theatre
    at once: of the measures of escalation only those of other theatres lie beyond them.

    Examples
    --------
    >>> (act,) = [o for o in instructions(["PRK"]) if o.action == "missile_test"]
    >>> [f"escalation_{place}" in own_measures(act) for place in ("korea", "global", "taiwan")]
    [True, True, False]
    """
    roster = full_roster()
    role = roster.roles[roster.index(order.state)]
    mine = roster.labels[THEATRE][roster.theatre_part(role)]
    elsewhere = {f"escalation_{place}" for place in roster.labels[THEATRE] if place not in mine}
    at_once = {"escalation"} if order.writes & {"provocation", "response"} else set()
    return frozenset(
        name
        for name, read in read_by_measures().items()
        if read & order.writes or (read & at_once and name not in elsewhere)
    )


ALL, EVEN, ODD = slice(None), slice(0, None, 2), slice(1, None, 2)
"""Parts of the runs."""


def reach(row: Difference) -> float:
    """Return a mean difference in changes that matter; nought where it is not defined."""
    size = abs(row.mean) / row.relevant
    return size if np.isfinite(size) else 0.0


def _acted(
    order: Instruction, months: Iterable[str], year: _Year, plain: _Year
) -> tuple[Array, Array]:
    """Return in which runs an order was obeyed, and in which the state did so for it alone."""
    runs = len(next(iter(year.windows.values())))
    acted, otherwise = np.zeros(runs, bool), np.zeros(runs, bool)
    for month in months:
        taken = _taken(order, year.decided[month], runs) == order.action
        acted |= taken
        otherwise |= taken & (_taken(order, plain.decided[month], runs) != order.action)
    return acted, otherwise


def _taken(order: Instruction, decisions: Decisions, runs: int) -> Array:
    """Return the action that was taken in the column of an order, empty where none was."""
    for (_, name), decision in decisions.items():
        if name == order.choice:
            for k, place in enumerate(zip(decision.owners, decision.columns, strict=True)):
                if place == (order.state, order.column):
                    names = np.array(decision.choice.actions)[decision.chosen[:, k].astype(int)]
                    return np.where(decision.is_open, names, "")
    return np.full(runs, "")


def largest(effects: Iterable[Effect]) -> Effect | None:
    """Return the order with the largest consequence, as picked in the even runs; none without."""
    able = [effect for effect in effects if effect.picked is not None]
    return max(able, key=lambda effect: reach(effect.picked), default=None)
