"""Attribution: which mechanism, or which claim of the article, an outcome owes to.

The whole is the difference between the world as it is and the world without all of them. It is
shared by Shapley values (``multipolar.study.shapley``), and every world meets the same luck and the
same parameters, run by run. A placebo plays along that changes nothing: its share is nought.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Executor
from functools import cache
from pathlib import Path

import numpy as np

from multipolar.arguments import ArgumentError, known, number, whole
from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.blocks import Task, block_for
from multipolar.loading import load_scenario
from multipolar.scenario import Spec
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.absences import Sharer, of_claims, of_switches, until
from multipolar.study.kept import make_place
from multipolar.study.shapley import Coalition, coalitions_of_a_unit, shapley
from multipolar.study.shares import Attribution, told
from multipolar.study.windows import Progress, each_block

OVER = ("switches", "claims")
PLACEBO = "placebo"
BATCH = 100
"""Runs of a unit in a large attribution; the parameters of a hundred runs cover every stratum."""

WITHIN = 0.05


def attribute(
    measure: str,
    scenario: str | Path | Spec = "baseline",
    *,
    month: str | None = None,
    over: str = "switches",
    only: str | Sequence[str] | None = None,
    runs: int = 1600,
    within: float = WITHIN,
    seed: int = 1,
    executor: Executor | None = None,
    folder: str | Path | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> Attribution:
    """Share an outcome among the mechanisms, or the claims, that made it.

    Parameters
    ----------
    measure : str
        Name of the measure.
    scenario : str, Path or Spec
        Scenario by name or file; for mechanisms also by value.
    month : str, optional
        The month that counts; by default the mean of all months.
    over : {"switches", "claims"}
        Who shares.
    only : str or sequence of str, optional
        Mechanisms or claims that share; the others stay as they are.
    runs : int
        Runs of each world at most, 16 or larger.
    within : float
        Once every interval reaches at most so far on either side, as a share of the whole, no more
        runs are made; 0 uses all of them.
    seed : int
        Seed of luck, parameters and orders.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    folder : str or Path, optional
        Where finished blocks are kept and found again.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    definition : Definition, optional
        What the model is made of.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ArgumentError
        When there is no such measure, month, mechanism or claim, or nothing to share.

    Examples
    --------
    >>> found = attribute("escalation_korea", month="2022-02", only=["theatres"], runs=16)
    >>> abs(found.whole - sum(row.share for row in found.owed)) < 1e-9
    True
    """
    known(measure, definition.measures, "measure")
    known(over, OVER, "kind of player")
    runs, seed = whole(runs, "runs", least=16), whole(seed, "seed")
    within = number(within, "within", 0.0, 1.0)
    spec = (
        scenario if isinstance(scenario, Spec) else load_scenario(scenario, definition=definition)
    )
    spec, window = until(spec, measure, month)
    if over == "switches":
        players, left_out, world = of_switches(spec, only)
    else:
        players, left_out, world = of_claims(spec, scenario, only, definition)
    if not players:
        raise ArgumentError(f"{spec.name}: no {over} to share among; allowed: one or more")
    place = make_place(folder)
    batch = max(2, min(BATCH, runs // 8))

    @cache
    def of(present: Coalition) -> Spec:
        return world(frozenset(player for player in players if player not in present))

    def task(one: Spec, units: range) -> Task:
        first, count = units.start * batch, len(units) * batch
        return Task(one, seed, first, count, SHIPPED_SOURCE, None, definition)

    def value(asked: Sequence[tuple[int, Coalition]]) -> list[Array]:
        worlds = [(of(who - {PLACEBO}), unit) for unit, who in asked]
        units: dict[str, set[int]] = {}
        specs: dict[str, Spec] = {}
        for one, unit in worlds:
            units.setdefault(one.digest, set()).add(unit)
            specs[one.digest] = one
        together = [
            (digest, stretch)
            for digest, of_world in units.items()
            for stretch in _stretches(of_world, block_for(runs) // batch)
        ]
        tasks = (
            (n, task(specs[digest], stretch), (window,))
            for n, (digest, stretch) in enumerate(together)
        )
        found: dict[tuple[str, int], Array] = {}
        for n, done, seen in each_block(tasks, executor, place):
            digest, stretch = together[n]
            for unit, part in zip(stretch, np.split(seen[:, 0], len(stretch)), strict=True):
                found[digest, unit] = part
            if progress is not None:
                progress(done.runs)
        return [found[one.digest, unit] for one, unit in worlds]

    names = (*players, PLACEBO)
    shared = shapley(names, value, most=max(2, runs // batch), seed=seed, within=within)
    return told(
        shared,
        {**players, PLACEBO: Sharer(PLACEBO, (), "nothing")},
        left_out,
        spec=spec,
        window=window,
        over=over,
        seed=seed,
        definition=definition,
    )


def _stretches(units: Iterable[int], longest: int) -> Iterator[range]:
    """Yield neighbouring units together: runs cost less in one block than in several."""
    begun = range(0)
    for unit in sorted(units):
        if unit == begun.stop and 0 < len(begun) < longest:
            begun = range(begun.start, unit + 1)
            continue
        if begun:
            yield begun
        begun = range(unit, unit + 1)
    if begun:
        yield begun


def most_runs(players: int, runs: int) -> int:
    """Return how many runs an attribution makes at most, for a bar of progress."""
    batch = max(2, min(BATCH, runs // 8))
    return (runs // batch) * batch * coalitions_of_a_unit(players)
