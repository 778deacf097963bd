"""Files that are written whole or not at all."""

from __future__ import annotations

import os
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
    reason = getattr(error, "strerror", None) or str(error).splitlines()[0]
    return f"{target}: cannot be written ({reason})"


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
