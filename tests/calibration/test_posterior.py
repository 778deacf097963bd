"""Inference: on a toy whose answer is known, and on what the package carries."""

from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from multipolar.calibration import CalibrationError, Sample, calibrated, infer, pins, recover
from multipolar.calibration.page import page
from multipolar.calibration.posterior import values_of
from multipolar.calibration.procedure import MEASURED
from multipolar.calibration.sample import free_parameters
from multipolar.rules import parameter_table
from multipolar.rules.parameters import triangular, triangular_quantile
from multipolar.rules.sampling import posterior

HEARD, UNHEARD = "support.adjustment", "theatres.mirroring"
NOISE = 0.1
RUNS = 9_000
PAGE = Path(__file__).parents[2] / "model" / "CALIBRATION.md"


def toy(runs, seed):
    """Return runs that say one parameter with a normal error, and nothing of another."""
    rng = np.random.default_rng(seed)
    at = rng.random((runs, 2))
    said = np.column_stack([at[:, 0] + NOISE * rng.standard_normal(runs), rng.random(runs)])
    return Sample((HEARD, UNHEARD), values_of((HEARD, UNHEARD), at), ("loud", "noise"), said)


@pytest.fixture(scope="module")
def learned():
    return infer(toy(RUNS, 1), {"loud": 0.4, "noise": 0.5}, (HEARD, UNHEARD))


def test_the_posterior_of_a_uniform_prior_and_a_normal_error_is_found(learned):
    accepted = learned.accept({"loud": 0.4, "noise": 0.5})
    assert accepted.shape[1] == 2
    found = np.quantile(accepted[:, 0], [0.05, 0.5, 0.95])
    inside = norm.cdf(np.array([0.0, 1.0]), 0.4, NOISE)
    true = norm.ppf(inside[0] + np.array([0.05, 0.5, 0.95]) * np.diff(inside), 0.4, NOISE)
    assert found == pytest.approx(true, abs=0.03)


def test_what_nothing_is_said_of_stays_at_its_prior(learned):
    low, middle, high = np.quantile(
        learned.accept({"loud": 0.4, "noise": 0.5})[:, 1], [0.05, 0.5, 0.95]
    )
    assert (low, middle, high) == pytest.approx((0.05, 0.5, 0.95), abs=0.06)


def test_ninety_per_cent_intervals_hold_nine_truths_in_ten(learned):
    heard, unheard = recover(learned, toy(300, 2))
    assert 0.85 <= heard.coverage <= 0.95
    assert 0.85 <= unheard.coverage <= 0.95
    assert heard.width < 0.5
    assert unheard.width == pytest.approx(1.0, abs=0.1)


def test_what_hardly_any_run_says_is_not_listened_to():
    beyond = infer(toy(4000, 1), {"loud": 9.0, "noise": 0.5}, (HEARD,))
    assert beyond.out_of_reach == ("loud",)
    assert beyond.names == ("noise",)


def test_a_record_of_which_nothing_is_within_reach_is_refused():
    with pytest.raises(CalibrationError, match="loud, noise"):
        infer(toy(4000, 1), {"loud": 9.0, "noise": 9.0}, (HEARD,))


def test_nothing_to_infer_is_refused():
    with pytest.raises(CalibrationError, match="trajectories"):
        infer(toy(400, 1), {"loud": 0.4, "noise": 0.5}, ())


def test_the_same_seed_accepts_the_same_vectors(learned):
    record = {"loud": 0.7, "noise": 0.1}
    assert np.array_equal(learned.accept(record, 5), learned.accept(record, 5))
    assert not np.array_equal(learned.accept(record, 5), learned.accept(record, 6))


def test_the_quantile_undoes_the_triangular_distribution():
    at = np.linspace(0.0, 1.0, 21)
    for prior in parameter_table().values():
        if prior.free:
            ends = prior.low, prior.default, prior.high
            assert triangular_quantile(triangular(at, *ends), *ends) == pytest.approx(at, abs=1e-6)


# -- what the package carries ------------------------------------------------------------------


def test_accepted_vectors_lie_in_the_priors_of_free_parameters():
    for name, values in posterior().items():
        prior = parameter_table()[name]
        assert prior.free, name
        assert len(values) == calibrated().vectors
        assert (values >= prior.low * (1 - 1e-5) - 1e-9).all(), name
        assert (values <= prior.high * (1 + 1e-5) + 1e-9).all(), name


def test_the_table_of_pins_is_of_these_priors_and_these_vectors():
    rows = {row.parameter: row for row in pins()}
    assert set(rows) == set(free_parameters())
    for name, row in rows.items():
        prior = parameter_table()[name]
        at = triangular(np.array([0.05, 0.5, 0.95]), prior.low, prior.default, prior.high)
        found = np.quantile(posterior()[name], [0.05, 0.5, 0.95]) if name in posterior() else at
        assert (row.prior_low, row.prior_median, row.prior_high) == pytest.approx(at, rel=1e-3)
        assert (row.low, row.median, row.high) == pytest.approx(found, rel=5e-3, abs=1e-6), name
        assert name in posterior() or row.width == 1.0


def test_every_pinned_parameter_is_recovered_as_often_as_its_interval_says():
    pinned = [row for row in pins() if row.verdict == "pinned"]
    assert len(pinned) >= 5
    assert calibrated().records >= 300
    for row in pinned:
        assert 0.85 <= row.coverage <= 0.95, row


def test_what_other_research_measures_is_left_at_its_prior():
    assert not set(MEASURED) & set(posterior())
    assert set(MEASURED) <= set(free_parameters())
    assert calibrated().measured == MEASURED


def test_the_page_is_that_of_the_table():
    assert PAGE.read_text(encoding="utf-8") == page(pins(), calibrated()), (
        "stale: multipolar pins --page > model/CALIBRATION.md"
    )
