"""What is wrong with a scenario file, said so that its author can put it right."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, time
from reprlib import Repr

from multipolar.arguments import ArgumentError, near_ones, nearest
from multipolar.scenario.renamed import Renamed

Path = tuple[str | int, ...]

_LONGEST_LIST = 12
_NEAREST_SHOWN = 6
_LONGEST_WORD = 60
_PROBLEMS_PRINTED = 100
_PLAIN_KEY = re.compile(r"[A-Za-z0-9_-]+")
_BRIEF = Repr()
_BRIEF.maxstring = _BRIEF.maxother = _BRIEF.maxlong = _LONGEST_WORD
_BRIEF.maxlevel = 2


@dataclass(frozen=True)
class Flaw:
    """Something wrong at a key of a file, before the file and the line are known.

    Parameters
    ----------
    path : tuple
        Keys and indices that lead to the value; empty for the file as a whole.
    message : str
        What is wrong.
    allowed : tuple of str
        Names that are allowed, or one phrase that says what is.
    value : str or None
        What was found, ready to print; ``None`` where the key itself is at fault.
    sought : str
        The word to compare with the allowed names.
    renamed : Renamed or None
        What became of a name that there was in an earlier version.
    """

    path: Path
    message: str
    allowed: tuple[str, ...]
    value: str | None = None
    sought: str = ""
    renamed: Renamed | None = None

    def at(self, file: str, line: int | None = None) -> Problem:
        """Return the finding with its file and line."""
        key = key_text(self.path)
        found = (self.value, self.message, self.allowed, self.sought, self.renamed)
        return Problem(file, line, key, *found)


@dataclass(frozen=True)
class Problem:
    """One thing wrong with a scenario file.

    Parameters
    ----------
    file : str
        The file.
    line : int or None
        Its line, counted from 1, where there is one.
    key : str
        Keys joined by dots, with ``[1]`` for the first table of an array.
    value : str or None
        What was found, shortened; ``None`` where the key itself is at fault.
    message : str
        What is wrong.
    allowed : tuple of str
        Names that are allowed, or one phrase that says what is.
    sought : str
        The word that ``nearest`` looks for among the allowed names.
    renamed : Renamed or None
        What became of a name that there was in an earlier version; said in place of the nearest.
    """

    file: str
    line: int | None
    key: str
    value: str | None
    message: str
    allowed: tuple[str, ...]
    sought: str = ""
    renamed: Renamed | None = None

    @property
    def nearest(self) -> str | None:
        """The allowed name that is spelled most like what was found, if any is."""
        if self.renamed is not None or not self.sought:
            return None
        return nearest(self.sought, self.allowed)

    def __str__(self) -> str:
        where = self.file if self.line is None else f"{self.file}:{self.line}"
        found = "" if self.value is None else f", found {self.value}"
        hint = "" if self.nearest is None else f" Did you mean {self.nearest!r}?"
        hint = hint if self.renamed is None else f" {self.renamed}."
        return f"{where}: {self.key}: {self.message}{found}. Allowed: {self._menu()}.{hint}"

    def _menu(self) -> str:
        if len(self.allowed) <= _LONGEST_LIST:
            return ", ".join(self.allowed)
        shown = near_ones(self.sought, self.allowed, _NEAREST_SHOWN, 0.0) or self.allowed[:6]
        return f"{', '.join(shown)}, … ({len(self.allowed)} in all)"


class ScenarioError(ArgumentError):
    """Everything that is wrong with a scenario, at once.

    Parameters
    ----------
    problems : iterable of Problem
        All of them, in the order of the files and their lines.
    """

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__(self.problems)

    def __reduce__(self) -> tuple[type[ScenarioError], tuple[tuple[Problem, ...]]]:
        return type(self), (self.problems,)

    def __str__(self) -> str:
        printed = [str(problem) for problem in self.problems[:_PROBLEMS_PRINTED]]
        rest = len(self.problems) - len(printed)
        return "\n".join([*printed, f"… and {rest} more problems"] if rest else printed)


def shown(value: object) -> str:
    """Return a value of a file as a short text, in the spelling of TOML where that is brief."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, date | time):
        return f"{value.isoformat()} (a date; text needs quotes)"
    try:
        return _BRIEF.repr(value)
    except ValueError:
        return "a whole number too long to print"


def key_text(path: Path) -> str:
    """Return keys and indices as one text: ``events[2].month``; ``file`` for an empty path."""
    text = ""
    for part in path:
        if isinstance(part, int):
            text += f"[{part + 1}]"
        else:
            plain = part if _PLAIN_KEY.fullmatch(part) and len(part) <= 80 else _BRIEF.repr(part)
            text += f".{plain}" if text else plain
    return text or "file"
