"""Windows: what a study takes from each run, computed where the run is and then dropped.

A window is the mean, the peak or the lowest value of a measure in a span of months: one number for
each run. Trajectories never leave the block that made them, so a study of many scenarios needs
little memory, in this process or in others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Executor, Future, wait
from dataclasses import dataclass, replace
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble import Results
from multipolar.ensemble.blocks import Task, block_for, run_block, split
from multipolar.ensemble.executors import check_executor
from multipolar.ensemble.vectors import Vectors
from multipolar.scenario import Spec
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.kept import file_of, found_again, keep, make_place
from multipolar.world import make_roster

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Window:
    """A statistic of a measure over a span of months.

    Parameters
    ----------
    measure : str
        Name of the measure.
    first, stop : int
        Positions of the first month and of the month after the last, counted from the start.
    statistic : str
        ``mean``, ``peak`` or ``lowest``.
    """

    measure: str
    first: int
    stop: int
    statistic: str = "mean"

    def of(self, path: Array) -> Array:
        """Return the statistic of the measure's path, shape (runs, months), for each run.

        It is NaN where the measure is defined in no month of the span.
        """
        return STATISTICS[self.statistic](path[:, self.first : self.stop])


Job = tuple[Spec, tuple[Window, ...]]


def take_windows(
    jobs: Sequence[Job],
    *,
    runs: int,
    seed: int,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
    vectors: Vectors | None = None,
    folder: str | Path | None = None,
) -> list[Array]:
    """Run scenarios with common random numbers and return their windows.

    Parameters
    ----------
    jobs : sequence of (Spec, tuple of Window)
        Scenarios, each with the windows to take.
    runs, seed : int
        Runs of each scenario, 1 or larger, and seed of the experiment. Run k of every scenario
        meets the same luck and the same parameters.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    definition : Definition, optional
        What the model is made of.
    vectors : Vectors, optional
        A design that every scenario is run with; ``runs`` is then that of each vector, and other
        parameters keep their default.
    folder : str or Path, optional
        Where what is done is kept block by block and found again, so that the same call goes on
        after it was interrupted.

    Returns
    -------
    list of ndarray
        One array for each job, shape (runs, windows), with vectors (vectors × runs,
        windows); NaN where a measure is defined in no month of the span.
    """
    if runs < 1:
        raise ValueError(f"runs {runs}: must be 1 or larger")
    if vectors is not None and vectors.each != runs:
        raise ValueError(f"runs {runs}: those of each vector, {vectors.each}")
    place = make_place(folder)
    total = runs if vectors is None else vectors.runs
    found = [np.full((total, len(windows)), np.nan) for _, windows in jobs]
    tasks = _tasks(jobs, total, seed, definition, vectors)
    for number, task, seen in each_block(tasks, executor, place):
        found[number][task.first_run : task.first_run + task.runs] = seen
        if progress is not None:
            progress(task.runs)
    return found


def _tasks(
    jobs: Sequence[Job], runs: int, seed: int, definition: Definition, vectors: Vectors | None
) -> Iterator[tuple[int, Task, tuple[Window, ...]]]:
    """Yield each block of each job; vectors are cut out when their block is due."""
    source = SHIPPED_SOURCE if vectors is None else "default"
    block = block_for(runs)
    for number, (spec, windows) in enumerate(jobs):
        for task in split(spec, seed, runs, block=block, parameters=source, definition=definition):
            given = None if vectors is None else vectors.block(task.first_run, task.runs)
            yield number, replace(task, vectors=given), windows


def each_block(
    tasks: Iterator[tuple[int, Task, tuple[Window, ...]]],
    executor: Executor | None,
    folder: Path | None,
) -> Iterator[tuple[int, Task, Array]]:
    """Yield the windows of blocks as they are done, each with its number and its task."""
    check_executor(executor)
    if executor is None:
        for number, task, windows in tasks:
            yield number, task, kept_windows(task, windows, folder)
        return
    waiting: dict[Future[Array], tuple[int, Task]] = {}
    try:
        while True:
            for number, task, windows in islice(tasks, _AHEAD - len(waiting)):
                future = executor.submit(kept_windows, task, windows, folder)
                waiting[future] = (number, task)
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield (*waiting.pop(future), future.result())
    finally:
        for future in waiting:
            future.cancel()


_AHEAD = 64
"""Blocks handed to an executor at a time: they bound the memory of a large design."""


def kept_windows(task: Task, windows: tuple[Window, ...], folder: Path | None) -> Array:
    """Return the windows of a block, from its file where there is one, shape (runs, windows)."""
    if folder is None:
        return windows_of_block(task, windows)
    file = file_of(folder, task, windows)
    seen = found_again(file, (task.runs, len(windows)))
    if seen is None:
        seen = windows_of_block(task, windows)
        keep(file, seen)
    return seen


def windows_of_block(task: Task, windows: tuple[Window, ...]) -> Array:
    """Compute a block and return its windows, shape (runs, windows)."""
    trajectories = run_block(task).trajectories
    roster = make_roster(task.spec.states, task.spec.own_figures)
    names = dict.fromkeys(window.measure for window in windows)
    measures = task.definition.measures
    series = {name: measures[name].compute(trajectories, roster) for name in names}
    seen = [window.of(series[window.measure]) for window in windows]
    return np.stack(seen, axis=1) if seen else np.empty((task.runs, 0))


def windows_of_results(
    results: Results, scenario: str, windows: Sequence[Window], runs: int | None = None
) -> Array:
    """Return the windows of a scenario of some results, shape (runs, windows).

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str
        Name of the scenario there.
    windows : sequence of Window
        What to take, one or more.
    runs : int, optional
        How many of the runs, all by default.
    """
    names = list(dict.fromkeys(window.measure for window in windows))
    series = {name: results.measure(name, scenario).values[:runs] for name in names}
    return np.stack([window.of(series[window.measure]) for window in windows], axis=1)


def mean_of_known(values: Array) -> Array:
    """Return the mean over the months that are no NaN, shape (runs,); NaN where all are."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def _largest_known(values: Array, sign: float = 1.0) -> Array:
    """Return the largest of the months that are no NaN times a sign, shape (runs,)."""
    known = np.where(np.isnan(values), -np.inf, sign * values).max(axis=1)
    return np.where(np.isinf(known), np.nan, sign * known)


STATISTICS: Mapping[str, Callable[[Array], Array]] = {
    "mean": mean_of_known,
    "peak": _largest_known,
    "lowest": partial(_largest_known, sign=-1.0),
}
"""What may be compared of a span of months."""


def paired(changed: Array, base: Array) -> Array:
    """Return the differences of the runs in which both sides are known."""
    difference = changed - base
    return difference[~np.isnan(difference)]
