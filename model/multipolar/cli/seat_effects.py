"""`multipolar seats --effects` and `--state-share`: tables, CSV, page or JSON."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import TYPE_CHECKING

from multipolar.caveat import CAVEAT
from multipolar.cli.common import print_table, progress_bar, say, workers
from multipolar.cli.writing import write_picture, write_table
from multipolar.files import replace_file

if TYPE_CHECKING:
    from collections.abc import Sequence

    from multipolar.study.seats import OrderEffect
    from multipolar.study.state_share import StateShare


def tell_seats(
    state: str | None,
    *,
    effects: bool,
    shares: bool,
    as_json: bool,
    runs: int,
    seed: int,
    jobs: int,
    out: Path | None,
    page: Path | None,
    picture: Path | None,
) -> None:
    """Compute what is asked for, print it and keep it where that is asked for."""
    from multipolar.study.seats_page import seats_page, seats_table
    from multipolar.study.state_share import shares_section

    found = _effects(state, runs, seed, jobs) if effects else ()
    told = _shares(runs, seed) if shares else ()
    if out is not None:
        write_table(seats_table(found, runs, seed), out)
    if picture is not None:
        from multipolar.figures.seats import seats

        write_picture(seats(found, runs, seed), picture)
    if page is not None:
        section = shares_section(told, runs) if told else ""
        shown = "" if picture is None else os.path.relpath(picture, page.parent)
        told_page = seats_page(found, runs, seed, section, Path(shown).as_posix() if shown else "")
        replace_file(page, told_page.encode())
    if as_json:
        table = seats_table(found, runs, seed) if found else None
        rows = [] if table is None else json.loads(table.to_json(orient="records"))
        text = {"effects": rows, "state_shares": [row.to_dict() for row in told]}
        say(json.dumps(text, indent=2))
        return
    if found:
        _print_effects(found, runs, seed, alone=state is not None)
    if told:
        _print_shares(told, runs, seed)
    for kept in filter(None, (out, page, picture)):
        say(f"\nKept: {kept}")
    say(CAVEAT)


def _effects(state: str | None, runs: int, seed: int, jobs: int) -> tuple[OrderEffect, ...]:
    from multipolar.study.seat_orders import SEATS, instructions
    from multipolar.study.seats import seat_effects

    orders = instructions(SEATS if state is None else (state,))
    with workers(jobs) as (pool, _), progress_bar(runs * len(orders), "orders") as done:
        done(0)
        return seat_effects(orders, runs=runs, seed=seed, executor=pool, progress=done)


def _shares(runs: int, seed: int) -> tuple[StateShare, ...]:
    from multipolar.study.state_share import SOURCES, state_shares

    with progress_bar(runs * len(SOURCES), "state shares") as done:
        done(0)
        return state_shares(runs=runs, seed=seed, progress=done)


def _print_effects(effects: Sequence[OrderEffect], runs: int, seed: int, *, alone: bool) -> None:
    from multipolar.study import seats_page as tables
    from multipolar.study.seats import MONTHS, START

    print_table(
        f"What each {'order' if alone else 'seat'} does to the headline measures of {MONTHS} "
        f"months from {START} on: mean paired difference [90 % interval], {runs} runs of each "
        f"side, seed {seed}",
        tables.ORDER_COLUMNS if alone else tables.COLUMNS,
        tables.order_lines(effects) if alone else tables.seat_lines(effects),
    )
    say(tables.summary(effects))
    say(tables.RULE)


def _print_shares(shares: Sequence[StateShare], runs: int, seed: int) -> None:
    from multipolar.study.state_share import MEANING, SHARE_COLUMNS, share_lines

    print_table(
        f"How far the state of the world explains what they choose, {runs} runs, seed {seed}",
        SHARE_COLUMNS,
        share_lines(shares),
    )
    say(MEANING)
