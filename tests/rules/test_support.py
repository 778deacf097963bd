"""Support for Kyiv follows attention: claims C19, C20, C34."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.support import Support, decide_aid, deliver_aid
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
    few, many = (play(decide_aid, world, p, attention=a)["aid"] for a in (less, more))
    assert (many >= few - 1e-12).all()


@given(WORLDS, PRIORS)
def test_unity_never_lowers_a_sponsors_own_programme(world, p):
    united = np.ones_like(world.cohesion)
    alone = defaults(Support, compensation=0.0)
    few = play(decide_aid, world, alone)["aid"]
    many = play(decide_aid, world, alone, cohesion=united)["aid"]
    assert (many >= few - 1e-12).all()


@given(WORLDS, PRIORS)
def test_behind_a_shut_gate_support_only_decays(world, p):
    shut = np.zeros_like(world.aid_gate)
    assert (play(decide_aid, world, p, aid_gate=shut)["aid"] <= world.aid + 1e-12).all()


@given(WORLDS)
def test_europe_makes_good_part_of_what_the_united_states_withholds(world):
    full = np.ones_like(world.aid_gate)
    us_shut = full.copy()
    us_shut[:, USA] = 0.0
    world.attention[..., 0] = 0.2
    world.aid[:, USA] = 0.0
    europe = np.array([r == "european_state" for r in full_roster().role])
    europe = europe[full_roster().part("sponsor")]
    none, some, all_of_it = (
        play(decide_aid, world, defaults(Support, compensation=share), aid_gate=us_shut)["aid"]
        for share in (0.0, 0.5, 1.0)
    )
    gap = world.aid_capacity[USA] * defaults(Support).adjustment[0, 0]
    assert np.allclose((some - none)[:, europe].sum(axis=1), 0.5 * gap)
    assert np.allclose((all_of_it - none)[:, europe].sum(axis=1), gap)
    assert np.array_equal(some[:, ~europe], none[:, ~europe])


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
