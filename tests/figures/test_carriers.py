"""The picture of carriers: what each carries, and where goods go when a route closes."""

from dataclasses import replace

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.patches import Rectangle

from drawing import assert_as_stored, differs
from multipolar.figures import carriers
from multipolar.study.carriers import Closing, Flows

RUNS, MONTHS = 6, 12
STATES, GOODS = ("CHN", "IND", "KAZ", "KGZ", "TUR"), ("general", "industrial", "battlefield")
PARTS = ("carriers", "makers", "lost")


def closing(others=0.1):
    """Return made-up worlds: Kazakhstan closes and the others carry so much more."""
    run, month, carrier, good = np.ogrid[:RUNS, :MONTHS, : len(STATES), : len(GOODS)]
    carried = (8.0 - carrier) * (3.0 - 0.5 * good) * (1.0 + 0.04 * run + 0.01 * month)
    shut = carrier == STATES.index("KAZ")
    later = np.where(shut, 0.0, (1.0 + others) * carried)
    made = np.full((RUNS, MONTHS, len(GOODS)), 10.0)
    price = np.zeros((RUNS, MONTHS, 2))
    worlds = Flows(carried, made, price), Flows(later, 1.2 * made, price + 0.03)
    return Closing("RUS", ("KAZ",), "2024-07", STATES, GOODS, *worlds, ())


@pytest.fixture(scope="module")
def answer():
    return closing()


def test_it_looks_as_it_did(answer, tmp_path):
    assert_as_stored("carriers", carriers(answer), tmp_path)
    assert differs("carriers", carriers(closing(0.02)), tmp_path) is not None


def test_dots_are_the_medians_of_both_worlds_and_lines_their_intervals(answer):
    left, _ = carriers(answer).axes
    dots = [line.get_xdata()[0] for line in left.lines if len(line.get_xdata()) == 1]
    ends = [list(line.get_xdata()) for line in left.lines if len(line.get_xdata()) == 2]
    told = [row[world] for world in ("before", "after") for row in answer.totals()]
    assert dots == [middle for _, middle, _ in told]
    assert ends == [[low, high] for low, _, high in told]


def test_the_bars_of_a_horizon_are_the_three_fates_and_fill_the_whole(answer):
    _, right = carriers(answer).axes
    widths = [bar.get_width() for bar in right.patches if isinstance(bar, Rectangle)]
    bars = np.reshape(widths, (-1, len(PARTS)))
    fates = np.array([[row[part][1] for part in PARTS] for row in answer.fate()])
    assert np.allclose(bars.sum(axis=1), 1.0)
    assert np.allclose(bars, fates / fates.sum(axis=1, keepdims=True))


def test_a_world_in_which_nobody_closes_is_drawn_without_fates(answer):
    figure = carriers(replace(answer, closed=(), after=answer.before))
    assert not figure.axes[1].patches
    assert "nobody closes" in figure.get_suptitle()


def test_nothing_leaves_the_picture(answer):
    figure = carriers(answer)
    box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
    assert -0.03 <= box.x0 < box.x1 <= 12.83
    assert -0.03 <= box.y0 < box.y1 <= 7.23
