"""Inference: on a toy whose answer is known, and on what the package carries."""

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from scipy.stats import norm

from multipolar.calibration import CalibrationError, Sample, calibrated, infer, pins, recover
from multipolar.calibration.page import page
from multipolar.calibration.posterior import values_of
from multipolar.calibration.procedure import MEASURED
from multipolar.calibration.recovery import placebo
from multipolar.calibration.sample import free_parameters
from multipolar.rules import parameter_table
from multipolar.rules.parameters import triangular, triangular_quantile
from multipolar.rules.sampling import posterior
from multipolar.scenario.spec import Prior

HEARD, UNHEARD = "support.adjustment", "theatres.mirroring"
PRIORS = tuple(
    Prior(p.low, p.default, p.high) for p in map(parameter_table().get, (HEARD, UNHEARD))
)
NOISE = 0.1
RUNS = 9_000
LEVELS = np.array([0.05, 0.5, 0.95])
RECORDS = ((0.2, 0.5), (0.35, 0.1), (0.5, 0.7), (0.65, 0.3), (0.8, 0.9))
"""What is said of the parameter and of nothing: no two of them hear the same runs."""
ONE = {"loud": 0.5, "noise": 0.7}
ERRORS = 4.0
"""Monte-Carlo errors beyond which a number is wrong: once in 16,000."""
PAGE = Path(__file__).parents[2] / "model" / "CALIBRATION.md"


def toy(runs, seed):
    """Return runs that say one parameter with a normal error, and nothing of another."""
    rng = np.random.default_rng(seed)
    at = rng.random((runs, 2))
    said = np.column_stack([at[:, 0] + NOISE * rng.standard_normal(runs), rng.random(runs)])
    return Sample((HEARD, UNHEARD), PRIORS, values_of(PRIORS, at), ("loud", "noise"), said)


@pytest.fixture(scope="module")
def learned():
    return infer(toy(RUNS, 1), {"loud": 0.4, "noise": 0.5}, (HEARD, UNHEARD))


def quantiles(posterior):
    """Return quantiles of what is heard and of what is not, record by record, and the draws."""
    accepted = [posterior.accept(dict(zip(("loud", "noise"), r, strict=True))) for r in RECORDS]
    found = np.stack([np.quantile(vectors, LEVELS, axis=0) for vectors in accepted])
    return found[..., 0], found[..., 1], len(accepted[0])


def truth(loud):
    """Return the quantiles of a normal error cut at 0 and 1, and the density at each."""
    low, high = norm.cdf([0.0, 1.0], loud, NOISE)
    at = norm.ppf(low + LEVELS * (high - low), loud, NOISE)
    return at, norm.pdf(at, loud, NOISE) / (high - low)


def in_errors(off, density, draws):
    """Return how far quantiles of a sample are off, in their own Monte-Carlo error.

    The error of a quantile is the root of p (1 - p) / draws over the density there; that of a mean
    over records is smaller by the root of their number, since each hears other runs.
    """
    error = np.sqrt(LEVELS * (1.0 - LEVELS) / draws) / density
    return (off / error).mean(axis=0) * np.sqrt(len(off))


def test_the_posterior_of_a_uniform_prior_and_a_normal_error_is_found(learned):
    heard, _, draws = quantiles(learned)
    true, density = np.swapaxes([truth(loud) for loud, _ in RECORDS], 0, 1)
    assert (abs(in_errors(heard - true, density, draws)) < ERRORS).all()


def test_what_nothing_is_said_of_stays_at_its_prior(learned):
    _, unheard, draws = quantiles(learned)
    assert (abs(in_errors(unheard - LEVELS, 1.0, draws)) < ERRORS).all()


def test_the_errors_would_tell_a_posterior_that_is_a_quarter_too_wide(learned):
    """Guards the tolerance: it follows from the draws, and it is not generous."""
    true, density = np.swapaxes([truth(loud) for loud, _ in RECORDS], 0, 1)
    _, _, draws = quantiles(learned)
    wider = true + 0.25 * (true - true[:, 1:2])
    assert (abs(in_errors(wider - true, density, draws)) > ERRORS).any()


def test_the_last_bits_of_a_processor_move_a_posterior_by_their_own_size(learned):
    """Nothing is trained in which rounding could grow."""
    sample = toy(RUNS, 1)
    rounded = replace(sample, said=sample.said * (1.0 + 1e-15 * np.sign(sample.said - 0.5)))
    assert not np.array_equal(rounded.said, sample.said)
    again = infer(rounded, {"loud": 0.4, "noise": 0.5}, (HEARD, UNHEARD))
    np.testing.assert_allclose(again.accept(ONE), learned.accept(ONE), rtol=0.0, atol=1e-9)


def test_a_shuffled_sample_returns_the_prior_and_the_true_one_does_not():
    sample = toy(RUNS, 1)
    narrowest, widest = placebo(sample, ONE, (HEARD, UNHEARD))
    assert 0.9 <= narrowest <= widest <= 1.1
    heard, _ = recover(infer(sample, ONE, (HEARD, UNHEARD)), toy(20, 2))
    assert heard.width < 0.5


def test_too_few_neighbours_for_so_many_parameters_are_refused():
    with pytest.raises(CalibrationError, match=r"too few neighbours: 59 runs.*60 runs are enough"):
        infer(toy(59, 1), ONE, (HEARD, UNHEARD))
    assert len(infer(toy(60, 1), ONE, (HEARD, UNHEARD)).accept(ONE)) == 10


def test_ninety_per_cent_intervals_hold_nine_truths_in_ten(learned):
    records = 300
    error = np.sqrt(0.9 * 0.1 / records)
    heard, unheard = recover(learned, toy(records, 2))
    assert abs(heard.coverage - 0.9) < ERRORS * error
    assert abs(unheard.coverage - 0.9) < ERRORS * error
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


def test_the_table_of_pins_is_of_these_priors_and_these_vectors(spec):
    rows = {row.parameter: row for row in pins()}
    assert set(rows) == set(free_parameters(spec))
    for name, row in rows.items():
        prior = parameter_table()[name]
        at = triangular(np.array([0.05, 0.5, 0.95]), prior.low, prior.default, prior.high)
        found = np.quantile(posterior()[name], [0.05, 0.5, 0.95]) if name in posterior() else at
        assert (row.prior_low, row.prior_median, row.prior_high) == pytest.approx(at, rel=1e-3)
        assert (row.low, row.median, row.high) == pytest.approx(found, rel=5e-3, abs=1e-6), name
        assert name in posterior() or row.width == 1.0


def test_every_pinned_parameter_is_recovered_as_often_as_its_interval_says():
    pinned = [row for row in pins() if row.verdict == "pinned"]
    assert pinned
    assert all(row.width <= 0.7 for row in pinned)
    assert calibrated().records >= 300
    for row in pinned:
        assert 0.85 <= row.coverage <= 0.95, row


def test_a_shuffled_sample_returned_the_priors_width_within_ten_per_cent():
    narrowest, widest = calibrated().placebo
    assert 0.9 <= narrowest <= widest <= 1.1


def test_what_other_research_measures_is_left_at_its_prior(spec):
    assert not set(MEASURED) & set(posterior())
    assert set(MEASURED) <= set(free_parameters(spec))
    assert calibrated().measured == MEASURED


def test_the_page_is_that_of_the_table():
    assert PAGE.read_text(encoding="utf-8") == page(pins(), calibrated()), (
        "stale: multipolar calibrate --pins --page > model/CALIBRATION.md"
    )
