from __future__ import annotations

import pickle

import pytest

from multipolar.loading import load_scenario
from multipolar.scenario import (
    Prior,
    ScenarioError,
    Spec,
    check,
    load,
    scenario_folders,
    scenario_names,
)
from multipolar.world.roster import full_roster

HEAD = 'title = "t"\nquestion = "q"\n'
EVENT = """
[[events]]
month = "2023-01"
name = "mine"
attribute = "escalation"
where = "korea"
"""


def test_the_shipped_scenarios_load_without_notes():
    assert {"baseline", "author_2024"} <= set(scenario_names())
    for name in ("baseline", "author_2024"):
        spec = load_scenario(name)
        assert spec.name == name
        assert spec.notes == ()
        assert (spec.start, spec.end, spec.months) == ("2022-01", "2030-12", 108)
        assert spec.states == full_roster().iso3


def test_a_shipped_scenario_is_checked_once_until_its_file_or_its_changes_are_others(
    vocabulary, tmp_path
):
    (tmp_path / "mine.toml").write_text(HEAD + "months = 12\n")

    def loaded(changes=None):
        return load("mine", vocabulary, folders=[tmp_path], changes=changes or {})

    first = loaded()
    assert loaded() is first
    assert [loaded({"months": months}).months for months in (6, 18, 6)] == [6, 18, 6]
    (tmp_path / "mine.toml").write_text(HEAD + "months = 24\n")
    assert (first.months, loaded().months) == (12, 24)


def test_a_valid_file_is_resolved_in_full(vocabulary, write, valid):
    spec = load(write(valid), vocabulary)
    assert spec.switches == {"attention": True, "theatres": False}
    assert spec.parameters["attention.responsiveness"] == Prior(0.9, 0.9, 0.9)
    assert spec.parameters["attention.responsiveness"].fixed
    assert spec.parameters["attention.fatigue"] == Prior(0.1, 0.2, 0.4)
    assert spec.parameters["theatres.mirroring"] == Prior(0.2, 0.5, 0.8)
    assert not {"FRA", "BRA"} & set(spec.states)
    assert "putin_pyongyang_treaty" not in {event.name for event in spec.events}
    [quarantine] = [event for event in spec.events if event.name == "taiwan_quarantine"]
    assert (quarantine.operation, quarantine.value, quarantine.months) == ("add", 3.5, 6)
    assert [order.action for order in spec.orders] == ["limited_force"]
    assert [expected.whose for expected in spec.expectations] == ["article"]
    assert [event.month for event in spec.events] == sorted(event.month for event in spec.events)


def test_a_spec_survives_pickle_and_dictionaries(vocabulary, write, valid):
    spec = load(write(valid), vocabulary)
    for copy in (pickle.loads(pickle.dumps(spec)), Spec.from_dict(spec.to_dict())):
        assert copy == spec
        assert copy.digest == spec.digest
    with pytest.raises(ValueError, match="not a scenario"):
        Spec.from_dict({"name": "x"})


def test_words_expectations_and_dated_facts_do_not_change_the_digest(vocabulary, write):
    plain = load(write('title = "Other"\nextends = "baseline"\nstory = "s"\n'), vocabulary)
    telling = load(
        write(
            'title = "t"\nextends = "baseline"\n[without]\nevents = ["treaty_prk_in_force"]\n'
            '[[expect]]\nwhose = "rival"\nmeasure = "aid"\ndirection = "up"\nreading = "r"\n'
        ),
        vocabulary,
    )
    assert plain.digest == telling.digest == load("baseline", vocabulary).digest


@pytest.mark.parametrize(
    "change",
    [
        "months = 12",
        'start = "2022-02"',
        'information = "none"',
        "[switches]\ntheatres = false",
        "[parameters.attention]\nfatigue = 0.5",
        '[roster]\nwithout = ["BRA"]',
        '[without]\nevents = ["invasion"]',
        '[[orders]]\nstate = "PRK"\nmonth = "2023-01"\naction = "restrain"',
        EVENT + "add = 0.0",
        EVENT + "scale = 1.0",
    ],
)
def test_what_changes_results_changes_the_digest_a_placebo_too(vocabulary, write, change):
    spec = load(write(f'title = "t"\nextends = "baseline"\n{change}\n'), vocabulary)
    assert spec.digest != load("baseline", vocabulary).digest


def test_a_placebo_is_legal(vocabulary, write):
    spec = load(write(HEAD + EVENT + "add = 0\n"), vocabulary)
    assert [event.value for event in spec.events if event.name == "mine"] == [0.0]
    assert spec.notes == ()


def test_a_child_overrides_scalars_merges_tables_and_appends_events(vocabulary, write):
    write(
        HEAD
        + 'story = "old"\nmonths = 24\n[switches]\ntheatres = false\nattention = false\n'
        + '[parameters.attention]\nfatigue = 0.1\nresponsiveness = 0.3\n[roster]\nwithout = ["FRA"]'
        + '\n[without]\nevents = ["invasion"]\n'
        + '[[expect]]\nwhose = "rival"\nmeasure = "aid"\ndirection = "up"\nreading = "r"\n'
        + EVENT
        + "add = 1\n",
        "old.toml",
    )
    child = write(
        'title = "young"\nextends = "old.toml"\nmonths = 36\n[switches]\nattention = true\n'
        '[parameters.attention]\nfatigue = 0.7\n[roster]\nwithout = ["BRA"]\n'
        '[without]\nevents = ["hamas_attack"]\n' + EVENT + "add = 2\n"
    )
    spec = load(child, vocabulary)
    assert (spec.title, spec.question, spec.story, spec.months) == ("young", "q", "old", 36)
    assert spec.switches == {"attention": True, "theatres": False}
    assert spec.parameters["attention.fatigue"].mode == 0.7
    assert spec.parameters["attention.responsiveness"].mode == 0.3
    assert "FRA" in spec.states
    assert "BRA" not in spec.states
    assert [event.value for event in spec.events if event.name == "mine"] == [1.0, 2.0]
    assert not {"invasion", "hamas_attack"} & {event.name for event in spec.events}
    assert spec.expectations == ()


def test_a_file_may_extend_the_shipped_scenario_of_its_own_name(vocabulary, write):
    path = write('title = "mine"\nextends = "baseline"\nmonths = 3\n', "baseline.toml")
    assert load(path, vocabulary).months == 3


def test_in_one_month_the_calendar_comes_before_the_file(vocabulary, write):
    event = EVENT.replace("2023-01", "2024-01") + "set = 1\n"
    names = [e.name for e in load(write(HEAD + event), vocabulary).events if e.month == "2024-01"]
    assert names == ["eo_14114", "kim_hostile_state_doctrine", "mine"]


def test_what_lies_outside_the_horizon_or_the_roster_is_a_note_not_an_error(vocabulary, write):
    outside = EVENT.replace("2023-01", "2050-01") + "add = 1\n"
    order = '[[orders]]\nstate = "PRK"\nmonth = "2051-01"\naction = "restrain"\n'
    spec = load(write(HEAD + 'start = "2024-01"\nmonths = 24\n' + outside + order), vocabulary)
    notes = "\n".join(spec.notes)
    for part in ("event mine (2050-01)", "order to PRK", "start values", "of the calendar move"):
        assert part in notes
    assert "mine" not in {event.name for event in spec.events}
    nobody = '[[events]]\nmonth = "2023-01"\nname = "mine"\nattribute = "cohesion"\n'
    nobody += 'where = "FRA"\nadd = 0.1\n[roster]\nwithout = ["FRA"]\n'
    said = load(write(HEAD + nobody), vocabulary).notes
    assert any("no state of the roster is at FRA" in note for note in said)


def test_an_event_that_began_before_the_start_keeps_the_months_inside(vocabulary, write):
    event = EVENT.replace("2023-01", "2023-11") + "drift = 0.1\nmonths = 6\n"
    spec = load(write(HEAD + 'start = "2024-01"\n' + event), vocabulary)
    [kept] = [e for e in spec.events if e.name == "mine"]
    assert (kept.month, kept.months) == ("2024-01", 4)


def test_a_question_is_required_unless_it_is_inherited(vocabulary, write):
    [problem] = check(write('title = "t"\n'), vocabulary)
    assert problem.key == "question"
    assert check(write('title = "t"\nextends = "baseline"\n'), vocabulary) == []


def test_too_many_inherited_events_are_refused(vocabulary, write):
    write(HEAD + (EVENT + "add = 1\n") * 600, "old.toml")
    path = write('title = "t"\nextends = "old"\n' + (EVENT + "add = 1\n") * 600)
    [problem] = check(path, vocabulary)
    assert (problem.key, problem.message) == ("events", "too many")


def test_a_missing_name_suggests_the_nearest(vocabulary):
    with pytest.raises(ScenarioError, match="Did you mean 'baseline'"):
        load("basline", vocabulary)


def test_names_are_looked_up_in_the_folders_given(vocabulary, write, tmp_path):
    write(HEAD)
    assert scenario_names([tmp_path]) == ("mine",)
    assert load("mine", vocabulary, folders=[tmp_path]).name == "mine"
    assert all(folder.is_dir() for folder in scenario_folders())
