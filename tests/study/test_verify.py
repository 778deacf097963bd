from concurrent.futures import Executor, Future
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.ensemble import simulate
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES
from multipolar.scenario import Expectation, ScenarioError
from multipolar.study import verify, verify_all
from multipolar.study.bases import ComparisonError, base_of, first_change
from multipolar.study.findings import agreement, beyond, find, judge, relevant_change
from multipolar.study.intervals import Interval, of_mean
from multipolar.study.power import Power
from multipolar.study.verify import verify_results
from multipolar.study.windows import Window, mean_of_known, paired, take_windows
from pushing import push

RELEVANT = 1.0
HEAD = 'title = "t"\nextends = "brief"\n'
BRIEF = 'title = "b"\nquestion = "q"\nmonths = 18\n'
EXPECT = """
[[expect]]
whose = "{whose}"
measure = "escalation_korea"
direction = "{direction}"
reading = "r"
"""
ALL = "".join(
    EXPECT.format(whose=whose, direction=direction)
    for whose, direction in (("article", "up"), ("rival", "down"), ("rival", "none"))
)
PUSH = push(add=4.0)

ends = st.tuples(st.floats(-5, 5), st.floats(-5, 5)).map(lambda pair: Interval(*sorted(pair)))


@pytest.fixture
def write(tmp_path):
    (tmp_path / "brief.toml").write_text(BRIEF, encoding="utf-8")

    def write_file(more="", name="mine", head=HEAD):
        path = tmp_path / f"{name}.toml"
        path.write_text(head + more, encoding="utf-8")
        return path

    return write_file


class Inline(Executor):
    """An executor that computes at once."""

    def submit(self, fn, /, *args, **kwargs):
        future = Future()
        future.set_result(fn(*args, **kwargs))
        return future


# -- the rule ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("direction", "low", "high", "verdict"),
    [
        ("up", 1.1, 2.0, "supported"),
        ("up", 1.0, 2.0, "undecided"),
        ("up", 0.0, 1.1, "undecided"),
        ("up", 0.5, 1.0, "contradicted"),
        ("up", 0.0, 0.0, "contradicted"),
        ("up", -3.0, -2.0, "contradicted"),
        ("down", -2.0, -1.1, "supported"),
        ("down", -2.0, -1.0, "undecided"),
        ("down", -1.0, 0.5, "contradicted"),
        ("down", 2.0, 3.0, "contradicted"),
        ("none", -1.0, 1.0, "supported"),
        ("none", 0.0, 0.0, "supported"),
        ("none", -1.1, 0.0, "undecided"),
        ("none", 0.9, 1.1, "undecided"),
        ("none", 1.0, 1.1, "undecided"),
        ("none", 1.1, 2.0, "contradicted"),
        ("none", -2.0, -1.1, "contradicted"),
        ("none", -9.0, 9.0, "undecided"),
    ],
)
def test_the_rule_of_the_verdict_up_to_its_borders(direction, low, high, verdict):
    assert judge(direction, Interval(low, high), RELEVANT) == verdict


@given(ends)
def test_at_most_one_direction_is_supported_and_the_others_are_then_contradicted(interval):
    verdicts = [judge(d, interval, RELEVANT) for d in ("up", "down", "none")]
    assert verdicts.count("supported") <= 1
    if "supported" in verdicts:
        assert verdicts.count("contradicted") == 2


@given(ends)
def test_up_and_down_are_mirror_images(interval):
    mirrored = Interval(-interval.high, -interval.low)
    assert judge("up", interval, RELEVANT) == judge("down", mirrored, RELEVANT)
    assert judge("none", interval, RELEVANT) == judge("none", mirrored, RELEVANT)


@pytest.mark.parametrize("direction", ["up", "down", "none"])
def test_doubt_without_bound_decides_nothing(direction):
    assert judge(direction, Interval(-np.inf, np.inf), RELEVANT) == "undecided"
    assert judge(direction, Interval(np.nan, np.nan), RELEVANT) == "undecided"


def finding(direction, difference, base=None):
    expected = Expectation("article", "escalation_korea", direction, "r")
    base = np.linspace(-1.0, 1.0, len(difference)) if base is None else base
    return find(expected, base + difference, base, ("2024-06", "2024-06"))


STRONG = Power({"theatres.mirroring": 0.0})
"""The link at its edge makes the change large enough."""


def test_many_runs_of_next_to_nothing_support_nothing():
    luck = np.random.default_rng(1)
    tiny = 0.01 + 0.001 * luck.standard_normal(4000)
    assert finding("up", tiny).of_mean.low > 0.0
    assert finding("up", tiny).with_power(STRONG).verdict == "contradicted"
    assert finding("none", tiny).with_power(STRONG).verdict == "supported"


def test_too_small_a_change_decides_only_where_more_was_possible():
    luck = np.random.default_rng(1)
    tiny = 0.01 + 0.001 * luck.standard_normal(400)
    weak = Power({}, reason="too weak")
    for direction in ("up", "down", "none"):
        assert finding(direction, tiny).verdict == "cannot tell", "its power is not known"
        assert finding(direction, tiny).with_power(weak).verdict == "cannot tell"
        told = finding(direction, tiny).with_power(STRONG)
        assert told.verdict == ("supported" if direction == "none" else "contradicted")
    opposite = finding("down", tiny + 5.0)
    assert (opposite.verdict, opposite.too_small) == ("contradicted", False)
    assert opposite.with_power(weak).verdict == "contradicted", "a large change needs no power"
    assert finding("up", tiny + 5.0).with_power(weak).verdict == "supported"


@given(st.floats(0.0, 3.0), st.lists(st.floats(-5, 5), min_size=3, max_size=20))
def test_what_matters_is_relative_to_the_spread_of_the_base(smallest, values):
    base = np.array(values)
    relevant = relevant_change(smallest, base)
    assert relevant >= smallest
    assert relevant_change(smallest, np.append(base, np.nan)) == relevant
    if np.ptp(base) > 1e-6:
        assert relevant_change(0.0, 10.0 * base) == pytest.approx(10 * relevant_change(0.0, base))
    if np.ptp(base) == 0.0:
        assert relevant == np.inf, "what does not vary never counts"
    assert relevant_change(smallest, base[:1]) == smallest


def test_a_measure_that_does_not_vary_never_counts():
    flat = np.zeros(50)
    assert not beyond(of_mean(flat + 9.0), relevant_change(0.1, flat))
    assert finding("up", flat + 9.0, flat).verdict == "cannot tell"


def test_a_large_difference_supports_its_direction_and_counts_agreeing_runs():
    difference = np.array([1.0, 2.0, 1.5, -0.5] * 50)
    up = finding("up", difference)
    assert (up.verdict, up.agreeing, up.pairs) == ("supported", 0.75, 200)
    assert (up.mean, up.median) == (1.0, 1.25)
    assert up.runs == (-0.5, 2.0)
    assert finding("down", difference).verdict == "contradicted"
    assert finding("none", difference).verdict == "contradicted"


def test_a_wide_spread_leaves_it_undecided():
    difference = np.array([5.0, -5.0, 4.0, -3.5])
    assert {finding(d, difference).verdict for d in ("up", "down", "none")} == {"undecided"}


def test_runs_in_which_one_side_is_unknown_are_left_out():
    base = np.array([0.0, np.nan, 1.0, 2.0])
    found = finding("up", np.array([1.0, 1.0, np.nan, 1.0]), base)
    assert (found.pairs, found.mean) == (2, 1.0)
    nothing = finding("up", np.array([np.nan, np.nan]))
    assert (nothing.pairs, nothing.verdict) == (0, "undecided")
    assert np.isnan(nothing.agreeing)


def test_agreement_with_none_is_a_change_too_small_to_matter():
    difference = np.array([-2.0, -1.0, 0.0, 1.0])
    assert agreement("none", difference, 1.0) == 0.75
    assert agreement("up", difference, 1.0) == 0.25
    assert agreement("down", difference, 1.0) == 0.5


def test_the_smallest_relevant_change_is_the_measures_own(write):
    [finding, *_] = verify(write(ALL), runs=3, seed=2).findings
    assert finding.smallest == MEASURES["escalation_korea"].smallest_change == 0.10
    assert finding.relevant >= finding.smallest


def test_means_over_months_and_pairs_pass_over_what_is_unknown():
    values = np.array([[1.0, np.nan, 3.0], [np.nan, np.nan, np.nan]])
    np.testing.assert_array_equal(mean_of_known(values), [2.0, np.nan])
    for statistic, found in (("peak", 3.0), ("lowest", 1.0)):
        window = Window("any", 0, 3, statistic)
        np.testing.assert_array_equal(window.of(values), [found, np.nan])
    np.testing.assert_array_equal(paired(np.array([3.0, np.nan]), np.array([1.0, 1.0])), [2.0])


BEFORE = """
[[expect]]
whose = "article"
measure = "escalation_korea"
direction = "up"
month = "2022-06"
within = 3
before = 4
reading = "r"
"""


def test_months_after_a_month_are_compared_with_those_before_it_in_the_same_runs(write):
    alone = write(BEFORE, head='title = "t"\nquestion = "q"\nmonths = 18\n')
    for file in (alone, write(PUSH + BEFORE)):
        found = verify(file, runs=3, seed=2)
        [finding] = found.findings
        results = simulate(file, runs=3, seed=2)
        path = results.measure("escalation_korea").values
        change = path[:, 5:8].mean(axis=1) - path[:, 1:5].mean(axis=1)
        assert finding.mean == pytest.approx(change.mean())
        assert (finding.first, finding.last) == ("2022-06", "2022-08")
        assert finding.base == load_scenario(file).name
        name = results.scenarios[0]
        assert verify_results(results, name, results, name).findings[0].mean == finding.mean
    assert found.base == "brief"


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ('month = "2022-06"\n', "before, month and within, without base"),
        ("within = 3\n", "before, month and within, without base"),
    ],
)
def test_before_goes_with_month_and_within(write, wrong, said):
    with pytest.raises(ScenarioError, match=said):
        load_scenario(write(BEFORE.replace(wrong, "")))
    with pytest.raises(ScenarioError, match=said):
        load_scenario(write(BEFORE + 'base = "baseline"\n'))


def test_months_that_are_not_covered_on_either_side_are_refused(write):
    for old, new in (("before = 4", "before = 6"), ("within = 3", "within = 15")):
        with pytest.raises(ComparisonError, match="mine covers 2022-01 to 2023-06; wanted are"):
            verify(write(BEFORE.replace(old, new)), runs=1)


# -- whole scenarios -----------------------------------------------------------------------


def test_a_placebo_differs_in_no_measure_of_no_run_by_anything():
    placebo, base = load_scenario("placebo"), base_of("placebo")
    assert placebo.digest != base.digest
    months = range(0, placebo.months, 12)
    windows = tuple(Window(name, m, m + 1) for name in MEASURES for m in months)
    left, right = take_windows([(placebo, windows), (base, windows)], runs=3, seed=7)
    np.testing.assert_array_equal(left, right)


def test_a_scenario_without_change_tells_nothing_and_moves_nothing(write):
    verified = verify(write(ALL), runs=3, seed=2)
    found = verified.findings
    assert {f.verdict for f in found} == {"cannot tell"}
    assert all(f.power.reason == "no path: no run differs" for f in found)
    assert (verified.moved, verified.headlines > 20) == (0, True)
    assert all(f.mean == f.median == 0.0 and f.runs == f.of_mean == (0.0, 0.0) for f in found)
    assert {(f.first, f.last) for f in found} == {("2022-01", "2023-06")}


def test_a_strong_push_is_seen_and_its_findings_tell_what_was_compared(write):
    push = verify(write(PUSH + ALL), runs=6, seed=2)
    assert (push.scenario, push.base, push.runs, push.seed) == ("mine", "brief", 6, 2)
    assert [f.verdict for f in push.findings] == ["supported", "contradicted", "contradicted"]
    assert {(f.first, f.last) for f in push.findings} == {("2022-06", "2023-06")}
    table = push.to_frame()
    assert list(table["verdict"]) == [f.verdict for f in push.findings]
    assert list(table["whose"]) == ["article", "rival", "rival"]
    assert 0 < push.moved < push.headlines


def test_an_expectation_may_name_a_peak_some_months_or_another_base(write):
    write(PUSH, "pushed")
    expect = EXPECT.format(whose="article", direction="up")
    text = PUSH.replace("4.0", "6.0") + expect + 'statistic = "peak"\nwithin = 3\n'
    text += expect + 'base = "pushed"\n'
    verified = verify(write(text), runs=4, seed=2, power=0)
    peak, other = verified.findings
    assert (peak.first, peak.last, peak.base) == ("2022-06", "2022-08", "brief")
    assert (other.base, verified.base) == ("pushed", "brief")
    assert peak.mean > other.mean > 0.0, "against the push of four rungs only two are left"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        ('month = "2022-06"\nwithin = 3\n', "not both"),
        ('base = "pushd"\n', "no such scenario"),
        ('base = "../brief"\n', "may not leave"),
        ('statistic = "median"\n', "peak"),
    ],
)
def test_what_an_expectation_cannot_ask_for_is_refused_at_its_line(write, more, message):
    write(PUSH, "pushed")
    text = EXPECT.format(whose="article", direction="up") + more
    with pytest.raises(ScenarioError, match=message) as refused:
        load_scenario(write(text))
    assert all(problem.line for problem in refused.value.problems)


def test_an_expectation_may_name_a_month(write):
    text = PUSH + EXPECT.format(whose="article", direction="up") + 'month = "2022-05"\n'
    [before] = verify(write(text), runs=2).findings
    assert (before.first, before.last, before.mean) == ("2022-05", "2022-05", 0.0)


def test_a_single_run_decides_nothing(write):
    found = verify(write(PUSH + ALL), runs=1).findings
    assert {f.verdict for f in found} == {"undecided"}


def test_neither_executor_nor_company_changes_a_number(write):
    paths = [write(PUSH + ALL, "one"), write(ALL, "two")]
    alone = [verify(path, runs=3, seed=4) for path in paths]
    ticks = []
    together = verify_all(paths, runs=3, seed=4, executor=Inline(), progress=ticks.append)
    assert list(together) == alone
    assert sum(ticks[:3]) == 3 * 3, "the common base is run once"


def test_it_is_compared_with_the_root_of_its_chain(write):
    write(PUSH, "middle")
    path = write(ALL, "leaf", 'title = "t"\nextends = "middle"\n')
    assert base_of(path).name == "brief"
    assert verify(path, runs=2).base == "brief"


def test_it_is_compared_over_its_own_months(write):
    path = write("months = 12\n" + PUSH + ALL)
    assert base_of(path).months != 12
    assert verify(path, runs=2).base == "brief"


def test_the_first_change_is_the_first_dated_one_and_else_the_start(write):
    base = load_scenario(write())
    pushed = load_scenario(write(PUSH, "pushed"))
    assert first_change(pushed, base) == "2022-06"
    assert first_change(base, pushed) == "2022-06", "an event left out counts as well"
    assert first_change(replace(base, switches={}), base) == "2022-01"
    order = '[[orders]]\nstate = "PRK"\nmonth = "2022-03"\naction = "limited_force"\n'
    assert first_change(load_scenario(write(order + PUSH, "ordered")), base) == "2022-03"


@pytest.mark.parametrize(
    ("more", "message"),
    [
        (EXPECT.format(whose="article", direction="up") + 'month = "2030-01"\n', "outside"),
        (EXPECT.format(whose="article", direction="up") + 'where = "USA"\n', "carries its place"),
        ("", "states no expectation"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_plain_words(write, more, message):
    with pytest.raises((ComparisonError, ScenarioError), match=message):
        verify(write(more), runs=1)


def test_a_measure_that_nothing_leads_to_is_untouched(write):
    found = verify(write(PUSH + ALL), runs=2).findings
    assert not any(finding.untouched for finding in found)
    assert all(finding.largest >= abs(finding.mean) for finding in found)
    assert all(finding.untouched for finding in verify(write(ALL, "same"), runs=2).findings)


def test_a_scenario_that_extends_none_has_nothing_beside_it(write):
    with pytest.raises(ComparisonError, match="extends no other"):
        verify("baseline", runs=1)
    with pytest.raises(ScenarioError):
        verify("no_such_scenario", runs=1)
    with pytest.raises(ValueError, match="runs 0"):
        verify(write(ALL), runs=0)


def test_what_lies_outside_the_months_is_no_change(write):
    late = '[[orders]]\nstate = "PRK"\nmonth = "2029-03"\naction = "limited_force"\n'
    base = load_scenario(write())
    assert first_change(load_scenario(write(late + PUSH, "late")), base) == "2022-06"
    later = write("months = 12\n" + late + ALL, "later")
    with pytest.raises(ComparisonError, match="2029-03, when it first differs, lies outside"):
        verify(later, runs=2)
