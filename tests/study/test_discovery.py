"""When it happens: a lever that decides is found, luck has no box, what is done is kept."""

import json

import pytest
from click.testing import CliRunner

from multipolar.arguments import ArgumentError
from multipolar.cli import main
from multipolar.ensemble import StoreError
from multipolar.study.boxes import Inside, Restriction
from multipolar.study.discovery import discover
from multipolar.study.discovery_words import boxes_table, in_words, sentences

FORCED = "d05a_korean_crisis_forced"
ASKED = {"above": 5.0, "month": "2025-03", "runs": 120, "scenarios": ["baseline", FORCED]}


@pytest.fixture(scope="module")
def blocks(tmp_path_factory):
    return tmp_path_factory.mktemp("blocks")


@pytest.fixture(scope="module")
def found(blocks):
    return discover("escalation_korea", **ASKED, folder=blocks)


def test_a_lever_that_decides_is_the_box(found):
    box, *_ = found.boxes
    assert [one.column for one in box.restrictions] == ["scenario"]
    assert box.restrictions[0].words == (FORCED,)
    assert box.held.density > 0.8
    assert box.held.coverage > 0.8
    assert box.held.elsewhere < 0.3
    assert box.held.all_rows == found.rows / 2
    assert found.tree.shared == ("scenario",)


def test_it_is_told_in_words(found):
    said = sentences(found)
    assert f"scenario {FORCED}" in said[1]
    assert "of such runs" in said[1]
    assert any("lie in no box" in sentence for sentence in said)
    assert {"box", "column", "density_low", "density_high"} <= set(boxes_table(found).columns)


def test_what_is_done_is_found_again_at_any_jobs(found, blocks):
    from multipolar.ensemble.executors import processes

    first, *others = sorted(blocks.iterdir())
    assert others
    kept = {file: file.stat().st_mtime_ns for file in others}
    first.unlink()
    with processes(2) as pool:
        assert discover("escalation_korea", **ASKED, folder=blocks, executor=pool) == found
    assert first.exists()
    assert {file: file.stat().st_mtime_ns for file in others} == kept


def test_a_scenario_that_changes_nothing_is_in_no_box():
    same = discover(
        "escalation_korea",
        above=3.7,
        month="2022-12",
        runs=200,
        scenarios=["baseline", "placebo"],
    )
    assert 40 <= same.hits <= 360
    assert not any(one.column == "scenario" for box in same.boxes for one in box.restrictions)


def test_too_few_runs_on_one_side_are_told():
    rare = discover("escalation_korea", above=9.9, month="2022-03", runs=100)
    assert not rare.boxes
    assert any("too few" in sentence for sentence in sentences(rare))


@pytest.mark.parametrize(
    ("asked", "message"),
    [
        ({"above": 1.0, "below": 2.0}, "one of the two"),
        ({}, "one of the two"),
        ({"above": 1.0, "month": "2022-13"}, "no span of months; allowed: a month YYYY-MM"),
        ({"above": 1.0, "month": "2023-02:2023-01"}, "ends before it begins"),
        ({"above": 1.0, "month": "2090"}, "not within baseline; allowed: months from 2022-01"),
        ({"above": 1.0, "runs": 99}, "runs is 99"),
        ({"above": 1.0, "scenarios": []}, "scenarios is empty"),
        ({"above": 1.0, "executor": 2}, "executor is 2; allowed: a concurrent"),
        ({"above": 1.0, "folder": 3}, "folder is 3; allowed: a path"),
    ],
)
def test_what_cannot_be_meant_is_refused(asked, message):
    with pytest.raises(ArgumentError, match=message):
        discover("escalation_korea", **asked)


def test_a_text_is_one_scenario_and_one_folder(tmp_path):
    asked = {"above": 3.0, "month": "2022-03", "runs": 100}
    found = discover("escalation_korea", **asked, scenarios="baseline", folder=f"{tmp_path}/kept")
    assert found == discover("escalation_korea", **asked, scenarios=["baseline"])
    assert [*(tmp_path / "kept").iterdir()]


def test_a_scenario_is_not_counted_twice():
    with pytest.raises(StoreError, match="several scenarios are called baseline"):
        discover("escalation_korea", above=1.0, scenarios=["baseline", "baseline"])


def test_a_misspelt_measure_gets_the_nearest():
    with pytest.raises(ArgumentError, match="escalation_korea"):
        discover("escalation_corea", above=1.0)


def test_rows_that_agree_widen_the_interval():
    alone, shared = (Inside(30, 60, 50, 200, effect).of_density for effect in (1.0, 4.0))
    assert shared.low < alone.low < 0.5 < alone.high < shared.high


def test_ranges_are_told_with_their_unit():
    assert (
        in_words(Restriction("a.b", 0.1, 0.25), {"a.b": "share"})
        == "a.b between 0.1 and 0.25 share"
    )
    assert in_words(Restriction("who", words=("x", "y")), {}) == "who x or y"


def test_the_command_keeps_table_picture_and_json(tmp_path):
    asked = ["escalation_korea", "--above", "3", "--month", "2022-03", "--runs", "100"]
    ran = CliRunner().invoke(main, ["discover", *asked, "--out", str(tmp_path), "--json"])
    assert ran.exit_code == 0, ran.output
    assert {"boxes.csv", "boxes.json", "boxes.png"} <= {file.name for file in tmp_path.iterdir()}
    told = json.loads((tmp_path / "boxes.json").read_text())
    assert told["rows"] == 100
    assert json.loads(ran.stdout) == told
    refused = CliRunner().invoke(main, ["discover", "escalation_korea"])
    assert refused.exit_code == 2
    assert "one of the two" in refused.output
