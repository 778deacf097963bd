"""Every state that a world may lack is left out, one at a time, and the world is played on.

``python tests/proofs/absent_states.py`` plays thirteen months of each of the 185 worlds: a
minute. All that a year decides comes once; everything must be finite and in bounds, and the state
must stand on no axis. With ``--sample SEED`` it plays eight of them. The other nine states carry a
mechanism, and a scenario without one of them is refused by name.
"""

import argparse
import random
import sys
import warnings
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from absent import ABSENT, faults, without

MONTHS, FEW = 13, 8


def fate(gone):
    """Return what is wrong with a world without a state, an error included."""
    try:
        return faults(without(gone, MONTHS), gone)
    except Exception as error:
        return [f"{type(error).__name__}: {error}"]


def main():
    """Play the worlds; return 1 where one of them does not run."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, metavar="SEED", help="eight worlds by chance")
    seed = parser.parse_args().sample
    warnings.simplefilter("error")
    tried = ABSENT if seed is None else random.Random(seed).sample(ABSENT, FEW)
    failed = 0
    for gone in tried:
        wrong = fate(gone)
        failed += bool(wrong)
        if wrong:
            print(f"{gone}: {'; '.join(wrong)}")
    print(f"{len(tried)} worlds without one state, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
