"""Concession: claims C52, C58."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents.iran import BARGAIN
from multipolar.rules.concession import (
    IRAN,
    STAGES,
    expect_concession,
    raise_demand,
    update_concession,
    wind_down_aid,
)
from multipolar.rules.concession_parameters import Concession
from multipolar.rules.packages import move_measures
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, consider, play, some_parameters

PRIORS = some_parameters(Concession)


@given(WORLDS, PRIORS, st.integers(0, 1000))
def test_a_target_moves_at_most_one_stage_and_never_back(world, p, seed):
    luck = np.random.default_rng(seed).random((world.runs, 3))
    after = play(update_concession, world, p, luck=luck)["concession"]
    assert_in_bounds({"concession": after})
    steps = np.searchsorted(STAGES, after) - np.searchsorted(STAGES, world.concession)
    assert np.isin(after, STAGES).all()
    assert np.isin(steps, [0, 1]).all()


def stages(world, p, luck, **changed):
    return play(update_concession, world, p, luck=luck, **changed)["concession"]


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


def chance_after(world, p, months):
    """Return the chance of success after so many months in which nothing moves."""
    for _ in range(months):
        found = play(expect_concession, world, p)
        world.talks_chance[...] = found["talks_chance"]
        world.success_chance[...] = found["success_chance"]
    return world.success_chance


def median_episode(p):
    """Return a world in which every target is under the measures of a median episode."""
    world = World()
    world.pressure[...] = p.median_pressure[..., None]
    world.arrays["stake"] = np.full_like(world.stake, p.median_stake.item())
    world.arrays["institution"] = np.ones_like(world.institution)
    world.patron_support[...] = 0.0
    world.sanctions_age[...] = 0.0
    return world


@given(PRIORS)
def test_the_median_episode_succeeds_as_often_as_was_published(p):
    assert np.allclose(chance_after(median_episode(p), p, 48), p.success, atol=1e-6)


def test_the_published_ratios_are_found_again_over_an_episode():
    p = Concession()
    one, odds = median_episode(p), {}
    base = chance_after(one, p, 48).item(0)
    for name, value in (("stake", 0.9), ("institution", 0.0)):
        world = median_episode(p)
        world.arrays[name] = np.full_like(world.arrays[name], value)
        odds[name] = chance_after(world, p, 48).item(0)
    stake = odds["stake"] / (1.0 - odds["stake"]) / (base / (1.0 - base))
    assert stake == pytest.approx(p.major_goal.item(), rel=0.1)
    assert odds["institution"] / base == pytest.approx(p.no_institution.item(), rel=0.1)


def test_stages_drawn_come_to_the_chance_that_is_kept():
    p, runs, months = Concession(), 4000, 48
    rng, world = np.random.default_rng(3), World(runs)
    for _ in range(months):
        found = play((update_concession, expect_concession), world, p, luck=rng.random((runs, 3)))
        for name, value in found.items():
            world.arrays[name][...] = value
    drawn = (world.concession >= 0.5).mean(axis=0)
    assert np.allclose(drawn, world.success_chance.mean(axis=0), atol=0.02)


@given(WORLDS)
def test_a_concession_eases_the_measures_and_support_and_talks_do_not(world):
    world.stringency[...], world.aid_gate[...] = 0.9, 1.0
    world.measures[...], world.deal[...] = -1.0, 0.0
    rules = (move_measures, wind_down_aid)
    unasked = play(move_measures, world, concession=np.zeros_like(world.concession))
    for stage, eased in ((0.0, False), (0.25, False), (0.5, True), (1.0, True)):
        after = play(rules, world, concession=np.full_like(world.concession, stage))
        assert ((after["stringency"] < unasked["stringency"]) == eased).all()
        assert ((after["aid_gate"] < world.aid_gate) == eased).all()


def test_luck_of_one_and_full_pressure_leave_a_full_concession_full():
    world = World()
    world.concession[...] = 1.0
    assert (stages(world, Concession(), np.zeros((1, 3))) == 1.0).all()


# -- Iran's bargain

ACCEPT = 1


def acceptance(world, **changed):
    """Return the chance that Iran accepts, one per run."""
    return consider(BARGAIN, world, "iran", **changed)[:, 0, ACCEPT]


@given(WORLDS, st.floats(0.0, 0.5))
def test_more_relief_and_more_pain_make_acceptance_likelier(world, more):
    base = acceptance(world)
    assert (acceptance(world, relief_offer=world.relief_offer + more) >= base - 1e-12).all()
    hurt = np.ones_like(world.pressure)
    assert (acceptance(world, pressure=hurt) >= base - 1e-12).all()


@given(WORLDS, st.floats(0.0, 1.0))
def test_a_patron_a_stake_and_a_russian_demand_make_acceptance_less_likely(world, more):
    base = acceptance(world)
    for name in ("patron_support", "stake", "demand"):
        assert (acceptance(world, **{name: world.arrays[name] + more}) <= base + 1e-12).all(), name


@given(WORLDS)
def test_a_deal_once_made_is_kept_more_often_than_it_is_made(world):
    none, made = (acceptance(world, deal=np.full(world.runs, d)) for d in (0.0, 1.0))
    assert (made > none).all()


@given(WORLDS)
def test_only_what_concerns_iran_moves_its_bargain(world):
    others = world.pressure.copy()
    others[:, :IRAN] = 1.0 - others[:, :IRAN]
    assert np.array_equal(acceptance(world), acceptance(world, pressure=others))


def test_iran_bargains_only_while_relief_is_on_offer_and_its_answer_is_written():
    world = World(2)
    assert not BARGAIN.open_runs(world).any()
    world.relief_offer[1] = 0.4
    assert BARGAIN.open_runs(world).any()
    BARGAIN.commit(world.of("iran"), np.array([[0.0], [1.0]]))
    assert world.deal.tolist() == [0.0, 1.0]


ONE_STEP = 0.03
"""Share of the measures that fall in a month in which all ease unasked."""


def eased(world, **changed):
    """Return the measures after a month in which every sponsor eases all of them."""
    nobody = np.zeros_like(world.proposed)
    return play(
        move_measures,
        world,
        measures=np.full_like(world.measures, -1.0),
        consent=np.ones_like(world.consent),
        proposed=nobody,
        **changed,
    )["stringency"]


@given(WORLDS)
def test_a_deal_relaxes_the_measures_on_iran_alone_towards_what_the_offer_leaves(world):
    world.concession[...] = 0.0
    dealt, alone = (eased(world, deal=np.full(world.runs, made)) for made in (1.0, 0.0))
    left = (1.0 - world.relief_offer[:, None]) * world.start_of_stringency[IRAN]
    above = np.maximum(0.0, world.stringency[:, IRAN] - left)
    assert np.array_equal(dealt[:, :IRAN], alone[:, :IRAN])
    assert (dealt[:, IRAN] <= alone[:, IRAN] + 1e-12).all()
    most = np.maximum(above, ONE_STEP * world.stringency[:, IRAN])
    assert (dealt[:, IRAN] >= world.stringency[:, IRAN] - most - 1e-9).all()


@given(WORLDS)
def test_russia_raises_its_demand_only_when_it_links_and_forgets_it_without_an_offer(world):
    world.demand[...] = np.minimum(world.demand, 1.0 - Concession().raising[:, 0])
    on, off = np.full(world.runs, 0.4), np.zeros(world.runs)
    linked = play(raise_demand, world, relief_offer=on, linkage=np.ones(world.runs))["demand"]
    apart = play(raise_demand, world, relief_offer=on, linkage=off)["demand"]
    gone = play(raise_demand, world, relief_offer=off)["demand"]
    assert_in_bounds({"demand": linked})
    assert (linked >= world.demand).all()
    assert (linked <= world.demand + Concession().raising[:, 0]).all()
    assert np.array_equal(apart, world.demand)
    assert np.allclose(gone, 0.95 * world.demand)


def test_relief_goes_on_towards_what_the_offer_leaves():
    world = World()
    world.relief_offer[...] = 0.7
    world.stringency[0, IRAN] = world.start_of_stringency[IRAN]
    first = eased(world, deal=np.ones(1))[0, IRAN]
    none = eased(world, deal=np.zeros(1))[0, IRAN]
    assert (none - first > 0.02).all()
