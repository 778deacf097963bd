"""Changes from outside: dotted keys of a scenario file, checked like the file itself."""

import pytest

from multipolar.loading import load_scenario, vocabulary
from multipolar.scenario import ScenarioError, parse_value
from multipolar.scenario.changes import full_key

TAIWAN = "d04_taiwan_quarantine"


def said(changes, name="baseline"):
    with pytest.raises(ScenarioError) as caught:
        load_scenario(name, changes)
    return str(caught.value)


@pytest.mark.parametrize("key", ["theatres.mirroring", "parameters.theatres.mirroring"])
def test_a_parameter_is_fixed_and_nothing_else_changes(key):
    plain, changed = load_scenario("baseline"), load_scenario("baseline", {key: 0.0})
    prior = changed.parameters["theatres.mirroring"]
    assert (prior.low, prior.mode, prior.high) == (0.0, 0.0, 0.0)
    others = {name: value for name, value in changed.parameters.items() if "mirroring" not in name}
    assert others.items() <= plain.parameters.items()
    assert changed.events == plain.events
    assert changed.digest != plain.digest


def test_a_prior_can_be_replaced():
    ends = {"low": 0.01, "mode": 0.02, "high": 0.03}
    prior = load_scenario("baseline", {"theatres.mirroring": ends}).parameters["theatres.mirroring"]
    assert (prior.low, prior.mode, prior.high) == (0.01, 0.02, 0.03)


def test_switches_months_information_and_roster_can_be_changed():
    spec = load_scenario(
        "baseline",
        {"switches.barter": False, "months": 7, "information": "author", "roster.without": ["FJI"]},
    )
    assert spec.switches["barter"] is False
    assert spec.months == 7
    assert spec.information == "author"
    assert "FJI" not in spec.states


def test_the_horizon_is_another_word_for_months():
    assert load_scenario("baseline", {"horizon": 7}).months == 7


def test_no_change_is_the_file_itself():
    assert load_scenario(TAIWAN, {}) == load_scenario(TAIWAN)


def test_a_changed_scenario_keeps_its_words_and_expectations():
    plain, changed = load_scenario(TAIWAN), load_scenario(TAIWAN, {"switches.war": False})
    assert (plain.title, plain.question) == (changed.title, changed.question)
    assert plain.expectations == changed.expectations != ()


def test_the_magnitude_of_an_event_of_the_file_and_of_the_calendar_can_be_changed():
    changes = {"events.quarantine_declared.add": 1.0, "events.price_cap.add": 0.5}
    plain, changed = load_scenario(TAIWAN), load_scenario(TAIWAN, changes)
    different = {
        (new.name, new.value)
        for old, new in zip(plain.events, changed.events, strict=True)
        if old != new
    }
    assert different == {("quarantine_declared", 1.0), ("price_cap", 0.5)}


def test_of_changes_that_share_a_name_one_is_picked_by_attribute_or_place():
    for key in ("events.invasion.regime.set", "events.invasion.regime.ukraine.set"):
        events = load_scenario("baseline", {key: 1.0}).events
        values = {e.attribute: e.value for e in events if e.name == "invasion"}
        assert values["regime"] == 1.0
        assert values["escalation"] != 1.0


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"theatres.miroring": 0}, ("theatres.miroring", "Did you mean 'mirroring'?")),
        ({"theatre.mirroring": 0}, ("Did you mean 'parameters.theatres.mirroring'?",)),
        ({"theatres.mirroring": 9}, ("theatres.mirroring", "found 9", "from 0 to 0.2")),
        ({"theatres.mirroring": "x"}, ("theatres.mirroring", "found 'x'", "number")),
        ({"theatres.mirroring": float("inf")}, ("finite",)),
        ({"theatres.mirroring.low": 0.0}, ("theatres.mirroring.mode", "required")),
        ({"switches.bartr": False}, ("bartr", "Did you mean 'barter'?")),
        ({"switches.barter": 1}, ("barter", "found 1", "true or false")),
        ({"months": 0}, ("months", "found 0", "1 to 600")),
        ({"monts": 5}, ("monts", "Did you mean 'months'?")),
        ({"start": "9999-12", "months": 2}, ("last month is too late",)),
        ({"title": "x"}, ("title", "not a key that can be changed")),
        ({"parameters": 1}, ("not a key that can be changed",)),
        ({"": 1}, ("not a key that can be changed",)),
        ({"roster.only": ["RUS"]}, ("required states are missing",)),
        ({"without.events": ["invason"]}, ("Did you mean 'invasion'?",)),
        ({"events.invason.add": 1}, ("Did you mean 'invasion'?",)),
        (
            {"events.price_cap.ad": 1},
            ("Did you mean 'events.price_cap.stringency.RUS.energy.add'",),
        ),
        ({"events.invasion.set": 1}, ("several", "events.invasion.regime.ukraine.set")),
        ({"events.invasion.regime.set": 3}, ("found 3", "from 0 to 2")),
        ({"events.price_cap.add": True}, ("found true", "a number")),
        ({"events": 1}, ("no such event",)),
    ],
)
def test_an_error_names_key_value_what_is_allowed_and_the_nearest_spelling(changes, words):
    text = said(changes)
    assert text.startswith("baseline.toml, changed: ")
    for word in words:
        assert word in text


def test_all_errors_are_told_at_once():
    text = said({"theatres.mirroring": 9, "switches.bartr": True, "events.nothing.add": 1})
    assert text.count("baseline.toml, changed:") == 3


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("0", 0),
        ("0.5", 0.5),
        ("off", False),
        ("true", True),
        (" on ", True),
        ("full", "full"),
        ("2024-06", "2024-06"),
        ('["FJI"]', ["FJI"]),
        ("{low=0, mode=1, high=2}", {"low": 0, "mode": 1, "high": 2}),
        ("a = b", "a = b"),
        ("1\nother = 2", "1\nother = 2"),
        ("", ""),
        ("[" * 5000, "[" * 5000),
        ("9" * 5000, "9" * 5000),
    ],
)
def test_a_value_is_read_as_toml_or_else_as_text(text, value):
    assert parse_value(text) == value
    assert type(parse_value(text)) is type(value)


def test_a_key_is_completed_to_that_of_the_file():
    assert full_key("theatres.mirroring", vocabulary()) == "parameters.theatres.mirroring"
    assert full_key("switches.war", vocabulary()) == "switches.war"
