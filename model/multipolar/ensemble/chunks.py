"""Writing what a block of runs came to into the arrays of a zarr store, chunk by chunk."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from threading import Lock
from typing import Any

import numpy as np
import zarr
import zarr.api.asynchronous
from numpy.typing import NDArray

from multipolar.ensemble.blocks import Block

PARAMETERS = "parameters"
OUTCOMES = "outcomes"
_UNSEARCHED = {"array.write_empty_chunks": True}
"""Chunks are not searched for being empty, which takes as long as writing them."""

_LOCK = Lock()
"""Of the settings of zarr, which are one for all threads."""


class ChunkWriter:
    """Writes blocks into the arrays of a store, which are there and keep their shapes.

    Parameters
    ----------
    zarr_store : zarr store
        Where the arrays are.
    """

    def __init__(self, zarr_store: Any) -> None:
        self._store = zarr_store
        self._arrays: dict[str, Any] = {}

    def write(self, case: int, block: Block) -> None:
        """Write a block of a case.

        All its chunks are written in one event loop, in a thread of its own, since whoever asks
        may be in a loop already. zarr's plain way hands each chunk to its loop and waits for it,
        and takes twice as long.
        """
        with _LOCK, zarr.config.set(_UNSEARCHED), ThreadPoolExecutor(1) as thread:
            thread.submit(asyncio.run, self._put(case, block)).result()

    async def _put(self, case: int, block: Block) -> None:
        asyncio.get_running_loop().set_default_executor(_AtOnce())
        columns = dict(_columns(block))
        if not self._arrays:
            group: Any = await zarr.api.asynchronous.open_group(self._store, mode="r+")
            self._arrays = {name: await group.getitem(name) for name in columns}
        window = slice(case, case + 1), slice(block.first_run, block.first_run + block.runs)
        for name, values in columns.items():
            # A whole chunk, scenario axis included, is taken as it lies: nothing is copied.
            await self._arrays[name].setitem(window, values[None])


class _AtOnce(ThreadPoolExecutor):
    """Does what is submitted at once: to hand over a chunk takes longer than most need.

    An event loop takes no other kind of executor than one of threads, though none is started.
    """

    def submit(self, fn: Callable[..., Any], /, *args: Any, **kwargs: Any) -> Future[Any]:
        """Call a function, and return what came of it."""
        future: Future[Any] = Future()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future


def _columns(block: Block) -> Iterator[tuple[str, NDArray[Any]]]:
    yield from block.trajectories.items()
    yield PARAMETERS, np.column_stack(list(block.parameters.values()))
    yield OUTCOMES, np.column_stack(list(block.outcomes.values()))
