"""Provocation and the answer to it: claims C3, C8, C16, C17."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules import provocation
from multipolar.rules.forms import choose, softmax
from multipolar.rules.provocation import (
    COST,
    GAIN,
    INTENSITY,
    RECIPROCITY,
    RUNGS,
    STANDING,
    TEST,
    Provocation,
)
from playing import defaults, some_parameters

PRIORS = some_parameters(Provocation)
SHARE = st.floats(0.0, 1.0)
CODE = st.sampled_from([-1.0, 0.0, 1.0])


def one(value):
    return np.array([[value]])


def challenger(p, nerve=0.4, status=0.3, target=0.6, habit=0.3, response=0.0, wary=0.0):
    """Return the chances of the rungs, shape (rung,)."""
    utility = (
        provocation.nerve(one(nerve))
        + provocation.standing(one(status), np.array([target]), p)
        + provocation.habit(np.array([habit]))
        + provocation.reciprocity(one(response), p)
        + provocation.cost(one(response), one(wary), p)
        + provocation.means(one(1.0))
    )
    return softmax(utility / p.temperature[..., None])[0, 0]


def front(p, felt=0.0, level=3.0, rest=3.0):
    """Return the chances of talking down, holding and answering."""
    utility = (
        provocation.resolve(one(felt), p)
        + provocation.relief(one(level), one(rest), p)
        + provocation.inertia(one(level), p)
    )
    return softmax(utility / p.temperature[..., None])[0, 0]


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


@given(st.floats(0.0, 0.6))
def test_an_answer_invites_a_small_provocation_and_being_talked_to_invites_restraint(r):
    p = defaults(Provocation, reciprocity=r, deterrence=0.0)
    talked, held, answered = (challenger(p, response=code) @ RECIPROCITY for code in (-1, 0, 1))
    assert talked <= held + 1e-12
    assert held <= answered + 1e-12


@given(st.floats(0.0, 0.6))
def test_an_answer_deters_from_the_costly_rungs(deterrence):
    p = defaults(Provocation, reciprocity=0.0, deterrence=deterrence)
    assert challenger(p, response=1.0) @ COST <= challenger(p, response=0.0) @ COST + 1e-12


@given(PRIORS, st.floats(0.0, 2.0))
def test_the_wariness_of_others_deters_from_the_costly_rungs(p, wary):
    assert challenger(p, wary=wary) @ COST <= challenger(p) @ COST + 1e-12


def test_a_rung_without_means_is_out_of_reach():
    barred = provocation.means(np.array([[0.0, 1.0]]))
    grey = RUNGS.index("grey_zone")
    assert barred[0, 0, grey] < -5.0
    assert np.count_nonzero(barred) == 1


@given(PRIORS, SHARE, SHARE)
def test_a_client_that_russia_feeds_is_held_back_less_by_china(p, one_share, other_share):
    low, high = sorted((one_share, other_share))
    hungry, fed = (
        provocation.restraint(one(share), np.array([0.0]), np.array([1.0]), p)
        for share in (low, high)
    )
    assert (fed >= hungry - 1e-12).all()
    assert (hungry <= 0.0).all()


@given(PRIORS, SHARE)
def test_what_was_shipped_to_the_front_is_not_fired_at_home(p, exported):
    lost = provocation.shipped_away(one(exported), p)[0, 0]
    assert lost[RUNGS.index("test")] <= 0.0
    assert np.count_nonzero(lost) <= 1


def test_a_lifted_restraint_favours_the_middle_of_the_ladder():
    gain = provocation.licence(one(1.0))[0, 0]
    assert gain[0] == 0.0
    assert gain.argmax() not in (0, len(RUNGS) - 1)
    assert (provocation.licence(one(0.0)) == 0.0).all()


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


@pytest.mark.parametrize("scale", [1e3, 1e6])
def test_utilities_of_any_size_give_shares_that_sum_to_one(scale):
    shares = softmax(scale * np.array([[1.0, -1.0, 0.5]]))
    assert np.isfinite(shares).all()
    assert np.isclose(shares.sum(), 1.0)
