"""The seminar kit says what the model does."""

import importlib.util
from pathlib import Path

import pytest

from multipolar.agents import AGENT_CLASSES
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


def test_every_decider_beyond_the_vote_has_a_card_or_faces_one():
    played = {cards.kind_of(iso3) for role in cards.roles() for iso3 in role["states"].split()}
    front = {
        kind for kind in AGENT_CLASSES if {c.name for c in kind.choices} <= {"response", "vote"}
    }
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
