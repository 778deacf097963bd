"""What the sponsors come to together."""

import numpy as np
import pytest
from hypothesis import given

from multipolar import MultipolarModel, load_scenario
from multipolar.rules.phases import SWITCHES
from multipolar.rules.sponsors import sum_over_sponsors
from multipolar.world import World
from playing import WORLDS, play


@given(WORLDS)
def test_sums_are_means_by_product(world):
    summed = play(sum_over_sponsors, world)
    for name in ("cohesion", "attention", "threat"):
        own = world.arrays[name]
        joint = summed[f"sponsors_{name}".replace("cohesion", "unity")]
        assert np.allclose(joint, np.einsum("rs...,s->r...", own, world.gdp_weight))
        assert (joint <= own.max(axis=1) + 1e-12).all()
        assert (joint >= own.min(axis=1) - 1e-12).all()


def test_the_world_begins_with_its_sums():
    world = World()
    for name, value in play(sum_over_sponsors, world).items():
        assert world.arrays[name] == pytest.approx(value)


def test_they_are_made_with_every_mechanism_off():
    off = {f"switches.{name}": False for name in SWITCHES}
    spec = load_scenario("baseline", {"months": 3, **off})
    model = MultipolarModel(spec, parameters="default", rng=1)
    model.world.cohesion[...] = 0.5
    model.step()
    assert model.world.sponsors_unity == pytest.approx(0.5)
