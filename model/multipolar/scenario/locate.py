"""Where in a TOML text each key and each value stands, which the parser of Python does not say."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

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


class Span(NamedTuple):
    """Some signs of a text: from the first to before the last.

    Parameters
    ----------
    start, end : int
        Positions in the text.
    """

    start: int
    end: int


class KeyWord(NamedTuple):
    """A key as one word of a text.

    Parameters
    ----------
    word : Span
        The word, with its quotes.
    before : Span or None
        The word before it in a dotted key or a header: ``a`` for ``b`` in ``a.b = 1``.
    """

    word: Span
    before: Span | None


class Statement(NamedTuple):
    """A key and its value under a header, or the header itself.

    Parameters
    ----------
    path, table : tuple
        What it sets, and the table under whose header it stands; the same for a header.
    span : Span
        From the key to the end of its last line, comment included.
    """

    path: Path
    table: Path
    span: Span


@dataclass
class _Bracket:
    """An open array or inline table of a value; ``index`` is ``None`` for a table."""

    path: Path
    index: int | None


@dataclass
class Locator:
    """The lines of the keys of a TOML text, and where they and their values stand.

    It follows headers, dotted keys, arrays and inline tables; it checks nothing, and reads quoted
    keys without their escapes. What it has not seen stands, for it, where its container stands.

    Parameters
    ----------
    text : str
        The whole text, well-formed or not.

    Attributes
    ----------
    keys : dict of tuple to list of KeyWord
        The words that name the last part of each path.
    values : dict of tuple to Span
        The first word of each value: the whole of a text.
    statements : list of Statement
        Headers, and keys with their values, as they follow each other.

    Raises
    ------
    TooDeep
        When keys or brackets are nested deeper than ``DEEPEST``.
    """

    text: str
    keys: dict[Path, list[KeyWord]] = field(default_factory=dict)
    values: dict[Path, Span] = field(default_factory=dict)
    statements: list[Statement] = field(default_factory=list)
    _lines: dict[Path, int] = field(default_factory=dict)
    _last: dict[Path, int] = field(default_factory=dict)
    _table: Path = ()
    _here: Path = ()
    _brackets: list[_Bracket] = field(default_factory=list)
    _keys: list[str] = field(default_factory=list)
    _words: list[Span] = field(default_factory=list)
    _open: tuple[Path, Path] | None = None
    _start: int = 0
    _state: str = "key"
    _line: int = 1

    def __post_init__(self) -> None:
        for token in _TOKEN.finditer(self.text):
            kind, found = token.lastgroup, token.group()
            if kind == "newline":
                self._end_of_line(token.start())
            elif kind == "word" and self._state in ("key", "header", "array header"):
                self._keys.append(found.strip("\"'"))
                self._words.append(Span(*token.span()))
            elif kind == "word" and self._state == "value":
                self.values.setdefault(self._note(self._here), Span(*token.span()))
            elif kind == "mark":
                self._mark(found)
            if len(self._keys) + len(self._brackets) + len(self._here) > DEEPEST:
                raise TooDeep(self._line)
            self._line += found.count("\n")
        self._close_statement(len(self.text))

    def line(self, path: Path) -> int | None:
        """Return the line of a key, or of the nearest container that has one."""
        while path and path not in self._lines:
            path = path[:-1]
        return self._lines.get(path)

    def _end_of_line(self, position: int) -> None:
        if not self._brackets:
            self._close_statement(position)
            self._state, self._here = "key", self._table
            self._forget_words()

    def _close_statement(self, position: int) -> None:
        if self._open is not None:
            self.statements.append(Statement(*self._open, Span(self._start, position)))
        self._open = None

    def _forget_words(self) -> None:
        self._keys, self._words = [], []

    def _mark(self, mark: str) -> None:
        if self._state == "value":
            self._mark_in_value(mark)
        elif mark == "=" and self._state == "key":
            self._enter_value()
        elif mark == "}" and self._brackets:
            self._close()
        elif mark == "[" and not self._keys and not self._brackets:
            self._state = "header" if self._state == "key" else "array header"
        elif mark == "]" and self._keys:
            self._enter_table()

    def _enter_value(self) -> None:
        """Make the words before the sign of equality the key of the value that follows."""
        path = self._here
        for position, key in enumerate(self._keys):
            path = (*path, key)
            self._note_word(path, position)
        self._here = self._note(path)
        if not self._brackets and self._words:
            self._open, self._start = (path, self._table), self._words[0].start
        self._state = "value"
        self._forget_words()

    def _note_word(self, path: Path, position: int) -> None:
        before = self._words[position - 1] if position else None
        self.keys.setdefault(path, []).append(KeyWord(self._words[position], before))

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
            self._here, self._state = bracket.path, "key"
            self._forget_words()
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
            self._note_word(path, position)
            last = position == len(self._keys) - 1
            if last and self._state == "array header":
                self._last[path] = self._last.get(path, -1) + 1
            if path in self._last:
                path = (*path, self._last[path])
        self._table = self._here = self._note(path)
        self._open, self._start = (path, path), self._words[0].start
        self._state = "value"
        self._forget_words()

    def _note(self, path: Path) -> Path:
        for length in range(1, len(path) + 1):
            self._lines.setdefault(path[:length], self._line)
        return path
