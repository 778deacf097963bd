"""Proof: the model shows every published effect that the table says it carries, in its own unit.

Every row of the effect scale with an experiment is run: a carried row must show the published size,
a row of signs the direction. Alone on two cores it takes about a minute.

    python tests/proofs/effects.py [--sample SEED] [--runs RUNS]
"""

from __future__ import annotations

import argparse
import sys
from concurrent.futures import ProcessPoolExecutor

import numpy as np

from multipolar.study.effects import effects
from multipolar.study.experiments import show

SAMPLE = 12


def main() -> int:
    """Run the experiments and return whether one of them fails."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help="run a few links only")
    parser.add_argument("--runs", type=int, default=200, help="runs of each world")
    given = parser.parse_args()
    links = [link for link in effects().values() if link.experiment is not None]
    if given.sample is not None:
        rng = np.random.default_rng(given.sample)
        links = [links[i] for i in sorted(rng.choice(len(links), SAMPLE, replace=False))]
    with ProcessPoolExecutor(2) as pool:
        found = show(links, runs=given.runs, executor=pool)
    for one in found:
        link = one.effect
        print(
            f"{link.link_id} {link.use:8} {link.unit:17} published {link.value:8.3g} "
            f"[{link.interval.low:.3g}, {link.interval.high:.3g}]  model {one.size:8.3g} "
            f"[{one.interval.low:.3g}, {one.interval.high:.3g}]  {one.verdict}"
            + ("" if one.holds else "  FAILS")
        )
    failed = [one.effect.link_id for one in found if not one.holds]
    print(f"{len(found)} links, {len(failed)} fail: {' '.join(failed) or 'none'}")
    return len(failed) > 0


if __name__ == "__main__":
    sys.exit(main())
