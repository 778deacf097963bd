"""Computing what a store lacks: in this process, or by any executor."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from concurrent.futures import (
    FIRST_COMPLETED,
    BrokenExecutor,
    Executor,
    Future,
    ProcessPoolExecutor,
    ThreadPoolExecutor,
    wait,
)
from itertools import islice
from math import ceil
from pathlib import Path

from multipolar.ensemble.blocks import (
    Block,
    Task,
    block_for,
    release_memory,
    run_block,
    run_blocks,
    runs_together,
)
from multipolar.ensemble.executors import LOST
from multipolar.ensemble.files import StoreError
from multipolar.ensemble.manifest import Piece
from multipolar.ensemble.store import Store, write_block

Outcome = Block | Exception | None
"""What a block came to; ``None`` says that its worker has written it."""

_OF_THIS_MACHINE = (ProcessPoolExecutor, ThreadPoolExecutor)
"""Executors whose workers have the same disk."""


def compute(
    store: Store, executor: Executor | None, in_flight: int
) -> Iterator[tuple[Piece, Outcome]]:
    """Yield what a store lacks, and what came of it: side by side, or as workers are done with it.

    Parameters
    ----------
    store : Store
        The store, which was begun; whoever asks keeps there what came of each block.
    executor : concurrent.futures.Executor or None
        Where blocks are computed; ``None`` is this process.
    in_flight : int
        Blocks handed to the executor at a time.
    """
    missing = list(store.manifest.missing())
    if executor is None:
        for stretch in _stretches(store, missing):
            # Nobody here has a name for the blocks, whose memory the next ones take.
            yield from zip(stretch, _attempt(store, stretch), strict=True)
        release_memory()
        return
    folder = store.folder if isinstance(executor, _OF_THIS_MACHINE) else None
    left = iter(missing)
    waiting: dict[Future[Block | None], Piece] = {}
    try:
        while True:
            for piece in islice(left, in_flight - len(waiting)):
                waiting[executor.submit(_work, _task(store, piece), folder, piece.case)] = piece
            if not waiting:
                return
            for future in wait(waiting, return_when=FIRST_COMPLETED).done:
                yield waiting.pop(future), _outcome(future)
    finally:
        for future in waiting:
            future.cancel()


def _task(store: Store, piece: Piece) -> Task:
    manifest, vectors = store.manifest, store.vectors
    return Task(
        store.specs[piece.case],
        manifest.seed,
        piece.first_run,
        piece.runs,
        manifest.parameters,
        tuple(manifest.recorded),
        store.definition,
        None if vectors is None else vectors.block(piece.first_run, piece.runs),
    )


def _stretches(store: Store, missing: Sequence[Piece]) -> Iterator[list[Piece]]:
    """Yield blocks that this process computes side by side: some of a case, without a gap."""
    stretch: list[Piece] = []
    for piece in missing:
        if stretch and not (
            (piece.case, piece.first_run) == (stretch[-1].case, stretch[-1].end)
            and len(stretch) < _blocks_together(store, piece.case)
        ):
            yield stretch
            stretch = []
        stretch.append(piece)
    if stretch:
        yield stretch


def _blocks_together(store: Store, case: int) -> int:
    """Return how many blocks of a case are computed side by side: equal shares of them all.

    Only blocks of the size that the ensemble asks for: one that somebody chose bounds the memory.
    """
    manifest = store.manifest
    if manifest.block != block_for(manifest.runs):
        return 1
    most = max(1, runs_together(store.specs[case].months) // manifest.block)
    return ceil(manifest.blocks / ceil(manifest.blocks / most))


def _attempt(store: Store, stretch: Sequence[Piece]) -> Sequence[Block | Exception]:
    """Compute blocks side by side; if that fails each by itself, to learn which of them does."""
    sizes = [piece.runs for piece in stretch]
    try:
        return run_blocks(_task(store, stretch[0]._replace(runs=sum(sizes))), sizes)
    except Exception as error:
        if len(stretch) == 1:
            return [error]
    return [outcome for piece in stretch for outcome in _attempt(store, [piece])]


def _work(task: Task, folder: Path | None, case: int) -> Block | None:
    """Compute a block in a worker; write it where there is a directory, or send it back."""
    block = run_block(task)
    if folder is None:
        return block
    write_block(folder, case, block)
    return None


def _outcome(future: Future[Block | None]) -> Outcome:
    """Return what a block came to; a worker that dies or cannot write is no fault of the block."""
    try:
        return future.result()
    except (BrokenExecutor, StoreError):
        raise
    except Exception as error:
        if type(error).__name__ in LOST:
            raise
        return error
