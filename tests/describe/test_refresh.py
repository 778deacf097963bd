"""Generated files know what they were made from, and are made anew by one command."""

from importlib import import_module
from pathlib import Path

import pytest
from click.testing import CliRunner

import multipolar
from multipolar.cli import main
from multipolar.describe import Artefact, artefacts, checkout, refresh, stale
from multipolar.study.odd import COMMAND

REFRESH = vars(import_module("multipolar.describe.refresh"))
PINS = import_module("multipolar.calibration.pins")
FINGERPRINT = import_module("multipolar.ensemble.fingerprint")


@pytest.fixture
def small(tmp_path, monkeypatch):
    """Make a checkout with two generated files, the second made from the first."""
    (tmp_path / "pyproject.toml").write_text("")
    (tmp_path / "model").mkdir()
    (tmp_path / "docs").mkdir()
    (tmp_path / "source.txt").write_text("one")
    rows = (
        Artefact("a.txt", "cp source.txt a.txt", 0.1, ("source.txt",), "a copy"),
        Artefact("b.txt", "cp a.txt b.txt", 0.1, ("a.txt",), "a copy of the copy"),
    )
    monkeypatch.setitem(REFRESH, "artefacts", lambda: rows)
    return tmp_path


def files(root):
    return {path.name: path.read_bytes() for path in root.rglob("*") if path.is_file()}


def test_what_is_stale_is_made_anew_in_order_and_once(small):
    assert [(row.file, why) for row, why in stale(small)] == [
        ("a.txt", "is not there"),
        ("b.txt", "is not there"),
    ]
    told = []
    assert [one.file for one in refresh(small, report=told.append)] == ["a.txt", "b.txt"]
    assert len(told) == 2
    assert not [*stale(small)]
    assert refresh(small) == ()
    (small / "source.txt").write_text("two")
    assert [(row.file, why) for row, why in stale(small)] == [
        ("a.txt", "made from other source.txt")
    ]
    before = files(small)
    assert [*stale(small)]
    assert files(small) == before
    assert [one.file for one in refresh(small)] == ["a.txt", "b.txt"]
    assert (small / "b.txt").read_text() == "two"


def test_every_generated_file_of_this_checkout_is_made_from_what_there_is_now():
    done = CliRunner().invoke(main, ["refresh", "--check"])
    assert done.exit_code == 0, done.output


def test_the_posterior_is_made_anew_only_when_asked(small, monkeypatch):
    rows = (Artefact("p.csv", "multipolar calibrate --install", 8.0, ("source.txt",), "vectors"),)
    monkeypatch.setitem(REFRESH, "artefacts", lambda: rows)
    assert refresh(small) == ()
    assert [row.file for row, _ in stale(small)] == ["p.csv"]


def test_each_artefact_is_there_with_a_command_that_names_it():
    root = checkout()
    for artefact in artefacts():
        assert (root / artefact.file).exists(), artefact.file
        assert artefact.minutes > 0.0
    assert COMMAND in {artefact.command for artefact in artefacts()}
    minutes = {artefact.file: artefact.minutes for artefact in artefacts()}
    assert minutes.pop("docs/backtest.csv") <= 25.0
    assert sum(minutes.values()) < 20.0


def test_an_installed_package_refuses_in_words(tmp_path, monkeypatch):
    monkeypatch.setattr(multipolar, "__file__", str(tmp_path / "a" / "b" / "multipolar.py"))
    done = CliRunner().invoke(main, ["refresh", "--check"])
    assert done.exit_code == 1
    assert "installed without a checkout" in done.output


def test_a_posterior_made_with_other_rules_is_said_on_every_run(tmp_path, monkeypatch):
    file = tmp_path / "brief.toml"
    file.write_text('title = "b"\nextends = "baseline"\nmonths = 3\n', encoding="utf-8")
    words = ["run", str(file), "--runs", "2", "--no-picture", "--parameters", "posterior", "--out"]
    words.append(str(tmp_path / "r"))
    assert "posterior was made" not in CliRunner().invoke(main, words).output
    monkeypatch.setattr(PINS, "known_fingerprint", lambda: "0" * 16)
    assert "note: the posterior was made with other rules" in CliRunner().invoke(main, words).output
    prior = [*words[:-1], str(tmp_path / "p"), "--parameters", "prior"]
    assert "posterior was made" not in CliRunner().invoke(main, prior).output


def test_the_known_fingerprint_is_kept_between_processes(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    first = FINGERPRINT.known_fingerprint()
    monkeypatch.setattr(FINGERPRINT, "fingerprint", lambda: pytest.fail("it was kept"))
    assert FINGERPRINT.known_fingerprint() == first
    [kept] = (tmp_path / "multipolar").iterdir()
    assert Path(kept).read_text() == first
