import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multipolar.ensemble import simulate
from multipolar.study import turn
from multipolar.study.turn import shares

changes = arrays(np.float64, st.integers(1, 60), elements=st.floats(-3, 3))
bands = st.floats(0, 2)


@pytest.fixture(scope="module")
def results(make_spec):
    return simulate(make_spec("turn", months=60), runs=3, seed=5)


@given(changes, bands)
def test_every_run_rises_falls_or_stays(change, band):
    found = shares(change, band)
    assert sum(share.runs for share in found) == change.size
    assert sum(share.share for share in found) == pytest.approx(1.0)
    assert all(s.interval.low <= s.share <= s.interval.high for s in found)


@given(changes, bands)
def test_turned_upside_down_rises_and_falls_change_places(change, band):
    rises, falls, stays = shares(change, band)
    assert shares(-change, band) == (falls, rises, stays)


def test_the_band_belongs_to_those_that_stay():
    rises, falls, stays = shares(np.array([0.25, -0.25, 0.26, -0.26, 0.0]), 0.25)
    assert (rises.runs, falls.runs, stays.runs) == (1, 1, 3)


def test_the_years_before_and_after_the_treaty_are_compared(results):
    found = turn(results, band=0.0, before=1, after=1)
    step = results.measure("escalation_korea").diff("month").sel(month="2024-06").values
    assert found.rises.runs == (step > 0.0).sum()
    assert found.falls.runs == (step < 0.0).sum()
    assert (found.scenario, found.month) == ("turn", "2024-06")


def test_a_wider_band_lets_no_fewer_runs_stay(results):
    counts = [turn(results, band=band).stays.runs for band in (0.0, 0.25, 1.0, 20.0)]
    assert counts == sorted(counts)
    assert counts[-1] == results.runs


def test_months_that_are_not_covered_are_refused(small, results):
    with pytest.raises(ValueError, match="the results cover 2022-01 to 2023-06"):
        turn(small)
    with pytest.raises(ValueError, match="wanted are 30 months before"):
        turn(results, before=30)
    with pytest.raises(ValueError, match="band -1"):
        turn(results, band=-1.0)
    with pytest.raises(KeyError, match="no scenario"):
        turn(results, "another")
