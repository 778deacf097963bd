"""From merged files to a scenario that is ready to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from multipolar.months import month_number, month_text
from multipolar.scenario.calendar import calendar
from multipolar.scenario.check_events import touches
from multipolar.scenario.merge import START, Merged, merge
from multipolar.scenario.problems import Finding
from multipolar.scenario.schema import (
    MOST_EVENTS,
    OPERATIONS,
    EventTable,
    ExpectTable,
    RangeTable,
    RosterTable,
    ScenarioTable,
)
from multipolar.scenario.spec import Event, Expectation, Order, Prior, Spec
from multipolar.scenario.vocabulary import Vocabulary
from multipolar.world.places import UnknownPlace
from multipolar.world.roster import Roster, full_roster, make_roster

Happenings = tuple[list[Event], list[Event]]

_LAST_YEAR = 9999


def whole_findings(files: Sequence[ScenarioTable]) -> Iterator[Finding]:
    """Yield what is wrong with a chain of files, the oldest first, only when taken together."""
    merged = merge(files)
    if not merged.question:
        yield Finding(("question",), "this key is required", ("one line of text",))
    if (month_number(merged.start) + merged.months - 1) // 12 > _LAST_YEAR:
        yield Finding(("start",), "the last month is too late", ("months before 10000-01",))
    for key, rows in (("events", merged.events), ("orders", merged.orders)):
        if len(rows) > MOST_EVENTS:
            found = f"{len(rows)} with those inherited"
            yield Finding((key,), "too many", (f"up to {MOST_EVENTS}",), found)


def happenings(files: Sequence[ScenarioTable]) -> Happenings:
    """Return the events of the calendar and those of a chain of files, the oldest first."""
    merged = merge(files)
    dated = [e for e in calendar(merged.information) if e.name not in merged.left_out]
    return dated, [_event(event) for event in merged.events]


def resolve(
    name: str,
    files: Sequence[ScenarioTable],
    vocabulary: Vocabulary,
    happening: Happenings | None = None,
) -> Spec:
    """Return the scenario of a chain of sound files, the oldest first.

    ``happening`` replaces the events of the calendar and of the files.
    """
    merged, own = merge(files), files[-1]
    roster = _roster(merged.roster)
    first = month_number(merged.start)
    horizon = (first, first + merged.months - 1)
    dated, written = happenings(files) if happening is None else happening
    events = sorted(
        (kept for event in (*dated, *written) if (kept := _kept(event, horizon, roster))),
        key=lambda event: month_number(event.month),
    )
    return Spec(
        name=name,
        title=own.title,
        question=merged.question,
        story=merged.story,
        start=merged.start,
        months=merged.months,
        information=merged.information,
        states=roster.iso3,
        switches={s: merged.switches.get(s, True) for s in vocabulary.switches},
        parameters=_parameters(merged, vocabulary),
        events=tuple(events),
        orders=tuple(Order(o.state, o.month, o.action, o.months) for o in merged.orders),
        expectations=tuple(_expectation(expected) for expected in own.expect),
        notes=tuple(_notes(merged, own, dated, written, roster)),
    )


def _roster(chosen: RosterTable) -> Roster:
    everyone = full_roster()
    if chosen.only is not None:
        return make_roster(chosen.only)
    without = chosen.without or ()
    return make_roster(code for code in everyone.iso3 if code not in without)


def _event(row: EventTable) -> Event:
    [(operation, value)] = [(o, v) for o in OPERATIONS if (v := getattr(row, o)) is not None]
    return Event(
        month=row.month,
        name=row.name,
        attribute=row.attribute,
        where=row.where,
        operation=operation,
        value=float(value) + 0.0,
        months=row.months,
        claim=row.claim or "",
    )


def _expectation(row: ExpectTable) -> Expectation:
    return Expectation(
        whose=row.whose,
        measure=row.measure,
        direction=row.direction,
        reading=row.reading,
        where=row.where or "",
        month=row.month or "",
        claim=row.claim or "",
    )


def _parameters(merged: Merged, vocabulary: Vocabulary) -> dict[str, Prior]:
    priors = {}
    for name, known in vocabulary.parameters.items():
        given = merged.parameters.get(name)
        if given is None:
            ends = (known.low, known.default, known.high)
        elif isinstance(given, RangeTable):
            ends = (given.low, given.mode, given.high)
        else:
            ends = (given, given, given)
        priors[name] = Prior(*(float(end) + 0.0 for end in ends))
    return priors


def _kept(event: Event, horizon: tuple[int, int], roster: Roster) -> Event | None:
    """Return what is left of an event inside the horizon and the roster."""
    first, last = horizon
    month = month_number(event.month)
    lasting = event.months or 1
    if month > last or month + lasting <= first or _touches_nobody(event, roster):
        return None
    if month < first:
        return replace(event, month=month_text(first), months=month + lasting - first)
    return event


def _touches_nobody(event: Event, roster: Roster) -> bool:
    try:
        return bool(event.attribute) and not touches(event.attribute, event.where, roster)
    except UnknownPlace:
        return True


def _notes(
    merged: Merged,
    own: ScenarioTable,
    dated: Sequence[Event],
    written: Sequence[Event],
    roster: Roster,
) -> Iterator[str]:
    first = month_number(merged.start)
    horizon = (first, first + merged.months - 1)
    span = f"{merged.start} to {month_text(horizon[1])}"
    if merged.start != START:
        yield f"the start values of the world are those of {START}, not of {merged.start}"
    lost = {e.name for e in dated if e.attribute and not _kept(e, horizon, roster)}
    if lost:
        yield f"{len(lost)} events of the calendar move nothing in {span} with these states"
    for event in written:
        if _touches_nobody(event, roster):
            yield f"event {event.name}: no state of the roster is at {event.where}"
        elif not _kept(event, horizon, roster):
            yield f"event {event.name} ({event.month}) lies outside {span}"
        elif month_number(event.month) < first:
            yield f"event {event.name} ({event.month}) begins before {span} and is cut"
    for order in merged.orders:
        if not horizon[0] <= month_number(order.month) <= horizon[1]:
            yield f"order to {order.state} ({order.month}) lies outside {span}"
    for expected in own.expect:
        if expected.month and not horizon[0] <= month_number(expected.month) <= horizon[1]:
            yield f"expectation of {expected.measure} ({expected.month}) lies outside {span}"
    present = {event.name for event in calendar(merged.information)}
    for name in sorted(merged.left_out - present):
        yield f"{name} is left out, but the calendar of {merged.information!r} lacks it anyway"
