"""An origin of the backtest: what would have been calibrated and told with what was known then.

The model is calibrated on what was counted up to the origin, with the dated events, the research
and the facts that there were. Runs then tell the next twelve months three times: with vectors that
the record accepted, each with its past, with vectors from the priors, and with the defaults.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from multipolar.calibration.pasts import paths_with
from multipolar.calibration.posterior import CalibrationError
from multipolar.calibration.procedure import Inferred, infer_from
from multipolar.ensemble import simulate
from multipolar.luck import History
from multipolar.months import month_number
from multipolar.record.paths import Paths, paths_of
from multipolar.record.research import fallen_back, later_than
from multipolar.record.rolling import RUNS, SEEDS, Told, means_over_seeds, origin_spec, tell_all
from multipolar.rules.sampling import PASTS, SEED_OF_PASTS, accepted_rows
from multipolar.scenario import Spec
from multipolar.sources import ParameterSource

SAMPLE, TRAJECTORIES = 24_000, 120
"""Runs of a calibration at an origin, and trajectories of its screening."""

CALIBRATION_SEED = 1

Watch = Callable[[str, int], Callable[[int], object]]


@dataclass(frozen=True)
class Sizes:
    """How large a backtest is.

    Parameters
    ----------
    runs : int
        Runs of each ensemble.
    seeds : tuple of int
        Seeds of the ensembles.
    sample, trajectories : int
        Runs of each calibration, and trajectories of its screening.
    """

    runs: int = RUNS
    seeds: tuple[int, ...] = SEEDS
    sample: int = SAMPLE
    trajectories: int = TRAJECTORIES


@dataclass(frozen=True)
class Learned:
    """What a calibration at an origin came to.

    Parameters
    ----------
    active : tuple of str
        Parameters that were inferred; none where nothing clearly moved what was counted or the
        runs were too few for them, and then the priors stand for the posterior.
    vectors, heard : int
        Accepted vectors, and numbers that the record said.
    out_of_reach : tuple of str
        What the record said and hardly any run did.
    fallen_back : tuple of str
        Parameters whose prior fell back, because data of later months stand behind it.
    fixed : tuple of str
        Parameters without a range that data of later months set: they stay as they are.
    """

    active: tuple[str, ...]
    vectors: int
    heard: int
    out_of_reach: tuple[str, ...]
    fallen_back: tuple[str, ...]
    fixed: tuple[str, ...]


@dataclass(frozen=True)
class OriginTold:
    """What was learned at an origin, and what was told there by source of parameters."""

    origin: str
    learned: Learned
    told: dict[ParameterSource, tuple[Told, ...]]


def tell_origin(
    spec: Spec, origin: str, sizes: Sizes, folder: Path | None = None, watch: Watch | None = None
) -> OriginTold:
    """Calibrate at an origin and tell what comes after it.

    Parameters
    ----------
    spec : Spec
        Scenario that stands for the world: the baseline.
    origin : str
        Last month known.
    sizes : Sizes
        How large the calibration and the ensembles are.
    folder : Path, optional
        Directory where blocks of the calibration are kept, to be continued.
    watch : callable, optional
        As in ``multipolar.calibration.calibrate``.
    """
    played = origin_spec(spec, origin)
    inferred = _inferred(played, origin, sizes, folder, watch or (lambda *_: lambda _: None))
    told: dict[ParameterSource, tuple[Told, ...]] = {
        source: _told(played, origin, sizes, source) for source in ("prior", "default")
    }
    told["posterior"] = (
        told["prior"] if inferred is None else _accepted(played, origin, sizes, inferred)
    )
    return OriginTold(origin, _learned(origin, inferred), told)


def _inferred(
    played: Spec, origin: str, sizes: Sizes, folder: Path | None, watch: Watch
) -> Inferred | None:
    """Return what the record up to the origin says of the parameters; none if nothing."""
    try:
        return infer_from(
            played,
            origin,
            runs=sizes.sample,
            seed=CALIBRATION_SEED,
            trajectories=sizes.trajectories,
            folder=folder,
            watch=watch,
        )
    except CalibrationError:
        return None


def _learned(origin: str, inferred: Inferred | None) -> Learned:
    back = tuple(fallen_back(origin))
    fixed = tuple(name for name in later_than(origin) if name not in back)
    if inferred is None:
        return Learned((), 0, 0, (), back, fixed)
    return Learned(
        active=inferred.active,
        vectors=len(inferred.vectors),
        heard=len(inferred.posterior.names),
        out_of_reach=tuple(map(str, inferred.posterior.out_of_reach)),
        fallen_back=back,
        fixed=fixed,
    )


def _told(played: Spec, origin: str, sizes: Sizes, source: ParameterSource) -> tuple[Told, ...]:
    """Return what ensembles tell whose parameters come from the priors or are the defaults."""
    ensembles = (
        simulate(played, runs=sizes.runs, seed=seed, parameters=source) for seed in sizes.seeds
    )
    return means_over_seeds(
        row for results in ensembles for row in tell_all(paths_of(results), origin)
    )


def _accepted(played: Spec, origin: str, sizes: Sizes, inferred: Inferred) -> tuple[Told, ...]:
    """Return what ensembles tell that draw accepted vectors, each with its past."""
    ensembles = (_runs_of(played, origin, sizes.runs, seed, inferred) for seed in sizes.seeds)
    return means_over_seeds(row for paths in ensembles for row in tell_all(paths, origin))


def _runs_of(played: Spec, origin: str, runs: int, seed: int, inferred: Inferred) -> Paths:
    rows = accepted_rows(seed, 0, runs, len(inferred.vectors))
    vectors = dict(zip(inferred.active, inferred.vectors[rows].T, strict=True))
    history = History(month_number(origin), SEED_OF_PASTS, PASTS, inferred.pasts[rows])
    return paths_with(played, vectors, history, seed)
