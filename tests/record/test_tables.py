"""The tables of the record: complete, cited, and cut at one date."""

import re
from collections import Counter
from pathlib import Path

import pytest

import multipolar.record as record
from multipolar.months import CUT
from multipolar.record.episodes import STATISTICS
from multipolar.record.forms import FORMS
from multipolar.record.scoring import between_studies
from multipolar.record.signals import SIGNALS
from multipolar.record.tables import (
    CALIBRATION,
    END,
    HISTORY,
    HOLD_OUT,
    Band,
    all_series,
    block_of,
    checks,
    facts,
    months_of,
    structural,
    targets,
    texts,
    votes,
)
from multipolar.study.effects import effects
from multipolar.world.facts import load_facts
from multipolar.world.tables import read_table

FOLDER = Path(record.__file__).parent
TABLES = sorted(path.name for path in FOLDER.glob("*.csv"))


def test_the_record_is_cut_after_june_2024():
    assert record.CUT == "2024-06"
    assert (block_of("2021-12"), block_of("2022-01")) == (HISTORY, CALIBRATION)
    assert (block_of("2024-06"), block_of("2024-07")) == (CALIBRATION, HOLD_OUT)


def test_the_record_takes_the_date_of_the_cut_from_the_months():
    named = [p.name for p in FOLDER.glob("*.py") if '"2024-06"' in p.read_text(encoding="utf-8")]
    assert named == []
    assert record.CUT is CUT


def test_nothing_in_the_record_is_later_than_its_end():
    assert max(period.last for series in all_series() for period in series.periods) == END
    assert all(check.window[-1] <= END for check in checks())


@pytest.mark.parametrize("table", TABLES)
def test_every_column_is_described(table):
    rows = read_table(table, "multipolar.record")
    described = [
        row["column"]
        for row in read_table("columns.csv", "multipolar.record")
        if row["table"] == table
    ]
    if table != "columns.csv":
        assert described == list(rows[0])


def test_every_series_names_its_producer_and_terms():
    for series in all_series():
        assert series.producer, series.series
        assert series.licence, series.series
        assert series.periods, series.series


def test_every_name_in_the_tables_is_known():
    assert {series.signal for series in targets()} <= set(SIGNALS)
    assert {check.signal for check in checks()} <= set(SIGNALS)
    assert {check.form for check in checks()} <= set(FORMS)
    assert {check.fact for check in checks()} <= set(facts())
    assert {row.statistic for row in structural()} - {""} == set(STATISTICS)


def test_every_fact_of_the_calibration_has_a_check_in_its_block():
    wanted = {name for name, row in facts().items() if row["block"] == "calibration"}
    assert {check.fact for check in checks() if check.block == CALIBRATION} == wanted
    assert len([name for name in wanted if name.startswith("C-")]) == 23


def test_each_of_the_findings_on_sanctions_has_a_row():
    found = {row.fact for row in structural()}
    assert found == {"S-1b", *(f"S-{number}" for number in range(1, 12))}


def test_the_spread_between_studies_is_that_of_the_named_effects():
    named = {row.name: row.effects for row in structural()}
    links = [effects()[link] for link in named["success"]]
    assert len(links) > 1
    low, high = (
        end(getattr(k.interval, w) for k in links) for end, w in ((min, "low"), (max, "high"))
    )
    assert between_studies(named["success"]).startswith(f"{low:g} to {high:g} (SAN")
    assert between_studies(named["one sender"]) == "0.5 to 0.9 (SAN15)"
    assert between_studies(()) == ""


def test_bands_repeat_the_numbers_of_their_facts():
    target = {f"{check.fact} {check.name}": check.band for check in checks()}
    assert target["C-8 2024"] == Band(4.0, 6.0)
    assert target["C-9 output"] == Band(0.20, 0.35)
    assert target["C-10 2022"] == Band(-2.5, -0.5)
    assert target["C-17 ES-11/6"] == Band(131.0, 151.0)
    for name in ("C-2 fatigue", "C-9 output", "C-11 strategic", "C-14 dip"):
        stated = facts()[name.split()[0]]["target"]
        numbers = [float(n) for n in re.findall(r"\d+\.\d+|\d+(?= %)|(?<=–)\d+", stated)]
        low = target[name].low
        assert any(abs(n - low) < 1e-9 or abs(n / 100 - low) < 1e-9 for n in numbers) or (
            f"{low:g}" in stated or f"{low * 100:g}" in stated
        ), (name, stated)


def test_the_rolls_add_up_to_the_tallies_where_they_are_complete():
    tally = Counter(votes()["ES-11/1"].values())
    assert (tally[(2,)], tally[(0,)], tally[(1,)]) == (141, 5, 47)
    for resolution, cast in votes().items():
        row = next(
            r for r in read_table("texts.csv", "multipolar.record") if r["resolution"] == resolution
        )
        surely = Counter(cast.values())
        assert surely[(0,)] == int(row["no"]), resolution
        assert (
            surely[(2,)] <= int(row["yes"]) <= surely[(2,)] + surely[(1, 2)] + (193 - len(cast))
        ), resolution


def test_every_state_that_voted_is_in_the_world():
    world = set(load_facts().iso3)
    assert all(set(cast) <= world for cast in votes().values())
    assert set(texts()) == set(votes())


def test_months_are_one_or_several_or_a_range():
    assert months_of("2022-11..2023-02") == ("2022-11", "2022-12", "2023-01", "2023-02")
    assert months_of("2022-03 2022-09") == ("2022-03", "2022-09")
    assert months_of(CUT) == (CUT,)


def test_an_open_band_holds_what_lies_beyond_its_one_end_and_never_nan():
    assert Band(3.0, float("inf")).holds(1e9)
    assert not Band(3.0, float("inf")).holds(2.9)
    assert not Band(float("-inf"), 1.0).holds(float("nan"))
