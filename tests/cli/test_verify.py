"""`multipolar verify`, as a person calls it."""

import csv
import json

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from pushing import push

FILE = f"""
title = "A push"
question = "What if?"
extends = "brief"
{push()}
[[expect]]
whose = "article"
measure = "escalation_korea"
direction = "up"
month = "2022-06"
claim = "C9"
reading = "a push is a push"

[[expect]]
whose = "rival"
measure = "escalation_korea"
direction = "down"
month = "2022-06"
reading = "a push is forgotten at once"
"""


@pytest.fixture
def pushed(tmp_path, monkeypatch):
    (tmp_path / "brief.toml").write_text('title = "b"\nquestion = "q"\nmonths = 8\n')
    (tmp_path / "pushed.toml").write_text(FILE)
    monkeypatch.chdir(tmp_path)
    return str(tmp_path / "pushed.toml")


def call(*arguments, code=0):
    result = CliRunner().invoke(main, list(arguments))
    assert result.exit_code == code, result.output
    return result


def test_verdicts_are_printed_counted_kept_and_drawn(pushed, tmp_path):
    shown = call("verify", pushed, "--runs", "6", "--out", str(tmp_path / "out")).stdout
    assert "supported" in shown
    assert "contradicted" in shown
    assert "Expectations of the article: 1, of which 1 supported, 0 contradicted" in shown
    assert "Expectations of the rival: 1, of which 0 supported, 1 contradicted" in shown
    assert "Contradicted by too small a change where more was possible: 0." in shown
    assert "6 runs of each side" in shown
    assert "not: a forecast" in shown
    with (tmp_path / "out" / "verdicts.csv").open() as file:
        rows = list(csv.DictReader(file))
    assert [row["verdict"] for row in rows] == ["supported", "contradicted"]
    assert float(rows[0]["mean_low"]) > 1.0
    kept = json.loads((tmp_path / "out" / "verdicts.json").read_text())
    assert [row["verdict"] for row in kept] == [row["verdict"] for row in rows]
    assert (tmp_path / "out" / "verdicts-1.png").read_bytes().startswith(b"\x89PNG")


def test_verdicts_are_json_for_programs(pushed):
    rows = json.loads(call("verify", pushed, "--runs", "6", "--json").stdout)
    assert {row["whose"] for row in rows} == {"article", "rival"}


def test_an_unknown_scenario_names_the_nearest():
    result = call("verify", "d01_visit_that_never_wass", code=2)
    assert "d01_visit_that_never_was" in result.stderr


def test_what_cannot_be_compared_is_said_without_a_traceback(tmp_path):
    assert "extends no other scenario" in call("verify", "baseline", code=2).stderr
    file = tmp_path / "silent.toml"
    file.write_text('title = "t"\nquestion = "q"\nextends = "baseline"\n')
    assert "states no expectation" in call("verify", str(file), code=2).stderr


def test_a_contradicted_article_is_shown_and_no_error(pushed, tmp_path):
    file = tmp_path / "against.toml"
    file.write_text(FILE.replace('direction = "up"', 'direction = "none"'))
    shown = call("verify", str(file), "--runs", "4").stdout
    assert "Expectations of the article: 1, of which 0 supported, 1 contradicted" in shown


def test_a_placebo_is_zero_in_every_run_and_marked():
    shown = call("verify", "placebo", "--runs", "2").stdout
    assert shown.count("cannot tell *") == 2
    assert shown.count("+0 [+0, +0]") == 2
    assert "* Zero in every run" in shown
    assert "Placebo: zero in every run" in shown
    assert "Expectations of the article: 0" in shown, "the control is no expectation of a side"


def test_a_placebo_that_is_not_zero_is_told_aloud(pushed, tmp_path):
    (tmp_path / "placebo.toml").write_text(FILE)
    assert (
        "PLACEBO NOT ZERO" in call("verify", str(tmp_path / "placebo.toml"), "--runs", "2").stdout
    )
