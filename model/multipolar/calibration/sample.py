"""A sample: runs from the priors, with the parameters of each and what it says.

Computed block by block and kept in files that are whole or not there, so that it can be
interrupted and continued; run k is the same whatever the workers, the blocks or the resumes.
"""

from __future__ import annotations

import io
import zlib
from collections.abc import Callable, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from zipfile import BadZipFile

import numpy as np

from multipolar.arrays import Array
from multipolar.calibration.evidence import Evidence
from multipolar.ensemble.blocks import LARGEST_BLOCK, Task, run_block, split
from multipolar.ensemble.files import StoreError, explain_os_errors
from multipolar.ensemble.manifest import NUMERICAL, package_versions
from multipolar.files import read_file, replace_file
from multipolar.record.paths import paths_of_block
from multipolar.scenario import Spec
from multipolar.scenario.spec import Prior

Progress = Callable[[int], object]


@dataclass(frozen=True)
class Sample:
    """Runs from the priors.

    Parameters
    ----------
    parameters : tuple of str
        Free parameters, by full name.
    priors : tuple of Prior
        The prior of each.
    values : ndarray
        Their values, shape (runs, parameters).
    names : tuple of str
        What is told.
    said : ndarray
        What each run says, shape (runs, names).
    """

    parameters: tuple[str, ...]
    priors: tuple[Prior, ...]
    values: Array
    names: tuple[str, ...]
    said: Array

    def priors_of(self, parameters: Sequence[str]) -> list[Prior]:
        """Return the priors of some of the parameters."""
        return [self.priors[self.parameters.index(name)] for name in parameters]


def free_parameters(spec: Spec) -> tuple[str, ...]:
    """Return the full names of the parameters whose prior in a scenario has a width."""
    return tuple(name for name, prior in spec.parameters.items() if not prior.fixed)


def draw_sample(
    spec: Spec,
    evidence: Evidence,
    *,
    runs: int,
    seed: int,
    folder: Path | None = None,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> Sample:
    """Run a scenario many times with parameters from the priors and note what each run says.

    Parameters
    ----------
    spec : Spec
        Scenario over the calibration block.
    evidence : Evidence
        How evidence is read.
    runs, seed : int
        Number of runs, and their seed.
    folder : Path, optional
        Directory where finished blocks are kept and found again; in memory by default.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs of each block that is there.

    Raises
    ------
    StoreError
        When the directory cannot be written, or a block in it cannot be read.
    """
    tasks = split(spec, seed, runs, block=LARGEST_BLOCK, parameters="prior")
    if folder is not None:
        folder = folder / f"sample-{_digest(spec, evidence, seed)[:12]}"
        with explain_os_errors(folder, "name another directory"):
            folder.mkdir(parents=True, exist_ok=True)
    job = partial(_block, evidence=evidence, folder=folder)
    blocks = []
    for block in map(job, tasks) if executor is None else executor.map(job, tasks):
        blocks.append(block)
        if progress is not None:
            progress(len(block[0]))
    values, said = (np.concatenate(parts) for parts in zip(*blocks, strict=True))
    free = free_parameters(spec)
    priors = tuple(spec.parameters[name] for name in free)
    return Sample(free, priors, values, tuple(evidence.record), said)


def _block(task: Task, evidence: Evidence, folder: Path | None) -> tuple[Array, Array]:
    """Return parameters and evidence of a block, from its file where there is one."""
    free = free_parameters(task.spec)
    file = folder / f"{task.first_run:08}-{task.runs}.npz" if folder is not None else None
    if file is not None and file.exists():
        return _read(file, (task.runs, len(free)), (task.runs, len(evidence.record)))
    block = run_block(task)
    said = evidence.of(paths_of_block(block, task.spec, task.seed), task.first_run)
    values = np.stack([block.parameters[name] for name in free], axis=1)
    found = values, np.stack([said[name] for name in evidence.record], axis=1)
    if file is not None:
        content = io.BytesIO()
        np.savez(content, values=found[0], said=found[1])
        with explain_os_errors(file.parent, "make room, and give the same command again"):
            replace_file(file, content.getvalue())
    return found


def _read(file: Path, drawn: tuple[int, int], told: tuple[int, int]) -> tuple[Array, Array]:
    try:
        with np.load(io.BytesIO(read_file(file, _LARGEST)), allow_pickle=False) as stored:
            values, said = stored["values"], stored["said"]
        if values.shape != drawn or said.shape != told:
            raise ValueError("numbers of another sample")
        return values, said
    except (OSError, ValueError, KeyError, EOFError, BadZipFile, zlib.error) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StoreError(
            f"{file}: damaged ({why}); remove it and give the same command again"
        ) from None


_LARGEST = 2**26
"""Bytes that the file of a block may have."""


def _digest(spec: Spec, evidence: Evidence, seed: int) -> str:
    """Return a digest of everything that the numbers of a run depend on."""
    here = package_versions()
    parts = (
        spec.digest,
        seed,
        [(o.series.series, o.scale, o.offset, o.spread) for o in evidence.observations],
        evidence.record,
        [here[name] for name in NUMERICAL],
    )
    return sha256("\n".join(map(repr, parts)).encode()).hexdigest()
