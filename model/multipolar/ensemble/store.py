"""The result store: a directory with one zarr store, the scenarios and a manifest.

Arrays have the dimensions (scenario, run, month, …), one chunk for each block, in which the runs
lie side by side, as in the world; ``parameters`` and ``outcomes`` are the table with one row for
each run. A block is written, flushed to disk, and only then noted in the manifest, so a store that
was interrupted is never taken for a whole one and can be continued.
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
from zarr.codecs import BloscCodec, Crc32cCodec, TransposeCodec

from multipolar.axes import MONTH, RUN
from multipolar.ensemble.blocks import Block, label_axes
from multipolar.ensemble.files import (
    DurableStore,
    StoreError,
    told,
)
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
from multipolar.files import PARTIAL, flush_file, replace_file
from multipolar.measures import MEASURES
from multipolar.rules import parameter_table
from multipolar.scenario import Spec

ARRAYS = "results.zarr"
PARAMETERS = "parameters"
OUTCOMES = "outcomes"
_WRITERS = 2
_CODECS = (BloscCodec(cname="lz4", clevel=3, shuffle="shuffle"), Crc32cCodec())
"""Fast to write; a damaged chunk is found out by its checksum."""
_UNSEARCHED = {"array.write_empty_chunks": True}
"""Chunks are not searched for being empty, which takes as long as writing them."""

# One thread packs and unpacks: several are no faster, and each keeps memory for itself.
zarr.config.set({"threading.max_workers": 1})


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
        self._left: bytes | None = None
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
        left = _bytes(folder / MANIFEST)
        store = cls(*read_manifest(folder), folder)
        store._left = left
        return store

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
        """Make what is missing to write blocks: scenarios, manifest and arrays.

        Raises
        ------
        StoreError
            When the directory cannot be written, or another process has changed it meanwhile.
        """
        if self.folder is not None:
            with told(self.folder, "name another directory"):
                if _bytes(self.folder / MANIFEST) != self._left:
                    raise StoreError(
                        f"{self.folder}: another process has changed it meanwhile; "
                        "give the same command again"
                    )
                if self._left is None:
                    save_specs(self.folder, self.specs)
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
            for name, axes, dtype in self.arrays():
                wanted = tuple(shape[axis] for axis in axes)
                if name not in group:
                    group.create_array(
                        name,
                        shape=wanted,
                        chunks=tuple(chunk[axis] for axis in axes),
                        dtype=dtype,
                        fill_value=np.nan,
                        dimension_names=axes,
                        filters=[TransposeCodec(order=tuple(range(len(axes)))[::-1])],
                        compressors=_CODECS,
                    )
                elif group[name].shape != wanted:
                    group[name].resize(wanted)

    def write(self, case: int, block: Block) -> None:
        """Write a block and note it done."""
        with told(self.folder):
            _write_chunks(self.zarr_store, case, block)
        self.note_done(case, block.first_run, block.runs)

    def note_done(self, case: int, first_run: int, runs: int) -> None:
        """Note a block that has been written, flushed to disk."""
        with told(self.folder), ThreadPoolExecutor(_WRITERS) as pool:
            list(pool.map(flush_file, self._chunks(case, first_run // self.manifest.block)))
        self.manifest.note_done(case, first_run, runs)
        self.save()

    def save(self) -> None:
        """Write the manifest."""
        if self.folder is not None:
            self._left = self.manifest.to_bytes()
            with told(self.folder):
                replace_file(self.folder / MANIFEST, self._left)

    def _chunks(self, case: int, block: int) -> Iterator[Path]:
        """Yield the files of a block."""
        if self.folder is not None:
            for name, axes, _ in self.arrays():
                rest = ["0"] * (len(axes) - 2)
                yield self.folder.joinpath(ARRAYS, name, "c", str(case), str(block), *rest)

    def arrays(self) -> Iterator[_Array]:
        """Yield the arrays of the store with their axes and types."""
        for name in self.manifest.recorded:
            yield _Array(name, (SCENARIO, RUN, MONTH, *label_axes(name)), np.float32)
        yield _Array(PARAMETERS, (SCENARIO, RUN, PARAMETER), np.float64)
        yield _Array(OUTCOMES, (SCENARIO, RUN, MEASURE), np.float64)

    def check(self) -> None:
        """Check that every array and every chunk is there.

        Raises
        ------
        StoreError
            When the results are unfinished, or something is missing; the message says what.
        """
        if not self.manifest.complete:
            raise StoreError(_unfinished(self.folder, self.manifest))
        for case, row in enumerate(self.manifest.cases):
            for block in range(self.manifest.blocks):
                for chunk, array in zip(self._chunks(case, block), self.arrays(), strict=False):
                    if not chunk.is_file():
                        raise StoreError(
                            f"{self.zarr_store.root}: damaged (of {array.name}, block {block} of "
                            f"{row.name} is missing)"
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


def write_block(folder: Path, case: int, block: Block) -> None:
    """Write a block into a store that was begun, in whichever process; it is yet to be noted.

    Raises
    ------
    StoreError
        When the directory cannot be written.
    """
    with told(folder):
        _write_chunks(DurableStore(folder / ARRAYS), case, block)


def _write_chunks(zarr_store: Any, case: int, block: Block) -> None:
    window = slice(block.first_run, block.first_run + block.runs)
    group: Any = zarr.open_group(zarr_store, mode="r+")

    def put(array: tuple[str, NDArray[Any]]) -> None:
        name, values = array
        # A whole chunk, scenario axis included, is taken as it lies: nothing is copied.
        group[name][case : case + 1, window] = values[None]

    with zarr.config.set(_UNSEARCHED), ThreadPoolExecutor(_WRITERS) as pool:
        list(pool.map(put, _columns(block)))


def _columns(block: Block) -> Iterator[tuple[str, NDArray[Any]]]:
    yield from block.trajectories.items()
    yield PARAMETERS, np.column_stack([block.parameters[name] for name in parameter_table()])
    yield OUTCOMES, np.column_stack([block.outcomes[name] for name in MEASURES])


def _bytes(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() else None


def _is_empty(folder: Path) -> bool:
    """Return whether a directory holds nothing, or only what was left when one was begun."""
    return folder.is_dir() and all(
        path.name == SCENARIOS or (path.name.startswith(".") and PARTIAL in path.name)
        for path in folder.iterdir()
    )
