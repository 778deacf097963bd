"""What is printed gives nothing away, obeys nobody's markup, and names commands that run."""

import re
import shlex
from html import unescape
from html.parser import HTMLParser

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.seminar.handout import background, handout
from multipolar.seminar.keys import key_of, told
from multipolar.seminar.lesson import LESSONS, load_lesson

VOID = {"meta", "br", "link", "img", "hr"}


class Balanced(HTMLParser):
    """Whether every element that is opened is closed."""

    def __init__(self):
        super().__init__()
        self.open, self.seen = [], []

    def handle_starttag(self, tag, attrs):
        self.seen.append((tag, dict(attrs)))
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@pytest.fixture(scope="module", params=LESSONS)
def lesson(request):
    return next(read for read in READ if read.name == request.param)


def test_without_the_key_nothing_gives_an_answer_away(lesson):
    page, full = handout(lesson), handout(lesson, key_of(lesson))
    for number, line in key_of(lesson).items():
        why = lesson.numbered[number].why
        assert told(line) not in unescape(page)
        assert told(line) in unescape(full)
        assert why not in unescape(page)
        assert why in unescape(full)
    assert "[+" not in page
    assert "[-" not in page


def test_every_part_is_there_and_well_formed(lesson):
    page = Balanced()
    page.feed(text := handout(lesson, key_of(lesson)))
    assert not page.open
    assert text.count('class="sign"') == len(lesson.seats) == text.count("<h2>Seat: ")
    assert text.count('class="slide"') == len(lesson.levers) + 3
    for words in ("Prediction sheet", "Glossary", "Plans", "Debrief and rubric"):
        assert f"<h2>{words}" in text
    assert text == handout(lesson, key_of(lesson))


def test_it_needs_no_network(lesson):
    page = Balanced()
    page.feed(handout(lesson, key_of(lesson)))
    assert not [tag for tag, said in page.seen if tag in ("script", "link", "img", "iframe")]
    assert not [said for _, said in page.seen if {"href", "src"} & set(said)]


def test_markup_in_a_lesson_is_shown_and_not_obeyed():
    lesson = load_lesson("korea").model_copy(
        update={
            "title": "<script>alert(1)</script>",
            "background": "<img src=x onerror=alert(1)> [x](javascript:alert(1))",
        }
    )
    assert "<script" not in handout(lesson)
    assert "<img" not in background(lesson)
    assert "href" not in background(lesson)


READ = [load_lesson(name) for name in LESSONS]
COMMANDS = sorted(
    {
        unescape(line)
        for read in READ
        for line in re.findall(r"<code>multipolar ([^<]+)</code>", handout(read, key_of(read)))
    }
)


def test_each_plan_names_what_to_print_to_host_and_to_reveal():
    words = [line.split()[:3] for line in COMMANDS]
    for read in READ:
        assert ["seminar", "print", read.name] in words
        assert ["seminar", "host", read.name] in words
        assert ["seminar", "reveal", read.letter] in words


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_of_a_plan_runs(line, tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)
    if words[:2] == ["seminar", "host"]:  # It serves until it is stopped: its own tests run it.
        words.append("--help")
    result = CliRunner().invoke(main, words)
    assert result.exit_code == 0, f"{line}\n{result.output}"
    assert result.stdout.strip()


def test_what_is_revealed_is_the_lines_of_the_sheet_in_their_order(lesson):
    shown = CliRunner().invoke(main, ["seminar", "reveal", lesson.letter]).stdout
    lines = [line for line in shown.splitlines() if re.match(r"[A-Z]\d  ", line)]
    assert lines == [f"{number}  {q.words}" for number, q in lesson.numbered.items()]
    for line in key_of(lesson).values():
        assert told(line) in shown


def test_a_lesson_that_there_is_not_is_told_without_a_traceback(tmp_path):
    result = CliRunner().invoke(main, ["seminar", "reveal", "kora"])
    assert result.exit_code == 2
    assert "Did you mean 'korea'" in result.output
    (tmp_path / "own.toml").write_text("letter = 'A'", encoding="utf-8")
    result = CliRunner().invoke(main, ["seminar", "reveal", str(tmp_path / "own.toml")])
    assert result.exit_code == 2
    assert "lesson own: title: Field required" in result.output
