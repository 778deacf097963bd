"""Lessons are what the model knows, and what a class has time for."""

import csv
import re
from importlib.resources import files
from pathlib import Path

import pytest

from multipolar.arguments import UnknownName
from multipolar.seminar.lesson import LESSONS, LessonError, load_lesson, parse_lesson
from multipolar.seminar.lesson_check import COUNTING, check
from multipolar.seminar.lesson_schema import SCRIPTS

ROOT = Path(__file__).parents[2]
LETTERS = "ABCDEFGHIJ"


def text_of(name):
    return (files("multipolar.seminar") / "lessons" / f"{name}.toml").read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return load_lesson(request.param)


def test_every_lesson_has_its_letter_and_is_found_by_it():
    assert [load_lesson(name).letter for name in LESSONS] == list(LETTERS[: len(LESSONS)])
    assert load_lesson("a") == load_lesson("A") == load_lesson(LESSONS[0])


def test_a_lesson_has_what_a_class_needs(lesson):
    assert len(lesson.background.split()) >= 600
    assert len(lesson.predictions) >= 3
    assert set(lesson.scripts) == set(SCRIPTS)
    assert min(len(lesson.glossary), len(lesson.rubric)) >= 4
    assert re.search(r"\bC\d", lesson.background)
    assert "## What was counted" in lesson.background


def test_a_seat_is_offered_only_if_it_counts():
    with (ROOT / "docs" / "seats.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    columns = ("largest_verdict", "beyond_verdict")
    found = {row["state"] for row in rows if "counts" in {row[name] for name in columns}}
    assert set(COUNTING) == found


def test_what_an_option_risks_is_said_in_full_sentences(lesson):
    cards = [c for s in lesson.seats for option in s.choices.values() for c in option.values()]
    assert all(card.risk.endswith(".") and card.words[0].isupper() for card in cards)


CHANGES = {
    "measure": ('measure = "shipped"', 'measure = "shiped"', "Did you mean 'shipped'"),
    "action": ('action = "talk_down" }', 'action = "talk_dwn" }', "Did you mean 'talk_down'"),
    "choice": ('choice = "offer.PRK"', 'choice = "ofer.PRK"', "Did you mean 'offer.PRK'"),
    "seat": ('iso3 = "KOR"', 'iso3 = "KAZ"', "KAZ is no seat that counts; those are USA"),
    "card": ("tighten = {", "tightn = {", "Did you mean 'tighten'"),
    "lever": ('lever = "generous"\nmeasure = "trade', 'lever = "genrous"\nmeasure = "trade', "gen"),
    "key": ("[glossary]", "[glosary]", "unknown key, found .*Did you mean 'glossary'"),
    "minutes": ("minutes = 5,", "minutes = 6,", "scripts.50: its stages take 51 minutes"),
    "month": ('first_month = "2024-07"', 'first_month = "2044-07"', "first_month: 2044-07 is not"),
    "long": ("months_a_turn = 6", "months_a_turn = 24", "96 is more than the 78 months"),
    "state": ('state = "KOR", choice', 'state = "KOX", choice', "Did you mean 'KOR'"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_what_is_wrong_is_named_with_its_place(change):
    old, new, said = CHANGES[change]
    text = text_of("korea")
    assert old in text
    with pytest.raises(LessonError, match=f"(?s)^lesson korea: .*{said}"):
        check(parse_lesson("korea", text.replace(old, new)))


def test_a_lesson_of_ones_own_is_read_from_its_file(tmp_path):
    file = tmp_path / "own.toml"
    file.write_text(text_of("korea").replace('letter = "A"', 'letter = "Z"'), encoding="utf-8")
    assert (load_lesson(file).name, load_lesson(file).letter) == ("own", "Z")
    file.write_bytes(b"\xff\xfe")
    with pytest.raises(LessonError, match="no UTF-8"):
        load_lesson(file)
    with pytest.raises(UnknownName, match="no file"):
        load_lesson(tmp_path / "none.toml")
    with pytest.raises(UnknownName, match="Did you mean 'korea'"):
        load_lesson("kora")


def test_what_steers_a_terminal_is_escaped_in_a_message():
    with pytest.raises(LessonError) as caught:
        parse_lesson("x", text_of("korea").replace('iso3 = "KOR"', 'iso3 = "\\u001b[2J"'))
    assert "\x1b" not in str(caught.value)
