"""Window means: what a study takes from each run, computed where the run is and then dropped.

A window mean is a measure averaged over a span of months: one number for each run.
Trajectories never leave the block that made them, so a study of many scenarios needs little
memory, in this process or in others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, Future, as_completed
from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble import Results
from multipolar.ensemble.blocks import Task, block_for, run_block, split
from multipolar.scenario import Spec
from multipolar.world import make_roster

Progress = Callable[[int], object]


@dataclass(frozen=True)
class WindowMean:
    """A measure averaged over a span of months.

    Parameters
    ----------
    measure : str
        Name of the measure.
    first, stop : int
        Positions of the first month and of the month after the last, counted from the start.
    """

    measure: str
    first: int
    stop: int


Job = tuple[Spec, tuple[WindowMean, ...]]


def take_window_means(
    jobs: Sequence[Job],
    *,
    runs: int,
    seed: int,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> list[Array]:
    """Run scenarios with common random numbers and return their window means.

    Parameters
    ----------
    jobs : sequence of (Spec, tuple of WindowMean)
        Scenarios, each with the window means to take.
    runs, seed : int
        Runs of each scenario, 1 or larger, and seed of the experiment. Run k of every scenario
        meets the same luck and the same parameters.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    definition : Definition, optional
        What the model is made of.

    Returns
    -------
    list of ndarray
        One array for each job, shape (runs, windows); NaN where a measure is defined in no month of
        the span.
    """
    if runs < 1:
        raise ValueError(f"runs {runs}: must be 1 or larger")
    found = [np.full((runs, len(windows)), np.nan) for _, windows in jobs]
    for number, task, seen in _compute(jobs, runs, seed, executor, definition):
        found[number][task.first_run : task.first_run + task.runs] = seen
        if progress is not None:
            progress(task.runs)
    return found


def _compute(
    jobs: Sequence[Job],
    runs: int,
    seed: int,
    executor: Executor | None,
    definition: Definition,
) -> Iterator[tuple[int, Task, Array]]:
    todo = [
        (number, task, windows)
        for number, (spec, windows) in enumerate(jobs)
        for task in split(spec, seed, runs, block=block_for(runs), definition=definition)
    ]
    if executor is None:
        for number, task, windows in todo:
            yield number, task, window_means_of_block(task, windows)
        return
    waiting: dict[Future[Array], tuple[int, Task]] = {
        executor.submit(window_means_of_block, task, windows): (number, task)
        for number, task, windows in todo
    }
    for future in as_completed(waiting):
        yield (*waiting.pop(future), future.result())


def window_means_of_block(task: Task, windows: tuple[WindowMean, ...]) -> Array:
    """Compute a block and return its window means, shape (runs, windows)."""
    trajectories = run_block(task).trajectories
    roster = make_roster(task.spec.states, task.spec.own_figures)
    names = dict.fromkeys(window.measure for window in windows)
    measures = task.definition.measures
    series = {name: measures[name].compute(trajectories, roster) for name in names}
    seen = [
        mean_of_known(series[window.measure][:, window.first : window.stop]) for window in windows
    ]
    return np.stack(seen, axis=1) if seen else np.empty((task.runs, 0))


def window_means_of_results(
    results: Results, scenario: str, windows: Sequence[WindowMean], runs: int | None = None
) -> Array:
    """Return the window means of a scenario of some results, shape (runs, windows).

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str
        Name of the scenario there.
    windows : sequence of WindowMean
        Window means to take, one or more.
    runs : int, optional
        How many of the runs, all by default.
    """
    names = list(dict.fromkeys(window.measure for window in windows))
    series = {name: results.measure(name, scenario).values[:runs] for name in names}
    return np.stack(
        [
            mean_of_known(series[window.measure][:, window.first : window.stop])
            for window in windows
        ],
        axis=1,
    )


def mean_of_known(values: Array) -> Array:
    """Return the mean over the months that are no NaN, shape (runs,); NaN where all are."""
    known = ~np.isnan(values)
    count = known.sum(axis=1)
    total = np.where(known, values, 0.0).sum(axis=1)
    return np.where(count > 0, total / np.maximum(count, 1), np.nan)


def paired(changed: Array, base: Array) -> Array:
    """Return the differences of the runs in which both sides are known."""
    difference = changed - base
    return difference[~np.isnan(difference)]
