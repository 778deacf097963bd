"""Every order of every seat has a consequence or says why it has none.

``python tests/proofs/seats.py`` gives each of the twenty seats each of its orders, for a year from
July 2024, and lists the orders which are obeyed and change what the state does, but which nothing
in the world answers: orders of a mechanism that leads nowhere. Two minutes. With ``--sample
SEED`` it tries the orders of one seat in few runs.
"""

import argparse
import sys

import numpy as np

from multipolar.loading import load_scenario
from multipolar.study.seat_orders import SEATS, instructions
from multipolar.study.seats import NOTHING, seat_effects

RUNS, FEW = 200, 8


def dead(effects):
    """Return the orders that lead nowhere, or that say nothing of why they have no effect."""
    return [
        effect.order.name
        for effect in effects
        if effect.why == NOTHING or (effect.largest is None and not effect.why)
    ]


def sample(seed):
    """Return the dead orders of a seat, in few runs and months around a vote."""
    state = SEATS[np.random.default_rng(seed).integers(len(SEATS))]
    spec = load_scenario("baseline", {"months": 17})
    orders = instructions([state])
    return dead(seat_effects(orders, scenario=spec, start="2022-08", runs=FEW, seed=seed, months=9))


def main():
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--sample", type=int, metavar="SEED")
    seed = parser.parse_args().sample
    every = instructions(SEATS)
    found = sample(seed) if seed is not None else dead(seat_effects(every, runs=RUNS))
    for name in found:
        print(f"{name}: nothing follows from it")
    sys.exit(bool(found))


if __name__ == "__main__":
    main()
