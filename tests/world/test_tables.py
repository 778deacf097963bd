"""Tables of a package: rows by name, in the order that a column says, and slips that are named."""

import pytest

from multipolar.world import opening, tables
from multipolar.world.roster import full_roster
from multipolar.world.tables import ORDER, read_table


@pytest.fixture
def read(tmp_path, monkeypatch):
    """Return a function that reads a table of these lines."""
    monkeypatch.setattr(tables, "files", lambda package: tmp_path)

    def read(*lines):
        (tmp_path / "own.csv").write_text("\n".join(lines), encoding="utf-8")
        return read_table.__wrapped__("own.csv", "a_package")

    return read


def test_a_column_of_order_says_the_order_of_the_rows(read):
    rows = read("order,name", "20,second", "100,third", "3,first")
    assert [row["name"] for row in rows] == ["first", "second", "third"]


def test_a_table_without_it_is_read_as_it_stands(read):
    assert [row["name"] for row in read("name", "b", "a")] == ["b", "a"]


@pytest.mark.parametrize(
    ("cell", "said"),
    [
        ("", r"own\.csv, row 3, order: found '', allowed: a whole number, 0 or larger"),
        ("1.5", r"own\.csv, row 3, order: found '1\.5', allowed: a whole number"),
        ("-1", r"own\.csv, row 3, order: found '-1', allowed: a whole number"),
        ("first", r"own\.csv, row 3, order: found 'first', allowed: a whole number"),
        ("10", r"own\.csv, row 3, order: found '10', allowed: each number once"),
        ("010", r"own\.csv, row 3, order: found '010', allowed: each number once"),
    ],
)
def test_a_missing_or_doubled_order_is_named(read, cell, said):
    with pytest.raises(ValueError, match=said):
        read("order,name", "10,one", f"{cell},other")


@pytest.mark.parametrize(
    "table", ["products.csv", "roles.csv", "swing.csv", "targets.csv", "theatres.csv"]
)
def test_the_axes_of_the_world_have_an_order(table):
    assert ORDER in read_table(table)[0]


def test_a_member_of_an_axis_without_a_row_is_named(monkeypatch):
    rows = read_table("targets.csv")[:-1]
    monkeypatch.setattr(opening, "read_table", lambda name: rows)
    with pytest.raises(ValueError, match=r"targets\.csv: found no row of target IRN"):
        opening.target_theatre(full_roster())


def test_a_table_of_other_members_is_named():
    with pytest.raises(ValueError, match=r"ladder\.csv: found no row of theatre ukraine"):
        opening._column("ladder.csv", "gain", "theatre", full_roster())
