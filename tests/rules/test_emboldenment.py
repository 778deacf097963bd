"""Emboldenment: claims C8, C27, C28, C35, C42, C52."""

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.emboldenment import (
    Emboldenment,
    answer_met,
    backing,
    bound_elsewhere,
    example_of_others,
    felt_pressure,
    forget_daring,
    remember_impunity,
    success,
    update_emboldenment,
    worth,
)
from multipolar.world import World
from multipolar.world.codes import Regime
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters, work_out

NERVE = (update_emboldenment, remember_impunity)

PRIORS = some_parameters(Emboldenment)
SHARE = st.floats(0.0, 1.0)
ZERO = np.full((1, 1), 1e-9)
RUSSIA, KOREA = 0, 1
GAINS = ("commitment", "meeting", "window", "winning", "imitation", "impunity")
LOSSES = ("answer", "sanctions")


def nerve(world, p, **changed):
    return play(update_emboldenment, world, p, **changed)["emboldenment"]


def without(p, *names):
    """Return parameters in which some causes have no effect: a ratio of one, a share of nought."""
    none = {name: np.full((1, 1), 0.0 if name == "imitation" else 1.0) for name in names}
    return dataclasses.replace(p, **none)


@given(WORLDS, PRIORS)
def test_impunity_stays_in_bounds_without_help(world, p):
    assert_in_bounds(play(remember_impunity, world, p), slack=1e-9)


@given(WORLDS, PRIORS)
def test_from_its_start_nothing_but_a_visit_takes_nerve_beyond_its_bounds(world, p):
    world.emboldenment[...] = world.start_of_emboldenment
    world.visits[...] = 0.0
    assert_in_bounds(play(NERVE, world, p), slack=1e-9)


@given(PRIORS)
def test_a_full_commitment_of_the_patron_multiplies_the_clients_odds_by_its_ratio(p):
    """ALL01, ALL03: a client's odds of acting after a year; nothing where the ratio is one."""
    world = World()
    world.tie[...], world.treaty[...] = 1.0, 3.0
    base = world.start_of_emboldenment
    only = without(p, *(set(GAINS) - {"commitment"}), *LOSSES)
    for _ in range(12):
        world.emboldenment[...] = nerve(world, only)
    reached = np.exp(worth(p) * (world.emboldenment - base))[0]
    stated = p.commitment[0, 0]
    client = world.client > 0.0
    assert np.allclose(reached[~client], 1.0)
    assert (reached[client] <= stated + 1e-9).all()
    assert (np.log(reached[client]) >= 0.75 * np.log(stated) - 1e-9).all()


@given(PRIORS)
def test_a_presidents_visit_multiplies_the_clients_odds_over_half_a_year(p):
    """Link 3: the mean of the log odds over six months is that of the ratio."""
    world = World()
    only = without(p, *(set(GAINS) - {"meeting"}), *LOSSES)
    world.visits[:, KOREA, RUSSIA] = 1.0
    added = []
    for _ in range(6):
        world.emboldenment[...] = nerve(world, only)
        world.visits[...] = 0.0
        added.append(worth(p) * (world.emboldenment - world.start_of_emboldenment)[0, KOREA])
    assert np.isclose(np.mean(added), np.log(p.meeting[0, 0]))


@given(PRIORS)
def test_a_challenger_closes_the_published_share_of_the_gap_in_a_year(p):
    """STA05: while the bolder ones keep their lead."""
    world = World()
    only = dataclasses.replace(without(p, *GAINS, *LOSSES), imitation=p.imitation, decay=ZERO)
    world.emboldenment[...] = np.array([[1.0, 0.0, 1.0, 1.0]])
    for _ in range(12):
        korea = nerve(world, only)[:, KOREA]
        world.emboldenment[...] = np.array([[1.0, 0.0, 1.0, 1.0]])
        world.emboldenment[:, KOREA] = korea
    assert np.isclose(world.emboldenment[0, KOREA], p.imitation[0, 0])


def test_nobody_is_bolder_for_a_war_at_home_and_all_others_for_a_war_elsewhere():
    """CRI12: what binds the West is a war in another theatre."""
    world = World()
    none = work_out(bound_elsewhere, world)
    world.regime[:, 0] = Regime.WAR
    bound = work_out(bound_elsewhere, world)
    assert not none.any()
    assert bound[0, RUSSIA] == 0.0
    assert (bound[0, KOREA:] > 0.0).all()


@given(WORLDS, PRIORS)
def test_without_the_mechanism_nerve_goes_back_to_where_it_began(world, p):
    after = play(forget_daring, world, p)["emboldenment"] - world.start_of_emboldenment
    gap = world.emboldenment - world.start_of_emboldenment
    assert np.allclose(after, gap * (1.0 - p.decay))


@given(PRIORS)
def test_with_nothing_to_embolden_or_cow_nerve_rests_where_it_began(p):
    world = World()
    assert np.allclose(nerve(world, without(p, *GAINS, *LOSSES)), world.start_of_emboldenment)


@given(WORLDS, PRIORS)
def test_without_gains_and_losses_nerve_goes_back_by_the_decay(world, p):
    gap = world.emboldenment - world.start_of_emboldenment
    after = nerve(world, without(p, *GAINS, *LOSSES)) - world.start_of_emboldenment
    assert np.allclose(after, gap * (1.0 - p.decay))


@given(WORLDS, PRIORS, st.sampled_from(GAINS))
def test_each_source_of_nerve_adds_and_never_takes(world, p, source):
    world.gains[...] = np.abs(world.gains)
    assert (nerve(world, p) >= nerve(world, without(p, source)) - 1e-12).all()


@given(WORLDS, PRIORS, st.sampled_from(LOSSES))
def test_answers_and_sanctions_take_and_never_add(world, p, source):
    assert (nerve(world, p) <= nerve(world, without(p, source)) + 1e-12).all()


@given(WORLDS, PRIORS)
def test_nobody_without_a_patron_is_emboldened_by_a_tie(world, p):
    moved = nerve(world, p) != nerve(world, p, tie=np.zeros_like(world.tie))
    assert not moved[:, world.client == 0.0].any()


@given(WORLDS, PRIORS)
def test_a_word_that_is_not_believed_emboldens_nobody(world, p):
    doubted = nerve(world, p, patron_word=np.zeros_like(world.patron_word))
    assert np.allclose(doubted, nerve(world, without(p, "commitment")))


@given(SHARE, st.floats(0.0, 3.0), SHARE, SHARE, SHARE)
def test_backing_is_larger_for_those_who_do_not_see_its_price(tie, treaty, rent, one, other):
    low, high = sorted((one, other))
    blind, clear = (
        backing(*(np.array([[x]]) for x in (tie, treaty, seen, rent)), np.ones(1), np.ones((1, 1)))
        for seen in (low, high)
    )
    assert blind >= clear
    assert (tie + treaty / 3.0) / 2.0 - 1e-12 <= clear <= 1.0 + 1e-12


def won(ground):
    """Return the success of gaining some ground in a month."""
    return success(np.array([[ground]]), Emboldenment()).item()


@given(st.floats(-5000.0, 5000.0), st.floats(-5000.0, 5000.0))
def test_success_grows_with_the_ground_that_is_won_and_is_failure_where_it_is_lost(one, other):
    low, high = sorted((one, other))
    assert -1.0 <= won(low) <= won(high) <= 1.0
    assert won(0.0) == 0.0
    assert won(-low) == -won(low)


@given(WORLDS)
def test_only_the_bolder_pull_and_the_boldest_is_not_pulled(world):
    pull = example_of_others(world.emboldenment)
    boldest = world.emboldenment == world.emboldenment.max(axis=1, keepdims=True)
    assert (pull >= 0.0).all()
    assert not pull[boldest].any()
    assert (pull <= world.emboldenment.max(axis=1, keepdims=True) - world.emboldenment).all()


def test_a_lone_challenger_has_nobody_to_catch_nerve_from():
    assert not example_of_others(np.array([[0.7]])).any()


def test_answers_are_met_in_ones_own_theatre_and_talks_are_no_answer():
    world = World()
    answers = np.array([[1.0, -1.0, 0.0, 1.0]])
    assert answer_met(answers, world.involvement).tolist() == [[1.0, 0.0, 0.0, 1.0]]


@given(WORLDS)
def test_pressure_is_felt_by_the_challenger_of_the_targets_theatre(world):
    felt = work_out(felt_pressure, world)
    by_target = (world.pressure * world.product_weight).sum(axis=-1)
    assert np.allclose(felt[:, [0, 1, 3]], by_target)
    assert not felt[:, 2].any()


@given(WORLDS, PRIORS)
def test_impunity_remembers_only_ones_own_provocations(world, p):
    after = play(remember_impunity, world, p)["impunity"]
    still = world.provocation == 0.0
    met = work_out(answer_met, world) > 0.0
    assert np.array_equal(after[still], world.impunity[still])
    kept = p.impunity_memory
    moved = kept * world.impunity + (1.0 - kept) * ~met
    assert np.allclose(after[~still], moved[~still])


def test_a_western_front_without_a_crack_adds_no_nerve():
    world = World()
    world.sponsors_unity[...] = 1.0
    united = nerve(world, defaults(Emboldenment))
    assert np.allclose(united, nerve(world, defaults(Emboldenment, window=1.0)))


def test_the_pull_is_a_mean_over_the_others():
    assert np.allclose(example_of_others(np.array([[0.2, 0.8, 0.5]])), [[0.45, 0.0, 0.15]])
