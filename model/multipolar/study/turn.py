"""The turn: whether tension in Korea rises, falls or stays after the treaty of June 2024.

The mean level of the year before the treaty is set against that of the two years after it, run by
run. This is before and after, not with and without: other events fall into the same years. What
the visit and the treaty add is the question of scenario d01.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from multipolar.arrays import Array
from multipolar.loading import load_scenario
from multipolar.months import month_number
from multipolar.scenario import Spec
from multipolar.study.intervals import Interval, of_share
from multipolar.study.sweep import null_worlds
from multipolar.study.windows import Progress, Window, take_windows

TREATY = "2024-06"
MEASURE = "escalation_korea"
BEFORE, AFTER = 12, 24
BAND = 0.25
"""Change of the mean level, in rungs, that counts as none; judged."""


@dataclass(frozen=True)
class Share:
    """A share of the runs.

    Parameters
    ----------
    runs : int
        Number of runs.
    share : float
        The same as a share of all runs, 0 to 1.
    interval : Interval
        Wilson's 90 % interval of the share.
    """

    runs: int
    share: float
    interval: Interval


@dataclass(frozen=True)
class Turn:
    """How many runs rise, fall and stay.

    Parameters
    ----------
    scenario : str
        Scenario of the runs.
    month : str
        Month of the treaty, the first of the months after.
    before, after : int
        Months averaged on either side.
    band : float
        Largest change that counts as staying, in rungs.
    rises, falls, stays : Share
        Shares of the runs; they sum to one.
    """

    scenario: str
    month: str
    before: int
    after: int
    band: float
    rises: Share
    falls: Share
    stays: Share


def turn(
    scenario: str | Path | Spec = "baseline",
    *,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    band: float = BAND,
    before: int = BEFORE,
    after: int = AFTER,
) -> Turn:
    """Return the shares of runs in which tension in Korea rises, falls or stays.

    Parameters
    ----------
    scenario : str, Path or Spec
        Scenario by name, file or value.
    runs, seed : int
        Runs, 1 or larger, and seed of the experiment.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    band : float
        Largest change of the mean level that counts as staying, in rungs, 0 or larger.
    before, after : int
        Months averaged on either side, 1 or larger; the month of the treaty is the first after.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ValueError
        When the scenario does not cover these months, or the band is negative.

    Examples
    --------
    >>> found = turn(runs=4)
    >>> found.rises.runs + found.stays.runs + found.falls.runs
    4
    """
    spec = scenario if isinstance(scenario, Spec) else load_scenario(scenario)
    [found] = _turns([spec], runs, seed, executor, progress, band, before, after)
    return found


def turns_without(
    *,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Turn, ...]:
    """Return the turns of the baseline, of each world without a mechanism, and of that without any.

    A conclusion that one mechanism decides alone shows in a world in which no run rises, or none
    falls. Parameters as in ``turn``.
    """
    base = load_scenario("baseline")
    worlds = [base, *(spec for _, _, spec in null_worlds(base))]
    return _turns(worlds, runs, seed, executor, progress, BAND, BEFORE, AFTER)


def _turns(
    specs: Sequence[Spec],
    runs: int,
    seed: int,
    executor: Executor | None,
    progress: Progress | None,
    band: float,
    before: int,
    after: int,
) -> tuple[Turn, ...]:
    if band < 0.0 or min(before, after) < 1:
        raise ValueError(f"band {band}, before {before}, after {after}: 0, 1 and 1 or larger")
    jobs = [(spec, _windows(spec, before, after)) for spec in specs]
    seen = take_windows(jobs, runs=runs, seed=seed, executor=executor, progress=progress)
    return tuple(
        Turn(spec.name, TREATY, before, after, band, *shares(levels[:, 1] - levels[:, 0], band))
        for spec, levels in zip(specs, seen, strict=True)
    )


def _windows(spec: Spec, before: int, after: int) -> tuple[Window, Window]:
    place = month_number(TREATY) - month_number(spec.start)
    if place < before or place + after > spec.months:
        raise ValueError(
            f"{spec.name} covers {spec.start} to {spec.end}; wanted are {before} months before "
            f"{TREATY} and {after} from it on"
        )
    return Window(MEASURE, place - before, place), Window(MEASURE, place, place + after)


def shares(change: Array, band: float) -> tuple[Share, Share, Share]:
    """Return the shares of changes, shape (runs,), above, below and within a band around nought."""
    up, down = int((change > band).sum()), int((change < -band).sum())
    total = change.size
    rises, falls, stays = (
        Share(count, count / total, of_share(count, total))
        for count in (up, down, total - up - down)
    )
    return rises, falls, stays
