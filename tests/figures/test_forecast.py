"""The picture of a forecast can be read on a projector."""

import numpy as np
import pytest
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.text import Text

from drawing import assert_as_stored, differs
from multipolar.figures import forecast
from multipolar.months import month_range
from multipolar.record.forecast import Forecast, Predicted, told_targets
from multipolar.record.known import Information

MONTHS = month_range("2024-12", 19)


def made_up(height=1.0, information="author"):
    """Return a forecast of numbers that grow with the months."""
    rows = []
    for target in told_targets():
        periods = MONTHS if target.every == "month" else ("2024", "2025", "2026")
        for place, period in enumerate(periods, start=1):
            values = height * (place + np.arange(5.0))
            rows.append(Predicted(period, target.forecast, values))
    for place, word in enumerate(("yes", "no", "abstain"), start=1):
        values = 40.0 * place + 3.0 * np.arange(5.0)
        rows += [Predicted(month, f"vote_{word}", values) for month in ("2025-02", "2026-02")]
    known = Information(information)
    return Forecast(
        "2024-12", "2026-06", known, "2024-06", 60, 5, figures=tuple(rows), votes=(), untold={}
    )


@pytest.fixture(scope="module")
def figure():
    return forecast(made_up())


def test_it_looks_as_it_did(tmp_path):
    assert_as_stored("forecast", forecast(made_up()), tmp_path)
    assert differs("forecast", forecast(made_up(-1.0)), tmp_path) is not None


def test_every_series_and_the_votes_have_a_panel_with_a_unit(figure):
    titles = [axes.get_title(loc="left").strip() for axes in figure.axes]
    for place, target in enumerate(told_targets()):
        assert titles[place] == target.title
        assert target.unit in figure.axes[place].texts[0].get_text()
    assert titles[len(told_targets())].startswith("Votes")


def test_nothing_leaves_the_picture_and_no_word_is_too_small(figure):
    box = figure.get_tightbbox(FigureCanvasAgg(figure).get_renderer())
    assert figure.get_size_inches().tolist() == [12.8, 7.2]
    assert -0.03 <= box.x0 < box.x1 <= 12.83
    assert -0.03 <= box.y0 < box.y1 <= 7.23
    shown = [t for t in figure.findobj(Text) if t.get_visible() and t.get_text().strip()]
    assert min(text.get_fontsize() for text in shown) >= 8


def test_it_says_runs_seed_information_and_what_it_is_not(figure):
    said = " ".join(text.get_text() for text in figure.texts)
    for part in ("60 runs", "seed 5", "information: author", "2024-06", "no probability"):
        assert part in said


def test_hindsight_is_called_so(figure):
    assert figure.get_suptitle().startswith("Forecast")
    later = forecast(made_up(information="full"))
    said = [text.get_text() for text in later.findobj(Text)]
    assert later.get_suptitle().startswith("Hindsight")
    assert not [text for text in said if "forecast" in text.replace("no forecast", "")]
