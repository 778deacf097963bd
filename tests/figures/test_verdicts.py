"""The picture of verdicts."""

import numpy as np
import pytest

from multipolar.figures.verdicts import COLOURS, MARKS, verdicts
from multipolar.scenario import Expectation
from multipolar.study.verify import Verification, find


def verification(*means):
    """Return a made-up verification: an expectation of each side for each mean difference."""
    rng = np.random.default_rng(1)
    findings = []
    for mean in means:
        for whose in ("article", "rival"):
            expected = Expectation(whose, "escalation_korea", "up", "because", claim="C9")
            base = rng.normal(size=50)
            findings.append(find(expected, base + mean + 0.1 * base, base, "2024-06", "2024-06"))
    return Verification("d99", "title", "question", "baseline", 50, 1, tuple(findings))


def test_every_expectation_is_a_mark_of_its_verdict_on_its_side():
    figure = verdicts([verification(2.0, -2.0, 0.1)])
    for axis in figure.axes:
        labels = [text.get_text() for text in axis.get_yticklabels()]
        assert labels == ["d99", *["escalation_korea ↑"] * 3]
        marks = [line.get_marker() for line in axis.lines if line.get_marker() != "None"]
        assert marks[0] == MARKS["supported"]
        assert marks[1] == MARKS["contradicted"]
    assert len(set(MARKS.values())) == len(set(COLOURS.values())) == 3


def test_the_picture_says_how_many_runs_and_what_it_is_not():
    [text] = [t.get_text() for t in verdicts([verification(1.0)]).texts]
    assert "50 runs" in text
    assert "no forecast" in text
    assert "90 % interval" in text


def test_many_expectations_make_it_higher_and_nothing_is_refused_but_nothing():
    assert verdicts([verification(1.0)]).get_size_inches().tolist() == [12.8, 7.2]
    assert verdicts([verification(*range(1, 31))]).get_size_inches()[1] > 7.2
    with pytest.raises(ValueError, match="no scenario"):
        verdicts([])
