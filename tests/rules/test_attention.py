"""Attention is a fixed budget: claims C10, C18, C19, C20, C33."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.rules.attention import (
    Attention,
    build_fatigue,
    divide_attention,
    home_salience,
    responsiveness,
    use_up_attention_push,
)
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters

ATTENTION = (divide_attention, build_fatigue, use_up_attention_push)

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
    p = defaults(Attention, news_half_life=np.inf)
    rested = play(divide_attention, world, p, fatigue=np.zeros_like(world.fatigue))["attention"]
    assert np.array_equal(play(divide_attention, world, p)["attention"], rested)
    p = defaults(Attention, crowding=1.0)
    calm = play(divide_attention, world, p, escalation=np.zeros_like(world.escalation))["attention"]
    assert np.array_equal(play(divide_attention, world, p)["attention"], calm)


@settings(max_examples=20)
@given(PRIORS)
def test_the_opening_share_of_home_affairs_is_a_rest_point_whatever_the_crowding(p):
    world = World()
    for _ in range(400):
        world.attention[...] = play(divide_attention, world, p)["attention"]
    assert np.allclose(world.attention[..., HOME], world.domestic_attention, atol=1e-6)


@given(st.floats(0.1, 1.0), st.floats(0.05, 0.95))
def test_domestic_salience_gives_the_share_asked_for(crowding, share):
    weight, level = np.array([[1.0, 0.5, 0.0]]), np.array([4.0, 3.0])
    p = defaults(Attention, crowding=crowding)
    home = home_salience(weight[:, :-1], level, np.array([share]), p)
    abroad = np.exp(responsiveness(p)[0, 0] * weight[0, :-1] * level).sum()
    at_home = np.exp(home[0, 0])
    assert np.isclose(at_home / (abroad + at_home), share)


@given(st.floats(0.2, 0.9), st.floats(0.2, 0.9))
def test_the_less_a_war_elsewhere_leaves_the_more_attention_follows_tension(one, other):
    few, many = (responsiveness(defaults(Attention, crowding=x))[0, 0] for x in (one, other))
    assert (few >= many) == (one <= other)


@given(WORLDS, PRIORS)
def test_overexposure_tires_more_than_in_proportion(world, p):
    world.fatigue[...] = 0.0
    attention = play(divide_attention, world, p)["attention"][..., :-1]
    tired = play(build_fatigue, world, p)["fatigue"]
    assert np.allclose(tired, attention**2)


@given(WORLDS, PRIORS)
def test_a_push_lasts_one_month(world, p):
    assert not play(use_up_attention_push, world, p)["attention_push"].any()
