"""Files that are written whole or not at all."""

from __future__ import annotations

import csv
import errno
import os
import re
import stat
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from io import StringIO
from pathlib import Path
from secrets import token_hex
from shutil import disk_usage, rmtree
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pandas as pd

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
    except (OSError, RuntimeError) as error:
        if isinstance(error, NotWritten) or not _of_the_system(error):
            raise
        raise NotWritten(_message(target, error)) from error
    finally:
        partial.unlink(missing_ok=True)


def _publish(partial: Path, target: Path, flush: bool) -> None:
    if flush:
        flush_file(partial)
    partial.replace(target)


def _message(target: Path, error: Exception) -> str:
    return f"{target}: cannot be written ({_reason(error)})"


_HDF5 = re.compile(r"errno = (\d+)")
"""Where HDF5 hides the number of an error of the system, in errors of whichever type."""


def refusal(error: Exception) -> int | None:
    """Return the number of the error with which the system refused; ``None`` if it did not."""
    hidden = _HDF5.search(str(error))
    return int(hidden[1]) if hidden else getattr(error, "errno", None)


def _of_the_system(error: Exception) -> bool:
    return isinstance(error, OSError) or refusal(error) is not None


def _reason(error: Exception) -> str:
    """Return why the system refused, in its words."""
    number = refusal(error)
    said = str(error) or type(error).__name__
    return os.strerror(number) if number is not None else said.splitlines()[0]


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


def cache_folder() -> Path:
    """Return the folder where this package keeps what it can make anew; it need not be there.

    It lies where the user's caches lie: in ``XDG_CACHE_HOME``, or ``.cache`` in the user's folder.
    """
    home = os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache"
    return Path(home) / "multipolar"


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


def make_folder(path: str | Path) -> Path:
    """Make a folder, and those above it, unless it is there.

    Raises
    ------
    NotWritten
        When the system refuses.
    """
    folder = Path(path)
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise NotWritten(_message(folder, error)) from error
    return folder


@contextmanager
def whole_folder(path: str | Path) -> Iterator[Path]:
    """Yield a new, empty folder, which takes its place when all went well.

    In its place there may be nothing, or a folder that holds nothing. The new one lies beside it,
    under a name that nobody else has.

    Raises
    ------
    NotWritten
        When something is in its place, or the system refuses.
    """
    target = Path(path)
    partial = target.with_name(f".{target.name[:40]}.{token_hex(8)}{PARTIAL}")
    try:
        make_folder(target.parent)
        partial.mkdir()
        yield partial
        partial.replace(target)
    except (OSError, RuntimeError) as error:
        if isinstance(error, NotWritten) or not _of_the_system(error):
            raise
        raise NotWritten(_message(target, error)) from error
    finally:
        rmtree(partial, ignore_errors=True)


def check_room(folder: Path, size: int) -> None:
    """Check that a file of so many bytes can be written into a folder.

    For libraries that do not survive a disk that is full: HDF5 brings the process down.

    Raises
    ------
    OSError
        When the system refuses.
    """
    file = folder / f".{token_hex(8)}{PARTIAL}"
    handle = os.open(file, os.O_CREAT | os.O_EXCL | os.O_WRONLY)
    try:
        if hasattr(os, "posix_fallocate"):
            os.posix_fallocate(handle, 0, size)
        elif disk_usage(folder).free < size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
    finally:
        os.close(handle)
        file.unlink()


def harmless(cell: object) -> object:
    """Return the cell of a table that no spreadsheet takes for a formula.

    A text that begins with ``=``, ``+``, ``-``, ``@``, a tab or a carriage return gets an
    apostrophe before it, which spreadsheets read as the mark of a text. Numbers, and texts that are
    numbers, stay as they are.

    Examples
    --------
    >>> harmless("=1+1"), harmless("baseline"), harmless(-1.5), harmless("-1.5")
    ("'=1+1", 'baseline', -1.5, '-1.5')
    """
    if not isinstance(cell, str) or not cell.startswith(FORMULA):
        return cell
    try:
        float(cell)
    except ValueError:
        return f"'{cell}"
    return cell


FORMULA = ("=", "+", "-", "@", "\t", "\r")
"""Signs with which a spreadsheet begins a formula."""


def csv_text(columns: Iterable[str], rows: Iterable[Iterable[object]]) -> str:
    """Return a table as comma-separated values, whose texts are ``harmless``."""
    text = StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([harmless(column) for column in columns])
    writer.writerows([harmless(cell) for cell in row] for row in rows)
    return text.getvalue()


def harmless_frame(table: pd.DataFrame) -> pd.DataFrame:
    """Return a table whose texts, names of columns included, are ``harmless``."""
    columns = table.select_dtypes(exclude=["number", "bool"]).columns
    safe = {
        name: table[name].map({cell: harmless(cell) for cell in table[name].unique()})
        for name in columns
        if any(harmless(cell) is not cell for cell in table[name].unique())
    }
    return table.assign(**safe).rename(columns=harmless)
