"""The package's trade tables become a consistent observed world."""

import csv
from importlib.resources import files

import numpy as np
import pytest

from multipolar.trade import (
    coalition_2022,
    data,
    gaps,
    with_north_korea,
    world_2023,
    world_before_war,
)
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


@pytest.mark.parametrize("partner", ["ARM", "KGZ", "TJK"])
def test_what_the_source_of_2021_leaves_empty_keeps_the_cell_of_2023_and_is_listed(partner):
    before, after = world_before_war(), world_2023()
    place = tuple(before.index((partner, "RUS")))
    assert before.trade[place] == after.trade[place]
    [gap] = [g for g in gaps() if g.iso3 == partner and g.column.startswith("exports_to_RUS")]
    assert gap.rule == ("year_2023" if before.trade[place] > 0 else "no_figure")
    assert gap.value == before.trade[place]


def test_a_partner_that_the_source_of_2021_does_not_name_is_listed_too():
    """Norway and the smaller members of the EU have no row at all in the table of 2021."""
    listed = {(gap.iso3, gap.column) for gap in gaps() if gap.rule == "year_2023"}
    assert {("NOR", "exports_to_RUS_2021"), ("RUS", "exports_to_REU_2021")} <= listed


def test_a_sum_of_partners_without_a_figure_is_left_out_and_listed():
    left_out = [(gap.iso3, gap.column) for gap in gaps() if gap.rule == "left_out"]
    assert left_out == [("CIS", "exports_to_RUS_2021")]


def test_a_flow_of_nought_is_a_figure_or_a_gap_with_a_name():
    world = world_before_war()
    stated = {
        (row["exporter"], row["importer"])
        for row in rows("trade_regions_2023.csv")
        if row["value_usd_bn"]
    }
    listed = {(gap.iso3, gap.column) for gap in gaps() if gap.rule == "no_figure"}
    for exporter, importer in np.argwhere(world.trade == 0.0):
        pair = world.names[exporter], world.names[importer]
        assert pair in stated or (pair[0], f"exports_to_{pair[1]}_2023") in listed


def test_no_table_writes_nought_for_what_it_does_not_know():
    for room in ("trade", "world", "record"):
        described = files(f"multipolar.{room}").joinpath("columns.csv").read_text(encoding="utf-8")
        assert "0 = not" not in described
    assert not [
        row for row in rows("russia_trade_2021.csv") if row["russia_imports_usd_bn"] == "0.0"
    ]


@pytest.mark.parametrize(
    ("table", "column"),
    [("economies_2023.csv", "gdp_usd_bn_2023"), ("trade_regions_2023.csv", "value_usd_bn")],
)
def test_an_empty_cell_of_any_table_is_a_gap(table, column, monkeypatch):
    def emptied(name):
        first, *rest = rows(name)
        return [first | {column: ""}, *rest] if name == table else [first, *rest]

    first = rows(table)[0]
    monkeypatch.setattr(data, "rows", emptied)
    if "economy" in first:
        with pytest.raises(
            ValueError, match=f"no GDP, hence no internal trade, for {first['economy']}"
        ):
            world_2023.__wrapped__()
    else:
        listed = {(gap.iso3, gap.column) for gap in gaps() if gap.rule == "no_figure"}
        assert (first["exporter"], f"exports_to_{first['importer']}_2023") in listed
        world = world_2023.__wrapped__()
        assert world.trade[tuple(world.index((first["exporter"], first["importer"])))] == 0.0


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
