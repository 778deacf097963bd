"""The lessons: the shipped ones in ``lessons/``, and a lecturer's own of the same shape."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from pathlib import Path

from multipolar.arguments import UnknownName, known, printable
from multipolar.files import read_file
from multipolar.seminar.lesson_check import check
from multipolar.seminar.lesson_schema import Lesson, LessonError, parse_lesson

__all__ = ["LESSONS", "Lesson", "LessonError", "load_lesson", "parse_lesson"]

LARGEST_FILE = 200_000
"""Bytes of the largest lesson that is read."""


def lesson_names() -> tuple[str, ...]:
    """Return the names of the shipped lessons, by their letters.

    Examples
    --------
    >>> lesson_names()[0]
    'korea'
    """
    folder = files("multipolar.seminar").joinpath("lessons")
    texts = {
        Path(entry.name).stem: tomllib.loads(entry.read_text(encoding="utf-8"))
        for entry in folder.iterdir()
        if entry.name.endswith(".toml")
    }
    return tuple(sorted(texts, key=lambda name: str(texts[name]["letter"])))


LESSONS = lesson_names()
"""Names of the shipped lessons."""


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
    folder = files("multipolar.seminar").joinpath("lessons")
    found = _by_letter().get(str(name).upper(), str(name))
    found = known(found, LESSONS, "lesson")
    return found, folder.joinpath(f"{found}.toml").read_text(encoding="utf-8")


def _by_letter() -> dict[str, str]:
    folder = files("multipolar.seminar").joinpath("lessons")
    letters = {}
    for name in LESSONS:
        text = folder.joinpath(f"{name}.toml").read_text(encoding="utf-8")
        letters[str(tomllib.loads(text)["letter"])] = name
    return letters
