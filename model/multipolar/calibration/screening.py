"""Screening: which parameters move anything that was counted (Morris 1991).

Every trajectory changes one parameter after the other by a step across the quantiles of its prior,
and meets the same luck at each of its points. An effect is told in standard deviations of what is
told, over the runs of the screening, for a step across the whole prior.
"""

from __future__ import annotations

import warnings
from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.calibration.evidence import Evidence
from multipolar.calibration.sample import Progress, free_parameters
from multipolar.ensemble.blocks import record_run
from multipolar.model import MultipolarModel
from multipolar.record.paths import paths_of_block
from multipolar.rules import parameter_table
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

    free = free_parameters()
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
    """Return what is said at every point, in their order; a trajectory is a run of each block."""
    table = parameter_table()
    free = free_parameters()
    steps = points.reshape(trajectories, len(free) + 1, len(free))
    model = MultipolarModel(spec, trajectories, seed, parameters="default", collect=False)
    told = []
    for step in range(len(free) + 1):
        vectors = {
            name: triangular(
                steps[:, step, j], table[name].low, table[name].default, table[name].high
            )
            for j, name in enumerate(free)
        }
        model.rewind(0, vectors)
        said = evidence.of(paths_of_block(record_run(model), spec, seed))
        told.append(np.stack(list(said.values()), axis=1))
        if progress is not None:
            progress(trajectories)
    return np.stack(told, axis=1).reshape(len(points), -1)
