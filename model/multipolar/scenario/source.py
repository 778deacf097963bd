"""One scenario file as text: reading it within limits, parsing it, naming its lines."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from multipolar.arguments import printable, steering
from multipolar.scenario.locate import DEEPEST, Locator, TooDeep
from multipolar.scenario.problems import Flaw, Problem, ScenarioError

LARGEST_FILE = 256 * 1024
_LINE_IN_MESSAGE = re.compile(r"\s*\(at (?:line (\d+), column \d+|end of document)\)")
_LONG_NUMBER = re.compile(r"[0-9_]{4000}")
_TABLE_TWICE = re.compile(r"Cannot declare \((.+)\) twice")
_QUOTED = re.compile(r"'([^']*)'")
_FIRST_KEY = re.compile(r"[\s\[]*([A-Za-z0-9_.-]{1,100})")
_TOML = "a TOML document in UTF-8"


@dataclass(frozen=True)
class Source:
    """A scenario file that is well-formed TOML.

    Parameters
    ----------
    path : Path
        The file.
    data : dict
        Its content.
    locator : Locator
        The lines of its keys.
    """

    path: Path
    data: dict[str, Any]
    locator: Locator

    def problem(self, finding: Flaw) -> Problem:
        """Return a finding with its file and line."""
        return finding.at(printable(self.path), self.locator.line(finding.path))


def read_source(path: Path) -> Source:
    """Read and parse a file.

    Raises
    ------
    ScenarioError
        When the file cannot be read, is too large or nested too deeply, or is not TOML.
    """
    if steering(path.name):
        raise _error(path, None, "cannot be read: a control character in the name", "a file name")
    text = _read_text(path)
    try:
        locator = Locator(text)
        return Source(path, tomllib.loads(text), locator)
    except TooDeep as error:
        raise _error(path, error.line, "nested too deeply", f"{DEEPEST} levels") from error
    except RecursionError as error:
        raise _error(path, None, "nested too deeply", f"{DEEPEST} levels") from error
    except tomllib.TOMLDecodeError as error:
        at = _line(str(error), text)
        if twice := _twice(str(error), text.split("\n")[at - 1]):
            raise _error(path, at, twice, "each key and each table once") from error
        raise _error(path, at, _reason(str(error)), _TOML) from error
    except ValueError as error:
        long_number = _LONG_NUMBER.search(text)
        line = text.count("\n", 0, long_number.start()) + 1 if long_number else None
        raise _error(path, line, "a number is too long", "numbers up to 1e9") from error


def _read_text(path: Path) -> str:
    content = _read_bytes(path)
    if len(content) > LARGEST_FILE:
        raise _error(path, None, "too large", f"up to {LARGEST_FILE // 1024} KiB")
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = content.count(b"\n", 0, error.start) + 1
        raise _error(path, line, "not UTF-8", _TOML) from error


def _read_bytes(path: Path) -> bytes:
    """Return the content of a file, cut a byte after the largest that is allowed."""
    try:
        ordinary = path.is_file() or not path.exists()
        if ordinary:
            with path.open("rb") as file:
                return file.read(LARGEST_FILE + 1)
    except OSError as error:
        reason = (error.strerror or "unknown reason").lower()
        raise _error(path, None, f"cannot be read: {reason}", "a file that exists") from error
    except ValueError as error:
        raise _error(path, None, f"cannot be read: {error}", "a file name") from error
    what = "a folder" if path.is_dir() else "not an ordinary file"
    raise _error(path, None, f"this is {what}", "an ordinary file")


def _line(message: str, text: str) -> int:
    """Return the line that a message of the parser names."""
    match = _LINE_IN_MESSAGE.search(message)
    return int(match[1]) if match and match[1] else text.rstrip("\n").count("\n") + 1


def _twice(message: str, line: str) -> str:
    """Return which key or table the parser found a second time in a line; empty if it did not."""
    if table := _TABLE_TWICE.match(message):
        return f"the table {'.'.join(_QUOTED.findall(table[1]))} is given twice"
    if message.startswith("Cannot overwrite a value") and (key := _FIRST_KEY.match(line)):
        return f"the key {key[1]} is given twice"
    return ""


def _reason(message: str) -> str:
    reason = _LINE_IN_MESSAGE.sub("", message)[:200]
    return f"not TOML: {reason[:1].lower()}{reason[1:]}"


def _error(path: Path, line: int | None, message: str, allowed: str) -> ScenarioError:
    return ScenarioError([Problem(printable(path), line, "file", None, message, (allowed,))])
