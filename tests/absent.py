"""Worlds that lack one state, played for some months and looked over."""

import numpy as np

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.world import full_roster
from multipolar.world.attributes import attributes
from multipolar.world.roster import required_states

RUNS = 2
ABSENT = tuple(iso3 for iso3 in full_roster().iso3 if iso3 not in required_states())
"""States that a world may lack."""


def without(gone, months):
    """Return a model that lacks a state, after some months."""
    spec = load_scenario("baseline", {"roster.without": [gone]})
    model = MultipolarModel(spec, runs=RUNS, rng=1, parameters="prior")
    for _ in range(months):
        model.step()
    return model


def faults(model, gone):
    """Return what is wrong with a world that lacks a state; nothing where all is well."""
    found = [axis for axis, labels in model.world.roster.labels.items() if gone in labels]
    for name, array in model.world.arrays.items():
        bounds = attributes().get(name)
        if bounds is None:
            continue
        if not np.isfinite(array).all():
            found.append(f"{name} is not finite")
        elif array.size and not bounds.low <= array.min() <= array.max() <= bounds.high:
            found.append(f"{name} is out of bounds")
    return found
