"""Measures: named outcomes of a run, month by month."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.measures import MEASURES
from multipolar.measures.escalation import GLOBAL_WEIGHTS, global_level
from multipolar.measures.sanctions import erosion_time
from multipolar.world.roster import full_roster

ROSTER = full_roster()
THEATRES = ROSTER.labels["theatre"]
LEVELS = st.lists(st.floats(0, 10), min_size=4, max_size=4)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_gives_one_number_for_each_run_and_month_and_says_what_it_is(small, name):
    measure = MEASURES[name]
    series = small.measure(name)
    assert series.shape == (7, 18)
    assert series.attrs["units"] == measure.unit != ""
    assert measure.description.strip()
    assert measure.title.strip()


@pytest.mark.parametrize("theatre", THEATRES)
def test_rises_peaks_and_hot_months_never_fall_and_the_peak_covers_the_level(small, theatre):
    for name in ("rise", "peak", "hot_months"):
        assert (np.diff(small.measure(f"{name}_{theatre}").values, axis=1) >= 0).all()
    level = small.measure(f"escalation_{theatre}").values
    assert (small.measure(f"peak_{theatre}").values >= level).all()


@given(LEVELS)
def test_the_global_level_lies_between_the_mean_and_the_hottest_theatre(levels):
    value = global_level({"escalation": np.array([[levels]])}, ROSTER)[0, 0]
    weights = np.array([GLOBAL_WEIGHTS[theatre] for theatre in THEATRES])
    assert weights @ np.array(levels) - 1e-9 <= value <= max(levels) + 1e-9


@given(LEVELS, st.permutations(range(4)), st.floats(0, 3))
def test_a_rise_anywhere_never_lowers_the_global_level(levels, places, rise):
    hotter = np.array(levels)
    hotter[places[0]] += rise
    before, after = (
        global_level({"escalation": np.array([[row]])}, ROSTER)[0, 0] for row in (levels, hotter)
    )
    assert after >= before - 1e-9


def test_the_weights_of_the_theatres_sum_to_one():
    assert sum(GLOBAL_WEIGHTS.values()) == pytest.approx(1.0)
    assert set(GLOBAL_WEIGHTS) == set(THEATRES)


def eroded(path):
    pressure = np.repeat(np.array(path)[None, :, None], 3, axis=2)[..., None] * np.ones(3)
    return erosion_time({"pressure": pressure}, ROSTER, target="PRK")[0].tolist()


def test_erosion_counts_from_the_highest_pressure_and_is_unknown_until_it_has_halved():
    path = eroded([0.2, 0.8, 0.6, 0.4, 0.3])
    assert np.isnan(path[:3]).all()
    assert path[3:] == [2.0, 2.0]


def test_a_new_high_begins_the_count_anew():
    path = eroded([0.4, 0.2, 0.9, 0.9, 0.4])
    assert path[1] == 1.0
    assert np.isnan(path[2:4]).all()
    assert path[4] == 2.0


def test_pressure_that_never_was_does_not_erode():
    assert np.isnan(eroded([0.0, 0.0, 0.0])).all()


def test_measures_of_shares_are_shares(small):
    for name, measure in MEASURES.items():
        if measure.unit == "share":
            values = small.measure(name).values
            low = -1 if "asymmetry" in name or "blindness" in name else 0
            known = values[~np.isnan(values)]
            assert ((known >= low) & (known <= 1 + 1e-6)).all(), name
