"""Renewal: beliefs fitted anew, written with what they were fitted on."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from pathlib import Path

from multipolar.agents.belief_table import COLUMNS, Row
from multipolar.agents.foresight import Key
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.executors import processes
from multipolar.files import replace_file
from multipolar.foresight.fit import capped, joined, rows
from multipolar.foresight.rollouts import Departure, Trials, world_of
from multipolar.scenario import Spec

SEED = 1962
STARTS = 12
RUNS = 50
"""Runs of each start month; no run is at two of them."""

FIRST = 6
"""Months computed before the first start month."""

QUARTER = 3
"""Start months begin a quarter: some choices are made once in it."""


def starts(
    spec: Spec, definition: Definition = SHIPPED, runs: int = RUNS, seed: int = SEED
) -> list[Departure]:
    """Return the blocks of runs from which actions are tried, spread over a scenario's months."""
    world = world_of(spec, definition)
    last = world.months - 24
    steps = [k * (last - FIRST) // (STARTS - 1) for k in range(STARTS)]
    months = [FIRST + step // QUARTER * QUARTER for step in steps]
    return [
        Departure(world, definition, seed, k * runs, runs, month) for k, month in enumerate(months)
    ]


def all_trials(blocks: Sequence[Departure], jobs: int = 1) -> list[Trials]:
    """Return what followed from the actions of every choice that looks ahead, capped."""
    with processes(jobs) as executor:
        parts = list((map if executor is None else executor.map)(Departure.trials, blocks))
    found: dict[Key, list[Trials]] = {}
    for trials in (trials for part in parts for trials in part):
        found.setdefault(trials.key, []).append(trials)
    return [capped(joined(alike)) for alike in found.values()]


def table(found: Sequence[Trials]) -> list[Row]:
    """Return the table of beliefs."""
    return [row for trials in found for row in rows(trials)]


def text_of(found: Sequence[Row]) -> str:
    """Return the table of beliefs as CSV."""
    out = io.StringIO()
    writer = csv.DictWriter(out, COLUMNS, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    return out.getvalue()


def fit(
    spec: Spec, definition: Definition = SHIPPED, *, runs: int = RUNS, jobs: int = 1
) -> list[Row]:
    """Fit beliefs about the world of a scenario, and return the table."""
    return table(all_trials(starts(spec, definition, runs), jobs))


def renew(file: Path, spec: Spec, *, jobs: int = 1) -> list[Row]:
    """Fit beliefs about the world of a scenario, write them, and return the table."""
    found = fit(spec, jobs=jobs)
    replace_file(file, text_of(found).encode())
    return found
