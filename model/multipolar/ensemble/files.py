"""Files that are whole or not there, and the error of a result directory."""

from __future__ import annotations

import asyncio
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path

from zarr.core.buffer import Buffer
from zarr.storage import LocalStore

from multipolar.files import NotRead, NotWritten, replace_file

try:
    import fcntl
except ImportError:
    fcntl = None  # type: ignore[assignment]

ADVICE = "finished blocks are kept, continue with: multipolar batch --resume"


class StoreError(RuntimeError):
    """A result directory that cannot be written or read; the message says what to do."""


class DurableStore(LocalStore):
    """A zarr store on disk whose files a reader sees as they were or as they are, whole.

    A new chunk is not flushed to disk: whoever notes that it is done does that. Nothing is written
    outside the directory of results, wherever a link in it leads.
    """

    @cached_property
    def _home(self) -> Path:
        return self.root.parent.resolve() / self.root.name

    async def set(self, key: str, value: Buffer) -> None:
        """Write a file."""
        await asyncio.to_thread(self.set_sync, key, value)

    async def set_if_not_exists(self, key: str, value: Buffer) -> None:
        """Write a file that is not there yet; one process alone writes to a store."""
        if not (self.root / key).exists():
            await self.set(key, value)

    def set_sync(self, key: str, value: Buffer) -> None:
        """Write a file."""
        path = self.root / key
        if not path.parent.resolve().is_relative_to(self._home):
            raise NotWritten(f"{path}: cannot be written (a link leads out of the store)")
        path.parent.mkdir(parents=True, exist_ok=True)
        new_chunk = path.name != _METADATA and not path.exists()
        replace_file(path, value.as_numpy_array().data, flush=not new_chunk)


_METADATA = "zarr.json"


@contextmanager
def alone(folder: Path | None) -> Iterator[None]:
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
def told(folder: Path | None, advice: str = "") -> Iterator[None]:
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
