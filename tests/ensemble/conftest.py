"""Fixtures of many runs: scenarios of a few months, and directories as bytes."""

import hashlib
import tempfile
import warnings
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def brief(make_spec):
    """Baseline of three months."""
    return make_spec("brief", 3)


@pytest.fixture
def in_memory():
    """Directory that flushes fast: in memory where the system has such a place."""
    place = Path("/dev/shm")
    with tempfile.TemporaryDirectory(dir=place if place.is_dir() else None) as folder:
        yield Path(folder)


@pytest.fixture(scope="session")
def digests():
    """Return a function that maps the files of a directory to the digests of their bytes."""

    def read(folder):
        return {
            str(path.relative_to(folder)): hashlib.sha256(path.read_bytes()).hexdigest()
            for path in sorted(Path(folder).rglob("*"))
            if path.is_file()
        }

    return read


@pytest.fixture(scope="session")
def pool():
    """Two processes that are started once: starting them takes longer than a test."""
    from multipolar.ensemble.executors import processes

    with processes(2) as started:
        yield started


@pytest.fixture(scope="session")
def cluster():
    """Address of a Dask cluster of two worker processes with two threads each."""
    distributed = pytest.importorskip("distributed")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        with distributed.LocalCluster(
            n_workers=2,
            threads_per_worker=2,
            processes=True,
            dashboard_address=":0",
            scheduler_port=0,
            silence_logs=50,
        ) as local:
            yield local.scheduler_address
