"""Trouble: failing blocks, dying workers, other versions, clusters that do not answer."""

import json
import multiprocessing
import os
import signal
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from shutil import copytree

import pytest

from comparing import assert_same_bytes
from multipolar.ensemble import StoreError, computing, open_results, resume, simulate
from multipolar.ensemble import executors as executors_module
from multipolar.ensemble.blocks import run_block, run_blocks
from multipolar.ensemble.executors import check_workers, dask, processes
from multipolar.ensemble.manifest import package_versions
from multipolar.ensemble.store import Store


@pytest.fixture
def failing(monkeypatch):
    """Make whatever computes run 2 fail, in this process."""

    def unless_run_2(compute):
        def fail(task, *sizes):
            if task.first_run <= 2 < task.first_run + task.runs:
                raise FloatingPointError("overflow in a rule")
            return compute(task, *sizes)

        return fail

    with monkeypatch.context() as patched:
        for compute in (run_block, run_blocks):
            patched.setattr(computing, compute.__name__, unless_run_2(compute))
        yield patched


def run(spec, folder=None, **more):
    asked = {"runs": 6, "seed": 5, "block": 2, "out": folder, "record": ["escalation", "gains"]}
    return simulate(spec, **{**asked, **more})


@pytest.fixture(scope="module")
def whole(brief, tmp_path_factory):
    """Directory of all runs, which nobody touches."""
    folder = tmp_path_factory.mktemp("whole") / "r"
    run(brief, folder)
    return folder


@pytest.fixture
def folder(whole, tmp_path):
    """Copy of that directory."""
    return copytree(whole, tmp_path / "r")


def manifest(folder):
    return json.loads((folder / "manifest.json").read_text())


@pytest.mark.parametrize("threads", [0, 2])
def test_a_block_that_fails_is_told_kept_as_data_and_tried_again(brief, failing, tmp_path, threads):
    folder = tmp_path / "r"
    with ThreadPoolExecutor(2) as pool, pytest.raises(StoreError) as caught:
        run(brief, folder, executor=pool if threads else None)
    for said in ("4 of 6 runs are done", "brief, runs 2 to 3", "FloatingPointError: overflow"):
        assert said in str(caught.value)
    [failure] = manifest(folder)["failures"]
    assert failure == {
        "case": 0,
        "first_run": 2,
        "runs": 2,
        "error": "FloatingPointError: overflow in a rule",
    }
    assert manifest(folder)["done"] == [[2, 0, 2]]
    with pytest.raises(StoreError, match="overflow in a rule"):
        open_results(folder)
    failing.undo()
    counted = []
    finished = resume(folder, progress=counted.append)
    assert counted == [4, 2]
    assert manifest(folder)["failures"] == []
    assert_same_bytes(finished, run(brief))


def test_in_memory_a_failing_block_raises_its_own_error(brief, failing):
    with pytest.raises(FloatingPointError, match="overflow in a rule"):
        run(brief)


def test_a_worker_that_dies_is_told_and_what_was_finished_is_kept(brief, tmp_path):
    folder = tmp_path / "r"
    done = []

    def kill_the_workers(runs):
        done.append(runs)
        if len(done) == 2:
            for worker in pool._processes:
                os.kill(worker, signal.SIGKILL)

    with processes(2) as pool, pytest.raises(StoreError) as caught:
        run(brief, folder, runs=12, executor=pool, in_flight=2, progress=kill_the_workers)
    assert "a worker died" in str(caught.value)
    assert f"multipolar batch --resume {folder}" in str(caught.value)
    assert 2 <= sum(manifest(folder)["done"][0]) < 12
    assert manifest(folder)["failures"] == []
    assert_same_bytes(resume(folder), run(brief, runs=12))


UNGUARDED = {
    "our own processes": "with processes(2) as pool:\n    simulate(runs=4, block=2, executor=pool)",
    "processes of the user": "with ProcessPoolExecutor(2, multiprocessing.get_context('spawn')) as"
    " pool:\n    simulate(runs=4, block=2, executor=pool)",
}


@pytest.mark.one_in(2)
@pytest.mark.parametrize("script", UNGUARDED.values(), ids=UNGUARDED)
def test_a_script_without_a_guard_is_told_in_one_sentence(tmp_path, script):
    file = tmp_path / "script.py"
    file.write_text(
        "import multiprocessing\nfrom concurrent.futures import ProcessPoolExecutor\n"
        "from multipolar import simulate\nfrom multipolar.ensemble.executors import processes\n"
        + script,
        encoding="utf-8",
    )
    done = subprocess.run([sys.executable, str(file)], capture_output=True, text=True)
    # Python's own tracker may speak last of processes that were ended while they started.
    said = [line for line in done.stderr.splitlines() if "resource_tracker" not in line]
    assert done.returncode == 1
    assert 'below if __name__ == "__main__":' in said[-1]
    assert sum("Traceback" in line for line in said) == 1


def test_workers_do_not_heed_ctrl_c_from_their_first_moment():
    heeded = signal.getsignal(signal.SIGINT)
    others = set(multiprocessing.active_children())
    with processes(2) as pool:
        assert signal.getsignal(signal.SIGINT) is heeded
        workers = set(multiprocessing.active_children()) - others
        assert len(workers) == 2
        for worker in workers:
            os.kill(worker.pid, signal.SIGINT)
        assert pool.submit(int).result(timeout=600) == 0
        assert all(worker.is_alive() for worker in workers)


def test_no_more_blocks_are_in_flight_than_allowed(brief):
    class Counting(ThreadPoolExecutor):
        now = most = 0

        def submit(self, *given):
            self.now += 1
            self.most = max(self.most, self.now)
            return super().submit(*given)

    def collected(runs):
        pool.now -= runs

    with Counting(2) as pool:
        run(brief, block=1, executor=pool, in_flight=3, progress=collected)
    assert pool.most == 3


@pytest.mark.parametrize("package", ["multipolar", "numpy"])
def test_results_of_other_versions_are_shown_but_not_continued(folder, package):
    changed = manifest(folder)
    changed["packages"][package] = "0.0.1"
    (folder / "manifest.json").write_text(json.dumps(changed))
    before = (folder / "manifest.json").read_bytes()
    assert open_results(folder).runs == 6
    with pytest.raises(StoreError, match=rf"other versions.*{package} 0\.0\.1"):
        resume(folder, extend=2)
    assert (folder / "manifest.json").read_bytes() == before


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "nonsense://"])
def test_a_cluster_that_does_not_answer_is_named(monkeypatch, address):
    monkeypatch.setattr(executors_module, "_PATIENCE", 1)
    refused = pytest.raises(StoreError, match=f"{address}: no Dask scheduler answers")
    with refused, dask(address):
        pass


@pytest.mark.parametrize("lost", ["CancelledError", "CommClosedError", "TimeoutError"])
def test_a_cluster_that_is_lost_is_told_and_what_was_finished_is_kept(brief, tmp_path, lost):
    error = type(lost, (TimeoutError if lost == "TimeoutError" else Exception,), {})

    class Lost(ThreadPoolExecutor):
        def submit(self, work, task, *rest):
            return super().submit(gone if task.first_run else work, task, *rest)

    def gone(*_):
        raise error("connection to the scheduler is lost")

    def compute():
        with executors_module._while_it_answers("tcp://here"), Lost(1) as pool:
            run(brief, tmp_path / "r", executor=pool, in_flight=1)

    if lost == "TimeoutError":
        with pytest.raises(StoreError, match="unfinished results, 2 of 6"):
            compute()
    else:
        with pytest.raises(StoreError, match="tcp://here: the Dask cluster was lost"):
            compute()
    assert sum(manifest(tmp_path / "r")["done"][0]) == 2
    assert_same_bytes(resume(tmp_path / "r"), run(brief))


def test_without_dask_the_error_says_what_to_install(monkeypatch):
    monkeypatch.setitem(sys.modules, "distributed", None)
    refused = pytest.raises(StoreError, match=r"pip install 'multipolar\[dask\]'")
    with refused, dask("tcp://127.0.0.1:9"):
        pass


@pytest.mark.parametrize(
    ("found", "said"),
    [
        ({}, "the cluster has no workers"),
        ({"w1": package_versions() | {"numpy": "0.0.1"}}, r"worker w1 has .*0\.0\.1"),
        ({"w1": package_versions(), "w2": ImportError("no such module")}, "worker w2 cannot run"),
    ],
)
def test_a_cluster_whose_workers_would_not_give_the_same_numbers_is_refused(found, said):
    with pytest.raises(StoreError, match=said):
        check_workers("tcp://here", found)
    check_workers("tcp://here", {"w1": package_versions(), "w2": package_versions()})


CHUNK = "results.zarr/escalation/c/0/1/0/0"


def test_a_chunk_that_is_missing_is_named(folder):
    (folder / CHUNK).unlink()
    for use in (open_results, resume):
        with pytest.raises(StoreError, match="of escalation, block 1 of brief is missing"):
            use(folder)


def test_a_chunk_with_a_flipped_bit_is_never_read_as_numbers(folder):
    chunk = folder / CHUNK
    content = bytearray(chunk.read_bytes())
    content[len(content) // 2] ^= 1
    chunk.write_bytes(content)
    results = open_results(folder)
    with pytest.raises(StoreError, match=r"results\.zarr.*cannot be read"):
        results.measure("escalation_ukraine")


def test_scenarios_that_do_not_fit_the_manifest_are_refused(folder, short):
    (folder / "scenarios.json").write_text(json.dumps([short.to_dict()]))
    with pytest.raises(StoreError, match=r"scenarios\.json: damaged"):
        open_results(folder)
    (folder / "scenarios.json").unlink()
    with pytest.raises(StoreError, match=r"scenarios\.json is missing"):
        open_results(folder)


INCONSISTENT = {
    "done": [[2, 2, 3]],
    "runs": 7,
    "seed": 6,
    "block": 3,
    "labels": {"scenario": ["other"]},
    "digest": "0" * 64,
}


@pytest.mark.parametrize("key", INCONSISTENT)
def test_a_manifest_that_contradicts_itself_is_refused(folder, key):
    (folder / "manifest.json").write_text(json.dumps({**manifest(folder), key: INCONSISTENT[key]}))
    with pytest.raises(StoreError, match=r"manifest\.json: damaged"):
        open_results(folder)


def test_what_was_left_when_a_batch_was_begun_is_no_foreign_directory(brief, tmp_path):
    folder = tmp_path / "r"
    folder.mkdir()
    for name in ("scenarios.json", ".manifest.5a.partial.json", ".scenarios.c3.partial.json"):
        (folder / name).write_text("cut off")
    assert run(brief, folder).runs == 6
    assert open_results(folder).specs == (brief,)


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is read-only for root")
def test_a_read_only_directory_is_named_and_its_results_can_be_read(brief, tmp_path):
    run(brief, tmp_path / "r")
    for folder in (tmp_path, tmp_path / "r"):
        folder.chmod(0o500)
    try:
        assert open_results(tmp_path / "r").runs == 6
        for use in (lambda: run(brief, tmp_path / "new"), lambda: resume(tmp_path / "r", extend=1)):
            with pytest.raises(StoreError, match=f"{tmp_path}.*Permission denied"):
                use()
    finally:
        for folder in (tmp_path, tmp_path / "r"):
            folder.chmod(0o700)


def test_ctrl_c_between_noting_a_block_and_writing_that_down_loses_nothing(
    brief, tmp_path, monkeypatch
):
    folder, saved = tmp_path / "r", []

    def save(store):
        saved.append(store.manifest.finished)
        if len(saved) == 3:
            raise KeyboardInterrupt
        plain(store)

    plain = Store.save
    monkeypatch.setattr(Store, "save", save)
    with pytest.raises(KeyboardInterrupt):
        run(brief, folder)
    assert saved[-1] == 4
    assert manifest(folder)["done"] == [[2, 2, 0]]
