"""The forms of checks, on paths whose answer is known."""

import numpy as np
import pytest

from multipolar.record.forms import FORMS, Reading, year_growth

MONTHS = np.arange(12)


def read(form, path, window, base=(), other=None):
    path = np.atleast_2d(np.asarray(path, dtype=float))
    other = path if other is None else np.atleast_2d(np.asarray(other, dtype=float))
    return FORMS[form](Reading(path, np.array(window, int), np.array(base, int), other))[0]


PATH = [1, 2, 8, 4, 2, 3, 4, 6]


@pytest.mark.parametrize(
    ("form", "window", "base", "answer"),
    [
        ("mean", [1, 2], (), 5.0),
        ("sum", [0, 1, 2], (), 11.0),
        ("highest", [3, 4, 5], (), 4.0),
        ("geometric", [1, 2], (), 4.0),
        ("ratio", [2], [3], 2.0),
        ("largest", [2, 3], [0], 8.0),
        ("share_of_peak", [3], [0, 1, 2, 3], 0.5),
        ("change", [4], [2], -6.0),
        ("size", [4], [2], 6.0),
        ("delay", [0, 1, 2, 3], (), 2.0),
        ("dip", [3, 4, 5], [2], 0.75),
        ("recovery", [3, 4, 5, 6, 7], [2], 4 / 6),
        ("trend", [4, 5, 6], (), 12.0),
        ("largest_rise", [2, 3, 4, 7], (), 0.5),
    ],
)
def test_a_form_gives_the_known_answer(form, window, base, answer):
    assert read(form, PATH, window, base) == pytest.approx(answer)


def test_an_answer_a_month_later_correlates_fully_and_a_still_signal_not_at_all():
    cause = [0, 1, 0, 2, 0, 3]
    assert read("correlation", [9, 0, 1, 0, 2, 0], range(6), (), cause) == pytest.approx(1.0)
    with np.errstate(invalid="ignore"):
        assert np.isnan(read("correlation", [1] * 6, range(6), (), cause))


def test_steady_growth_is_the_growth_of_calendar_years():
    path = np.full((1, 24), 3.0)
    compound = 100 * ((1 + 3 / 1200) ** 12 - 1)
    assert year_growth(path, MONTHS + 12)[0] == pytest.approx(compound)
    assert year_growth(path, MONTHS)[0] == pytest.approx(compound)


def test_a_fall_at_the_end_of_a_year_shows_in_the_next_one():
    path = np.zeros((1, 24))
    path[0, 11] = -60.0
    first, second = year_growth(path, MONTHS)[0], year_growth(path, MONTHS + 12)[0]
    assert second < first < 0.0
