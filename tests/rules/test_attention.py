"""Attention is a fixed budget: claims C10, C18, C19, C20, C33."""

import dataclasses

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.rules.attention import (
    Attention,
    build_fatigue,
    divide_attention,
    home_salience,
    update_expected_escalation,
    use_up_attention_push,
)
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters

ATTENTION = (divide_attention, build_fatigue, update_expected_escalation, use_up_attention_push)

PRIORS = some_parameters(Attention)
UKRAINE, KOREA, HOME = 0, 1, -1


@given(WORLDS, PRIORS)
def test_shares_are_positive_and_sum_to_one_for_every_sponsor(world, p):
    shares = play(divide_attention, world, p)["attention"]
    assert (shares >= 0).all()
    assert np.allclose(shares.sum(axis=-1), 1.0, atol=1e-12)


@given(WORLDS, PRIORS)
def test_everything_written_stays_in_bounds_without_help(world, p):
    assert_in_bounds(play(ATTENTION, world, p), slack=1e-9)


@given(WORLDS, PRIORS, st.floats(0.01, 3.0))
def test_a_crisis_in_korea_takes_attention_from_ukraine_and_from_home(world, p, rise):
    world.escalation[:, KOREA] *= 0.7
    hotter = world.escalation.copy()
    hotter[:, KOREA] += rise
    before = play(divide_attention, world, p)["attention"]
    after = play(divide_attention, world, p, escalation=hotter)["attention"]
    assert (after[..., UKRAINE] <= before[..., UKRAINE] + 1e-12).all()
    assert (after[..., HOME] <= before[..., HOME] + 1e-12).all()
    assert (after[..., KOREA] >= before[..., KOREA] - 1e-12).all()


@given(WORLDS, PRIORS)
def test_fatigue_with_a_theatre_lowers_attention_to_it(world, p):
    tired = np.minimum(world.fatigue, 40.0)
    more = tired.copy()
    more[..., UKRAINE] += 5.0
    rested = play(divide_attention, world, p, fatigue=tired)["attention"][..., UKRAINE]
    weary = play(divide_attention, world, p, fatigue=more)["attention"][..., UKRAINE]
    assert (weary <= rested + 1e-12).all()


@given(WORLDS)
def test_fatigue_and_crowding_out_can_each_be_switched_off_alone(world):
    p = defaults(Attention, fatigue=0.0)
    rested = play(divide_attention, world, p, fatigue=np.zeros_like(world.fatigue))["attention"]
    assert np.array_equal(play(divide_attention, world, p)["attention"], rested)


@settings(max_examples=20)
@given(PRIORS)
def test_the_opening_share_of_home_affairs_is_a_rest_point_whatever_the_responsiveness(p):
    world = World()
    calm = dataclasses.replace(p, novelty=np.array([[0.0]]), fatigue=np.array([[0.0]]))
    for _ in range(400):
        world.attention[...] = play(divide_attention, world, calm)["attention"]
    assert np.allclose(world.attention[..., HOME], world.domestic_attention, atol=1e-6)


@given(st.floats(0.05, 3.0), st.floats(0.05, 0.95))
def test_domestic_salience_gives_the_share_asked_for(responsiveness, share):
    weight, level = np.array([[1.0, 0.5, 0.0]]), np.array([4.0, 3.0])
    p = defaults(Attention, responsiveness=responsiveness)
    home = home_salience(weight[:, :-1], level, np.array([share]), p)
    abroad = np.exp(responsiveness * weight[0, :-1] * level).sum()
    at_home = np.exp(responsiveness * home[0, 0])
    assert np.isclose(at_home / (abroad + at_home), share)


@given(WORLDS, PRIORS)
def test_a_push_lasts_one_month(world, p):
    assert not play(use_up_attention_push, world, p)["attention_push"].any()


@given(WORLDS, PRIORS)
def test_audiences_grow_used_to_the_level_they_see(world, p):
    expected = play(update_expected_escalation, world, p)["expected_escalation"]
    before = np.abs(world.escalation - world.expected_escalation)
    assert (np.abs(world.escalation - expected) <= before + 1e-12).all()
