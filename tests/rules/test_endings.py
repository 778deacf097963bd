"""What settling is worth: signs of its terms, their neutral mean, and endings without them."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules.conflicts import Conflicts, won
from multipolar.rules.endings import Endings, judge_front, remember_war, weigh_settlement
from multipolar.rules.mediation import Mediation
from multipolar.rules.settling import Settling
from multipolar.world import World, full_roster
from multipolar.world.codes import Regime
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters, work_out
from proofs import endings as proof

PRIORS = some_parameters(Endings)
THEATRES = full_roster().labels["theatre"]
UKRAINE = THEATRES.index("ukraine")
USUAL = Endings()
MONTHS = 30.0


def usual_war(**changed):
    """Return a world with a war in Ukraine in which every term has its usual value."""
    world = World()
    world.regime[:, UKRAINE], world.war_months[:, UKRAINE] = Regime.WAR, MONTHS
    values = {
        "toll": MONTHS * USUAL.usual_toll[0],
        "aid_of_late": USUAL.usual_aid[0],
        "front": USUAL.usual_change[0],
        "front_of_late": 0.0,
        "restoration_aim": USUAL.usual_aim[0],
        **changed,
    }
    for name, value in values.items():
        world.arrays[name][...] = value
    world.sanctions_drag[...] = changed.get("sanctions_drag", USUAL.usual_drag[0])
    return world


def worth(world, p=USUAL):
    given = {
        Endings: p,
        Settling: defaults(Settling, willingness=0.0),
        Mediation: defaults(Mediation, agreement=1.0),
    }
    return play(weigh_settlement, world, given)["settlement"][0]


@given(PRIORS)
def test_a_usual_war_is_worth_half_the_variance_less_and_other_theatres_nothing(p):
    spreads = {"toll": "toll", "fatigue": "aid", "optimism": "change", "hardship": "drag"}
    variance = sum(
        float(getattr(p, weight)[0, 0] * getattr(p, f"spread_{term}")[0, 0]) ** 2
        for weight, term in spreads.items()
    )
    found = worth(usual_war(), p)
    assert np.isclose(found[UKRAINE], -0.5 * variance)
    assert not np.delete(found, UKRAINE).any()


@pytest.mark.parametrize(
    ("changed", "expected"),
    [
        ({"toll": 1.5 * MONTHS * USUAL.usual_toll[0, 0]}, 0.3 * np.log(1.5)),
        ({"aid_of_late": USUAL.usual_aid[0, 0] - 0.3}, 0.5 * 0.3),
        ({"front": 3.0 * USUAL.usual_change[0, 0]}, -0.2 * 2.0),
        ({"front": -3.0 * USUAL.usual_change[0, 0]}, -0.2 * 2.0),
        ({"sanctions_drag": USUAL.usual_drag[0, 0] + 3.0}, 0.3),
        ({"restoration_aim": USUAL.usual_aim[0, 0] + 0.3}, -0.3),
    ],
)
def test_each_term_moves_the_log_odds_by_its_weight(changed, expected):
    moved = worth(usual_war(**changed)) - worth(usual_war())
    assert np.isclose(moved[UKRAINE], expected)


@given(WORLDS)
def test_with_weights_of_nought_settling_is_worth_nothing_anywhere(world):
    nothing = dict.fromkeys(("toll", "fatigue", "optimism", "hardship", "ambition"), 0.0)
    assert not worth(world, defaults(Endings, **nothing)).any()


@given(st.floats(-3.0, 3.0), st.floats(0.0, 3.0))
def test_the_farther_the_front_the_likelier_a_victory_whoever_it_is(front, more):
    near, far = (
        play(judge_front, usual_war(front=x))["decisiveness"][0, UKRAINE]
        for x in (front, front + np.copysign(more, front))
    )
    assert far >= near
    assert np.isclose(play(judge_front, usual_war(front=-front))["decisiveness"][0, UKRAINE], near)


def test_at_the_usual_front_one_ended_war_in_four_is_won():
    world = usual_war(front=USUAL.usual_front[0])
    world.decisiveness[...] = play(judge_front, world)["decisiveness"]
    share = Conflicts().victory[0, 0]
    assert share == 0.25
    shape = world.regime.shape
    for luck, expected in ((share - 1e-9, True), (share + 1e-9, False)):
        world.war_months[...], world.regime[...] = 3.0, Regime.WAR
        found = work_out(won, world, end_luck=np.zeros(shape), victory_luck=np.full(shape, luck))
        assert found[0, UKRAINE] == expected


@given(WORLDS)
def test_what_is_remembered_stays_in_bounds_and_a_war_that_is_over_has_no_toll(world):
    for name in ("toll", "losses_russia", "losses_ukraine"):
        world.arrays[name][...] = np.minimum(world.arrays[name], 1e5)
    written = play(remember_war, world)
    assert_in_bounds(written)
    assert not written["toll"][world.regime[:, UKRAINE] != Regime.WAR].any()


def test_without_the_mechanism_the_war_in_ukraine_ends_by_its_age_alone():
    spec = load_scenario("author_2024", {"months": 36})
    off = replace(spec, switches={**spec.switches, "endings": False})
    on, alone = (MultipolarModel(s, runs=4, rng=1, collect=False) for s in (spec, off))
    for model in (on, alone):
        model.run()
    assert on.world.settlement[:, UKRAINE].all()
    assert not alone.world.settlement.any()
    assert not alone.world.decisiveness.any()
    assert (alone.world.war_months[:, UKRAINE] > 0.0).any()


def test_wars_end_by_the_published_rates_in_a_sample_of_the_proof():
    assert proof.wars(proof.FEW, seed=5) == 0
