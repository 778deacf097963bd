"""Where blocks are computed: this process, other processes, a Dask cluster, or any executor.

Any ``concurrent.futures.Executor`` will do. With MPI, for example, a script that says

    with mpi4py.futures.MPIPoolExecutor() as pool:
        multipolar.simulate("baseline", runs=20_000, executor=pool, out="results/large")

is started by ``mpiexec -n 9 python -m mpi4py.futures script.py``.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, CancelledError, Executor, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from multipolar.arguments import ArgumentError
from multipolar.ensemble.files import StoreError

_PATIENCE = 10
"""Seconds in which a Dask scheduler has to answer."""


@contextmanager
def processes(jobs: int) -> Iterator[Executor | None]:
    """Yield an executor with this many processes; ``None`` for one job, computed in process.

    Workers are spawned, never forked: Mesa's imports start threads. They load what a block needs
    while the parent does other things, so the sooner this is entered the better. An interruption
    is for the parent; when the parent dies its workers do, too. When all is well nobody waits for
    the workers to leave.

    Raises
    ------
    StoreError
        When a worker dies; the message says why that may be.
    """
    if jobs == 1:
        yield None
        return
    leave_if_being_started()
    context = multiprocessing.get_context("spawn")
    pool = ProcessPoolExecutor(jobs, mp_context=context, initializer=be_a_worker)
    try:
        with _deaf_to_interruptions():
            for _ in range(jobs):
                pool.submit(int)  # starts a worker
        yield pool
    except BaseException as error:
        pool.shutdown(cancel_futures=True)
        if isinstance(error, BrokenExecutor):
            raise StoreError(f"{why_a_worker_died()}; give the same command again") from None
        raise
    pool.shutdown(wait=False)


@contextmanager
def _deaf_to_interruptions() -> Iterator[None]:
    """Ignore Ctrl-C while workers are started: they are born with what is ignored then."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return
    heeded = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, heeded)


def check_executor(executor: object) -> None:
    """Check that what is given computes blocks as an executor does, or is nothing.

    Raises
    ------
    ArgumentError
        When it is something else.
    """
    if executor is not None and not callable(getattr(executor, "submit", None)):
        raise ArgumentError(
            f"executor is {executor!r}; allowed: a concurrent.futures.Executor, or None"
        )


def leave_if_being_started() -> None:
    """End a process that is only just being started and would start others.

    It runs the script of its parent again, since nothing in the script keeps it from that. The
    parent says so, once: ``why_a_worker_died``.
    """
    if getattr(multiprocessing.current_process(), "_inheriting", False):
        sys.exit(1)


def why_a_worker_died() -> str:
    """Return a sentence on why a worker of this process may have died."""
    script = getattr(sys.modules["__main__"], "__file__", None)
    if script is not None and not Path(script).is_file():
        return f"{script}: workers begin with running this script, and it is not a file"
    if script is None or "__main__" in Path(script).read_text(encoding="utf-8", errors="replace"):
        return "a worker died (killed, or out of memory?)"
    return (
        f"{script}: workers begin with running this script; write what starts them below "
        'if __name__ == "__main__":'
    )


def be_a_worker() -> None:
    """Obey the parent, and load what a block needs."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_die_with_the_parent, daemon=True).start()
    import multipolar.ensemble.store
    import multipolar.model  # noqa: F401


def _die_with_the_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


@contextmanager
def dask(address: str) -> Iterator[tuple[Executor, int]]:
    """Yield an executor that computes on a running Dask cluster, and its number of threads.

    Parameters
    ----------
    address : str
        Address of the scheduler, ``tcp://host:8786``.

    Raises
    ------
    StoreError
        When Dask is not installed, nothing answers, the cluster has no workers, or its workers
        have other versions of the packages that make the numbers.
    """
    try:
        from distributed import Client
    except ImportError:
        raise StoreError("Dask is not installed: pip install 'multipolar[dask]'") from None
    try:
        client = Client(address, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise StoreError(f"{address}: no Dask scheduler answers there ({error})") from None
    from multipolar.ensemble.manifest import package_versions

    with _while_it_answers(address), client:
        check_workers(address, client.run(package_versions, on_error="return"))
        with client.get_executor(pure=False) as executor:
            yield executor, sum(client.nthreads().values())


LOST = ("CancelledError", "FutureCancelledError", "CommClosedError", "KilledWorker")
"""Errors, by name, of a cluster that is gone while it computes: their module loads slowly."""


@contextmanager
def _while_it_answers(address: str) -> Iterator[None]:
    """Tell in words that a cluster was lost while it computed."""
    try:
        yield
    except StoreError:
        raise
    except (Exception, CancelledError) as error:
        lost = isinstance(error, OSError | TimeoutError) or type(error).__name__ in LOST
        if not lost:
            raise
        raise StoreError(
            f"{address}: the Dask cluster was lost ({type(error).__name__}); finished blocks are "
            "kept, give the same command again"
        ) from error


def check_workers(address: str, found: dict[str, object]) -> None:
    """Check that workers would give the same numbers as this process.

    Parameters
    ----------
    address : str
        Address of the scheduler.
    found : dict
        By worker, its package versions, or the error that asking for them raised.

    Raises
    ------
    StoreError
        When there is no worker, or one cannot run the package or has other versions.
    """
    from multipolar.ensemble.manifest import NUMERICAL, package_versions

    if not found:
        raise StoreError(f"{address}: the cluster has no workers")
    mine = {name: package_versions()[name] for name in NUMERICAL}
    for worker, versions in found.items():
        if not isinstance(versions, dict):
            raise StoreError(f"{address}: worker {worker} cannot run multipolar ({versions})")
        if any(versions.get(name) != mine[name] for name in mine):
            theirs = {name: versions.get(name) for name in mine}
            raise StoreError(f"{address}: worker {worker} has {theirs}, here are {mine}")
