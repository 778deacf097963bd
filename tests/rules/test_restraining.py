"""China restrains North Korea or lets it go: what sways it, and what follows."""

from dataclasses import replace

import numpy as np

from multipolar import MultipolarModel
from multipolar.loading import load_scenario
from multipolar.rules.china import China, habit_of_restraint, quiet_doorstep

SPEC = replace(load_scenario("baseline"), months=12)


def played(action, **switches):
    spec = replace(SPEC, switches={**SPEC.switches, **switches})
    model = MultipolarModel(spec, runs=200, rng=3, collect=False)
    acts = 0.0
    while model.running:
        if action and model.elapsed % 3 == 0:
            model.order("CHN", action)
        model.step()
        acts += model.world.provocation[:, model.world.roster.index("PRK", "challenger")].mean()
    return model.world, acts


def test_a_restrained_neighbour_provokes_less_and_no_other_client_does():
    (held, fewer), (free, more) = played("restrain"), played("let_go")
    korea = held.roster.index("PRK", "challenger")
    assert fewer < more
    assert (held.restrained[:, korea] == 1.0).all()
    assert not free.restrained[:, korea].any()
    assert (np.delete(held.restrained, korea, axis=1) == 0.5).all()


def test_trouble_on_the_doorstep_and_habit_pull_as_the_formula_says():
    p, one = China(), np.ones((1, 1))
    trouble = quiet_doorstep.function(3 * one, p) - quiet_doorstep.function(one, p)
    habit = habit_of_restraint.function(one, p) - habit_of_restraint.function(0 * one, p)
    assert trouble[0, 0, 1] > trouble[0, 0, 0]
    assert habit[0, 0, 1] > habit[0, 0, 0]


def test_without_china_nothing_is_restrained_more_or_less_than_before():
    world, _ = played("", china=False)
    assert (world.restrained == 0.5).all()
