"""The README keeps its word: every command in it runs, and prints what the README shows."""

import importlib.util
import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner
from matplotlib.image import imread

from multipolar.calibration import pins
from multipolar.cli import main

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")


def load(file):
    module_spec = importlib.util.spec_from_file_location(file.stem, file)
    module = importlib.util.module_from_spec(module_spec)
    module_spec.loader.exec_module(module)
    return module


refresh = load(ROOT / "docs" / "refresh.py")
TASKS = refresh.tasks(README)

SMALL = {
    "run": "run baseline --runs 2 --out results/small",
    "batch": "batch baseline --sweep theatres.mirroring=0,0.01 --runs 2 --out results/two",
    "batch --dry-run": "batch baseline --sweep theatres.mirroring=0:0.02:3 --design grid --dry-run",
    "batch --resume": "batch --resume results/two",
    "batch --extend": "batch --resume results/two --extend 2",
    "export": "export results/two --to csv",
    "export netcdf": "export results/two --to netcdf",
    "export parquet": "export results/two --to parquet",
    "show": "show results/two --scenario baseline@1",
    "figure": "figure theatres results/small",
    "report": "report results/small",
    "compare": "compare baseline placebo --runs 2",
    "verify": "verify d02_panel_survives --runs 2",
    "switches": "switches --runs 2",
    "turn": "turn --runs 2",
    "discover": "discover escalation_korea --above 3.7 --month 2022-03 --runs 100",
    "effects": "effects AID09 --runs 2",
    "coalition": "coalition --target RUS --add CHN",
    "carriers": "carriers --close KAZ --months 3 --runs 4",
    "record": "record --help",
    "backtest": "backtest --help",
    "calibrate": "calibrate --help",
    "pins": "pins --picture results/pins.png",
    "pins --page": "pins --page",
    "forecast": "forecast --from 2024-12 --to 2025-02 --information author --runs 4",
    "explain": "explain baseline --state PRK --month 2022-02",
    "claims": "claims",
    "seats": "seats KOR",
    "stakes": "stakes PRK",
    "claims C27": "claims C27",
    "scenarios": "scenarios",
    "scenarios schema": "scenarios schema",
    "states": "states --gaps",
    "parameters": "parameters",
    "rules": "rules",
    "attributes": "attributes",
    "measures": "measures",
    "odd": "odd",
    "card": "card --help",
    "explore": "explore --help",
    "seminar": "seminar lessons",
    "seminar print": "seminar print korea --out results/korea.html",
    "seminar reveal": "seminar reveal A",
    "seminar host": "seminar host --help",
    "seminar end": "seminar end --help",
    "refresh": "refresh --check",
}
"""Every command that the README names outside the tasks, small.

Record, backtest, calibration and model card have no small form: tests of their own rooms run them.
"""


@pytest.mark.parametrize("task", TASKS, ids=range(1, len(TASKS) + 1))
def test_every_command_of_a_task_runs_and_prints_what_is_shown(task, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    output = refresh.run(task["commands"])
    if task["rule"]:
        assert task["shown"] == refresh.excerpt(output, task["rule"]), "run: docs/refresh.py"


def test_there_are_eight_tasks_and_every_output_is_one_of_theirs():
    assert len(TASKS) == 8
    assert README.count("```text") == sum(bool(task["rule"]) for task in TASKS) + 2
    """Two more: the scorecard in short, and the speed of one machine."""


def test_what_it_says_of_scores_is_what_the_page_of_the_backtest_says():
    assert refresh.with_scores(README) == README, "run: docs/refresh.py"
    assert "Mean skill over" in README


def test_every_command_that_is_named_runs(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line in SMALL.values():
        result = CliRunner().invoke(main, line.split())
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert result.stdout.strip(), line


def test_every_command_and_no_other_is_named():
    named = set(re.findall(r"`multipolar ([a-z]+)", README))
    named |= set(re.findall(r"`([a-z]+)(?: [A-Z]+)*`", README)) & set(main.commands)
    assert named <= set(main.commands)
    assert {line.split()[0] for line in SMALL.values()} == set(main.commands)


def test_the_extras_that_are_named_exist():
    with (ROOT / "pyproject.toml").open("rb") as file:
        extras = set(tomllib.load(file)["project"]["optional-dependencies"])
    for page in (README, (ROOT / "notebooks" / "README.md").read_text(encoding="utf-8")):
        named = set(re.findall(r"\.\[([a-z]+)\]", page))
        assert named
        assert named <= extras


def test_the_example_scenario_is_valid(tmp_path):
    [example] = re.findall(r"```toml\n(.*?)```", README, re.DOTALL)
    (tmp_path / "example.toml").write_text(example, encoding="utf-8")
    result = CliRunner().invoke(main, ["scenarios", "check", str(tmp_path / "example.toml")])
    assert result.exit_code == 0, result.output


def test_the_example_in_a_notebook_runs():
    [example] = re.findall(r"```python\n(.*?)```", README, re.DOTALL)
    exec(compile(example.replace("runs=200", "runs=4"), "README.md", "exec"), {})


def test_pictures_and_pages_that_it_links_are_there():
    for link in re.findall(r"\]\((?!https?:)([^)#]+)\)", README):
        assert (ROOT / link).exists(), link


def test_its_picture_can_be_read_on_a_projector_and_is_drawn_by_one_command():
    assert imread(refresh.PICTURE).shape[:2] == (720, 1280)
    assert f"of {refresh.RUNS} runs](docs/{refresh.PICTURE.name})" in README
    assert f"baseline {refresh.RUNS} times" in README


def test_the_model_card_names_what_the_record_pins():
    [said] = re.findall(r"The record pins (.*?)The rest", README, re.DOTALL)
    pinned = [pin.parameter for pin in pins() if pin.verdict == "pinned"]
    narrowed = sum(pin.verdict == "narrowed" for pin in pins())
    assert re.findall(r"`([a-z_.]+)`", said) == pinned
    assert [int(n) for n in re.findall(r"\b\d+\b", said)] == [len(pinned), len(pins()), narrowed]
