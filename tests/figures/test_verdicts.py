"""The pictures of verdicts."""

import numpy as np
import pytest

from drawing import assert_as_stored, differs
from multipolar.figures.verdicts import COLOURS, LINES, MARKS, verdicts
from multipolar.scenario import Expectation
from multipolar.study.findings import Verification, find


def verification(*means, name="d99_name", rival="up"):
    """Return a made-up verification: an expectation of each side for each mean difference."""
    rng = np.random.default_rng(1)
    findings = []
    for month, mean in enumerate(means, start=1):
        for whose, direction in (("article", "up"), ("rival", rival)):
            when = f"20{month:02d}-06"
            expected = Expectation(whose, "escalation_korea", direction, "because", month=when)
            base = rng.normal(size=50)
            findings.append(find(expected, base + mean + 0.1 * base, base, (when, when)))
    return Verification(name, "title", "question", "baseline", 50, 1, tuple(findings), 0, 0)


def labels(axis):
    return [text.get_text() for text in axis.get_yticklabels()]


def test_it_looks_as_it_did(tmp_path):
    [figure] = verdicts([verification(2.0, -2.0, 0.1)])
    assert_as_stored("verdicts", figure, tmp_path)
    [other] = verdicts([verification(1.0, -2.0, 0.1)])
    assert differs("verdicts", other, tmp_path) is not None


def test_every_expectation_is_a_mark_of_its_verdict_on_its_side():
    [figure] = verdicts([verification(2.0, -2.0, 0.1)])
    for axis in figure.axes:
        assert labels(axis)[0] == ""
        assert [label[-9:] for label in labels(axis)[1:]] == ["↑ 2001-06", "↑ 2002-06", "↑ 2003-06"]
        marks = [line.get_marker() for line in axis.lines if line.get_marker() != "None"]
        assert marks[0] == MARKS["supported"]
        assert marks[1] == MARKS["contradicted"]
    assert len(set(MARKS.values())) == len(set(COLOURS.values())) == 4


def test_both_sides_of_a_measure_and_month_stand_in_one_line():
    one = verification(2.0, 1.0, rival="none")
    shuffled = [one.findings[k] for k in (0, 2, 3, 1)]
    mixed = Verification("d99_x", "t", "q", "baseline", 50, 1, tuple(shuffled), 0, 0)
    left, right = verdicts([mixed])[0].axes
    assert [a.replace("↑", "=") for a in labels(left)] == labels(right)


def test_dots_lie_at_the_mean_in_smallest_relevant_changes():
    one = verification(2.0)
    [figure] = verdicts([one])
    finding = one.findings[0]
    [dot] = [line for line in figure.axes[0].lines if line.get_marker() == MARKS["supported"]]
    assert dot.get_xdata() == [finding.mean / finding.relevant]
    low, high = figure.axes[0].get_xlim()
    assert low < -finding.of_mean.high / finding.relevant
    assert high > finding.of_mean.high / finding.relevant


def test_the_picture_says_how_many_runs_and_what_it_is_not():
    [text] = [t.get_text() for t in verdicts([verification(1.0)])[0].texts]
    assert "50 runs" in text
    assert "no forecast" in text
    assert "90 % interval" in text


def test_many_expectations_take_more_pages_of_one_size_and_one_axis():
    found = [verification(*range(1, 8), name=f"d{k}_x") for k in range(10, 15)]
    pages = verdicts(found)
    assert len(pages) == 3
    assert len({page.axes[0].get_xlim() for page in pages}) == 1
    assert all(page.get_size_inches().tolist() == [12.8, 7.2] for page in pages)
    titles = [[t.get_text()[:3] for t in page.axes[0].texts] for page in pages]
    assert titles == [["d10", "d11"], ["d12", "d13"], ["d14"]]
    assert all(len(labels(page.axes[0])) <= LINES for page in pages)


def test_a_difference_that_nobody_knows_has_no_dot_and_an_interval_of_the_whole_axis():
    expected = Expectation("article", "escalation_korea", "up", "because")
    unknown = find(expected, np.full(3, np.nan), np.arange(3.0), ("2024-06",) * 2)
    [figure] = verdicts([Verification("d99_x", "t", "q", "baseline", 3, 1, (unknown,), 0, 0)])
    line, dot = figure.axes[0].lines[-2:]
    assert tuple(line.get_xdata()) == figure.axes[0].get_xlim()
    assert np.isnan(dot.get_xdata()).all()


def test_nothing_is_not_drawn():
    with pytest.raises(ValueError, match="no scenario"):
        verdicts([])
