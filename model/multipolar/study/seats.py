"""What each seat can do: the paired consequences of every order that a state can be given.

A block of runs goes to a month as usual. Then one order is given, the world goes on for a year,
and the headline measures of that year are compared with those of the same runs without the order:
the same parameters, the same luck. A choice with nests, which is an act on a ladder that begins
with inaction, is ordered once; every other one is ordered in each month in which it is due.

What an order moves is told twice: among the headline measures that do not simply repeat the choice
(``repeats``), and among those beyond the mechanism that it belongs to (``own_measures``). Which of
the many orders and measures is the largest is picked in the even runs and measured in the odd ones,
so that it is not large by luck.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Iterator, Mapping, Sequence
from concurrent.futures import Executor, as_completed
from dataclasses import dataclass, replace
from typing import NamedTuple

import numpy as np

from multipolar.agents.kind import Decision
from multipolar.arguments import whole
from multipolar.arrays import Array
from multipolar.ensemble.blocks import Recorder
from multipolar.ensemble.executors import check_executor
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES
from multipolar.model import MultipolarModel, OrderWarning
from multipolar.months import month_number
from multipolar.scenario import Spec
from multipolar.study.compare import Difference, difference_of
from multipolar.study.seat_orders import Instruction, own_measures, repeats
from multipolar.study.windows import Progress, Window

START, MONTHS = "2024-07", 12
"""Month of the order, and months over which what follows is read."""

AT_ONCE = 24
"""Orders that share one start; each start costs as much as three of them."""

Decisions = Mapping[tuple[str, str], Decision]
"""What was decided in a month, by role and name of the choice."""


class Movement(NamedTuple):
    """The measure that an order moves most: as it was picked, and as it was then measured."""

    picked: Difference
    measured: Difference

    @property
    def verdict(self) -> str:
        """Whether it counts: ``Difference`` tells what matters."""
        low, high = self.measured.of_mean
        if self.measured.moved:
            return "counts"
        if max(-low, high) < self.measured.relevant:
            return "too small"
        return "cannot tell"


@dataclass(frozen=True)
class OrderEffect:
    """What follows from an order.

    Parameters
    ----------
    order : Instruction
        The order.
    otherwise : float
        Share of the runs in which the state then did something that it would not have done.
    why : str
        Why the order has no effect; empty when it has one.
    largest, beyond : Movement or None
        The largest consequence, and the largest beyond its own mechanism; none without one.
    """

    order: Instruction
    otherwise: float
    why: str = ""
    largest: Movement | None = None
    beyond: Movement | None = None


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
) -> tuple[OrderEffect, ...]:
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
    check_executor(executor)
    spec = _as_long(scenario, start, whole(months, "months", least=1))
    trials = OrderTrials(spec, start, whole(runs, "runs", least=4), seed)
    parts = [tuple(orders[n : n + AT_ONCE]) for n in range(0, len(orders), AT_ONCE)]
    found: dict[Instruction, OrderEffect] = {}
    for effects in _tried(trials, parts, executor):
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
    trials: OrderTrials, parts: Sequence[tuple[Instruction, ...]], executor: Executor | None
) -> Iterator[tuple[OrderEffect, ...]]:
    if executor is None:
        yield from map(trials.effects, parts)
        return
    for done in as_completed([executor.submit(trials.effects, part) for part in parts]):
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
class OrderTrials:
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

    def effects(self, orders: Sequence[Instruction]) -> tuple[OrderEffect, ...]:
        """Return what follows from each of some orders."""
        model = MultipolarModel(self.spec, runs=self.runs, rng=self.seed, collect=False)
        recorder = Recorder(model)
        for _ in range(self.before):
            model.step()
            recorder.keep(model)
        taken = model.snapshot()
        plain = self._year(model, recorder)
        kept = {name: path[:, self.before :].copy() for name, path in recorder.trajectories.items()}
        found = []
        for order in orders:
            model.restore(taken)
            year = self._year(model, recorder, order)
            effect = self._effect(order, year, plain)
            if not effect.why and effect.largest is None:
                now = {name: path[:, self.before :] for name, path in recorder.trajectories.items()}
                some = (*_differing(order, now, kept), *_swayed(order, year, plain))
                only = f"no headline measure moves in the even runs, only {', '.join(some[:4])}"
                only += f" and {len(some) - 4} more" * (len(some) > 4)
                effect = replace(effect, why=only if some else NOTHING)
            found.append(effect)
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

    def _effect(self, order: Instruction, year: _Year, plain: _Year) -> OrderEffect:
        months = order.months(self.start, self.spec.months - self.before)
        acted, otherwise = _acted(order, months, year, plain)
        share = float(otherwise.mean())
        if not acted.any():
            return OrderEffect(order, share, year.why or "the choice is not made in these months")
        if not otherwise.any():
            return OrderEffect(order, share, "every run does so without it")
        said, own = repeats(order), own_measures(order)
        names = [name for name in year.windows if name not in said]
        even, odd = (
            {name: self._difference(order, name, year, plain, part) for name in names}
            for part in (EVEN, ODD)
        )
        outside = [name for name in names if name not in own]
        return OrderEffect(order, share, "", _most(even, odd, names), _most(even, odd, outside))

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


EVEN, ODD = slice(0, None, 2), slice(1, None, 2)
"""Runs in which the largest is picked, and in which it is measured."""


NOTHING = "nothing answers it"
"""Why an order has no effect that is obeyed and leads nowhere."""


def _differing(
    order: Instruction, now: Mapping[str, Array], plain: Mapping[str, Array]
) -> Iterator[str]:
    """Yield the attributes that answer an order."""
    for name, path in now.items():
        if name not in order.writes and not np.array_equal(path, plain[name], equal_nan=True):
            yield name


def _swayed(order: Instruction, year: _Year, plain: _Year) -> dict[str, None]:
    """Return the other choices whose chances answer an order, in words."""
    return {
        f"the chances of {name}": None
        for month, decisions in year.decided.items()
        for (role, name), decision in decisions.items()
        if name != order.choice
        and (before := plain.decided[month].get((role, name)))
        and not np.array_equal(decision.probability, before.probability, equal_nan=True)
    }


def reach(row: Difference) -> tuple[float, float]:
    """Return how far a difference surely goes, and its mean, both in changes that matter.

    Both are nought where the difference is not defined, the first where it may be nought.
    """
    low, high = row.of_mean
    sizes = max(low, -high, 0.0) / row.relevant, abs(row.mean) / row.relevant
    return sizes if np.isfinite(sizes).all() else (0.0, 0.0)


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


def _most(
    even: Mapping[str, Difference], odd: Mapping[str, Difference], names: Iterable[str]
) -> Movement | None:
    """Return the largest movement among some measures; none where nothing differs.

    A measure that is defined in fewer than half as many runs as the others is not compared.
    """
    enough = max(row.pairs for rows in (even, odd) for row in rows.values()) / 2
    able = [n for n in names if any(reach(even[n])) and min(even[n].pairs, odd[n].pairs) >= enough]
    most = max(able, key=lambda name: reach(even[name]), default=None)
    return None if most is None else Movement(even[most], odd[most])


def largest(effects: Iterable[OrderEffect], *, beyond: bool = False) -> OrderEffect | None:
    """Return the order with the largest movement, as picked in the even runs; none without.

    With ``beyond`` it is the largest beyond the order's own mechanism.
    """

    def size(effect: OrderEffect) -> tuple[float, float]:
        found = effect.beyond if beyond else effect.largest
        return (0.0, 0.0) if found is None else reach(found.picked)

    return max((effect for effect in effects if any(size(effect))), key=size, default=None)
