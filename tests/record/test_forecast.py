"""The forecast: everything with a mechanism, from what was known, and hindsight under its name."""

import csv
import dataclasses
from importlib import import_module

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.loading import load_scenario
from multipolar.months import CUT
from multipolar.quantiles import FAN
from multipolar.record import forecast
from multipolar.record.forecast import forecast_spec, forecast_targets, told_targets
from multipolar.record.known import Information
from multipolar.record.tables import targets
from multipolar.world.tables import read_table

NAMES = {target.forecast for target in told_targets()}
TALLIES = {"vote_yes", "vote_no", "vote_abstain"}
FEBRUARIES = ("2025-02", "2026-02")


@pytest.fixture(scope="module")
def told():
    return forecast("2024-12", "2026-06", runs=24, seed=3)


def samples_of(told):
    return {(row.series, row.period): row.samples.tobytes() for row in told.figures}


def test_every_series_is_told_or_says_why_not(told):
    assert {t.series for t in forecast_targets()} - {""} == {series.series for series in targets()}
    for target in forecast_targets():
        assert bool(target.untold) == (target.forecast in told.untold)
        periods = [row.period for row in told.of(target.forecast)]
        if target.untold:
            assert not periods
        elif target.every == "year":
            assert periods == ["2024", "2025", "2026"]
        else:
            assert len(periods) == 19
    assert {"air_attacks", "eu_exports_m_eur_RUS", "eu_exports_m_eur_KGZ"} <= NAMES
    assert {name for name, why in told.untold.items() if "no mechanism" in why} == {
        "gdp_growth_CHN",
        "gdp_growth_IRN",
    }


def test_samples_give_the_quantiles_and_nothing_counted_is_below_nought(told):
    for row in told.figures:
        there = row.samples[~np.isnan(row.samples)]
        assert len(row.samples) == 24
        assert row.values == pytest.approx(np.quantile(there, FAN))
        assert there.min() >= 0.0 or row.series.startswith("gdp_growth")
        assert row.series in TALLIES or len(there) == 24


def test_chances_of_the_members_sum_to_one_and_are_those_of_runs_with_a_text(told):
    members = [row["iso3"] for row in read_table("states.csv") if row["un_member"] == "1"]
    assert tuple(dict.fromkeys(row.period for row in told.votes)) == FEBRUARIES
    for month in FEBRUARIES:
        rows = [row for row in told.votes if row.period == month]
        assert sorted(row.iso3 for row in rows) == sorted(members)
        for row in rows:
            given = (row.p_yes, row.p_no, row.p_abstain, row.p_absent)
            assert sum(given) == pytest.approx(1.0)
            assert min(given) > 0.0
        [tally] = [row for row in told.of("vote_yes") if row.period == month]
        held = int((~np.isnan(tally.samples)).sum())
        assert 0 < held < 24, "a text is no certainty"
        expected = sum((row.p_yes * (held + 1.5) - 0.5) / held for row in rows)
        assert np.nanmean(tally.samples) == pytest.approx(expected)


def test_the_author_is_the_default_and_is_who_knows_june_2024(told):
    assert told.information == Information("author")
    assert told.information.word == "forecast"
    assert told.known <= CUT
    dated = forecast("2024-12", "2026-06", information="2024-06", runs=24, seed=3)
    assert samples_of(dated) == samples_of(told)
    assert dated.votes == told.votes


def test_who_knows_an_earlier_month_knows_no_later_event_or_order_but_the_agenda():
    spec = forecast_spec("2025-12", Information("2023-03"))
    later = [event for event in spec.events if event.month > "2023-03"]
    assert {event.attribute for event in later} == {"congress_decides", "election", "mandate_due"}
    assert min(event.month for event in later if event.attribute == "congress_decides") == "2023-04"
    opened = {e.attribute: e.month for e in spec.events if e.value == 1.0 and "open" in e.attribute}
    assert opened == {"end_is_open": "2023-03", "texts_open": "2023-03"}
    names = {event.name for event in later}
    assert "election_usa_2024" in names, "its date is law"
    assert "election_gbr_2024" not in names, "it was called in May 2024"
    whole = load_scenario("baseline").orders
    assert any(order.month > "2023-03" for order in whole)
    assert {order.month <= "2023-03" for order in spec.orders} == {True}
    lasting = {order.state: order.months for order in spec.orders if order.month == "2022-01"}
    assert lasting["CHN"] == 15


def test_a_later_month_knows_what_happened_and_what_is_open_from_then_on():
    spec = forecast_spec("2025-12", Information("2024-10"))
    names = {event.name: event.month for event in spec.events}
    assert "dprk_troops" in names
    assert "gazprombank_sanctions" not in names
    assert "us_policy_shift" not in names
    last = max((e for e in spec.events if e.attribute == "texts_open"), key=lambda e: e.month)
    assert (last.month, last.value) == ("2024-10", 1.0)


def test_what_became_known_after_june_2024_moves_nothing_the_author_tells(told, spoil, monkeypatch):
    module = import_module("multipolar.scenario.calendar")
    rows = module._rows()
    spoiled = tuple(
        (known, dataclasses.replace(event, value=event.value + 0.3) if known == "full" else event)
        for known, event in rows
    )
    assert spoiled != rows, "there is something to spoil"
    monkeypatch.setattr(module, "_rows", lambda: spoiled)
    spoil(CUT)
    again = forecast("2024-12", "2026-06", runs=24, seed=3)
    assert samples_of(again) == samples_of(told)
    assert again.votes == told.votes
    later = forecast("2025-01", "2025-01", information="2024-12", runs=4)
    monkeypatch.undo()
    counted = forecast("2025-01", "2025-01", information="2024-12", runs=4)
    assert samples_of(later) != samples_of(counted), "who knows December 2024 reads the counts"


def test_counts_after_an_earlier_month_leave_what_was_told_then(spoil):
    window = ("2024-01", "2024-06")
    before = forecast(*window, information="2023-12", runs=6, seed=2)
    spoil("2023-12")
    after = forecast(*window, information="2023-12", runs=6, seed=2)
    assert samples_of(after) == samples_of(before)
    assert {row.period for row in before.votes} <= {"2024-02"}


def test_what_nobody_had_counted_yet_is_not_told_and_says_so():
    early = forecast("2023-01", "2023-03", information="2022-12", runs=2)
    assert "russian_gains_km2" in early.untold
    assert not early.of("russian_gains_km2")
    assert not early.votes, "positions are fitted to votes up to February 2023"


def test_without_provocation_no_missile_is_expected(told, monkeypatch):
    other = load_scenario("baseline", {"switches.provocation": False})
    spec = dataclasses.replace(
        forecast_spec("2025-02", Information("author")), switches=other.switches
    )
    monkeypatch.setitem(forecast.__globals__, "forecast_spec", lambda *_: spec)
    calm = forecast("2024-12", "2025-02", runs=24, seed=3)
    assert max(row.values[-1] for row in calm.of("dprk_missiles")) == 0.0
    assert max(row.values[-1] for row in told.of("dprk_missiles")) > 0.0


@pytest.mark.parametrize(
    "window", [("2024-06", "2025-01"), ("2025-03", "2025-02"), ("2025-01", "2031-01")]
)
def test_a_window_that_is_none_is_refused(window):
    with pytest.raises(ValueError, match="no window of a forecast"):
        forecast(*window, runs=2)
    found = CliRunner().invoke(main, ["forecast", "--from", window[0], "--to", window[1]])
    assert found.exit_code == 2
    assert "--from, --to" in found.output


@pytest.mark.parametrize("month", ["2025-13", "2022-11", "2031-01", "yesterday"])
def test_a_month_that_cannot_be_known_is_refused(month):
    found = CliRunner().invoke(main, ["forecast", "--known-to", month])
    assert found.exit_code == 2
    assert "--known-to" in found.output
    assert month in found.output
    assert "from 2022-12 to 2030-12" in found.output


def rows_of(path):
    with path.open() as file:
        return list(csv.DictReader(file))


def test_the_command_writes_what_can_be_scored_side_by_side(tmp_path):
    asked = ["--from", "2025-01", "--to", "2025-02", "--runs", "8", "--out", str(tmp_path)]
    asked += ["--information", "author", "--information", "full", "--known-to", "2023-12"]
    found = CliRunner().invoke(
        main, ["forecast", *asked, "--samples", "csv"], catch_exceptions=False
    )
    assert found.exit_code == 0, found.output
    for said in ("forecast: author", "hindsight: full", "forecast: 2023-12", "What this is not"):
        assert said in found.stdout
    assert "gdp_growth_CHN is not told: the model has no mechanism" in found.stdout
    assert {p.name for p in tmp_path.iterdir()} == {
        *("forecast-author", "hindsight", "forecast-2023-12"),
    }
    for folder in tmp_path.iterdir():
        word = "hindsight" if folder.name == "hindsight" else "forecast"
        told = rows_of(folder / f"{word}.csv")
        assert list(told[0]) == ["period", "series", "q05", "q25", "q50", "q75", "q95"]
        assert {row["series"] for row in told} >= NAMES
        drawn = rows_of(folder / "samples.csv")
        assert list(drawn[0]) == ["period", "series", "run", "value"]
        for row in told:
            mine = [
                float(one["value"])
                for one in drawn
                if (one["period"], one["series"]) == (row["period"], row["series"])
            ]
            assert float(row["q50"]) == pytest.approx(np.median(mine), rel=1e-4)
        assert (folder / f"{word}.png").stat().st_size > 20_000
    votes = rows_of(tmp_path / "hindsight" / "votes.csv")
    assert list(votes[0]) == ["period", "iso3", "p_yes", "p_no", "p_abstain", "p_absent"]
    assert len(votes) == 193


def test_hindsight_is_nowhere_called_a_forecast(tmp_path):
    asked = ["--from", "2025-01", "--to", "2025-01", "--runs", "2", "--out", str(tmp_path)]
    found = CliRunner().invoke(
        main, ["forecast", *asked, "--information", "full"], catch_exceptions=False
    )
    assert found.exit_code == 0, found.output
    assert {p.name for p in tmp_path.iterdir()} == {"hindsight.csv", "votes.csv", "hindsight.png"}
    assert "Hindsight, no forecast" in found.stdout
    rest = found.stdout.replace("no forecast", "").replace("not: a forecast", "")
    assert "forecast" not in rest.lower()


def test_samples_can_be_written_as_parquet(tmp_path):
    pandas = pytest.importorskip("pandas")
    pytest.importorskip("pyarrow")
    asked = ["--from", "2025-01", "--to", "2025-01", "--runs", "2", "--out", str(tmp_path)]
    found = CliRunner().invoke(
        main, ["forecast", *asked, "--samples", "parquet"], catch_exceptions=False
    )
    assert found.exit_code == 0, found.output
    drawn = pandas.read_parquet(tmp_path / "samples.parquet")
    assert list(drawn) == ["period", "series", "run", "value"]
    assert set(drawn.series) == NAMES
