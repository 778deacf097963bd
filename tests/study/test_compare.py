"""Paired differences of every headline measure."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar.ensemble import simulate
from multipolar.measures import MEASURES
from multipolar.study.bases import ComparisonError
from multipolar.study.compare import compare_pair, compare_results, compare_scenarios
from multipolar.study.intervals import Interval
from pushing import push

HEADLINE = [m.name for m in MEASURES.values() if m.headline]


@pytest.fixture(scope="module")
def pushed(make_spec):
    return make_spec("pushed", more=push("2022-09"))


@pytest.fixture(scope="module")
def both(short, pushed):
    return simulate([short, pushed], runs=9, seed=3, block=4)


@pytest.fixture(scope="module")
def found(both):
    return compare_results([both])


def test_every_headline_measure_is_compared_from_the_first_difference_on(found):
    assert sorted(row.measure for row in found.differences) == sorted(HEADLINE)
    assert {(row.first, row.last) for row in found.differences} == {("2022-09", "2023-06")}
    assert (found.reference, found.scenarios) == ("short", ("pushed",))
    assert (found.runs, found.seed) == (9, 3)


def test_a_difference_is_that_of_the_runs_paired(found, both):
    [row] = [row for row in found.differences if row.measure == "escalation_korea"]
    mean = [
        both.measure("escalation_korea", name).values[:, 8:].mean(axis=1) for name in both.scenarios
    ]
    difference = mean[1] - mean[0]
    assert row.mean == pytest.approx(difference.mean())
    assert row.standardised == pytest.approx(difference.mean() / mean[0].std(ddof=1))
    assert row.runs == pytest.approx(np.quantile(difference, (0.05, 0.95)))
    assert row.of_mean.low < row.mean < row.of_mean.high
    assert row.pairs == 9
    assert row.sure


def test_the_largest_standardised_effect_comes_first_and_what_has_none_last(found):
    size = [abs(row.standardised) for row in found.differences]
    known = [one for one in size if not np.isnan(one)]
    assert size[: len(known)] == sorted(known, reverse=True)
    assert found.differences[0].measure == "escalation_korea"


def test_a_month_is_read_alone(both):
    rows = compare_results([both], "2022-08").differences
    assert {(row.first, row.last) for row in rows} == {("2022-08", "2022-08")}
    assert all(row.mean == 0.0 for row in rows if row.pairs), "nothing differs before the push"
    for month in ("2031-01", "soon"):
        with pytest.raises(ComparisonError, match=f"{month}.*2022-01 to 2023-06"):
            compare_results([both], month)


def test_running_anew_and_reading_results_give_the_same_numbers(short, pushed, found):
    anew = compare_scenarios([short, pushed], runs=9, seed=3)
    for one, other in zip(anew.differences, found.differences, strict=True):
        assert one.measure == other.measure
        assert one.mean == pytest.approx(other.mean, rel=1e-4, abs=1e-6, nan_ok=True)


def test_results_with_more_runs_are_compared_over_those_they_share(short, pushed, both, found):
    more = simulate(short, runs=11, seed=3, block=4)
    one = compare_pair(both, "pushed", more, "short")
    assert one.runs == 9
    assert repr(one.differences) == repr(found.differences)


def test_a_scenario_beside_itself_differs_by_nothing(short):
    same = compare_results([simulate(short, runs=3, seed=3), simulate(short, runs=3, seed=3)])
    assert all(row.mean == 0.0 for row in same.differences if row.pairs)
    assert {row.verdict for row in same.differences if row.pairs} == {"no change"}


def test_a_change_is_surely_enough_surely_too_small_or_neither(found):
    row = replace(found.differences[0], relevant=0.5)
    told = {
        (0.6, 0.9): "moved",
        (-0.9, -0.6): "moved",
        (0.1, 0.4): "too small",
        (-0.4, 0.4): "too small",
        (0.4, 0.6): "cannot tell",
        (0.0, 0.0): "no change",
    }
    assert {ends: replace(row, of_mean=Interval(*ends)).verdict for ends in told} == told
    assert replace(row, of_mean=Interval(0.1, 0.4), relevant=np.inf).verdict == "cannot tell"


def test_scenarios_of_one_name_keep_their_own_months(short, pushed):
    other = replace(pushed, name="twin", events=(), orders=())
    apart, alike = (
        compare_scenarios([short, pushed, replace(other, name=name)], runs=4)
        for name in ("twin", "pushed")
    )
    kept = [(row.first, row.measure, row.mean) for row in apart.differences]
    assert str(kept) == str([(row.first, row.measure, row.mean) for row in alike.differences])
    assert len({first for first, *_ in kept}) == 2


def test_runs_that_are_no_pairs_are_refused(short, pushed, make_spec, both):
    with pytest.raises(ComparisonError, match=r"differ in seed \(3 and 4\)"):
        compare_results([both, simulate(short, runs=2, seed=4)])
    with pytest.raises(ComparisonError, match="--parameters"):
        compare_results([both, simulate(short, runs=2, seed=3, parameters="default")])
    with pytest.raises(ComparisonError, match="two scenarios"):
        compare_results([simulate(short, runs=2, seed=3)])
    with pytest.raises(ComparisonError, match="two scenarios"):
        compare_scenarios([short])
    with pytest.raises(ComparisonError, match="two scenarios"):
        compare_scenarios("baseline")
    with pytest.raises(ComparisonError, match="same months"):
        compare_scenarios([short, make_spec("longer", months=20)], runs=2)


def test_what_first_differs_after_the_months_that_are_run_is_refused(short, pushed):
    cut = [replace(one, months=6) for one in (short, pushed)]
    with pytest.raises(ComparisonError, match="2022-09, when pushed first differs"):
        compare_scenarios(cut, runs=2)


def test_the_table_has_a_row_for_each_difference(found):
    table = found.to_frame()
    assert len(table) == len(HEADLINE)
    [row] = table[table["measure"] == "escalation_korea"].to_dict("records")
    [same] = [d for d in found.differences if d.measure == "escalation_korea"]
    assert (row["mean_low"], row["mean_high"]) == same.of_mean
    assert (row["low"], row["high"]) == same.runs
    assert row["reference"] == "short"
