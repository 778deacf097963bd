"""Kept blocks: what a study took from a block of runs, in files that are whole or not there.

A study that was interrupted finds them again. A file is named by everything that its numbers
depend on, so that another question, another seed or another version never meets it.
"""

from __future__ import annotations

import io
from collections.abc import Sequence
from hashlib import sha256
from pathlib import Path

import numpy as np

from multipolar.arguments import path
from multipolar.arrays import Array
from multipolar.ensemble.blocks import Task
from multipolar.ensemble.files import StoreError, explain_os_errors
from multipolar.ensemble.manifest import (
    NUMERICAL,
    fingerprint_of,
    package_versions,
    vectors_of,
)
from multipolar.files import read_file, replace_file

_LARGEST = 2**28
"""Bytes that the file of a block may have."""


def make_place(folder: str | Path | None) -> Path | None:
    """Return a folder that is there; nothing where nothing is to be kept.

    Raises
    ------
    ArgumentError
        When what is given is no path.
    StoreError
        When it cannot be made.
    """
    if folder is None:
        return None
    place = path(folder, "folder")
    with explain_os_errors(place, "name another directory"):
        place.mkdir(parents=True, exist_ok=True)
    return place


def file_of(folder: Path, task: Task, wanted: Sequence[object]) -> Path:
    """Return the file of what is wanted of a block."""
    here, given = package_versions(), task.vectors
    parts = [
        task.spec.digest,
        (task.seed, task.first_run, task.runs, task.parameters, vectors_of(task.parameters)),
        fingerprint_of(task.definition),
        [here[name] for name in NUMERICAL],
        list(wanted),
        "" if given is None else given.digest,
    ]
    name = sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:32]
    return folder / f"{name}.npy"


def keep(file: Path, values: Array) -> None:
    """Write what was taken of a block.

    Raises
    ------
    StoreError
        When the directory cannot be written.
    """
    content = io.BytesIO()
    np.save(content, values, allow_pickle=False)
    with explain_os_errors(file.parent, "make room, and give the same command again"):
        replace_file(file, content.getvalue())


def found_again(file: Path, shape: tuple[int, ...]) -> Array | None:
    """Return what was taken of a block, or nothing where there is no file.

    Raises
    ------
    StoreError
        When the file is damaged.
    """
    try:
        values: Array = np.load(io.BytesIO(read_file(file, _LARGEST)), allow_pickle=False)
        if values.dtype != np.float64 or values.shape != shape:
            raise ValueError("numbers of another block")
        return values
    except FileNotFoundError:
        return None
    except (OSError, ValueError, EOFError) as error:
        raise StoreError(
            f"{file}: damaged ({error}); remove it and give the same command again"
        ) from None
