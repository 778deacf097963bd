"""The observation layer: errors of the count, fitted before the cut, drawn by address."""

import dataclasses

import numpy as np
import pytest

from multipolar.record import observation as module
from multipolar.record.observation import Observation, observe, rate, samples, signal_of
from multipolar.record.tables import CALIBRATION, HOLD_OUT, Period, targets

UNIFORM = (np.arange(20000) + 0.5)[:, None] / 20000


def series(name):
    return next(one for one in targets() if one.series == name)


@pytest.mark.parametrize("spread", [0.1, 0.5, 1.0])
def test_a_gamma_count_keeps_the_mean_and_the_coefficient_of_variation(spread):
    drawn = Observation(series("deaths"), 10.0, 5.0, spread).drawn(
        np.full_like(UNIFORM, 2.0), UNIFORM
    )
    assert drawn.mean() == pytest.approx(25.0, rel=0.01)
    assert drawn.std() / drawn.mean() == pytest.approx(spread, rel=0.03)


def test_no_missile_flies_below_the_test_rung_and_one_at_least_on_it():
    counted = observe(series("missiles"), None)
    assert (counted.drawn(np.zeros_like(UNIFORM), UNIFORM) == 0.0).all()
    launched = counted.drawn(np.ones_like(UNIFORM), UNIFORM)
    assert launched.min() == 1.0
    assert launched.mean() == pytest.approx(counted.scale, rel=0.02)


def test_the_mean_of_launches_is_that_of_the_months_with_any_up_to_the_cut():
    values = [period.value for period in series("missiles").of(CALIBRATION) if period.value > 0]
    assert observe(series("missiles"), None).scale == pytest.approx(np.mean(values))


@pytest.mark.parametrize("one", targets(), ids=lambda one: one.series)
def test_no_number_of_an_observation_depends_on_the_hold_out(one, played, monkeypatch):
    record = played[0]
    before = observe(one, record)
    truth = type(one).of

    def spoiled(self, block):
        periods = truth(self, block)
        if block != HOLD_OUT:
            return periods
        return tuple(Period(p.first, p.last, 1e6 * p.value + 1e6) for p in periods)

    monkeypatch.setattr(type(one), "of", spoiled)
    assert observe(one, record) == before


def test_a_fitted_level_gives_the_mean_of_the_calibration_block(played):
    one = series("exports_russia")
    observation = observe(one, played[0])
    periods = one.of(CALIBRATION)
    expected = observation.predicted(signal_of(one, played[0], periods)).mean()
    assert expected == pytest.approx(np.mean([p.value for p in periods]))


def test_what_exceeds_the_trade_of_2021_is_transit(played):
    one = series("exports_kyrgyzstan")
    of_2021 = [p.value for p in one.periods if p.first.startswith("2021")]
    assert observe(one, played[0]).offset == pytest.approx(np.mean(of_2021))


def test_samples_are_the_same_again_and_differ_between_series(played):
    one, periods = series("exports_armenia"), series("exports_armenia").of(CALIBRATION)
    observation = observe(one, played[0])
    again = samples(observation, played[0], periods)
    assert (samples(observation, played[0], periods) == again).all()
    other = dataclasses.replace(observation, series=dataclasses.replace(one, series="another_name"))
    assert (samples(other, played[0], periods) != again).any()


def test_a_run_meets_the_same_error_in_a_smaller_ensemble(played):
    one = series("growth_russia")
    record = played[0]
    observation, periods = observe(one, record), one.of(CALIBRATION)
    first = dataclasses.replace(record, data={"growth_russia": record["growth_russia"][:5]})
    assert np.array_equal(
        samples(observation, first, periods), samples(observation, record, periods)[:5]
    )


def test_ground_is_counted_by_the_month():
    year = next(p for p in series("ground").periods if p.first == "2023-01")
    assert rate(series("ground"), year) == pytest.approx(584 / 12)


def test_a_run_too_short_for_the_record_is_refused_in_words(played):
    record = played[0]
    short = dataclasses.replace(record, months=record.months[:12])
    with pytest.raises(ValueError, match="the run covers 2022-01 to 2022-12; the record needs"):
        signal_of(series("aid_europe"), short, series("aid_europe").of(CALIBRATION))


def test_the_smallest_spread_keeps_an_error_in_every_count(played):
    fitted = [observe(one, played[0]) for one in targets() if one.spread == "fitted"]
    assert all(o.spread >= module.LEAST_SPREAD for o in fitted if o.series.family == "gamma")
