"""A page of the whole horizon with every figure is small enough to be sent by mail.

``python tests/proofs/report_size.py`` writes the pages of three scenarios: two minutes. With
``--sample SEED`` it writes one, drawn with that seed.
"""

import argparse
import random
import sys

from multipolar.ensemble import simulate
from multipolar.report import gather, page

LIMIT = 1_500_000
"""Bytes of a page at most."""

SCENARIOS = ("d02_panel_survives", "d04_taiwan_quarantine", "d01_visit_that_never_was")


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    seed = parser.parse_args().sample
    names = SCENARIOS if seed is None else [random.Random(seed).choice(SCENARIOS)]
    wrong = 0
    for name in names:
        results = simulate([name, "baseline"], runs=60, seed=1)
        size = len(page(gather(results, name, power=0)).encode())
        print(f"{name}: {size:,} bytes of {LIMIT:,}")
        wrong += size > LIMIT
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
