"""The whole backtest: every origin once, kept as soon as it is done, and scored together."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, fields
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from multipolar.arguments import known
from multipolar.backtest.origin import Learned, OriginTold, Sizes, tell_origin
from multipolar.ensemble.executors import check_executor
from multipolar.ensemble.files import StoreError, explain_os_errors
from multipolar.ensemble.fingerprint import fingerprint
from multipolar.ensemble.manifest import NUMERICAL, package_versions
from multipolar.files import make_folder, read_file, replace_file
from multipolar.loading import load_scenario
from multipolar.record.rolling import ORIGINS, Told, origin_spec
from multipolar.record.rolling_table import RollingScores, score_table
from multipolar.record.rolling_votes import roll_votes
from multipolar.record.tables import all_series, checks
from multipolar.scenario import Spec
from multipolar.sources import SOURCES, ParameterSource

LARGEST = 2**26
"""Bytes that the file of an origin may have."""


@dataclass(frozen=True)
class Backtest:
    """What the model would have told at every origin, and how well.

    Parameters
    ----------
    sizes : Sizes
        How large it was.
    origins : tuple of OriginTold
        What was learned and told, by date.
    scores : mapping of str to RollingScores
        Scores by source of parameters: ``posterior``, ``prior`` and ``default``.
    """

    sizes: Sizes
    origins: tuple[OriginTold, ...]
    scores: Mapping[ParameterSource, RollingScores]


def backtest(
    scenario: str | Spec = "baseline",
    *,
    sizes: Sizes | None = None,
    origins: Sequence[str] = ORIGINS,
    folder: str | Path | None = None,
    resume: bool = True,
    executor: Executor | None = None,
    progress: Callable[[int], object] | None = None,
) -> Backtest:
    """Calibrate the model at each origin on what was known then, and score what it tells.

    Parameters
    ----------
    scenario : str or Spec
        Scenario that stands for the world.
    sizes : Sizes, optional
        How large calibrations and ensembles are.
    origins : sequence of str
        Last months known, some of the quarters from December 2022 to June 2024; all by default.
    folder : str or Path, optional
        Directory where finished origins and blocks of calibrations are kept.
    resume : bool
        Whether what the directory keeps of the same backtest is continued; else all is made anew.
    executor : concurrent.futures.Executor, optional
        Where origins are computed, one by one; in this process by default.
    progress : callable, optional
        Called with 1 for each origin that is there.

    Raises
    ------
    UnknownName
        When an origin is none of the seven.
    StoreError
        When the directory cannot be written, or a file in it cannot be read.

    Examples
    --------
    An origin that is none of the seven is refused; the package shows a small backtest.

    >>> from multipolar.arguments import UnknownName
    >>> try:
    ...     backtest(origins=("2024-02",))
    ... except UnknownName as error:
    ...     print(str(error).split("?")[0])
    no origin '2024-02'. Did you mean '2024-06'
    """
    check_executor(executor)
    spec = load_scenario(scenario) if isinstance(scenario, str) else scenario
    sizes = sizes or Sizes()
    # the longest come first, so that no worker waits for one at the end
    jobs = [
        partial(_kept, spec, origin, sizes, None if folder is None else Path(folder), resume)
        for origin in sorted({known(one, ORIGINS, "origin") for one in origins}, reverse=True)
    ]
    done = []
    for told in map(_call, jobs) if executor is None else executor.map(_call, jobs):
        done.append(told)
        if progress is not None:
            progress(1)
    return scored(sizes, tuple(sorted(done, key=lambda told: told.origin)))


def scored(sizes: Sizes, told: tuple[OriginTold, ...]) -> Backtest:
    """Return the scores of what was told at the origins, by source of parameters."""
    votes, dates = roll_votes(), tuple(one.origin for one in told)
    return Backtest(
        sizes,
        told,
        {
            source: score_table(
                [row for one in told for row in one.told[source]],
                votes,
                sizes.runs,
                sizes.seeds,
                dates,
            )
            for source in SOURCES
        },
    )


def _call(job: Callable[[], OriginTold]) -> OriginTold:
    return job()


def _kept(spec: Spec, origin: str, sizes: Sizes, folder: Path | None, resume: bool) -> OriginTold:
    """Return what was told at an origin, from its folder where it is there."""
    if folder is None:
        return tell_origin(spec, origin, sizes)
    home = folder / f"{origin}-{_digest(spec, origin, sizes)}"
    file, blocks = home / "told.json", home / "sample"
    if resume and file.exists():
        return _read(file)
    with explain_os_errors(folder, "name another directory"):
        make_folder(blocks)
        if not resume:
            for block in blocks.rglob("*.npz"):
                block.unlink()
    told = tell_origin(spec, origin, sizes, blocks)
    with explain_os_errors(folder, "make room, and give the same command again"):
        replace_file(file, json.dumps(asdict(told), indent=1) + "\n")
    return told


def _read(file: Path) -> OriginTold:
    try:
        said = json.loads(read_file(file, LARGEST))
        told = {
            source: tuple(_row(Told, row) for row in said["told"][source]) for source in SOURCES
        }
        return OriginTold(said["origin"], _row(Learned, said["learned"]), told)
    except (OSError, ValueError, KeyError, TypeError) as error:
        why = str(error).splitlines()[0] if str(error) else type(error).__name__
        raise StoreError(
            f"{file}: damaged ({why}); remove it and give the same command again"
        ) from None


def _row(kind: type[Any], said: dict[str, Any]) -> Any:
    """Return a row of a file; lists become tuples, as they were."""
    names = {field.name for field in fields(kind)}
    if set(said) != names:
        raise ValueError(
            f"a row has {', '.join(sorted(said))}; allowed: {', '.join(sorted(names))}"
        )
    return kind(**{k: tuple(v) if isinstance(v, list) else v for k, v in said.items()})


def _digest(spec: Spec, origin: str, sizes: Sizes) -> str:
    """Return twelve digits of a digest of everything that the numbers of an origin depend on."""
    here = package_versions()
    parts = (
        fingerprint(),
        origin_spec(spec, origin).digest,
        asdict(sizes),
        [(one, one.periods) for one in all_series()],
        checks(),
        [here[name] for name in NUMERICAL],
    )
    return sha256("\n".join(map(repr, parts)).encode()).hexdigest()[:12]
