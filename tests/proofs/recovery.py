"""What a calibration says, it may say: recovery, a placebo, and a refusal.

``python tests/proofs/recovery.py`` draws a sample of the priors over the record up to June 2024,
infers from it and fails where

* the 90 % interval of a parameter that is called pinned, on average over synthetic records, holds
  the truth in less than 85 or more than 95 of 100 of them;
* the interval of a parameter is not within 10 % of the prior's where what runs say was shuffled;
* a sample with fewer than ten neighbours a parameter is not refused.

Twelve minutes of one processor. ``--sample SEED`` draws a fifth of the runs with this seed, looks
at the few parameters that are moved most, and gives shares the error that so few records have: one
minute and a half.
"""

import argparse
import sys
from dataclasses import dataclass, replace

from multipolar.calibration import CalibrationError, calibration_spec, gather_evidence, infer
from multipolar.calibration.pins import PINNED
from multipolar.calibration.recovery import placebo, recover
from multipolar.calibration.sample import draw_sample
from multipolar.calibration.screening import screen
from multipolar.ensemble import simulate
from multipolar.loading import load_scenario
from multipolar.record import paths_of

LOW, HIGH = 0.85, 0.95
"""Share of synthetic records whose truth a 90 % interval should hold."""

WITHIN = 0.10
"""Share of the prior's width by which the interval of a placebo may differ."""

ERRORS = 3.0
"""Standard errors of a share of few records that are allowed beyond its ends."""


@dataclass(frozen=True)
class Size:
    """Runs of the sample, trajectories of the screening, records, and parameters looked at."""

    runs: int
    trajectories: int
    records: int
    most: int
    slack: float


WHOLE = Size(runs=60_000, trajectories=250, records=400, most=1000, slack=0.0)
FEW = Size(runs=6_000, trajectories=20, records=100, most=8, slack=ERRORS * (0.09 / 100) ** 0.5)


def learned(size, seed):
    """Return a sample, the record, the active parameters and synthetic records."""
    spec = calibration_spec(load_scenario("baseline"))
    evidence = gather_evidence(paths_of(simulate(spec, runs=256, seed=seed, parameters="prior")))
    effects = screen(spec, evidence, trajectories=size.trajectories, seed=seed)
    moved = sorted((one for one in effects if one.active), key=lambda one: -one.size)
    active = tuple(one.parameter for one in moved[: size.most])
    whole = draw_sample(spec, evidence, runs=size.runs + size.records, seed=seed)
    seen, unseen = (
        replace(whole, values=whole.values[part], said=whole.said[part])
        for part in (slice(size.runs), slice(size.runs, None))
    )
    return seen, evidence.record, active, unseen


def not_recovered(seen, record, active, unseen, slack):
    """Return the pinned parameters whose interval holds the truth too seldom or too often."""
    rows = recover(infer(seen, record, active), unseen)
    for row in sorted(rows, key=lambda row: row.width):
        print(f"{row.parameter:32s} width {row.width:.0%}, holds the truth in {row.coverage:.0%}")
    pinned = [row for row in rows if row.width <= PINNED]
    print(f"pinned: {len(pinned)} of {len(rows)}")
    return [p.parameter for p in pinned if not LOW - slack <= p.coverage <= HIGH + slack]


def refuses(seen, record, active):
    """Return whether too few runs for the parameters are refused."""
    few = slice(10 * len(active))
    try:
        infer(replace(seen, values=seen.values[few], said=seen.said[few]), record, active)
    except CalibrationError as error:
        print(f"refused: {error}")
        return True
    return False


def main():
    """Print what was recovered, and fail if something was not."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help="a few runs of this seed")
    seed = parser.parse_args().sample
    size = WHOLE if seed is None else FEW
    seen, record, active, unseen = learned(size, 1 if seed is None else seed)
    wrong = not_recovered(seen, record, active, unseen, size.slack)
    narrowest, widest = placebo(seen, record, active)
    invents = not 1.0 - WITHIN <= narrowest <= widest <= 1.0 + WITHIN
    print(f"shuffled: {narrowest:.0%} to {widest:.0%} of the prior's width")
    refused = refuses(seen, record, active)
    print(f"not recovered: {', '.join(wrong) or 'none'}; a placebo invents: {invents}")
    sys.exit(bool(wrong or invents or not refused))


if __name__ == "__main__":
    main()
