"""What `attribute`, `discover` and `choose` share: a study with a bar, whose blocks are kept."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from multipolar.cli.common import keeping, progress_bar, workers

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

BLOCKS = "blocks"
"""Folder, beside what is written, of the blocks that are found again."""

Found = TypeVar("Found")


def studied(
    compute: Callable[..., Found],
    name: str,
    total: int,
    *,
    jobs: int,
    out: Path | None,
    quiet: bool = False,
    **asked: Any,
) -> Found:
    """Return what a study finds.

    Parameters
    ----------
    compute : callable
        The study; it takes ``executor``, ``folder``, ``progress`` and what else is asked.
    name : str
        What the bar says.
    total : int
        Runs that are made.
    jobs : int
        Processes, 1 or more.
    out : Path or None
        Where its blocks are kept, in a folder of their own; nowhere without.
    quiet : bool
        Whether no bar is shown.
    **asked
        What the study is asked.

    Raises
    ------
    Interrupted
        When somebody breaks it off; it says what is kept.
    """
    folder = None if out is None else out / BLOCKS
    with (
        keeping(folder),
        workers(jobs) as (pool, _),
        progress_bar(total, name, quiet=quiet) as done,
    ):
        done(0)
        return compute(executor=pool, folder=folder, progress=done, **asked)
