"""Experiments on the effect scale: do(cause), paired, read in the row's own unit.

Both worlds of an experiment meet the same luck, with every parameter at the mode of its prior.
Experiments that share a world share its runs. The 90 % interval is that of the model's luck: the
runs are drawn anew, in pairs.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial

import numpy as np

from multipolar.arrays import Array
from multipolar.ensemble.executors import check_executor
from multipolar.months import month_number
from multipolar.scenario import Spec
from multipolar.study.effects import TOLERANCE, TOO_WEAK, Experiment, Link
from multipolar.study.intervals import Interval, over_runs
from multipolar.study.outcomes import Paths, names_in, observe, value_of
from multipolar.study.transforms import OF_LOGS, TRANSFORMS, Seen

RUNS = 200
REDRAWN = 400
"""How often the runs are drawn anew for an interval."""

VERDICTS = ("agrees", "outside", "transmits nothing", "wrong sign", "not defined")
"""How the model stands to a link.

Its size lies in the published interval or within a tenth of the value; it does not; it is below a
tenth of what was published; it goes the other way, or nowhere for sure; it cannot be read.
"""

_STREAM = 0x454646454354
"""Sets the redrawing of runs apart from every other use of the seed."""

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Shown:
    """What the model shows of a published effect.

    Parameters
    ----------
    effect : Link
        The link.
    size : float
        The model's effect, in the unit of the link; NaN when it is not defined.
    interval : Interval
        Its 90 % interval over the model's luck.
    """

    effect: Link
    size: float
    interval: Interval

    @property
    def inside(self) -> bool:
        """Whether the size lies in the published interval, or within 10 % of the value."""
        low, high = self.effect.interval
        near = abs(self.size - self.effect.value) <= TOLERANCE * abs(self.effect.value)
        return low <= self.size <= high or near

    @property
    def same_direction(self) -> bool:
        """Whether the model, luck aside, moves the effect to the side that was published."""
        none, published = self.effect.none, self.effect.value - self.effect.none
        end = self.interval.low if published > 0.0 else self.interval.high
        return published * (end - none) > 0.0

    @property
    def weak(self) -> bool:
        """Whether the model moves the effect by less than a tenth of what was published."""
        published = abs(self.effect.value - self.effect.none)
        return abs(self.size - self.effect.none) < TOO_WEAK * published

    @property
    def verdict(self) -> str:
        """How the model stands to the link; one of ``VERDICTS``."""
        if np.isnan(self.size):
            return "not defined"
        if self.inside:
            return "agrees"
        if self.weak:
            return "transmits nothing"
        return "outside" if self.same_direction else "wrong sign"

    @property
    def holds(self) -> bool:
        """Whether the model does with the link what the table says: its size, or its sign."""
        moves = self.same_direction and not self.weak
        return self.inside or (self.effect.use == "sign" and moves)


def show(
    links: Iterable[Link],
    *,
    runs: int = RUNS,
    seed: int = 1,
    reading: str | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> list[Shown]:
    """Run the experiments of some links and return what the model shows; context is passed over.

    Parameters
    ----------
    links : iterable of Link
        Rows of the table.
    runs, seed : int
        Runs of each world, 2 or larger, and seed.
    reading : str, optional
        Reading of the literature under which all are run; by default each under its own.
    executor : concurrent.futures.Executor, optional
        Where worlds are computed; in this process by default.
    progress : callable, optional
        Called with 1 each time a link is done.
    """
    check_executor(executor)
    tried = [(link, link.experiment) for link in links if link.experiment is not None]
    worlds = [one.worlds(reading) for _, one in tried]
    wanted = _wanted(zip((one for _, one in tried), worlds, strict=True))
    waiting = {digest: _submitted(executor, *job, runs, seed) for digest, job in wanted.items()}
    seen: dict[str, Paths] = {}
    found = []
    for (link, one), pair in zip(tried, worlds, strict=True):
        for spec in pair:
            if spec.digest not in seen:
                seen[spec.digest] = waiting.pop(spec.digest)()
        with_it, without = (seen[spec.digest] for spec in pair)
        found.append(_shown(link, one, pair[0].start, with_it, without, seed))
        if progress is not None:
            progress(1)
    return found


def _submitted(
    executor: Executor | None, spec: Spec, names: set[str], runs: int, seed: int
) -> Callable[[], Paths]:
    """Return a function that waits for a world, or computes it."""
    if executor is None:
        return partial(observe, spec, sorted(names), runs, seed)
    return executor.submit(observe, spec, sorted(names), runs, seed).result


def _wanted(
    pairs: Iterable[tuple[Experiment, tuple[Spec, Spec]]],
) -> dict[str, tuple[Spec, set[str]]]:
    """Return each world once, by its digest, with all names that are read in it."""
    wanted: dict[str, tuple[Spec, set[str]]] = {}
    for experiment, worlds in pairs:
        names = {*names_in(experiment.outcome), *names_in(experiment.per or "1")}
        for spec in worlds:
            wanted.setdefault(spec.digest, (spec, set()))[1].update(names)
    return wanted


def _shown(
    link: Link, one: Experiment, start: str, with_it: Paths, without: Paths, seed: int
) -> Shown:
    begin = month_number(one.month) - month_number(start)
    window = slice(begin + one.first, begin + one.last + 1)
    w, b = (_columns(one, paths, window) for paths in (with_it, without))
    table = np.concatenate([w, b], axis=1)
    table = table[~np.isnan(table).any(axis=1)]
    if not len(table):
        return Shown(link, float("nan"), over_runs(np.empty(0)))
    rng = np.random.default_rng([_STREAM, seed])
    weights = rng.multinomial(len(table), np.full(len(table), 1.0 / len(table)), size=REDRAWN)
    drawn = np.vstack([table.mean(axis=0), weights @ table / len(table)])
    with np.errstate(all="ignore"):
        size, *spread = _sizes(one, drawn)
    known = np.array(spread)
    return Shown(link, float(size), over_runs(known[np.isfinite(known)]))


def _columns(one: Experiment, paths: Paths, window: slice) -> Array:
    """Return of each run the outcome's mean, first and last month, and the mean of the cause."""
    path = value_of(one.outcome, paths)[:, window]
    cause = np.broadcast_to(value_of(one.per or "1", paths), value_of(one.outcome, paths).shape)
    means = (path.mean(axis=1), path[:, 0], path[:, -1], cause[:, window].mean(axis=1))
    return np.stack(means, axis=1)


def _sizes(one: Experiment, means: Array) -> Array:
    """Return the effect for each row of means over the runs, shape (drawings,)."""
    w, b = Seen(*means[:, :3].T), Seen(*means[:, 4:7].T)
    of_cause, without = means[:, 3], means[:, 7]
    if np.array_equal(of_cause, without):
        cause = of_cause  # a number
    elif one.transform in OF_LOGS:
        cause = of_cause / without
    else:
        cause = of_cause - without
    return TRANSFORMS[one.transform](w, b, cause, one.last - one.first)
