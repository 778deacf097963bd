"""Fixtures that several rooms share: short scenarios and small ensembles."""

import dataclasses
import gc
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import settings

import sampling

IN_MEMORY = Path("/dev/shm")
"""Where files are flushed at once: tests write thousands, and each is flushed."""

if IN_MEMORY.is_dir() and shutil.disk_usage(IN_MEMORY).free > 2_000_000_000:
    os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(IN_MEMORY))


MONTHS = 18


def pytest_addoption(parser):
    parser.addoption("--whole", action="store_true", help="run all tests that stand for many")
    parser.addoption("--sample", metavar="SEED", help="which of them run; the commit by default")


def pytest_configure(config):
    # Tests start many processes: what one has compiled, all may read.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    examples = 100 if config.getoption("--whole") else 25
    settings.register_profile("suite", derandomize=True, deadline=None, max_examples=examples)
    settings.load_profile("suite")
    config.option.loadscopereorder = False  # files in the order in which they are collected


def pytest_collection_modifyitems(config, items):
    """Leave most of the tests that stand for many to other commits, unless all are asked for."""
    if not config.getoption("--whole"):
        seed = config.getoption("--sample")
        left = sampling.left_out(items, sampling.commit(config.rootpath) if seed is None else seed)
        config.hook.pytest_deselected(items=left)
        items[:] = [item for item in items if item not in left]
    items[:] = sampling.dearest_first(items)


def pytest_collection_finish():
    """Leave thousands of collected tests out of what is searched for garbage from now on."""
    gc.collect()
    gc.freeze()


@pytest.fixture(autouse=True, scope="session")
def wide():
    """Let what commands print run on, whatever width the terminal of the tests has."""
    with pytest.MonkeyPatch.context() as patch:
        patch.delenv("COLUMNS", raising=False)
        yield


@pytest.fixture(scope="session")
def make_spec(tmp_path_factory):
    """Return a function that writes a scenario extending the baseline, and loads it."""
    from multipolar.loading import load_scenario

    def make(name="short", months=MONTHS, more=""):
        file = tmp_path_factory.mktemp("scenarios") / f"{name}.toml"
        head = f'title = "{name}"\nextends = "baseline"\nmonths = {months}\n'
        file.write_text(head + more, encoding="utf-8")
        return load_scenario(file)

    return make


@pytest.fixture(scope="session")
def short(make_spec):
    """Baseline of eighteen months."""
    return make_spec()


@pytest.fixture(scope="session")
def small(short):
    """Ensemble of seven runs of the short baseline, in memory."""
    from multipolar.ensemble import simulate

    return simulate(short, runs=7, seed=5, block=4)


@pytest.fixture(scope="session")
def command():
    """Path of the installed command."""
    return str(Path(sys.executable).with_name("multipolar"))


@pytest.fixture
def spoil(monkeypatch):
    """Return a function that makes every figure after a month another."""
    from multipolar.record import tables

    def spoiled(origin):
        figures = {
            name: tuple(
                dataclasses.replace(p, value=p.value * 9.0 + 5.0) if p.last > origin else p
                for p in periods
            )
            for name, periods in tables._periods().items()
        }
        assert figures != tables._periods(), "there is something to spoil"
        monkeypatch.setattr(tables, "_periods", lambda: figures)

    return spoiled
