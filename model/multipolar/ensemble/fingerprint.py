"""The fingerprint of a model: its tables, and what its rules do.

Names of files, comments and the order of code leave it as it is; a number that moves, or a table,
changes it. What is made with a model (results, the posterior, generated pages) carries it.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from hashlib import sha256
from importlib.resources import files
from pathlib import Path

import numpy as np

from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble.own_code import code_of, own_functions
from multipolar.files import NotWritten, cache_folder, replace_file
from multipolar.loading import load_scenario
from multipolar.rules.foresight import MECHANISM as FORESIGHT

RUNS, MONTHS, SEED = 8, 24, 1
SCENARIOS = {
    "baseline": "2022-01",
    "d03_systematic_sanctions": "2024-01",
    "d12_patrons_mood": "2024-01",
}
"""Scenarios that are run, and the month in which each begins."""


@lru_cache(maxsize=8)
def fingerprint(definition: Definition = SHIPPED, *, myopic: bool = False) -> str:
    """Return the fingerprint of a model: 16 hexadecimal digits.

    With ``myopic`` nobody looks ahead, so that it does not depend on what states believe.

    It covers switches, parameters with their priors, moving attributes with their bounds, the
    names of measures, and of each attribute one number over a small run of three scenarios, to six
    significant digits: another processor rounds the last of sixteen otherwise, which grows to the
    twelfth within a run, so that more digits would differ from one machine to the next. Of rules
    and measures that are not the package's own it covers the code: a small run does not show all.
    """
    digest = sha256()
    own = code_of(own_functions(definition))
    for line in (*_of_tables(definition), *_of_behaviour(definition, myopic), *own):
        digest.update(line.encode())
    return digest.hexdigest()[:16]


def _of_tables(definition: Definition) -> Iterator[str]:
    yield repr(sorted(definition.switches))
    yield repr(sorted(definition.measures))
    for name, row in sorted(definition.parameters.items()):
        yield repr((name, row.low, row.default, row.high, row.minimum, row.maximum))
    for name, attribute in sorted(definition.attributes.items()):
        if not attribute.moves:
            continue
        yield repr((name, attribute.axes, attribute.low, attribute.high, attribute.start))


def _of_behaviour(definition: Definition, myopic: bool) -> Iterator[str]:
    from multipolar.model import MultipolarModel

    for name, start in SCENARIOS.items():
        months: dict[str, object] = {"months": MONTHS, "start": start}
        if myopic:
            months[f"switches.{FORESIGHT.switch}"] = False
        model = MultipolarModel(
            load_scenario(name, months, definition=definition),
            runs=RUNS,
            rng=SEED,
            parameters="prior",
            collect=False,
            definition=definition,
        )
        moving = sorted(name for name, row in definition.attributes.items() if row.moves)
        sums = dict.fromkeys(moving, 0.0)
        while model.running:
            model.step()
            for attribute in moving:
                array = model.world.arrays[attribute]
                weights = np.arange(1.0, array.size + 1.0).reshape(array.shape)
                sums[attribute] += float((array * weights).sum())
        yield from (f"{attribute} {value:.5e}" for attribute, value in sums.items())


def known_fingerprint(*, myopic: bool = False) -> str:
    """Return the fingerprint of the shipped model, from a cache where its files have not changed.

    The cache lies where the user's caches lie; where it cannot be written, nothing is kept.
    """
    named = "fingerprint-myopic" if myopic else "fingerprint"
    kept = cache_folder() / f"{named}-{_of_files()}"
    try:
        return kept.read_text(encoding="ascii")
    except (OSError, UnicodeDecodeError):
        found = fingerprint(myopic=myopic)
    with suppress(OSError, NotWritten):
        kept.parent.mkdir(parents=True, exist_ok=True)
        replace_file(kept, found.encode())
    return found


def _of_files() -> str:
    """Return a digest of the files of the package: code and tables."""
    digest = sha256()
    package = Path(str(files("multipolar")))
    for file in sorted(package.rglob("*")):
        if file.suffix in (".py", ".csv"):
            digest.update(file.relative_to(package).as_posix().encode())
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
