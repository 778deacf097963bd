"""Every number of the lessons' keys can be computed again.

``python tests/proofs/keys.py`` computes the keys of all lessons and lists the answers that differ
from those in ``keys.csv``. Two minutes. With ``--sample SEED`` it does so for one lesson.
"""

import argparse
import sys

import numpy as np

from multipolar.seminar.keys import keys_of, keys_text, stored_keys
from multipolar.seminar.lesson import LESSONS, load_lesson


def other(names):
    """Return the numbers of the questions of some lessons that have another key now."""
    stored, found = stored_keys(), keys_of([load_lesson(name) for name in names])
    return [k.number for k in found if keys_text([k]) != keys_text([stored[k.number]])]


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    seed = parser.parse_args().sample
    one = None if seed is None else LESSONS[np.random.default_rng(seed).integers(len(LESSONS))]
    found = other(LESSONS if one is None else [one])
    for number in found:
        print(f"{number}: not the key that is stored")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
