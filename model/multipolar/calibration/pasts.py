"""Pasts: the luck up to June 2024 with which an accepted vector speaks most as the record does.

The parameters of a run do not fix where the world stands in June 2024: luck does as much. For each
accepted vector some pasts are tried, and the one is kept whose evidence lies nearest to the record,
in standard deviations over all vectors. What is kept is an address of luck, no state: the run is
computed again from January 2022 with it (``rules/sampling.py``), in any scenario.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.calibration.evidence import Evidence
from multipolar.calibration.sample import Progress
from multipolar.ensemble.blocks import LARGEST_BLOCK, record_run
from multipolar.luck import History, Luck
from multipolar.model import MultipolarModel
from multipolar.months import month_number
from multipolar.record.paths import Paths, paths_of_block
from multipolar.rules.sampling import PASTS, SEED_OF_PASTS
from multipolar.scenario import Spec

TRIED = 16
"""Pasts that are tried for each vector."""

FARTHEST = 3.0
"""Standard deviations beyond which a part of the evidence counts as no farther."""


def accept_pasts(
    spec: Spec,
    evidence: Evidence,
    vectors: Mapping[str, Array],
    *,
    tried: int = TRIED,
    progress: Progress | None = None,
) -> NDArray[np.intp]:
    """Return the past of each vector, an index below ``PASTS``, shape (vectors,).

    Parameters
    ----------
    spec : Spec
        Scenario over the calibration block.
    evidence : Evidence
        How evidence is read.
    vectors : mapping of str to ndarray
        Accepted values by full name, each of shape (vectors,).
    tried : int
        Pasts that are tried for each vector, those of other vectors among them.
    progress : callable, optional
        Called with the number of runs that were computed.
    """
    count = len(next(iter(vectors.values())))
    step = PASTS // tried
    pasts = np.arange(count)[None, :] + step * np.arange(tried)[:, None]
    pasts %= PASTS
    said = np.stack([_said(spec, evidence, vectors, past, progress) for past in pasts])
    recorded = np.array(list(evidence.record.values()))
    spread = said.std(axis=(0, 1))
    away = (said - recorded) / np.where(spread > 0.0, spread, np.inf)
    distance = (np.minimum(np.abs(away), FARTHEST) ** 2).sum(axis=-1)
    return np.asarray(pasts[distance.argmin(axis=0), np.arange(count)], dtype=np.intp)


def _said(
    spec: Spec,
    evidence: Evidence,
    vectors: Mapping[str, Array],
    past: NDArray[np.intp],
    progress: Progress | None,
) -> Array:
    """Return what each vector says with a past, shape (vectors, evidence)."""
    blocks = []
    for first in range(0, len(past), LARGEST_BLOCK):
        part = slice(first, first + LARGEST_BLOCK)
        theirs = {name: values[part] for name, values in vectors.items()}
        blocks.append(_block(spec, evidence, theirs, past[part], first))
        if progress is not None:
            progress(len(blocks[-1]))
    return np.concatenate(blocks)


def _block(
    spec: Spec,
    evidence: Evidence,
    vectors: Mapping[str, Array],
    past: NDArray[np.intp],
    first: int,
) -> Array:
    history = History(month_number(evidence.last), SEED_OF_PASTS, PASTS, past)
    said = evidence.of(paths_with(spec, vectors, history, SEED_OF_PASTS, first), first)
    return np.stack([said[name] for name in evidence.record], axis=1)


def paths_with(
    spec: Spec, vectors: Mapping[str, Array], history: History, seed: int, first: int = 0
) -> Paths:
    """Return the trajectories of runs with given vectors and a past that is not their own.

    Parameters
    ----------
    spec : Spec
        Scenario.
    vectors : mapping of str to ndarray
        Values by full name, each of shape (runs,); other parameters are drawn from their priors.
    history : History
        Whose luck each run meets until when.
    seed, first : int
        Seed of the luck that follows, and index of the first run.
    """
    runs = len(history.run)
    model = MultipolarModel(spec, runs=runs, rng=seed, parameters="prior", collect=False)
    model.rewind(first, vectors)
    model.luck = Luck(model.seed, first, runs, history)
    return paths_of_block(record_run(model), spec, seed)
