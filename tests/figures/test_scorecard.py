"""The figure of the scorecard can be read on a projector."""

import io

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.image import imread

from drawing import assert_as_stored, differs
from multipolar.figures.scorecard import scorecard
from multipolar.record import CUT, rolling_scores, targets
from multipolar.record.rolling import ORIGINS, tell_all
from multipolar.record.rolling_table import score_table
from multipolar.record.scorecard import Scorecard

QUARTERS = ("2022-12", "2023-12", "2024-06")


def card_of(rolling):
    return Scorecard(6, (4,), facts=(), rolling=rolling, attention=(), structural=())


@pytest.fixture(scope="module")
def drawn():
    card = card_of(rolling_scores(runs=6, seeds=(4,), origins=QUARTERS))
    return card, scorecard(card)


def test_it_looks_as_it_did(waves_beside_the_record, drawn, tmp_path):
    told = [row for origin in ORIGINS for row in tell_all(waves_beside_the_record, origin)]
    card = card_of(score_table(told, (), 6, (7,), ORIGINS))
    assert_as_stored("scorecard", scorecard(card), tmp_path)
    assert differs("scorecard", drawn[1], tmp_path) is not None


def test_nothing_leaves_the_picture(drawn):
    box = drawn[1].get_tightbbox(FigureCanvasAgg(drawn[1]).get_renderer())
    assert -0.03 <= box.x0 < box.x1 <= 12.83
    assert -0.03 <= box.y0 < box.y1 <= 7.23


def test_the_figure_is_1280_by_720_and_is_not_blank(drawn):
    buffer = io.BytesIO()
    drawn[1].savefig(buffer, format="png")
    buffer.seek(0)
    image = imread(buffer)
    assert image.shape[:2] == (720, 1280)
    assert np.mean((image[..., :3] < 0.95).any(axis=-1)) > 0.05


def test_every_series_has_a_panel_the_worst_first(drawn):
    card, figure = drawn
    titles = [title for axes in figure.axes if (title := axes.get_title(loc="left").strip())]
    assert set(titles) == {series.title for series in targets() if not series.unscored}
    skill = {row.title: row.skill for row in card.rolling.series}
    assert [skill[title] for title in titles] == sorted(skill.values())


def test_no_title_runs_into_the_next_panel(drawn):
    figure = drawn[1]
    renderer = FigureCanvasAgg(figure).get_renderer()
    figure.draw(renderer)
    for axes in figure.axes:
        for text in (axes._left_title, *axes.texts):
            width = text.get_window_extent(renderer).width
            assert width < 1.2 * axes.get_window_extent(renderer).width, text.get_text()


def test_what_was_counted_is_drawn_for_every_period(drawn):
    figure = drawn[1]
    for axes in (axes for axes in figure.axes if axes.axison):
        title = axes.get_title(loc="left").strip()
        series = next(one for one in targets() if one.title == title)
        dots = sum(len(line.get_xdata()) for line in axes.lines if line.get_marker() == "o")
        assert dots == sum(period.block != "history" for period in series.periods), title


def test_the_figure_says_runs_seed_cut_and_what_it_is_not(drawn):
    said = " ".join(text.get_text() for text in drawn[1].texts)
    for words in ("6 runs for each seed (4)", CUT, "no forecast"):
        assert words in said
