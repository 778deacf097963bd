"""The whole procedure: screening, sample, inference, recovery, and the tables it leaves."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor
from dataclasses import dataclass, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array
from multipolar.calibration.evidence import gather_evidence
from multipolar.calibration.page import page
from multipolar.calibration.pasts import TRIED, accept_pasts
from multipolar.calibration.pins import (
    PINS,
    SETTINGS,
    Pin,
    Settings,
    pins_text,
    settings_text,
)
from multipolar.calibration.posterior import Posterior, infer, values_of
from multipolar.calibration.recovery import Recovery, placebo, recover
from multipolar.calibration.sample import Sample, draw_sample, free_parameters
from multipolar.calibration.screening import Effect, screen
from multipolar.ensemble import simulate
from multipolar.ensemble.executors import check_executor
from multipolar.ensemble.files import explain_os_errors
from multipolar.ensemble.fingerprint import fingerprint
from multipolar.files import replace_file
from multipolar.months import CUT, month_number
from multipolar.quantiles import QUANTILES
from multipolar.record.paths import paths_of, record_specs
from multipolar.record.tables import START
from multipolar.rules import parameter_table
from multipolar.rules.parameters import triangular
from multipolar.rules.sampling import ACCEPTED, POSTERIOR
from multipolar.scenario import Spec

REFERENCE = 512
"""Runs of the ensemble on which observation models are fitted."""

MEASURED = ("costs.elasticity",)
"""Parameters that other research measures on far more than the months of the record: left alone."""

PAGE = "CALIBRATION.md"

Watch = Callable[[str, int], Callable[[int], object]]


def _unseen(_name: str, _total: int) -> Callable[[int], object]:
    return lambda _done: None


@dataclass(frozen=True, eq=False)
class Calibration:
    """What a calibration found.

    Parameters
    ----------
    settings : Settings
        How it was made.
    pins : tuple of Pin
        What the record says of each free parameter, tightest first.
    active : tuple of str
        Parameters that were inferred.
    vectors : ndarray
        Accepted vectors in the units of the parameters, shape (vectors, active).
    pasts : ndarray
        The past that goes with each of them, shape (vectors,).
    """

    settings: Settings
    pins: tuple[Pin, ...]
    active: tuple[str, ...]
    vectors: Array
    pasts: NDArray[np.intp]

    def files(self) -> dict[str, str]:
        """Return the texts of the tables and of the page, by file name."""
        rows = (",".join(f"{value:.6g}" for value in vector) for vector in self.vectors)
        return {
            POSTERIOR: "\n".join((",".join(self.active), *rows)) + "\n",
            ACCEPTED: "\n".join(("past", *map(str, self.pasts))) + "\n",
            PINS: pins_text(self.pins),
            SETTINGS: settings_text(self.settings),
            PAGE: page(self.pins, self.settings),
        }

    def write(self, folder: Path) -> None:
        """Write the tables and the page to a directory."""
        with explain_os_errors(folder, "name another directory"):
            folder.mkdir(parents=True, exist_ok=True)
            for name, text in self.files().items():
                replace_file(folder / name, text.encode())


@dataclass(frozen=True, eq=False)
class Inferred:
    """What was inferred from the record up to a month.

    Parameters
    ----------
    effects : tuple of Effect
        What each free parameter moves.
    active : tuple of str
        Parameters that were inferred.
    posterior : Posterior
        The inference, ready to hear another record.
    accepted, vectors : ndarray
        Accepted vectors, as quantiles of the priors and in the units of the parameters, shape
        (vectors, active).
    pasts : ndarray
        The past that goes with each of them, shape (vectors,).
    placebo : tuple of float
        The narrowest and the widest interval that a shuffled sample leaves.
    held_out : Sample
        Runs that the inference has not seen.
    """

    effects: tuple[Effect, ...]
    active: tuple[str, ...]
    posterior: Posterior
    accepted: Array
    vectors: Array
    pasts: NDArray[np.intp]
    placebo: tuple[float, float]
    held_out: Sample


def calibration_spec(spec: Spec) -> Spec:
    """Return a scenario over the calibration block alone: nothing later can inform it."""
    record, _ = record_specs(spec)
    known = tuple(event for event in record.events if event.month <= CUT)
    return _until(replace(record, name=f"{spec.name}_calibration", events=known), CUT)


def _until(spec: Spec, last: str) -> Spec:
    return replace(spec, months=month_number(last) - month_number(START) + 1)


def calibrate(
    spec: Spec,
    *,
    runs: int = 61_440,
    seed: int = 1,
    trajectories: int = 250,
    records: int = 400,
    folder: Path | None = None,
    executor: Executor | None = None,
    watch: Watch = _unseen,
) -> Calibration:
    """Find which parameters the record up to June 2024 pins, and vectors that it accepts.

    Parameters
    ----------
    spec : Spec
        Scenario that stands for the world: the baseline.
    runs, seed : int
        Runs of the sample, and the seed of everything.
    trajectories : int
        Trajectories of the screening.
    records : int
        Synthetic records of the recovery, runs on top of the sample.
    folder : Path, optional
        Directory where blocks of the sample are kept, to be continued.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed.
    watch : callable, optional
        Given a step's name and size, returns what is told of its progress.

    Raises
    ------
    CalibrationError
        When the screening finds no active parameter, no run comes near the record, or there are
        too few runs for so many parameters.
    StoreError
        When the directory cannot be written, or a block in it cannot be read.
    """
    found = infer_from(
        calibration_spec(spec),
        CUT,
        runs=runs,
        seed=seed,
        trajectories=trajectories,
        held_out=records,
        folder=folder,
        executor=executor,
        watch=watch,
    )
    recoveries = recover(found.posterior, found.held_out, watch("recovery", records))
    return Calibration(
        Settings(
            runs=runs,
            seed=seed,
            trajectories=trajectories,
            records=records,
            vectors=len(found.accepted),
            last=CUT,
            heard=len(found.posterior.names),
            out_of_reach=found.posterior.out_of_reach,
            measured=MEASURED,
            placebo=found.placebo,
            rules=fingerprint(),
        ),
        _pins(found.effects, found.active, found.accepted, recoveries),
        found.active,
        found.vectors,
        found.pasts,
    )


def infer_from(
    spec: Spec,
    last: str,
    *,
    runs: int,
    seed: int,
    trajectories: int,
    held_out: int = 0,
    folder: Path | None = None,
    executor: Executor | None = None,
    watch: Watch = _unseen,
) -> Inferred:
    """Infer parameters from what was counted up to a month: the steps of every calibration.

    Parameters
    ----------
    spec : Spec
        Scenario as it was known in that month.
    last : str
        Last month whose figures may be known.
    runs, seed, trajectories, folder, executor, watch
        As in ``calibrate``.
    held_out : int
        Runs on top of the sample that the inference does not see.

    Raises
    ------
    CalibrationError, StoreError
        As ``calibrate`` does.
    """
    check_executor(executor)
    spec = _until(spec, last)
    reference = simulate(spec, runs=min(REFERENCE, runs), seed=seed, parameters="prior")
    evidence = gather_evidence(paths_of(reference), last)
    points = trajectories * (len(free_parameters(spec)) + 1)
    progress = watch("screening", points)
    effects = screen(spec, evidence, trajectories=trajectories, seed=seed, progress=progress)
    active = tuple(e.parameter for e in effects if e.active and e.parameter not in MEASURED)
    whole = draw_sample(
        spec,
        evidence,
        runs=runs + held_out,
        seed=seed,
        folder=folder,
        executor=executor,
        progress=watch("sample", runs + held_out),
    )
    seen, unseen = _split(whole, runs)
    posterior = infer(seen, evidence.record, active)
    accepted = posterior.accept(evidence.record, seed)
    vectors = values_of(seen.priors_of(active), accepted)
    pasts = accept_pasts(
        spec,
        evidence,
        dict(zip(active, vectors.T, strict=True)),
        progress=watch("pasts", TRIED * len(vectors)),
    )
    deaf = placebo(seen, evidence.record, active, seed)
    return Inferred(effects, active, posterior, accepted, vectors, pasts, deaf, unseen)


def _split(sample: Sample, first: int) -> tuple[Sample, Sample]:
    """Return the first runs of a sample, and the rest."""
    return tuple(
        replace(sample, values=sample.values[part], said=sample.said[part])
        for part in (slice(first), slice(first, None))
    )  # type: ignore[return-value]


def _pins(
    effects: tuple[Effect, ...],
    active: tuple[str, ...],
    accepted: Array,
    recoveries: tuple[Recovery, ...],
) -> tuple[Pin, ...]:
    at = QUANTILES
    found = {name: np.quantile(accepted[:, k], at) for k, name in enumerate(active)}
    coverage = {row.parameter: row.coverage for row in recoveries}

    def pin(effect: Effect) -> Pin:
        prior = parameter_table()[effect.parameter]
        here = found.get(effect.parameter, np.array(at))
        before, after = (
            triangular(np.array(where), prior.low, prior.default, prior.high).tolist()
            for where in (at, here)
        )
        return Pin(
            parameter=effect.parameter,
            effect=effect.size,
            moves=effect.moves,
            prior_low=before[0],
            prior_median=before[1],
            prior_high=before[2],
            low=after[0],
            median=after[1],
            high=after[2],
            width=float((here[2] - here[0]) / (at[2] - at[0])),
            coverage=coverage.get(effect.parameter, float("nan")),
        )

    return tuple(sorted(map(pin, effects), key=lambda row: row.width))
