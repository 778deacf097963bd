"""From merged files to a scenario that is ready to run."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from multipolar.months import MONTHS_PER_YEAR, month_number, month_text
from multipolar.scenario.calendar import calendar, calendar_orders
from multipolar.scenario.check_facts import start_findings
from multipolar.scenario.merge import Merged, merge
from multipolar.scenario.notes import Stage, notes
from multipolar.scenario.problems import Flaw
from multipolar.scenario.schema import (
    MOST_EVENTS,
    OPERATIONS,
    EventTable,
    ExpectTable,
    OrderTable,
    RangeTable,
    RosterTable,
    ScenarioTable,
)
from multipolar.scenario.spec import Event, Expectation, Fact, Order, OwnStake, Prior, Spec
from multipolar.scenario.vocabulary import Vocabulary
from multipolar.scenario.ways import find_way
from multipolar.world.roster import Roster, full_roster, make_roster

Happenings = tuple[list[Event], list[Event]]

_LAST_YEAR = 9999


def whole_findings(files: Sequence[ScenarioTable], vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Yield what is wrong with a chain of files, the oldest first, only when taken together."""
    merged = merge(files)
    yield from _ordered_twice(files[-1].orders, vocabulary)
    if not merged.question:
        yield Flaw(("question",), "this key is required", ("one line of text",))
    if (month_number(merged.start) + merged.months - 1) // MONTHS_PER_YEAR > _LAST_YEAR:
        yield Flaw(("start",), "the last month is too late", ("months before 10000-01",))
    yield from start_findings(merged, vocabulary.attributes)
    for key, rows in (("events", merged.events), ("orders", merged.orders)):
        if len(rows) > MOST_EVENTS:
            found = f"{len(rows)} with those inherited"
            yield Flaw((key,), "too many", (f"up to {MOST_EVENTS}",), found)


def expectation_findings(files: Sequence[ScenarioTable]) -> Iterator[Flaw]:
    """Yield the months of expectations that lie outside the horizon of a chain of files."""
    merged = merge(files)
    first = month_number(merged.start)
    last = first + merged.months - 1
    for position, expected in enumerate(files[-1].expect):
        if expected.month and not first <= month_number(expected.month) <= last:
            path = ("expect", position, "month")
            allowed = (f"a month from {merged.start} to {month_text(last)}",)
            yield Flaw(path, "outside the months of the scenario", allowed, expected.month)


def _ordered_twice(orders: Sequence[OrderTable], vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Yield the orders of a file that give a state two actions for one thing in a month."""
    until: dict[tuple[str, str, str], int] = {}
    for position in sorted(range(len(orders)), key=lambda i: month_number(orders[i].month)):
        order = orders[position]
        address = order.choice or ""
        way = find_way(vocabulary.choices[order.state], order.state, order.action, address)
        month = month_number(order.month)
        of = [(order.state, way.choice, column) for column in way.columns_at(address) or ("",)]
        if any(month < until.get(one, month) for one in of):
            allowed = (f"one order a month to {order.state} for its {way.choice}",)
            yield Flaw(("orders", position), "ordered twice", allowed, order.action)
        until |= {one: max(until.get(one, month), month + order.months) for one in of}


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
    facts = _facts(merged)
    roster = _roster(merged.roster)
    first = month_number(merged.start)
    switches = {s: merged.switches.get(s, True) for s in vocabulary.switches}
    stage = Stage(first, first + merged.months - 1, roster, switches, vocabulary)
    dated, written = happenings(files) if happening is None else happening
    events = sorted(
        (kept for event in (*dated, *written) if (kept := _kept(event, stage))),
        key=lambda event: month_number(event.month),
    )
    orders = tuple(map(_order, merged.orders))
    chosen = tuple(_chosen(merged, orders, stage))
    return Spec(
        name=name,
        title=own.title,
        question=merged.question,
        story=merged.story,
        start=merged.start,
        months=merged.months,
        information=merged.information,
        states=roster.iso3,
        switches=switches,
        parameters=_parameters(merged, vocabulary),
        events=tuple(events),
        orders=(*chosen, *orders),
        expectations=tuple(_expectation(expected) for expected in own.expect),
        facts=facts,
        stakes=tuple(
            OwnStake(who, measure, float(weight) + 0.0)
            for (who, measure), weight in sorted(merged.stakes.items())
        ),
        notes=tuple(
            dict.fromkeys(notes(merged, own, dated, written, events, orders, chosen, stage))
        ),
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


def _chosen(merged: Merged, orders: Sequence[Order], stage: Stage) -> Iterator[Order]:
    """Yield the orders of the calendar that can act; those of files take their places."""
    ordered = {place for order in orders for place in _places(order, stage.vocabulary)}
    for name, dated in calendar_orders(merged.information).items():
        for order in dated if name not in merged.left_out else ():
            there = stage.holds(order.month, order.months) and order.state in stage.roster.iso3
            places = _places(order, stage.vocabulary)
            if there and places and not ordered & places:
                yield order


def _places(order: Order, vocabulary: Vocabulary) -> set[tuple[str, str, str, int]]:
    """Return whose choice an order replaces: state, choice, column and number of the month."""
    ways = vocabulary.choices.get(order.state, ())
    if order.choice:
        ways = tuple(way for way in ways if order.choice in way.addresses)
    if not any(order.action in way.actions for way in ways):
        return set()
    way = find_way(ways, order.state, order.action, order.choice)
    first = month_number(order.month)
    months = range(first, first + order.months)
    columns = way.columns_at(order.choice)
    return {(order.state, way.choice, column, month) for column in columns for month in months}


def _order(row: OrderTable) -> Order:
    return Order(row.state, row.month, row.action, row.months, row.choice or "")


def _expectation(row: ExpectTable) -> Expectation:
    return Expectation(
        whose=row.whose,
        measure=row.measure,
        direction=row.direction,
        reading=row.reading,
        where=row.where or "",
        month=row.month or "",
        claim=row.claim or "",
        statistic=row.statistic,
        within=row.within or 0,
        base=row.base or "",
        before=row.before or 0,
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


def _facts(merged: Merged) -> tuple[Fact, ...]:
    return tuple(
        Fact(state, figure, float(fact.value) + 0.0, fact.source)
        for (state, figure), fact in sorted(merged.facts.items(), key=lambda item: item[0])
    )


def _kept(event: Event, stage: Stage) -> Event | None:
    """Return what is left of an event inside the horizon and the roster."""
    month, lasting = month_number(event.month), event.months or 1
    if not stage.holds(event.month, lasting) or stage.touches_nobody(event):
        return None
    if month < stage.first:
        left = month + lasting - stage.first
        return replace(event, month=month_text(stage.first), months=left)
    return event
