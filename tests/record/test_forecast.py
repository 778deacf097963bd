"""The forecast: names, periods, votes that sum to one, and nothing known that was not."""

import csv
from dataclasses import replace
from importlib import import_module

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.loading import load_scenario
from multipolar.record import CUT, forecast
from multipolar.record.forecast import VOTES, forecast_spec, forecast_targets
from multipolar.record.tables import texts
from multipolar.world.tables import read_table

MONTHLY = {
    *("dprk_missiles", "taiwan_aircraft_per_reported_day", "air_attacks"),
    *(f"aid_bn_eur_{who}" for who in ("united_states", "europe", "other")),
}
YEARLY = {"russian_gains_km2", *(f"gdp_growth_{iso3}" for iso3 in ("RUS", "PRK", "CHN", "IRN"))}
TALLIES = {"vote_yes", "vote_no", "vote_abstain"}


@pytest.fixture(scope="module")
def told():
    return forecast("2024-12", "2026-06", information="author", runs=24, seed=3)


def of(told, series):
    return [row for row in told.figures if row.series == series]


def test_every_series_has_every_period(told):
    assert {row.series for row in told.figures} == MONTHLY | YEARLY | TALLIES
    assert all(len(of(told, name)) == 19 for name in MONTHLY)
    assert all([row.period for row in of(told, n)] == ["2024", "2025", "2026"] for n in YEARLY)
    assert all([row.period for row in of(told, name)] == list(VOTES) for name in TALLIES)


def test_quantiles_are_in_order_and_what_is_counted_is_not_negative(told):
    for row in told.figures:
        assert list(row.values) == sorted(row.values), row
        assert np.isfinite(row.values).all()
        assert row.values[0] >= 0.0 or row.series.startswith("gdp_growth")


def test_chances_of_the_members_sum_to_one_and_fit_the_tallies(told):
    members = [row["iso3"] for row in read_table("states.csv") if row["un_member"] == "1"]
    for month in VOTES:
        rows = [row for row in told.votes if row.period == month]
        assert sorted(row.iso3 for row in rows) == sorted(members)
        for row in rows:
            chances = (row.p_yes, row.p_no, row.p_abstain, row.p_absent)
            assert sum(chances) == pytest.approx(1.0)
            assert min(chances) > 0.0
        expected = sum(row.p_yes for row in rows)
        tally = next(r for r in told.figures if (r.series, r.period) == ("vote_yes", month))
        assert tally.values[0] - 6 <= expected <= tally.values[-1] + 6


def test_the_author_knows_nothing_after_june_2024(told):
    assert told.known <= CUT
    assert forecast("2025-01", "2025-01", runs=2).known > CUT


def test_the_votes_have_the_strictness_of_the_text_and_no_other_is_held_then():
    spec = forecast_spec("2026-06", "full")
    held = [e for e in spec.events if e.attribute == "vote_strictness" and e.month in VOTES]
    assert [(e.month, e.value) for e in held] == [(m, texts()["ES-11/6"].strictness) for m in VOTES]


def test_without_provocation_no_missile_is_expected(told, monkeypatch):
    module = import_module("multipolar.record.forecast")
    other = load_scenario("baseline", {"switches.provocation": False})
    spec = replace(forecast_spec("2025-02", "author"), switches=other.switches)
    monkeypatch.setattr(module, "forecast_spec", lambda *_: spec)
    calm = forecast("2024-12", "2025-02", information="author", runs=24, seed=3)
    assert max(row.values[-1] for row in of(calm, "dprk_missiles")) == 0.0
    assert max(row.values[-1] for row in of(told, "dprk_missiles")) > 0.0


def test_the_same_seed_gives_the_same_forecast(told):
    again = forecast("2024-12", "2026-06", information="author", runs=24, seed=3)
    assert again == told


@pytest.mark.parametrize(
    "window", [("2024-06", "2025-01"), ("2025-03", "2025-02"), ("2025-01", "2031-01")]
)
def test_a_window_that_is_none_is_refused(window):
    with pytest.raises(ValueError, match="no window of a forecast"):
        forecast(*window, runs=2)
    found = CliRunner().invoke(main, ["forecast", "--from", window[0], "--to", window[1]])
    assert found.exit_code == 1
    assert "--from, --to" in found.output


def test_a_month_that_is_none_is_refused():
    found = CliRunner().invoke(main, ["forecast", "--from", "2025-13"])
    assert found.exit_code == 1
    assert "2025-13" in found.output


def test_the_command_writes_what_can_be_scored(tmp_path):
    asked = ["--to", "2025-02", "--runs", "4", "--information", "author", "--out", str(tmp_path)]
    found = CliRunner().invoke(main, ["forecast", *asked], catch_exceptions=False)
    assert found.exit_code == 0, found.output
    assert "dprk_missiles" in found.stdout
    assert "What this is not" in found.stdout
    with (tmp_path / "forecast.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert list(rows[0]) == ["period", "series", "q05", "q25", "q50", "q75", "q95"]
    assert {row["series"] for row in rows} == MONTHLY | YEARLY | TALLIES
    with (tmp_path / "votes.csv").open() as file:
        votes = list(csv.DictReader(file))
    assert list(votes[0]) == ["period", "iso3", "p_yes", "p_no", "p_abstain", "p_absent"]
    assert len(votes) == 193
    assert (tmp_path / "forecast.png").stat().st_size > 20_000


def test_growth_that_no_mechanism_makes_says_so():
    without = [target for target in forecast_targets() if not target.series]
    assert {target.iso3 for target in without} == {"CHN", "IRN"}
    assert all("no mechanism" in target.how for target in without)
