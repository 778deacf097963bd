"""The solver beside published estimates."""

import pytest

from multipolar.trade import compare
from multipolar.world.tables import read_table

ROWS = {row["id"]: row for row in read_table("published.csv", "multipolar.trade")}


@pytest.fixture(scope="module")
def found():
    return compare()


def test_every_published_estimate_is_compared_and_disagreements_come_first(found):
    assert len(found) == len(ROWS) == 7
    assert [row.agrees for row in found] == sorted(row.agrees for row in found)


def test_every_comparison_has_an_interval_a_citation_and_a_reason(found):
    for row in found:
        assert row.low <= row.median <= row.high
        assert row.low < row.high
        assert any(char.isdigit() for char in row.citation)
        assert len(row.note) > 20


def test_agreement_is_the_median_in_the_band(found):
    for row in found:
        same = (row.title, row.citation)
        [band] = [r for r in ROWS.values() if (r["title"], r["citation"]) == same]
        low = float(band["low"] or "-inf")
        high = float(band["high"] or "inf")
        assert row.agrees == (low <= row.median <= high)


def test_signs_are_those_of_the_economics(found):
    value = {row.title: row.median for row in found}
    cost = value["Russia: cost of the measures in force"]
    assert value["Russia: cost of full decoupling by the coalition"] < cost < 0.0
    assert value["What China adds to Russia's cost"] < 0.0
    assert value["Target loses as many times its members' share"] > 1.0
    assert 0.0 < value["Actual coalition's share of a global one's cost"] < 100.0
