import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from multipolar.ensemble import simulate
from multipolar.rules import SWITCHES
from multipolar.study import turn, turns_without
from multipolar.study.turn import shares

changes = arrays(np.float64, st.integers(1, 60), elements=st.floats(-3, 3))
bands = st.floats(0, 2)


@pytest.fixture(scope="module")
def spec(make_spec):
    return make_spec("turn", months=60)


@pytest.fixture(scope="module")
def without():
    return turns_without(runs=2, seed=5)


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


def test_the_months_before_and_after_the_treaty_are_compared(spec):
    found = turn(spec, runs=3, seed=5, band=0.0, before=1, after=1)
    path = simulate(spec, runs=3, seed=5).measure("escalation_korea")
    step = path.diff("month").sel(month="2024-06").values
    assert found.rises.runs == (step > 0.0).sum()
    assert found.falls.runs == (step < 0.0).sum()
    assert (found.scenario, found.month) == ("turn", "2024-06")


def test_a_wider_band_lets_no_fewer_runs_stay(spec):
    counts = [turn(spec, runs=3, seed=5, band=band).stays.runs for band in (0.0, 0.25, 1.0, 20.0)]
    assert counts == sorted(counts)
    assert counts[-1] == 3


def test_the_baseline_comes_first_and_then_the_worlds_without_a_mechanism(without):
    assert without[0] == turn(runs=2, seed=5)
    assert [one.scenario for one in without[1:]] == [f"without {s}" for s in (*SWITCHES, "all")]


def test_without_the_mechanism_of_theatres_only_dated_events_move_all_runs_alike(without):
    frozen = without[1 + SWITCHES.index("theatres")]
    assert 2 in (frozen.rises.runs, frozen.falls.runs, frozen.stays.runs)


def test_within_the_priors_tension_rises_in_some_runs_and_falls_in_others():
    found = turn(runs=200)
    assert found.rises.share > 0.02
    assert found.falls.share > 0.02


def test_months_that_are_not_covered_are_refused(make_spec, spec):
    with pytest.raises(ValueError, match="turn covers 2022-01 to 2023-06"):
        turn(make_spec("turn", months=18), runs=1)
    with pytest.raises(ValueError, match="wanted are 30 months before"):
        turn(spec, runs=1, before=30)
    with pytest.raises(ValueError, match="band -1"):
        turn(spec, runs=1, band=-1.0)
