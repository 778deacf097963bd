"""The picture of a stable coalition."""

from dataclasses import replace

import pytest

from drawing import assert_as_stored, differs
from multipolar.figures.stable_coalition import MOST_ROWS, stable_coalition
from multipolar.trade import stable_coalition as ask


@pytest.fixture(scope="module")
def answer():
    return ask("RUS")


def test_all_who_join_are_drawn_and_then_those_nearest_to_it(answer):
    left, _ = stable_coalition(answer).axes
    labels = [text.get_text() for text in left.get_yticklabels()]
    assert len(labels) == MOST_ROWS
    assert {row.name for row in answer.rows if row.joins} <= set(labels)
    dots = {
        labels[round(line.get_ydata()[0])]: line.get_xdata()[0]
        for line in left.lines
        if line.get_marker() in ("o", "s") and len(line.get_xdata())
    }
    assert dots == {row.name: row.gain[0] for row in answer.rows if row.name in labels}


def test_it_looks_as_it_did(answer, tmp_path):
    assert_as_stored("stable_coalition", stable_coalition(answer), tmp_path)
    fewer = replace(answer, rows=answer.rows[:-25])
    assert differs("stable_coalition", stable_coalition(fewer), tmp_path) is not None
