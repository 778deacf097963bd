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
from typing import Any

import numpy as np
import zarr
import zarr.storage
from zarr.codecs import BloscCodec, Crc32cCodec, TransposeCodec

from multipolar.axes import MONTH, RUN
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.blocks import Block
from multipolar.ensemble.chunks import OUTCOMES, PARAMETERS, ChunkWriter
from multipolar.ensemble.durable import DurableStore
from multipolar.ensemble.files import (
    StoreError,
    explain_os_errors,
)
from multipolar.ensemble.intake import LARGEST_MANIFEST, read_manifest
from multipolar.ensemble.labels import MEASURE, PARAMETER, SCENARIO
from multipolar.ensemble.manifest import MANIFEST, SCENARIOS, Manifest, save_specs
from multipolar.ensemble.soundness import StoredArray, check_arrays, seal
from multipolar.ensemble.vectors import VECTORS, Vectors, load_vectors
from multipolar.files import PARTIAL, flush_file, leftovers, read_file, replace_file
from multipolar.scenario import Spec

ARRAYS = "results.zarr"
_FLUSHERS = 2
_CODECS = (BloscCodec(cname="lz4", clevel=3, shuffle="shuffle", blocksize=1 << 18), Crc32cCodec())
"""Fast to write, in pieces of 256 KB; a damaged chunk is found out by its checksum."""

# One thread packs and unpacks: several are no faster, and each keeps memory for itself.
zarr.config.set({"threading.max_workers": 1})


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
    definition : Definition, optional
        The model that fills it, or reads it.
    vectors : Vectors, optional
        The parameter vectors of its runs, where they are given.
    """

    def __init__(
        self,
        manifest: Manifest,
        specs: Sequence[Spec],
        folder: Path | None = None,
        definition: Definition = SHIPPED,
        vectors: Vectors | None = None,
    ) -> None:
        self.definition = definition
        self.vectors = vectors
        self.manifest = manifest
        self.specs = tuple(specs)
        self.folder = folder
        self._left: bytes | None = None
        self.zarr_store: Any = (
            zarr.storage.MemoryStore() if folder is None else DurableStore(folder / ARRAYS)
        )

    @classmethod
    def open(cls, folder: Path, definition: Definition = SHIPPED) -> Store:
        """Return the store in a directory, whole or not, as a model reads it.

        Raises
        ------
        StoreError
            When the directory holds no results, or damaged ones.
        """
        with explain_os_errors(folder):
            left = _bytes(folder / MANIFEST)
        manifest, specs = read_manifest(folder)
        vectors = None
        if (given := manifest.given) is not None:
            vectors = load_vectors(folder, given.names, given.luck, given.each, manifest.vectors)
        store = cls(manifest, specs, folder, definition, vectors)
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
        with explain_os_errors(folder, "name another directory"):
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
            with explain_os_errors(self.folder, "name another directory"):
                if _bytes(self.folder / MANIFEST) != self._left:
                    raise StoreError(
                        f"{self.folder}: another process has changed it meanwhile; "
                        "give the same command again"
                    )
                for partial in leftovers(self.folder):
                    partial.unlink()
                if self._left is None:
                    save_specs(self.folder, self.specs)
                    if self.vectors is not None:
                        self.vectors.save(self.folder)
            self._forget_foreign()
        self.save()
        self._allocate()

    def _forget_foreign(self) -> None:
        """Take for not done the blocks that are begun, and are not those that were noted."""
        arrays = list(self.arrays())
        check_arrays(self._root, self.manifest, arrays, whole=False)
        for case, blocks in enumerate(self.manifest.done):
            for block, done in enumerate(blocks):
                if 0 < done < self.manifest.size(block):
                    mine = seal(self._root, self.manifest, arrays, case, block)
                    if mine != self.manifest.seals[case][block]:
                        self.manifest.forget(case, block)

    def _allocate(self) -> None:
        """Create the arrays that are missing, filled with NaN, and enlarge those too short."""
        with explain_os_errors(self.folder):
            group: Any = zarr.open_group(self.zarr_store, mode="a")
            for array in self.arrays():
                wanted = array.shape(self.manifest)
                if array.name not in group:
                    group.create_array(
                        array.name,
                        shape=wanted,
                        chunks=array.chunk(self.manifest),
                        dtype=array.dtype,
                        fill_value=np.nan,
                        dimension_names=array.axes,
                        filters=[TransposeCodec(order=tuple(range(len(array.axes)))[::-1])],
                        compressors=_CODECS,
                    )
                elif group[array.name].shape != wanted:
                    group[array.name].resize(wanted)
        self._writer = ChunkWriter(self.zarr_store)

    def write(self, case: int, block: Block) -> None:
        """Write a block and note it done."""
        with explain_os_errors(self.folder):
            self._writer.write(case, block)
        self.note_done(case, block.first_run, block.runs)

    def note_done(self, case: int, first_run: int, runs: int) -> None:
        """Note a block that has been written, flushed to disk."""
        checksum = ""
        if self.folder is not None:
            arrays, block = list(self.arrays()), first_run // self.manifest.block
            with explain_os_errors(self.folder), ThreadPoolExecutor(_FLUSHERS) as pool:
                chunks = (
                    self._root.joinpath(*array.file(case, block))
                    for array in arrays
                    if array.bytes(self.manifest)
                )
                list(pool.map(flush_file, chunks))
            checksum = seal(self._root, self.manifest, arrays, case, block)
        self.manifest.note_done(case, first_run, runs, checksum)
        self.save()

    def save(self) -> None:
        """Write the manifest."""
        if self.folder is not None:
            self._left = self.manifest.to_bytes()
            with explain_os_errors(self.folder):
                replace_file(self.folder / MANIFEST, self._left)

    @property
    def _root(self) -> Path:
        return Path(self.zarr_store.root)

    def arrays(self) -> Iterator[StoredArray]:
        """Yield the arrays of the store with their axes and types."""
        for name, row in self.manifest.about.attributes.items():
            yield StoredArray(name, (SCENARIO, RUN, MONTH, *row.axes), np.float32)
        yield StoredArray(PARAMETERS, (SCENARIO, RUN, PARAMETER), np.float64)
        yield StoredArray(OUTCOMES, (SCENARIO, RUN, MEASURE), np.float64)

    def check(self) -> None:
        """Check that every array and every chunk is there, and is what the manifest says.

        Raises
        ------
        StoreError
            When the results are unfinished, or something is missing or in another's place; the
            message says what.
        """
        if not self.manifest.complete:
            raise StoreError(_unfinished(self.folder, self.manifest))
        if self.folder is None:
            return
        arrays = list(self.arrays())
        check_arrays(self._root, self.manifest, arrays, whole=True)
        for case, row in enumerate(self.manifest.cases):
            for block in range(self.manifest.blocks):
                mine = seal(self._root, self.manifest, arrays, case, block)
                if self.manifest.sealed and mine != self.manifest.seals[case][block]:
                    raise StoreError(
                        f"{self._root}: damaged (block {block} of {row.name} is not the one that "
                        "was written there)"
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
    with explain_os_errors(folder):
        ChunkWriter(DurableStore(folder / ARRAYS)).write(case, block)


def _bytes(path: Path) -> bytes | None:
    return read_file(path, LARGEST_MANIFEST) if path.is_file() else None


def _is_empty(folder: Path) -> bool:
    """Return whether a directory holds nothing, or only what was left when one was begun."""
    return folder.is_dir() and all(
        path.name in (SCENARIOS, VECTORS) or (path.name.startswith(".") and PARTIAL in path.name)
        for path in folder.iterdir()
    )
