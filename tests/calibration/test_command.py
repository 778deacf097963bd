"""`multipolar calibrate`."""

from pathlib import Path

from click.testing import CliRunner

from multipolar.cli import main

PAGE = Path(__file__).parents[2] / "model" / "CALIBRATION.md"
SMALL = ("--runs", "2000", "--trajectories", "4", "--records", "10")


def call(*arguments):
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


def test_pins_prints_what_the_record_pins():
    said = call("calibrate", "--pins")
    assert said.exit_code == 0, said.stderr
    assert "free parameters the record up to 2024-06 pins" in said.stdout
    assert "theatres.mirroring" in said.stdout


def test_the_page_is_printed_as_it_is_kept():
    said = call("calibrate", "--pins", "--page")
    assert said.stdout == PAGE.read_text(encoding="utf-8")


def test_a_calibration_can_be_made_and_made_again(tmp_path):
    first = call("calibrate", *SMALL, "--out", tmp_path)
    assert first.exit_code == 0, first.stderr
    names = ("posterior.csv", "accepted.csv", "pins.csv", "settings.json", "CALIBRATION.md")
    before = {name: (tmp_path / name).read_bytes() for name in names}
    again = call("calibrate", *SMALL, "--out", tmp_path)
    assert again.exit_code == 0, again.stderr
    assert {name: (tmp_path / name).read_bytes() for name in names} == before
    assert "synthetic records (10)" in again.stdout


def test_too_few_runs_are_refused(tmp_path):
    said = call("calibrate", "--runs", 5, "--out", tmp_path / "out")
    assert said.exit_code == 2
    assert "--runs" in said.stderr
    assert not (tmp_path / "out").exists()
