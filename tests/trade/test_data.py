"""The package's trade tables become a consistent observed world."""

import csv
from importlib.resources import files

import numpy as np
import pytest

from multipolar.trade import coalition_2022, with_north_korea, world_2023, world_before_war
from multipolar.trade.data import from_flows, rows

TABLES = sorted(p.name for p in files("multipolar.trade").iterdir() if p.name.endswith(".csv"))


def test_income_is_gdp_and_the_deficit_is_imports_less_exports():
    world = world_2023()
    gdp = np.array([float(row["gdp_usd_bn_2023"]) for row in rows("economies_2023.csv")])
    np.testing.assert_allclose(world.income, gdp, rtol=1e-12)
    foreign = world.trade - np.diag(np.diag(world.trade))
    np.testing.assert_allclose(world.deficit, foreign.sum(axis=0) - foreign.sum(axis=1), atol=1e-9)
    assert len(world.names) == 66


def test_internal_trade_is_never_negative_even_where_exports_exceed_gdp():
    world = from_flows({"A": 1.0, "B": 5.0}, {("A", "B"): 2.0, ("B", "A"): 1.5})
    assert world.trade[0, 0] == 0
    assert world.trade[1, 1] == 3.5


def test_an_economy_without_gdp_is_refused_by_name():
    with pytest.raises(ValueError, match="no GDP, hence no internal trade, for B"):
        from_flows({"A": 1.0, "B": 0.0}, {("A", "B"): 0.1})


def test_trade_inside_an_aggregate_is_internal():
    assert from_flows({"A": 1.0, "B": 1.0}, {("A", "A"): 9.0, ("A", "B"): 0.1}).trade[0, 0] == 0.9


def test_before_the_war_only_russia_trades_otherwise():
    before, after = world_before_war(), world_2023()
    russia, germany = before.index(("RUS", "DEU"))
    others = ~np.eye(len(before.names), dtype=bool)
    others[russia] = others[:, russia] = False
    np.testing.assert_array_equal(before.trade[others], after.trade[others])
    assert before.trade[russia, germany] == 29.727
    assert before.trade[germany, russia] == 27.362


def test_a_zero_in_the_table_of_2021_leaves_the_cell_of_2023():
    before, after = world_before_war(), world_2023()
    armenia, russia = before.index(("ARM", "RUS"))
    assert before.trade[armenia, russia] == after.trade[armenia, russia] > 0


@pytest.mark.parametrize(("year", "exports", "imports"), [(2017, 1.77, 3.78), (2023, 0.33, 2.44)])
def test_north_korea_has_the_published_totals_and_hangs_on_china(year, exports, imports):
    world = with_north_korea(world_2023(), year)
    own, china = world.index(("PRK", "CHN"))
    sold, bought = np.delete(world.trade[own], own), np.delete(world.trade[:, own], own)
    assert sold.sum() == pytest.approx(exports, abs=1e-3)
    assert bought.sum() == pytest.approx(imports, abs=1e-3)
    assert (world.trade[own, china] + world.trade[china, own]) / (exports + imports) > 0.9
    assert world.income[own] == pytest.approx(16.447)


def test_north_korea_of_an_unknown_year_is_refused():
    with pytest.raises(ValueError, match="not for 2020"):
        with_north_korea(world_2023(), 2020)


def test_an_unknown_economy_is_answered_with_the_nearest_name():
    with pytest.raises(KeyError, match="nearest: RUS"):
        world_2023().index("RUSS")


def test_the_coalition_of_2022_holds_most_of_russias_suppliers():
    world = world_before_war()
    members = coalition_2022(world)
    assert {"USA", "DEU", "JPN", "KOR", "REU"} <= set(members)
    assert not {"CHN", "IND", "TUR", "ARE", "RUS"} & set(members)


def test_the_shares_of_the_product_classes_sum_to_one():
    total = {}
    for row in rows("product_classes.csv"):
        key = row["target"], row["flow"]
        total[key] = total.get(key, 0.0) + float(row["share"])
    assert total == pytest.approx(dict.fromkeys(total, 1.0))


@pytest.mark.parametrize("table", ["north_korea.csv", "product_classes.csv", "measures.csv"])
def test_every_figure_carries_an_evidence_tag_and_a_source(table):
    for row in rows(table):
        assert row["evidence"] in {"S", "D", "R-H", "R-M", "R-L", "J"}
        assert row["source"]


@pytest.mark.parametrize("table", [name for name in TABLES if name != "columns.csv"])
def test_every_table_is_described_in_the_table_of_columns(table):
    assert table in {row["table"] for row in rows("columns.csv")}


@pytest.mark.parametrize("table", TABLES)
def test_every_row_of_a_table_has_all_its_columns(table):
    text = files("multipolar.trade").joinpath(table).read_text(encoding="utf-8")
    assert len({len(row) for row in csv.reader(text.splitlines())}) == 1


def test_the_observed_worlds_cannot_be_changed_by_accident():
    with pytest.raises(ValueError, match="read-only"):
        world_2023().trade[0, 0] = 0
