"""The README keeps its word: every command of its tasks runs, every command it names exists."""

import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.cli import main

README = (Path(__file__).parents[1] / "README.md").read_text(encoding="utf-8")
TASKS = re.findall(r"<!-- task -->\n```sh\n(.*?)```", README, re.DOTALL)


@pytest.mark.parametrize("task", TASKS, ids=range(1, len(TASKS) + 1))
def test_every_command_of_a_task_runs(task, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    for line in task.strip().splitlines():
        program, *arguments = shlex.split(line)
        assert program == "multipolar"
        result = CliRunner().invoke(main, arguments)
        assert result.exit_code == 0, f"{line}\n{result.output}"
        assert result.stdout.strip(), line


def test_there_are_five_tasks():
    assert len(TASKS) == 5


def test_every_command_that_is_named_exists():
    named = set(re.findall(r"`multipolar ([a-z]+)", README))
    assert named <= set(main.commands)
    assert set(main.commands) - {"odd"} <= named | {
        "figure",
        "report",
        "turn",
        "attributes",
        "rules",
    }


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
        assert (Path(__file__).parents[1] / link).exists(), link
