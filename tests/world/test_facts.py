"""The facts: complete, cited, checked, and every filled cell accounted for."""

from collections import Counter

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.world import facts as module
from multipolar.world.facts import EVIDENCE, RULES, gaps, load_facts
from multipolar.world.roles import roles
from multipolar.world.tables import read_table

STATES = read_table("states.csv")
COLUMNS = read_table("columns.csv")
ESTIMATES = read_table("estimates.csv")
NUMBERS = [row["column"] for row in COLUMNS if row["kind"] != "text"]
RENAMED = {
    "europe": "european_state",
    "japan": "pacific_ally",
    "south_korea": "pacific_ally",
    "pacific_west": "pacific_ally",
    "north_america": "pacific_ally",
    "post_soviet": "post_soviet_state",
    "hedger": "hedging_state",
    "global_south": "global_south_state",
}
LABELLED = [
    "role_notes.csv",
    "estimates.csv",
    "blocs.csv",
    "arsenals.csv",
]


def value(iso3, column):
    facts = load_facts()
    return facts[column][facts.iso3.index(iso3)]


def changed(number, **cells):
    return tuple({**row, **cells} if i == number else row for i, row in enumerate(STATES))


def test_there_are_194_states_193_of_them_members_of_the_united_nations():
    facts = load_facts()
    assert len(facts.iso3) == len(set(facts.iso3)) == 194
    assert facts["un_member"].sum() == 193
    assert value("TWN", "un_member") == 0


def test_every_class_of_one_state_has_one_and_no_class_is_empty():
    size = Counter(load_facts().role)
    alone = [
        "russia",
        "north_korea",
        "china",
        "iran",
        "ukraine",
        "taiwan",
        "israel",
        "united_states",
    ]
    assert all(size[role] == 1 for role in alone)
    assert set(size) == set(roles())


def test_every_column_is_described_and_cited():
    assert [row["column"] for row in COLUMNS] == list(STATES[0])
    assert all(row["producer"] and row["licence"] for row in COLUMNS)
    assert all(row["unit"] for row in COLUMNS)


@pytest.mark.parametrize("column", NUMBERS)
def test_columns_of_numbers_are_full_finite_and_cannot_be_changed(column):
    figures = load_facts()[column]
    assert figures.shape == (194,)
    assert np.isfinite(figures).all()
    with pytest.raises(ValueError, match="read-only"):
        figures[0] = 1.0


def test_every_gap_is_listed_once_and_nothing_else_is_changed():
    listed = {(gap.iso3, gap.column): gap for gap in gaps()}
    assert len(listed) == len(gaps())
    for row in STATES:
        for column in NUMBERS:
            gap = listed.pop((row["iso3"], column), None)
            if gap is None:
                assert value(row["iso3"], column) == float(row[column])
            else:
                assert row[column] == "" or gap.rule == "baci_hole"
                assert value(row["iso3"], column) == gap.value
    assert not listed


def test_every_gap_carries_a_known_rule_an_evidence_tag_and_a_source():
    used = {gap.rule for gap in gaps()}
    assert used == {"estimate", *(rule.name for rule in RULES)}
    assert all(gap.evidence in EVIDENCE and gap.source for gap in gaps())


def test_recalled_estimates_say_so():
    for row in ESTIMATES:
        assert row["evidence"].startswith("R-") == row["source"].startswith("recalled")


def test_a_hole_of_2023_takes_the_share_of_2016_and_a_real_zero_stays():
    holes = [gap for gap in gaps() if gap.rule == "baci_hole"]
    assert {"BLR", "KOR", "IRN", "POL", "VNM", "MNG"} <= {gap.iso3 for gap in holes}
    for gap in holes:
        assert gap.column == "trade_share_rus_2023"
        assert gap.value == value(gap.iso3, "trade_share_rus_2016") >= module.HOLE_THRESHOLD
    assert value("UKR", "trade_share_rus_2023") == 0


def test_trade_patched_elsewhere_because_the_source_lacks_it_is_a_hole_here():
    patched = ["ARG", "BGD", "BLR", "DZA", "GEO", "IRN", "KOR", "MNG", "PHL", "POL", "TJK", "VNM"]
    assert set(patched) <= {gap.iso3 for gap in gaps() if gap.rule == "baci_hole"}


@pytest.mark.parametrize("year", [2016, 2023])
def test_shares_of_trade_do_not_exceed_the_whole(year):
    filled_or_holed = {gap.iso3 for gap in gaps() if str(year) in gap.column}
    facts = load_facts()
    total = sum(facts[f"trade_share_{partner}_{year}"] for partner in ("rus", "chn", "west"))
    known = ~np.isin(facts.iso3, list(filled_or_holed))
    assert (total[known] <= 1.001).all()


def test_filling_by_median_reads_published_figures_only():
    caribbean = [row for row in STATES if row["un_region"] == "Caribbean"]
    published = [float(row["polyarchy_2021"]) for row in caribbean if row["polyarchy_2021"]]
    assert value("GRD", "polyarchy_2021") == np.median(published)


def test_the_estimate_of_north_koreas_product_lies_between_the_two_conversions():
    growth = 0.998 * 1.031
    at_reported_rate = 26.6 * 35.6454 / 36.9654 / growth
    assert at_reported_rate < value("PRK", "gdp_usd_bn_2021") < 31
    ratio = value("PRK", "gdp_usd_bn_2023") / value("PRK", "gdp_usd_bn_2021")
    assert ratio == pytest.approx(growth, abs=0.002)


def test_every_departure_from_or_doubt_of_the_sources_class_has_a_reason():
    role = dict(zip(load_facts().iso3, load_facts().role, strict=True))
    for note in read_table("role_notes.csv"):
        assert note["role"] == role[note["iso3"]]
        assert note["why"]
        kept = RENAMED.get(note["source_role"], note["source_role"]) == note["role"]
        assert kept == note["why"].startswith(("kept", "class renamed"))


@pytest.mark.parametrize("table", LABELLED)
def test_other_tables_name_states_of_the_table(table):
    rows = read_table(table)
    named = {row[key] for row in rows for key in ("iso3", "iso3_a", "iso3_b") if key in row}
    assert named <= set(load_facts().iso3)
    assert all(row["evidence"] in EVIDENCE for row in rows if "evidence" in row)


@pytest.mark.parametrize("bloc", ["nato", "eu", "g7", "csto", "eaeu", "sco", "brics"])
def test_flags_of_blocs_agree_with_the_table_of_blocs(bloc):
    facts = load_facts()
    flagged = {code for code, flag in zip(facts.iso3, facts[bloc], strict=True) if flag}
    members = {
        row["iso3"]
        for row in read_table("blocs.csv")
        if row["bloc"] == bloc.upper() and row["status"] == "member"
    }
    assert flagged == members


@pytest.mark.parametrize(
    ("cells", "said"),
    [
        ({"role": "russian"}, ["states.csv", "row 2", "role", "'russian'", "mean 'russia'"]),
        ({"iso3": "AGO"}, ["states.csv", "row 3", "iso3", "'AGO'", "once"]),
        ({"gdp_usd_bn_2021": "n/a"}, ["states.csv", "row 2", "gdp_usd_bn_2021", "'n/a'", "number"]),
        ({"polyarchy_2021": "1.2"}, ["states.csv", "row 2", "polyarchy_2021", "'1.2'", "0..1"]),
        ({"polyarchy_2021": "nan"}, ["row 2", "polyarchy_2021", "'nan'"]),
        ({"nato": "2"}, ["states.csv", "row 2", "nato", "'2'", "0|1"]),
        ({"vote_es11_1": "maybe"}, ["row 2", "vote_es11_1", "'maybe'", "abstain"]),
        ({"cinc_2021": ""}, ["states.csv", "cinc_2021", "AFG", "no rule"]),
    ],
)
def test_a_bad_cell_is_refused_by_file_row_column_value_and_what_is_allowed(cells, said):
    with pytest.raises(ValueError) as refused:
        module._assemble(changed(0, **cells), COLUMNS, ESTIMATES)
    assert all(part in str(refused.value) for part in said), refused.value


@pytest.mark.parametrize(
    "cells",
    [
        {"iso3": "XKX"},
        {"column": "role"},
        {"evidence": "guess"},
        {"value": "many"},
        {"value": ""},
        {"iso3": "USA", "column": "gdp_usd_bn_2021"},
    ],
)
def test_a_bad_estimate_is_refused(cells):
    rows = ({**ESTIMATES[0], **cells}, *ESTIMATES[1:])
    with pytest.raises(ValueError, match=r"estimates\.csv, row 2"):
        module._assemble(STATES, COLUMNS, rows)


def test_a_column_without_a_citation_is_refused():
    with pytest.raises(ValueError, match=r"cinc_2021.*columns\.csv"):
        module._assemble(
            STATES, tuple(row for row in COLUMNS if row["column"] != "cinc_2021"), ESTIMATES
        )


def test_an_unknown_column_names_the_nearest():
    with pytest.raises(KeyError, match="gdp_usd_bn_2021"):
        load_facts()["gdp_bn_2021"]
    with pytest.raises(KeyError, match="un_region"):
        load_facts().text("region_un")


def test_an_unknown_table_names_the_nearest():
    with pytest.raises(FileNotFoundError, match=r"states\.csv"):
        read_table("state.csv")


@given(st.permutations(range(194)))
def test_the_order_of_the_states_does_not_change_their_facts(order):
    shuffled, _ = module._assemble(tuple(STATES[i] for i in order), COLUMNS, ESTIMATES)
    facts = load_facts()
    assert shuffled.iso3 == facts.iso3 == tuple(sorted(facts.iso3))
    for column in ("trade_share_rus_2023", "milex_share_gdp_2021", "trade_usd_bn_2016"):
        np.testing.assert_array_equal(shuffled[column], facts[column])
