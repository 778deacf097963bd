"""Concession: claims C52, C58."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents.iran import BARGAIN
from multipolar.rules.concession import (
    IRAN,
    STAGES,
    Concession,
    raise_demand,
    relax_measures,
    update_concession,
)
from multipolar.rules.forms import logistic
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


def lifetime(p, pressure, stake, institution, months=84):
    """Return the chance of each stage after so many months, without a patron."""
    chances = np.array([1.0, 0.0, 0.0, 0.0])
    for month in range(months):
        odds = p.base + p.pressure * pressure - p.stake * stake + p.institution * institution
        hazard = logistic(odds - p.age * month / 12 - p.further * STAGES)[0]
        moved = chances[:-1] * hazard[:-1]
        chances = chances - np.append(moved, 0.0) + np.append(0.0, moved)
    return chances


def test_a_modest_aim_is_met_in_part_about_half_of_the_time_and_rarely_in_full():
    *_, partial, full = lifetime(Concession(), 0.1, 0.4, 1.0)
    assert 0.4 < partial + full < 0.7
    assert full < 0.2


def test_against_high_stakes_even_partial_concessions_are_rare():
    *_, partial, full = lifetime(Concession(), 0.2, 0.95, 0.0)
    assert 0.001 < partial + full < 0.15


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
    assert not BARGAIN.is_open(world)
    world.relief_offer[1] = 0.4
    assert BARGAIN.is_open(world)
    BARGAIN.commit(world.of("iran"), np.array([[0.0], [1.0]]))
    assert world.deal.tolist() == [0.0, 1.0]


@given(WORLDS)
def test_a_deal_relaxes_the_measures_on_iran_alone_towards_what_the_offer_leaves(world):
    dealt = play(relax_measures, world, deal=np.ones(world.runs))["stringency"]
    before = world.stringency
    left = (1.0 - world.relief_offer[:, None]) * world.start_of_stringency[IRAN]
    above = np.maximum(0.0, before[:, IRAN] - left)
    assert np.array_equal(dealt[:, :IRAN], before[:, :IRAN])
    assert np.allclose(dealt[:, IRAN], before[:, IRAN] - Concession().relaxing * above)
    assert np.array_equal(
        play(relax_measures, world, deal=np.zeros(world.runs))["stringency"], before
    )


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


def test_relief_stops_at_what_the_offer_leaves():
    world = World()
    world.relief_offer[...] = 0.7
    for _ in range(60):
        world.stringency[...] = play(relax_measures, world, deal=np.ones(1))["stringency"]
    assert np.allclose(world.stringency[0, 2], 0.3 * world.start_of_stringency[2], rtol=0.05)
    assert np.array_equal(world.stringency[0, :2], World().stringency[0, :2])
