"""On which line of a TOML text each key stands, which the parser of Python does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from multipolar.scenario.problems import Path

DEEPEST = 16
_TOKEN = re.compile(
    r"""
      (?P<comment> \#[^\n]* )
    | (?P<word> \"{3} (?:\\.|[^\\])*? (?: \"{3,5} | \\?\Z ) | '{3} .*? (?: '{3,5} | \Z )
              | " (?:\\.|[^"\\\n])* "? | ' [^'\n]* '? | [A-Za-z0-9_+-]+ )
    | (?P<newline> \n )
    | (?P<mark> [\[\]{}=,] )
    | (?P<other> . )
    """,
    re.VERBOSE | re.DOTALL,
)


class TooDeep(ValueError):
    """Keys or brackets nested deeper than ``DEEPEST``.

    Parameters
    ----------
    line : int
        Line where the limit is passed.
    """

    def __init__(self, line: int) -> None:
        super().__init__(f"nested too deeply in line {line}")
        self.line = line


@dataclass
class _Bracket:
    """An open array or inline table of a value; ``index`` is ``None`` for a table."""

    path: Path
    index: int | None


@dataclass
class Locator:
    """The lines of the keys of a TOML text.

    It follows headers, dotted keys, arrays and inline tables; it checks nothing, and reads quoted
    keys without their escapes. What it has not seen stands, for it, where its container stands.

    Parameters
    ----------
    text : str
        The whole text, well-formed or not.

    Raises
    ------
    TooDeep
        When keys or brackets are nested deeper than ``DEEPEST``.
    """

    text: str
    _lines: dict[Path, int] = field(default_factory=dict)
    _last: dict[Path, int] = field(default_factory=dict)
    _table: Path = ()
    _here: Path = ()
    _brackets: list[_Bracket] = field(default_factory=list)
    _keys: list[str] = field(default_factory=list)
    _state: str = "key"
    _line: int = 1

    def __post_init__(self) -> None:
        for token in _TOKEN.finditer(self.text):
            kind, found = token.lastgroup, token.group()
            if kind == "newline":
                self._end_of_line()
            elif kind == "word" and self._state in ("key", "header", "array header"):
                self._keys.append(found.strip("\"'"))
            elif kind == "word" and self._state == "value":
                self._note(self._here)
            elif kind == "mark":
                self._mark(found)
            if len(self._keys) + len(self._brackets) + len(self._here) > DEEPEST:
                raise TooDeep(self._line)
            self._line += found.count("\n")

    def line(self, path: Path) -> int | None:
        """Return the line of a key, or of the nearest container that has one."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)

    def _end_of_line(self) -> None:
        if not self._brackets:
            self._state, self._keys, self._here = "key", [], self._table

    def _mark(self, mark: str) -> None:
        if self._state == "value":
            self._mark_in_value(mark)
        elif mark == "=" and self._state == "key":
            self._here = self._note((*self._here, *self._keys))
            self._state, self._keys = "value", []
        elif mark == "}" and self._brackets:
            self._close()
        elif mark == "[" and not self._keys and not self._brackets:
            self._state = "header" if self._state == "key" else "array header"
        elif mark == "]" and self._keys:
            self._enter_table()

    def _mark_in_value(self, mark: str) -> None:
        bracket = self._brackets[-1] if self._brackets else None
        if mark == "[":
            self._brackets.append(_Bracket(self._note(self._here), 0))
            self._here = (*self._here, 0)
        elif mark == "{":
            self._brackets.append(_Bracket(self._note(self._here), None))
            self._state = "key"
        elif mark in "]}" and bracket is not None:
            self._close()
        elif mark == "," and bracket is not None:
            self._next(bracket)

    def _next(self, bracket: _Bracket) -> None:
        """Go to the next item of an array, or the next key of an inline table."""
        if bracket.index is None:
            self._here, self._state, self._keys = bracket.path, "key", []
        else:
            bracket.index += 1
            self._here = (*bracket.path, bracket.index)

    def _close(self) -> None:
        self._here = self._brackets.pop().path
        self._state = "value"

    def _enter_table(self) -> None:
        """Make the keys of a header the table that the following keys belong to."""
        path: Path = ()
        for position, key in enumerate(self._keys):
            path = (*path, key)
            last = position == len(self._keys) - 1
            if last and self._state == "array header":
                self._last[path] = self._last.get(path, -1) + 1
            if path in self._last:
                path = (*path, self._last[path])
        self._table = self._here = self._note(path)
        self._state, self._keys = "value", []

    def _note(self, path: Path) -> Path:
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], self._line)
        return path
