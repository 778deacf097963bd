"""2,000 valid scenarios by chance: each is checked, run past its last change, and judged.

``python tests/proofs/generated_scenarios.py`` tries them all, two at a time: 6 minutes. With
``--sample SEED`` it tries 20 others, made with that seed. Of each scenario one event or order is
left out as well, to see whether it acts where no note says that it cannot.

As last run: 6,076 events, 3,971 orders and 3,040 expectations, all valid, none failed. Of the 2,000
left out, 951 acted, 893 had a note, 118 asked for what was so already, and 38 (1.9 %) were read by
an equation that they did not move there and then.
"""

import argparse
import sys
from collections import Counter
from concurrent.futures import ProcessPoolExecutor
from itertools import repeat
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path.insert(0, str(Path(__file__).parents[1]))

from generated import fate, generated, try_out

SEED, MANY, FEW = 1, 2000, 20
PARTS = ("extends", "information", "roster", "switches", "parameters", "without")
MOST_IDLE = 0.03
"""Share of events that equations read and are not moved by: thresholds, weights of zero."""


def tried(seed, number):
    """Return the counts of one scenario; an error carries its text."""
    scenario = generated(seed, number)
    counts = Counter(
        events=len(scenario.events),
        orders=len(scenario.orders),
        expectations=len(scenario.expect),
    )
    counts.update(f"with {key}" for key in scenario.head if key in PARTS)
    with TemporaryDirectory() as folder:
        try:
            counts["notes"] = len(try_out(folder, seed, number))
            counts[f"one {fate(folder, seed, number)[0]}"] += 1
        except Exception as error:
            error.add_note(scenario.text())
            raise
    return counts


def main():
    """Print what was tried, and fail with the first scenario that fails."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help=f"try {FEW}, of this seed")
    asked = parser.parse_args().sample
    seed, many = (SEED, MANY) if asked is None else (asked + SEED, FEW)
    total = Counter()
    with ProcessPoolExecutor(2) as pool:
        for done, counts in enumerate(pool.map(tried, repeat(seed), range(many)), 1):
            total += counts
            if done % 100 == 0:
                print(f"{done} of {many}", file=sys.stderr, flush=True)
    print(f"{many} scenarios, seed {seed}:", ", ".join(f"{n} {k}" for k, n in total.items()))
    if total["one idle"] > max(1, MOST_IDLE * many):
        sys.exit("more events than that are read and move nothing")


if __name__ == "__main__":
    main()
