"""Every table with its rows in another order, alone, gives the same results by name.

``python tests/proofs/shuffled_tables.py`` shuffles each table in a copy of the package,
twice, and compares what two small scenarios, the record, the votes, trade and claims come to:
12 minutes. With ``--sample SEED`` it tries a few tables, drawn with that seed, once.

Apart are the posterior and its pasts, whose rows are numbered by their order: a run draws a row by
its number.
"""

import argparse
import json
import os
import random
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

import multipolar
from multipolar.loading import load_scenario
from multipolar.measures import at_the_end
from multipolar.model import MultipolarModel
from multipolar.world import attributes

PACKAGE = Path(multipolar.__file__).parent
APART = ("posterior.csv", "accepted.csv")
"""Tables whose rows have no names."""
SEEDS = (1, 2)
FEW = 3
RUNS = 2
SCENARIOS = {"baseline": 15, "d03_systematic_sanctions": 15}
"""Scenarios that are run, and for how many months."""


def tables(package):
    """Return the tables of a package whose rows may stand in any order."""
    return sorted(table for table in package.glob("*/*.csv") if table.name not in APART)


def shuffle(table, seed):
    """Put the rows of a table into another order."""
    head, *rows = table.read_text(encoding="utf-8").splitlines()
    others = list(rows)
    luck = random.Random(f"{seed} {table.name}")
    while others == rows:
        luck.shuffle(others)
    table.write_text("\n".join((head, *others)) + "\n", encoding="utf-8")


def copied(folder):
    """Return a copy of the package, with its scenarios, in a folder."""
    copy = Path(folder) / "model" / "multipolar"
    shutil.copytree(PACKAGE.parents[1] / "scenarios", Path(folder) / "scenarios")
    shutil.copytree(PACKAGE, copy, ignore=shutil.ignore_patterns("__pycache__"))
    return copy


def results_of(package, *, record=False):
    """Return what a copy of the package comes to, in a process of its own.

    Raises
    ------
    RuntimeError
        When it does not come to anything, with the last line that it says.
    """
    command = [sys.executable, __file__, "--results", *(["--record"] if record else [])]
    way = os.environ | {"PYTHONPATH": str(package.parent)}
    done = subprocess.run(command, env=way, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError((done.stderr.strip().splitlines() or ["no word"])[-1])
    return json.loads(done.stdout)


def results(*, record=False):
    """Return what this package comes to: digests by name."""
    found = {}
    for name, months in SCENARIOS.items():
        found |= {f"{name}: {key}": value for key, value in numbers_of(name, months).items()}
    found |= tables_read()
    return found | record_scored() if record else found


def numbers_of(scenario, months):
    """Return the digest of every array and measure of a scenario, members of axes by name."""
    spec = load_scenario(scenario, {"months": months})
    model = MultipolarModel(spec, runs=RUNS, rng=1, collect=False)
    roster, paths = model.world.roster, {name: [] for name in attributes()}
    while model.running:
        model.step()
        for name, path in paths.items():
            path.append(model.world.arrays[name].copy())
    digests = {
        name: digest(np.stack([by_name(array, attributes()[name], roster) for array in path]))
        for name, path in paths.items()
    }
    recorded = {
        name: np.stack(path, axis=1) for name, path in paths.items() if attributes()[name].recorded
    }
    outcomes = at_the_end(recorded, roster)
    return digests | {f"measure {name}": digest(values) for name, values in outcomes.items()}


def by_name(array, attribute, roster):
    """Return an array with the members of each axis in the order of their names."""
    for place, axis in enumerate(attribute.axes):
        if axis != "run":
            labels = roster.labels[axis]
            array = array.take(sorted(range(len(labels)), key=labels.__getitem__), axis=place)
    return array


def digest(value):
    """Return a short digest of an array, or of anything that shows itself in full."""
    shown = value.tobytes() if isinstance(value, np.ndarray) else repr(value).encode()
    return sha256(shown).hexdigest()[:16]


def tables_read():
    """Return digests of what readers make of tables that no run reads."""
    from multipolar.calibration.pins import pins
    from multipolar.describe import artefacts
    from multipolar.figures.land import coasts
    from multipolar.figures.tiles import cells
    from multipolar.record.tables import all_series, checks, facts, structural, texts, votes
    from multipolar.scenario import calendar
    from multipolar.study.claims import claims
    from multipolar.trade import gaps, world_before_war
    from multipolar.trade.response import class_shares, response
    from multipolar.world.points import points

    read = {
        "artefacts": artefacts(),
        "calendar": calendar("full"),
        "checks": by_text(checks()),
        "claims": by_text((c.id, c.kind, c.reading, c.where, c.tests) for c in claims().values()),
        "coasts": [ring.tobytes() for ring in coasts()],
        "facts": by_text((name, sorted(row.items())) for name, row in facts().items()),
        "gaps of trade": by_text(gaps()),
        "pins": by_text(pins()),
        "points": by_text(points().items()),
        "series": by_text((series, series.periods) for series in all_series()),
        "structural": by_text(structural()),
        "texts": by_text(texts().items()),
        "tiles": by_text(cells().items()),
        "trade": (world_before_war().names, world_before_war().trade.tobytes()),
        "votes": by_text((text, sorted(cast.items())) for text, cast in votes().items()),
        "weights of groups": (response().weight.tobytes(), class_shares().tobytes()),
    }
    return {name: digest(value) for name, value in read.items()}


def by_text(values):
    """Return how values show themselves, in the order of the alphabet."""
    return sorted(map(repr, values))


def record_scored():
    """Return digests of the scorecard and of a short forecast, by name."""
    from dataclasses import fields

    from multipolar import simulate
    from multipolar.record import paths_of, record_specs, rolling_scores, score
    from multipolar.record.forecast import forecast

    runs = [
        paths_of(simulate(spec, runs=RUNS, seed=1))
        for spec in record_specs(load_scenario("baseline"))
    ]
    rolling = rolling_scores(runs=RUNS, seeds=(1,), origins=("2024-03",))
    card = score(*runs, rolling, episodes=False)
    told = forecast("2025-01", "2025-02", runs=RUNS)
    found = {
        f"{type(whole).__name__} {field.name}": digest(
            by_text(value.items() if isinstance(value, dict) else value)
        )
        for whole in (card, rolling, told)
        for field in fields(whole)
        if isinstance(value := getattr(whole, field.name), tuple | dict)
    }
    samples = by_text(told.frame().itertuples(index=False, name=None))
    return found | {"Forecast samples": digest(samples)}


def said(usual, package, *, record=False):
    """Return what differs in a copy of the package, in words; nothing where all is the same."""
    try:
        found = results_of(package, record=record)
    except RuntimeError as error:
        return f"does not run: {error}"
    moved = sorted(
        name for name in usual.keys() | found.keys() if usual.get(name) != found.get(name)
    )
    return f"{len(moved)} others: {', '.join(moved[:5])}" if moved else ""


def tried(table, seeds, usual, *, record):
    """Return what differs, in words, for each order of a table that gives other results."""
    found = []
    with TemporaryDirectory() as folder:
        copy = copied(folder)
        own = copy / table
        kept = own.read_bytes()
        for seed in seeds:
            own.write_bytes(kept)
            shuffle(own, seed)
            if other := said(usual, copy, record=record):
                found.append(f"{table}, seed {seed}: {other}")
    return found


def main():
    """Print the tables whose order carries meaning, and fail if there are any."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help="a few tables, of this seed")
    parser.add_argument("--results", action="store_true", help="print what the package comes to")
    parser.add_argument("--record", action="store_true", help="with the record and a forecast")
    asked = parser.parse_args()
    if asked.results:
        print(json.dumps(results(record=asked.record)))
        return
    chosen, seeds, record = tables(PACKAGE), SEEDS, True
    if asked.sample is not None:
        chosen, seeds = random.Random(asked.sample).sample(chosen, FEW), (asked.sample,)
        record = False
    worse, usual = 0, results(record=record)
    try_out = partial(tried, seeds=seeds, usual=usual, record=record)
    with ThreadPoolExecutor(2) as pool:
        for found in pool.map(try_out, [table.relative_to(PACKAGE) for table in chosen]):
            worse += len(found)
            print("\n".join(found), end="\n" if found else "", flush=True)
    print(
        f"{len(chosen)} tables, {len(seeds)} order(s) of each: {worse or 'none'} with other results"
    )
    sys.exit(1 if worse else 0)


if __name__ == "__main__":
    main()
