"""The picture of what the record pins."""

from dataclasses import replace

import pytest

from drawing import assert_as_stored, differs
from multipolar.calibration import Pin, Settings
from multipolar.figures import pins
from multipolar.figures.pins import COLOURS, MOST_ROWS
from multipolar.rules import parameter_table

SETTINGS = Settings(
    2000, 3, 16, 40, 900, "2024-06", 97, (), ("costs.elasticity",), (0.95, 1.05), ""
)


def made_up(name, width):
    """Return what a record might say of a parameter, narrowed to a share of its prior."""
    prior = parameter_table()[name]
    reach = prior.high - prior.low

    def at(share):
        return prior.low + share * reach

    half = 0.4 * width
    return Pin(
        parameter=name,
        effect=1.0,
        moves="C-9 output",
        prior_low=at(0.1),
        prior_median=at(0.5),
        prior_high=at(0.9),
        low=at(0.4 - half),
        median=at(0.4),
        high=at(0.4 + half),
        width=width,
        coverage=0.9,
    )


FREE = [name for name, prior in parameter_table().items() if prior.free]
ROWS = [made_up(name, 0.5 + 0.1 * k) for k, name in enumerate(FREE[:6])]


def test_the_picture_is_as_stored(tmp_path):
    assert_as_stored("pins", pins(ROWS, SETTINGS), tmp_path)


def test_another_posterior_is_another_picture(tmp_path):
    moved = [replace(row, low=row.prior_low, high=row.prior_low, median=row.low) for row in ROWS]
    assert differs("pins", pins(moved, SETTINGS), tmp_path)


def test_only_what_is_pinned_or_narrowed_is_drawn_and_the_rest_is_counted():
    figure = pins(ROWS, SETTINGS)
    shown = [row.parameter for row in ROWS if row.verdict in COLOURS]
    [axis] = figure.axes
    assert [text.get_text() for text in axis.get_yticklabels()] == shown
    assert len(shown) < len(ROWS)
    words = " ".join(text.get_text() for text in figure.texts)
    for said in ("900 vectors", "2,000 runs", "seed 3", "90 %", "no forecast"):
        assert said in words
    assert f"{len(ROWS) - len(shown)} more" in words


def test_of_very_many_the_tightest_are_drawn():
    many = [made_up(name, 0.7) for name in FREE[:30]]
    assert len(pins(many, SETTINGS).axes[0].get_yticklabels()) == MOST_ROWS


@pytest.mark.parametrize("row", ROWS)
def test_values_stand_beside_their_lines_with_intervals(row):
    if row.verdict in COLOURS:
        written = [text.get_text() for text in pins([row], SETTINGS).axes[0].texts]
        assert written[0].startswith(f"{row.median:.3g} [{row.low:.3g}, {row.high:.3g}]")
