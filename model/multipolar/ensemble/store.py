"""The result store: a directory with one zarr store and a manifest.

Arrays have the dimensions (scenario, run, month, …), one chunk for each block. The manifest
names the scenarios, their digests, the seed, the package versions and the blocks that are done;
it is replaced atomically after each block, so a store that was interrupted is never taken for a
whole one and can be continued.
"""

from __future__ import annotations

import json
import os
import platform
from collections.abc import Sequence
from importlib.metadata import version
from pathlib import Path
from typing import Any

import numpy as np
import zarr
import zarr.storage
from pydantic import BaseModel, ConfigDict, Field

from multipolar.axes import MONTH, RUN
from multipolar.ensemble.blocks import Block, label_axes, recorded_attributes
from multipolar.measures import MEASURES
from multipolar.months import month_range
from multipolar.rules import parameter_table
from multipolar.scenario import Spec
from multipolar.world import Roster, make_roster

FORMAT = "multipolar results"
FORMAT_VERSION = 1
MANIFEST = "manifest.json"
ARRAYS = "results.zarr"
SCENARIO = "scenario"
PARAMETER = "parameter"
MEASURE = "measure"
_PACKAGES = ("multipolar", "mesa", "numpy", "scipy", "zarr", "xarray")


class _Scenario(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)
    name: str
    digest: str
    spec: dict[str, Any]


class _Manifest(BaseModel):
    """The shape of a manifest, checked on reading."""

    model_config = ConfigDict(extra="forbid", strict=True)
    format: str
    format_version: int
    scenarios: list[_Scenario] = Field(min_length=1)
    seed: int = Field(ge=0)
    runs: int = Field(ge=1)
    block: int = Field(ge=1)
    fixed: bool
    packages: dict[str, str]
    python: str
    labels: dict[str, list[str]] = Field(min_length=1)
    done: list[list[int]]


class StoreError(RuntimeError):
    """A result directory that cannot be written or read; the message says what to do."""


def make_manifest(
    specs: Sequence[Spec], *, seed: int, runs: int, block: int, fixed: bool
) -> dict[str, Any]:
    """Return the manifest of a store to be filled.

    Raises
    ------
    StoreError
        When the scenarios differ in their months or states.
    """
    if len({(spec.start, spec.months, spec.states) for spec in specs}) > 1:
        raise StoreError("scenarios of one store must share start, months and roster")
    return {
        "format": FORMAT,
        "format_version": FORMAT_VERSION,
        "scenarios": [
            {"name": spec.name, "digest": spec.digest, "spec": spec.to_dict()} for spec in specs
        ],
        "seed": seed,
        "runs": runs,
        "block": block,
        "fixed": fixed,
        "packages": {name: version(name) for name in _PACKAGES},
        "python": platform.python_version(),
        "labels": {axis: list(names) for axis, names in _labels(specs).items()},
        "done": [],
    }


def _labels(specs: Sequence[Spec]) -> dict[str, tuple[str, ...]]:
    if not specs:
        return {}
    return {
        SCENARIO: tuple(spec.name for spec in specs),
        MONTH: month_range(specs[0].start, specs[0].months),
        PARAMETER: tuple(parameter_table()),
        MEASURE: tuple(MEASURES),
        **roster_of(specs[0]).labels,
    }


def roster_of(spec: Spec) -> Roster:
    """Return the roster of a scenario."""
    return make_roster(spec.states)


class Store:
    """A store being filled or read.

    Parameters
    ----------
    manifest : dict
        What the store holds, see ``make_manifest``.
    folder : Path, optional
        Directory on disk; in memory when absent.
    """

    def __init__(self, manifest: dict[str, Any], folder: Path | None = None) -> None:
        self.manifest = manifest
        self.folder = folder
        self._place = (
            zarr.storage.MemoryStore()
            if folder is None
            else zarr.storage.LocalStore(folder / ARRAYS)
        )

    @property
    def complete(self) -> bool:
        """Whether every block is done."""
        first_runs = range(0, self.manifest["runs"], self.manifest["block"])
        return len(self.manifest["done"]) == len(first_runs) * len(self.manifest["scenarios"])

    @property
    def zarr_store(self) -> Any:
        """The zarr store itself."""
        return self._place

    def allocate(self) -> None:
        """Create the arrays, filled with NaN, and write the first manifest."""
        if self.folder is not None:
            _try(lambda: self.folder.mkdir(parents=True, exist_ok=True), self.folder)
        group = _try(lambda: zarr.group(self._place, overwrite=True), self.folder)
        runs = self.manifest["runs"]
        labels = self.manifest["labels"]
        shape = {axis: len(names) for axis, names in labels.items()} | {RUN: runs}
        chunk = shape | {SCENARIO: 1, RUN: min(self.manifest["block"], runs)}
        for name, axes, dtype in _arrays():
            group.create_array(
                name,
                shape=tuple(shape[axis] for axis in axes),
                chunks=tuple(chunk[axis] for axis in axes),
                dtype=dtype,
                fill_value=np.nan,
                dimension_names=axes,
            )
        self._write_manifest()

    def write(self, scenario: int, block: Block) -> None:
        """Write a block and mark it done."""

        def put() -> None:
            group: Any = zarr.open_group(self._place, mode="r+")
            window = slice(block.first_run, block.first_run + block.runs)
            for name, values in block.trajectories.items():
                group[name][scenario, window] = values
            group["parameters"][scenario, window] = np.column_stack(
                [block.parameters[name] for name in parameter_table()]
            )
            group["outcomes"][scenario, window] = np.column_stack(
                [block.outcomes[name] for name in MEASURES]
            )

        _try(put, self.folder)
        self.manifest["done"].append([scenario, block.first_run])
        self._write_manifest()

    def is_done(self, scenario: int, first_run: int) -> bool:
        """Return whether a block was written whole."""
        return [scenario, first_run] in self.manifest["done"]

    def _write_manifest(self) -> None:
        if self.folder is not None:
            folder = self.folder
            _try(lambda: _replace(folder / MANIFEST, json.dumps(self.manifest, indent=1)), folder)


def _arrays() -> list[tuple[str, tuple[str, ...], Any]]:
    recorded = [
        (name, (SCENARIO, RUN, MONTH, *label_axes(name)), np.float32)
        for name in recorded_attributes()
    ]
    return [
        *recorded,
        ("parameters", (SCENARIO, RUN, PARAMETER), np.float64),
        ("outcomes", (SCENARIO, RUN, MEASURE), np.float64),
    ]


def _replace(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old one or the new one, whole."""
    partial = path.with_suffix(".partial")
    with partial.open("w", encoding="utf-8") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    partial.replace(path)


def _try(action: Any, folder: Path | None) -> Any:
    try:
        return action()
    except OSError as error:
        raise StoreError(
            f"{folder}: {error.strerror or error}; finished blocks are kept, "
            "run the same command again to continue"
        ) from error


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return the manifest of a result directory.

    Raises
    ------
    StoreError
        When the directory is none, or its manifest is damaged or of another format.
    """
    path = folder / MANIFEST
    try:
        manifest = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(f"{folder}: no results here ({MANIFEST} is missing)") from None
    except NotADirectoryError:
        raise StoreError(f"{folder}: not a directory") from None
    except (OSError, ValueError) as error:
        raise StoreError(f"{path}: cannot be read ({error})") from None
    if not isinstance(manifest, dict) or manifest.get("format") != FORMAT:
        raise StoreError(f"{path}: not a manifest of multipolar results")
    if manifest.get("format_version") != FORMAT_VERSION:
        raise StoreError(
            f"{path}: format version {manifest.get('format_version')}, "
            f"this program reads version {FORMAT_VERSION}"
        )
    try:
        _Manifest.model_validate(manifest)
        for row in manifest["scenarios"]:
            Spec.from_dict(row["spec"])
    except ValueError as error:
        first = str(error).splitlines()
        raise StoreError(f"{path}: damaged ({' '.join(first[:3])})") from None
    return manifest
