"""Stability over the priors and the dates: what the loops carry of a disturbance into next month.

Parameters are drawn from their priors, all of them at once; around a month of the run without noise
the map of the month is linearised (`multipolar.study.stability`) and the largest modulus of its
feedback loops is told. At every draw and date it must lie below 0.98.

``python tests/proofs/stability.py`` tries 40 draws, the defaults and the ends of the priors that
feed tension, at five dates: twenty minutes. With ``--sample SEED`` it tries one draw at one date.
"""

import argparse
import random
import sys
from collections.abc import Iterator
from dataclasses import replace

import numpy as np

from multipolar.loading import load_scenario
from multipolar.rules import parameter_table
from multipolar.rules.sampling import draw_parameters
from multipolar.scenario import Prior, Spec
from multipolar.study.stability import LOOP_BOUND, Mode, modes

MONTHS = ("2022-01", "2023-06", "2024-06", "2027-01", "2030-06")
DRAWS, SEED = 40, 5
TENSION = ("mirroring", "half_life", "provocation_weight")
"""Parameters of the theatres whose upper ends feed tension most."""


def pinned(values: dict[str, float]) -> Spec:
    """Return the baseline with these parameters fixed."""
    spec = load_scenario("baseline")
    own = {name: Prior(value, value, value) for name, value in values.items()}
    return replace(spec, parameters={**spec.parameters, **own})


def worlds(draws: int) -> Iterator[tuple[str, Spec]]:
    """Yield the worlds that are looked at, each with its name."""
    table = parameter_table()
    yield "defaults", pinned({})
    ends = {f"theatres.{name}": table[f"theatres.{name}"].high for name in TENSION}
    yield "upper ends of tension", pinned(ends)
    drawn = draw_parameters(table, seed=SEED, first_run=0, runs=draws, source="prior")
    for run in range(draws):
        own = {name: float(drawn[name].ravel()[run]) for name, row in table.items() if row.free}
        yield f"draw {run}", pinned(own)


def told(name: str, month: str, slowest: Mode) -> str:
    """Say what was found, in a line."""
    who = ", ".join(slowest.attributes)
    return f"{name}, {month}: {slowest.modulus:.4f}, half-life {slowest.half_life:.1f} ({who})"


def main() -> int:
    """Look at every world at every date, and say which loops last too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sample", type=int, metavar="SEED", help="one world at one date")
    seed = parser.parse_args().sample
    pairs = [(name, spec, month) for name, spec in worlds(DRAWS) for month in MONTHS]
    if seed is not None:
        pairs = random.Random(seed).sample(pairs, 1)
    found = []
    for name, spec, month in pairs:
        slowest = modes(spec, month)[0]
        found.append(slowest.modulus)
        print(told(name, month, slowest), flush=True)
    beyond = sum(modulus >= LOOP_BOUND for modulus in found)
    print(
        f"{len(found)} worlds and dates: median {np.median(found):.4f}, largest {max(found):.4f}; "
        f"{beyond} at {LOOP_BOUND} or more"
    )
    return 1 if beyond else 0


if __name__ == "__main__":
    sys.exit(main())
