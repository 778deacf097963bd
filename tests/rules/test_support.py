"""Support for Kyiv follows attention: claims C19, C20, C34."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules.support import (
    Support,
    count_shut_months,
    decide_aid,
    deliver_aid,
    weigh_interest,
)
from multipolar.world import World, full_roster
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters

AID = (decide_aid, deliver_aid)

PRIORS = some_parameters(Support)
USA = 0


@given(WORLDS, PRIORS)
def test_support_of_sponsors_of_their_size_stays_in_bounds_without_help(world, p):
    for name in ("aid", "aid_last_month", "aid_arriving"):
        world.arrays[name] *= world.aid_capacity
    assert_in_bounds(play(AID, world, p))


@given(WORLDS, PRIORS, st.floats(0.0, 1.0))
def test_attention_to_ukraine_never_lowers_support(world, p, share):
    less, more = world.attention.copy(), world.attention.copy()
    less[..., 0] *= share
    interest = [play(weigh_interest, world, p, attention=a)["aid_interest"] for a in (less, more)]
    few, many = (play(decide_aid, world, p, aid_interest=i)["aid"] for i in interest)
    assert (many >= few - 1e-12).all()


@given(WORLDS, st.floats(0.0, 0.6))
def test_support_follows_attention_with_the_elasticity_that_is_stated(world, elasticity):
    p = defaults(Support, elasticity=elasticity)
    world.attention[..., 0] = 0.2
    one = play(weigh_interest, world, p)["aid_interest"]
    world.attention[..., 0] = 0.4
    twice = play(weigh_interest, world, p)["aid_interest"]
    assert np.allclose(np.log2(twice / one), elasticity)


@given(WORLDS, PRIORS)
def test_unity_never_lowers_a_sponsors_own_programme(world, p):
    united = np.ones_like(world.cohesion)
    alone = defaults(Support, compensation=0.0)
    few = play(decide_aid, world, alone)["aid"]
    many = play(decide_aid, world, alone, cohesion=united)["aid"]
    assert (many >= few - 1e-12).all()


@given(st.floats(0.0, 1.0), st.integers(1, 24))
def test_behind_a_shut_gate_the_pipeline_is_left_and_runs_dry(pipeline, months):
    world, p = World(), defaults(Support, pipeline=pipeline, adjustment=1.0)
    world.aid[:, USA] = world.aid_capacity[USA]
    world.gate_shut[:, USA] = months
    left = play(decide_aid, world, p)["aid"][0, USA]
    whole = (p.scale * world.aid_capacity[USA] * world.cohesion[:, USA])[0, 0]
    assert np.isclose(left, whole * pipeline * 0.5 ** (months / p.pipeline_half_life[0, 0]))


def test_a_gate_is_shut_only_once_it_was_open():
    world = World()
    assert not play(count_shut_months, world)["gate_shut"].any()
    world.aid[:, USA] = 0.1
    shut = play(count_shut_months, world)["gate_shut"]
    assert shut[0, USA] == 1.0
    assert shut.sum() == 1.0
    world.gate_shut[:, USA] = 5.0
    world.aid[:, USA] = 0.0
    assert play(count_shut_months, world)["gate_shut"][0, USA] == 6.0
    world.aid_gate[:, USA] = 1.0
    assert play(count_shut_months, world)["gate_shut"][0, USA] == 0.0


def _europe_adds(compensation: float, months: int) -> float:
    world = World()
    world.aid_gate[...] = 1.0
    world.aid_gate[:, USA] = 0.0
    world.gate_shut[:, USA] = months
    part = full_roster().part("sponsor")
    europe = np.array([r == "european_state" for r in full_roster().role])[part]
    none, some = (
        play(decide_aid, world, defaults(Support, compensation=share))["aid"]
        for share in (0.0, compensation)
    )
    assert np.array_equal(some[:, ~europe], none[:, ~europe])
    p = defaults(Support)
    gap = p.scale * p.adjustment * world.aid_capacity[USA]
    return float((some - none)[:, europe].sum() / gap[0, 0])


def test_europe_fills_the_share_that_is_stated_of_a_lasting_gap_and_nothing_of_a_passing_one():
    assert _europe_adds(0.5, 7) == 0.0
    assert np.isclose(_europe_adds(0.5, 8), 0.5)
    assert np.isclose(_europe_adds(1.0, 30), 1.0)


def _model_without(switch: str) -> MultipolarModel:
    return MultipolarModel(
        load_scenario("baseline", {"months": 24, f"switches.{switch}": False}),
        parameters="default",
        collect=False,
        rng=1,
    )


def test_without_attention_aid_follows_capacity_and_unity_alone():
    model, p = _model_without("attention"), defaults(Support)
    world = model.world
    others = np.arange(world.aid.shape[-1]) != USA
    for _ in range(24):
        aid, cohesion = world.aid.copy(), world.cohesion.copy()
        model.step()
        goal = p.scale * world.aid_capacity * world.aid_gate * cohesion
        expected = aid + p.adjustment * (goal - aid)
        assert (world.aid_interest == 1.0).all()
        assert np.allclose(world.aid[:, others], expected[:, others], rtol=1e-12, atol=0.0)
    assert (world.aid[:, others] > 0.0).all()


def test_without_support_there_is_no_aid_and_the_rest_goes_on():
    model = _model_without("support")
    model.run()
    world = model.world
    assert not world.aid.any()
    assert not world.aid_delivered.any()
    assert (world.attention[..., 0] != World().attention[..., 0]).all()


def test_what_is_decided_arrives_two_months_later():
    world = World()
    world.aid_gate[...] = 1.0
    decided, delivered = [], []
    for _ in range(6):
        written = {name: np.array(value) for name, value in play(AID, world).items()}
        world.restore({**world.snapshot(), **written})
        decided.append(world.aid.sum())
        delivered.append(world.aid_delivered[0])
    assert np.allclose(delivered[2:], decided[:-2])
    assert delivered[:2] == [0.0, 0.0]
    assert (np.diff(decided) > 0).all()
