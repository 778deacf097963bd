"""A scenario file with the names of today in place of old ones: comments and layout stay."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from multipolar.scenario.locate import KeyWord, Locator, Span, Statement
from multipolar.scenario.problems import Path, key_text
from multipolar.scenario.source import Source

PARAMETERS = "parameters"
MOST_STATEMENTS = 9
"""Statements of one parameter: a number, or the ends and the mode of a range."""
_LAYOUT = "the file is laid out so that it has to be written by hand"


class Rename(NamedTuple):
    """A name of a file that is called otherwise now.

    Parameters
    ----------
    line : int or None
        The line where it stands.
    path : tuple
        The key that is renamed, or whose value is.
    old, new : str
        The names; of a parameter with its section.
    """

    line: int | None
    path: Path
    old: str
    new: str

    @property
    def is_key(self) -> bool:
        """Whether the key is renamed, not its value."""
        return self.path[0] in (PARAMETERS, "switches")

    @property
    def changes_section(self) -> bool:
        """Whether a key goes to another section."""
        return self.goal[:-1] != self.path[:-1]

    @property
    def goal(self) -> Path:
        """The key under which the value stands afterwards."""
        if not self.is_key:
            return self.path
        return (self.path[0], *self.new.split("."))

    def __str__(self) -> str:
        return f"{self.line}: {key_text(self.path)}: {self.old} is called {self.new} now"


class Edit(NamedTuple):
    """A part of a text, and what stands in its place."""

    span: Span
    text: str


@dataclass
class _Moves:
    """Statements that go from one section of parameters to another."""

    old: str
    new: str
    statements: list[Statement] = field(default_factory=list)


class Rewritten(NamedTuple):
    """A file under the names of today.

    Parameters
    ----------
    text : str
        Its text.
    done : tuple of Rename
        What was renamed.
    left : tuple of (Rename, str)
        What was not, each with the reason.
    """

    text: str
    done: tuple[Rename, ...]
    left: tuple[tuple[Rename, str], ...]


def rewritten(source: Source, wanted: Sequence[Rename]) -> Rewritten:
    """Return a file with new names in place of old ones, whose comments and layout stay.

    A name is left where the new one stands in the file too. What the new text means is compared
    with what the old one means under the new names: a layout that this does not understand is left
    as it is, never guessed.
    """
    reasons = {rename: _why_not(source, rename, wanted) for rename in wanted}
    done = tuple(rename for rename, reason in reasons.items() if not reason)
    left = tuple((rename, reason) for rename, reason in reasons.items() if reason)
    text = _edited(source.locator, done)
    if _means(text) == _without_empty(_meant(source.data, done)):
        return Rewritten(text, done, left)
    left = tuple((rename, reasons[rename] or _LAYOUT) for rename in wanted)
    return Rewritten(source.locator.text, (), left)


def _why_not(source: Source, rename: Rename, wanted: Sequence[Rename]) -> str:
    """Return why a name is left, empty when it is not."""
    if not rename.is_key:
        return ""
    *above, name = rename.goal
    if name in _at(source.data, above) or [r.goal for r in wanted].count(rename.goal) > 1:
        return "the file has the new name too"
    moving = {statement.span.start for statement in _leaving(source.locator, rename)}
    words = source.locator.keys.get(rename.path, [])
    held = [key for key in words if key.before is None and key.word.start not in moving]
    if rename.changes_section and (held or len(moving) > MOST_STATEMENTS):
        return _LAYOUT
    return ""


def _edited(locator: Locator, wanted: Sequence[Rename]) -> str:
    names = [edit for rename in wanted for edit in _in_place(locator, rename)]
    edits = list(names)
    for moves in _moves(locator, wanted):
        edits += _moved(locator, moves, names)
    return _applied(locator.text, edits)


def _means(text: str) -> dict[str, Any] | None:
    """Return the content of a text, ``None`` when it is not TOML."""
    try:
        return _without_empty(tomllib.loads(text))
    except tomllib.TOMLDecodeError:
        return None


def _meant(data: Mapping[str, Any], wanted: Sequence[Rename]) -> dict[str, Any]:
    """Return the content of a file under the new names."""
    result = deepcopy(dict(data))
    for rename in wanted:
        *above, last = rename.path
        *goal, name = rename.goal
        if rename.is_key:
            _at(result, goal)[name] = _at(result, above).pop(last)
        else:
            _at(result, above)[last] = rename.new
    return result


def _at(data: Any, path: Sequence[str | int]) -> Any:
    """Return the table or the list at a path; a table that is missing is made."""
    for part in path:
        data = data.setdefault(part, {}) if isinstance(data, dict) else data[part]
    return data


def _without_empty(data: Mapping[str, Any]) -> dict[str, Any]:
    """Return content without empty sections of parameters."""
    sections: dict[str, Any] = data.get(PARAMETERS, {})
    kept = {name: values for name, values in sections.items() if values != {}}
    return {**data, PARAMETERS: kept}


def _in_place(locator: Locator, rename: Rename) -> Iterator[Edit]:
    """Yield what a name needs where it stands."""
    if not rename.is_key:
        if span := locator.values.get(rename.path):
            quote = locator.text[span.start]
            yield Edit(span, f"{quote}{rename.new}{quote}")
        return
    *_, section, name = rename.goal
    for key in locator.keys.get(rename.path, []):
        yield Edit(key.word, str(name))
        if key.before is not None and rename.changes_section:
            yield Edit(key.before, str(section))


def _leaving(locator: Locator, rename: Rename) -> list[Statement]:
    """Return the statements that a name takes to another section."""
    if not (rename.is_key and rename.changes_section):
        return []
    path = rename.path
    return [s for s in locator.statements if s.table == path[:-1] and s.path[: len(path)] == path]


def _moves(locator: Locator, wanted: Sequence[Rename]) -> list[_Moves]:
    """Return the statements that change their section, by old and new section."""
    found: dict[tuple[str, str], _Moves] = {}
    for rename in wanted:
        if leaving := _leaving(locator, rename):
            ends = str(rename.path[-2]), str(rename.goal[-2])
            found.setdefault(ends, _Moves(*ends)).statements.extend(leaving)
    return list(found.values())


def _moved(locator: Locator, moves: _Moves, names: Sequence[Edit]) -> list[Edit]:
    """Return the edits that take statements to another section."""
    text, old, new = locator.text, (PARAMETERS, moves.old), (PARAMETERS, moves.new)
    here, there = _of_table(locator, old), _of_table(locator, new)
    leaving = sorted(moves.statements, key=lambda statement: statement.span)
    all_leave = len(leaving) == len(here) - 1
    if all_leave and not there:
        header = [key for key in locator.keys[old] if _within(key, here[0])]
        return [Edit(key.word, moves.new) for key in header]
    lines = [_lines(locator, statement) for statement in leaving]
    moved = "".join(_ended(_applied(text, names, span), text) for span in lines)
    last = (there or here)[-1]
    place = _end_of_line(text, last.span.end)
    if not there:
        line = _newline(text)
        moved = f"{line}[{PARAMETERS}.{moves.new}]{line}{moved}"
    if text[place - 1] != "\n":
        moved = _newline(text) + moved
    if all_leave:
        start = _start_of_line(text, here[0].span.start)
        lines.append(Span(start, _end_of_line(text, start)))
    taken = [Edit(span, "") for span in lines]
    return [*taken, Edit(Span(place, place), moved)]


def _of_table(locator: Locator, table: Path) -> list[Statement]:
    """Return the header of a table and the statements under it."""
    return [statement for statement in locator.statements if statement.table == table]


def _within(key: KeyWord, statement: Statement) -> bool:
    return statement.span.start <= key.word.start < statement.span.end


def _lines(locator: Locator, statement: Statement) -> Span:
    """Return the lines of a statement, with those of comments directly above it."""
    text, first = locator.text, statement.span.start
    bound = max((s.span.end for s in locator.statements if s.span.end < first), default=0)
    start = _start_of_line(text, first)
    above = _start_of_line(text, start - 1)
    while above > bound and text[above:start].lstrip().startswith("#"):
        start, above = above, _start_of_line(text, above - 1)
    return Span(start, _end_of_line(text, statement.span.end))


def _start_of_line(text: str, position: int) -> int:
    return text.rfind("\n", 0, max(0, position)) + 1


def _end_of_line(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end + 1


def _newline(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _ended(lines: str, text: str) -> str:
    return lines if lines.endswith("\n") else lines + _newline(text)


def _applied(text: str, edits: Sequence[Edit], span: Span | None = None) -> str:
    """Return a text, or a part of it, with its edits; one inside a deletion goes with it."""
    start, end = span or (0, len(text))
    parts, place = [], start
    for edit in sorted(edits, key=_insertions_first):
        if place <= edit.span.start and edit.span.end <= end:
            parts += [text[place : edit.span.start], edit.text]
            place = edit.span.end
    return "".join([*parts, text[place:end]])


def _insertions_first(edit: Edit) -> tuple[int, bool, int]:
    """Return the place of an edit among others: at one position insertions, then the longest."""
    start, end = edit.span
    return start, end > start, -end
