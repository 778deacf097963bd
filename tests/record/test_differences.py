"""How sure a difference is: blocks of months and Holm's adjustment."""

import numpy as np
import pytest

from multipolar.record.differences import drawn_blocks, holm, mean_skill, skill

MONTHS = range(24)


def scores(values):
    return dict(zip(MONTHS, values, strict=True))


def test_blocks_are_runs_of_neighbours_on_a_circle_and_the_same_again():
    drawn = drawn_blocks(24, block=6, draws=50)
    assert drawn.shape == (50, 24)
    steps = np.diff(drawn.reshape(50, 4, 6), axis=-1) % 24
    assert (steps == 1).all()
    assert (drawn_blocks(24, block=6, draws=50) == drawn).all()


def test_skill_is_one_minus_the_ratio_and_its_interval_holds_it():
    rng = np.random.default_rng(3)
    ours, theirs = rng.gamma(4.0, 0.2, 24), rng.gamma(4.0, 0.25, 24)
    found = skill(scores(ours), scores(theirs))
    assert found.value == pytest.approx(1.0 - ours.sum() / theirs.sum())
    assert found.low < found.value < found.high


def test_a_difference_that_is_none_is_rarely_found_sure():
    rng = np.random.default_rng(4)
    sure = 0
    for _ in range(200):
        one, other = np.exp(0.3 * rng.normal(size=(2, 24)))
        sure += skill(scores(one), scores(other)).p_value < 0.1
    assert sure < 50


def test_a_large_difference_in_every_month_is_sure():
    rng = np.random.default_rng(5)
    theirs = rng.gamma(9.0, 0.1, 24)
    found = skill(scores(0.5 * theirs), scores(theirs))
    assert found.low == pytest.approx(0.5)
    assert found.p_value < 0.01


def test_two_figures_have_no_interval():
    found = skill({1: 1.0, 13: 1.0}, {1: 2.0, 13: 2.0})
    assert found.value == 0.5
    assert np.isnan([found.low, found.high, found.p_value]).all()


def test_the_mean_skill_is_the_mean_over_series_whatever_their_units():
    rng = np.random.default_rng(6)
    pairs = [(scores(rng.gamma(4.0, s, 24)), scores(rng.gamma(4.0, s, 24))) for s in (1.0, 1e6)]
    each = [skill(*pair).value for pair in pairs]
    assert mean_skill(pairs).value == pytest.approx(np.mean(each))


def test_the_interval_of_the_mean_is_as_wide_as_the_series_differ():
    theirs = scores(np.ones(24))
    alike = [(scores(np.full(24, 0.8)), theirs)] * 10
    apart = [(scores(np.full(24, level)), theirs) for level in (0.4, 1.2) for _ in range(5)]
    assert mean_skill(alike)[:3] == pytest.approx((0.2, 0.2, 0.2))
    found = mean_skill(apart)
    assert found.value == pytest.approx(0.2)
    assert found.low < 0.05
    assert found.high > 0.35


def test_holm_adjusts_as_published_and_leaves_out_what_is_not_known():
    found = holm({"a": 0.01, "b": 0.04, "c": 0.03, "d": np.nan})
    assert found["a"] == pytest.approx(0.03)
    assert found["c"] == pytest.approx(0.06)
    assert found["b"] == pytest.approx(0.06)
    assert np.isnan(found["d"])
