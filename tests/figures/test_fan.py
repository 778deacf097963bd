"""The summary figure can be read on a projector."""

import io

import numpy as np
from matplotlib.figure import Figure
from matplotlib.image import imread

from multipolar.figures import fan, summary


def pixels(figure):
    buffer = io.BytesIO()
    figure.savefig(buffer, format="png")
    buffer.seek(0)
    return imread(buffer)


def test_the_summary_is_drawn_at_1280_by_720_and_is_not_blank(small):
    image = pixels(summary(small))
    assert image.shape[:2] == (720, 1280)
    assert np.mean((image[..., :3] < 0.95).any(axis=-1)) > 0.05


def test_every_panel_has_a_title_and_a_line_and_the_figure_its_source(small):
    figure = summary(small)
    panels = figure.axes
    assert len(panels) == 6
    assert all(panel.get_title(loc="left") for panel in panels)
    assert all(panel.lines for panel in panels)
    said = " ".join(text.get_text() for text in figure.texts)
    assert "7 runs" in said
    assert "seed 5" in said
    assert "no forecast" in said


def test_a_fan_shows_the_median_inside_its_bands(small):
    axes = Figure().subplots()
    fan(axes, small, "escalation_ukraine")
    median = axes.lines[0].get_ydata()
    assert np.allclose(median, small.quantiles("escalation_ukraine", [0.5]).values[0])
    wide, narrow = (band.get_paths()[0].get_extents() for band in axes.collections)
    assert wide.ymin <= narrow.ymin <= median.min()
    assert median.max() <= narrow.ymax <= wide.ymax


def test_a_figure_leaves_the_users_own_style_alone(small):
    import matplotlib as mpl

    before = dict(mpl.rcParams)
    summary(small)
    assert dict(mpl.rcParams) == before


def test_the_same_results_give_the_same_picture(small):
    assert np.array_equal(pixels(summary(small)), pixels(summary(small)))
