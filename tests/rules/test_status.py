"""Status: claims C1, C3, C4, C13, C49."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.status import (
    MECHANISM,
    Status,
    update_glow,
    update_glow_of_gifts,
    update_status,
    use_up_visits,
)
from multipolar.world import World
from playing import WORLDS, defaults, play, some_parameters

STANDING = (update_status, use_up_visits, update_glow)

PRIORS = some_parameters(Status)
RUSSIA, KOREA = 0, 1


def alone(world):
    """Return a month without meetings."""
    return np.zeros_like(world.visits)


@given(PRIORS)
def test_without_meetings_the_standing_of_january_2022_is_a_rest_point(p):
    world = World()
    assert np.allclose(play(update_status, world, p)["status"], world.start_of_status)


@given(WORLDS, PRIORS)
def test_a_lead_in_standing_halves_in_its_half_life(world, p):
    lead = world.status - world.start_of_status
    kept = play(update_status, world, p, visits=alone(world))["status"] - world.start_of_status
    assert np.allclose(kept, lead * 0.5 ** (1.0 / p.half_life))


@given(WORLDS, PRIORS)
def test_a_meeting_never_costs_standing_and_meetings_are_used_up(world, p):
    met = play(STANDING, world, p)
    quiet = play(STANDING, world, p, visits=alone(world))
    assert (met["status"] >= quiet["status"] - 1e-12).all()
    assert not met["visits"].any()


@given(WORLDS, PRIORS, st.floats(0.05, 1.0))
def test_standing_gained_is_in_proportion_to_rank_head_room_and_the_visitors_standing(
    world, p, rank
):
    visits = alone(world)
    visits[:, KOREA, RUSSIA] = rank
    gain = play(update_status, world, p, visits=visits)["status"]
    gain = gain - play(update_status, world, p, visits=alone(world))["status"]
    expected = (1.0 - world.status[:, KOREA]) * p.visit_gain[:, 0] * rank
    assert np.allclose(gain[:, KOREA], expected * world.status[:, RUSSIA])
    assert np.allclose(np.delete(gain, KOREA, axis=1), 0.0)


@given(WORLDS, PRIORS)
def test_gifts_warm_clients_only_and_the_glow_fades(world, p):
    giving = play(update_glow, world, p, visits=alone(world), goods=np.full(world.runs, 1.0))[
        "glow"
    ]
    none = play(update_glow, world, p, visits=alone(world), goods=np.zeros(world.runs))["glow"]
    warmed = giving - none
    assert np.allclose(warmed, 0.1 * world.client)
    assert np.allclose(none, p.glow_memory * world.glow)


def test_a_visit_without_effect_leaves_standing_where_it_was():
    world = World()
    world.visits[...] = 1.0
    after = play(update_status, world, defaults(Status, visit_gain=0.0))["status"]
    assert np.allclose(after, world.start_of_status)


@given(WORLDS, PRIORS)
def test_without_the_mechanism_meetings_confer_nothing_and_are_used_up(world, p):
    """Gifts still glow, and no meeting repeats."""
    written = play((update_glow_of_gifts, use_up_visits), world, p)
    assert not written["visits"].any()
    assert np.array_equal(written["glow"], play(update_glow, world, p, visits=alone(world))["glow"])
    assert MECHANISM.absent["outcomes"] == (update_glow_of_gifts,)
    assert MECHANISM.absent["learning"] == (use_up_visits,)


@given(WORLDS, PRIORS)
def test_standing_gained_glows(world, p):
    met, quiet = (play(STANDING, world, p, visits=v) for v in (world.visits, alone(world)))
    assert np.allclose(met["glow"] - quiet["glow"], met["status"] - quiet["status"])
