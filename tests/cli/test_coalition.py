"""`multipolar coalition`, as a person calls it."""

import csv
import json

from click.testing import CliRunner

from multipolar.cli import main


def call(*arguments, code=0):
    result = CliRunner().invoke(main, ["coalition", *arguments])
    assert result.exit_code == code, result.output
    return result


def test_tables_are_printed_kept_and_drawn(tmp_path):
    shown = call("--target", "RUS", "--add", "CHN,TUR", "--out", str(tmp_path / "out")).stdout
    assert "CHN+TUR" in shown
    assert "Most per unit of its own loss: " in shown
    assert "Source:" in shown
    assert "not: a forecast" in shown
    with (tmp_path / "out" / "coalitions.csv").open() as file:
        assert [row["added"] for row in csv.DictReader(file)] == ["", "CHN", "TUR", "CHN+TUR"]
    assert (tmp_path / "out" / "coalition.png").read_bytes().startswith(b"\x89PNG")


def test_json_for_programs_and_one_elasticity_has_no_spread():
    told = json.loads(call("--add", "CHN", "--elasticity", "4", "--json").stdout)
    assert told["elasticities"] == [4.0, 4.0, 4.0]
    row = told["coalitions"][1]
    assert row["target_low"] == row["target"] == row["target_high"]


def test_an_unknown_economy_names_the_nearest():
    assert "nearest: CHN" in call("--add", "CHM", code=2).stderr


def test_to_add_nobody_is_refused_and_not_the_default():
    assert "'' names nobody" in call("--add", "", code=2).stderr


def test_a_place_that_cannot_be_written_says_so(tmp_path):
    (tmp_path / "file").write_text("")
    place = str(tmp_path / "file" / "inside")
    assert "cannot be written" in call("--add", "CHN", "--out", place, code=1).stderr


def test_a_stable_coalition_is_printed_kept_and_drawn(tmp_path):
    shown = call("--stable", "--out", str(tmp_path / "out")).stdout
    assert "Who would join measures against RUS" in shown
    assert "Cheapest to win: " in shown
    assert "not: a forecast" in shown
    assert (tmp_path / "out" / "stable_coalition.png").read_bytes().startswith(b"\x89PNG")
    with (tmp_path / "out" / "stable_coalition.csv").open() as file:
        kept = {row["state"]: row for row in csv.DictReader(file)}
    told = json.loads(call("--stable", "--json").stdout)
    assert {row["name"]: int(row["joins"]) for row in told["rows"]} == {
        name: int(row["joins"]) for name, row in kept.items()
    }


def test_a_stable_coalition_takes_no_candidates():
    assert "leave out --add" in call("--stable", "--add", "CHN", code=2).stderr


def test_a_target_or_measures_of_a_stable_coalition_that_are_not_known_name_what_is():
    assert (
        "no target 'DEU'. There are: RUS, PRK, IRN"
        in call("--stable", "--target", "DEU", code=2).stderr
    )
    refused = call("--stable", "--target", "IRN", "--measures", "in-force", code=2).stderr
    assert "There are: embargo" in refused
