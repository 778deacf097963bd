"""How commands end: 0 done, 1 failed, 2 bad input, 130 interrupted; and how many there are."""

import re
from pathlib import Path

import click
import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.cli.command_line import MOVED
from multipolar.cli.onward import NEXT

PAGE = Path(__file__).parents[2] / "docs" / "reference" / "commands.md"
MOST_COMMANDS = 30

BAD_INPUT = {
    "run": "baselne",
    "batch": "baseline --sweep theatres.mirroring=0,many",
    "show": "nowhere",
    "figure": "ladders nowhere",
    "report": "nowhere",
    "export": "nowhere",
    "explain": "PRX",
    "compare": "baseline baselne",
    "verify": "d02_pannel_survives",
    "discover": "escalation_corea --above 5",
    "attribute": "escalation_corea",
    "choose": "corean_crisis",
    "coalition": "--add CHX",
    "carriers": "--close KAX",
    "forecast": "--known-to 2019-01",
    "seminar lessons": "korea",
    "seminar print": "corea --out corea.html",
    "seminar reveal": "corea",
    "seminar keys": "--jobs 0 --out keys.csv",
    "seminar host": "corea --port 0",
    "seminar end": "nowhere.jsonl",
    "explore": "baseline --levers theatres.mirorring --out page.html",
    "notebooks": "--to file",
    "scenarios show": "baselne",
    "scenarios check": "nowhere.toml",
    "scenarios schema": "baseline",
    "states": "PRX",
    "seats": "PRX",
    "measures": "escalation_corea",
    "parameters": "theatres.mirorring",
    "rules": "--out rules.md",
    "claims": "C99",
    "effects": "AIDS99",
    "record": "--runs 1",
    "backtest": "--origin 2019-01",
    "calibrate": "--runs 5",
    "refresh": "--jobs 3",
}
"""What each command is given that cannot be meant."""


def paths(group, before=()):
    """Yield every command with the words that call it."""
    for name, command in group.commands.items():
        if isinstance(command, click.Group):
            yield from paths(command, (*before, name))
        else:
            yield " ".join((*before, name))


def called(words):
    return CliRunner().invoke(main, words.split())


@pytest.mark.parametrize(
    ("words", "broken"),
    [
        ("verify d03 --runs 8", "multipolar.cli.verify.workers"),
        ("batch baseline --out here --runs 8", "multipolar.ensemble.make_cases"),
        ("batch baseline --out here --runs 8", "multipolar.ensemble.store.Store.begin"),
        ("run baseline --out here --runs 8", "multipolar.ensemble.store.Store.begin"),
        ("discover escalation_korea --above 5 --out here", "multipolar.study.discovery.discover"),
    ],
)
def test_who_breaks_off_too_early_is_told_that_nothing_was_kept(
    words, broken, monkeypatch, tmp_path
):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(broken, _break_off)
    ran = called(words)
    assert ran.exit_code == 130, ran.output
    assert "Error: interrupted; nothing was kept\n" in ran.stderr


def test_who_breaks_off_while_results_are_shown_is_told_where_they_are(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("multipolar.cli.runs.present", _break_off)
    ran = called("run baseline --out here --runs 2")
    assert ran.exit_code == 130
    assert "what is done is kept in here" in ran.stderr


def _break_off(*_arguments, **_options):
    raise KeyboardInterrupt


@pytest.mark.parametrize(
    ("words", "option", "allowed"),
    [
        ("run baseline --runs 99999999999999999999", "--runs", "1<=x<=10000000"),
        ("batch --runs 1000000000000000000 --dry-run", "--runs", "1<=x<=10000000"),
        ("explain PRK --run 999999999999", "--run", "0<=x<=10000000"),
    ],
)
def test_a_number_of_runs_beyond_all_measure_names_the_largest(words, option, allowed):
    ran = called(words)
    assert ran.exit_code == 2
    assert re.search(f"'{option}': \\d+ is not in the range {allowed}", ran.stderr)


def test_there_are_at_most_thirty_commands():
    assert len(main.commands) <= MOST_COMMANDS


@pytest.mark.parametrize("path", tuple(paths(main)))
def test_bad_input_ends_with_two_and_an_error_in_words(path, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "file").touch()
    for words in (BAD_INPUT[path], "--no-such-option"):
        ran = called(f"{path} {words}")
        assert ran.exit_code == 2, ran.output
        assert re.search(r"^Error: \S", ran.stderr, re.MULTILINE)
    assert [file.name for file in tmp_path.iterdir()] == ["file"]


def test_every_command_is_given_something_bad():
    assert set(BAD_INPUT) == set(paths(main))


@pytest.mark.parametrize(("old", "new"), MOVED.items())
def test_a_command_that_has_moved_is_told_its_new_name(old, new):
    ran = called(f"{old} --any thing")
    assert ran.exit_code == 2
    assert f"multipolar {new}" in ran.stderr
    assert old not in main.commands
    name, *words = new.split()
    options = {option for one in main.commands[name].params for option in one.opts}
    assert {word for word in words if word.startswith("--")} <= options


def test_a_misspelt_command_is_told_the_nearest():
    ran = called("scenrios")
    assert ran.exit_code == 2
    assert "Did you mean 'scenarios'?" in ran.stderr


def test_the_page_of_commands_says_what_each_exit_code_means():
    codes = re.findall(r"^\| (\d+) \|", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
    assert codes == ["0", "1", "2", "130"]


def test_every_command_has_a_next_one():
    assert set(NEXT) == set(main.commands)
