"""The sanctions pipeline: claims C47, C51, C53, C54, C55, C56."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.carriers_parameters import Carriers
from multipolar.rules.costs import Costs
from multipolar.rules.leakage import fade_secondary_fear, update_monitoring
from multipolar.rules.packages import count_packages, move_measures, new_proposal
from multipolar.rules.sanctions import apply_pressure, update_adaptation
from multipolar.rules.sanctions_parameters import SanctionsRules
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, play, some_parameters, work_out

PACKAGES = (move_measures, count_packages)

PRIORS = some_parameters(SanctionsRules)
COSTS = some_parameters(Costs)
SHARE = st.floats(0.0, 1.0)
TARGETS = 3


def raised(array, share):
    """Return an array moved a share of the way to one."""
    return array + share * (1.0 - array)


def luck(seed, runs):
    return np.random.default_rng(seed).random((runs, TARGETS))


@given(WORLDS, PRIORS, st.integers(0, 1000))
def test_every_stage_stays_in_bounds_without_help(world, p, seed):
    world.sanctions_age[...] = np.minimum(world.sanctions_age, 1199.0)
    world.packages[...] = np.minimum(world.packages, 1199.0)
    world.adaptation[...] = np.minimum(world.adaptation, p.adaptation_limit)
    assert_in_bounds(play(PACKAGES, world, p, luck=luck(seed, world.runs)))
    for rule in (update_monitoring, apply_pressure, update_adaptation):
        assert_in_bounds(play(rule, world, p))


@given(WORLDS, COSTS, SHARE)
def test_leakage_lowers_pressure(world, p, more):
    leaky = play(apply_pressure, world, p, leakage=raised(world.leakage, more))["pressure"]
    assert (leaky <= play(apply_pressure, world, p)["pressure"] + 1e-12).all()


@given(WORLDS, COSTS, SHARE)
def test_stringency_raises_pressure(world, p, more):
    strict = play(apply_pressure, world, p, stringency=raised(world.stringency, more))["pressure"]
    assert (strict >= play(apply_pressure, world, p)["pressure"] - 1e-12).all()


@given(WORLDS, COSTS, SHARE)
def test_a_larger_coalition_presses_harder_and_more_than_in_proportion(world, p, more):
    world.joined[...] = 0.0
    whole = np.ones_like(world.coalition_share)
    half = 0.5 * whole
    small, large = (
        play(apply_pressure, world, p, coalition_share=c)["pressure"] for c in (half, whole)
    )
    assert (small <= 0.5 * large + 1e-12).all()


@given(WORLDS, COSTS)
def test_pressure_never_exceeds_what_is_forbidden(world, p):
    assert (play(apply_pressure, world, p)["pressure"] <= world.stringency + 1e-12).all()


@given(WORLDS, PRIORS)
def test_monitoring_never_rises_above_what_institutions_allow(world, p):
    ceiling = np.maximum(world.monitoring, world.monitoring_ceiling)
    assert (play(update_monitoring, world, p)["monitoring"] <= ceiling + 1e-12).all()


@given(WORLDS, PRIORS)
def test_without_unity_monitoring_decays(world, p):
    alone = play(update_monitoring, world, p, sponsors_unity=np.zeros(world.runs))["monitoring"]
    assert (alone <= world.monitoring + 1e-12).all()


@given(some_parameters(Carriers))
def test_secondary_sanctions_halve_in_their_half_life(p):
    world = World()
    world.secondary[...] = 4.0
    left = play(fade_secondary_fear, world, p)["secondary"] / 4.0
    assert np.allclose(left**p.secondary_half_life, 0.5)


@given(WORLDS, PRIORS, st.integers(0, 1000))
def test_attention_to_the_theatre_never_makes_a_proposal_less_likely(world, p, seed):
    world.concession[...] = 0.0
    chance, nothing = luck(seed, world.runs), np.zeros(world.runs)
    less, more = (share * world.sponsors_attention for share in (0.5, 1.0))
    few, many = (
        work_out(new_proposal, world, p, luck=chance, deal=nothing, sponsors_attention=shares)
        for shares in (less, more)
    )
    assert (many.sum(axis=1) >= few.sum(axis=1)).all()
    assert (many.sum(axis=1) <= 1.0).all()


@given(WORLDS, PRIORS, st.integers(0, 1000))
def test_without_freedom_nothing_is_proposed(world, p, seed):
    world.concession[...] = 0.0
    bound = np.zeros(TARGETS)
    chance, nothing = luck(seed, world.runs), np.zeros(world.runs)
    found = work_out(new_proposal, world, p, luck=chance, deal=nothing, sponsors_freedom=bound)
    assert not found.any()


@given(WORLDS, PRIORS)
def test_measures_move_as_the_sponsors_choose_and_not_by_themselves(world, p):
    still = np.zeros_like(world.measures)
    left = play(PACKAGES, world, p, measures=still, proposed=still)
    harder = play(PACKAGES, world, p, measures=still + 1.0, proposed=still)
    softer = play(PACKAGES, world, p, measures=still - 1.0, proposed=still)
    assert np.array_equal(left["stringency"], world.stringency)
    assert (harder["stringency"] >= world.stringency).all()
    assert (softer["stringency"] <= world.stringency).all()


@given(WORLDS, PRIORS)
def test_a_target_adapts_towards_its_limit_and_only_under_measures(world, p):
    world.adaptation[...] = np.minimum(world.adaptation, p.adaptation_limit)
    adapted = play(update_adaptation, world, p)["adaptation"]
    free = play(update_adaptation, world, p, stringency=np.zeros_like(world.stringency))[
        "adaptation"
    ]
    assert (adapted >= world.adaptation - 1e-12).all()
    assert (adapted <= p.adaptation_limit + 1e-12).all()
    assert np.array_equal(free, world.adaptation)
