"""The manifest of a result directory: what was asked for, what is done, what failed."""

from __future__ import annotations

import json
import platform
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from importlib.metadata import version
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import Field, JsonValue

from multipolar import __version__
from multipolar.axes import MONTH
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.blocks import asked_for
from multipolar.ensemble.cases import Case, refuse_one_name
from multipolar.ensemble.files import NotMeant, StoreError
from multipolar.ensemble.fingerprint import fingerprint
from multipolar.ensemble.labels import MEASURE, PARAMETER, SCENARIO, About, Row, about_now
from multipolar.ensemble.vectors import VectorLuck, Vectors
from multipolar.files import replace_file
from multipolar.months import month_range
from multipolar.rules.sampling import posterior_digest
from multipolar.scenario import Spec
from multipolar.sources import ParameterSource
from multipolar.world import make_roster

FORMAT = "multipolar results"
FORMAT_VERSION = 5
MANIFEST = "manifest.json"
SCENARIOS = "scenarios.json"
NUMERICAL = ("multipolar", "numpy", "scipy")
"""Packages whose version may change a number."""
_PACKAGES = (*NUMERICAL, "mesa", "xarray", "zarr")


class Piece(NamedTuple):
    """A block of a case, by number, that is still to be computed, or the rest of one."""

    case: int
    first_run: int
    runs: int

    @property
    def end(self) -> int:
        """Index of the run after the last."""
        return self.first_run + self.runs


class CaseRow(Row):
    """A case as the manifest keeps it; its whole specification is in ``scenarios.json``."""

    name: str
    scenario: str
    digest: str
    varied: dict[str, JsonValue]


class Failure(Row):
    """A block that could not be computed."""

    case: int = Field(ge=0)
    first_run: int = Field(ge=0)
    runs: int = Field(ge=1)
    error: str


class VectorsRow(Row):
    """A design of parameter vectors, whose table is in ``vectors.npy``."""

    names: list[str] = Field(min_length=1)
    rows: int = Field(ge=1)
    each: int = Field(ge=1)
    luck: VectorLuck


class Manifest(Row):
    """What a result directory holds.

    Attributes
    ----------
    digest : str
        SHA-256 of what was asked for, but the number of runs, and of all labels and what is said
        of them.
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
        Digest of the vectors that they take, accepted ones or those of a design; empty otherwise.
    packages, python : dict, str
        Versions that the batch was begun with.
    labels : dict
        Labels of each axis.
    about : About
        Titles, units and axes of what is kept, so that results speak for themselves.
    done : list of list of int
        Runs done in each block of each case.
    seals : list of list of str
        Checksum of each block of each case, bound to its place; empty before a run is done.
    failures : list of Failure
        Blocks that could not be computed, and why.
    definition : str
        Fingerprint of the model that was run; empty for the one that this package ships.
    given : VectorsRow, optional
        The design of parameter vectors, where there is one.
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
    about: About
    done: list[list[int]]
    seals: list[list[str]]
    failures: list[Failure]
    definition: str = ""
    given: VectorsRow | None = None

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
    def recorded_text(self) -> str:
        """What is recorded month by month, in words."""
        return "everything" if self.about.everything else ", ".join(self.recorded) or "nothing"

    def missing(self) -> Iterator[Piece]:
        """Yield what is still to be computed."""
        for case, blocks in enumerate(self.done):
            for block, done in enumerate(blocks):
                first, wanted = block * self.block, self.size(block)
                if done < wanted:
                    yield Piece(case, first + done, wanted - done)

    def size(self, block: int) -> int:
        """Return how many runs a block has when it is whole."""
        return min(self.block, self.runs - block * self.block)

    def identity(self) -> str:
        """Return the digest of what was asked for and of all labels; see ``digest``."""
        said = self.model_dump(
            include={
                *("cases", "recorded", "settings", "seed", "parameters", "vectors"),
                *("labels", "about", "definition"),
                *(() if self.given is None else ("given",)),
            }
        )
        return sha256(json.dumps(said, sort_keys=False).encode()).hexdigest()

    @property
    def sealed(self) -> bool:
        """Whether blocks carry a checksum; those of earlier formats do not."""
        return self.format_version == FORMAT_VERSION

    def note_done(self, case: int, first_run: int, runs: int, seal: str = "") -> None:
        """Note runs that follow those done of their block, and the checksum of the block."""
        self._forget_failure(case, first_run)
        self.done[case][first_run // self.block] += runs
        self.seals[case][first_run // self.block] = seal

    def forget(self, case: int, block: int) -> None:
        """Note that a block is to be computed again."""
        self.done[case][block], self.seals[case][block] = 0, ""

    def note_failure(self, case: int, first_run: int, runs: int, error: str) -> None:
        """Note a block that could not be computed."""
        self._forget_failure(case, first_run)
        self.failures.append(Failure(case=case, first_run=first_run, runs=runs, error=error))
        self.failures.sort(key=lambda failure: (failure.case, failure.first_run))

    def extend(self, runs: int) -> None:
        """Ask for more runs of each case.

        Raises
        ------
        StoreError
            When the runs are those of a design of vectors, which has as many as it has.
        """
        if runs and self.given is not None:
            raise StoreError(
                f"a design of {self.given.rows} vectors with {self.given.each} runs each cannot "
                "be extended; name another directory and ask for more runs"
            )
        self.runs += runs
        for blocks, seals in zip(self.done, self.seals, strict=True):
            blocks += [0] * (self.blocks - len(blocks))
            seals += [""] * (self.blocks - len(seals))

    def to_bytes(self) -> bytes:
        """Return the manifest as its file has it."""
        return _json(self.model_dump(exclude={"given"} if self.given is None else None))

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
    definition: Definition = SHIPPED,
    vectors: Vectors | None = None,
) -> Manifest:
    """Return the manifest of a batch that is yet to be run.

    Raises
    ------
    KeyError
        When something is to be recorded that cannot be.
    StoreError
        When two cases share a name, or cases differ in their months or states.
    """
    refuse_one_name(cases)
    names = [case.spec.name for case in cases]
    if len({(case.spec.start, case.spec.months, case.spec.states) for case in cases}) > 1:
        raise NotMeant("scenarios of one store must share start, months and roster")
    first, about = cases[0].spec, about_now(asked_for(record, definition), definition)
    for name in {*names, *(case.scenario for case in cases)}:
        if not is_file_name(name):
            raise NotMeant(f"a scenario cannot be called {name!r}: {FILE_NAME}")
    labels = {
        SCENARIO: names,
        MONTH: month_range(first.start, first.months),
        PARAMETER: about.parameters,
        MEASURE: about.measures,
        **make_roster(first.states).labels,
    }
    manifest = Manifest(
        format=FORMAT,
        format_version=FORMAT_VERSION,
        digest="",
        cases=[
            CaseRow(
                name=case.spec.name,
                scenario=case.scenario,
                digest=case.spec.digest,
                varied=dict(case.varied),
            )
            for case in cases
        ],
        recorded=list(about.attributes),
        settings=settings or {},
        seed=seed,
        runs=runs,
        block=block,
        parameters=parameters,
        vectors=vectors_of(parameters) if vectors is None else vectors.digest,
        packages=package_versions(),
        python=platform.python_version(),
        definition=fingerprint_of(definition),
        labels={axis: list(members) for axis, members in labels.items()},
        about=about,
        done=[[] for _ in cases],
        seals=[[] for _ in cases],
        failures=[],
        given=None
        if vectors is None
        else VectorsRow(
            names=list(vectors.names),
            rows=vectors.rows,
            each=vectors.each,
            luck=vectors.luck,
        ),
    )
    manifest.digest = manifest.identity()
    manifest.extend(0)
    return manifest


FILE_NAME = (
    "names are of 1 to 150 letters, without slashes and control characters, and do not begin "
    "with a dot"
)


def is_file_name(name: str) -> bool:
    r"""Return whether a name names a file in a folder, and nothing elsewhere.

    Examples
    --------
    >>> is_file_name("baseline@3"), is_file_name("../baseline"), is_file_name("a\\nb")
    (True, False, False)
    """
    return (
        0 < len(name) <= _LONGEST_NAME
        and name.isprintable()
        and not name.startswith(".")
        and not any(sign in name for sign in "/\\")
    )


_LONGEST_NAME = 150


def package_versions() -> dict[str, str]:
    """Return the versions of the packages that results may depend on."""
    return {name: version(name) for name in _PACKAGES} | {"multipolar": __version__}


def save_specs(folder: Path, specs: Sequence[Spec]) -> None:
    """Write the specifications of the cases."""
    replace_file(folder / SCENARIOS, _json([spec.to_dict() for spec in specs]))


def fingerprint_of(definition: Definition) -> str:
    """Return the fingerprint of a model of one's own; empty for the one shipped."""
    return "" if definition.is_shipped else fingerprint(definition)


def vectors_of(parameters: ParameterSource) -> str:
    """Return the digest of the vectors that runs draw from; empty unless from the posterior."""
    return posterior_digest() if parameters == "posterior" else ""


def _json(data: Any) -> bytes:
    return (json.dumps(data, indent=1, allow_nan=False) + "\n").encode()
