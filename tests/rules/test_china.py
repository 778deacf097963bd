"""China's posture towards Russia: claims C6, C37."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents.china import POSTURE
from multipolar.rules.china import (
    China,
    read_russian_strength,
    set_discount,
    set_dual_use_flow,
    watch_doorstep,
)
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, consider, defaults, play, some_parameters

READING = (read_russian_strength, set_dual_use_flow, watch_doorstep)

PRIORS = some_parameters(China)
FLOW = [1.0, China().flow_extracts.item(), China().flow_props.item()]
AT_REST = China().discount_at_rest.item()
WAIT, EXTRACT, PROP = range(3)
STRENGTH = st.floats(0.0, 1.0)


def odds(p, strength, posture=WAIT, taiwan=3.0):
    """Return the chances of waiting, extracting and propping."""
    world = World()
    world.russian_strength[...] = strength
    world.posture[...] = posture
    world.escalation[:, 2] = taiwan
    return consider(POSTURE, world, "china", {China: p})[0, 0]


@given(WORLDS)
def test_strength_is_a_share_and_the_flow_stays_between_what_it_was_and_what_it_will_be(world):
    after = play(READING, world)
    assert_in_bounds(after)
    highest = np.maximum(world.dual_use, max(FLOW))
    assert (after["dual_use"] <= highest).all()


@given(WORLDS, st.sampled_from(["growth_russia", "loyalty", "stock_russia"]))
def test_each_source_of_strength_adds_to_it(world, source):
    more = world.arrays[source] + 0.2
    raised = play(read_russian_strength, world, **{source: more})["russian_strength"]
    assert (raised >= play(read_russian_strength, world)["russian_strength"] - 1e-12).all()


@given(WORLDS)
def test_the_front_counts_only_in_war(world):
    for code, counts in ((0.0, False), (1.0, False), (2.0, True)):
        regime = np.full_like(world.regime, code)
        losing, winning = (
            play(read_russian_strength, world, regime=regime, advance=np.full(world.runs, r))[
                "russian_strength"
            ]
            for r in (-100.0, 200.0)
        )
        assert (winning > losing).all() == counts
        assert (winning >= losing).all()


@pytest.mark.parametrize("posture", [WAIT, EXTRACT, PROP])
def test_goods_of_double_use_settle_where_the_posture_says(posture):
    world = World()
    world.posture[...] = posture
    for _ in range(40):
        world.dual_use[...] = play(set_dual_use_flow, world)["dual_use"]
    assert world.dual_use[0] == pytest.approx(FLOW[posture])
    assert FLOW[EXTRACT] < FLOW[WAIT] < FLOW[PROP]


@given(WORLDS)
def test_secondary_sanctions_cut_the_flow_as_far_as_they_reach(world):
    world.secondary[:, 0] = 1.0
    free, reached = (
        play(set_dual_use_flow, world, secondary_reach=np.full(world.runs, reach))["dual_use"]
        for reach in (0.0, 1.0)
    )
    assert (reached < free).all()


@given(PRIORS, STRENGTH, STRENGTH, st.sampled_from([WAIT, EXTRACT, PROP]))
def test_a_stronger_russia_is_waited_upon(p, one_strength, other_strength, posture):
    low, high = sorted((one_strength, other_strength))
    weak, strong = (odds(p, s, posture) for s in (low, high))
    assert strong[WAIT] >= weak[WAIT] - 1e-12


@given(PRIORS)
def test_china_waits_on_a_strong_russia_and_moves_on_a_cracked_one(p):
    assert odds(p, 0.95)[WAIT] > 0.9
    assert odds(p, 0.05, posture=EXTRACT)[WAIT] < 0.1
    assert odds(p, 0.0)[WAIT] < odds(p, 0.95)[WAIT] - 0.3


def test_usually_a_cracked_russia_ends_the_wait_at_once():
    assert odds(China(), 0.05)[WAIT] < 0.1


@given(PRIORS, STRENGTH, st.sampled_from([WAIT, EXTRACT, PROP]))
def test_a_posture_keeps(p, strength, posture):
    held = odds(p, strength, posture)[posture]
    for other in {WAIT, EXTRACT, PROP} - {posture}:
        assert held >= odds(p, strength, other)[posture]


@given(PRIORS, STRENGTH, st.floats(4.0, 10.0))
def test_tension_over_taiwan_makes_china_prop(p, strength, tension):
    assert odds(p, strength, taiwan=tension)[PROP] >= odds(p, strength, taiwan=2.0)[PROP]


def test_the_wider_the_patience_the_longer_the_wait():
    brief, long = (odds(defaults(China, patience=x), 0.4) for x in (0.5, 3.0))
    assert long[WAIT] > brief[WAIT]


def test_a_posture_is_written_as_chosen():
    world = World(3)
    POSTURE.commit(world.of("china"), np.array([[0.0], [1.0], [2.0]]))
    assert world.posture.tolist() == [0.0, 1.0, 2.0]


@given(WORLDS, st.floats(0.1, 3.0))
def test_only_tension_in_korea_above_its_rest_is_on_the_doorstep(world, rise):
    world.escalation[...] = world.rest_level
    assert not play(watch_doorstep, world)["doorstep"].any()
    for theatre in range(4):
        hot = world.rest_level.copy()
        hot[:, theatre] += rise
        seen = play(watch_doorstep, world, escalation=hot)["doorstep"]
        assert np.allclose(seen, rise * world.involvement[1, theatre])
    assert world.involvement[1, 1] == 1.0


@given(PRIORS, STRENGTH, st.floats(0.1, 7.0))
def test_a_crisis_in_korea_makes_china_extract_and_never_prop(p, strength, rise):
    world = World()
    world.russian_strength[...] = strength
    calm, hot = (
        consider(POSTURE, world, "china", {China: p}, doorstep=np.full(1, x))[0, 0]
        for x in (0.0, rise)
    )
    assert hot[EXTRACT] >= calm[EXTRACT]
    assert hot[PROP] <= calm[PROP]


def test_a_crisis_in_korea_alone_does_not_end_the_wait_on_a_strong_russia():
    world = World()
    world.russian_strength[...] = 0.6
    assert consider(POSTURE, world, "china", doorstep=np.full(1, 5.0))[0, 0, WAIT] > 0.9


@pytest.mark.parametrize(("posture", "asks_more"), [(WAIT, False), (EXTRACT, True), (PROP, False)])
def test_a_china_that_extracts_and_no_other_asks_for_a_larger_discount(posture, asks_more):
    world = World()
    world.posture[...] = posture
    path = [AT_REST]
    for _ in range(80):
        world.discount[...] = play(set_discount, world)["discount"]
        path.append(world.discount[0])
    assert (np.diff(path) >= 0.0).all()
    more = China().squeeze[0, 0] if asks_more else 0.0
    assert path[-1] == pytest.approx(AT_REST + more, abs=1e-4)
    assert (path[-1] > AT_REST + 0.05) == asks_more


def test_the_discount_starts_where_it_rests_and_returns_there():
    world = World()
    assert world.discount[0] == AT_REST
    world.discount[...] = 0.4
    for _ in range(80):
        world.discount[...] = play(set_discount, world)["discount"]
    assert world.discount[0] == pytest.approx(AT_REST, abs=1e-3)
