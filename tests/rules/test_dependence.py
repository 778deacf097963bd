"""Dependence: claims C5, C28, C44, C48, C49."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.dependence import (
    Dependence,
    change_mood,
    perceive_dependence,
    turn_trade_to_china,
    update_dependence,
)
from multipolar.world import World
from multipolar.world.codes import TurnedTo
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters

DEPENDENCE = (update_dependence, perceive_dependence, change_mood, turn_trade_to_china)

PRIORS = some_parameters(Dependence)
KOREA, CLIENTS = 1, [1, 3]


def calm(world, p, **changed):
    return play(DEPENDENCE, world, p, noise=np.zeros((world.runs, 4)), **changed)


@given(WORLDS, PRIORS)
def test_dependence_as_it_is_and_as_it_is_seen_are_shares(world, p):
    after = calm(world, p)
    del after["mood"]
    assert_in_bounds(after)


@given(WORLDS, PRIORS)
def test_no_one_sees_more_dependence_than_there_is_and_glow_blinds(world, p):
    dazzled = calm(world, p, glow=np.ones_like(world.glow))
    sober = calm(world, p, glow=np.zeros_like(world.glow))
    assert np.array_equal(sober["perceived_dependence"], sober["dependence_rent"])
    assert np.array_equal(dazzled["dependence_rent"], sober["dependence_rent"])
    left = 1.0 - p.blindness
    assert np.allclose(dazzled["perceived_dependence"], left * dazzled["dependence_rent"])


@given(WORLDS, PRIORS)
def test_those_without_a_patron_depend_less_and_less_and_have_no_moods_to_fear(world, p):
    after = play(DEPENDENCE, world, p, noise=np.ones((world.runs, 4)))
    free = world.client == 0.0
    assert np.allclose(
        after["dependence_rent"][:, free], (1 - Dependence().speed) * world.dependence_rent[:, free]
    )
    assert np.allclose(after["mood"][:, free], Dependence().mood_memory * world.mood[:, free])


@given(WORLDS, PRIORS)
def test_dependence_follows_the_share_of_the_patrons_goods_in_all_rents(world, p):
    goods = world.goods
    elsewhere = p.other_rents[:, 0] * np.exp(p.growth_rents[:, 0] * world.growth_korea / 100.0)
    elsewhere *= 1.0 + p.chinese_rents[:, 0] * (world.turned_to[:, KOREA] == TurnedTo.CHINA)
    share = goods / (goods + elsewhere)
    gap = share - world.dependence_rent[:, KOREA]
    after = calm(world, p)["dependence_rent"][:, KOREA]
    assert np.allclose(after - world.dependence_rent[:, KOREA], p.speed[:, 0] * gap, atol=1e-9)


@given(WORLDS, PRIORS)
def test_a_shrinking_economy_makes_north_korea_depend_more_on_its_patron(world, p):
    poor, rich = (
        calm(world, p, growth_korea=np.full(world.runs, g))["dependence_rent"] for g in (-5.0, 5.0)
    )
    assert (poor >= rich).all()


@given(WORLDS, PRIORS)
def test_moods_fade_unless_they_are_stirred(world, p):
    assert np.allclose(calm(world, p)["mood"], Dependence().mood_memory * world.mood)
    stirred = play(change_mood, world, p, noise=np.ones((world.runs, 4)))["mood"]
    moved = stirred - Dependence().mood_memory * world.mood
    assert np.allclose(moved[:, CLIENTS], p.mood_noise)


@given(WORLDS, PRIORS, st.floats(0.0, 1.0))
def test_measures_of_a_larger_coalition_turn_russia_to_china(world, p, share):
    small, large = (
        calm(world, p, coalition_share=np.full_like(world.coalition_share, c))["russia_on_china"]
        for c in (share * 0.5, share)
    )
    assert (large >= small - 1e-12).all()


def test_without_measures_russias_trade_with_china_stays_near_where_it_was():
    world = World()
    world.stringency[...] = 0.0
    opening = world.russia_on_china.copy()
    for _ in range(120):
        world.russia_on_china[...] = calm(world, defaults(Dependence))["russia_on_china"]
    assert np.allclose(world.russia_on_china, opening, atol=0.03)


def test_under_the_measures_of_2022_to_2024_china_takes_about_a_third_of_russias_trade():
    world = World()
    world.stringency[:, 0, :] = 0.55
    for _ in range(24):
        world.russia_on_china[...] = calm(world, defaults(Dependence))["russia_on_china"]
    assert 0.2 < world.russia_on_china[0] < 0.4
