"""What sanctions cost the target: claim C54."""

import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.costs import Costs, count_loss, drag_growth, elasticity_at, loss_at_start
from multipolar.rules.forms import half_life
from multipolar.rules.sanctions import apply_pressure
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters, work_out

COSTS = some_parameters(Costs)
SHARE = st.floats(0.0, 1.0)
TARGETS = 3
PROOF = Path(__file__).parents[1] / "proofs" / "costs.py"


def raised(array, share):
    """Return an array moved a share of the way to one."""
    return array + share * (1.0 - array)


def test_published_losses_are_found_again_in_a_sample_of_episodes():
    subprocess.run([sys.executable, PROOF, "--sample", "11"], check=True)


@given(WORLDS, COSTS, SHARE)
def test_the_loss_grows_with_what_is_forbidden_and_falls_with_what_leaks(world, p, more):
    base = play(count_loss, world, p)["static_loss"]
    stricter = play(count_loss, world, p, stringency=raised(world.stringency, more))["static_loss"]
    leakier = play(count_loss, world, p, leakage=raised(world.leakage, more))["static_loss"]
    assert (stricter >= base - 1e-9).all()
    assert (leakier <= base + 1e-9).all()


@pytest.mark.parametrize(("target", "swing"), [(0, 0), (0, 2), (2, 0), (2, 3)])
def test_a_coalition_that_gains_an_economy_costs_the_target_more(target, swing):
    world = World()
    joins, leaves = world.joined.copy(), world.joined.copy()
    joins[0, target, swing], leaves[0, target, swing] = 1.0, -1.0
    base, more, less = (
        play(count_loss, world, joined=joined)["static_loss"][0]
        for joined in (world.joined, joins, leaves)
    )
    assert less[target] <= base[target] < more[target]
    others = np.arange(TARGETS) != target
    assert np.array_equal(more[others], base[others])


def test_north_korea_loses_little_if_china_leaves_the_measures():
    world = World()
    gone = world.joined.copy()
    gone[0, 1, 0] = -1.0
    with_china, without = (
        play(count_loss, world, joined=joined)["static_loss"][0, 1]
        for joined in (world.joined, gone)
    )
    assert without < 0.1 * with_china
    pressed = play(apply_pressure, world, joined=gone)["pressure"][0, 1]
    assert (pressed < 0.1 * play(apply_pressure, world)["pressure"][0, 1]).all()


@given(WORLDS, COSTS)
def test_losses_stay_in_bounds(world, p):
    for name in ("sanctions_cost", "loss_felt"):
        world.arrays[name] = np.clip(world.arrays[name], -50.0, 50.0)
    world.static_loss[...] = 0.3 * world.static_loss
    assert_in_bounds(play(count_loss, world, p))
    assert_in_bounds({k: v for k, v in play(drag_growth, world, p).items() if "drag" not in k})


@given(COSTS)
def test_unchanged_measures_cost_nothing_beyond_what_lasts(p):
    world = World()
    at_start = work_out(loss_at_start, world, p)
    assert np.array_equal(play(count_loss, world, p)["static_loss"], at_start)
    after = play(drag_growth, world, p, static_loss=at_start)
    assert np.array_equal(after["loss_felt"], world.loss_felt)
    assert np.allclose(after["sanctions_drag"], p.lasting * 100.0 * at_start)


@given(COSTS, st.floats(0.01, 0.3))
def test_output_has_taken_half_of_a_new_loss_after_the_half_life_and_returns_more_slowly(p, loss):
    world = World()
    for way, months in ((1.0, p.half_life), (-1.0, p.recovery)):
        new = work_out(loss_at_start, world, p) + way * loss
        felt = play(drag_growth, world, p, static_loss=new)["loss_felt"]
        assert np.allclose(felt, way * 100.0 * loss * (1.0 - half_life(months)))


@given(COSTS)
def test_trade_finds_other_ways_in_time_so_the_same_measures_cost_less(p):
    world = World()
    young, old = (
        play(count_loss, world, p, sanctions_age=np.full_like(world.sanctions_age, age))
        for age in (0.0, 120.0)
    )
    assert (old["static_loss"] < young["static_loss"]).all()
    assert np.allclose(elasticity_at(np.zeros((1, TARGETS)), p), p.elasticity_at_first)


def test_without_goods_at_stake_oil_sold_at_a_discount_still_costs():
    world = World()
    stringency = np.zeros_like(world.stringency)
    stringency[..., -1] = 1.0
    dear, cheap = (
        play(
            count_loss,
            world,
            defaults(Costs, discount=discount),
            stringency=stringency,
            leakage=np.ones_like(world.leakage),
        )["static_loss"]
        for discount in (0.0, 0.41)
    )
    assert np.allclose(dear, 0.0)
    assert (cheap > 0.0).all()
