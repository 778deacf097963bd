"""Recovery: whether intervals hold the truth as often as they say.

Runs that the inference has not seen stand for records whose parameters are known (simulation-based
calibration: Cook, Gelman and Rubin 2006; Talts and others 2018). The 90 % interval should hold the
true value in about nine of ten.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np

from multipolar.calibration.posterior import Posterior, infer, quantiles_of
from multipolar.calibration.sample import Progress, Sample
from multipolar.quantiles import ENDS


@dataclass(frozen=True)
class Recovery:
    """How well a parameter is recovered from synthetic records.

    Parameters
    ----------
    parameter : str
        Full name.
    coverage : float
        Share of the records whose true value lies in the 90 % interval.
    width : float
        Mean width of the interval, as a share of that of the prior (0.9 of its quantiles).
    """

    parameter: str
    coverage: float
    width: float


def recover(
    posterior: Posterior, held_out: Sample, progress: Progress | None = None
) -> tuple[Recovery, ...]:
    """Infer the parameters of runs that stand for records, and compare them with the true ones.

    Parameters
    ----------
    posterior : Posterior
        An inference that has not seen these runs.
    held_out : Sample
        Runs from the priors.
    progress : callable, optional
        Called with 1 for each record.
    """
    truth = quantiles_of(held_out, posterior.active)
    inside, width = np.empty((2, *truth.shape))
    for k, said in enumerate(held_out.said):
        accepted = posterior.accept(dict(zip(held_out.names, said, strict=True)))
        low, high = np.quantile(accepted, ENDS, axis=0)
        inside[k], width[k] = (low <= truth[k]) & (truth[k] <= high), high - low
        if progress is not None:
            progress(1)
    prior = ENDS[1] - ENDS[0]
    return tuple(
        Recovery(name, float(inside[:, j].mean()), float(width[:, j].mean() / prior))
        for j, name in enumerate(posterior.active)
    )


def placebo(
    sample: Sample, record: Mapping[str, float], active: Sequence[str], seed: int = 1
) -> tuple[float, float]:
    """Return the narrowest and the widest interval where what runs say tells nothing.

    What is said is shuffled over the runs of the sample, so that every parameter should come back
    with its prior: a width of 1.

    Parameters
    ----------
    sample : Sample
        Runs from the priors.
    record : mapping of str to float
        What the record says.
    active : sequence of str
        Parameters to be inferred.
    seed : int
        Seed of the shuffle.
    """
    order = np.random.default_rng(seed).permutation(len(sample.said))
    deaf = infer(replace(sample, said=sample.said[order]), record, active)
    low, high = np.quantile(deaf.accept(record, seed), ENDS, axis=0)
    width = (high - low) / (ENDS[1] - ENDS[0])
    return float(width.min()), float(width.max())
