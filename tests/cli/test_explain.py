"""`multipolar explain` prints, stores and draws what the model explains."""

import json
import re

import pytest
from click.testing import CliRunner
from matplotlib.image import imread

from multipolar import MultipolarModel
from multipolar.cli import main

FOURTH = ("--state", "PRK", "--month", "2022-04")


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "half_a_year.toml"
    path.write_text('title = "Half a year"\nextends = "baseline"\nmonths = 6\n', encoding="utf-8")
    return path


def call(*arguments):
    result = CliRunner().invoke(main, ["explain", *map(str, arguments)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def fails(*arguments):
    result = call(*arguments)
    assert result.exit_code != 0
    assert not result.stdout
    return re.sub(r"\s+", " ", result.output)


def test_it_prints_every_term_with_its_claims_and_every_action(file):
    said = call(file, *FOURTH, "--run", 7).stdout
    assert "PRK, 2022-04 · half_a_year · run 7 · seed 1" in said
    for action in ("restraint", "balloons", "missile_test", "limited_force", "major_attack"):
        assert action in said
    assert re.search(r"^nerve +C8 +0\.00 +0\.\d\d", said, re.M)
    assert re.search(r"^nerve +Gain of a rung", said, re.M)
    for row in ("total", "probability", "chosen"):
        assert re.search(rf"^{row} ", said, re.M)
    assert re.search(r"^escalation +korea +\d", said, re.M)
    assert "What this is not" in said


def test_its_json_is_what_the_model_says_of_that_run(file):
    said = json.loads(call(file, *FOURTH, "--run", 7, "--seed", 3, "--json").stdout)
    model = MultipolarModel(file, runs=1, rng=3, first_run=7)
    for _ in range(4):
        model.step()
    assert said == model.explain("PRK").to_dict()


def test_several_runs_give_the_share_that_chose(file):
    said = call(file, *FOURTH, "--runs", 3).stdout
    assert "chosen, share of runs" in said
    assert "terms need not add up to the total" in said
    assert "terms need not add up" not in call(file, *FOURTH).stdout


def test_only_one_kind_of_choice_on_request(file):
    said = call(file, "--state", "RUS", "--month", "2022-01", "--choice", "licence").stdout
    assert "licence (PRK)" in said
    assert "licence (IRN)" in said
    assert "provocation (RUS)" not in said


def test_it_draws_the_choice(file, tmp_path):
    picture = tmp_path / "choice.png"
    said = call(file, *FOURTH, "--picture", picture, "--json")
    assert imread(picture).shape[:2] == (720, 1280)
    json.loads(said.stdout)
    assert str(picture) in said.stderr


def test_a_mistyped_state_month_choice_or_picture_is_told_what_is_allowed(file, tmp_path):
    month = ("--month", "2022-01")
    assert "Did you mean 'PRK'?" in fails(file, "--state", "PRKK", *month)
    assert "Allowed: 2022-01 to 2022-06" in fails(file, "--state", "PRK", "--month", "2022-07")
    assert "Allowed: 2022-01 to 2022-06" in fails(file, "--state", "PRK", "--month", "2021-12")
    assert "write YYYY-MM" in fails(file, "--state", "PRK", "--month", "June")
    said = fails(file, "--state", "RUS", *month, "--choice", "license")
    assert "Allowed: provocation, licence, " in said
    assert "Did you mean 'licence'?" in said
    said = fails(file, "--state", "BRA", *month)
    assert "BRA made no choice in 2022-01. Allowed: " in said
    assert "CHN, " in said
    assert ".png, .svg, .pdf" in fails(file, "--state", "PRK", *month, "--picture", "x.txt")
    nowhere = tmp_path / "nowhere" / "x.png"
    assert "there is no folder" in fails(file, "--state", "PRK", *month, "--picture", nowhere)
