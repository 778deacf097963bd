"""The summary: every headline measure at a few moments."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.ensemble.summary import erosion, moments, rarities, summarise
from multipolar.measures import BASE_RATES, MEASURES
from multipolar.months import month_range
from multipolar.quantiles import quantiles_over_runs


def test_the_moments_are_the_start_june_2024_and_the_end():
    assert moments(month_range("2022-01", 108)) == ("2022-01", "2024-06", "2030-12")
    assert moments(month_range("2022-01", 18)) == ("2022-01", "2023-06")
    assert moments(month_range("2024-06", 1)) == ("2024-06",)


def test_every_headline_measure_is_there_once_for_each_moment(small):
    rows = list(summarise(small))
    headline = [name for name, measure in MEASURES.items() if measure.headline]
    assert [(r.measure, r.month) for r in rows] == [
        (name, month) for name in headline for month in ("2022-01", "2023-06")
    ]
    assert all(row.runs == 7 for row in rows)
    assert all(row.low <= row.median <= row.high for row in rows)


def test_a_row_repeats_the_quantiles_of_its_measure(small):
    for row in summarise(small):
        values = small.measure(row.measure).sel(month=row.month).values
        if np.isfinite(values).all():
            assert [row.low, row.median, row.high] == pytest.approx(
                np.quantile(values, [0.05, 0.5, 0.95])
            )


@given(st.lists(st.one_of(st.floats(0, 100), st.just(np.nan)), min_size=1, max_size=30))
def test_what_has_not_happened_counts_as_later_than_anything(values):
    low, median, high = quantiles_over_runs(np.array(values))
    assert low <= median <= high
    if np.mean(np.isnan(values)) > 0.5:
        assert median == np.inf


def test_rare_events_stand_beside_the_record_with_an_interval(small):
    rows = list(rarities(small, small.scenarios[0]))
    assert [row.base_rate for row in rows] == list(BASE_RATES.values())
    for row in rows:
        assert row.low <= row.mean <= row.high
        assert row.runs == small.runs
        assert row.times_record == pytest.approx(row.mean / row.base_rate)
    nuclear = next(row for row in rows if "nuclear" in row.title)
    assert nuclear.mean == nuclear.low == 0.0
    assert np.exp(-nuclear.high * small.runs * 18 / 120) == pytest.approx(0.05)
    wars = next(row for row in rows if "wars" in row.title)
    assert wars.mean >= 120 / 18 - 1e-9


def test_the_curve_of_erosion_knows_which_runs_were_not_watched_to_the_end(small):
    for target in ("RUS", "PRK"):
        curve = erosion(small, target)
        halved = small.measure(f"erosion_time_{target}").values[:, -1]
        watched = small.measure(f"since_peak_{target}").values[:, -1]
        assert (curve.runs, curve.seen) == (7, np.isfinite(halved).sum())
        at = curve.months[0]
        still = np.where(np.isnan(halved), watched, halved) >= at
        assert curve.share[0] == pytest.approx(1 - (halved == at).sum() / still.sum())
