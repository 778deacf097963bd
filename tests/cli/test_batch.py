"""`multipolar batch` and `multipolar export`: from the command to the directory and back."""

import json
import os
import re
import resource
import signal
import subprocess
import time

import pandas as pd
import psutil
import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.ensemble import open_results, simulate

SWEEP = ("--set", "months=3", "--sweep", "theatres.mirroring=0,0.02")
LITTLE = ("--record", "escalation")


def call(*arguments):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def fails(*arguments, code=2):
    result = call(*arguments)
    assert result.exit_code == code, result.output
    return re.sub(r"\s+", " ", result.output)


def done(*arguments):
    result = call(*arguments)
    assert result.exit_code == 0, result.output
    return result


def contents(folder):
    return {p: p.read_bytes() for p in sorted(folder.rglob("*")) if p.is_file()}


def test_record_says_what_is_kept_month_by_month(tmp_path):
    asked = ("batch", "baseline", "--set", "months=3", "--runs", 3, "--out", tmp_path / "r")
    plan = done(*asked, "--record", "gains, escalation", "--dry-run").output
    assert "Recorded month by month: escalation, gains." in plan
    said = done(*asked, "--record", "none").output
    assert "No picture: it needs more than is recorded month by month (nothing)." in said
    assert "2022-03" in said
    assert "2022-01" not in said
    assert set(open_results(tmp_path / "r").data.data_vars) == {"parameters", "outcomes"}
    assert "escalation is not recorded month by month" in fails("report", tmp_path / "r")
    wrong = fails("batch", "baseline", "--record", "gain")
    assert "no recorded attribute 'gain'. Did you mean 'gains'?" in wrong
    resumed = fails("batch", "--resume", tmp_path / "r", "--record", "none")
    assert "--record: with --resume" in resumed


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """Finished batch: two scenarios, two points, three runs."""
    out = tmp_path_factory.mktemp("batch") / "r"
    done("batch", "baseline", "placebo", *SWEEP, "--runs", 3, "--out", out)
    return out


def test_a_batch_prints_its_cases_with_what_varied_and_intervals(folder):
    shown = done("show", folder).stdout
    for said in ("baseline@1", "placebo@2", "theatres.mirroring", "0.02", "2022-03", "3 runs"):
        assert said in shown
    assert "Ukraine: level, rung" in re.sub(r"\s+", " ", shown)
    assert "What this is not: a forecast" in shown


def test_one_case_can_be_shown_at_length_and_other_measures_in_the_table(folder):
    shown = done("show", folder, "--scenario", "placebo@2", "--picture").stdout
    assert "placebo@2: " in shown
    assert "June" not in shown
    assert (folder / "summary-placebo@2.png").exists()
    shown = done("show", folder, "--measure", "cost_RUS").stdout
    assert "pp/year" in shown
    assert "Did you mean 'placebo@2'" in fails("show", folder, "--scenario", "placebo@3")
    assert "Did you mean 'cost_RUS'" in fails("show", folder, "--measure", "cots_RUS")


def test_scripts_get_json_and_nothing_else(tmp_path):
    ran = done("batch", "baseline", *SWEEP, *LITTLE, "--runs", 2, "--out", tmp_path / "r", "--json")
    assert ran.stderr == ""
    said = json.loads(ran.stdout)
    assert (said["runs"], said["seed"], said["settings"]) == (2, 1, {"months": 3})
    assert [case["varied"] for case in said["cases"]] == [
        {"parameters.theatres.mirroring": 0},
        {"parameters.theatres.mirroring": 0.02},
    ]
    row = said["summary"][0]
    assert row["measure"] == "escalation_ukraine"
    values = open_results(tmp_path / "r").measure("escalation_ukraine", "baseline@1").values[:, -1]
    assert row["q50"] == pytest.approx(values.mean())
    assert json.loads(done("show", tmp_path / "r", "--json").stdout) == said


def test_quiet_is_silent(tmp_path):
    ran = done(
        "batch", "baseline", *SWEEP, *LITTLE, "--runs", 2, "--out", tmp_path / "r", "--quiet"
    )
    assert ran.output == ""
    assert open_results(tmp_path / "r").runs == 2


def test_a_dry_run_says_what_would_run_and_why_and_writes_nothing(tmp_path, folder):
    asked = ("batch", "baseline", *SWEEP, "--runs", 70, "--dry-run")
    said = done(*asked, "--out", tmp_path / "r").stdout
    for words in ("baseline@2", "0.02", "not begun", "140 runs in 2 blocks", "months = 3"):
        assert words in said
    assert list(tmp_path.iterdir()) == []
    before = contents(folder)
    assert (
        "nothing to do: all runs are done" in done("batch", "--resume", folder, "--dry-run").stdout
    )
    extended = done("batch", "--resume", folder, "--extend", 5, "--dry-run", "--json").stdout
    said = json.loads(extended)
    assert (said["runs"], said["blocks"]) == (20, 4)
    assert {case["why"] for case in said["cases"]} == {"5 runs are added"}
    assert contents(folder) == before
    assert "another experiment" in fails(*asked, "--out", folder)


def test_without_a_place_one_is_made_from_what_was_asked_and_found_again(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    asked = ("batch", "baseline", *SWEEP, *LITTLE, "--runs", 2, "--seed", 9, "--quiet")
    for _ in range(2):
        done(*asked)
    done(*asked, "--parameters", "default")
    names = [path.name for path in (tmp_path / "results").iterdir()]
    assert len(names) == 2
    assert all(re.fullmatch(r"batch-2-9-[0-9a-f]{8}", name) for name in names)


def test_extended_by_the_command_is_the_same_as_all_at_once(tmp_path):
    asked = ("batch", "baseline", "--set", "months=2", *LITTLE, "--block", 2, "--quiet")
    done(*asked, "--runs", 3, "--out", tmp_path / "a")
    done("batch", "--resume", tmp_path / "a", "--extend", 4, "--quiet")
    done(*asked, "--runs", 7, "--out", tmp_path / "b")
    ours, theirs = contents(tmp_path / "a"), contents(tmp_path / "b")
    assert list(ours.values()) == list(theirs.values())


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        ((), "name a SCENARIO, or --resume a directory"),
        (("baseline", "--extend", "5"), "--extend goes with --resume"),
        (("baseline", "--resume", "r"), "SCENARIO: with --resume"),
        (("--resume", "r", "--runs", "5", "--set", "months=2"), "--runs, --set: with --resume"),
        (("--resume", "r", "--sweep", "months=1,2"), "--sweep: with --resume"),
        (("baseline", "--design", "random"), "'random' is not one of"),
        (("baseline", "--runs", "0"), "--runs"),
    ],
)
def test_options_that_contradict_are_a_usage_error(arguments, said):
    assert said in fails("batch", *arguments)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("basline",), "Did you mean 'baseline'?"),
        (("baseline", "--set", "theatres.miroring=0"), "Did you mean 'mirroring'?"),
        (("baseline", "--set", "theatres.mirroring=7"), "found 7. Allowed: a number from 0 to 0.2"),
        (("baseline", "--sweep", "theatres.mirroring=0:7:2"), "found 7.0. Allowed: a number"),
        (("baseline", "--sweep", "switches.bartr=on,off"), "Did you mean 'barter'?"),
        (("baseline", "--set", "months"), "write key=value"),
        (("baseline", "--sweep", "months=2:x:3"), "low and high are numbers"),
        (("baseline", "--sweep", "months=2,3"), "must share start, months"),
        (("baseline", "baseline"), "several scenarios are called baseline"),
        (("--resume", "nowhere"), "nowhere: no results here"),
        (("baseline", "--dask", "nonsense://"), "no Dask scheduler answers"),
    ],
)
def test_mistakes_are_told_in_words_and_leave_nothing(arguments, said, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert said in fails("batch", *arguments, code=1 if "--dask" in arguments else 2)
    assert list(tmp_path.iterdir()) == []


def test_export_writes_the_tables_beside_the_results(folder):
    listed = done("export", folder, "--measure", "cost_RUS", "--attribute", "escalation").stdout
    names = [line.rsplit("/", 1)[1] for line in listed.split()]
    assert names == ["columns.csv", "escalation.csv", "measures.csv", "runs.csv"]
    assert len(pd.read_csv(folder / "csv" / "runs.csv")) == 12
    assert "holds something" in fails("export", folder)
    assert "Did you mean 'cost_RUS'" in fails("export", folder, "--measure", "cots_RUS")
    done("export", folder, "--to", "netcdf", "--out", folder.parent / "nc")
    assert (folder.parent / "nc" / "results.nc").exists()


PATIENCE = 600
"""Seconds after which something hangs: far more than a busy machine takes."""


def start(command, out, *more, **options):
    asked = ["batch", "baseline", "--set", "months=3", "--runs", "400", "--block", "4"]
    return subprocess.Popen(
        [command, *asked, "--record", "gains", "--out", str(out), *more],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=heed_ctrl_c,
        **options,
    )


def heed_ctrl_c():
    """Heed Ctrl-C even where the tests run in the background of a shell, which ignores it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def wait_for_runs(out, runs=8):
    limit = time.monotonic() + PATIENCE
    while time.monotonic() < limit:
        manifest = out / "manifest.json"
        if manifest.exists() and sum(json.loads(manifest.read_text())["done"][0]) >= runs:
            return
        time.sleep(0.02)
    raise AssertionError("nothing was done")


def kept(out):
    return sum(json.loads((out / "manifest.json").read_text())["done"][0])


@pytest.mark.one_in(2)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_ctrl_c_keeps_what_is_finished_and_says_how_to_go_on(command, tmp_path, jobs):
    out = tmp_path / "r"
    process = start(command, out, "--jobs", jobs, start_new_session=True)
    wait_for_runs(out)
    os.killpg(process.pid, signal.SIGINT)
    stdout, stderr = process.communicate(timeout=PATIENCE)
    assert process.returncode == 130
    assert stdout == ""
    assert "Traceback" not in stderr
    told = re.search(r"interrupted; (\d+) of 400 runs are kept, continue with: (.*)", stderr)
    assert int(told[1]) == kept(out) >= 8
    assert told[2] == f"multipolar batch --resume {out}"
    plan = json.loads(done("batch", "--resume", out, "--dry-run", "--json").stdout)
    assert plan["runs"] == 400 - kept(out)
    assert plan["cases"][0]["why"] == f"interrupted after {kept(out)} runs"


def test_workers_die_with_a_parent_that_is_killed(command, tmp_path):
    process = start(command, tmp_path / "r", "--jobs", "2")
    wait_for_runs(tmp_path / "r")
    children = psutil.Process(process.pid).children(recursive=True)
    assert len(children) >= 2
    process.kill()
    process.communicate(timeout=PATIENCE)
    _, alive = psutil.wait_procs(children, timeout=PATIENCE)
    assert alive == []


def test_a_killed_command_is_resumed_to_the_same_numbers(command, tmp_path):
    out = tmp_path / "r"
    asked = ["batch", "baseline", "--set", "months=2", "--runs", "16", "--block", "4", "--quiet"]
    process = subprocess.Popen([command, *asked, "--out", str(out)])
    wait_for_runs(out)
    process.kill()
    process.communicate(timeout=PATIENCE)
    done("batch", "--resume", out, "--quiet")
    done(*asked, "--out", tmp_path / "whole")
    ours, theirs = contents(out), contents(tmp_path / "whole")
    assert list(ours.values()) == list(theirs.values())


def test_a_disk_that_is_full_keeps_what_is_finished(command, tmp_path, short):
    """No file may grow beyond a limit: the operating system refuses, as a full disk would."""
    out = tmp_path / "r"
    simulate(short, runs=40, block=20, out=out)
    largest = max(p.stat().st_size for p in (out / "results.zarr").rglob("*") if p.is_file())

    def limit():
        resource.setrlimit(resource.RLIMIT_FSIZE, (3 * largest // 4, 3 * largest // 4))

    ran = subprocess.run(
        [command, "batch", "--resume", out, "--extend", "20"],
        capture_output=True,
        text=True,
        preexec_fn=limit,
        env={**os.environ, "PYTHONDONTWRITEBYTECODE": "1"},  # what it compiled would be cut off
    )
    assert ran.returncode == 1
    assert "Traceback" not in ran.stderr
    assert "File too large; finished blocks are kept" in ran.stderr
    assert f"multipolar batch --resume {out}" in ran.stderr
    assert kept(out) == 40
    done("batch", "--resume", out, "--quiet")
    assert open_results(out).runs == 60
