"""A scenario file from others steers no terminal and costs no more time than its length."""

from pathlib import Path
from time import process_time

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.loading import vocabulary
from multipolar.scenario import check
from multipolar.scenario.schema import MOST_EVENTS

HEAD = 'title = "A title"\nquestion = "A question?"\nextends = "baseline"\n'
EXPECT = '[[expect]]\nwhose = "article"\nmeasure = "gains"\ndirection = "up"\nreading = "because"\n'
SIGNS = ["\x1b", "\x07", "\x7f", "\x9b", "\u202e", "\u2066", "\u2028"]


@pytest.mark.parametrize("sign", SIGNS)
@pytest.mark.parametrize("text", ["A title", "A question?", "because", "A story"])
def test_a_text_that_steers_a_terminal_is_refused_and_never_printed(tmp_path, sign, text):
    file = tmp_path / "mine.toml"
    toml = HEAD + 'story = "A story"\n' + EXPECT
    escaped = f"\\u{ord(sign):04x}"
    file.write_text(toml.replace(text, f"{text} {escaped}[31m"), encoding="utf-8")
    ran = CliRunner().invoke(main, ["scenarios", "check", str(file)])
    assert ran.exit_code == 2
    assert "control character" in ran.output
    assert sign not in ran.output


@pytest.mark.parametrize("key", ["extends", "roster.only[1]", "switches", "events[1].where"])
def test_a_name_that_steers_a_terminal_is_never_printed(tmp_path, key):
    file = tmp_path / "mine.toml"
    name = '"\\u001b[2J"'
    file.write_text(
        {
            "extends": f'title = "A"\nquestion = "B?"\nextends = {name}\n',
            "roster.only[1]": f"{HEAD}[roster]\nonly = [{name}]\n",
            "switches": f"{HEAD}[switches]\n{name} = true\n",
            "events[1].where": f"{HEAD}[[events]]\nmonth = '2022-02'\nname = 'a'\nadd = 1.0\n"
            f"attribute = 'escalation'\nwhere = {name}\n",
        }[key]
    )
    ran = CliRunner().invoke(main, ["scenarios", "check", str(file)])
    assert ran.exit_code == 2
    assert key in ran.output
    assert "\x1b" not in ran.output


@pytest.mark.parametrize("command", [["scenarios", "check"], ["run", "--runs", "1"], ["verify"]])
def test_a_path_is_printed_escaped(tmp_path, command):
    folder = tmp_path / "red\x1b[31m"
    folder.mkdir()
    file = folder / "mine.toml"
    file.write_text(HEAD.replace("title", "titel"))
    for path in (file, folder / "none.toml", tmp_path / "x\x1b[2J.toml"):
        ran = CliRunner().invoke(main, [*command, str(path)])
        assert ran.exit_code != 0
        assert "\x1b" not in ran.output


def test_a_good_file_in_a_strange_folder_is_valid_and_its_path_is_escaped(tmp_path):
    folder = tmp_path / "red\x1b[31m"
    folder.mkdir()
    (folder / "mine.toml").write_text(HEAD)
    ran = CliRunner().invoke(main, ["scenarios", "check", str(folder / "mine.toml")])
    assert ran.exit_code == 0
    assert "red\\x1b[31m" in ran.output
    assert "\x1b" not in ran.output


LONG = {
    "numbers for states": lambda n: f"[roster]\nonly = {list(range(n))}\n",
    "one state": lambda n: f"[roster]\nwithout = {['FRA'] * n}\n",
    "unknown states": lambda n: f"[roster]\nonly = {[f'X{i}' for i in range(n)]}\n",
    "events left out": lambda n: f"[without]\nevents = {[f'x{i}' for i in range(n)]}\n",
    "unknown keys": lambda n: "".join(f"k{i} = 1\n" for i in range(n)),
    "switches": lambda n: "[switches]\n" + "".join(f"s{i} = 1\n" for i in range(n)),
    "parameters": lambda n: "[parameters.attention]\n" + "".join(f"s{i} = 1\n" for i in range(n)),
    "events": lambda n: "[[events]]\n" * n,
    "orders": lambda n: '[[orders]]\nstate = "PRK"\n' * (n // 3),
    "expectations": lambda n: '[[expect]]\nclaim = "C9"\n' * (n // 3),
}


def seconds(file: Path, text: str) -> float:
    """Return the processor time that a check takes, the less of two."""
    file.write_text(HEAD + text)
    taken = []
    for _ in range(2):
        begun = process_time()
        assert check(file, vocabulary())
        taken.append(process_time() - begun)
    return min(taken)


@pytest.mark.parametrize("what", LONG)
def test_a_file_eight_times_as_long_costs_no_more_than_some_eight_times_the_time(tmp_path, what):
    file = tmp_path / "long.toml"
    short = seconds(file, LONG[what](600))
    assert seconds(file, LONG[what](4800)) < 24 * short + 0.05


def test_lists_are_no_longer_than_what_there_is_to_name(tmp_path):
    file = tmp_path / "long.toml"
    for text in (LONG["one state"](5000), LONG["events left out"](5000)):
        file.write_text(HEAD + text)
        problems = check(file, vocabulary())
        assert any("too many" in str(p) or "more states" in str(p) for p in problems)
        assert len(problems) <= MOST_EVENTS + 1
