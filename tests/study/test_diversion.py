"""Diversion in pairs of runs: a crisis in the Strait against the same world without it."""

import numpy as np
import pytest

from multipolar.ensemble import simulate
from multipolar.study import diversion_between
from multipolar.study.bases import ComparisonError

CRISIS = """
[[events]]
month = "2022-07"
name = "strait"
attribute = "escalation"
where = "taiwan"
add = 3.0
"""
RUNS = {"runs": 6, "seed": 5}


@pytest.fixture(scope="module")
def crisis(make_spec):
    return simulate(make_spec("crisis", more=CRISIS), **RUNS)


def test_a_crisis_elsewhere_takes_attention_and_the_months_before_it_do_not_count(crisis, small):
    for role in ("united_states", "european_state"):
        found = diversion_between(crisis, small, role=role)
        assert found.attention.shape == (6,)
        assert found.attention.mean() > 0.0
        assert (found.attention > 0.0).mean() > 0.5
    attention, calm = (
        side.measure("attention_ukraine_united_states").values[:6, 6:] for side in (crisis, small)
    )
    expected = np.log(calm.mean(axis=1) / attention.mean(axis=1))
    assert diversion_between(crisis, small).attention == pytest.approx(expected)


def test_a_scenario_diverts_nothing_from_itself(crisis):
    same = diversion_between(crisis, crisis)
    assert (same.attention == 0.0).all()
    assert np.isnan(same.conversion).all()


def test_runs_with_other_luck_are_no_pairs(crisis, short):
    with pytest.raises(ComparisonError, match="seed"):
        diversion_between(crisis, simulate(short, runs=2, seed=6))


def test_another_horizon_is_refused(crisis, make_spec):
    with pytest.raises(ComparisonError, match="same months"):
        diversion_between(crisis, simulate(make_spec("shorter", months=12), **RUNS))


def test_a_scenario_that_is_not_there_is_named(crisis, small):
    with pytest.raises(KeyError, match="crisis"):
        diversion_between(crisis, small, scenario="nothing")
