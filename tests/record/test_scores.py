"""Scores and baselines."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.record.observation import rate
from multipolar.record.scores import crps, mean_of_history, persistence
from multipolar.record.tables import CALIBRATION, HISTORY, HOLD_OUT, targets


def series(name):
    return next(one for one in targets() if one.series == name)


def test_the_score_of_normal_samples_is_the_closed_form():
    samples = np.random.default_rng(1).normal(0.0, 1.0, 20000)
    closed = 0.7 * (2 * 0.758036 - 1) + 2 * 0.312254 - 1 / np.sqrt(np.pi)
    assert crps(samples, 0.7) == pytest.approx(closed, abs=0.01)


def test_the_score_of_one_sample_is_the_absolute_error():
    assert crps(np.array([3.0]), 5.0) == 2.0


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=30), st.floats(-50, 50))
def test_the_score_is_that_of_all_pairs(values, counted):
    x = np.array(values)
    pairs = np.abs(x[:, None] - x[None, :]).mean()
    assert crps(x, counted) == pytest.approx(np.abs(x - counted).mean() - 0.5 * pairs, abs=1e-9)


def test_as_last_time_is_the_last_figure_before_the_block():
    one = series("exports_russia")
    for block, earlier in ((CALIBRATION, HISTORY), (HOLD_OUT, CALIBRATION)):
        for expected in persistence(one, block):
            assert np.median(expected) == pytest.approx(one.of(earlier)[-1].value)


def test_as_ever_of_the_hold_out_block_knows_nothing_of_it():
    for one in targets():
        if one.of(HOLD_OUT):
            known = {rate(one, p) for block in (HISTORY, CALIBRATION) for p in one.of(block)}
            assert set(mean_of_history(one, HOLD_OUT)) <= known


def test_no_baseline_counts_below_zero():
    for one in targets():
        if one.family != "normal":
            assert all((expected >= 0.0).all() for expected in persistence(one, CALIBRATION))
