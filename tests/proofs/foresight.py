"""What states expect beside what follows: foretold and realised gain, of each choice.

    python tests/proofs/foresight.py                  # 25 runs from each start month
    python tests/proofs/foresight.py --sample SEED    # 60 from two of them that the seed draws

Beliefs fitted on one half of the runs are followed in the other half. Foretold is what they say of
the action that they hold for the best, realised what followed, both against the mean of the
actions in reach; negated follows the worst, permuted is fitted on actions exchanged within each
state. In brackets 90 % intervals; a class whose two intervals do not exclude nought is told
*cannot tell*. It fails where they exclude nought and the signs differ, or where nobody can tell; of
a sample one class in twenty may differ, as many as do by chance where nothing follows.
"""

from __future__ import annotations

import argparse
import random
import sys
from collections import Counter
from dataclasses import replace

import numpy as np

from multipolar.foresight.fit import fits, permuted
from multipolar.foresight.renewal import all_trials, starts
from multipolar.loading import load_scenario

Z = 1.645


def split(trials):
    """Return two halves of the runs, eight by eight: columns that take turns are in both."""
    odd = trials.run // 8 % 2 == 1
    return [
        replace(
            trials,
            run=trials.run[half],
            features={f: v[half] for f, v in trials.features.items()},
            changes={m: c[half] for m, c in trials.changes.items()},
            stakes={m: s[half] for m, s in trials.stakes.items()},
            reachable=trials.reachable[half],
        )
        for half in (~odd, odd)
    ]


def foretold_by(learned, other):
    """Return the value of each action in other states by beliefs, shape (state, action)."""
    value = np.zeros(other.reachable.shape)
    for action, fit in enumerate(fits(learned), start=1):
        columns = [np.ones(len(other.run))]
        for name, seen in other.features.items():
            mine = learned.features[name]
            columns.append((seen - mine.mean()) / (mine.std() or 1.0))
        stakes = np.column_stack([other.stakes[m] for m in other.changes]) * other.horizon
        value[:, action] = (stakes * (np.column_stack(columns) @ fit.weights)).sum(axis=1)
    return value


def followed(belief, value, reachable, sign=1.0):
    """Return the value, against the mean in reach, of the action that is believed the best."""
    best = np.where(reachable, sign * belief, -np.inf).argmax(axis=1)
    mean = np.where(reachable, value, 0.0).sum(axis=1) / np.maximum(reachable.sum(axis=1), 1)
    return (value[np.arange(len(value)), best] - mean)[reachable.any(axis=1)]


def told(values):
    """Return mean, half width of its 90 % interval, and text."""
    if len(values) < 2:
        return 0.0, np.inf, "none"
    half = Z * values.std(ddof=1) / len(values) ** 0.5
    return values.mean(), half, f"{values.mean():+.4f} [{half:.4f}]"


def main() -> int:
    """Print the table; return 1 where what is foretold is contradicted."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--sample", type=int, metavar="SEED")
    parser.add_argument("--jobs", type=int, default=2)
    given = parser.parse_args()
    sampled = given.sample is not None
    blocks = starts(load_scenario("baseline"), runs=60 if sampled else 25)
    if sampled:
        blocks = random.Random(given.sample).sample(blocks, 2)
    found = Counter()
    print("choice role column: foretold, realised, negated, permuted, said")
    for trials in all_trials(blocks, given.jobs):
        learned, other = split(trials)
        belief = foretold_by(learned, other)
        null = foretold_by(permuted(learned, 1), other)
        parts = [
            told(followed(belief, belief, other.reachable)),
            told(followed(belief, other.value, other.reachable)),
            told(followed(belief, other.value, other.reachable, -1.0)),
            told(followed(null, permuted(other, 2).value, other.reachable)),
        ]
        (ahead, a, _), (came, c, _) = parts[:2]
        clear = abs(ahead) > a and abs(came) > c
        said = ("agrees" if ahead * came > 0 else "WRONG") if clear else "cannot tell"
        found[said] += 1
        print(*trials.key, *(text for *_, text in parts), said, sep="  ")
    by_chance = (found["agrees"] + found["WRONG"]) // 20 if sampled else 0
    return int(found["WRONG"] > by_chance or not found["agrees"])


if __name__ == "__main__":
    sys.exit(main())
