"""Concession: claims C52, C58."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.concession import STAGES, Concession, concede
from multipolar.rules.forms import logistic
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, play, some_parameters

PRIORS = some_parameters(Concession)


@given(WORLDS, PRIORS, st.integers(0, 1000))
def test_a_target_moves_at_most_one_stage_and_never_back(world, p, seed):
    luck = np.random.default_rng(seed).random((world.runs, 3))
    after = play(concede, world, p, luck=luck)["concession"]
    assert_in_bounds({"concession": after})
    steps = np.searchsorted(STAGES, after) - np.searchsorted(STAGES, world.concession)
    assert np.isin(after, STAGES).all()
    assert np.isin(steps, [0, 1]).all()


def stages(world, p, luck, **changed):
    return play(concede, world, p, luck=luck, **changed)["concession"]


@given(WORLDS, PRIORS, st.integers(0, 1000))
def test_pressure_and_institutions_never_delay_a_concession(world, p, seed):
    luck = 0.05 * np.random.default_rng(seed).random((world.runs, 3))
    base = stages(world, p, luck)
    assert (stages(world, p, luck, pressure=np.ones_like(world.pressure)) >= base).all()
    assert (stages(world, p, luck, institution=np.ones(3)) >= base).all()


@given(WORLDS, PRIORS, st.integers(0, 1000))
def test_stakes_patrons_and_age_never_hasten_a_concession(world, p, seed):
    luck = 0.05 * np.random.default_rng(seed).random((world.runs, 3))
    base = stages(world, p, luck)
    assert (stages(world, p, luck, stake=np.ones(3)) <= base).all()
    assert (stages(world, p, luck, patron_support=np.ones(3)) <= base).all()
    assert (stages(world, p, luck, sanctions_age=world.sanctions_age + 120) <= base).all()


def lifetime(p, pressure, stake, patron, institution, months=84):
    """Return the chance of any concession within so many months."""
    odds = p.base + p.pressure * pressure - p.stake * stake - p.patron * patron
    age = p.age * np.arange(months) / 12
    hazard = logistic(odds + p.institution * institution - age)
    return 1.0 - np.prod(1.0 - hazard)


def test_the_median_case_yields_within_seven_years_in_about_a_third_of_cases():
    assert 0.2 < lifetime(Concession(), 0.35, 0.5, 0.0, 1.0) < 0.5


def test_against_high_stakes_the_lifetime_chance_is_small():
    assert 0.01 < lifetime(Concession(), 0.25, 0.95, 0.5, 0.0) < 0.15


def test_luck_of_one_and_full_pressure_leave_a_full_concession_full():
    world = World()
    world.concession[...] = 1.0
    assert (stages(world, Concession(), np.zeros((1, 3))) == 1.0).all()
