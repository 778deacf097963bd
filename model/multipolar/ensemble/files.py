"""Who may write to a result directory, and the error of one."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from multipolar.files import NotRead

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

ADVICE = "finished blocks are kept, continue with: multipolar batch --resume"


class StoreError(RuntimeError):
    """A result directory that cannot be written or read; the message says what to do."""


class NotMeant(StoreError):
    """What was given cannot be meant: no results are there, or scenarios do not go together."""


@contextmanager
def lock_folder(folder: Path | None) -> Iterator[None]:
    """Keep a result directory to this process; the system lets go of it when the process ends.

    Where the system has no such locks, nothing is locked.

    Raises
    ------
    StoreError
        When another process writes there.
    """
    if fcntl is None or folder is None:
        yield
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise StoreError(
                f"{folder}: another process is writing here; wait until it is done"
            ) from None
        except OSError:
            pass
        yield
    finally:
        os.close(handle)


@contextmanager
def explain_os_errors(folder: Path | None, advice: str = "") -> Iterator[None]:
    """Turn an error of the operating system into one that says where and what to do.

    Parameters
    ----------
    folder : Path or None
        The result directory.
    advice : str
        What to do; by default, how a batch is continued.

    Raises
    ------
    StoreError
        When the directory cannot be written.
    """
    try:
        yield
    except NotRead as error:
        raise StoreError(str(error)) from error
    except OSError as error:
        what = advice or f"{ADVICE} {folder}"
        reason = error.strerror or getattr(error.__cause__, "strerror", None) or error
        raise StoreError(f"{folder}: {reason}; {what}") from error
