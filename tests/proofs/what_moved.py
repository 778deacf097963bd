"""What every shipped scenario comes to, as digests and as values that can be compared.

``python tests/proofs/what_moved.py`` compares the model with ``tests/fixtures/numbers.json`` and
says what moved, scenario by scenario; with ``--write`` it takes the numbers anew, and with
``--sample SEED`` it compares the means of a few scenarios, on any processor. 0.2 minutes.

Digests are of every array of the world in every month, as the runs leave it, so they are the same
on one platform only. The means of the measures beside them are compared on any: another processor
rounds the last of sixteen digits otherwise, which grows to the twelfth within a run (measured with
AVX-512 off). A choice flips only where a random number lies that near to its threshold: with some
ten thousand choices in a scenario's runs about once in a hundred million scenarios.
"""

import argparse
import json
import random
import sys
from hashlib import sha256
from pathlib import Path

import numpy as np

from multipolar.measures import at_the_end
from multipolar.model import MultipolarModel
from multipolar.scenario import scenario_names
from multipolar.world import attributes

KEPT = Path(__file__).parents[1] / "fixtures" / "numbers.json"
RUNS, SEED = 8, 1
FEW = 5
"""Scenarios of a sample."""
OTHERWISE_ROUNDED = 1e-7
"""Relative difference of means that another processor may make."""


def numbers_of(scenario, months=None):
    """Return the digest of every array over all months, and every measure's mean at the end."""
    model = MultipolarModel(scenario, runs=RUNS, rng=SEED, collect=False)
    moving = [name for name, attribute in attributes().items() if attribute.moves]
    digests = {name: sha256() for name in moving}
    paths = {name: [] for name in moving if attributes()[name].recorded}
    for _ in range(months or model.spec.months):
        model.step()
        for name, digest in digests.items():
            digest.update(np.ascontiguousarray(model.world.arrays[name]).tobytes())
        for name, path in paths.items():
            path.append(model.world.arrays[name].copy())
    data = {name: np.stack(path, axis=1) for name, path in paths.items()}
    outcomes = at_the_end(data, model.world.roster)
    return {
        "arrays": {name: digest.hexdigest()[:16] for name, digest in digests.items()},
        "means": {name: _mean(values) for name, values in outcomes.items()},
    }


def sample(seed):
    """Return what moved in a few scenarios beyond another processor's rounding, by scenario."""
    kept = json.loads(KEPT.read_text())
    names = random.Random(seed).sample(sorted(kept), FEW)
    found = {name: moved(kept[name], numbers_of(name), OTHERWISE_ROUNDED) for name in names}
    return {name: measures for name, measures in found.items() if measures}


def _mean(values):
    """Return the mean of the runs in which a measure is defined; ``None`` where it is in none."""
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else None


def moved(before, now, tolerance):
    """Return the measures whose mean moved by more than a relative tolerance, or that are new."""
    return sorted(
        name
        for name in before["means"].keys() | now["means"].keys()
        if not _close(before["means"].get(name), now["means"].get(name), tolerance)
    )


def _close(one, other, tolerance):
    if one is None or other is None:
        return one is other
    return abs(one - other) <= tolerance * max(1.0, abs(one), abs(other))


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="take the numbers anew")
    parser.add_argument("--sample", type=int, metavar="SEED", help="the means of a few scenarios")
    arguments = parser.parse_args()
    if arguments.sample is not None:
        found = sample(arguments.sample)
        print(f"{FEW} scenarios: {found or 'no mean moved'}")
        sys.exit(1 if found else 0)
    write = arguments.write
    before = json.loads(KEPT.read_text()) if KEPT.exists() else {}
    now = {name: numbers_of(name) for name in scenario_names()}
    same = True
    for name in sorted(before.keys() | now.keys()):
        if name not in before or name not in now:
            print(f"{name}: {'new' if name in now else 'gone'}")
            same = False
            continue
        old, new = before[name], now[name]
        arrays = [a for a in old["arrays"] if old["arrays"][a] != new["arrays"].get(a)]
        arrays += [a for a in new["arrays"] if a not in old["arrays"]]
        measures = moved(old, new, 1e-12)
        same = same and not arrays and not measures
        if arrays or measures:
            print(f"{name}: arrays {', '.join(arrays)}; means {', '.join(measures) or 'none'}")
    print("the same to the last bit" if same else "numbers moved")
    if write:
        KEPT.write_text(json.dumps(now, indent=1, sort_keys=True) + "\n")
    sys.exit(0 if same or write else 1)


if __name__ == "__main__":
    main()
