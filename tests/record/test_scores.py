"""Scores of samples, against closed forms."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import stats

from multipolar.record.scores import covered, crps, interval_score, log_score, pit

LEVELS = (np.arange(20001) + 0.5) / 20001
FIGURES = np.array([-1.3, 0.0, 0.2, 0.7, 2.5])


def test_the_crps_of_a_normal_is_the_closed_form():
    closed = (
        FIGURES * (2.0 * stats.norm.cdf(FIGURES) - 1.0)
        + 2.0 * stats.norm.pdf(FIGURES)
        - 1.0 / np.sqrt(np.pi)
    )
    samples = np.tile(stats.norm.ppf(LEVELS)[:, None], len(FIGURES))
    assert crps(samples, FIGURES) == pytest.approx(closed, abs=2e-4)


def test_the_crps_of_an_exponential_is_the_closed_form():
    figures = np.array([0.1, 1.0, 3.0])
    closed = figures - 2.0 * stats.expon.cdf(figures) + 0.5
    samples = np.tile(stats.expon.ppf(LEVELS)[:, None], len(figures))
    assert crps(samples, figures) == pytest.approx(closed, abs=5e-4)


def test_the_crps_of_one_sample_is_the_absolute_error():
    assert crps(np.array([3.0]), 5.0) == 2.0


@given(st.lists(st.floats(-50, 50), min_size=1, max_size=30), st.floats(-50, 50))
def test_the_crps_is_that_of_all_pairs(values, counted):
    x = np.array(values)
    pairs = np.abs(x[:, None] - x[None, :]).mean()
    assert crps(x, counted) == pytest.approx(np.abs(x - counted).mean() - 0.5 * pairs, abs=1e-9)


def test_the_score_of_an_interval_is_its_width_and_what_lies_outside():
    samples = np.linspace(0.0, 100.0, 1001)
    assert interval_score(samples, 50.0) == pytest.approx(90.0)
    assert interval_score(samples, 97.0) == pytest.approx(90.0 + 20.0 * 2.0)
    assert interval_score(samples, 1.0, 0.5) == pytest.approx(50.0 + 4.0 * 24.0)


def test_the_log_score_of_a_normal_is_nearly_the_closed_form():
    samples = np.tile(stats.norm.ppf(LEVELS)[:, None], len(FIGURES))
    assert log_score(samples, FIGURES) == pytest.approx(-stats.norm.logpdf(FIGURES), abs=0.05)


def test_the_log_score_of_equal_samples_and_of_a_far_figure_is_finite():
    assert np.isfinite(log_score(np.zeros(50), 3.0))
    assert np.isfinite(log_score(np.linspace(0.0, 1.0, 50), 1e4))


def test_a_calibrated_sample_covers_as_often_as_it_says_and_another_does_not():
    rng = np.random.default_rng(1)
    counted, samples = rng.normal(size=4000), rng.normal(size=(500, 4000))
    for level in (0.5, 0.9):
        assert covered(samples, counted, level).mean() == pytest.approx(level, abs=0.02)
        assert covered(0.5 * samples, counted, level).mean() < level - 0.15


def test_places_are_even_when_calibrated_and_ties_count_half():
    rng = np.random.default_rng(2)
    place = pit(rng.poisson(2.0, size=(400, 4000)).astype(float), rng.poisson(2.0, 4000))
    assert place.mean() == pytest.approx(0.5, abs=0.02)
    assert pit(np.array([0.0, 0.0, 1.0, 1.0]), 0.0) == 0.25
