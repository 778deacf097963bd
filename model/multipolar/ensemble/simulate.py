"""Running an ensemble: blocks to any executor, results to a store."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Executor, as_completed
from pathlib import Path

from multipolar.ensemble.blocks import BLOCK, Block, Task, run_block, split
from multipolar.ensemble.results import Results
from multipolar.ensemble.store import MANIFEST, Store, StoreError, make_manifest, read_manifest
from multipolar.model import load_scenario
from multipolar.scenario import Spec

Progress = Callable[[int], object]


def simulate(
    scenarios: str | Path | Spec | Sequence[str | Path | Spec] = "baseline",
    *,
    runs: int = 200,
    seed: int = 1,
    fixed: bool = False,
    block: int = BLOCK,
    executor: Executor | None = None,
    out: str | Path | None = None,
    progress: Progress | None = None,
) -> Results:
    """Run scenarios many times.

    Parameters
    ----------
    scenarios : str, Path, Spec or a sequence of them
        Scenarios by name, file or value. All meet the same luck and parameters, run by run.
    runs : int
        Runs of each scenario, 1 or larger.
    seed : int
        Seed of the experiment, 0 or larger.
    fixed : bool
        Whether every run takes the default parameters instead of its own draw.
    block : int
        Runs computed together; changes speed and memory, never a number.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    out : str or Path, optional
        Directory for the results; in memory by default. Unfinished results of the same
        experiment are continued.
    progress : callable, optional
        Called with the number of runs each time a block is done.

    Raises
    ------
    StoreError
        When the directory holds another experiment or cannot be written.

    Examples
    --------
    >>> results = simulate("baseline", runs=4)
    >>> results.runs
    4
    """
    if runs < 1 or block < 1:
        raise ValueError(f"runs {runs}, block {block}: both must be 1 or larger")
    listed = [scenarios] if isinstance(scenarios, str | Path | Spec) else list(scenarios)
    specs = [spec if isinstance(spec, Spec) else load_scenario(spec) for spec in listed]
    store = _open(specs, seed=seed, runs=runs, block=block, fixed=fixed, out=out)
    todo = [
        (number, task)
        for number, spec in enumerate(specs)
        for task in split(spec, seed, runs, block=store.manifest["block"], fixed=fixed)
        if not store.is_done(number, task.first_run)
    ]
    if progress is not None:
        progress(runs * len(specs) - sum(task.runs for _, task in todo))
    for number, finished in _compute(todo, executor):
        store.write(number, finished)
        if progress is not None:
            progress(finished.runs)
    return Results(store)


def _compute(
    todo: list[tuple[int, Task]], executor: Executor | None
) -> Iterator[tuple[int, Block]]:
    if executor is None:
        for number, task in todo:
            yield number, run_block(task)
        return
    waiting = {executor.submit(run_block, task): number for number, task in todo}
    for future in as_completed(waiting):
        yield waiting[future], future.result()


def _open(
    specs: Sequence[Spec], *, seed: int, runs: int, block: int, fixed: bool, out: str | Path | None
) -> Store:
    manifest = make_manifest(specs, seed=seed, runs=runs, block=block, fixed=fixed)
    if out is None:
        store = Store(manifest)
        store.allocate()
        return store
    folder = Path(out)
    if (folder / MANIFEST).exists():
        found = read_manifest(folder)
        _refuse_other(folder, found, manifest)
        return Store(found, folder)
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreError(f"{folder}: exists and holds something else; name another directory")
    store = Store(manifest, folder)
    store.allocate()
    return store


def _refuse_other(folder: Path, found: dict[str, object], wanted: dict[str, object]) -> None:
    def identity(manifest: dict[str, object]) -> dict[str, object]:
        scenarios = manifest["scenarios"]
        assert isinstance(scenarios, list)
        digests = [row["digest"] for row in scenarios]
        return {key: manifest[key] for key in ("seed", "runs", "fixed")} | {"scenarios": digests}

    mine, theirs = identity(wanted), identity(found)
    different = [key for key in mine if mine[key] != theirs[key]]
    if different:
        raise StoreError(
            f"{folder}: holds another experiment (other {', '.join(different)}); "
            "name another directory"
        )
