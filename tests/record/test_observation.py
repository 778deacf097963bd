"""The observation layer: levels and errors fitted before a month, drawn by address."""

import dataclasses

import numpy as np
import pytest

from multipolar.luck import Luck
from multipolar.months import month_number, month_range
from multipolar.record import observation as module
from multipolar.record import tables
from multipolar.record.observation import (
    Observation,
    fitted,
    observe,
    of_the_run,
    rate,
    rates,
    samples,
    signal_of,
)
from multipolar.record.tables import CALIBRATION, HOLD_OUT, targets

UNIFORM = (np.arange(20000) + 0.5)[:, None] / 20000


def series(name):
    return next(one for one in targets() if one.series == name)


def told(one, record, last=60, origin="2024-06"):
    """Return what is told of the first months of the hold-out."""
    periods = one.of(HOLD_OUT)[:last]
    return samples(observe(one, record, origin), record, periods)


@pytest.mark.parametrize("spread", [0.1, 0.5, 1.0])
def test_an_error_of_a_logarithm_keeps_the_median_and_has_its_deviation(spread):
    drawn = Observation(series("deaths"), "2024-06", 10.0, 5.0, spread).drawn(
        np.full_like(UNIFORM, 2.0), UNIFORM
    )
    assert np.median(drawn) == pytest.approx(25.0, rel=0.01)
    assert np.log(drawn).std() == pytest.approx(spread, rel=0.03)


def test_no_missile_flies_below_the_test_rung_and_one_at_least_on_it():
    counted = dataclasses.replace(fitted_count(0.5), lean=0.0)
    assert (counted.drawn(np.zeros_like(UNIFORM), UNIFORM) == 0.0).all()
    launched = counted.drawn(np.ones_like(UNIFORM), UNIFORM)
    assert launched.min() == 1.0
    assert launched.mean() == pytest.approx(counted.scale, rel=0.02)


def fitted_count(chance, runs=400):
    one = series("missiles")
    place = (np.arange(runs) + 0.5) / runs
    known = np.repeat((place < chance)[:, None] * 1.0, len(of_the_run(one, "2024-06")), axis=1)
    return fitted(one, known, "2024-06")


def test_the_chance_of_a_month_with_any_moves_towards_what_was_counted():
    one = series("missiles")
    share = (rates(one, of_the_run(one, "2024-06")) > 0.0).mean()
    for chance in (0.3, 0.97):
        observation = fitted_count(chance)
        ahead = (np.arange(400)[:, None] % 100 < 100 * chance) * np.ones((400, 6))
        months = range(month_number("2024-07"), month_number("2024-07") + 6)
        found = (observation.told(ahead, ahead, months, Luck(1, 0, 400)) > 0.0).mean()
        assert abs(found - share) < abs(chance - share), chance


def test_the_last_months_weigh_most_in_the_level_of_a_count():
    chance, quiet_last = np.full(24, 0.5), np.repeat([1.0, 0.0], 12)
    assert module._lean(chance, quiet_last, 100) < -0.3
    assert module._lean(chance, quiet_last[::-1], 100) > 0.3


def test_where_the_model_never_tests_nothing_is_told():
    observation = fitted_count(0.5)
    never = np.zeros((400, 3))
    assert (observation.told(never, never, [1, 2, 3], Luck(1, 0, 400)) == 0.0).all()


@pytest.mark.parametrize("one", targets(), ids=lambda one: one.series)
def test_nothing_that_is_told_depends_on_a_later_count(one, played, spoil):
    record, origin = played[0], "2023-12"
    periods = tuple(p for p in one.periods if origin < p.last)[:6] or one.periods[-1:]
    before = samples(observe(one, record, origin), record, periods)
    spoil(origin)
    assert np.array_equal(samples(observe(one, record, origin), record, periods), before)


def test_a_fitted_level_gives_the_mean_of_what_was_counted(played):
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
    one = series("exports_armenia")
    again = told(one, played[0])
    assert (told(one, played[0]) == again).all()
    renamed = dataclasses.replace(one, series="another_name")
    observation = dataclasses.replace(observe(one, played[0]), series=renamed)
    known = signal_of(one, played[0], of_the_run(one, "2024-06"))
    ahead = signal_of(one, played[0], one.of(HOLD_OUT))
    months = [month_number(p.last) for p in one.of(HOLD_OUT)]
    assert (observation.told(known, ahead, months, Luck(3, 0, 12)) != again).any()


def test_runs_that_differ_by_a_level_alone_tell_the_same_where_the_level_is_fitted():
    one, periods = series("deaths"), of_the_run(series("deaths"), "2024-06")
    loud = np.linspace(0.5, 2.0, 300)[:, None]
    known, ahead = loud * np.ones((300, len(periods))), loud * np.ones((300, 3))
    observation = fitted(one, known, "2024-06")
    plain = fitted(one, np.ones_like(known), "2024-06")
    months = [month_number(month) for month in month_range("2024-07", 3)]
    found = [
        each.told(a, b, months, Luck(1, 0, 300))
        for each, a, b in (
            (observation, known, ahead),
            (plain, np.ones_like(known), np.ones_like(ahead)),
        )
    ]
    assert np.quantile(found[0], [0.1, 0.9], axis=0) == pytest.approx(
        np.quantile(found[1], [0.1, 0.9], axis=0), rel=0.05
    )


def test_what_runs_differ_in_is_not_counted_as_error_again():
    one, periods = series("deaths"), of_the_run(series("deaths"), "2024-06")
    known = np.ones((2000, len(periods)))
    observation = fitted(one, known, "2024-06")
    months = [month_number("2024-07")]
    width = observation.errors.ahead(np.array(months, dtype=float)).deviation[0]
    change = np.exp(0.7 * width * np.random.default_rng(1).normal(size=(2000, 1)))
    luck = Luck(1, 0, 2000)
    own = np.log(observation.told(known, np.ones((2000, 1)), months, luck)).std()
    both = np.log(observation.told(known, change, months, luck)).std()
    assert both == pytest.approx(own, rel=0.1)


def test_a_sum_without_noughts_in_the_table_has_them_in_the_series():
    one = series("aid_united_states")
    listed = {period.last for period in tables._periods()[one.series]}
    counted = {period.last: period.value for period in one.periods}
    assert set(month_range("2022-01", 36)) == set(counted)
    assert {m for m, v in counted.items() if v == 0.0} >= set(counted) - listed != set()


def test_no_aid_below_nought_is_told(played):
    found = told(series("aid_other"), played[0])
    assert found.min() >= 0.0


def test_growth_has_an_error_of_the_model_beside_that_of_the_count(played):
    observation = observe(series("growth_russia"), played[0], "2022-12")
    [deviation] = observation.errors.ahead(np.array([float(month_number("2023-12"))])).deviation
    assert deviation > 2.0 * float(series("growth_russia").spread)


def test_a_run_meets_the_same_error_in_a_smaller_ensemble(played):
    one, record = series("missiles"), played[0]
    whole = observe(one, record)
    periods = one.of(HOLD_OUT)
    ahead = signal_of(one, record, periods)
    months = [month_number(p.last) for p in periods]
    size = whole._size(Luck(3, 0, 12).uniform("record.missiles", months[0], 2)[:, 1])
    first = whole._size(Luck(3, 0, 5).uniform("record.missiles", months[0], 2)[:, 1])
    assert np.array_equal(size[:5], first)
    assert ahead.shape == (12, len(periods))


def test_ground_is_counted_by_the_month():
    year = next(p for p in series("ground").periods if p.first == "2023-01")
    assert rate(series("ground"), year) == pytest.approx(584 / 12)


def test_a_run_too_short_for_the_record_is_refused_in_words(played):
    record = played[0]
    short = dataclasses.replace(record, months=record.months[:12])
    with pytest.raises(ValueError, match="the run covers 2022-01 to 2022-12; the record needs"):
        signal_of(series("aid_europe"), short, series("aid_europe").of(CALIBRATION))


def test_the_smallest_spread_keeps_an_error_in_every_count(played):
    found = [observe(one, played[0]) for one in targets() if one.spread == "fitted"]
    assert all(o.spread >= module.LEAST_SPREAD for o in found if o.errors is not None)


def test_runs_in_which_a_war_has_ended_do_not_narrow_what_the_others_tell():
    [deaths] = [one for one in targets() if one.series == "deaths"]
    runs, months = 400, [month_number("2024-09")]
    known = np.ones((runs, len(of_the_run(deaths, "2024-06"))))
    ended = np.arange(runs) % 10 == 0

    def width(ahead):
        told = fitted(deaths, known, "2024-06").told(known, ahead, months, Luck(1, 0, runs))
        low, high = np.quantile(told[~ended, 0], (0.05, 0.95))
        return high - low

    at_war = np.ones((runs, 1))
    assert width(np.where(ended[:, None], 1e-3, at_war)) == pytest.approx(width(at_war))
