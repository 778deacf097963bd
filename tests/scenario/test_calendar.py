from __future__ import annotations

import re

import pytest

from multipolar.loading import vocabulary
from multipolar.months import month_number
from multipolar.scenario import calendar, load
from multipolar.scenario.calendar import AGENDA
from multipolar.scenario.check_events import touches
from multipolar.scenario.schema import OPERATIONS
from multipolar.world.attributes import attributes
from multipolar.world.roster import full_roster


@pytest.mark.parametrize("event", calendar("full"), ids=lambda e: f"{e.name}-{e.attribute}")
def test_every_row_of_the_calendar_is_sound(event):
    last = "2030-12" if event.attribute in AGENDA else "2026-12"
    assert month_number("2022-01") <= month_number(event.month) <= month_number(last)
    assert re.fullmatch(r"C\d+( C\d+)*", event.claim)
    assert event.evidence in {"S", "R-H", "R-M", "R-L", "D", "P", "J"}
    assert event.description
    if not event.attribute:
        assert (event.where, event.operation, event.value, event.months) == ("", "", 0, None)
        return
    assert event.attribute in vocabulary().moving
    assert event.operation in OPERATIONS
    assert touches(event.attribute, event.where, full_roster())
    assert (event.operation == "drift") <= (event.months is not None)
    if event.operation == "set":
        attribute = attributes()[event.attribute]
        assert attribute.low <= event.value <= attribute.high
        assert event.months is None


def test_the_author_knows_the_calendar_up_to_june_2024_and_of_later_only_what_was_set():
    cut = month_number("2024-06")
    known = [event for event in calendar("full") if month_number(event.month) <= cut]
    author = calendar("author")
    assert author[: len(known)] == tuple(known)
    assert {event.attribute for event in author[len(known) :]} == set(AGENDA)
    trend = [e for e in known if e.operation == "drift"]
    assert {month_number(e.month) + (e.months or 0) - 1 for e in trend} == {cut}
    assert calendar("none") == ()


def test_the_author_scenario_is_the_baseline_until_june_2024(vocabulary):
    full, author = load("baseline", vocabulary), load("author_2024", vocabulary)
    happened = tuple(event for event in full.events if event.month <= "2024-06")
    assert author.events[: len(happened)] == happened
    assert {event.attribute for event in author.events[len(happened) :]} == set(AGENDA)
    assert (author.parameters, author.switches) == (full.parameters, full.switches)
    assert author.question != full.question


def test_an_unknown_information_set_is_refused():
    with pytest.raises(ValueError, match="author, full, none"):
        calendar("later")
