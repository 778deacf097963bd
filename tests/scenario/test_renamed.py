"""Names of the release that are gone: each is told, with the new one or the reason.

After a release, `python tests/scenario/test_renamed.py` takes its names as those to compare with.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.definition import SHIPPED
from multipolar.loading import vocabulary
from multipolar.scenario import ScenarioError, calendar, check, load, renamed
from multipolar.scenario.renamed import KINDS, Renamed, find_renamed, renamed_things

FILE = Path(__file__).parents[1] / "fixtures" / "names.json"
RELEASE = json.loads(FILE.read_text("utf-8"))
"""Every name that a scenario of the last release could use, with its unit where it has one."""

WORDS = vocabulary()


PARAMETER_NAMED = re.compile(r"\b([a-z_]+\.(?!csv)[a-z_]+)\b")


def there(kind: str) -> dict[str, str]:
    """Return the names of a kind that there are now, each with its unit."""
    names: dict[str, dict[str, str]] = {
        "parameter": {name: row.unit for name, row in SHIPPED.parameters.items()},
        "attribute": {name: row.unit for name, row in WORDS.attributes.items()},
        "measure": {name: row.unit for name, row in SHIPPED.measures.items()},
        "switch": dict.fromkeys(WORDS.switches, ""),
        "action": {a: "" for ways in WORDS.choices.values() for way in ways for a in way.actions},
        "choice": {way.choice: "" for ways in WORDS.choices.values() for way in ways},
        "event": {event.name: "" for event in calendar("full")},
    }
    return names[kind]


@pytest.mark.parametrize("kind", KINDS)
def test_each_name_of_the_release_is_still_there_or_has_a_row_in_the_table(kind):
    told = {old for of, old in renamed_things() if of == kind}
    forgotten = sorted(set(RELEASE[kind]) - there(kind).keys() - told)
    assert not forgotten, (
        f"scenario/renamed.csv needs a row for each {kind} that was renamed or removed: {forgotten}"
    )


@pytest.mark.parametrize("row", renamed_things().values(), ids=lambda row: f"{row.kind} {row.old}")
def test_an_old_name_is_gone_and_a_new_one_there_in_the_same_unit(row):
    names = there(row.kind)
    assert row.old not in names, "the name is there: its row goes"
    assert row.why.strip() == row.why
    assert not row.why.endswith(".")
    for name in PARAMETER_NAMED.findall(row.why):
        assert name in SHIPPED.parameters, "the reason names what is gone too"
    if row.new:
        assert row.new in names
        said = "the unit is another: leave new empty and name it in why"
        assert names[row.new] == RELEASE[row.kind].get(row.old, names[row.new]), said


OLD_FILE = """title = "t"
question = "q"
[parameters.theatres]
war_threshold = 5.0  # sooner
war_exit = 0.02
[[events]]
month = "2023-01"
name = "x"
attribute = "senders_unity"
where = "all"
add = -0.1
[[expect]]
whose = "rival"
measure = "synchrony"
direction = "up"
reading = "r"
"""


def test_a_file_with_old_names_is_told_the_new_ones_or_the_reasons(write):
    path = write(OLD_FILE)
    problems = check(path, WORDS)
    rows = renamed_things()
    assert [(p.line, p.key, p.renamed) for p in problems] == [
        (4, "parameters.theatres.war_threshold", rows["parameter", "theatres.war_threshold"]),
        (5, "parameters.theatres.war_exit", rows["parameter", "theatres.war_exit"]),
        (9, "events[1].attribute", rows["attribute", "senders_unity"]),
        (14, "expect[1].measure", rows["measure", "synchrony"]),
    ]
    renamed, gone, *_ = map(str, problems)
    assert " It is called 'regimes.war_threshold' now: " in renamed
    assert " It is gone: " in gone
    assert "Did you mean" not in renamed + gone


def test_a_change_by_an_old_name_is_told_the_new_one():
    with pytest.raises(ScenarioError, match=r"It is called 'regimes\.war_slope' now"):
        load("baseline", WORDS, changes={"theatres.war_slope": 1.0})


def test_every_parameter_of_a_section_that_is_gone_is_told(write, monkeypatch):
    row = Renamed("parameter", "nowhere.slope", "regimes.war_slope", "moved")
    monkeypatch.setattr(renamed, "renamed_things", lambda: {("parameter", "nowhere.slope"): row})
    path = write('title = "t"\nquestion = "q"\n[parameters.nowhere]\nslope = 1\nother = 2\n')
    assert [(p.key, p.renamed) for p in check(path, WORDS)] == [
        ("parameters.nowhere", None),
        ("parameters.nowhere.slope", row),
    ]
    with pytest.raises(ScenarioError, match=r"called 'regimes\.war_slope' now: moved"):
        load("baseline", WORDS, changes={"nowhere.slope": 1.0})


def test_a_model_without_the_new_name_is_not_sent_to_it():
    assert find_renamed("attribute", "senders_unity", WORDS.moving) is not None
    assert find_renamed("attribute", "senders_unity", ("escalation",)) is None


def test_a_measure_that_is_gone_is_told_on_the_command_line():
    ran = CliRunner().invoke(main, ["attribute", "synchrony"])
    assert ran.exit_code == 2
    assert "It is gone: a correlation" in ran.output


if __name__ == "__main__":
    names = {kind: dict(sorted(there(kind).items())) for kind in KINDS}
    FILE.write_text(json.dumps(names, indent=1, ensure_ascii=False) + "\n", "utf-8")
