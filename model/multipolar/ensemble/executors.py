"""Where blocks are computed: this process, other processes, or any executor."""

from __future__ import annotations

import multiprocessing
from collections.abc import Iterator
from concurrent.futures import Executor, ProcessPoolExecutor
from contextlib import contextmanager


@contextmanager
def processes(jobs: int) -> Iterator[Executor | None]:
    """Yield an executor with this many processes; ``None`` for one job, computed in process.

    Workers are spawned, never forked: Mesa's imports start threads.
    """
    if jobs == 1:
        yield None
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(jobs, mp_context=context) as pool:
        yield pool
