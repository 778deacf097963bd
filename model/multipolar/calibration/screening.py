"""Screening: which parameters move anything that was counted (Morris 1991).

Every trajectory changes one parameter after the other by a step across the quantiles of its prior,
and meets the same luck at each of its points. An effect is told in standard deviations of what is
told, over the runs of the screening, for a step across the whole prior.
"""

from __future__ import annotations

import warnings
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from multipolar.arrays import Array
from multipolar.calibration.evidence import Evidence
from multipolar.calibration.sample import Progress, free_parameters
from multipolar.ensemble.blocks import LARGEST_BLOCK, Task, run_block
from multipolar.ensemble.vectors import GivenVectors
from multipolar.record.paths import Paths, paths_of_block
from multipolar.rules.parameters import triangular
from multipolar.scenario import Spec

LEVELS = 4
CLEAR = 4.0
"""Standard errors by which a mean effect must differ from nought: thousands are looked at."""

LEAST_EFFECT = 0.1
"""Standard deviations that a parameter must move something by; judged."""


@dataclass(frozen=True)
class Effect:
    """What a parameter moves.

    Parameters
    ----------
    parameter : str
        Full name.
    size : float
        Mean absolute elementary effect (μ*) on what it clearly moves most, in its standard
        deviations; nought if it clearly moves nothing.
    moves : str
        What that is; empty if nothing.
    """

    parameter: str
    size: float
    moves: str

    @property
    def active(self) -> bool:
        """Whether the parameter is one that evidence can speak of."""
        return self.size >= LEAST_EFFECT


def screen(
    spec: Spec,
    evidence: Evidence,
    *,
    trajectories: int = 250,
    seed: int = 1,
    progress: Progress | None = None,
) -> tuple[Effect, ...]:
    """Return what each free parameter moves, largest effect first.

    Parameters
    ----------
    spec : Spec
        Scenario over the calibration block.
    evidence : Evidence
        How evidence is read.
    trajectories : int
        Trajectories, 4 or larger; each takes one run more than there are free parameters.
    seed : int
        Seed of the trajectories and of their luck.
    progress : callable, optional
        Called with the number of runs of each point.
    """
    from SALib.analyze import morris as analysis
    from SALib.sample import morris as sampling

    free = free_parameters(spec)
    problem = {"num_vars": len(free), "names": list(free), "bounds": [[0.0, 1.0]] * len(free)}
    points = sampling.sample(problem, trajectories, num_levels=LEVELS, seed=seed)
    said = _along(spec, evidence, points, trajectories, seed, progress)
    spread = said.std(axis=0)
    mean, size, scatter = np.zeros((3, said.shape[1], len(free)))
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", FutureWarning)
        for k in np.flatnonzero(spread > 0.0):
            found = analysis.analyze(
                problem, points, said[:, k] / spread[k], num_levels=LEVELS, num_resamples=2
            )
            mean[k], size[k], scatter[k] = found["mu"], found["mu_star"], found["sigma"]
    error = np.where(scatter > 0.0, scatter, np.inf) / np.sqrt(trajectories)
    clear = np.where(np.abs(mean) >= CLEAR * error, size, 0.0)
    names = tuple(evidence.record)
    effects = [
        Effect(name, float(clear[k, j]), names[k] if clear[k, j] else "")
        for j, name in enumerate(free)
        for k in [int(clear[:, j].argmax())]
    ]
    return tuple(sorted(effects, key=lambda effect: -effect.size))


def _along(
    spec: Spec,
    evidence: Evidence,
    points: Array,
    trajectories: int,
    seed: int,
    progress: Progress | None,
) -> Array:
    """Return what is said at every point, in their order; points stand side by side in blocks."""
    free = free_parameters(spec)
    last = len(free)
    steps = points.reshape(trajectories, last + 1, last)
    together = min(max(LARGEST_BLOCK // trajectories, 1), last + 1)
    met = np.tile(np.arange(trajectories), together)
    told = []
    for first in range(0, last + 1, together):
        at = np.minimum(np.arange(first, first + together), last)
        values = _vectors(spec, steps[:, at].swapaxes(0, 1).reshape(-1, last), free)
        given = GivenVectors(values, met)
        block = run_block(Task(spec, seed, 0, len(met), "default", vectors=given))
        paths = paths_of_block(block, spec, seed)
        for point in range(min(together, last + 1 - first)):
            runs = slice(point * trajectories, (point + 1) * trajectories)
            told.append(_said(evidence, paths, runs))
            if progress is not None:
                progress(trajectories)
    return np.stack(told, axis=1).reshape(len(points), -1)


def _vectors(spec: Spec, at: Array, free: Sequence[str]) -> dict[str, Array]:
    """Return the values of the free parameters at quantiles of their priors, (runs, free)."""
    priors = {name: spec.parameters[name] for name in free}
    return {
        name: triangular(at[:, j], prior.low, prior.mode, prior.high)
        for j, (name, prior) in enumerate(priors.items())
    }


def _said(evidence: Evidence, paths: Paths, runs: slice) -> Array:
    """Return what some of the runs say, shape (runs, sayings); each is counted as at any point."""
    part = replace(paths, data={name: array[runs] for name, array in paths.data.items()})
    return np.stack(list(evidence.of(part).values()), axis=1)
