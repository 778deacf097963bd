"""`multipolar seminar`: lessons, what is printed for them, and their keys."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from multipolar.caveat import CAVEAT
from multipolar.cli import seminar_room
from multipolar.cli.common import plain_errors, print_table, progress_bar, say, workers
from multipolar.files import replace_file

if TYPE_CHECKING:
    from multipolar.seminar.keys import KeyLine
    from multipolar.seminar.lesson_schema import Lesson


@click.group()
def seminar() -> None:
    """Teach with the model: lessons, printed material, keys, and a room that plays.

    Start with `multipolar seminar lessons`.
    """


seminar.add_command(seminar_room.host)
seminar.add_command(seminar_room.end)


@seminar.command()
@plain_errors
def lessons() -> None:
    """List the lessons: what each asks, its seats and what it takes."""
    from multipolar.seminar.lesson import LESSONS, load_lesson

    rows = []
    for name in LESSONS:
        lesson = load_lesson(name)
        seats = " ".join(seat.iso3 for seat in lesson.seats)
        turns = f"{lesson.turns} of {lesson.months_a_turn} months"
        asked = str(len(lesson.predictions))
        words = f"{lesson.title}. {lesson.question}"
        rows.append((lesson.letter, name, words, seats, turns, asked, str(lesson.reviewed)))
    columns = ("sheet", "lesson", "what it asks", "seats", "turns", "questions", "reviewed")
    print_table("Lessons, each with scripts for 50, 90 and 180 minutes", columns, rows)
    say("\nNext: multipolar seminar print korea --out korea.html")
    say(CAVEAT)


@seminar.command(name="print")
@click.argument("lesson")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="HTML file to write; a browser prints it.",
)
@click.option("--key", is_flag=True, help="Add the lecturer's pages, with the answers.")
@plain_errors
def print_lesson(lesson: str, out: Path, *, key: bool) -> None:
    """Write cards, signs, prediction sheet, slides and background of LESSON as one file.

    Without `--key` nothing in the file gives an answer away.
    """
    from multipolar.seminar.handout import handout
    from multipolar.seminar.lesson import load_lesson

    read = load_lesson(lesson)
    replace_file(out, handout(read, _key(read) if key else None))
    say(f"Kept: {out}")


@seminar.command()
@click.argument("lesson")
@plain_errors
def reveal(lesson: str) -> None:
    """Print the key of LESSON, by its letter or name: exactly the lines of the sheet."""
    from multipolar.seminar.keys import told
    from multipolar.seminar.lesson import load_lesson

    read = load_lesson(lesson)
    key = _key(read)
    say(f"{read.letter}. {read.title}")
    for number, question in read.numbered.items():
        say(f"\n{number}  {question.words}")
        say(f"    {told(key[number])}")
        say(f"    {question.why}")
    line = next(iter(key.values()))
    say(f"\nPaired runs: {line.runs} of each side, seed {line.seed}; [] holds the mean with 90 %.")
    say(CAVEAT)


@seminar.command()
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    required=True,
    help="CSV file to write.",
)
@click.option("--jobs", type=click.IntRange(1), default=1, show_default=True, help="Processes.")
@plain_errors
def keys(out: Path, *, jobs: int) -> None:
    """Compute the keys of all lessons and say which answers have changed."""
    from multipolar.seminar.keys import changed_answers, keys_text, stored_keys
    from multipolar.seminar.lesson import LESSONS, load_lesson

    found = _computed([load_lesson(name) for name in LESSONS], jobs)
    changes = list(changed_answers(stored_keys(), found))
    replace_file(out, keys_text(found))
    for sentence in changes:
        say(sentence)
    say(f"{len(found)} answers, {len(changes)} of them changed. Kept: {out}")


def _key(lesson: Lesson) -> dict[str, KeyLine]:
    """Return the key of a lesson: the stored one of a shipped lesson, else a new one."""
    from multipolar.seminar.keys import is_shipped, key_of

    if is_shipped(lesson):
        return key_of(lesson)
    return {line.number: line for line in _computed([lesson], 1)}


def _computed(read: list[Lesson], jobs: int) -> tuple[KeyLine, ...]:
    from multipolar.seminar.keys import keys_of, worlds

    total = sum(lesson.runs * worlds(lesson) for lesson in read)
    with workers(jobs) as (pool, _), progress_bar(total, "key") as done:
        done(0)
        return keys_of(read, executor=pool, progress=done)
