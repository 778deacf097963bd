"""Emboldenment: claims C8, C27, C28, C35, C42, C52."""

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.emboldenment import (
    Emboldenment,
    answer_met,
    backing,
    example_of_others,
    felt_pressure,
    remember_impunity,
    success,
    update_emboldenment,
)
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters, work_out

NERVE = (update_emboldenment, remember_impunity)

PRIORS = some_parameters(Emboldenment)
SHARE = st.floats(0.0, 1.0)
GAINS = ("patron", "weakness", "victory", "contagion", "impunity")
LOSSES = ("answer", "sanctions")


def nerve(world, p, **changed):
    return play(update_emboldenment, world, p, **changed)["emboldenment"]


def without(p, *names):
    return dataclasses.replace(p, **{name: np.zeros((1, 1)) for name in names})


@given(WORLDS, PRIORS)
def test_nerve_and_impunity_stay_in_bounds_without_help(world, p):
    assert_in_bounds(play(NERVE, world, p), slack=1e-9)


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
    assert np.allclose(doubted, nerve(world, without(p, "patron")))


@given(SHARE, SHARE, SHARE, SHARE)
def test_backing_is_larger_for_those_who_do_not_see_its_price(tie, rent, one_sight, other_sight):
    low, high = sorted((one_sight, other_sight))
    kept = defaults(Emboldenment, credibility=1.0)
    blind, clear = (
        backing(*(np.array([[x]]) for x in (tie, seen, rent)), np.ones(1), kept)
        for seen in (low, high)
    )
    assert blind >= clear
    assert tie <= clear <= 2.0 * tie


def won(ratio):
    """Return the success of a ratio of fire."""
    return success(np.array([[ratio]]), Emboldenment()).item()


@given(st.floats(0.05, 50.0), st.floats(0.05, 50.0))
def test_success_grows_with_the_ratio_of_fire_and_is_none_at_parity(one_ratio, other_ratio):
    low, high = sorted((one_ratio, other_ratio))
    assert 0.0 <= won(low) <= won(high) <= 0.5
    assert won(1.0) == 0.0


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
    assert np.allclose(united, nerve(world, defaults(Emboldenment, weakness=0.0)))


@given(WORLDS, PRIORS)
def test_backing_counts_by_the_rate_at_which_patrons_keep_their_word(world, p):
    blindness = np.maximum(0.0, world.dependence_rent - world.perceived_dependence)
    word = p.patron * p.credibility * world.patron_word[:, None]
    gained = nerve(world, p) - nerve(world, without(p, "patron"))
    tie = world.client * world.tie * (1.0 + blindness)
    assert np.allclose(gained, (1.0 - world.emboldenment) * word * tie)


def test_the_pull_is_a_mean_over_the_others():
    assert np.allclose(example_of_others(np.array([[0.2, 0.8, 0.5]])), [[0.45, 0.0, 0.15]])
