from __future__ import annotations

import re

import pytest

from multipolar import MultipolarModel
from multipolar.loading import load_scenario, vocabulary
from multipolar.months import month_number
from multipolar.scenario import calendar, calendar_orders, find_way, load
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


LATER_TEXTS = "texts_may_come_dated"
"""Keeps texts from being drawn while the calendar dates them: no knowledge of the author's."""


def test_the_author_knows_the_calendar_up_to_june_2024_and_of_later_only_what_was_set():
    cut = month_number("2024-06")
    known = [
        event
        for event in calendar("full")
        if month_number(event.month) <= cut and event.name != LATER_TEXTS
    ]
    author = calendar("author")
    assert author[: len(known)] == tuple(known)
    assert {event.attribute for event in author[len(known) :]} == set(AGENDA)
    trend = [e for e in known if e.operation == "drift"]
    assert {month_number(e.month) + (e.months or 0) - 1 for e in trend} == {cut}
    assert calendar("none") == ()


def test_the_author_scenario_is_the_baseline_until_june_2024():
    full, author = load_scenario("baseline"), load_scenario("author_2024")
    happened = tuple(
        event for event in full.events if event.month <= "2024-06" and event.name != LATER_TEXTS
    )
    assert author.events[: len(happened)] == happened
    assert {event.attribute for event in author.events[len(happened) :]} == set(AGENDA)
    assert (author.parameters, author.switches) == (full.parameters, full.switches)
    assert author.question != full.question


def test_an_unknown_information_set_is_refused():
    with pytest.raises(ValueError, match="author, full, none"):
        calendar("later")


DRILL = "justice_mission"


def ordered(text, tmp_path, vocabulary, start="2025-11"):
    file = tmp_path / "mine.toml"
    file.write_text(
        f'title = "A drill"\nextends = "baseline"\nstart = "{start}"\nmonths = 3\n{text}'
    )
    spec = load(file, vocabulary)
    return [(order.state, order.action, order.month) for order in spec.orders]


def test_every_order_of_the_calendar_is_one_that_the_state_can_obey():
    opened = {(event.month, event.attribute) for event in calendar("full") if event.value > 0.0}
    for orders in calendar_orders("full").values():
        for order in orders:
            way = find_way(
                vocabulary().choices[order.state], order.state, order.action, order.choice
            )
            assert way.columns_at(order.choice)
            assert not way.opened_by or (order.month, way.opened_by) in opened


def test_what_a_state_chose_is_an_order_that_a_scenario_takes_away_or_replaces(tmp_path):
    words = vocabulary()
    own = '[[orders]]\nstate = "CHN"\nmonth = "2025-12"\naction = "restraint"\n'
    drill = ("CHN", "encircling_drill", "2025-12")
    assert ordered("", tmp_path, words) == [drill]
    assert ordered(f'without = {{ events = ["{DRILL}"] }}\n', tmp_path, words) == []
    assert ordered(own, tmp_path, words) == [("CHN", "restraint", "2025-12")]
    assert ordered(own.replace("12", "11"), tmp_path, words)[0] == drill
    assert ordered('information = "author"\n', tmp_path, words) == []
    assert ordered("", tmp_path, words, start="2026-01") == []


def test_the_state_does_so_in_every_run_and_chooses_by_itself_without(tmp_path):
    asked = load_scenario("baseline", {"start": "2025-12", "months": 1})
    alone = load_scenario("baseline", {"start": "2025-12", "months": 1, "without.events": [DRILL]})
    done = []
    for spec in (asked, alone):
        model = MultipolarModel(spec, runs=20, rng=1, collect=False)
        model.step()
        done.append(set(model.state("CHN").decisions["provocation", "CHN"].action))
    assert done[0] == {"encircling_drill"}
    assert "restraint" in done[1]
