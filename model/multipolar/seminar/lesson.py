"""The lessons: the shipped ones in ``lessons/``, and a lecturer's own of the same shape."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path

from multipolar.arguments import UnknownName, hint, printable
from multipolar.files import read_file
from multipolar.readonly import ReadOnly, kept
from multipolar.seminar.lesson_check import check
from multipolar.seminar.lesson_schema import Lesson, LessonError, parse_lesson

__all__ = ["LESSONS", "Lesson", "LessonError", "load_lesson", "parse_lesson"]

LARGEST_FILE = 200_000
"""Bytes of the largest lesson that is read."""


_FOLDER = files("multipolar.seminar").joinpath("lessons")


@kept
def _names() -> Mapping[str, str]:
    """Return the names of the shipped lessons by the letter of their sheet."""
    letters = {
        str(tomllib.loads(entry.read_text(encoding="utf-8"))["letter"]): Path(entry.name).stem
        for entry in _FOLDER.iterdir()
        if entry.name.endswith(".toml")
    }
    return ReadOnly(sorted(letters.items()))


LESSONS = tuple(_names().values())
"""Names of the shipped lessons, by their letters."""


def load_lesson(name: str | Path) -> Lesson:
    """Read a lesson and hold it against the model.

    Parameters
    ----------
    name : str or Path
        Name or letter of a shipped lesson, or a file that ends in ``.toml``.

    Raises
    ------
    UnknownName
        When no shipped lesson has the name.
    LessonError
        When it cannot be taught: the message names the place, the value and the nearest spelling.

    Examples
    --------
    >>> load_lesson("A").name
    'korea'
    """
    lesson = parse_lesson(*_source(name))
    check(lesson)
    return lesson


def _source(name: str | Path) -> tuple[str, str]:
    """Return the name and the text of a lesson."""
    if str(name).endswith(".toml"):
        path = Path(name)
        try:
            return path.stem, read_file(path, LARGEST_FILE).decode()
        except (FileNotFoundError, NotADirectoryError):
            raise UnknownName(f"no file {printable(path)}") from None
        except UnicodeDecodeError as error:
            raise LessonError(f"{printable(path)}: no UTF-8 text ({error.reason})") from None
    lessons = _names()
    found = lessons.get(str(name).upper(), str(name))
    if found not in LESSONS:
        there = ", ".join(f"{one} ({letter})" for letter, one in lessons.items())
        near = hint(found, LESSONS)
        raise UnknownName(f"no lesson {printable(name)!r}.{near} There are, with letters: {there}")
    return found, _FOLDER.joinpath(f"{found}.toml").read_text(encoding="utf-8")
