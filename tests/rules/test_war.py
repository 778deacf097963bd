"""Fire and the front in Ukraine: claims C18, C19, C50, C61."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules.fire import (
    at_the_guns,
    build_drones,
    count_fire,
    forward_aid,
    per_aid,
    use_interceptors,
)
from multipolar.rules.front import (
    change_tempo,
    count_losses,
    dig_in,
    drive,
    recruit,
    shift_front,
    take_ground,
)
from multipolar.rules.war_parameters import War
from multipolar.world import World
from multipolar.world.codes import Regime
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters, work_out
from proofs import front as proof

FRONT = (count_fire, shift_front, take_ground, count_losses, recruit)

PRIORS = some_parameters(War)
MEN = ("men_russia", "men_ukraine")
LOSSES = ("losses_russia", "losses_ukraine")


def regime(world, code):
    """Return the regimes with this one in Ukraine."""
    changed = world.regime.copy()
    changed[:, 0] = code
    return changed


def at_war(world, p, **changed):
    return play(FRONT, world, p, regime=regime(world, Regime.WAR), **changed)


@given(WORLDS, PRIORS)
def test_without_a_war_fire_is_even_no_ground_is_taken_and_nobody_dies(world, p):
    calm = play((*FRONT, dig_in), world, p, regime=regime(world, Regime.PEACE))
    assert (calm["fire_ratio"] == 1.0).all()
    assert not any(calm[name].any() for name in ("gains", *LOSSES))
    assert all(np.array_equal(calm[name], world.arrays[name]) for name in ("gained", *MEN))
    assert np.array_equal(calm["dug_in"], world.dug_in)


@given(WORLDS, PRIORS)
def test_the_ratio_is_that_of_the_shells_within_its_bounds(world, p):
    hot = at_war(world, p)
    ratio = hot["fire_russia"] / hot["fire_ukraine"]
    assert np.allclose(hot["fire_ratio"], np.clip(ratio, 0.05, 50.0))
    assert_in_bounds({n: hot[n] for n in ("fire_ratio", "depth_ukraine", "depth_russia", "gains")})


@given(WORLDS, PRIORS, st.sampled_from(["production", "stock_russia", "shipments"]))
def test_each_source_of_russian_shells_raises_the_ratio_and_shifts_the_front(world, p, means):
    base, more = at_war(world, p), at_war(world, p, **{means: world.arrays[means] + 0.5})
    assert (more["fire_ratio"] >= base["fire_ratio"] - 1e-12).all()
    assert (more["front"] >= base["front"] - 1e-12).all()


@given(WORLDS, PRIORS, st.sampled_from(["drones_russia", "men_russia", "troops"]))
def test_drones_and_men_shift_the_front_and_are_no_shells(world, p, means):
    base, more = at_war(world, p), at_war(world, p, **{means: world.arrays[means] + 0.5})
    assert np.array_equal(more["fire_ratio"], base["fire_ratio"])
    assert (more["front"] >= base["front"] - 1e-12).all()


@given(WORLDS, PRIORS)
def test_support_drones_men_and_interceptors_hold_the_front(world, p):
    base = at_war(world, p)
    for changed in (
        {"aid_in_field": world.aid_in_field + 0.5},
        {"drones_ukraine": world.drones_ukraine + 0.5},
        {"men_ukraine": world.men_ukraine + 50.0},
        {"interceptors": np.ones(world.runs)},
    ):
        helped = at_war(world, p, **changed)
        assert (helped["front"] <= base["front"] + 1e-12).all()
        assert (helped["depth_ukraine"] >= base["depth_ukraine"] - 1e-12).all()


@given(WORLDS, PRIORS)
def test_ground_follows_depth_and_never_the_fire_of_the_month(world, p):
    quiet, loud = (at_war(world, p, shipments=np.full(world.runs, x)) for x in (0.0, 3.0))
    assert np.array_equal(quiet["gains"], loud["gains"])
    assert np.allclose(loud["gained"], world.gained + loud["gains"])


@given(WORLDS, PRIORS, st.floats(0.0, 1.0), st.floats(0.0, 1.0))
def test_the_law_of_ground_is_the_same_for_both_sides(world, p, mine, yours):
    still = {"march": np.zeros(world.runs)}
    here, there = (
        at_war(world, p, depth_ukraine=np.full(world.runs, a), depth_russia=b, **still)["gains"]
        for a, b in ((mine, np.full(world.runs, yours)), (yours, np.full(world.runs, mine)))
    )
    assert np.allclose(here, -there)


@given(WORLDS, PRIORS, st.floats(-6.0, 6.0))
def test_depth_of_one_side_is_that_of_the_other_where_the_front_stands_the_other_way(world, p, x):
    p = replace(p, recovery=np.zeros((1, 1)))
    luck = np.zeros((world.runs, world.roster.size("theatre")))
    one, other = (at_war(world, p, front=np.full(world.runs, at), luck=luck) for at in (x, -x))
    assert np.allclose(one["depth_ukraine"], other["depth_russia"])
    assert ((one["depth_ukraine"] > 0.0) & (one["depth_russia"] > 0.0)).all()


@given(WORLDS, PRIORS)
def test_a_front_that_was_kicked_comes_back_by_its_recovery(world, p):
    world.front[...] = np.clip(world.front, -5.0, 5.0)
    base, kicked = at_war(world, p), at_war(world, p, front=world.front + 1.0)
    assert np.allclose(kicked["front"] - base["front"], 1.0 - p.recovery[:, 0])


@given(WORLDS, PRIORS)
def test_a_march_moves_the_front_in_its_month_and_is_then_over(world, p):
    still, moved = (at_war(world, p, march=np.full(world.runs, km)) for km in (0.0, -5000.0))
    assert np.allclose(moved["gains"] - still["gains"], -5000.0)
    assert not moved["march"].any()


@given(WORLDS)
def test_bad_shells_count_for_less_than_good_ones(world):
    full = {"shipments": np.ones(world.runs), "shells_received": np.ones(world.runs)}
    bad, good = (at_war(world, defaults(War, quality=q), **full) for q in (0.2, 1.0))
    assert np.allclose(good["fire_russia"] - bad["fire_russia"], 0.8)


@given(PRIORS)
def test_a_shut_gate_costs_the_published_share_of_missiles_shot_down(p):
    elasticity = per_aid(p)
    open_, shut = (
        p.shot_down * (1.0 - np.exp(-p.full_supply * aid**elasticity))
        for aid in (np.ones((1, 1)), p.closed_gate)
    )
    assert np.allclose(open_ - shut, p.interceptions_lost)


@given(WORLDS, PRIORS)
def test_the_pool_of_interceptors_never_stays_at_an_end(world, p):
    calm = np.full_like(world.escalation, 4.0)
    for level in (0.0, 1.0):
        after = play(
            use_interceptors,
            world,
            p,
            escalation=calm,
            regime=regime(world, Regime.WAR),
            interceptors=np.full(world.runs, level),
            aid_delivered=np.full(world.runs, 0.7),
        )["interceptors"]
        assert ((after > 0.0) & (after < 1.0)).all()


@given(WORLDS, PRIORS)
def test_ukraines_own_tension_uses_up_no_interceptors_of_others(world, p):
    hot, elsewhere = world.escalation.copy(), world.escalation.copy()
    hot[:, 0], elsewhere[:, 1:] = 10.0, 10.0
    base, here, there = (
        play(use_interceptors, world, p, escalation=e)["interceptors"]
        for e in (world.escalation, hot, elsewhere)
    )
    assert np.array_equal(base, here)
    assert (there <= base).all()


@pytest.mark.parametrize("lag", [3.05, 4.0, 9.0])
def test_support_reaches_the_guns_after_its_lag_two_months_of_it_in_the_pipeline(lag):
    world, p = World(), defaults(War, aid_lag=lag)
    world.aid_delivered[...] = 1.0
    arrived = []
    for _ in range(150):
        arrived.append(float(work_out(at_the_guns, world, p)[0, 0]))
        for name, value in play(forward_aid, world, p).items():
            world.arrays[name][...] = value
        world.aid_delivered[...] = 0.0
    assert np.isclose(sum(arrived), 1.0)
    assert np.isclose(2.0 + np.arange(150) @ arrived, lag)


def test_drones_of_june_2024_grow_at_the_published_pace_below_a_ceiling_that_holds():
    world, p = World(), War()
    world.regime[:, 0] = Regime.WAR
    world.stringency[...] = 0.0
    world.aid_in_depot[...] = world.aid_in_field[...] = world.aid_delivered[...] = 1.0
    world.drones_russia[...] = world.drones_ukraine[...] = 0.0
    once = play(build_drones, world, p)
    for side in ("drones_russia", "drones_ukraine"):
        assert np.allclose(np.exp(once[side]) ** 12, p.drone_growth)
    world.drones_russia[...] = 3.0
    for _ in range(200):
        for name, value in play(build_drones, world, p).items():
            world.arrays[name][...] = value
    for side in ("drones_russia", "drones_ukraine"):
        assert np.allclose(np.exp(world.arrays[side]), p.drone_ceiling, rtol=1e-2)


@given(WORLDS, PRIORS)
def test_where_less_leaks_russian_drones_are_fewer_and_ukrainian_ones_the_same(world, p):
    world.stringency[...] = 0.6
    much, little = (
        play(
            build_drones,
            world,
            p,
            leakage=np.full_like(world.leakage, level),
            regime=regime(world, Regime.WAR),
        )
        for level in (0.75, 0.3)
    )
    assert (little["drones_russia"] <= much["drones_russia"]).all()
    assert np.array_equal(little["drones_ukraine"], much["drones_ukraine"])


@given(PRIORS)
def test_tempo_keeps_its_spread_and_ground_its_mean(p):
    world = World(runs=2)
    world.tempo[...] = p.tempo_noise[0, 0], -p.tempo_noise[0, 0]
    luck = np.ones((2, world.roster.size("theatre")))
    up, down = play(change_tempo, world, p, luck=luck)["tempo"]
    centre, half = 0.5 * (up + down), 0.5 * (up - down)
    assert np.isclose(centre**2 + half**2, p.tempo_noise[0, 0] ** 2)


@given(WORLDS, PRIORS)
def test_losses_rise_with_the_drive_by_the_published_elasticities(world, p):
    world.men_russia[...], world.men_ukraine[...] = 700.0, 600.0
    world.troops[...] = 0.0
    world.interceptors[...] = 1.0
    even = {"regime": regime(world, Regime.WAR), "shipments": np.zeros(world.runs)}
    base, more = (
        (
            play(count_losses, world, p, production=x, **even),
            work_out(drive, world, p, production=x, **even),
        )
        for x in (np.full(world.runs, 0.2), np.full(world.runs, 0.4))
    )
    rise = (more[1] - base[1])[:, 0]
    for side, slope in zip(LOSSES, (p.losses_of_attack, p.losses_of_defence), strict=True):
        free = more[0][side] < world.arrays["men" + side[6:]]
        assert np.allclose((np.log(more[0][side] / base[0][side]))[free], (slope[0] * rise)[free])


def test_ten_times_the_losses_deter_the_published_share_of_recruits():
    world, p = World(), War()
    world.regime[:, 0] = Regime.WAR
    usual = float(p.loss_rate_russia[0, 0] * p.force_russia[0, 0])
    few, many = (
        play((count_losses, recruit), world, losses_russia=np.full(world.runs, x))
        for x in (usual, 10.0 * usual)
    )
    deterred = (few["men_russia"] - many["men_russia"]) / (p.recruits_russia * p.force_russia)[0]
    assert np.allclose(deterred, p.recruits_deterred)


def without(switch, months):
    """Return the worlds of the first months without a mechanism, one after the other."""
    baseline = load_scenario("baseline")
    spec = replace(baseline, switches={**baseline.switches, switch: False}, months=months)
    model = MultipolarModel(spec, runs=2, rng=1, parameters="default", collect=False)
    worlds = []
    model.run(lambda m: worlds.append({n: a.copy() for n, a in m.world.arrays.items()}))
    return worlds


def test_without_the_war_the_front_stands_still_and_economies_oil_and_supply_live_on():
    worlds = without("war", 24)
    for name in ("gains", "gained", "front", *LOSSES):
        assert not any(world[name].any() for world in worlds), name
    alive = ("growth_russia", "growth_korea", "growth_luck", "oil_price", "interceptors")
    for name in (*alive, "production", "aid_delivered", "war_shock"):
        assert len({world[name][0] for world in worlds}) > 1, name
    assert len({world["military_share"][0] for world in worlds}) == 1


def test_without_barter_russias_own_industry_goes_on_and_nothing_comes_from_north_korea():
    worlds = without("barter", 30)
    for name in ("shipments", "shipped", "goods", "exported"):
        assert not any(world[name].any() for world in worlds), name
    assert worlds[-1]["production"][0] > 1.5 * worlds[0]["production"][0]
    assert worlds[-1]["stock_russia"][0] < worlds[0]["stock_russia"][0]
    assert worlds[-1]["fire_russia"][0] > 0.0
    assert worlds[-1]["munitions_need"][0] > 0.0


@pytest.mark.one_in(2)
@pytest.mark.parametrize("lever", proof.HARMS)
def test_a_small_sample_of_the_proof_has_the_sign_that_it_must(lever):
    gap = proof.paired(lever, runs=proof.FEW, months=24, seed=2)
    assert np.mean(gap) * proof.HARMS[lever] > 0.0
