"""What the world is without sanctions, dependence or the contest for third states."""

from dataclasses import replace
from functools import cache

import numpy as np
import pytest

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel

MONTHS = 36
RUNS = 12


@cache
def after(switch, on, months=MONTHS, calm=False):
    """Return the world after some years with a mechanism on or off, the same luck in both.

    In a calm one no event of the calendar happens.
    """
    spec = load_scenario("baseline")
    spec = replace(spec, events=() if calm else spec.events)
    spec = replace(spec, switches={**spec.switches, switch: on})
    model = MultipolarModel(spec, runs=RUNS, parameters="default", collect=False, rng=1)
    for _ in range(months):
        model.step()
    return model.world


def test_without_sanctions_nothing_is_forbidden_leaks_presses_or_costs():
    world = after("sanctions", False)
    for name in ("stringency", "leakage", "pressure", "static_loss", "sanctions_drag"):
        assert not world.arrays[name].any(), name
    for name in ("sanctions_cost", "packages", "success_chance", "concession"):
        assert not world.arrays[name].any(), name


def test_without_sanctions_the_fear_of_secondary_sanctions_fades_as_with_them():
    with_them, without = (after("sanctions", on).secondary for on in (True, False))
    assert 0.0 < without[:, 0].max() < 0.6
    assert np.array_equal(with_them, without)


def test_without_sanctions_russia_grows_more_and_its_trade_stays_where_it_was():
    with_them, without = (after("sanctions", on) for on in (True, False))
    assert (without.growth_russia > with_them.growth_russia).all()
    assert (without.russia_on_china < with_them.russia_on_china).all()


@pytest.mark.parametrize("alive", ["escalation", "production", "fire_ratio", "loyalty", "vote"])
def test_without_sanctions_the_war_votes_and_neighbours_go_on(alive):
    start, world = after("sanctions", False, 1), after("sanctions", False)
    assert not np.array_equal(start.arrays[alive], world.arrays[alive])


def test_without_dependence_needs_moods_and_the_turn_to_china_pass():
    world = after("dependence", False)
    assert (world.dependence_rent < 0.02).all()
    assert (world.perceived_dependence < 0.02).all()
    assert np.allclose(world.mood, 0.0)
    assert np.allclose(world.russia_on_china, 0.154, atol=0.001)


def test_without_dependence_goods_still_flow_and_ties_still_move():
    start, world = after("dependence", False, 1), after("dependence", False)
    assert (world.goods > 0.0).any()
    assert not np.array_equal(start.tie, world.tie)


def test_without_the_contest_states_stay_at_home_and_nobody_is_pressed():
    world = after("alignment", False, calm=True)
    assert np.allclose(world.alignment, world.start_of_alignment)
    assert not world.pressed.any()
    assert np.allclose(world.loyalty, world.start_of_loyalty)
    assert np.allclose(world.legitimacy, 0.6)
    assert not after("alignment", False).vote.any()
    assert not after("alignment", False).vote_strictness.any()


def test_without_the_contest_carriers_are_as_willing_as_at_the_start():
    world = after("alignment", False)
    assert np.allclose(world.evasion, world.start_of_evasion)


def test_without_carriers_makers_outside_the_coalition_alone_replace_goods():
    world = after("carriers", False)
    assert not world.carried.any()
    assert not world.transit.any()
    strategic = world.leakage[:, 0, 1]
    assert ((strategic > 0.3) & (strategic < 0.6)).all()
    assert not world.leakage[:, 0, 0].any()
