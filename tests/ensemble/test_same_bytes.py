"""The same bytes: whoever computes, in blocks of any size, or extended.

Killed and continued: one command in ``tests/cli/test_batch.py``, many in ``proofs/killed.py``.
"""

from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pytest
from click.testing import CliRunner

from comparing import assert_same_bytes
from multipolar.cli import main
from multipolar.ensemble import open_results, resume, simulate
from multipolar.ensemble.executors import dask
from multipolar.model import MultipolarModel

RUNS, BLOCK, SEED = 6, 2, 5
RECORDED = ("escalation", "leakage", "regime", "shipments")
"""Arrays of several shapes, codes among them, where all arrays would ask the same."""


def arguments(folder):
    return {"runs": RUNS, "seed": SEED, "block": BLOCK, "out": folder, "record": RECORDED}


def run(spec, folder, **more):
    return simulate(spec, **{**arguments(folder), **more})


@pytest.fixture(scope="module")
def both(brief, make_spec):
    """Two scenarios of three months: a batch has more than one."""
    return [brief, make_spec("other", 3, "[switches]\nwar = false\n")]


@pytest.fixture(scope="module")
def whole(both, tmp_path_factory):
    """Directory of a batch that was run in one go, in this process."""
    folder = tmp_path_factory.mktemp("whole") / "r"
    run(both, folder)
    return folder


def test_two_processes_leave_the_same_directory_to_the_last_byte(
    both, whole, digests, tmp_path, pool
):
    run(both, tmp_path / "r", executor=pool, in_flight=2)
    assert digests(tmp_path / "r") == digests(whole)


def test_threads_leave_the_same_directory_to_the_last_byte(both, whole, digests, tmp_path):
    with ThreadPoolExecutor(4) as pool:
        run(both, tmp_path / "r", executor=pool)
    assert digests(tmp_path / "r") == digests(whole)


@pytest.mark.parametrize("block", [1, 5, 64])
def test_blocks_of_any_size_hold_the_same_numbers(both, whole, tmp_path, block):
    run(both, tmp_path / "r", block=block)
    assert_same_bytes(open_results(tmp_path / "r"), open_results(whole))


@pytest.fixture(scope="module")
def block_of_256():
    """Arrays of a world of 256 runs after two years with war, votes, crises and sanctions."""
    return after_two_years(256, 0)


def after_two_years(runs, first):
    model = MultipolarModel("baseline", runs=runs, first_run=first, rng=SEED, collect=False)
    for _ in range(26):
        model.step()
    return model.world.snapshot()


@pytest.mark.parametrize("runs", [1, 2, 3, 64, 250])
def test_every_array_is_the_same_to_the_last_bit_in_a_block_of_any_size(block_of_256, runs):
    first = 256 - runs
    for name, array in after_two_years(runs, first).items():
        mine = np.ascontiguousarray(block_of_256[name][first:])
        assert np.ascontiguousarray(array).tobytes() == mine.tobytes(), name


@pytest.mark.parametrize("first", [1, 4, 5])
def test_extended_runs_leave_the_same_directory_as_all_at_once(
    both, whole, digests, tmp_path, first
):
    folder = tmp_path / "r"
    run(both, folder, runs=first)
    assert_same_bytes(resume(folder, extend=RUNS - first), open_results(whole))
    assert digests(folder) == digests(whole)


def test_a_hundred_runs_extended_by_two_hundred_are_three_hundred_at_once(
    brief, digests, in_memory
):
    for name, first in (("extended", 100), ("at_once", 300)):
        simulate(brief, runs=first, seed=SEED, out=in_memory / name)
    resume(in_memory / "extended", extend=200)
    assert digests(in_memory / "extended") == digests(in_memory / "at_once")
    whole = simulate(brief, runs=300, seed=SEED, block=300)
    assert_same_bytes(open_results(in_memory / "extended"), whole)


def test_extending_touches_no_chunk_that_is_full(brief, digests, tmp_path):
    folder = tmp_path / "r"
    run(brief, folder, runs=4)
    before = digests(folder / "results.zarr")
    times = {name: (folder / "results.zarr" / name).stat().st_mtime_ns for name in before}
    resume(folder, extend=4)
    chunks = [name for name in before if "/c/" in name]
    assert len(chunks) == 2 * len([name for name in before if name.endswith("/zarr.json")])
    for name in chunks:
        assert (folder / "results.zarr" / name).stat().st_mtime_ns == times[name]


def test_extending_twice_and_resuming_what_is_whole_changes_nothing(both, whole, digests, tmp_path):
    folder = tmp_path / "r"
    run(both, folder, runs=3)
    for more in (2, 1, 0):
        resume(folder, extend=more)
    assert digests(folder) == digests(whole)


def test_a_dask_cluster_of_two_workers_leaves_the_same_directory(
    both, whole, digests, tmp_path, cluster
):
    with dask(cluster) as (executor, threads):
        assert threads == 4
        run(both, tmp_path / "r", executor=executor, in_flight=2 * threads)
    assert digests(tmp_path / "r") == digests(whole)


def test_the_batch_command_on_a_dask_cluster_leaves_the_same_directory(digests, tmp_path, cluster):
    asked = [
        "batch",
        "baseline",
        "--set",
        "months=2",
        "--runs",
        "5",
        "--block",
        "2",
        "--record",
        "gains",
        "--quiet",
    ]
    for name, more in (("here", []), ("cluster", ["--dask", cluster])):
        ran = CliRunner().invoke(main, [*asked, "--out", str(tmp_path / name), *more])
        assert ran.exit_code == 0, ran.output
    assert digests(tmp_path / "cluster") == digests(tmp_path / "here")
