"""The figure of paired differences."""

import dataclasses

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from drawing import assert_as_stored, differs
from multipolar.figures import differences
from multipolar.study.compare import Comparison, Difference
from multipolar.study.intervals import Interval


def row(measure, mean, reach=0.1, spread=1.0, scenario="other", relevant=0.05):
    return Difference(
        scenario=scenario,
        measure=measure,
        title=measure.title(),
        unit="share",
        first="2024-07",
        last="2030-12",
        mean=mean,
        of_mean=Interval(mean - reach, mean + reach),
        runs=Interval(mean - 1.0, mean + 1.0),
        standardised=mean / spread if spread else float("nan"),
        relevant=relevant,
        pairs=40,
    )


def compared(rows, names=("other",)):
    return Comparison("reference", names, 40, 2, tuple(rows))


ROWS = [row("high", 2.0), row("low", -1.0), row("small", 0.02, 0.001), row("unsure", 0.06, 0.3)]


@pytest.fixture(scope="module")
def figure():
    return differences(compared([*ROWS, row("undefined", 0.3, spread=0.0)]))


def test_it_looks_as_it_did(tmp_path):
    assert_as_stored("differences", differences(compared(ROWS)), tmp_path)
    other = differences(compared([row("high", 1.0), *ROWS[1:]]))
    assert differs("differences", other, tmp_path) is not None


def test_measures_stand_in_order_with_their_numbers(figure):
    axes = figure.axes[0]
    labels = [label.get_text() for label in axes.get_yticklabels()]
    assert labels == ["High", "Low", "Unsure", "Small", "Undefined"]
    assert "+2 [+1.9, +2.1] share" in [text.get_text() for text in axes.texts]


def test_marks_are_means_and_lines_their_intervals(figure):
    axes = figure.axes[0]
    marks = {line.get_ydata()[0]: line for line in axes.lines if line.get_marker() == "o"}
    assert {place: mark.get_xdata()[0] for place, mark in marks.items()} == {
        0: 2.0,
        1: -1.0,
        2: 0.06,
        3: 0.02,
    }
    lines = {
        tuple(line.get_ydata()): line.get_xdata()
        for line in axes.lines
        if len(line.get_xdata()) == 2
    }
    assert np.allclose(lines[(0, 0)], (1.9, 2.1))


def test_only_what_is_sure_and_matters_is_filled(figure):
    marks = {line.get_ydata()[0]: line for line in figure.axes[0].lines if line.get_marker() == "o"}
    filled = {place for place, mark in marks.items() if mark.get_markerfacecolor() != "white"}
    assert filled == {0, 1}


def test_several_scenarios_look_different_and_say_how_many_are_left():
    names = tuple("abcde")
    rows = [dataclasses.replace(one, scenario=name) for name in names for one in ROWS]
    figure = differences(compared(rows, names))
    labels = [text.get_text().split(":")[0] for text in figure.legends[0].get_texts()]
    assert labels == ["a", "b", "c", "d"]
    assert len({h.get_marker() for h in figure.legends[0].legend_handles}) == 4
    assert "1 more scenarios" in figure.texts[-1].get_text()


def test_it_says_runs_seed_and_what_it_is_not_and_nothing_leaves_it(figure):
    said = " ".join(text.get_text() for text in figure.texts)
    for part in ("40 runs", "seed 2", "90 % interval", "no forecast"):
        assert part in said
    assert figure.get_suptitle() == "What changes against reference"
    box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
    assert box.x0 >= -0.03
    assert box.x1 <= 12.83


def test_nothing_at_all_is_drawn_too():
    figure = differences(compared([row("none", 0.0, 0.0)]))
    assert figure.axes[0].get_xlim()[0] < 0.0 < figure.axes[0].get_xlim()[1]
