"""The scorecard: counts, order, reproducibility, and the command that prints it."""

import dataclasses
import functools
import json
import re

import numpy as np
import pytest
from click.testing import CliRunner

from few_episodes import one_course
from multipolar.record import fact_values, paths_of, record_specs, rolling_scores, score
from multipolar.record.scorecard import FactRow, Scorecard
from multipolar.record.tables import CALIBRATION, HOLD_OUT, checks


def test_every_check_has_a_row(card):
    assert {(row.fact, row.check) for row in card.facts} == {(c.fact, c.name) for c in checks()}


def test_misses_stand_first(card):
    met = [row.inside for row in card.facts]
    assert met == sorted(met)
    skill = [row.skill for row in card.rolling.series]
    assert skill == sorted(skill)


def test_a_check_is_met_when_the_median_of_its_runs_lies_in_its_band(card, played):
    values = fact_values(*played)
    for row in card.facts:
        check = next(c for c in checks() if (c.fact, c.name) == (row.fact, row.check))
        assert values[check.id].shape == (12,)
        assert row.inside == check.band.holds(float(np.nanmedian(values[check.id])))
        assert row.share == np.mean([check.band.holds(value) for value in values[check.id]])


def test_seeds_are_told_together_and_each_for_itself(played, rolling, card):
    other = [dataclasses.replace(paths, seed=4) for paths in played]
    pairs = [[mine, its] for mine, its in zip(played, other, strict=True)]
    both = score(*pairs, rolling, episodes=False)
    assert both.seeds == (3, 4)
    for one, two in zip(card.facts, both.facts, strict=True):
        assert (two.seeds, two.seeds_inside) == (2, 2 * one.inside), one.check
        assert two.share == one.share


def a_row(fact, inside, block=CALIBRATION):
    blank = {field.name: "" for field in dataclasses.fields(FactRow)}
    return FactRow(
        **{
            **blank,
            "fact": fact,
            "inside": inside,
            "block": block,
            "share": 0.75,
            "seeds": 3,
            "seeds_inside": 3 if inside else 1,
        }
    )


def test_a_fact_is_met_when_all_its_checks_up_to_the_cut_are(rolling):
    rows = (
        a_row("C-1", True),
        a_row("C-1", False),
        a_row("C-2", True),
        a_row("C-6", True),
        a_row("C-6", False, HOLD_OUT),
        a_row("R-1", False),
    )
    card = Scorecard(2, (1, 2, 3), rows, rolling, (), ())
    assert card.met() == {"C-1": False, "C-2": True, "C-6": True, "R-1": False}
    assert card.summary["facts"] == [2, 3]
    assert card.summary["facts_missed"] == ["C-1"]
    assert card.summary["checks_hold_out"] == [0, 1]
    assert card.summary["runs_in_band"] == 0.75
    torn = dataclasses.replace(rows[2], seeds_inside=2)
    card = Scorecard(2, (1, 2, 3), (*rows[:2], torn, *rows[3:]), rolling, (), ())
    assert card.summary["facts"] == [2, 3]
    assert card.summary["facts_by_every_seed"] == [1, 3]


def test_the_summary_counts_the_monthly_series_above_nought(card):
    monthly = card.rolling.monthly
    assert card.summary["series"] == [sum(r.skill > 0.0 for r in monthly), len(monthly)]


def test_the_attack_alone_is_taken_out_of_the_paired_runs():
    from multipolar.loading import load_scenario

    record, spared = record_specs(load_scenario("baseline"))
    gone = set(record.events) - set(spared.events)
    assert {event.name for event in gone} == {"hamas_attack"}
    assert record.end == "2024-12"


def test_the_calendar_holds_a_vote_on_every_text_of_the_record(played):
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario

    plain = dataclasses.replace(load_scenario("baseline"), months=36)
    assert record_specs(plain)[0].events == plain.events
    paths = paths_of(simulate(plain, runs=12, seed=3))
    for name in ("escalation", "alignment", "aid", "shipped"):
        assert np.array_equal(paths[name], played[0][name]), name


def test_the_same_runs_score_the_same_whatever_their_blocks(card, rolling):
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario

    specs = list(record_specs(load_scenario("baseline")))
    results = simulate(specs, runs=12, seed=3, block=12)
    again = score(paths_of(results, 0), paths_of(results, 1), rolling, episodes=False)
    assert json.dumps(again.to_dict()) == json.dumps(card.to_dict())


@pytest.fixture(scope="module")
def printed(tmp_path_factory):
    """Return what the command prints and writes, from one origin, and the scorecard it found."""
    from multipolar.cli import main
    from multipolar.cli import record as command

    found, out = [], tmp_path_factory.mktemp("record") / "out"
    with pytest.MonkeyPatch.context() as patch:
        one_course(patch)
        few = functools.partial(rolling_scores, origins=("2024-03",))
        patch.setattr("multipolar.record.rolling_scores", few)
        score_of = command._score
        patch.setattr(command, "_score", lambda *asked: found.append(score_of(*asked)) or found[0])
        ran = CliRunner().invoke(main, ["record", "--runs", "4", "--out", str(out)])
    return ran, out, *found


def test_the_command_prints_misses_first_and_writes_scores_and_picture(printed):
    ran, out, _ = printed
    assert ran.exit_code == 0, ran.output
    assert "facts (missed:" in ran.output
    assert "Mean skill over 11 monthly series" in ran.output
    assert "ground is not scored" in ran.output
    table = [line for line in ran.output.splitlines() if re.match(r"(MISS|in band) +C-", line)]
    assert table[0].startswith("MISS")
    assert "no forecast" in ran.output or "not: a forecast" in ran.output
    saved = json.loads((out / "scorecard.json").read_text(encoding="utf-8"))
    assert (saved["runs"], saved["seeds"]) == (4, [1, 2, 3])
    assert all(0 <= row["seeds_inside"] <= 3 for row in saved["facts"])
    assert (out / "scorecard.png").stat().st_size > 20_000


def test_json_alone_is_printed_when_asked_for(tmp_path, monkeypatch, printed):
    from multipolar.cli import main
    from multipolar.cli import record as command

    monkeypatch.setattr(command, "_score", lambda *_: printed[-1])
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
