"""Support for Kyiv follows attention: claims C19, C20, C34."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar import load_scenario
from multipolar.agents.kind import AID as AID_CHOICE
from multipolar.model import MultipolarModel
from multipolar.rules.giving import filling
from multipolar.rules.support import (
    Support,
    count_shut_months,
    deliver_aid,
    move_programme,
    pay_aid,
    see_what_is_withheld,
    weigh_interest,
)
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, consider, defaults, play, some_parameters, work_out

AID = (pay_aid, deliver_aid)

PRIORS = some_parameters(Support)
USA = 0


@given(WORLDS, PRIORS)
def test_support_and_programmes_stay_in_bounds_whatever_is_chosen(world, p):
    for name in ("aid", "aid_last_month", "aid_arriving"):
        world.arrays[name] *= world.aid_capacity
    assert_in_bounds(play((*AID, move_programme), world, p))


def _raises(world, p, **changed):
    """Return the chance to raise less that to cut, shape (run, sponsor)."""
    chance = consider(AID_CHOICE, world, "united_states", {Support: p}, **changed)
    return chance[..., 2] - chance[..., 0]


@given(WORLDS, PRIORS, st.floats(0.0, 1.0))
def test_attention_unity_and_a_committed_government_never_lower_a_programme(world, p, share):
    keen = np.full_like(world.aid_interest, 2.0)
    united, committed = np.ones_like(world.cohesion), np.full_like(world.government, 1.0)
    for name, more in (("aid_interest", keen), ("cohesion", united), ("government", committed)):
        less = more * share if name != "government" else np.full_like(more, 3.0)
        few, many = (_raises(world, p, **{name: level}) for level in (less, more))
        assert (many >= few - 1e-12).all(), name


@given(st.floats(0.3, 1.5), st.floats(0.3, 1.0))
def test_a_programme_of_the_size_that_is_wanted_is_kept_on_average(interest, unity):
    world, p = World(), defaults(Support)
    wanted = np.full_like(world.programme, interest * unity)
    levels = {
        "aid_interest": np.full_like(wanted, interest),
        "cohesion": np.full_like(wanted, unity),
    }
    usual = {"compensates": np.zeros_like(world.compensates)}
    assert np.allclose(_raises(world, p, programme=wanted, **levels, **usual), 0.0)
    assert (_raises(world, p, programme=1.2 * wanted, **levels, **usual) < -0.5).all()
    assert (_raises(world, p, programme=wanted / 1.2, **levels, **usual) > 0.5).all()


@given(WORLDS, st.floats(0.0, 0.6))
def test_support_follows_attention_with_the_elasticity_that_is_stated(world, elasticity):
    p = defaults(Support, elasticity=elasticity)
    world.attention[..., 0] = 0.2
    one = play(weigh_interest, world, p)["aid_interest"]
    world.attention[..., 0] = 0.4
    twice = play(weigh_interest, world, p)["aid_interest"]
    assert np.allclose(np.log2(twice / one), elasticity)


@given(st.floats(0.0, 1.0), st.integers(1, 24))
def test_behind_a_shut_gate_the_pipeline_is_left_and_runs_dry(pipeline, months):
    world, p = World(), defaults(Support, pipeline=pipeline, adjustment=1.0)
    world.aid[:, USA] = world.aid_capacity[USA]
    world.gate_shut[:, USA] = months
    left = play(pay_aid, world, p)["aid"][0, USA]
    whole = (p.scale * world.aid_capacity[USA] * world.programme[:, USA])[0, 0]
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


def _europe_wants(**changed) -> float:
    """Return what Europe wants to add, over the programme of the United States."""
    world, p = World(), defaults(Support, **changed.pop("parameters", {}))
    world.programme[...] = world.cohesion
    for name, value in changed.items():
        world.arrays[name][:, USA] = value
    withheld = play(see_what_is_withheld, world, p)["aid_withheld"]
    steps = work_out(filling, world, p, aid_withheld=withheld)[0, :, 2]
    more = np.expm1(steps * p.step[0, 0]) * world.aid_capacity
    assert (more[world.compensates == 0.0] == 0.0).all()
    return float(more.sum() / world.aid_capacity[USA])


def test_europe_fills_the_share_that_is_stated_of_a_lasting_gap_and_nothing_of_a_passing_one():
    shut = {"aid_gate": 0.0}
    assert _europe_wants(**shut, gate_shut=6.0) == 0.0
    assert np.isclose(_europe_wants(**shut, gate_shut=7.0), 0.5)
    assert np.isclose(_europe_wants(congress_passes=0.0, gate_shut=7.0), 0.5)
    whole = {"parameters": {"compensation": 1.0}}
    assert np.isclose(_europe_wants(**shut, gate_shut=30.0, **whole), 1.0)


def test_europe_fills_its_share_of_a_change_of_policy_at_once():
    assert _europe_wants(aid_gate=1.0) == 0.0
    less = World().cohesion[0, USA] * 0.4
    assert np.isclose(_europe_wants(aid_gate=1.0, programme=less), 0.5 * 0.6)
    assert _europe_wants(aid_gate=1.0, programme=1.2) == 0.0


def _model_without(switch: str) -> MultipolarModel:
    return MultipolarModel(
        load_scenario("baseline", {"months": 24, f"switches.{switch}": False}),
        parameters="default",
        collect=False,
        rng=1,
    )


def test_without_attention_programmes_follow_unity_and_the_rest_goes_on():
    model = _model_without("attention")
    world = model.world
    model.run()
    assert (world.aid_interest == 1.0).all()
    assert (world.aid[:, world.aid_capacity > 0.0] > 0.0).all()
    large = world.aid_capacity > 0.01
    assert np.allclose(world.programme[:, large], world.cohesion[:, large], rtol=0.4)


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


RECORD = {"2023-01": 0.618, "2023-07": 0.510, "2024-01": 0.631}
"""European allocations by half-year, over the mean month of all donors (Kiel Institute)."""


def test_european_support_of_2023_and_2024_stands_at_its_recorded_level():
    spec = load_scenario("author_2024", {"months": 30})
    model = MultipolarModel(spec, runs=60, rng=2, collect=False)
    europe = model.world.compensates > 0.0
    months = []
    while model.running:
        model.step()
        months.append(model.world.aid[:, europe].sum(axis=1))
    halves = np.array(months)[12:].reshape(3, 6, -1).mean(axis=1)
    level = halves.mean(axis=0) / np.mean(list(RECORD.values()))
    assert 0.95 < level.mean() < 1.05
    low, high = np.quantile(level, [0.05, 0.95])
    assert low < 1.0 < high
