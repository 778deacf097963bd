"""Threat, arms and unity: claims C10, C11, C12, C14, C15, C33, C34, C42, C43, C53."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.threat import (
    Threat,
    arms_margin,
    build_arms,
    build_strength,
    estimate_threat_caused,
    extend_reach,
    perceive_threat,
    update_cohesion,
)
from multipolar.world import World
from playing import WORLDS, defaults, play, some_parameters

PERCEPTION = (perceive_threat, estimate_threat_caused)
REACTION = (build_arms, update_cohesion)
STRENGTH = (build_strength, extend_reach)

PRIORS = some_parameters(Threat)
RUSSIA, KOREA = 0, 1


@given(PRIORS)
def test_in_january_2022_nobody_is_more_of_a_threat_than_in_january_2022(p):
    seen = play(PERCEPTION, World(), p)
    assert not seen["threat"].any()
    assert not seen["threat_felt"].any()


@given(WORLDS, PRIORS, st.sampled_from(["escalation", "strength", "tie", "reach"]))
def test_each_cause_of_threat_raises_it_for_every_sponsor(world, p, cause):
    more = world.arrays[cause] + 0.1
    assert (
        play(perceive_threat, world, p, **{cause: more})["threat"]
        >= play(perceive_threat, world, p)["threat"]
    ).all()


@given(WORLDS, PRIORS)
def test_threat_falls_with_distance_and_is_none_beyond_it(world, p):
    seen = play(perceive_threat, world, p)["threat"]
    danger = play(perceive_threat, world, p, proximity=np.ones_like(world.proximity))["threat"]
    near = world.proximity @ world.involvement
    assert np.allclose(seen, danger * near)
    far = play(perceive_threat, world, p, proximity=np.zeros_like(world.proximity))["threat"]
    assert not far.any()


@given(WORLDS, PRIORS)
def test_only_the_dominant_power_misjudges_the_threat_it_projects(world, p):
    felt = play(estimate_threat_caused, world, p)["threat_felt"]
    true = play(estimate_threat_caused, world, p, dominant=np.zeros_like(world.dominant))[
        "threat_felt"
    ]
    assert np.array_equal(felt[:, 1:], true[:, 1:])
    assert np.allclose(felt[:, RUSSIA], p.perception_gap[:, 0] * true[:, RUSSIA])


@given(PRIORS)
def test_without_threat_or_fear_spending_and_unity_stay_at_rest(p):
    world = World()
    after = play(REACTION, world, p)
    assert np.allclose(after["arms"], world.arms_rest)
    assert np.allclose(after["cohesion"], world.cohesion_rest)


@given(WORLDS, PRIORS, st.floats(0.0, 2.0))
def test_threat_arms_and_rallies(world, p, more):
    calm, feared = (
        play(REACTION, world, p, threat=seen) for seen in (world.threat, world.threat + more)
    )
    assert (feared["arms"] >= calm["arms"]).all()
    assert (feared["cohesion"] >= calm["cohesion"] - 1e-12).all()


@given(WORLDS, PRIORS)
def test_spending_without_threat_goes_back_to_its_rest(world, p):
    after = play(build_arms, world, p, threat=np.zeros_like(world.threat))["arms"]
    gap = np.abs(world.arms - world.arms_rest)
    assert np.allclose(np.abs(after - world.arms_rest), gap * (1.0 - p.disarming))


@given(WORLDS, PRIORS)
def test_nuclear_threats_cost_unity_while_they_are_believed(world, p):
    signal = np.zeros_like(world.nuclear_signal)
    quiet = play(update_cohesion, world, p, nuclear_signal=signal)["cohesion"]
    signal[:, RUSSIA] = 1.0
    loud = play(update_cohesion, world, p, nuclear_signal=signal)["cohesion"]
    assert np.allclose(quiet - loud, Threat().fear[:, 0] * world.threat_credibility[:, None])


@given(WORLDS, PRIORS)
def test_goods_and_supply_make_only_north_korea_stronger_and_longer_of_arm(world, p):
    other = [i for i in range(world.strength.shape[1]) if i != KOREA]
    rich = play(STRENGTH, world, p, goods=world.goods + 1.0, troops=world.troops + 5.0)
    poor = play(STRENGTH, world, p)
    assert np.allclose((rich["strength"] - poor["strength"])[:, KOREA], p.strengthening[:, 0])
    assert (rich["reach"][:, KOREA] >= poor["reach"][:, KOREA]).all()
    for name in ("strength", "reach"):
        assert np.array_equal(rich[name][:, other], poor[name][:, other])


def test_an_army_that_ships_its_shells_away_weakens_until_the_stock_is_back():
    world = World()
    world.goods[...] = 0.0
    kept = play(build_strength, world)["strength"][0, KOREA]
    emptied = play(build_strength, world, stock_korea=np.zeros(1))["strength"][0, KOREA]
    assert emptied < kept == 1.0


@given(st.floats(0.0, 0.001), st.floats(0.01, 0.1))
def test_the_arms_reaction_dies_away_when_spending_returns_faster_than_it_answers(answer, decay):
    margin = arms_margin(np.array(answer), np.array(answer), np.array(decay))
    reaction = np.array([[1.0 - decay, answer], [answer, 1.0 - decay]])
    assert (margin > 0.0) == (np.abs(np.linalg.eigvals(reaction)).max() < 1.0)


def test_two_sides_that_answer_faster_than_they_disarm_never_stop():
    assert arms_margin(np.array(0.03), np.array(0.02), np.array(0.01)) < 0.0


def test_perceived_threat_needs_all_weights_at_zero_to_vanish():
    world = World()
    world.tie[:, KOREA] = 0.9
    world.strength[:, KOREA] = 2.0
    blind = defaults(
        Threat, strength_weight=0.0, tension_weight=0.0, tie_weight=0.0, reach_weight=0.0
    )
    assert not play(perceive_threat, world, blind)["threat"].any()
    assert play(perceive_threat, world)["threat"][..., 1].min() > 0.0
