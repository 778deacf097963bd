"""What `run` and `batch` share: a store is filled under a bar, and who breaks it off is told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from multipolar.cli.common import Interrupted, progress_bar

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from multipolar.ensemble import Results
    from multipolar.ensemble.store import Store


def filled(
    store: Store, executor: Executor | None, in_flight: int, name: str, *, quiet: bool = False
) -> Results:
    """Return the results of a store after what it lacked was computed.

    Raises
    ------
    Interrupted
        When somebody breaks it off; it says how many runs are kept, and how to go on.
    """
    from multipolar.ensemble.simulate import finish

    total = store.manifest.runs * len(store.specs)
    try:
        with progress_bar(total, name, quiet=quiet) as done:
            return finish(store, executor=executor, in_flight=in_flight, progress=done)
    except KeyboardInterrupt:
        kept = store.manifest.finished
        if not kept:
            raise
        raise Interrupted(
            f"interrupted; {kept} of {total} runs are kept, "
            f"continue with: multipolar batch --resume {store.folder}"
        ) from None
