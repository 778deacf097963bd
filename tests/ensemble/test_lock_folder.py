"""Two processes never write to one directory: the second is told, and a dead one holds nothing."""

import subprocess
import sys

import pytest

from multipolar.ensemble import StoreError, files, open_results, prepare, resume, simulate
from multipolar.ensemble.simulate import finish

REFUSED = "another process is writing here; wait until it is done"


ASKED = {"runs": 4, "seed": 5, "block": 2, "record": ["gains"]}


def run(spec, folder, **more):
    return simulate(spec, **ASKED, out=folder, **more)


HOLD = """
import sys, time
from multipolar.ensemble.files import lock_folder

with lock_folder(sys.argv[1]):
    print("held", flush=True)
    time.sleep(60)
"""


@pytest.fixture
def interrupted(brief, tmp_path):
    """Directory with two of four runs."""

    def stop(runs):
        if runs:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run(brief, tmp_path / "r", progress=stop)
    return tmp_path / "r"


def test_a_second_process_is_refused_and_a_killed_one_holds_nothing(interrupted, digests):
    before = digests(interrupted)
    command = [sys.executable, "-c", HOLD, str(interrupted)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as other:
        try:
            assert other.stdout.readline() == "held\n"
            with pytest.raises(StoreError, match=f"{interrupted}: {REFUSED}"):
                resume(interrupted)
            assert digests(interrupted) == before
        finally:
            other.kill()
    assert resume(interrupted).runs == 4


def test_while_a_batch_runs_the_same_directory_is_refused(brief, tmp_path):
    refused = []

    def again(runs):
        if runs and not refused:
            with pytest.raises(StoreError, match=REFUSED) as caught:
                resume(tmp_path / "r")
            refused.append(caught)

    run(brief, tmp_path / "r", progress=again)
    assert refused
    assert open_results(tmp_path / "r").runs == 4


def test_what_another_process_did_meanwhile_is_not_undone(brief, interrupted, digests):
    late = prepare(brief, **ASKED, out=interrupted)
    resume(interrupted, extend=2)
    before = digests(interrupted)
    with pytest.raises(StoreError, match="another process has changed it meanwhile"):
        finish(late)
    assert digests(interrupted) == before
    assert open_results(interrupted).runs == 6


def test_nobody_begins_where_another_process_began_first(brief, tmp_path):
    late = prepare(brief, **ASKED, out=tmp_path / "r")
    run(brief, tmp_path / "r")
    with pytest.raises(StoreError, match="another process has changed it meanwhile"):
        finish(late)


def test_without_locks_of_the_system_a_batch_runs_all_the_same(brief, tmp_path, monkeypatch):
    monkeypatch.setattr(files, "fcntl", None)
    assert run(brief, tmp_path / "r").runs == 4


def test_where_the_disk_knows_no_locks_a_batch_runs_all_the_same(brief, tmp_path, monkeypatch):
    def unsupported(_handle, _operation):
        raise OSError(95, "Operation not supported")

    monkeypatch.setattr(files.fcntl, "flock", unsupported)
    assert run(brief, tmp_path / "r").runs == 4
