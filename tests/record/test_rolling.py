"""Rolling origins: blind to what comes later, won by the truth and lost by a shuffled model."""

import dataclasses

import numpy as np
import pytest

from multipolar.loading import load_scenario
from multipolar.luck import Luck
from multipolar.months import month_number, month_range
from multipolar.record import tables
from multipolar.record.known import known_to
from multipolar.record.observation import of_the_run
from multipolar.record.rolling import (
    ORIGINS,
    origin_spec,
    roll,
    scored_series,
    tell,
    to_come,
)
from multipolar.record.rolling_table import score_table
from multipolar.record.tables import Period, targets
from multipolar.scenario.calendar import AGENDA
from multipolar.scenario.spec import Event
from proofs.scores_moved import ALLOWED, compared, kept, worse

MONTHS = month_range("2022-01", 36)
RUNS = 200
[DEATHS] = [one for one in targets() if one.series == "deaths"]


def test_the_origins_are_the_quarters_of_december_2022_to_june_2024():
    quarters = ("2022-12", "2023-03", "2023-06", "2023-09", "2023-12", "2024-03", "2024-06")
    assert quarters == ORIGINS


def test_a_scenario_known_to_a_month_knows_no_later_event_and_all_before():
    spec = load_scenario("baseline")
    for origin in ORIGINS:
        known = origin_spec(spec, origin)
        news = [event for event in known.events if event.attribute not in AGENDA]
        assert max(event.month for event in news) <= origin
        assert all(order.month <= origin for order in known.orders)
        assert set(known_to(spec, origin).events) <= set(known.events)
    later = Event("2024-07", "shock", "escalation", "korea", "add", 3.0)
    assert known_to(spec, "2024-06") == known_to(
        dataclasses.replace(spec, events=(*spec.events, later)), "2024-06"
    )


def test_what_is_scored_ends_a_year_after_the_origin_or_with_the_record():
    assert origin_spec(load_scenario("baseline"), "2022-12").end == "2023-12"
    assert origin_spec(load_scenario("baseline"), "2024-06").end == "2024-12"
    assert [p.last for p in to_come(DEATHS, "2024-03")] == list(month_range("2024-04", 9))


def truth(runs, seed):
    """Return paths of a world that swings as its rules say: (runs, months)."""
    luck = Luck(seed, 0, runs)
    steps = [luck.normal("test.truth", month, 1)[:, 0] for month in range(36)]
    swing = 1.2 * np.sin(np.arange(36) * 2.0 * np.pi / 9.0)
    return np.exp(swing + 0.05 * np.cumsum(np.stack(steps, axis=1), axis=1))


@pytest.fixture
def from_the_truth(monkeypatch):
    """Let the deaths of the record be a run of the truth, counted with an error."""
    noise = 0.1 * np.random.default_rng(8).normal(size=36)
    counted = 4000.0 * truth(1, 99)[0] * np.exp(noise)
    figures = tuple(Period(m, m, float(v)) for m, v in zip(MONTHS, counted, strict=True))
    known = {**tables._periods(), "deaths": figures}
    monkeypatch.setattr(tables, "_periods", lambda: known)


def scored(paths):
    told = []
    for origin in ORIGINS:
        known, ahead = (
            paths[:, [MONTHS.index(p.last) for p in periods]]
            for periods in (of_the_run(DEATHS, origin), to_come(DEATHS, origin))
        )
        told += tell(DEATHS, origin, to_come(DEATHS, origin), known, ahead, Luck(1, 0, RUNS))
    return score_table(told, (), RUNS, (1,), ORIGINS).of("deaths")


def test_a_model_that_is_the_truth_beats_opponents_and_is_calibrated(from_the_truth):
    row = scored(truth(RUNS, 1))
    assert row.skill > 0.5
    assert row.low > 0.3
    assert row.verdict == "better"
    assert row.mechanism > 0.5
    assert row.hindsight_crps > row.crps
    assert 0.8 <= row.coverage_90 <= 1.0
    assert 0.35 < row.pit < 0.65


def test_a_shuffled_model_does_not_beat_opponents(from_the_truth):
    order = np.random.default_rng(9).permutation(36)
    row = scored(truth(RUNS, 1)[:, order])
    assert row.skill < 0.1
    assert row.mechanism < 0.0
    assert row.verdict != "better"


def test_months_scored_are_counted_once_and_forecasts_each(from_the_truth):
    row = scored(truth(RUNS, 1))
    assert (row.figures, row.forecasts) == (24, 5 * 12 + 9 + 6)


@pytest.fixture(scope="module")
def told():
    return roll(load_scenario("baseline"), runs=6, seeds=(2,), origins=("2023-09",))


def test_what_comes_after_an_origin_leaves_what_was_told_then(told, spoil):
    spoil("2023-09")
    again = roll(load_scenario("baseline"), runs=6, seeds=(2,), origins=("2023-09",))
    assert len(again) == len(told)
    assert sum(a.counted != b.counted for a, b in zip(told, again, strict=True)) > 100
    for before, after in zip(told, again, strict=True):
        for name in ("quantiles", "opponent_quantiles", "opponent", "period", "series"):
            assert getattr(before, name) == getattr(after, name), (before.series, name)


def test_every_series_that_can_be_scored_is_told(told):
    named = {row.series for row in told}
    assert named == {one.series for one in scored_series()}
    assert "air_attacks" in named


def test_the_table_is_worst_first_and_says_what_is_not_scored(rolling):
    skill = [row.skill for row in rolling.series]
    assert skill == sorted(skill)
    without = {"gdp_growth_CHN", "gdp_growth_IRN"}
    assert set(rolling.unscored) == {"ground", "aircraft_zone", *without}
    assert {rolling.unscored[name] for name in without} == {"the model has no mechanism"}
    named = {row.series for row in rolling.series} | set(rolling.unscored)
    assert named == {one.series for one in targets()} | without


def test_the_mean_is_over_monthly_series(rolling):
    assert rolling.mean.value == pytest.approx(np.mean([row.skill for row in rolling.monthly]))
    own = np.mean([row.mechanism for row in rolling.monthly])
    assert rolling.mechanisms.value == pytest.approx(own)
    assert {row.every for row in rolling.series} == {"month", "year"}


def test_a_figure_lies_within_a_year_of_its_origin(rolling):
    for row in rolling.told:
        assert 0 < month_number(row.period) - month_number(row.origin) <= 12


def test_opponents_in_hindsight_are_never_worse_than_the_chosen_one(rolling):
    for row in rolling.series:
        assert row.hindsight_crps <= row.opponent_crps + 1e-12


def test_the_comparison_names_the_series_that_got_worse_by_more_than_a_tenth():
    before = {"steady": 2.0, "better": 4.0, "worse": 1.0, "gone": 1.0}
    change = compared(before, {"steady": 2.1, "better": 1.0, "worse": 1.2, "new": 3.0})
    assert list(change) == ["worse", "steady", "better"]
    assert worse(change, ALLOWED) == ["worse"]


def test_the_kept_table_has_every_monthly_series_that_is_scored():
    assert set(kept()) == {one.series for one in scored_series() if one.monthly}
    assert min(kept().values()) > 0.0
