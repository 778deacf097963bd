"""Designs: which values a sweep gives, point by point."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.ensemble import DesignError, Sweep, make_points, parse_sweep, read_settings


def test_listed_values_keep_their_order_and_type():
    assert parse_sweep("switches.war=on,off") == Sweep("switches.war", (True, False))
    assert parse_sweep("a.b = 0, 0.5 ,1").values == (0, 0.5, 1)
    assert parse_sweep("information=full,author").values == ("full", "author")
    assert parse_sweep("months=12").values == (12,)


def test_tables_can_be_listed():
    ends = parse_sweep("a.b={low=0, mode=1, high=2},{low=1, mode=1, high=1}").values
    assert ends == ({"low": 0, "mode": 1, "high": 2}, {"low": 1, "mode": 1, "high": 1})


def test_a_range_is_divided_evenly_ends_included():
    sweep = parse_sweep("a.b=0:0.3:4")
    assert sweep.values == (0.0, 0.1, 0.2, 0.3)
    assert sweep.ends == (0.0, 0.3)


@pytest.mark.parametrize(
    "wrong", ["a.b", "=1", "a.b=", "a=1:0:3", "a=0:1:1", "a=0:x:3", "a=0:1:2.5", "a=0:inf:3"]
)
def test_what_is_no_sweep_is_refused_with_what_would_be(wrong):
    with pytest.raises(DesignError, match=r"a=|=1|a\.b"):
        parse_sweep(wrong)


def test_settings_are_read_and_neither_empty_nor_given_twice():
    assert read_settings(["months=3", "switches.war=off"]) == {"months": 3, "switches.war": False}
    with pytest.raises(DesignError, match="months: set twice"):
        read_settings(["months=3", "months=4"])
    for wrong in ("months", "=3", "months="):
        with pytest.raises(DesignError, match="write key=value"):
            read_settings([wrong])


def test_without_a_sweep_there_is_one_point_that_varies_nothing():
    assert make_points([]) == [{}]


def test_a_grid_is_every_combination():
    points = make_points([Sweep("a", (1, 2, 3)), Sweep("b", ("x", "y"))])
    assert len(points) == 6
    assert len({tuple(point.items()) for point in points}) == 6
    assert points[0] == {"a": 1, "b": "x"}
    assert points[-1] == {"a": 3, "b": "y"}


@given(st.integers(2, 40), st.integers(0, 2**32))
def test_a_latin_hypercube_takes_each_stratum_of_a_range_once(n, seed):
    points = make_points([parse_sweep(f"a=2:4:{n}"), parse_sweep(f"b=-1:0:{n}")], "lhs", seed)
    for key, low, width in (("a", 2, 2), ("b", -1, 1)):
        strata = [int((point[key] - low) / width * n - 1e-9) for point in points]
        assert sorted(strata) == list(range(n))


def test_a_sobol_design_fills_every_quarter_of_the_square_alike():
    points = make_points([parse_sweep("a=0:1:16"), parse_sweep("b=0:1:16")], "sobol", 3)
    quarters = np.array([[point["a"] >= 0.5, point["b"] >= 0.5] for point in points]) @ [2, 1]
    assert np.bincount(quarters).tolist() == [4, 4, 4, 4]


@pytest.mark.parametrize("design", ["lhs", "sobol"])
def test_a_sampled_design_depends_on_the_seed_alone(design):
    sweeps = [parse_sweep("a=0:1:8"), parse_sweep("switches.war=on,off")]
    assert make_points(sweeps, design, 1) == make_points(sweeps, design, 1)
    assert make_points(sweeps, design, 1) != make_points(sweeps, design, 2)


def test_listed_values_are_sampled_alike_often():
    sweeps = [parse_sweep("a=0:1:8"), parse_sweep("switches.war=on,off")]
    for design in ("lhs", "sobol"):
        drawn = [point["switches.war"] for point in make_points(sweeps, design)]
        assert drawn.count(True) == 4


@pytest.mark.parametrize(
    ("texts", "design", "said"),
    [
        (["a=1,2", "a=3"], "grid", "a: swept twice"),
        (["a=0:1:4", "b=0:1:8"], "lhs", "found 4 and 8"),
        (["a=1,2"], "lhs", "found no range"),
        (["a=0:1:6"], "sobol", "power of two, found 6"),
        (["a=0:1:1000", "b=0:1:1000"], "grid", "1,000,000 points"),
        (["a=0:1:1000000000"], "grid", "up to 100,000"),
    ],
)
def test_a_design_that_cannot_be_made_says_why(texts, design, said):
    with pytest.raises(DesignError, match=said):
        make_points([parse_sweep(text) for text in texts], design)
