"""Parameter vectors: each run draws its own, addressed by run index.

Three sources. From the **priors**, a Latin hypercube: runs come in batches of ``STRATA``; within a
batch each parameter takes every stratum of its prior once. From the **posterior**, vectors that the
record accepts (``posterior.csv``, written by ``multipolar calibrate``): a batch takes every row
once, in an order of its own; parameters that the table leaves out, and those that a scenario
replaces, are drawn from their priors. Or the **default** in every run.

The vector of run k depends on the seed and on k alone, so adding runs never changes those there
are.

Fresh luck from January 2022 spreads the state of June 2024 far beyond what the record leaves open.
So each accepted vector comes with a past (``accepted.csv``, written with it): the luck up to June
2024, among some that were tried, with which it speaks most as the record does. A run from the
posterior meets that luck until then and its own afterwards.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from typing import cast

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import known
from multipolar.arrays import Array
from multipolar.luck import History, Luck
from multipolar.months import CUT, month_number
from multipolar.readonly import freeze, kept
from multipolar.rules.parameters import Parameter, triangular
from multipolar.sources import SOURCES, ParameterSource

STRATA = 100

POSTERIOR = "posterior.csv"

ACCEPTED = "accepted.csv"

PASTS = 1024
"""Runs whose luck up to June 2024 may be the past of others."""

SEED_OF_PASTS = 2022
"""Seed of that luck, apart from the seeds of experiments."""


def check_source(source: str) -> ParameterSource:
    """Return a source of parameters that is one.

    Raises
    ------
    ValueError
        When it is none; the message lists them.
    """
    return cast(ParameterSource, known(source, SOURCES, "source of parameters"))


@kept
def posterior() -> dict[str, Array]:
    """Return the accepted parameter vectors: by full name an array of shape (vectors,)."""
    names, *rows = _text(POSTERIOR).splitlines()
    columns = np.array([row.split(",") for row in rows], dtype=np.float64).T
    return dict(zip(names.split(","), columns, strict=True))


@kept
def accepted_pasts() -> NDArray[np.intp]:
    """Return the past of each accepted vector, shape (vectors,); empty where none was accepted."""
    _, *rows = _text(ACCEPTED).splitlines()
    return np.array([int(row) for row in rows], dtype=np.intp)


@kept
def posterior_digest() -> str:
    """Return the SHA-256 of the accepted vectors and pasts: results depend on them."""
    return sha256((_text(POSTERIOR) + _text(ACCEPTED)).encode()).hexdigest()


def _text(name: str) -> str:
    return files("multipolar.rules").joinpath(name).read_text(encoding="utf-8")


def past_of(seed: int, first_run: int, runs: int) -> History | None:
    """Return the past of these runs where they draw from the posterior; none without a table."""
    pasts = accepted_pasts()
    if not len(pasts):
        return None
    mine = pasts[accepted_rows(seed, first_run, runs, len(pasts))]
    return History(month_number(CUT), SEED_OF_PASTS, PASTS, mine)


def accepted_rows(seed: int, first_run: int, runs: int, vectors: int) -> NDArray[np.intp]:
    """Return the row of the posterior that each of these runs takes, shape (runs,)."""
    order, mine = _orders("posterior row", seed, first_run, runs, vectors)
    return np.asarray(order.argsort(axis=1, kind="stable").ravel()[mine])


@lru_cache(maxsize=2048)
def quantiles(name: str, seed: int, first_run: int, runs: int) -> Array:
    """Return the quantiles (0 to 1) at which these runs read the prior of a parameter.

    They are kept, for nobody to change: other scenarios of an experiment have the same runs.
    """
    order, mine = _orders(f"parameter {name} stratum", seed, first_run, runs, STRATA)
    within, _ = _orders(f"parameter {name} within", seed, first_run, runs, STRATA)
    stratum = order.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable").ravel()
    quantile: Array = freeze(((stratum + within.ravel()) / STRATA)[mine])
    return quantile


def _orders(stream: str, seed: int, first_run: int, runs: int, size: int) -> tuple[Array, slice]:
    """Return a uniform for each run of the batches that hold these runs, and their places."""
    start = first_run // size * size
    batches = (first_run + runs - 1) // size + 1 - first_run // size
    numbers = Luck(seed, start, batches * size).uniform(stream, 0, 1).reshape(batches, size)
    return numbers, slice(first_run - start, first_run - start + runs)


def draw_parameters(
    priors: Mapping[str, Parameter],
    seed: int,
    first_run: int,
    runs: int,
    *,
    source: ParameterSource,
    replaced: Collection[str] = (),
) -> dict[str, Array]:
    """Return the parameter vectors of these runs, each parameter an array of shape (runs,).

    Parameters
    ----------
    priors : mapping of str to Parameter
        What is known of each parameter, by full name.
    seed, first_run, runs : int
        Seed and range of runs.
    source : {"posterior", "prior", "default"}
        Where the vectors come from.
    replaced : collection of str
        Parameters whose prior is a scenario's own: the posterior says nothing about them.
    """
    accepted: dict[str, Array] = {}
    if source == "posterior":
        table = posterior()
        rows = accepted_rows(seed, first_run, runs, len(next(iter(table.values()))))
        accepted = {name: values[rows] for name, values in table.items() if name not in replaced}

    def drawn(name: str, prior: Parameter) -> Array:
        if source == "default" or not prior.free:
            return np.full(runs, prior.default)
        if name in accepted:
            return accepted[name]
        at = quantiles(name, seed, first_run, runs)
        return triangular(at, prior.low, prior.default, prior.high)

    return {name: drawn(name, prior) for name, prior in priors.items()}
