"""Synthetic episodes: the sanctions block alone, in studies of fewer episodes."""

import numpy as np
import pytest

from multipolar.record import episodes as module
from multipolar.record.episodes import EPISODES, STATISTICS, STUDIES, Laboratory

FEW = 150


@pytest.fixture(scope="module", autouse=True)
def fewer_episodes():
    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(module, "EPISODES", FEW)
        yield


@pytest.fixture(scope="module")
def laboratory():
    return Laboratory(2)


def test_there_are_five_hundred_episodes_in_a_study():
    assert EPISODES == 500


def test_the_course_has_one_row_for_each_study_and_stays_in_bounds(laboratory):
    course = laboratory.base
    assert course.stage.shape == (STUDIES, FEW)
    assert set(np.unique(course.stage)) <= {0.0, 0.25, 0.5, 1.0}
    assert ((course.leakage >= 0.0) & (course.leakage <= 1.0)).all()
    assert (course.cost > 0.0).all()


def test_the_same_seed_gives_the_same_episodes(laboratory):
    again = Laboratory(2).base
    assert np.array_equal(again.cost, laboratory.base.cost)
    assert not np.array_equal(Laboratory(3).base.cost, laboratory.base.cost)


def test_a_wider_coalition_costs_the_target_more(laboratory):
    assert (STATISTICS["convexity"](laboratory) > 1.5).all()


def test_without_an_institution_more_leaks(laboratory):
    assert (STATISTICS["adhoc_leakage"](laboratory) > 0.0).all()


def test_what_is_fixed_is_fixed_for_every_episode_and_nothing_else_moves(laboratory):
    given = laboratory.circumstances
    changed = given.but(patron=0.6)
    assert (changed.patron == 0.6).all()
    assert changed.stake is given.stake


def test_episodes_without_measures_cost_nothing_and_leak_all_the_same(laboratory):
    idle = laboratory.course(laboratory.circumstances.but(stringency=0.0))
    assert (idle.cost == 0.0).all()


def test_success_counts_partial_and_full_concession_alone(laboratory):
    stage = np.array([[0.0, 0.25, 0.5, 1.0]])
    course = module.Course(stage=stage, cost=stage, leakage=stage)
    assert course.success[0] == 0.5
