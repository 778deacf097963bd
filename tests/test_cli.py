"""The command line: tables, messages, and never a traceback."""

import json
import re
import subprocess

import pytest
from click.testing import CliRunner
from matplotlib.image import imread

from multipolar.cli import main

SHORT = 'title = "Two years"\nquestion = "What then?"\nextends = "baseline"\nmonths = 6\n'


@pytest.fixture
def scenario(tmp_path):
    file = tmp_path / "brief.toml"
    file.write_text(SHORT)
    return file


def call(*arguments):
    result = CliRunner().invoke(main, [str(a) for a in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert "Traceback" not in result.output
    return result


def fails(*arguments):
    result = call(*arguments)
    assert result.exit_code != 0
    return re.sub(r"\s+", " ", result.output)


def table(output):
    """Return the part of the output from the title of the summary on."""
    return output[output.index("Two years") :]


@pytest.fixture(scope="module")
def ran(tmp_path_factory):
    """Folder of three runs, and what the command printed."""
    folder = tmp_path_factory.mktemp("ran")
    (folder / "brief.toml").write_text(SHORT)
    done = call("run", folder / "brief.toml", "--runs", 3, "--out", folder / "out")
    assert done.exit_code == 0
    return folder, done


def test_a_run_leaves_results_a_picture_and_a_table_that_show_prints_again(ran):
    folder, ran = ran
    out = folder / "out"
    assert imread(out / "summary-brief.png").shape[:2] == (720, 1280)
    assert (out / "manifest.json").exists()
    shown = call("show", out, "--picture")
    assert table(shown.stdout) == table(ran.stdout)
    for said in ("2022-01", "2022-06", "seed 1", "3 runs", "not a forecast", "Ukraine: level"):
        assert said in shown.stdout.replace("What this is not: a forecast", "not a forecast")


def test_every_number_of_the_runs_is_printed_with_its_interval(ran):
    said = ran[1].stdout
    measures, rare = said[said.index("Median and") :].split("Rare events")
    rows = [line for line in measures.splitlines()[2:] if line.strip() and "—" not in line]
    assert len(rows) > 20
    for row in rows:
        assert row.count("[") + row.count("not yet") == 2, row
        assert "[not yet" not in row
    rates = rare.splitlines()[2:5]
    assert all(line.count("[") == 2 for line in rates), rates


def test_running_the_same_again_prints_the_same(ran):
    folder, first = ran
    again = call("run", folder / "brief.toml", "--runs", 3, "--out", folder / "out")
    assert table(again.stdout) == table(first.stdout)


def test_blocks_and_fixed_parameters_can_be_chosen(scenario, tmp_path):
    runs = [
        call(
            "run",
            scenario,
            "--runs",
            3,
            "--parameters",
            "default",
            "--block",
            b,
            "--no-picture",
            "--out",
            tmp_path / f"{b}",
        )
        for b in (1, 2)
    ]
    one, two = (re.sub(r"(Picture|Results): .*", "", table(r.stdout)) for r in runs)
    assert one == two


def test_without_a_place_for_results_one_is_made_from_what_was_asked(
    scenario, tmp_path, monkeypatch
):
    monkeypatch.chdir(tmp_path)
    result = call("run", scenario, "--runs", 2, "--seed", 9, "--no-picture")
    assert result.exit_code == 0
    [folder] = (tmp_path / "results").iterdir()
    assert re.fullmatch(r"brief-2-9-[0-9a-f]{8}", folder.name)


def test_a_mistyped_scenario_is_told_its_nearest_name():
    said = fails("run", "basline")
    assert "basline" in said
    assert "Did you mean 'baseline'?" in said


def test_a_missing_file_is_named(tmp_path):
    assert "nothing.toml" in fails("run", tmp_path / "nothing.toml")


def test_every_error_of_a_scenario_file_is_told_at_once(scenario):
    scenario.write_text(
        SHORT + "[switches]\natention = false\n[parameters.theatres]\nmirroring = 9\n"
    )
    for arguments in (("run", scenario), ("scenarios", "check", scenario)):
        said = fails(*arguments)
        assert "Did you mean 'attention'?" in said
        assert "mirroring" in said
        assert re.search(r"brief\.toml:6", said)


@pytest.mark.parametrize(
    "wrong",
    [
        ("run", "baseline", "--runs", "0"),
        ("run", "baseline", "--runs", "many"),
        ("run", "baseline", "--seed", "-1"),
        ("run", "baseline", "--block", "0"),
        ("run", "baseline", "--jobs", "0"),
        ("run", "baseline", "--no-such-option"),
        ("show",),
        ("no-such-command",),
    ],
)
def test_a_wrong_option_is_a_usage_error(wrong):
    result = call(*wrong)
    assert result.exit_code == 2
    assert "Usage:" in result.output


def test_showing_what_is_not_there_names_it(tmp_path):
    assert "no results here" in fails("show", tmp_path)
    assert "nowhere" in fails("show", tmp_path / "nowhere")


def test_another_experiment_in_the_same_place_is_refused(scenario, tmp_path):
    call("run", scenario, "--runs", 2, "--no-picture", "--out", tmp_path / "out")
    said = fails("run", scenario, "--runs", 3, "--out", tmp_path / "out")
    assert "another experiment" in said


def test_a_broken_stability_bound_is_noted(scenario, tmp_path):
    scenario.write_text(SHORT + "[parameters.theatres]\nmirroring = 0.1\n")
    checked = call("scenarios", "check", scenario)
    assert checked.exit_code == 0
    assert "theatres.mirroring" in checked.output


def test_scenarios_are_listed_and_the_schema_is_json():
    listed = call("scenarios")
    assert listed.exit_code == 0, listed.stderr
    assert "baseline" in listed.stdout
    assert "author_2024" in listed.stdout
    schema = json.loads(call("scenarios", "schema").stdout)
    assert schema["type"] == "object"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("states",), "PRK"),
        (("states", "--gaps"), "PRK"),
        (("parameters",), "theatres.mirroring"),
        (("rules",), "attention.divide"),
        (("rules", "--attributes"), "escalation"),
        (("measures",), "escalation_korea *"),
        (("--version",), "multipolar"),
        (("--help",), "run"),
        (("run", "--help"), "--runs"),
    ],
)
def test_every_table_can_be_printed(arguments, said):
    result = call(*arguments)
    assert result.exit_code == 0
    assert said in result.stdout


def test_the_installed_command_runs_and_fails_without_a_traceback(command, scenario, tmp_path):
    good, bad = (
        subprocess.run(
            [command, "run", name, "--runs", "2", "--no-picture", "--out", out],
            capture_output=True,
            text=True,
            cwd=tmp_path,
        )
        for name, out in ((scenario, "good"), ("basline", "bad"))
    )
    assert good.returncode == 0, good.stderr
    assert "Ukraine: level" in good.stdout
    assert "Traceback" not in good.stderr
    assert bad.returncode == 2
    assert "Did you mean 'baseline'?" in bad.stderr
    assert "Traceback" not in bad.stderr
    assert not (tmp_path / "bad").exists()
