"""What to do, not knowing: options of one seat, judged over parameters, luck and scenarios.

Every option meets the same parameters and the same luck, run by run, in every scenario, so that
differences between options are theirs. Others may answer; what an option is worth when they do not
is told beside it.

The regret of an option is what it falls short of the best option for a scenario and an outcome.
Which option is the best is picked in the even runs, and the regret is measured in the odd ones, so
that no option looks best by luck. It is told in standard deviations of the outcome where outcomes
are compared.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import NamedTuple

import numpy as np

from multipolar.arguments import whole
from multipolar.arrays import Array, Flags
from multipolar.definition import SHIPPED, Definition
from multipolar.loading import vocabulary
from multipolar.measures import Measure
from multipolar.scenario.levers import FREE, LeverFile, load_levers
from multipolar.study.bench import OptionBench
from multipolar.study.cases import case_file
from multipolar.study.intervals import Interval, effective_size, of_mean, of_share
from multipolar.study.search import Option, find_options, undominated
from multipolar.study.windows import Progress

MOST = 64
"""Options up to which all are judged."""

EVALUATIONS = 400
"""Options that the search proposes when there are more."""


class Regret(NamedTuple):
    """The largest regret of an option, over outcomes and scenarios.

    Parameters
    ----------
    size, low, high : float
        In standard deviations of the outcome, with its 90 % interval.
    outcome, scenario : int
        Where it is the largest.
    """

    size: float
    low: float
    high: float
    outcome: int
    scenario: int


@dataclass(frozen=True, eq=False)
class Judged:
    """What options come to in one world of answers.

    Parameters
    ----------
    values : ndarray
        Outcomes in their units, shape (options, scenarios, runs, outcomes).
    signs : ndarray
        1 where more is better, -1 where less is, shape (outcomes,).
    spread : ndarray
        Standard deviation of each outcome over the runs of the first option, shape (outcomes,).
    matters : ndarray
        Smallest change of each outcome that matters, in its unit; judged. Shape (outcomes,).
    """

    values: Array
    signs: Array
    spread: Array
    matters: Array

    @cached_property
    def good(self) -> Array:
        """Outcomes in standard deviations, the larger the better, shaped as ``values``."""
        return self.values * self.signs / self.spread

    @cached_property
    def means(self) -> Array:
        """Mean outcomes over runs and scenarios, in their units, shape (options, outcomes)."""
        return np.asarray(self.values.mean(axis=(1, 2)))

    @cached_property
    def undominated(self) -> Flags:
        """Which options no other beats on average over runs and scenarios, shape (options,)."""
        return undominated(self.means * self.signs)

    @cached_property
    def stands(self) -> Flags:
        """Which options no other beats in steps of what matters, shape (options,).

        Steps are counted from the first option: whatever lies within half a step is alike (the
        boxes of Laumanns and others 2002, so that no two options can beat each other).
        """
        return undominated(np.rint((self.means - self.means[0]) * self.signs / self.matters))

    def regret(self, option: int, scenario: int, outcome: int) -> tuple[float, Interval]:
        """Return how far an option falls short of the best, and its 90 % interval."""
        here = self.good[:, scenario, :, outcome]
        best = int(here[:, ::2].mean(axis=1).argmax())
        short = here[best, 1::2] - here[option, 1::2]
        return float(short.mean()), of_mean(short)

    def largest_regret(self, option: int) -> Regret:
        """Return the largest regret of an option; where it is, is picked in the even runs."""
        even = self.good[:, :, ::2].mean(axis=2)
        scenario, outcome = np.unravel_index(
            int((even.max(axis=0) - even[option]).argmax()), even.shape[1:]
        )
        size, (low, high) = self.regret(option, int(scenario), int(outcome))
        return Regret(size, low, high, int(outcome), int(scenario))

    def difference(self, option: int, outcome: int) -> tuple[float, Interval]:
        """Return an outcome against that of the first option, in its unit, and its interval.

        Runs are paired, and averaged over the scenarios.
        """
        apart = (self.values[option] - self.values[0])[..., outcome].mean(axis=0)
        return float(apart.mean()), of_mean(apart)

    def satisfied(self, option: int, enough: Array) -> tuple[float, Interval]:
        """Return in what share of runs and scenarios every outcome is good enough."""
        reached = (self.values[option] * self.signs >= enough * self.signs).all(axis=-1)
        apart = reached - reached.mean()
        run = np.tile(np.arange(reached.shape[1]), reached.shape[0])
        shared = effective_size(np.asarray(apart.ravel(), dtype=np.float64), run)
        count = int(reached.sum())
        return count / reached.size, of_share(count, reached.size, shared=shared)


@dataclass(frozen=True, eq=False)
class PolicyChoice:
    """Options of a seat, and which of them stands.

    Parameters
    ----------
    file : LeverFile
        What was asked.
    options : tuple
        The options: a value of each lever. The first leaves everything to itself.
    free : Judged
        What they come to while the other seats are free to answer.
    held : Judged or None
        The same without an answer; nothing where the file names none.
    paid : Judged or None
        What each payer gets, while others are free to answer.
    measures : tuple of Measure
        What each outcome is.
    of_payers : tuple of Measure
        What each payer looks at.
    enough : ndarray
        What is good enough, by outcome.
    possible, judged : int
        Number of all options, and of those that were judged.
    runs, seed : int
        Runs of each option in each scenario, and seed.
    """

    file: LeverFile
    options: tuple[tuple[object, ...], ...]
    free: Judged
    held: Judged | None
    paid: Judged | None
    measures: tuple[Measure, ...]
    of_payers: tuple[Measure, ...]
    enough: Array
    possible: int
    judged: int
    runs: int
    seed: int

    @cached_property
    def regrets(self) -> tuple[Regret, ...]:
        """The largest regret of each option."""
        return tuple(self.free.largest_regret(k) for k in range(len(self.options)))

    @cached_property
    def recommended(self) -> int:
        """The option, of those that no other beats, whose largest regret is the smallest."""
        unbeaten = np.flatnonzero(self.free.stands & self.free.undominated)
        return int(min(unbeaten, key=lambda option: (self.regrets[option].size, option)))

    @property
    def survives(self) -> bool:
        """Whether no other beats what is recommended, by what matters, without an answer either."""
        return self.held is None or bool(self.held.stands[self.recommended])


def choose(
    levers: str | Path | LeverFile,
    *,
    runs: int = 100,
    seed: int = 1,
    most: int = MOST,
    evaluations: int = EVALUATIONS,
    folder: str | Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> PolicyChoice:
    """Judge the options that some levers open, over parameters, luck and scenarios.

    Parameters
    ----------
    levers : str, Path or LeverFile
        A shipped case by name (``multipolar.study.cases``), or a file of levers.
    runs, seed : int
        Runs of each option in each scenario, 4 or more, and seed; it is the seed of the search too.
    most : int
        Options up to which all are judged; of more an evolutionary search proposes some.
    evaluations : int
        Options that the search proposes.
    folder : str or Path, optional
        Where finished blocks are kept and found again.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    definition : Definition, optional
        What the model is made of.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ArgumentError
        When a number cannot be meant, a month lies beyond a scenario, or an outcome is not defined
        in some run.

    Examples
    --------
    >>> file = read_levers("koreas_crisis")
    >>> [lever.name for lever in file.levers]
    ['response', 'arm', 'aid']
    >>> first_runs(file, runs=100, most=MOST, evaluations=EVALUATIONS)
    9600
    """
    file = levers if isinstance(levers, LeverFile) else read_levers(levers, definition)
    runs = whole(runs, "runs", least=4)
    bench = OptionBench(
        file,
        definition,
        runs=runs,
        seed=seed,
        folder=folder,
        executor=executor,
        progress=progress,
    )
    values = [_with_free(lever.values) for lever in file.levers]
    signs = np.array([_sign(row.direction) for row in file.outcomes])

    def judge(options: Sequence[Option]) -> Array:
        seen = bench.values([_named(values, option) for option in options])
        return np.asarray(seen[..., : len(signs)].mean(axis=(1, 2)) * signs)

    found, means, whole_set = find_options(
        [len(one) for one in values],
        judge,
        most=whole(most, "most", least=1),
        evaluations=whole(evaluations, "evaluations", least=1),
        seed=seed,
    )
    judged = len(found)
    if not whole_set:
        found = _front(found, means)
    options = tuple(_named(values, option) for option in found)
    seen = bench.values(options)
    free = _judged(seen[..., : len(signs)], signs, file, definition)
    held = None
    if file.answers:
        unanswered = bench.values(options, answered=False)[..., : len(signs)]
        held = Judged(unanswered, signs, free.spread, free.matters)
    better = np.array([_sign(row.direction) for row in file.payers])
    paid = _judged(seen[..., len(signs) :], better, file, definition) if file.payers else None
    return PolicyChoice(
        file,
        options,
        free,
        held,
        paid,
        tuple(definition.measures[row.measure] for row in file.outcomes),
        tuple(definition.measures[row.measure] for row in file.payers),
        _enough(file, free),
        math.prod(len(one) for one in values),
        judged,
        runs,
        seed,
    )


def read_levers(levers: str | Path, definition: Definition = SHIPPED) -> LeverFile:
    """Return a shipped case by name, or a file of levers.

    Raises
    ------
    ScenarioError, UnknownName
        With every problem of the file; when there is no such case.
    """
    return load_levers(case_file(levers), vocabulary(definition))


def first_runs(file: LeverFile, runs: int, most: int, evaluations: int) -> int:
    """Return how many runs a choice takes, at most."""
    possible = math.prod(len(_with_free(lever.values)) for lever in file.levers)
    options = possible if possible <= most else evaluations
    worlds = 2 if file.answers else 1
    return options * worlds * runs * len(file.uncertainty.scenarios)


def _sign(direction: str) -> float:
    return 1.0 if direction == "up" else -1.0


def _with_free(values: Sequence[object]) -> tuple[object, ...]:
    """Return the values of a lever, of which the first leaves things to themselves."""
    return (FREE, *(value for value in values if value != FREE))


def _named(values: Sequence[Sequence[object]], option: Option) -> tuple[object, ...]:
    return tuple(one[place] for one, place in zip(values, option, strict=True))


def _front(found: Sequence[Option], means: Array) -> list[Option]:
    """Return the first option and those of a search that no other beats."""
    stands = undominated(means)
    return [option for k, option in enumerate(found) if k == 0 or stands[k]]


def _judged(seen: Array, signs: Array, file: LeverFile, definition: Definition) -> Judged:
    rows = file.outcomes if seen.shape[-1] == len(file.outcomes) else file.payers
    spread = seen[0].std(axis=(0, 1))
    least = np.array([definition.measures[row.measure].smallest_change for row in rows])
    return Judged(seen, signs, np.where(spread > 0.0, spread, least), least)


def _enough(file: LeverFile, free: Judged) -> Array:
    """Return what is good enough: what the file says, or the median when all is left to itself."""
    median = np.median(free.values[0], axis=(0, 1))
    return np.array(
        [
            middle if row.enough is None else row.enough
            for row, middle in zip(file.outcomes, median, strict=True)
        ]
    )
