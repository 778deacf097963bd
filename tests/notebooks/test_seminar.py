"""The seminar kit says what the model does."""

import importlib.util
import re
import shlex
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.agents import AGENT_CLASSES
from multipolar.cli import main
from multipolar.measures import MEASURES

KIT = Path(__file__).parents[2] / "notebooks" / "seminar"


def load(name):
    spec = importlib.util.spec_from_file_location(name, KIT / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


key, cards = load("answer_key"), load("role_cards")


def stored(name):
    return (KIT / name).read_text(encoding="utf-8")


def test_the_cards_are_those_of_the_agents():
    assert stored("role_cards.md") == cards.text(), "run: python notebooks/seminar/role_cards.py"


FACING = {"campaign", "response", "vote"}
"""What a state on the front line decides, which the players face together."""


def test_every_decider_beyond_the_vote_has_a_card_or_faces_one():
    played = {cards.kind_of(iso3) for role in cards.roles() for iso3 in role["states"].split()}
    front = {kind for kind in AGENT_CLASSES if {c.name for c in kind.choices} <= FACING}
    assert set(AGENT_CLASSES) - front <= played


def test_the_sheet_asks_the_questions_of_the_key():
    assert stored("prediction_sheet.md") == key.sheet(), f"run: {key.COMMAND}"
    assert [q["id"] for q in key.questions()] == [a + n for a in "ABC" for n in "123"]
    assert all(q["measure"] in MEASURES for q in key.questions())


def test_every_number_of_the_key_can_be_computed_again():
    assert stored("answer_key.md") == key.key(), f"run: {key.COMMAND}"


@pytest.mark.parametrize(
    ("interval", "found"),
    [((0.2, 0.3), "up"), ((-0.3, -0.2), "down"), ((-0.1, 0.1), "none"), ((0.0, 0.2), "open")],
)
def test_an_answer_needs_the_whole_interval(interval, found):
    assert key.answer(*interval, 0.1) == found


def test_no_page_for_the_room_gives_an_answer_away():
    for name in ("role_cards.md", "prediction_sheet.md", "plans.md"):
        assert "[+" not in stored(name)
        assert "[-" not in stored(name)


PAGES = sorted([*KIT.glob("*.md"), *KIT.parent.glob("*.md"), *KIT.parents[1].glob("model/*.md")])
COMMANDS = sorted(
    {
        line
        for page in PAGES
        for line in re.findall(r"`multipolar ([^`]+)`", page.read_text(encoding="utf-8"))
    }
)


def test_the_plans_name_a_command_for_each_lever_and_two_to_ask_a_state():
    named = re.findall(r"`multipolar (\w+)", stored("plans.md"))
    assert (named.count("verify"), named.count("explain")) == (3, 2)


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_that_a_page_names_runs(line, tmp_path, monkeypatch):
    """Few runs suffice; what has no small form is asked for help and run in a room of its own."""
    monkeypatch.chdir(tmp_path)
    words = shlex.split(re.sub(r"--runs \d+", "--runs 2", line))
    if words[0] == "refresh" or words in (["calibrate"], ["record"]):
        words.append("--help")
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, f"{line}\n{result.output}"
    assert result.stdout.strip()
