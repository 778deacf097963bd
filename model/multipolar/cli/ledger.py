"""`multipolar claims --effects`: the ledger of claims as a table, CSV or JSON."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING

from multipolar.caveat import CAVEAT
from multipolar.cli.common import print_table, progress_bar, say, workers
from multipolar.cli.writing import write_table
from multipolar.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multipolar.study.ledger import Entry


def tell_ledger(
    names: Sequence[str],
    *,
    runs: int,
    seed: int,
    jobs: int,
    out: Path | None,
    page: Path | None,
    as_json: bool,
) -> None:
    """Compute the ledger, print it and keep it where that is asked for."""
    from multipolar.study.ledger import ledger, ledger_page, ledger_table, worlds

    with (
        workers(jobs) as (pool, _),
        progress_bar(runs * worlds(names), "claims") as done,
    ):
        done(0)
        entries = ledger(names, runs=runs, seed=seed, executor=pool, progress=done)
    table = ledger_table(entries)
    if out is not None:
        write_table(table, out)
    if page is not None:
        replace_file(page, ledger_page(entries).encode())
    if as_json:
        say(json.dumps(json.loads(table.to_json(orient="records")), indent=2))
        return
    _print(entries)
    for kept in filter(None, (out, page)):
        say(f"\nKept: {kept}")
    say(CAVEAT)


def _print(entries: Sequence[Entry]) -> None:
    first = entries[0]
    print_table(
        f"What each claim does to the headline measures: mean paired difference [90 % interval], "
        f"{first.runs} runs of each side, seed {first.seed}",
        ["claim", "without it", "moves most", "moved", "edge", "edge moves most", "power"],
        (_line(entry) for entry in entries),
    )
    able = sum(entry.power for entry in entries)
    say(
        f"{able} of {len(entries)} claims have power: without them, or from one end of a prior to "
        "the other, a headline measure outside their own mechanisms moves beyond both a fifth of "
        "the baseline's standard deviation and its smallest change that matters."
    )


def _line(entry: Entry) -> list[str]:
    from multipolar.study.ledger import largest_text

    shared = f" (as {' '.join(entry.shared)})" if entry.shared else ""
    out, edge = entry.knock_out, entry.edge
    return [
        entry.claim,
        (out.change if out else "cannot be taken away") + shared,
        largest_text(out),
        f"{out.moved}, {out.outside} outside" if out else "-",
        edge.change if edge else "-",
        largest_text(edge),
        "yes" if entry.power else entry.why,
    ]
