"""Parameter vectors: each run draws its own from the priors.

A Latin hypercube addressed by run index: runs come in batches of ``STRATA``; within a batch each
parameter takes every stratum of its prior once. The vector of run k depends on the seed and on k
alone, so adding runs never changes those there are.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from multipolar.luck import Luck
from multipolar.rules.parameters import Parameter, triangular

Array = NDArray[np.float64]

STRATA = 100


def quantiles(name: str, seed: int, first_run: int, runs: int) -> Array:
    """Return the quantiles (0 to 1) at which these runs read the prior of a parameter."""
    first_batch = first_run // STRATA
    start = first_batch * STRATA
    batches = (first_run + runs - 1) // STRATA + 1 - first_batch
    luck = Luck(seed, start, batches * STRATA)
    order = luck.uniform(f"parameter {name} stratum", 0, 1).reshape(batches, STRATA)
    stratum = order.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable").ravel()
    within = luck.uniform(f"parameter {name} within", 0, 1).ravel()
    mine = slice(first_run - start, first_run - start + runs)
    quantile: Array = ((stratum + within) / STRATA)[mine]
    return quantile


def draw_parameters(
    priors: Mapping[str, Parameter], seed: int, first_run: int, runs: int, *, fixed: bool
) -> dict[str, Array]:
    """Return the parameter vectors of these runs, each parameter an array of shape (runs,).

    Parameters
    ----------
    priors : mapping of str to Parameter
        What is known of each parameter, by full name.
    seed, first_run, runs : int
        Seed and range of runs.
    fixed : bool
        Whether every run takes the defaults instead of a draw.
    """
    return {
        name: np.full(runs, prior.default)
        if fixed or not prior.free
        else triangular(
            quantiles(name, seed, first_run, runs), prior.low, prior.default, prior.high
        )
        for name, prior in priors.items()
    }
