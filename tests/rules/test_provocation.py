"""Provocation, the answer to it and Russia's licence: claims C3, C8, C16 to C18, C29, C35, C43."""

import dataclasses

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents import NorthKorea
from multipolar.agents.kind import RESPOND
from multipolar.agents.russia import LICENSE
from multipolar.rules import provocation
from multipolar.rules.emboldenment import Emboldenment
from multipolar.rules.forms import choose, nested, softmax
from multipolar.rules.provocation import (
    ACTS,
    COST,
    GAIN,
    INTENSITY,
    NESTS,
    RECIPROCITY,
    RUNGS,
    STANDING,
    TEST,
    Provocation,
)
from multipolar.world import World
from playing import WORLDS, consider, defaults, play, some_parameters

PRIORS = some_parameters(Provocation)
SHARE = st.floats(0.0, 1.0)
CODE = st.sampled_from([-1.0, 0.0, 1.0])


def one(value):
    return np.array([[value]])


def challenger(
    p, nerve=0.4, status=0.3, target=0.6, habit=0.3, response=0.0, wary=0.0, armed=0.0, struck=0.0
):
    """Return the chances of the rungs, shape (rung,)."""
    utility = (
        provocation.nerve(one(nerve), np.array([0.4]), p, Emboldenment())
        + provocation.standing(one(status), np.array([target]), p)
        + provocation.habit(np.array([habit]))
        + provocation.reciprocity(one(response), one(struck), p)
        + provocation.cost(one(response), one(wary), one(armed), p)
        + provocation.means(one(1.0))
    )
    return nested(utility / p.temperature[..., None], NESTS)[0, 0]


def front(p, felt=0.0, level=3.0, rest=3.0):
    """Return the chances of talking down, holding and answering."""
    utility = (
        provocation.resolve(one(felt), p)
        + provocation.relief(one(level), one(rest), p)
        + provocation.inertia(p)
    )
    return softmax(utility / p.response_temperature[..., None])[0, 0]


def test_the_ladder_climbs():
    assert (np.diff(INTENSITY) > 0).all()
    assert (np.diff(GAIN) > 0).all()
    assert (np.diff(COST) > 0).all()
    assert INTENSITY[0] == GAIN[0] == COST[0] == 0
    assert TEST[RUNGS.index("test")] == 1 == TEST.sum()


@given(PRIORS, SHARE, SHARE, CODE)
def test_emboldenment_climbs_the_ladder(p, one_nerve, other_nerve, response):
    low, high = sorted((one_nerve, other_nerve))
    calm, bold = (challenger(p, nerve=b, response=response) for b in (low, high))
    assert bold @ GAIN >= calm @ GAIN - 1e-12
    assert bold[0] <= calm[0] + 1e-12


@given(PRIORS, SHARE, SHARE)
def test_a_status_deficit_seeks_the_rungs_that_promise_standing(p, one_status, other_status):
    low, high = sorted((one_status, other_status))
    short, sated = (challenger(p, status=s) for s in (low, high))
    assert short @ STANDING >= sated @ STANDING - 1e-12


@given(PRIORS, st.floats(0.6, 1.0))
def test_standing_beyond_what_is_claimed_changes_nothing(p, status):
    assert np.array_equal(challenger(p, status=status), challenger(p, status=0.6))


@given(PRIORS, st.floats(0.0, 3.0))
def test_habit_makes_tests_likelier_and_everything_else_less_likely(p, habit):
    plain, used = challenger(p, habit=0.0), challenger(p, habit=habit)
    assert (used[TEST == 1] >= plain[TEST == 1] - 1e-12).all()
    assert (used[TEST == 0] <= plain[TEST == 0] + 1e-12).all()


@given(st.floats(0.0, 0.4))
def test_an_answer_invites_a_small_provocation_and_being_talked_to_invites_restraint(r):
    p = defaults(Provocation, reciprocity=r, deterrence=0.0)
    talked, held, answered = (challenger(p, response=code) @ RECIPROCITY for code in (-1, 0, 1))
    assert talked <= held + 1e-12
    assert held <= answered + 1e-12


@given(PRIORS, CODE)
def test_a_strike_of_the_front_line_state_is_paid_back_as_an_answer_is(p, response):
    paid = dataclasses.replace(p, deterrence=np.zeros((1, 1)))
    assert np.array_equal(
        challenger(paid, response=response, struck=0.5), challenger(paid, response=1.0)
    )


@given(st.floats(0.0, 0.6))
def test_an_answer_deters_from_the_costly_rungs(deterrence):
    p = defaults(Provocation, reciprocity=0.0, deterrence=deterrence)
    assert challenger(p, response=1.0) @ COST <= challenger(p, response=0.0) @ COST + 1e-12


@given(PRIORS, st.floats(0.0, 2.0))
def test_the_wariness_of_others_deters_from_the_costly_rungs(p, wary):
    assert challenger(p, wary=wary) @ COST <= challenger(p) @ COST + 1e-12


@given(PRIORS, st.floats(0.0, 2.0))
def test_the_arms_of_the_sponsors_deter_from_the_costly_rungs(p, armed):
    assert challenger(p, armed=armed) @ COST <= challenger(p) @ COST + 1e-12


@given(WORLDS)
def test_without_the_mechanism_what_a_scenario_made_anybody_do_is_over_after_its_month(world):
    written = play(provocation.MECHANISM.absent["learning"], world)
    assert set(written) == {"action", "provocation", "response"}
    assert not any(array.any() for array in written.values())


def test_a_rung_without_means_is_out_of_reach():
    barred = provocation.means(np.array([[0.0, 1.0]]))
    grey = RUNGS.index("grey_zone")
    assert barred[0, 0, grey] < -5.0
    assert np.count_nonzero(barred) == 1


@given(PRIORS, SHARE, SHARE)
def test_a_client_that_russia_feeds_is_held_back_less_by_china(p, one_share, other_share):
    low, high = sorted((one_share, other_share))
    hungry, fed = (
        provocation.restraint(one(share), np.array([0.0]), np.array([0.5]), np.array([1.0]), p)
        for share in (low, high)
    )
    assert (fed >= hungry - 1e-12).all()
    assert (hungry <= 0.0).all()


@given(PRIORS, SHARE)
def test_what_was_shipped_to_the_front_is_not_fired_at_home(p, exported):
    lost = provocation.shipped_away(one(exported), p)[0, 0]
    assert lost[RUNGS.index("test")] <= 0.0
    assert np.count_nonzero(lost) <= 1


def test_a_lifted_restraint_adds_its_points_at_the_usual_chance():
    """At the usual chance a licence adds to the chance of a test what the parameter says."""
    p = defaults(Provocation, licence_points=5.0, usual_chance=0.3)
    gain = provocation.licence(one(1.0), p)[0, 0] / p.temperature[0, 0]
    odds = 0.3 / 0.7 * np.exp(gain[RUNGS.index("test")])
    assert np.isclose(odds / (1.0 + odds), 0.35)
    assert gain[0] == 0.0
    assert gain.argmax() not in (0, len(RUNGS) - 1)
    assert (provocation.licence(one(0.0), p) == 0.0).all()
    assert (provocation.licence(one(1.0), defaults(Provocation, licence_points=0.0)) == 0.0).all()


def odds_of_acting(chances):
    """Return the odds of an act against inaction."""
    return chances[ACTS == 1].sum() / chances[ACTS == 0].sum()


@given(PRIORS, st.floats(0.0, 0.5), st.floats(0.0, 0.5), SHARE)
def test_a_quarter_of_nerve_multiplies_the_odds_of_acting_by_its_ratio(p, nerve, more, status):
    """What nerve does to the odds is what its scale states, and it moves no choice of the rung."""
    low, high = (challenger(p, nerve=b, status=status) for b in (nerve, nerve + more))
    stated = Emboldenment().nerve_ratio[0, 0] ** (more / 0.25)
    assert np.isclose(odds_of_acting(high) / odds_of_acting(low), stated, rtol=1e-9)
    for nest in (ACTS == 1, ACTS == 0):
        assert np.allclose(high[nest] / high[nest].sum(), low[nest] / low[nest].sum())


@given(PRIORS, st.floats(0.0, 0.6))
def test_a_standard_deviation_of_status_deficit_multiplies_the_odds_of_a_test(p, status):
    """STA01: by its ratio, for tests; the higher rungs promise less standing."""
    wide = dataclasses.replace(p, deficit_spread=one(0.2))
    more = provocation.standing(one(0.2), np.array([0.8]), wide)
    less = provocation.standing(one(0.4), np.array([0.8]), wide)
    gained = ((more - less) / p.temperature[..., None])[0, 0]
    assert np.isclose(np.exp(gained[RUNGS.index("test")]), p.deficit[0, 0])
    assert (gained <= gained[RUNGS.index("test")] + 1e-12).all()


@given(st.floats(0.0, 0.4))
def test_at_even_odds_an_answer_moves_a_small_provocation_by_the_elasticity(elasticity):
    """CRI04, to first order: from -1/2 to 1/2 of an answer the chance rises by the elasticity."""
    p = defaults(Provocation, reciprocity=elasticity * 0.01)
    chances = [
        softmax(provocation.reciprocity(one(answer), one(0.0), p) / p.temperature[..., None])[0, 0]
        for answer in (-0.5, 0.5)
    ]
    grey = RUNGS.index("grey_zone")
    shares = [c[grey] / (c[0] + c[grey]) for c in chances]
    assert np.isclose(shares[1] - shares[0], elasticity * 0.01, rtol=1e-3, atol=1e-12)


def test_a_client_that_nobody_holds_back_acts_by_the_ratio_of_neutrality():
    p = Provocation()
    held = provocation.restraint(one(0.0), np.array([0.0]), np.array([0.5]), np.array([1.0]), p)[
        0, 0
    ]
    ratio = np.exp(-held[RUNGS.index("test")] / p.temperature[0, 0])
    assert np.isclose(ratio, p.neutrality[0, 0])


@given(PRIORS, st.floats(0.0, 4.0), st.floats(0.0, 4.0))
def test_provocation_is_answered_and_not_rewarded(p, one_felt, other_felt):
    low, high = sorted((one_felt, other_felt))
    mild, hard = (front(p, felt=f) for f in (low, high))
    assert hard[2] >= mild[2] - 1e-12
    assert hard[0] <= mild[0] + 1e-12


@given(PRIORS, st.floats(3.0, 10.0), st.floats(3.0, 10.0))
def test_tension_above_its_rest_asks_for_talks(p, one_level, other_level):
    low, high = sorted((one_level, other_level))
    assert front(p, level=high)[0] >= front(p, level=low)[0] - 1e-12


@given(PRIORS, st.floats(0.0, 3.0))
def test_below_its_rest_no_tension_asks_for_anything(p, level):
    assert np.array_equal(front(p, level=level), front(p, level=3.0))


def test_a_calm_front_holds_still_more_often_than_not():
    assert front(Provocation())[1] > 0.5


@given(
    st.lists(st.floats(-50, 50), min_size=2, max_size=6),
    st.floats(0.05, 5.0),
    st.floats(0.0, 1.0, exclude_max=True),
)
def test_a_choice_is_always_one_of_the_options(utility, temperature, luck):
    chosen = choose(softmax(np.array([utility]) / temperature), np.array([luck]))
    assert chosen[0] in range(len(utility))


def test_options_are_chosen_as_often_as_their_chances_say():
    utility = np.array([0.0, 1.0, -0.5])
    luck = (np.arange(40_000) + 0.5) / 40_000
    chosen = choose(softmax(np.tile(utility, (40_000, 1))), luck)
    shares = np.bincount(chosen.astype(int), minlength=3) / 40_000
    assert np.allclose(shares, softmax(utility), atol=1e-4)


LADDERS = st.lists(st.floats(-20.0, 20.0), min_size=4, max_size=7)


@given(LADDERS, st.floats(-20.0, 20.0))
def test_a_low_rung_takes_chances_from_inaction_alone(utility, low):
    """The chance of acting at all and that of every act are no lower with it than without it."""
    acts = ("act",) * (len(utility) - 1)
    without = nested(np.array([utility]), ("inaction", *acts))[0]
    added = np.array([[utility[0], low, *utility[1:]]])
    chances = nested(added, ("inaction", "inaction", *acts))[0]
    assert np.isclose(chances.sum(), 1.0)
    assert np.allclose(chances[2:], without[1:], rtol=1e-9)
    assert chances[0] <= without[0]
    assert np.isclose(chances[1] / chances[0], np.exp(low - utility[0]), rtol=1e-6)


@given(LADDERS, st.floats(-3.0, 3.0))
def test_what_speaks_for_every_act_multiplies_the_odds_of_acting_and_not_how(utility, pull):
    nests = ("inaction", *("act",) * (len(utility) - 1))
    moved = np.array([utility[0], *(u + pull for u in utility[1:])])
    before, after = nested(np.array([utility]), nests)[0], nested(moved[None], nests)[0]
    odds = [chances[1:].sum() / chances[0] for chances in (before, after)]
    assert np.isclose(odds[1] / odds[0], np.exp(pull), rtol=1e-6)
    assert np.allclose(before[1:] / before[1:].sum(), after[1:] / after[1:].sum())


def test_a_choice_without_nests_is_a_plain_logit():
    utility = np.array([[0.3, -1.0, 2.0]])
    assert np.array_equal(nested(utility), softmax(utility))


@pytest.mark.parametrize("scale", [1e3, 1e6])
def test_utilities_of_any_size_give_shares_that_sum_to_one(scale):
    shares = softmax(scale * np.array([[1.0, -1.0, 0.5]]))
    assert np.isfinite(shares).all()
    assert np.isclose(shares.sum(), 1.0)


# -- Russia's licence, and what disunity adds to its own initiative

GRANT = 1
KOREA, IRAN = 0, 1


def leave(world, p=None, **changed):
    """Return the chance that Russia lets a client go ahead, shape (run, client)."""
    filled = None if p is None else {Provocation: p}
    return consider(LICENSE, world, "russia", filled, **changed)[..., GRANT]


@given(WORLDS, PRIORS, SHARE)
def test_more_aid_at_stake_makes_russia_readier_to_let_clients_go(world, p, more):
    stake = world.aid_delivered + more
    assert (leave(world, p, aid_delivered=stake) >= leave(world, p) - 1e-12).all()


@given(WORLDS, PRIORS)
def test_without_a_wish_to_divert_neither_aid_nor_attention_counts(world, p):
    plain = dataclasses.replace(p, diversion=one(0.0))
    none = np.zeros_like(world.aid_delivered)
    assert np.array_equal(leave(world, plain), leave(world, plain, aid_delivered=none))


@given(WORLDS, PRIORS, SHARE)
def test_a_closer_tie_with_one_client_frees_that_client_alone(world, p, more):
    world.tie[...] = np.minimum(world.tie, 0.7)
    closer = world.tie.copy()
    closer[:, 1] += 0.3 * more
    base, freed = leave(world, p), leave(world, p, tie=closer)
    assert (freed[:, KOREA] >= base[:, KOREA] - 1e-12).all()
    assert np.array_equal(freed[:, IRAN], base[:, IRAN])


@given(WORLDS, PRIORS, SHARE)
def test_dependence_on_china_and_a_crisis_out_of_hand_hold_russia_back(world, p, more):
    base = leave(world, p)
    leaning = leave(world, p, russia_on_china=world.russia_on_china + more)
    assert (leaning <= base + 1e-12).all()
    world.escalation[:, 1] = 6.0
    hotter = world.escalation.copy()
    hotter[:, 1] += 4.0 * more
    calm, hot = leave(world, p), leave(world, p, escalation=hotter)
    assert (hot[:, KOREA] <= calm[:, KOREA] + 1e-12).all()


def test_the_licence_is_written_for_the_clients_and_for_nobody_else():
    world = World(2)
    LICENSE.commit(world.of("russia"), np.array([[1.0, 0.0], [0.0, 1.0]]))
    assert world.licence.tolist() == [[0.0, 1.0, 0.0, 0.0], [0.0, 0.0, 0.0, 1.0]]


# -- the answer as the front-line states give it

TALK, HOLD, ANSWER = range(3)


@given(WORLDS, PRIORS, st.sampled_from(["ukraine", "taiwan", "israel", "pacific_ally"]))
def test_the_answer_of_a_front_line_state_reads_its_own_theatre_only(world, p, role):
    own = world.roster.theatre_part(role)
    base = consider(RESPOND, world, role, {Provocation: p})
    assert base.shape == (world.runs, 1, 3)
    felt = np.zeros_like(world.provocation_felt)
    felt[:, own] = world.provocation_felt[:, own]
    alone = consider(RESPOND, world, role, {Provocation: p}, provocation_felt=felt)
    assert np.array_equal(base, alone)
    pushed = consider(RESPOND, world, role, {Provocation: p}, provocation_felt=felt + 1.0)
    assert (pushed[..., ANSWER] >= base[..., ANSWER] - 1e-12).all()


def test_answers_are_written_from_talks_to_answers():
    world = World(1)
    for chosen, code in ((TALK, -1.0), (HOLD, 0.0), (ANSWER, 1.0)):
        RESPOND.commit(world.of("taiwan"), np.array([[float(chosen)]]))
        assert world.response[0].tolist() == [0.0, 0.0, code, 0.0]


def test_an_action_is_written_as_its_rung_and_its_intensity():
    world = World(1)
    [provoke] = [choice for choice in NorthKorea.choices if choice.name == "provocation"]
    for rung, intensity in enumerate(INTENSITY):
        provoke.commit(world.of("north_korea"), np.array([[float(rung)]]))
        assert world.action[0].tolist() == [0.0, rung, 0.0, 0.0]
        assert world.provocation[0].tolist() == [0.0, intensity, 0.0, 0.0]
