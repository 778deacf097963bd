"""The picture of what each seat can do."""

from collections import namedtuple

import pytest

from drawing import assert_as_stored, differs
from multipolar.figures.seats import COUNTS, MUTED, UNSURE, bars, seats
from multipolar.study.compare import Difference
from multipolar.study.intervals import Interval
from multipolar.study.seat_orders import instructions
from multipolar.study.seats import Movement, OrderEffect

Made = namedtuple("Made", "state effect half relevant")
MADE = (
    Made("TUR", 0.1, 0.05, 0.4),
    Made("USA", -3.0, 0.5, 0.4),
    Made("ARM", 0.6, 0.7, 0.4),
    Made("KGZ", 0.5, 0.1, 0.7),
)
"""Effects in a unit of which a standard deviation is 2."""


def effect(made):
    order = instructions([made.state])[0]
    mean, half = 2.0 * made.effect, 2.0 * made.half
    row = Difference(
        *("order", "gains", f"what {made.state} moves", "km2", "2024-07", "2025-06", mean),
        *(Interval(mean - half, mean + half), Interval(-9.0, 9.0), made.effect),
        *(2.0 * made.relevant, 20),
    )
    return OrderEffect(order, 1.0, "", Movement(row, row), None)


@pytest.fixture(scope="module")
def effects():
    return (*map(effect, MADE), OrderEffect(instructions(["POL"])[0], 0.0, "nothing answers it"))


def test_an_interval_is_told_in_deviations(effects):
    for bar, made in zip(bars(effects), MADE, strict=True):
        told = (bar.effect, bar.low, bar.high)
        assert told == pytest.approx(
            (made.effect, made.effect - made.half, made.effect + made.half)
        )


def test_seats_are_sorted_by_size_and_small_ones_are_muted(effects):
    (axes,) = seats(effects, 20, 1).axes
    assert [label.get_text()[:3] for label in axes.get_yticklabels()] == [
        "USA",
        "ARM",
        "KGZ",
        "TUR",
    ]
    dots = {
        line.get_ydata()[0]: line.get_color()
        for line in axes.lines
        if line.get_marker() in ("o", "s") and len(line.get_xdata())
    }
    assert dots == {0: COUNTS, 1: UNSURE, 2: UNSURE, 3: MUTED}
    said = " ".join(text.get_text() for text in axes.texts)
    assert "▼ what USA moves  -3.00" in said
    assert "▲ what ARM moves  +0.60" in said


def test_the_picture_says_runs_interval_and_who_moves_nothing(effects):
    words = " ".join(text.get_text() for text in seats(effects, 20, 7).texts).replace("\n", " ")
    for said in ("20 runs of each side", "seed 7", "90 % interval", "no headline measure", "POL"):
        assert said in words


def test_it_looks_as_it_did(effects, tmp_path):
    assert_as_stored("seats", seats(effects, 20, 1), tmp_path)
    assert differs("seats", seats(effects[:-2], 20, 1), tmp_path) is not None
