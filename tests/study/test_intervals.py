import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multipolar.study.intervals import UNKNOWN, of_mean, of_share, over_runs

samples = arrays(np.float64, st.integers(2, 40), elements=st.floats(-100, 100))


@given(samples)
def test_the_interval_of_a_mean_holds_the_mean(values):
    low, high = of_mean(values)
    assert low <= values.mean() + 1e-9
    assert high >= values.mean() - 1e-9


@given(samples)
def test_a_higher_level_widens_every_interval(values):
    for interval in (of_mean, over_runs):
        narrow, wide = interval(values, 0.5), interval(values, 0.95)
        assert wide.low <= narrow.low + 1e-9
        assert wide.high >= narrow.high - 1e-9


@given(st.integers(1, 500), st.data())
def test_the_interval_of_a_share_holds_the_share_and_stays_within_nought_and_one(total, data):
    count = data.draw(st.integers(0, total))
    low, high = of_share(count, total)
    assert 0.0 <= low <= count / total <= high <= 1.0
    mirrored = of_share(total - count, total)
    assert mirrored == pytest.approx((1.0 - high, 1.0 - low))


def test_wilson_by_hand():
    assert of_share(5, 10, 0.95) == pytest.approx((0.2366, 0.7634), abs=1e-4)
    assert of_share(0, 10, 0.95) == pytest.approx((0.0, 0.2775), abs=1e-4)


@pytest.mark.parametrize(("count", "total"), [(-1, 5), (6, 5), (0, 0)])
def test_impossible_shares_are_refused(count, total):
    with pytest.raises(ValueError, match="lies between"):
        of_share(count, total)


def test_equal_values_leave_no_doubt_and_too_few_leave_all():
    assert of_mean(np.full(5, 0.1)) == (0.1, 0.1)
    assert of_mean(np.array([0.1])) == UNKNOWN
    assert of_mean(np.array([])) == UNKNOWN
    assert over_runs(np.array([])) == UNKNOWN


def test_students_interval_by_hand():
    assert of_mean(np.array([1.0, 2.0, 3.0])) == pytest.approx((0.3141, 3.6859), abs=1e-4)
