"""Whether the files of a store are what its manifest says, before any of them is read as numbers.

Files may come from others. Their sizes are compared with what is expected before memory is taken
for them, a link or a pipe in the place of a chunk is not opened, and each chunk belongs to its
place: the manifest keeps a checksum of each block of each case.
"""

from __future__ import annotations

import json
import math
import os
import stat
import struct
from collections.abc import Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np

from multipolar.axes import RUN
from multipolar.ensemble.files import StoreError
from multipolar.ensemble.labels import SCENARIO
from multipolar.ensemble.manifest import Manifest
from multipolar.files import PARTIAL, read_file

LARGEST_CHUNK = 2**29
"""Bytes that a chunk may have in memory."""

_LARGEST_METADATA = 2**20
_GROUP = {"zarr_format": 3, "node_type": "group", "attributes": {}}
_HEADER = struct.Struct("<4xI4xI")
"""Sizes in the first 16 bytes of a chunk: unpacked, and packed with the header itself."""
_CHECKSUM = 4
"""Last bytes of a chunk, which the reading of the chunk compares with its content."""


class StoredArray(NamedTuple):
    """An array of a store: its name, axes and type."""

    name: str
    axes: tuple[str, ...]
    dtype: type[np.floating[Any]]

    def shape(self, manifest: Manifest) -> tuple[int, ...]:
        """Return the shape of the whole array."""
        return self._sizes(manifest, len(manifest.cases), manifest.runs)

    def chunk(self, manifest: Manifest) -> tuple[int, ...]:
        """Return the shape of a chunk, one for each block of each case.

        Along an axis without members it is one: a chunk of none is refused by the newest zarr.
        """
        return tuple(max(1, size) for size in self._sizes(manifest, 1, manifest.block))

    def _sizes(self, manifest: Manifest, cases: int, runs: int) -> tuple[int, ...]:
        given = {SCENARIO: cases, RUN: runs}
        return tuple(given.get(axis) or len(manifest.labels[axis]) for axis in self.axes)

    def bytes(self, manifest: Manifest) -> int:
        """Return the bytes of a chunk in memory; one of an axis without members has no file."""
        sizes = self._sizes(manifest, 1, manifest.block)
        return math.prod(sizes) * np.dtype(self.dtype).itemsize

    def file(self, case: int, block: int) -> tuple[str, ...]:
        """Return the path of a chunk from the store on."""
        return (self.name, "c", str(case), str(block), *["0"] * (len(self.axes) - 2))


def check_arrays(
    root: Path, manifest: Manifest, arrays: Sequence[StoredArray], *, whole: bool
) -> None:
    """Check that the arrays that are there are those of the manifest, in shape, type and packing.

    Parameters
    ----------
    root : Path
        Directory of the arrays.
    manifest, arrays : Manifest, sequence of StoredArray
        What is expected there.
    whole : bool
        Whether all must be there and have all runs; a store that is being filled has them in time.

    Raises
    ------
    StoreError
        When something is missing, unknown, or otherwise than expected.
    """
    there = {path.name for path in root.iterdir()} if root.is_dir() else set()
    unknown = there - {array.name for array in arrays} - {_METADATA}
    unknown = {name for name in unknown if not (name.startswith(".") and PARTIAL in name)}
    if unknown:
        raise StoreError(f"{root}: damaged (nothing is known of {min(unknown)[:60]!r})")
    for name, expected in _expected(manifest, arrays):
        path = root / name / _METADATA
        if not (whole or path.exists()):
            continue
        found = _metadata(path)
        if not whole and name and found.get("shape", [0, 0])[1:2] < expected["shape"][1:2]:
            expected["shape"][1] = found["shape"][1]
        wrong = [key for key, value in expected.items() if found.get(key) != value]
        if wrong:
            raise StoreError(
                f"{path}: damaged ({', '.join(wrong)}: not what the manifest and this program say)"
            )


_METADATA = "zarr.json"


def _expected(
    manifest: Manifest, arrays: Sequence[StoredArray]
) -> Iterator[tuple[str, dict[str, Any]]]:
    yield "", dict(_GROUP)
    for array in arrays:
        if array.bytes(manifest) > LARGEST_CHUNK:
            raise StoreError(
                f"{array.name} of {manifest.block} runs is more than {LARGEST_CHUNK >> 20} MB; "
                "name fewer runs for a block"
            )
        yield (
            array.name,
            {
                "zarr_format": 3,
                "node_type": "array",
                "attributes": {},
                "shape": list(array.shape(manifest)),
                "data_type": np.dtype(array.dtype).name,
                "dimension_names": list(array.axes),
                "fill_value": "NaN",
                "chunk_grid": {
                    "name": "regular",
                    "configuration": {"chunk_shape": list(array.chunk(manifest))},
                },
                "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
                "codecs": [
                    {
                        "name": "transpose",
                        "configuration": {"order": list(range(len(array.axes)))[::-1]},
                    },
                    {"name": "bytes", "configuration": {"endian": "little"}},
                    {"name": "blosc"},
                    {"name": "crc32c"},
                ],
                "storage_transformers": [],
            },
        )


def _metadata(path: Path) -> dict[str, Any]:
    """Return the description of an array; how its chunks were packed is told by themselves."""
    try:
        found = json.loads(read_file(path, _LARGEST_METADATA))
        for codec in found.get("codecs", []):
            if codec["name"] == "blosc":
                del codec["configuration"]
        shape = found.get("shape", [0, 0])
        if not all(type(size) is int for size in shape) or len(shape) < 2:
            raise ValueError
    except (FileNotFoundError, NotADirectoryError):
        raise StoreError(f"{path}: damaged (it is missing)") from None
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        raise StoreError(f"{path}: damaged") from None
    return dict(found)


def seal(
    root: Path, manifest: Manifest, arrays: Sequence[StoredArray], case: int, block: int
) -> str:
    """Return the checksum of a block of a case, bound to its place.

    Each chunk ends in a checksum of its content, so that its few last bytes stand for all of it.

    Raises
    ------
    StoreError
        When a chunk is missing, or is no file of the size that it says.
    """
    row = manifest.cases[case]
    found = sha256(json.dumps([row.name, row.digest, case, block]).encode())
    for array in arrays:
        if not array.bytes(manifest):
            continue
        path = os.path.join(root, *array.file(case, block))
        wrong, checksum = _look(path, array.bytes(manifest))
        if wrong:
            raise StoreError(
                f"{root}: damaged (of {array.name}, block {block} of {row.name} {wrong})"
            )
        found.update(array.name.encode() + b" " + checksum)
    return found.hexdigest()[:16]


def _look(path: str, size: int) -> tuple[str, bytes]:
    """Return what is wrong with the file of a chunk, and its checksum."""
    try:
        handle = os.open(path, _FLAGS)
    except (FileNotFoundError, NotADirectoryError):
        return "is missing", b""
    except OSError as error:
        return f"cannot be read: {error.strerror}", b""
    try:
        about = os.fstat(handle)
        if not stat.S_ISREG(about.st_mode):
            return "is no file", b""
        unpacked, packed = _HEADER.unpack(os.read(handle, _HEADER.size).ljust(_HEADER.size, b"\0"))
        if unpacked != size or packed + _CHECKSUM != about.st_size:
            return "has another size", b""
        os.lseek(handle, -_CHECKSUM, os.SEEK_END)
        return "", os.read(handle, _CHECKSUM)
    except OSError as error:
        return f"cannot be read: {error.strerror}", b""
    finally:
        os.close(handle)


_FLAGS = (
    os.O_RDONLY
    | getattr(os, "O_NOFOLLOW", 0)
    | getattr(os, "O_NONBLOCK", 0)
    | getattr(os, "O_BINARY", 0)
)
