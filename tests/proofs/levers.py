"""Every parameter and every switch moves some measure of some world, and none alone decides.

Doubled, no parameter changes the order of theatres that stand clearly apart.

``python tests/proofs/levers.py`` asks all of them: four minutes. With ``--sample SEED`` a tenth.
"""

import argparse
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from test_levers import dead, dead_switches, reordered


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    sample = parser.parse_args().sample
    part = slice(None) if sample is None else slice(sample % 10, None, 10)
    still = [*dead(part), *dead_switches(part)]
    print("no lever is dead" if not still else f"dead: {', '.join(still)}")
    deciding = reordered(part)
    print("none reorders theatres" if not deciding else f"reorder: {', '.join(deciding)}")
    return len(still) + len(deciding)


if __name__ == "__main__":
    sys.exit(main())
