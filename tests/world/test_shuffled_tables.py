"""The order of rows in a table carries no meaning: all tables shuffled give the same results."""

import pytest

from proofs import shuffled_tables
from proofs.shuffled_tables import copied, results, said, shuffle, tables


@pytest.fixture(scope="module")
def copy(tmp_path_factory):
    """Return a copy of the package with every table shuffled."""
    package = copied(tmp_path_factory.mktemp("copy"))
    for table in tables(package):
        shuffle(table, seed=1)
    return package


def test_all_tables_shuffled_together_give_the_same_results_by_name(copy):
    assert said(results(), copy) == ""


def test_what_differs_is_told_by_name(monkeypatch, copy):
    monkeypatch.setattr(shuffled_tables, "results_of", lambda *_, **__: {"one": 1, "two": 2})
    assert said({"one": 1, "two": 3}, copy) == "1 others: two"


def test_what_does_not_run_is_told_with_its_error(tmp_path):
    package = copied(tmp_path)
    table = package / "world" / "theatres.csv"
    table.write_text(table.read_text(encoding="utf-8").replace("\n20,", "\n10,"), encoding="utf-8")
    error = "ValueError: theatres.csv, row 3, order: found '10', allowed: each number once"
    assert said({}, package) == f"does not run: {error}"
