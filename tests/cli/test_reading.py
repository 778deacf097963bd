"""The option --reading: in the settings, in the digest, and in the name of the folder."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.definition import SHIPPED
from multipolar.ensemble import make_cases
from multipolar.loading import load_scenario, under

CONFLICTED = next(name for name, p in SHIPPED.parameters.items() if p.conflicted)


BEFORE = 'title = "Before"\nquestion = "What then?"\nmonths = 3\n'
BRIEF = """
title = "Brief"
question = "What if nothing?"
extends = "before"

[[expect]]
whose = "article"
measure = "escalation_korea"
direction = "none"
reading = "nothing is changed"
"""


@pytest.fixture
def brief(tmp_path, monkeypatch):
    """Scenario of three months, in the folder that is worked in."""
    monkeypatch.chdir(tmp_path)
    (tmp_path / "before.toml").write_text(BEFORE)
    (tmp_path / "brief.toml").write_text(BRIEF)
    return "brief.toml"


def run(*words: str):
    ran = CliRunner().invoke(main, words)
    assert ran.exit_code == 0, ran.output
    return ran.stdout


@pytest.mark.parametrize("command", ["run", "batch"])
def test_a_reading_is_another_experiment_with_a_folder_of_its_own(command, brief):
    for reading in ("sceptic", "centre", "advocate"):
        run(command, brief, "--runs", "2", "--reading", reading, "--no-picture")
    manifests = [json.loads(file.read_text()) for file in Path("results").glob("*/manifest.json")]
    assert len({manifest["digest"] for manifest in manifests}) == 3
    assert sorted(manifest["settings"].get("reading", "centre") for manifest in manifests) == [
        "advocate",
        "centre",
        "sceptic",
    ]
    named = sorted(folder.name for folder in Path("results").iterdir())
    assert sum("sceptic" in name for name in named) == 1
    assert sum("advocate" in name for name in named) == 1


def test_what_is_set_or_swept_goes_before_the_reading():
    key = f"parameters.{CONFLICTED}"
    [case] = make_cases("baseline", settings={key: 0.5}, reading="sceptic")
    assert case.spec.parameters[CONFLICTED].mode == 0.5
    [case] = make_cases("baseline", reading="sceptic")
    assert case.spec == under(load_scenario("baseline"), "sceptic")


def test_verify_prints_the_readings_side_by_side(brief):
    rows = json.loads(run("verify", brief, "--runs", "2", "--readings", "--json"))
    assert rows
    assert all({"sceptic", "centre", "advocate"} <= set(row) for row in rows)
    assert "verdicts depend on" in run("verify", brief, "--runs", "2", "--readings")


def test_stored_results_have_their_reading(tmp_path):
    folder = str(tmp_path / "two")
    run(
        "batch",
        "baseline",
        "placebo",
        "--runs",
        "2",
        "--set",
        "months=2",
        "--record",
        "none",
        "--out",
        folder,
    )
    ran = CliRunner().invoke(main, ["compare", folder, "--reading", "sceptic"])
    assert ran.exit_code == 2
    assert "leave out --runs, --seed, --reading" in ran.output
