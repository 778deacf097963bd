"""The manifest of a result directory: what was asked for, what is done, what failed."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, JsonValue

from multipolar.axes import MONTH
from multipolar.ensemble.blocks import asked_for, recorded_attributes
from multipolar.ensemble.cases import Case
from multipolar.ensemble.files import StoreError
from multipolar.files import replace_file
from multipolar.measures import MEASURES
from multipolar.months import month_range
from multipolar.rules import parameter_table
from multipolar.rules.sampling import ParameterSource, posterior_digest
from multipolar.scenario import Spec
from multipolar.world import make_roster

FORMAT = "multipolar results"
FORMAT_VERSION = 4
_EVERYTHING_RECORDED = 3
"""Version of the format, read as well, that knew no choice of what is recorded."""
MANIFEST = "manifest.json"
SCENARIOS = "scenarios.json"
SCENARIO = "scenario"
PARAMETER = "parameter"
MEASURE = "measure"
NUMERICAL = ("multipolar", "numpy", "scipy")
"""Packages whose version may change a number."""
_PACKAGES = (*NUMERICAL, "mesa", "xarray", "zarr")


class _Row(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class CaseRow(_Row):
    """A case as the manifest keeps it; its whole specification is in ``scenarios.json``."""

    name: str
    scenario: str
    digest: str
    varied: dict[str, JsonValue]


class Failure(_Row):
    """A block that could not be computed."""

    case: int = Field(ge=0)
    first_run: int = Field(ge=0)
    runs: int = Field(ge=1)
    error: str


class Manifest(_Row):
    """What a result directory holds.

    Attributes
    ----------
    digest : str
        SHA-256 of everything that changes results but the number of runs.
    cases : list of CaseRow
        Scenarios × points of the sweep.
    recorded : list of str
        Attributes kept month by month.
    settings : dict
        What ``--set`` changed in every scenario.
    seed, runs, block : int
        Seed, runs of each case, and runs in a block.
    parameters : {"posterior", "prior", "default"}
        Where runs take their parameters from.
    vectors : str
        Digest of the accepted vectors that they draw from; empty unless from the posterior.
    packages, python : dict, str
        Versions that the batch was begun with.
    labels : dict
        Labels of each axis.
    done : list of list of int
        Runs done in each block of each case.
    failures : list of Failure
        Blocks that could not be computed, and why.
    """

    format: str
    format_version: int
    digest: str
    cases: list[CaseRow] = Field(min_length=1)
    recorded: list[str]
    settings: dict[str, JsonValue]
    seed: int = Field(ge=0)
    runs: int = Field(ge=1)
    block: int = Field(ge=1)
    parameters: ParameterSource
    vectors: str
    packages: dict[str, str]
    python: str
    labels: dict[str, list[str]] = Field(min_length=1)
    done: list[list[int]]
    failures: list[Failure]

    @property
    def blocks(self) -> int:
        """Number of blocks of each case."""
        return -(-self.runs // self.block)

    @property
    def finished(self) -> int:
        """Number of runs done, over all cases."""
        return sum(map(sum, self.done))

    @property
    def complete(self) -> bool:
        """Whether every run of every case is done."""
        return self.finished == self.runs * len(self.cases)

    @property
    def everything(self) -> bool:
        """Whether all that can be recorded month by month is."""
        return self.recorded == list(recorded_attributes())

    @property
    def recorded_text(self) -> str:
        """What is recorded month by month, in words."""
        return "everything" if self.everything else ", ".join(self.recorded) or "nothing"

    def missing(self) -> Iterator[tuple[int, int, int]]:
        """Yield what is still to be computed: (case, first run, runs)."""
        for case, blocks in enumerate(self.done):
            for block, done in enumerate(blocks):
                first, wanted = block * self.block, self._size(block)
                if done < wanted:
                    yield case, first + done, wanted - done

    def note_done(self, case: int, first_run: int, runs: int) -> None:
        """Note runs that follow those done of their block."""
        self._forget_failure(case, first_run)
        self.done[case][first_run // self.block] += runs

    def note_failure(self, case: int, first_run: int, runs: int, error: str) -> None:
        """Note a block that could not be computed."""
        self._forget_failure(case, first_run)
        self.failures.append(Failure(case=case, first_run=first_run, runs=runs, error=error))
        self.failures.sort(key=lambda failure: (failure.case, failure.first_run))

    def extend(self, runs: int) -> None:
        """Ask for more runs of each case."""
        self.runs += runs
        for blocks in self.done:
            blocks += [0] * (self.blocks - len(blocks))

    def to_bytes(self) -> bytes:
        """Return the manifest as its file has it."""
        return _json(self.model_dump())

    def _size(self, block: int) -> int:
        return min(self.block, self.runs - block * self.block)

    def _forget_failure(self, case: int, first_run: int) -> None:
        self.failures = [f for f in self.failures if (f.case, f.first_run) != (case, first_run)]


def make_manifest(
    cases: Sequence[Case],
    *,
    seed: int,
    runs: int,
    block: int,
    parameters: ParameterSource,
    record: Iterable[str] | None = None,
    settings: dict[str, Any] | None = None,
) -> Manifest:
    """Return the manifest of a batch that is yet to be run.

    Raises
    ------
    KeyError
        When something is to be recorded that cannot be.
    StoreError
        When two cases share a name, or cases differ in their months or states.
    """
    names = [case.spec.name for case in cases]
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise StoreError(f"several scenarios are called {', '.join(twice)}; rename a file")
    if len({(case.spec.start, case.spec.months, case.spec.states) for case in cases}) > 1:
        raise StoreError("scenarios of one store must share start, months and roster")
    first = cases[0].spec
    labels = {
        SCENARIO: names,
        MONTH: month_range(first.start, first.months),
        PARAMETER: parameter_table(),
        MEASURE: MEASURES,
        **make_roster(first.states).labels,
    }
    manifest = Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        digest=_digest(
            [case.spec.digest for case in cases], seed, parameters, vectors_of(parameters)
        ),
        cases=[
            CaseRow(
                name=case.spec.name,
                scenario=case.scenario,
                digest=case.spec.digest,
                varied=dict(case.varied),
            )
            for case in cases
        ],
        recorded=list(asked_for(record)),
        settings=settings or {},
        seed=seed,
        runs=runs,
        block=block,
        parameters=parameters,
        vectors=vectors_of(parameters),
        packages=package_versions(),
        python=platform.python_version(),
        labels={axis: list(members) for axis, members in labels.items()},
        done=[[] for _ in cases],
        failures=[],
    )
    manifest.extend(0)
    return manifest


def package_versions() -> dict[str, str]:
    """Return the versions of the packages that results may depend on."""
    return {name: version(name) for name in _PACKAGES}


def save_specs(folder: Path, specs: Sequence[Spec]) -> None:
    """Write the specifications of the cases."""
    replace_file(folder / SCENARIOS, _json([spec.to_dict() for spec in specs]))


def read_manifest(folder: Path) -> tuple[Manifest, tuple[Spec, ...]]:
    """Return the manifest of a result directory and the specifications of its cases.

    Raises
    ------
    StoreError
        When the directory is none, or its manifest is damaged or of another format.
    """
    path = folder / MANIFEST
    found = _read(path, folder)
    if not isinstance(found, dict) or found.get("format") != FORMAT:
        raise StoreError(f"{path}: not a manifest of multipolar results")
    if found.get("format_version") == _EVERYTHING_RECORDED:
        found |= {"format_version": FORMAT_VERSION, "recorded": list(asked_for(None))}
    if found.get("format_version") != FORMAT_VERSION:
        raise StoreError(
            f"{path}: format version {found.get('format_version')}, "
            f"this program reads version {FORMAT_VERSION}"
        )
    try:
        manifest = Manifest.model_validate(found)
    except ValueError as error:
        raise StoreError(f"{path}: damaged ({' '.join(str(error).splitlines()[:3])})") from None
    if not _consistent(manifest):
        raise StoreError(f"{path}: damaged (its blocks, cases and labels do not fit together)")
    return manifest, _read_specs(folder, manifest)


def _read_specs(folder: Path, manifest: Manifest) -> tuple[Spec, ...]:
    path = folder / SCENARIOS
    try:
        specs = tuple(Spec.from_dict(row) for row in _read(path, folder))
        digests = [spec.digest for spec in specs]
    except (ValueError, TypeError, AttributeError) as error:
        raise StoreError(f"{path}: damaged ({error})") from None
    if digests != [case.digest for case in manifest.cases]:
        raise StoreError(f"{path}: damaged (not the scenarios that {MANIFEST} names)")
    return specs


def _read(path: Path, folder: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise StoreError(f"{folder}: no results here ({path.name} is missing)") from None
    except NotADirectoryError:
        raise StoreError(f"{folder}: not a directory") from None
    except (OSError, ValueError, RecursionError) as error:
        raise StoreError(f"{path}: cannot be read ({error})") from None


def _consistent(manifest: Manifest) -> bool:
    digests = [case.digest for case in manifest.cases]
    return (
        manifest.digest == _digest(digests, manifest.seed, manifest.parameters, manifest.vectors)
        and manifest.labels.get(SCENARIO) == [case.name for case in manifest.cases]
        and set(manifest.recorded) <= set(recorded_attributes())
        and len(manifest.done) == len(manifest.cases)
        and all(len(blocks) == manifest.blocks for blocks in manifest.done)
        and all(
            0 <= done <= manifest._size(block)
            for blocks in manifest.done
            for block, done in enumerate(blocks)
        )
    )


def vectors_of(parameters: ParameterSource) -> str:
    """Return the digest of the vectors that runs draw from; empty unless from the posterior."""
    return posterior_digest() if parameters == "posterior" else ""


def _digest(cases: list[str], seed: int, parameters: str, vectors: str) -> str:
    return sha256(json.dumps([cases, seed, parameters, vectors]).encode()).hexdigest()


def _json(data: Any) -> bytes:
    return (json.dumps(data, indent=1, allow_nan=False) + "\n").encode()
