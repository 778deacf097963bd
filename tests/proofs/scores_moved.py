"""Which monthly series the model now tells worse than the kept table of scores says.

``python tests/proofs/scores_moved.py`` scores the model anew at the rolling origins and compares
the CRPS of each monthly series, parameters from the priors, with ``docs/backtest.csv``; it fails
where one got worse by more than 10 %. With ``--sample SEED`` it takes a few runs of one seed and
allows 25 %, which their luck may come to. One minute, the sample a quarter of it. A table that is
meant to move is renewed by ``multipolar refresh``.
"""

import argparse
import csv
from pathlib import Path

KEPT = Path(__file__).parents[2] / "docs" / "backtest.csv"
ALLOWED, ALLOWED_OF_A_SAMPLE = 0.10, 0.25
FEW = 60


def kept(file=KEPT):
    """Return the kept CRPS of each monthly series, by name."""
    with file.open(encoding="utf-8") as rows:
        return {
            row["series"]: float(row["crps"])
            for row in csv.DictReader(rows)
            if row["every"] == "month" and row["parameters"] == "prior"
        }


def compared(before, now):
    """Return the change of the CRPS of each series that is in both, as a share, worst first."""
    change = {name: now[name] / before[name] - 1.0 for name in before if name in now}
    return dict(sorted(change.items(), key=lambda item: -item[1]))


def worse(change, allowed):
    """Return the series whose CRPS rose by more than a share."""
    return [name for name, moved in change.items() if moved > allowed]


def scored(**asked):
    """Return the CRPS of each monthly series as it is now, by name."""
    from multipolar.record import rolling_scores

    return {row.series: row.crps for row in rolling_scores(**asked).monthly}


def main():
    """Print each series with its change, the worst first, and fail if one got worse by too much."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--sample", type=int, metavar="SEED", help="a few runs of this seed")
    seed = parser.parse_args().sample
    asked = {} if seed is None else {"runs": FEW, "seeds": (seed,)}
    allowed = ALLOWED if seed is None else ALLOWED_OF_A_SAMPLE
    before, now = kept(), scored(**asked)
    change = compared(before, now)
    for name, moved in change.items():
        print(f"{name:20s} CRPS {before[name]:9.4g} -> {now[name]:9.4g}  {moved:+.1%}")
    for name in sorted(before.keys() ^ now.keys()):
        print(f"{name:20s} in one table only")
    found = worse(change, allowed)
    print(f"worse by more than {allowed:.0%}: {', '.join(found) or 'none'}")
    raise SystemExit(bool(found))


if __name__ == "__main__":
    main()
