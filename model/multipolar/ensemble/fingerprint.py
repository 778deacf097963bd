"""The fingerprint of a model: its tables, and what its rules do.

Names of files, comments and the order of code leave it as it is; a number that moves, or a table,
changes it. What is made with a model (results, the posterior, generated pages) carries it.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from hashlib import sha256

import numpy as np

from multipolar.definition import SHIPPED, Definition
from multipolar.loading import load_scenario

RUNS, MONTHS, SEED = 8, 24, 1
SCENARIOS = {
    "baseline": "2022-01",
    "d03_systematic_sanctions": "2024-01",
    "d12_patrons_mood": "2024-01",
}
"""Scenarios that are run, and the month in which each begins."""


@lru_cache(maxsize=8)
def fingerprint(definition: Definition = SHIPPED) -> str:
    """Return the fingerprint of a model: 16 hexadecimal digits.

    It covers switches, parameters with their priors, attributes with their bounds, the names of
    measures, and the numbers of a small run of three scenarios to ten significant digits.
    """
    digest = sha256()
    for line in (*_of_tables(definition), *_of_behaviour(definition)):
        digest.update(line.encode())
    return digest.hexdigest()[:16]


def _of_tables(definition: Definition) -> Iterator[str]:
    yield repr(sorted(definition.switches))
    yield repr(sorted(definition.measures))
    for name, row in sorted(definition.parameters.items()):
        yield repr((name, row.low, row.default, row.high, row.minimum, row.maximum))
    for name, attribute in sorted(definition.attributes.items()):
        yield repr((name, attribute.axes, attribute.low, attribute.high, attribute.start))


def _of_behaviour(definition: Definition) -> Iterator[str]:
    from multipolar.model import MultipolarModel

    for name, start in SCENARIOS.items():
        months = {"months": MONTHS, "start": start}
        model = MultipolarModel(
            load_scenario(name, months, definition=definition),
            runs=RUNS,
            rng=SEED,
            parameters="prior",
            collect=False,
            definition=definition,
        )
        moving = sorted(name for name, row in definition.attributes.items() if row.moves)
        while model.running:
            model.step()
            for attribute in moving:
                mean = model.world.arrays[attribute].mean(axis=0)
                yield ",".join(f"{value:.9e}" for value in np.ravel(mean))
