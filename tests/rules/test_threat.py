"""Threat, arms and unity: claims C10, C11, C12, C14, C15, C33, C34, C42, C43, C53."""

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.threat import (
    MECHANISM,
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


@given(
    WORLDS,
    PRIORS,
    st.sampled_from(
        ["escalation", "strength", "tie", "militarisation", "reach", "gains", "hybrid"]
    ),
)
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
def test_russian_ground_and_sabotage_are_a_threat_of_russia_alone(world, p):
    """C42, C61: what Russia takes at the front and does in Europe is feared where Russia is."""
    calm = play(perceive_threat, world, p, gains=np.zeros(world.runs), hybrid=np.zeros(world.runs))
    feared = play(
        perceive_threat, world, p, gains=np.full(world.runs, 400.0), hybrid=np.full(world.runs, 3.0)
    )
    change = feared["threat"] - calm["threat"]
    assert (change[..., 0] > 0.0).all()
    assert np.allclose(change[..., 1:], 0.0)


def kept_up(rule, name, months, p, threat):
    """Return what some months of a threat add to an attribute that begins at its rest."""
    world = World()
    world.threat[..., 0] = threat
    start = world.arrays[name].copy()
    for _ in range(months):
        world.arrays[name][...] = play(rule, world, p)[name]
    return start, world.arrays[name]


@given(PRIORS)
def test_a_point_more_of_risk_raises_spending_by_its_ratio_within_a_year(p):
    """CRI15."""
    rest, after = kept_up(build_arms, "arms", 12, p, 1.0 / p.risk[0, 0])
    armed = rest > 0.0
    assert np.allclose((after / np.maximum(rest, 1e-9))[armed], p.spending[0, 0])


@given(PRIORS)
def test_what_spending_has_risen_by_after_five_years_is_twice_that_of_the_first(p):
    """CRI16, the multiplier of an arms race: 2.0, from 1 to 2.3."""
    armed = dataclasses.replace(p, spending=np.array([[1.03]]))
    rest, year = kept_up(build_arms, "arms", 12, armed, 0.1)
    _, later = kept_up(build_arms, "arms", 60, armed, 0.1)
    assert np.allclose(later - rest, 2.0 * (year - rest), rtol=0.05)


@given(PRIORS)
def test_a_jump_of_the_threat_raises_unity_by_its_points_as_far_as_there_is_disunity(p):
    """CRI17: within two years, by no more than stated, and by less where little is left to gain."""
    rest, after = kept_up(update_cohesion, "cohesion", 24, p, p.jump[0, 0])
    stated = p.rally[0, 0] / 100.0
    assert (after - rest <= stated + 1e-9).all()
    at_rest = stated * (1.0 - rest) / (1.0 - rest + stated)
    assert np.allclose(after - rest, at_rest, rtol=0.2)


@given(WORLDS, PRIORS)
def test_without_the_mechanism_unity_and_arms_go_back_to_their_rest_and_supply_still_counts(
    world, p
):
    felt = play(MECHANISM.absent["perception"], world, p)
    assert not felt["threat"].any()
    assert not felt["threat_felt"].any()
    after = play(MECHANISM.absent["learning"], world, p)
    for name, rest in (("cohesion", world.cohesion_rest), ("arms", world.arms_rest)):
        before = np.abs(world.arrays[name] - rest)
        assert (np.abs(after[name] - rest) <= before + 1e-12).all()
    assert np.array_equal(after["reach"], play(extend_reach, world, p)["reach"])
    assert np.array_equal(after["strength"], play(build_strength, world, p)["strength"])


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
