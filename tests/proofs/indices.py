"""Total indices of the model keep their ranks under a second seed when every vector meets one luck.

    python tests/proofs/indices.py [--sample SEED]

Some ten minutes; `--sample SEED` takes half of the vectors, a few minutes. Sobol's total indices of
all free parameters on the level in Korea at the end of 2022, twice, with another design and another
luck: the rank correlation must exceed 0.9. With own luck for each vector chance fills the indices,
and their ranks must not stay.
"""

import argparse
import sys

from scipy.stats import spearmanr

from multipolar.study.indices import sensitivity

MEASURE, MONTH = "escalation_korea", "2022-12"
LEAST = 0.9
POINTS, RUNS = 64, 4


def totals(luck, seed, points):
    found = sensitivity(MEASURE, month=MONTH, points=points, runs=RUNS, luck=luck, seed=seed)
    return {row.parameter: row.value for row in found.indices if row.kind == "total"}


def ranks(luck, seed, points):
    """Return the rank correlation of the indices under a seed and under the next."""
    one, other = totals(luck, seed, points), totals(luck, seed + 1, points)
    return float(spearmanr([one[n] for n in one], [other[n] for n in one]).statistic)


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, metavar="SEED", help="Half of it, under this seed.")
    sample = parser.parse_args().sample
    seed, points = (1, POINTS) if sample is None else (sample, POINTS // 2)
    found = {luck: ranks(luck, seed, points) for luck in ("common", "own")}
    for luck, correlation in found.items():
        print(f"{luck} luck: rank correlation {correlation:.2f}")
    if found["common"] <= LEAST or found["own"] > LEAST:
        sys.exit(f"allowed: above {LEAST} with common luck, and not with own")
    print(f"{points} base vectors of {RUNS} runs: ranks stay with common luck, and not with own.")


if __name__ == "__main__":
    main()
