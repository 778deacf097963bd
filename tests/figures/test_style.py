"""What all figures share: a time axis of whole years or months, titles that fit, ticks apart."""

import dataclasses
from itertools import pairwise

import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg

from multipolar.ensemble import simulate
from multipolar.figures import FIGURES, differences
from multipolar.figures.picture import Picture
from multipolar.figures.style import SIZE, heading, style, year_axis
from multipolar.months import month_range
from multipolar.study.compare import compare_pair


def labels(axes):
    FigureCanvasAgg(axes.figure).draw()
    assert axes.xaxis.get_offset_text().get_text() == ""
    low, high = axes.get_xlim()
    shown = zip(axes.get_xticks(), axes.get_xticklabels(), strict=True)
    return [label for place, label in shown if low <= place <= high]


def apart(told):
    """Return whether no label touches the next."""
    boxes = [label.get_window_extent() for label in told]
    return all(left.x1 < right.x0 for left, right in pairwise(boxes))


@pytest.mark.parametrize(
    ("months", "names"),
    [
        (1, ["2025-01"]),
        (3, ["2025-01", "2025-02", "2025-03"]),
        (12, ["2025-01", "2025-05", "2025-09"]),
        (24, ["2025-01", "2026-01"]),
        (36, ["2025-01", "2026-01", "2027-01"]),
        (48, ["2026", "2027", "2028"]),
        (108, ["2026", "2028", "2030", "2032"]),
    ],
)
def test_the_time_axis_names_whole_years_or_months_and_never_decimals(months, names):
    axes = Picture(figsize=(2.9, 2.0)).subplots()
    year_axis(axes, month_range("2025-01", months))
    told = labels(axes)
    assert [label.get_text() for label in told] == names
    assert months > 48 or apart(told)


@pytest.mark.filterwarnings("error")
def test_a_scenario_of_one_month_is_drawn_without_a_warning(make_spec):
    results = simulate(make_spec("one", months=1), runs=3, seed=1)
    for draw in FIGURES.values():
        FigureCanvasAgg(draw(results)).draw()


def test_a_long_title_stays_inside_the_figure_and_keeps_what_is_shown():
    figure = Picture(figsize=SIZE)
    with style():
        heading(figure, "escalation by theatre", f"What if {'a WAR of words ' * 11}ends")
    [title] = figure.findobj(lambda one: one is figure._suptitle)
    FigureCanvasAgg(figure).draw()
    assert title.get_window_extent().x1 < figure.bbox.x1
    assert title.get_text().endswith("…: escalation by theatre")


@pytest.mark.parametrize("reach", [0.6, 3.0, 9.0, 30.0, 80.0])
def test_the_ticks_of_differences_stand_apart(drawn, reach):
    found = compare_pair(drawn, "drawn", drawn, "drawn")
    rows = tuple(
        dataclasses.replace(row, standardised=reach if row.pairs else row.standardised)
        for row in found.differences
    )
    axes = differences(dataclasses.replace(found, differences=rows)).axes[0]
    told = labels(axes)
    assert apart(told)
    assert len(told) >= 3
