"""Files that are written whole or not at all."""

from __future__ import annotations

import os
import re
import stat
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from secrets import token_hex

PARTIAL = ".partial"
"""Stands in the names of files that are being written, before their suffix."""


class NotWritten(OSError):
    """A file that could not be written; what was there before is as it was."""


@contextmanager
def whole_file(path: str | Path, *, flush: bool = True) -> Iterator[Path]:
    """Yield the path of a new, empty file, which takes its place when all went well.

    The file lies in the same folder, under a name that nobody else has and with the same suffix. A
    link in its place is replaced, never followed. When the block raises, nothing is left behind and
    what was there stays.

    Parameters
    ----------
    path : str or Path
        Where the file belongs. Its folder is there.
    flush : bool
        Whether the content is on the disk before it takes its place.

    Raises
    ------
    NotWritten
        When the system refuses; the message names the file and the reason.
    """
    target = Path(path)
    partial = target.with_name(f".{target.stem[:40]}.{token_hex(8)}{PARTIAL}{target.suffix}")
    try:
        os.close(os.open(partial, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o666))
    except OSError as error:
        raise NotWritten(_message(target, error)) from error
    try:
        yield partial
        _publish(partial, target, flush)
    except NotWritten:
        raise
    except OSError as error:
        raise NotWritten(_message(target, error)) from error
    finally:
        partial.unlink(missing_ok=True)


def _publish(partial: Path, target: Path, flush: bool) -> None:
    if flush:
        flush_file(partial)
    partial.replace(target)


def _message(target: Path, error: Exception) -> str:
    return f"{target}: cannot be written ({_reason(error)})"


def _reason(error: Exception) -> str:
    """Return why the system refused, in its words: HDF5 hides the number of the error in a text."""
    said = getattr(error, "strerror", None) or str(error) or type(error).__name__
    number = re.search(r"errno = (\d+)", said)
    return os.strerror(int(number[1])) if number else said.splitlines()[0]


def replace_file(
    path: str | Path, content: str | bytes | memoryview, *, flush: bool = True
) -> None:
    """Write a file whole; text is written as UTF-8 with the line ends that it has.

    Raises
    ------
    NotWritten
        As in ``whole_file``.
    """
    with whole_file(path, flush=flush) as partial, partial.open("wb") as file:
        file.write(content.encode() if isinstance(content, str) else content)


def flush_file(path: Path) -> None:
    """Flush a file to disk, whoever wrote it."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())


class NotRead(OSError):
    """A file that cannot be read; the message names it and the reason."""


def read_file(path: str | Path, most: int) -> bytes:
    """Return the content of a file from others: never more than so many bytes, never a pipe.

    Parameters
    ----------
    path : str or Path
        The file.
    most : int
        The largest size, in bytes, that it may have.

    Raises
    ------
    FileNotFoundError, NotADirectoryError
        When there is none.
    NotRead
        When it is no ordinary file, is larger, or the system refuses.
    """
    try:
        # Without O_NONBLOCK the opening of a pipe waits for somebody who writes.
        handle = os.open(
            path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
        )
    except (FileNotFoundError, NotADirectoryError):
        raise
    except (OSError, ValueError) as error:
        raise NotRead(f"{path}: cannot be read ({_reason(error)})") from error
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            raise NotRead(f"{path}: cannot be read (no ordinary file)")
        if found.st_size > most:
            raise NotRead(f"{path}: cannot be read ({found.st_size} bytes; {most} are allowed)")
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read(most)
    finally:
        os.close(handle)


def leftovers(folder: Path) -> Iterator[Path]:
    """Yield the files that killed writers have left in a folder; links are not followed."""
    for place, _, names in os.walk(folder):
        for name in names:
            if name.startswith(".") and PARTIAL in name:
                yield Path(place, name)
