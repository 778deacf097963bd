"""What each shipped case of ``choose`` recommends survives the answers of the other seats.

``python tests/proofs/cases.py`` judges all six with a hundred runs: a quarter of an hour on two
cores. With ``--sample SEED`` one of them, with fewer runs. It ends with an error when another
option beats what is recommended by what matters, with or without an answer.
"""

import argparse
import sys

from multipolar.ensemble.executors import processes
from multipolar.study.cases import case_names
from multipolar.study.choice import choose
from multipolar.study.choice_words import option_name

RUNS, FEW = 100, 4
SEED = 1


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    sample = parser.parse_args().sample
    names = case_names()
    chosen = names if sample is None else [names[sample % len(names)]]
    fallen = 0
    with processes(2) as pool:
        for name in chosen:
            choice = choose(name, runs=RUNS if sample is None else FEW, seed=SEED, executor=pool)
            verdict = "survives" if choice.survives else "does not survive"
            print(f"{name}: {option_name(choice, choice.recommended)}: {verdict}", flush=True)
            fallen += not choice.survives
    return fallen


if __name__ == "__main__":
    sys.exit(main())
