"""The log of a classroom: one move a line, on the disk before anybody is told of it."""

from __future__ import annotations

import json
import os
from pathlib import Path

from multipolar.arguments import ArgumentError, printable
from multipolar.files import flush_file, read_file, replace_file
from multipolar.seminar.classroom import Classroom, Refused
from multipolar.seminar.lesson import load_lesson
from multipolar.seminar.lesson_schema import Lesson
from multipolar.seminar.moves import AnyMove, Begin, CastVote, Join, Predict, read_move

LARGEST_LOG = 50_000_000
"""Bytes of the largest log that is read."""


class Hold:
    """A classroom and its log.

    Parameters
    ----------
    path : Path
        File of the log; it is made, or goes on where it is there.
    room : Classroom
        What its moves come to.
    moves : int
        How many moves it holds.
    """

    def __init__(self, path: Path, room: Classroom, moves: int) -> None:
        self.path, self.room, self.moves = path, room, moves
        self._file = path.open("ab")

    @classmethod
    def new(cls, path: Path, lesson: Lesson, move: Begin) -> Hold:
        """Begin a log.

        Raises
        ------
        ArgumentError
            When there is a file of this name already.
        """
        room = Classroom.begin(lesson, move)
        if path.exists():
            raise ArgumentError(f"{printable(path)} is there already: resume it, or name another")
        replace_file(path, _line(move))
        return cls(path, room, 1)

    @classmethod
    def resume(cls, path: Path, lesson: Lesson | None = None) -> Hold:
        """Read a log and go on with it.

        A last line that was cut off by a crash is dropped: nobody was told of it.

        Raises
        ------
        ArgumentError
            When it is no log, or a line is no move that is allowed; the message names the line.
        """
        try:
            data = read_file(path, LARGEST_LOG)
        except FileNotFoundError:
            raise ArgumentError(f"no log {printable(path)}") from None
        kept, _, cut = data.rpartition(b"\n")
        lines = kept.split(b"\n")
        room = _begun(path, lines[0], lesson)
        for number, line in enumerate(lines[1:], start=2):
            try:
                room.play(read_move(line))
            except (ArgumentError, Refused) as error:
                raise ArgumentError(f"{printable(path)}, line {number}: {error}") from None
        if cut:
            replace_file(path, kept + b"\n")
        return cls(path, room, len(lines))

    def play(self, move: AnyMove) -> None:
        """Make a move and keep it; a move that is refused leaves no trace.

        Raises
        ------
        Refused
            When the room does not allow it.
        """
        self.room.play(move)
        self._file.write(_line(move).encode())
        self._file.flush()
        os.fsync(self._file.fileno())
        self.moves += 1

    def close(self) -> None:
        """Close the log."""
        self._file.close()


def _line(move: AnyMove) -> str:
    return json.dumps(move.model_dump(), sort_keys=True, separators=(",", ":")) + "\n"


def _begun(path: Path, line: bytes, lesson: Lesson | None) -> Classroom:
    try:
        move = read_move(line)
    except ArgumentError as error:
        raise ArgumentError(f"{printable(path)} is no log of a seminar: {error}") from None
    if not isinstance(move, Begin):
        raise ArgumentError(f"{printable(path)} is no log of a seminar: it has no beginning")
    return Classroom.begin(lesson or load_lesson(move.lesson), move)


def forget(path: Path) -> int:
    """Delete the nicknames, keys and free texts of a log; return how many people it forgets.

    Raises
    ------
    ArgumentError
        When it is no log.
    """
    hold = Hold.resume(path)
    hold.close()
    lines, people = [], 0
    for line in read_file(path, LARGEST_LOG).splitlines():
        move = read_move(line)
        if isinstance(move, Join):
            people += 1
            move = move.model_copy(update={"name": f"member {people}", "key": "0" * 64})
        elif isinstance(move, Predict):
            move = move.model_copy(update={"why": ""})
        elif isinstance(move, CastVote):
            move = move.model_copy(update={"note": ""})
        lines.append(_line(move))
    replace_file(path, "".join(lines))
    flush_file(path)
    return people
