"""The zarr store of a result directory: files that are whole or not there."""

from __future__ import annotations

import asyncio
from functools import cached_property
from pathlib import Path

from zarr.core.buffer import Buffer
from zarr.storage import LocalStore

from multipolar.files import NotWritten, replace_file


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
