"""The result store: a directory with one zarr store, the scenarios and a manifest.

Arrays have the dimensions (scenario, run, month, …), one chunk for each block; ``parameters`` and
``outcomes`` are the table with one row for each run. A block is written, flushed to disk, and only
then noted in the manifest, so a store that was interrupted is never taken for a whole one and can
be continued.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import zarr
import zarr.storage
from numpy.typing import NDArray
from zarr.codecs import BloscCodec, Crc32cCodec

from multipolar.axes import MONTH, RUN
from multipolar.ensemble.blocks import Block, label_axes, recorded_attributes
from multipolar.ensemble.files import PARTIAL, DurableStore, StoreError, told
from multipolar.ensemble.manifest import (
    MANIFEST,
    MEASURE,
    PARAMETER,
    SCENARIO,
    SCENARIOS,
    Manifest,
    read_manifest,
    save_specs,
)
from multipolar.measures import MEASURES
from multipolar.rules import parameter_table
from multipolar.scenario import Spec

ARRAYS = "results.zarr"
PARAMETERS = "parameters"
OUTCOMES = "outcomes"
_WRITERS = 4
_CODECS = (BloscCodec(cname="lz4", clevel=3, shuffle="shuffle"), Crc32cCodec())
"""Fast to write; a damaged chunk is found out by its checksum."""


class _Array(NamedTuple):
    name: str
    axes: tuple[str, ...]
    dtype: type[np.floating[Any]]


class Store:
    """A store being filled or read.

    Parameters
    ----------
    manifest : Manifest
        What the store holds.
    specs : sequence of Spec
        Specifications of its cases.
    folder : Path, optional
        Directory on disk; in memory when absent.
    """

    def __init__(
        self, manifest: Manifest, specs: Sequence[Spec], folder: Path | None = None
    ) -> None:
        self.manifest = manifest
        self.specs = tuple(specs)
        self.folder = folder
        self.zarr_store: Any = (
            zarr.storage.MemoryStore() if folder is None else DurableStore(folder / ARRAYS)
        )

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Return the store in a directory, whole or not.

        Raises
        ------
        StoreError
            When the directory holds no results, or damaged ones.
        """
        return cls(*read_manifest(folder), folder)

    def refuse_foreign(self) -> None:
        """Check that the directory is none yet, or holds nothing of anybody's.

        Raises
        ------
        StoreError
            When it holds something else, or cannot be read.
        """
        folder = self.folder
        with told(folder, "name another directory"):
            if folder is not None and folder.exists() and not _is_empty(folder):
                raise StoreError(f"{folder}: holds something else; name another directory")

    def begin(self) -> None:
        """Make what is missing to write blocks: directory, scenarios, manifest and arrays.

        Raises
        ------
        StoreError
            When the directory cannot be written.
        """
        if self.folder is not None:
            with told(self.folder, "name another directory"):
                if not (self.folder / MANIFEST).exists():
                    self.folder.mkdir(parents=True, exist_ok=True)
                    save_specs(self.folder, self.specs)
                    self.manifest.save(self.folder)
        self.save()
        self._allocate()

    def _allocate(self) -> None:
        """Create the arrays that are missing, filled with NaN, and enlarge those too short."""
        labels = self.manifest.labels
        shape = {axis: len(names) for axis, names in labels.items()}
        chunk = shape | {SCENARIO: 1, RUN: self.manifest.block}
        shape[RUN] = self.manifest.runs
        with told(self.folder):
            group: Any = zarr.open_group(self.zarr_store, mode="a")
            for name, axes, dtype in arrays():
                wanted = tuple(shape[axis] for axis in axes)
                if name not in group:
                    group.create_array(
                        name,
                        shape=wanted,
                        chunks=tuple(chunk[axis] for axis in axes),
                        dtype=dtype,
                        fill_value=np.nan,
                        dimension_names=axes,
                        compressors=_CODECS,
                    )
                elif group[name].shape != wanted:
                    group[name].resize(wanted)

    def write(self, case: int, block: Block) -> None:
        """Write a block and note it done."""
        window = slice(block.first_run, block.first_run + block.runs)
        with told(self.folder):
            group: Any = zarr.open_group(self.zarr_store, mode="r+")

            def put(array: tuple[str, NDArray[Any]]) -> None:
                name, values = array
                group[name][case, window] = values

            with ThreadPoolExecutor(_WRITERS) as pool:
                list(pool.map(put, _columns(block)))
            self.manifest.note_done(case, block.first_run, block.runs)
        self.save()

    def save(self) -> None:
        """Write the manifest."""
        if self.folder is not None:
            with told(self.folder):
                self.manifest.save(self.folder)

    def check(self) -> None:
        """Check that every array and every chunk is there.

        Raises
        ------
        StoreError
            When the results are unfinished, or something is missing; the message says what.
        """
        folder = self.folder
        if not self.manifest.complete:
            raise StoreError(_unfinished(folder, self.manifest))
        if folder is None:
            return
        for name, axes, _ in arrays():
            rest = ["0"] * (len(axes) - 2)
            for case in range(len(self.manifest.cases)):
                place = folder.joinpath(ARRAYS, name, "c", str(case))
                for block in range(self.manifest.blocks):
                    if not place.joinpath(str(block), *rest).is_file():
                        raise StoreError(
                            f"{folder / ARRAYS}: damaged (of {name}, block {block} of "
                            f"{self.manifest.cases[case].name} is missing)"
                        )


def _unfinished(folder: Path | None, manifest: Manifest) -> str:
    """Return what is missing, why, and what to do."""
    wanted = manifest.runs * len(manifest.cases)
    failed = [
        f"\n  {manifest.cases[f.case].name}, runs {f.first_run} to {f.first_run + f.runs - 1}: "
        f"{f.error}"
        for f in manifest.failures
    ]
    return (
        f"{folder}: unfinished results, {manifest.finished} of {wanted} runs are done; "
        f"continue with: multipolar batch --resume {folder}{''.join(failed)}"
    )


def arrays() -> Iterator[_Array]:
    """Yield the arrays of a store with their axes and types."""
    for name in recorded_attributes():
        yield _Array(name, (SCENARIO, RUN, MONTH, *label_axes(name)), np.float32)
    yield _Array(PARAMETERS, (SCENARIO, RUN, PARAMETER), np.float64)
    yield _Array(OUTCOMES, (SCENARIO, RUN, MEASURE), np.float64)


def _columns(block: Block) -> Iterator[tuple[str, NDArray[Any]]]:
    yield from block.trajectories.items()
    yield PARAMETERS, np.column_stack([block.parameters[name] for name in parameter_table()])
    yield OUTCOMES, np.column_stack([block.outcomes[name] for name in MEASURES])


def _is_empty(folder: Path) -> bool:
    """Return whether a directory holds nothing, or only what was left when one was begun."""
    ours = {SCENARIOS, SCENARIOS + PARTIAL, MANIFEST + PARTIAL}
    return folder.is_dir() and {path.name for path in folder.iterdir()} <= ours
