"""Indices: which parameters an outcome owes its spread to (Sobol, PAWN, Morris; by SALib).

A design is evaluated with common luck: every vector meets the same runs, and its outcome is their
mean. So an index measures parameters and not chance. With own luck the total indices of all
parameters come out alike, which `docs/recipes/salib.md` shows.
"""

from __future__ import annotations

import math
import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from contextlib import contextmanager
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from multipolar.arguments import ArgumentError, known, several, whole
from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.problem import problem
from multipolar.ensemble.vectors import VectorLuck, read_vectors
from multipolar.loading import load_scenario
from multipolar.scenario import Spec
from multipolar.study.absences import until
from multipolar.study.intervals import LEVEL, Interval, over_runs
from multipolar.study.windows import Progress, mean_of_known, take_windows

if TYPE_CHECKING:
    import pandas as pd

Problem = Mapping[str, Any]
Evaluate = Callable[[Array], Array]
"""Gets vectors, shape (rows, parameters), and returns an outcome for each, shape (rows,)."""

POINTS = {"sobol": 64, "pawn": 2000, "morris": 60}
"""Points of each method unless told otherwise: base vectors, vectors, trajectories."""

_RESAMPLES, _RESAMPLES_OF_PAWN = 100, 30
_SLIDES = 10
"""Slides into which PAWN cuts the range of a parameter."""


@dataclass(frozen=True)
class SensitivityIndex:
    """How much of the spread of an outcome a parameter makes.

    Parameters
    ----------
    parameter : str
        Full name.
    kind : str
        ``first`` and ``total`` (Sobol: shares of the variance), ``distance`` (PAWN: median
        distance of distributions, 0 to 1) or ``effect`` (Morris: mean absolute effect of a step
        over the whole prior, in the unit of the measure).
    value : float
        Its size.
    interval : Interval
        90 % interval, from resampling.
    """

    parameter: str
    kind: str
    value: float
    interval: Interval


@dataclass(frozen=True)
class Sensitivity:
    """Indices of the parameters of a scenario, the largest first.

    Parameters
    ----------
    measure, scenario, month : str
        What was measured, where, and in which month; the mean of all months where it is empty.
    method, luck : str
        How.
    vectors, runs, seed : int
        Vectors, runs of each, and seed of design and luck.
    indices : tuple of SensitivityIndex
        What was found.
    """

    measure: str
    scenario: str
    month: str
    method: str
    luck: str
    vectors: int
    runs: int
    seed: int
    indices: tuple[SensitivityIndex, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists, texts and numbers, ready for JSON."""
        names = ("measure", "scenario", "month", "method", "luck", "vectors", "runs", "seed")
        rows = sensitivity_table(self).to_dict(orient="records")
        return {**{name: getattr(self, name) for name in names}, "indices": rows}


def sensitivity(
    measure: str,
    scenario: str | Path | Spec = "baseline",
    *,
    month: str | None = None,
    only: str | Sequence[str] | None = None,
    method: str = "sobol",
    points: int | None = None,
    runs: int = 8,
    luck: VectorLuck = "common",
    seed: int = 1,
    executor: Executor | None = None,
    folder: str | Path | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> Sensitivity:
    """Share the spread of an outcome among the free parameters of a scenario.

    Parameters
    ----------
    measure, scenario, month, executor, folder, progress, definition
        As in `multipolar.study.attribution.attribute`.
    only : str or sequence of str, optional
        Parameters that are varied; the others keep their default.
    method : {"sobol", "pawn", "morris"}
        Which indices.
    points : int, optional
        Base vectors (Sobol, a power of two), vectors (PAWN) or trajectories (Morris).
    runs : int
        Runs of each vector, 1 or larger.
    luck : {"common", "own"}
        Whether every vector meets the same luck, or each its own.
    seed : int
        Seed of design and luck.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ArgumentError
        When there is no such measure, month, parameter or method, a number is out of bounds, or
        the outcome of a vector is not defined.
    """
    known(measure, definition.measures, "measure")
    known(method, POINTS, "method")
    spec = (
        scenario if isinstance(scenario, Spec) else load_scenario(scenario, definition=definition)
    )
    spec, window = until(spec, measure, month)
    asked = _narrowed(problem(spec, definition=definition), only)

    def evaluate(table: Array) -> Array:
        design = read_vectors(
            table, luck=luck, runs=runs, order=asked["names"], table=definition.parameters
        )
        [seen] = take_windows(
            [(spec, (window,))],
            runs=runs,
            seed=seed,
            executor=executor,
            progress=progress,
            definition=definition,
            vectors=design,
            folder=folder,
        )
        return mean_of_known(seen[:, 0].reshape(design.rows, design.each))

    number = POINTS[method] if points is None else whole(points, "points", least=4)
    found = indices_of(asked, evaluate, method=method, points=number, seed=whole(seed, "seed"))
    vectors = rows_of(method, number, asked["num_vars"])
    said = (measure, spec.name, month or "", method, luck, vectors, runs, seed)
    return Sensitivity(*said, found)


def _narrowed(asked: Problem, only: str | Sequence[str] | None) -> dict[str, Any]:
    """Return a problem with some of its parameters."""
    if only is None:
        return dict(asked)
    wanted = [known(name, asked["names"], "free parameter") for name in several(only)]
    places = [asked["names"].index(name) for name in dict.fromkeys(wanted)]
    narrowed = {
        key: [asked[key][place] for place in places]
        for key in ("names", "bounds", "dists", "units")
    }
    return {"num_vars": len(places), **narrowed}


def rows_of(method: str, points: int, parameters: int) -> int:
    """Return how many vectors a design has."""
    return points * {"sobol": parameters + 2, "morris": parameters + 1, "pawn": 1}[method]


def indices_of(
    asked: Problem, evaluate: Evaluate, *, method: str = "sobol", points: int, seed: int = 1
) -> tuple[SensitivityIndex, ...]:
    """Return the indices of any function of some parameters, the largest first.

    Parameters
    ----------
    asked : mapping
        A problem as `multipolar.problem` returns it, or as SALib describes it.
    evaluate : callable
        The function.
    method, points, seed
        As in `sensitivity`.

    Raises
    ------
    ArgumentError
        When there is no such method, the points of a Sobol design are no power of two, or an
        outcome is no number.
    """
    known(method, POINTS, "method")
    if find_spec("SALib") is None:
        raise ArgumentError("SALib is not installed: pip install 'multipolar[discovery]'")
    if method == "sobol" and points & (points - 1):
        raise ArgumentError(f"points is {points}; allowed for sobol: a power of two")
    with _quiet():
        table = _design(asked, method, points, seed)
        outcome = np.asarray(evaluate(table), dtype=np.float64)
        bad = np.flatnonzero(~np.isfinite(outcome))
        if bad.size:
            raise ArgumentError(
                f"the outcome of vector {bad[0]} is {outcome[bad[0]]}; allowed: a measure and a "
                "month that are defined in every vector"
            )
        if np.ptp(outcome) == 0.0:
            found = [_none(name, method) for name in asked["names"]]
        else:
            found = list(_ANALYSES[method](asked, table, outcome, seed))
    return tuple(sorted(found, key=lambda row: (row.kind == "first", -row.value)))


@contextmanager
def _quiet() -> Iterator[None]:
    """Leave out what a library says of its own future."""
    with warnings.catch_warnings():
        for kind in (FutureWarning, DeprecationWarning):
            warnings.simplefilter("ignore", kind)
        yield


def _none(name: str, method: str) -> SensitivityIndex:
    kind = {"sobol": "total", "pawn": "distance", "morris": "effect"}[method]
    return SensitivityIndex(name, kind, 0.0, Interval(0.0, 0.0))


def _design(asked: Problem, method: str, points: int, seed: int) -> Array:
    from SALib.sample import latin, morris, sobol

    asked = dict(asked)
    if method == "sobol":
        table = sobol.sample(asked, points, calc_second_order=False, seed=seed)
    elif method == "pawn":
        table = latin.sample(asked, points, seed=seed)
    else:
        table = morris.sample(asked, points, seed=seed)
    return np.asarray(table, dtype=np.float64)


def _sobol(
    asked: Problem,
    table: Array,  # noqa: ARG001
    outcome: Array,
    seed: int,
) -> Iterator[SensitivityIndex]:
    from SALib.analyze import sobol

    found = sobol.analyze(
        dict(asked),
        outcome,
        calc_second_order=False,
        num_resamples=_RESAMPLES,
        conf_level=LEVEL,
        seed=seed,
    )
    for kind, key in (("first", "S1"), ("total", "ST")):
        rows = zip(asked["names"], found[key], found[f"{key}_conf"], strict=True)
        for name, value, reach in rows:
            yield SensitivityIndex(name, kind, float(value), _around(value, reach))


def _morris(asked: Problem, table: Array, outcome: Array, seed: int) -> Iterator[SensitivityIndex]:
    from SALib.analyze import morris

    found = morris.analyze(
        dict(asked), table, outcome, conf_level=LEVEL, num_resamples=_RESAMPLES, seed=seed
    )
    rows = zip(asked["names"], found["mu_star"], found["mu_star_conf"], strict=True)
    for name, value, reach in rows:
        yield SensitivityIndex(name, "effect", float(value), _around(value, reach))


def _around(value: float, reach: float) -> Interval:
    reach = float(reach) if math.isfinite(reach) else 0.0
    return Interval(float(value) - reach, float(value) + reach)


def _pawn(asked: Problem, table: Array, outcome: Array, seed: int) -> Iterator[SensitivityIndex]:
    from SALib.analyze import pawn

    def medians(rows: Any) -> Array:
        found = pawn.analyze(dict(asked), table[rows], outcome[rows], S=_SLIDES, seed=seed)
        return np.asarray(found["median"], dtype=np.float64)

    rng = np.random.default_rng(seed)
    again = (rng.integers(len(outcome), size=len(outcome)) for _ in range(_RESAMPLES_OF_PAWN))
    told = np.array([medians(rows) for rows in again])
    for place, (name, value) in enumerate(zip(asked["names"], medians(slice(None)), strict=True)):
        yield SensitivityIndex(name, "distance", float(value), over_runs(told[:, place]))


_ANALYSES = {"sobol": _sobol, "pawn": _pawn, "morris": _morris}


def sensitivity_table(found: Sensitivity) -> pd.DataFrame:
    """Return the indices as a table: ``parameter``, ``kind``, ``value``, ``low``, ``high``."""
    import pandas as pd

    rows = [[i.parameter, i.kind, i.value, *i.interval] for i in found.indices]
    return pd.DataFrame(rows, columns=["parameter", "kind", "value", "low", "high"])


def sensitivity_sentences(found: Sensitivity) -> tuple[str, ...]:
    """Return what the indices say, in plain sentences."""
    rows = [row for row in found.indices if row.kind != "first"]
    moving = [row for row in rows if row.interval.low > 0.0]
    when = found.month or "mean of all months"
    if not moving:
        return (f"{found.measure}, {when}, {found.scenario}: no parameter surely moves it.",)
    named = ", ".join(f"{row.parameter} {row.value:.2g}" for row in moving[:3])
    return (
        f"{found.measure}, {when}, {found.scenario}: {len(moving)} of {len(rows)} parameters "
        f"surely move it. The largest ({rows[0].kind} index): {named}.",
        f"{found.vectors} vectors with {found.runs} runs each and {found.luck} luck, seed "
        f"{found.seed}; intervals are of 90 %, from resampling.",
    )
