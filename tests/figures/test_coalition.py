"""The picture of coalitions."""

import pytest

from drawing import assert_as_stored, differs
from multipolar.figures.coalition import MOST_ROWS, coalition
from multipolar.trade import ask


@pytest.fixture(scope="module")
def answer():
    return ask("RUS", ["CHN", "TUR"])


def test_every_coalition_and_every_candidate_is_drawn_at_its_place(answer):
    left, right = coalition(answer).axes
    labels = [text.get_text() for text in left.get_yticklabels()]
    assert labels == ["as in 2022", "CHN", "TUR", "CHN+TUR"]
    dots = [line for line in left.lines if line.get_marker() == "o" and len(line.get_xdata())]
    assert [dot.get_xdata()[0] for dot in dots] == [row["target"] for row in answer.rows()]
    assert {text.get_text() for text in right.texts} == {"CHN", "TUR"}


def test_the_picture_fits_a_projector_and_says_where_it_comes_from(answer):
    figure = coalition(answer)
    assert figure.get_size_inches().tolist() == [12.8, 7.2]
    [source] = [text.get_text() for text in figure.texts if "multipolar" in text.get_text()]
    assert "elasticity" in source
    assert "no forecast" in source


def test_it_looks_as_it_did(answer, tmp_path):
    assert_as_stored("coalition", coalition(answer), tmp_path)
    assert differs("coalition", coalition(ask("RUS", ["CHN", "IND"])), tmp_path) is not None


def test_of_north_korea_it_says_that_it_is_in_no_trade_table():
    figure = coalition(ask("PRK", ["CHN"]))
    said = " ".join(" ".join(text.get_text() for text in figure.texts).split())
    assert "small open economy" in said
    assert figure.get_suptitle() == "Coalitions against North Korea"


def test_of_very_many_coalitions_some_are_drawn_and_the_whole_one(answer):
    many = ask("RUS", ["CHN", "TUR", "IND", "ARE", "BRA"])
    labels = [text.get_text() for text in coalition(many).axes[0].get_yticklabels()]
    assert len(labels) == MOST_ROWS + 1
    assert labels[-1] == "CHN+TUR+IND+ARE+BRA"
