"""The scorecard: counts, order, reproducibility, and the command that prints it."""

import dataclasses
import json

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar.record import fact_values, paths_of, record_specs, score
from multipolar.record.scorecard import FactRow, Scorecard
from multipolar.record.tables import CALIBRATION, HOLD_OUT, checks, targets


def test_every_check_and_every_series_has_a_row(card):
    assert {(row.fact, row.check) for row in card.facts} == {(c.fact, c.name) for c in checks()}
    assert {row.series for row in card.series} == {series.series for series in targets()}
    assert {row.block for row in card.series} == {CALIBRATION, HOLD_OUT}


def test_misses_stand_first(card):
    met = [row.inside for row in card.facts]
    assert met == sorted(met)
    skill = [row.skill for row in card.series]
    assert skill == sorted(skill)


def test_a_check_is_met_when_the_median_of_its_runs_lies_in_its_band(card, played):
    values = fact_values(*played)
    for row in card.facts:
        check = next(c for c in checks() if (c.fact, c.name) == (row.fact, row.check))
        assert values[check.id].shape == (12,)
        assert row.inside == check.band.holds(float(np.nanmedian(values[check.id])))


def a_row(fact, inside, block=CALIBRATION):
    blank = {field.name: "" for field in dataclasses.fields(FactRow)}
    return FactRow(
        **{
            **blank,
            "fact": fact,
            "inside": inside,
            "block": block,
            "persistence_inside": False,
        }
    )


def test_a_fact_is_met_when_all_its_checks_up_to_the_cut_are():
    rows = (
        a_row("C-1", True),
        a_row("C-1", False),
        a_row("C-2", True),
        a_row("C-6", True),
        a_row("C-6", False, HOLD_OUT),
        a_row("R-1", False),
    )
    card = Scorecard(2, 1, rows, (), (), (), ())
    assert card.met() == {"C-1": False, "C-2": True, "C-6": True, "R-1": False}
    assert card.summary["facts"] == [2, 3]
    assert card.summary["facts_missed"] == ["C-1"]
    assert card.summary["checks_hold_out"] == [0, 1]


def test_skill_compares_with_the_better_baseline(card):
    for row in card.series:
        better = min(row.persistence_crps, row.history_crps)
        assert row.skill == pytest.approx(1.0 - row.crps / better)


def test_votes_are_scored_beside_votes_as_last_time(card):
    last = next(r for r in card.votes if r.resolution == "ES-11/5" and "last time" in r.method)
    assert last.accuracy == pytest.approx(136 / 193)
    assert last.moved == 0.0
    assert {row.resolution for row in card.votes} == {"ES-11/5", "ES-11/6"}
    assert all(row.log_score > 0.0 for row in card.votes)


def test_the_attack_alone_is_taken_out_of_the_paired_runs():
    from multipolar.loading import load_scenario

    record, spared = record_specs(load_scenario("baseline"))
    gone = set(record.events) - set(spared.events)
    assert {event.name for event in gone} == {"hamas_attack"}
    assert record.end == "2024-12"


def test_the_votes_added_for_the_record_move_nothing_else(played):
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario

    plain = dataclasses.replace(load_scenario("baseline"), months=36)
    paths = paths_of(simulate(plain, runs=12, seed=3))
    for name in ("escalation", "alignment", "aid", "shipped"):
        assert np.array_equal(paths[name], played[0][name]), name


def test_the_same_runs_score_the_same_whatever_their_blocks(card):
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario

    specs = list(record_specs(load_scenario("baseline")))
    results = simulate(specs, runs=12, seed=3, block=5)
    again = score(paths_of(results, 0), paths_of(results, 1), episodes=False)
    assert json.dumps(again.to_dict()) == json.dumps(card.to_dict())


def test_the_command_prints_misses_first_and_writes_scores_and_picture(tmp_path):
    from multipolar.cli import main

    ran = CliRunner().invoke(main, ["record", "--runs", "4", "--out", str(tmp_path / "out")])
    assert ran.exit_code == 0, ran.output
    assert "facts in band (missed:" in ran.output
    table = [line for line in ran.output.splitlines() if " C-" in line][1:]
    assert table[0].startswith("MISS")
    assert "no forecast" in ran.output or "not: a forecast" in ran.output
    saved = json.loads((tmp_path / "out" / "scorecard.json").read_text(encoding="utf-8"))
    assert saved["runs"] == 4
    assert (tmp_path / "out" / "scorecard.png").stat().st_size > 20_000


def test_json_alone_is_printed_when_asked_for(tmp_path):
    from multipolar.cli import main

    out = str(tmp_path / "out")
    ran = CliRunner().invoke(main, ["record", "--runs", "3", "--json", "--out", out])
    said = json.loads(ran.stdout)
    assert said["summary"]["facts"][1] == 23
    assert {row["fact"] for row in said["structural"]} >= {"S-1", "S-8", "S-11"}


def test_a_directory_that_cannot_be_made_is_an_error_in_words(tmp_path):
    from multipolar.cli import main

    (tmp_path / "file").write_text("in the way")
    out = str(tmp_path / "file" / "below")
    ran = CliRunner().invoke(main, ["record", "--runs", "2", "--out", out])
    assert ran.exit_code == 1
    assert "cannot be written" in ran.output
    assert "Traceback" not in ran.output
