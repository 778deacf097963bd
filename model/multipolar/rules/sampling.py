"""Parameter vectors: each run draws its own, addressed by run index.

Three sources. From the **priors**, a Latin hypercube: runs come in batches of ``STRATA``; within a
batch each parameter takes every stratum of its prior once. From the **posterior**, vectors that the
record accepts (``posterior.csv``, written by ``multipolar calibrate``): a batch takes every row
once, in an order of its own; parameters that the table leaves out, and those that a scenario
replaces, are drawn from their priors. Or the **default** in every run.

The vector of run k depends on the seed and on k alone, so adding runs never changes those there
are.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from hashlib import sha256
from importlib.resources import files
from typing import Literal, cast, get_args

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import known
from multipolar.arrays import Array
from multipolar.luck import Luck
from multipolar.readonly import kept
from multipolar.rules.parameters import Parameter, triangular

ParameterSource = Literal["posterior", "prior", "default"]

SOURCES: tuple[ParameterSource, ...] = get_args(ParameterSource)

DESCRIBED: Mapping[str, str] = {
    "posterior": "parameters from the posterior",
    "prior": "parameters from priors",
    "default": "default parameters",
}
"""How figures and tables tell where parameters come from."""

STRATA = 100

POSTERIOR = "posterior.csv"


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
    names, *rows = _posterior_text().splitlines()
    columns = np.array([row.split(",") for row in rows], dtype=np.float64).T
    return dict(zip(names.split(","), columns, strict=True))


@kept
def posterior_digest() -> str:
    """Return the SHA-256 of the table of accepted vectors: results depend on it."""
    return sha256(_posterior_text().encode()).hexdigest()


def _posterior_text() -> str:
    return files("multipolar.rules").joinpath(POSTERIOR).read_text(encoding="utf-8")


def accepted_rows(seed: int, first_run: int, runs: int, vectors: int) -> NDArray[np.intp]:
    """Return the row of the posterior that each of these runs takes, shape (runs,)."""
    order, mine = _orders("posterior row", seed, first_run, runs, vectors)
    return np.asarray(order.argsort(axis=1, kind="stable").ravel()[mine])


def quantiles(name: str, seed: int, first_run: int, runs: int) -> Array:
    """Return the quantiles (0 to 1) at which these runs read the prior of a parameter."""
    order, mine = _orders(f"parameter {name} stratum", seed, first_run, runs, STRATA)
    within, _ = _orders(f"parameter {name} within", seed, first_run, runs, STRATA)
    stratum = order.argsort(axis=1, kind="stable").argsort(axis=1, kind="stable").ravel()
    quantile: Array = ((stratum + within.ravel()) / STRATA)[mine]
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
