"""Running an ensemble: blocks to any executor, results to a store."""

from __future__ import annotations

import json
import os
from collections.abc import Callable, Iterable
from concurrent.futures import BrokenExecutor, Executor
from pathlib import Path
from typing import TYPE_CHECKING, Any

from multipolar.arguments import ArgumentError, path, plain, whole
from multipolar.axes import MOST_RUNS
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.blocks import Block, block_for
from multipolar.ensemble.cases import Scenarios, cases_of
from multipolar.ensemble.computing import compute
from multipolar.ensemble.continuing import refuse_other, refuse_other_versions
from multipolar.ensemble.executors import (
    check_executor,
    leave_if_being_started,
    why_a_worker_died,
)
from multipolar.ensemble.files import ADVICE, StoreError, explain_os_errors, lock_folder
from multipolar.ensemble.manifest import MANIFEST, Piece, make_manifest
from multipolar.ensemble.store import Store
from multipolar.ensemble.vectors import vectors_for
from multipolar.rules.sampling import check_source
from multipolar.sources import SHIPPED_SOURCE, ParameterSource

if TYPE_CHECKING:
    from multipolar.ensemble.results import Results

Progress = Callable[[int], object]

IN_FLIGHT = 2 * (os.cpu_count() or 1)
"""Blocks that are computed or wait to be written at a time: they bound the memory."""


def simulate(
    scenarios: Scenarios = "baseline",
    *,
    runs: int = 200,
    seed: int = 1,
    parameters: ParameterSource | None = None,
    vectors: object = None,
    luck: str | None = None,
    record: Iterable[str] | None = None,
    block: int | None = None,
    executor: Executor | None = None,
    in_flight: int = IN_FLIGHT,
    out: str | Path | None = None,
    settings: dict[str, Any] | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> Results:
    """Run scenarios many times.

    Parameters
    ----------
    scenarios : str, Path, Spec, Case or a sequence of them
        Scenarios by name, file or value. All meet the same luck and parameters, run by run.
    runs : int
        Runs of each scenario, 1 or larger; with vectors, of each vector.
    seed : int
        Seed of the experiment, 0 or larger.
    parameters : {"posterior", "prior", "default"}, optional
        Where runs take their parameters from: vectors that the record accepts (see
        ``multipolar.calibration``), the priors, or the default in every run. Unless told
        otherwise it is the source that tells more out of sample, today the priors; with vectors it
        is the default.
    vectors : DataFrame, mapping or array, optional
        A design: a column of values for each parameter, by full name, or an array with the columns
        of ``multipolar.problem()``. Every row is run ``runs`` times; parameters without a column
        keep their default. See ``Results.of_vectors``.
    luck : {"common", "own"}, optional
        Whether every row of a design meets the same luck, as by default, or each its own.
    record : str or iterable of str, optional
        Attributes to keep month by month; all that are recorded by default. With fewer a store is
        smaller, and measures can be told in the last month alone: the table of runs is whole.
    block : int, optional
        Runs that are computed and written together; changes speed and memory, never a number. By
        default ``block_for(runs)``, and without an executor several such blocks of a short scenario
        are computed side by side, see ``runs_together``.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default. Processes and threads of this
        machine write their blocks themselves; other executors send them back to be written.
    in_flight : int
        Blocks handed to the executor at a time; at least its number of workers, better twice.
    out : str or Path, optional
        Directory for the results; in memory by default. Unfinished results of the same
        experiment are continued.
    settings : dict, optional
        What was changed in every scenario, for the record.
    progress : callable, optional
        Called with the number of runs there are at the start, and of each block that is done.
    definition : Definition, optional
        What the model is made of; see ``multipolar.definition``.

    Raises
    ------
    DefinitionError
        With everything in a definition that does not fit together.
    ArgumentError
        When a number is none or out of bounds, or something is to be recorded that cannot be; the
        message says what is allowed.
    StoreError
        When the directory holds another experiment or cannot be written, a block fails, or a
        worker dies; finished blocks are kept.

    Examples
    --------
    >>> results = simulate("baseline", runs=4)
    >>> results.runs
    4
    """
    store = prepare(
        scenarios,
        runs=runs,
        seed=seed,
        parameters=parameters,
        vectors=vectors,
        luck=luck,
        record=record,
        block=block,
        out=out,
        settings=settings,
        definition=definition,
    )
    return finish(store, executor=executor, in_flight=in_flight, progress=progress)


def prepare(
    scenarios: Scenarios,
    *,
    runs: int,
    seed: int,
    parameters: ParameterSource | None = None,
    vectors: object = None,
    luck: str | None = None,
    record: Iterable[str] | None = None,
    block: int | None = None,
    out: str | Path | None = None,
    settings: dict[str, Any] | None = None,
    definition: Definition = SHIPPED,
) -> Store:
    """Return the store of an experiment, new or as it was left; nothing is written yet."""
    runs, seed = whole(runs, "runs", 1, MOST_RUNS), whole(seed, "seed")
    definition.check()
    cases = cases_of(scenarios, definition)
    given = vectors_for(cases[0].spec, vectors, luck, runs, parameters, definition)
    if given is not None:
        runs, parameters = given.runs, "default"
    block = block_for(runs) if block is None else whole(block, "block", least=1)
    manifest = make_manifest(
        cases,
        seed=seed,
        runs=runs,
        block=min(block, runs) if out is None else block,
        parameters=check_source(SHIPPED_SOURCE if parameters is None else parameters),
        record=record,
        settings=None if settings is None else _for_the_record(settings),
        definition=definition,
        vectors=given,
    )
    specs = [case.spec for case in cases]
    if out is None:
        return Store(manifest, specs, None, definition, given)
    folder = path(out, "out")
    with explain_os_errors(folder, "name another directory"):
        if not (folder / MANIFEST).exists():
            return Store(manifest, specs, folder, definition, given)
    found = Store.open(folder, definition)
    refuse_other(folder, found.manifest, manifest)
    return found


def _for_the_record(settings: dict[str, Any]) -> dict[str, Any]:
    """Return settings as texts, numbers, lists and mappings, which a manifest can keep."""
    checked: dict[str, Any] = plain(settings)
    try:
        json.dumps(checked, allow_nan=False)
    except (TypeError, ValueError):
        raise ArgumentError(
            f"settings is {settings!r}; allowed: texts, finite numbers, lists and mappings of them"
        ) from None
    return checked


def resume(
    folder: str | Path,
    *,
    extend: int = 0,
    executor: Executor | None = None,
    in_flight: int = IN_FLIGHT,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> Results:
    """Finish a batch that was interrupted, and add runs to it.

    Parameters
    ----------
    folder : str or Path
        Directory of the batch.
    extend : int
        Runs to add to each case; those that are done stay as they are.
    executor, in_flight, progress, definition
        As in ``simulate``; the definition must be the one that the batch was begun with.

    Raises
    ------
    StoreError
        As in ``simulate``, and when the directory holds no results, damaged ones, or some of
        other versions of the packages that make the numbers.
    """
    store = Store.open(path(folder, "folder"), definition)
    store.manifest.extend(whole(extend, "extend", most=MOST_RUNS))
    return finish(store, executor=executor, in_flight=in_flight, progress=progress)


def check_folder(store: Store) -> None:
    """Check that a store may be begun, or continued, where it is.

    Raises
    ------
    StoreError
        When its directory holds something else, or was begun with other versions of the packages
        that make the numbers.
    """
    if store.folder is None:
        return
    if (store.folder / MANIFEST).exists():
        refuse_other_versions(store.folder, store)
    else:
        store.refuse_foreign()


def finish(
    store: Store,
    *,
    executor: Executor | None = None,
    in_flight: int = IN_FLIGHT,
    progress: Progress | None = None,
) -> Results:
    """Compute what a store lacks and return its results."""
    leave_if_being_started()
    check_executor(executor)
    manifest, in_flight = store.manifest, whole(in_flight, "in_flight", least=1)
    if progress is not None:
        progress(manifest.finished)
    if not manifest.complete:
        check_folder(store)
        if store.folder is not None:
            with explain_os_errors(store.folder, "name another directory"):
                store.folder.mkdir(parents=True, exist_ok=True)
        with lock_folder(store.folder):
            _fill(store, executor, in_flight, progress)
    store.check()
    from multipolar.ensemble.results import Results

    return Results(store)


def _fill(
    store: Store, executor: Executor | None, in_flight: int, progress: Progress | None
) -> None:
    """Compute and keep what a store lacks."""
    store.begin()
    try:
        for piece, block in compute(store, executor, in_flight):
            _keep(store, piece, block)
            del block  # so that the next one is computed in its room, not beside it
            if progress is not None:
                progress(piece.runs)
    except KeyboardInterrupt:
        store.save()  # it may have come between noting a block and writing that down
        raise
    except BrokenExecutor:
        kept = "" if store.folder is None else f"; {ADVICE} {store.folder}"
        raise StoreError(f"{why_a_worker_died()}{kept}") from None


def _keep(store: Store, piece: Piece, block: Block | Exception | None) -> None:
    """Keep what a block came to; ``None`` says that its worker has written it."""
    if block is None:
        store.note_done(*piece)
    elif isinstance(block, Block):
        store.write(piece.case, block)
    elif store.folder is None:
        raise block
    else:
        store.manifest.note_failure(*piece, f"{type(block).__name__}: {block}")
        store.save()
