"""What a reader of a scenario should know and is no error: above all, what in it cannot act."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from itertools import groupby, zip_longest

from multipolar.months import month_number, month_text
from multipolar.scenario.calendar import calendar
from multipolar.scenario.check_events import touches
from multipolar.scenario.merge import START, Merged
from multipolar.scenario.schema import ADDS, ScenarioTable
from multipolar.scenario.spec import Event, Order
from multipolar.scenario.vocabulary import MonthPart, Vocabulary
from multipolar.scenario.ways import find_way
from multipolar.world.places import UnknownPlace, overlap
from multipolar.world.roles import roles
from multipolar.world.roster import Roster, full_roster

FORESIGHT = "foresight"
"""Mechanism by which states look ahead."""

ACTS_WITH = {"linkage": "relief_offer"}
"""Attributes that act only while another is above zero, which events alone lift."""

ASKED_BY = {"contact": "votes.contacts", "transit": "carriers.rent_weight"}
"""Attributes that one weight alone reads, and that is nought until a scenario asks for it."""

UNNOTICED = "states that look ahead have not noticed"
"""Begins the note that beliefs are about another world."""

MOVES_NOTHING = "stake of {who}, {measure}, moves nothing"
"""Begins the note that nobody expects an effect on a measure at stake."""


@dataclass(frozen=True)
class Stage:
    """Where events and orders act: the months, the states and the mechanisms of a scenario.

    Parameters
    ----------
    first, last : int
        Numbers of the first and the last month.
    roster : Roster
        States of the world.
    switches : Mapping
        Every mechanism, on or off.
    vocabulary : Vocabulary
        What reads and writes attributes, and what may be ordered.
    """

    first: int
    last: int
    roster: Roster
    switches: Mapping[str, bool]
    vocabulary: Vocabulary

    @property
    def span(self) -> str:
        """First and last month in words."""
        return f"{month_text(self.first)} to {month_text(self.last)}"

    def holds(self, month: str, months: int = 1) -> bool:
        """Return whether any of some months lies in the horizon."""
        begin = month_number(month)
        return begin <= self.last and begin + months > self.first

    def is_on(self, switch: str) -> bool:
        """Return whether a mechanism is on."""
        return self.switches.get(switch, True)

    def acts(self, part: MonthPart) -> bool:
        """Return whether a part of the month takes place with these mechanisms."""
        return self.is_on(part.switch) != part.absent

    def touches_nobody(self, event: Event) -> bool:
        """Return whether no state of the roster is where an event happens."""
        try:
            return bool(event.attribute) and not touches(
                event.attribute, event.where, self.roster, self.vocabulary.attributes
            )
        except UnknownPlace:
            return True

    def idle(self, event: Event) -> str:
        """Return why nothing reads what an event changes; empty when something does."""
        name = event.attribute
        if writer := self._overwrites(event):
            return f"{name} is computed anew {writer.when} ({writer.name})"
        active = (part for parts in self._phases for part in parts)
        if any(self._meets(part.reads, event) for part in active):
            return ""
        if readers := [part for part in self.vocabulary.month if self._meets(part.reads, event)]:
            states = {f"{part.switch} {'on' if part.absent else 'off'}" for part in readers}
            return f"nothing reads {name} with {' and '.join(sorted(states))}"
        return ""

    def _overwrites(self, event: Event) -> MonthPart | None:
        """Return what writes over an event in its month before anything has read it, if so."""
        month = month_number(event.month)
        for parts in self._phases:
            if any(self._meets(part.reads, event) for part in parts):
                return None
            for part in parts:
                if any(_covers(place, event) for place in part.replaces(month)):
                    return part
        return None

    @cached_property
    def _phases(self) -> list[list[MonthPart]]:
        """The parts of each phase that take place, phase by phase."""
        active = filter(self.acts, self.vocabulary.month)
        in_order = sorted(active, key=lambda part: part.phase)
        return [list(parts) for _, parts in groupby(in_order, lambda part: part.phase)]

    def _meets(self, places: frozenset[str], event: Event) -> bool:
        """Return whether any of some places lies where an event happens."""
        name, table = event.attribute, self.vocabulary.attributes
        there = _by_attribute(places).get(name, ())
        return any(overlap(name, where, event.where, self.roster, table) for where in there)

    def beyond(self, event: Event) -> str:
        """Return the bounds of an attribute that an event adds more to than lies between them."""
        attribute = self.vocabulary.attributes.get(event.attribute)
        if attribute is None or event.operation not in ADDS:
            return ""
        too_much = abs(event.value) > attribute.high - attribute.low
        return f"{attribute.low:g} to {attribute.high:g}" if too_much else ""

    def lacks(self, event: Event, events: Iterable[Event]) -> str:
        """Return the attribute that an event needs and no event lifts; empty when it has it."""
        needed = ACTS_WITH.get(event.attribute, "")
        spell = (month_number(event.month), self.last)
        return needed if needed and not self._lifts(needed, spell, events) else ""

    def why_not(self, order: Order, events: Iterable[Event]) -> str:
        """Return why an order cannot act; empty when it can."""
        choices = self.vocabulary.choices[order.state]
        way = find_way(choices, order.state, order.action, order.choice)
        if not self.holds(order.month, order.months):
            return f"lies outside {self.span}"
        if order.state not in self.roster.iso3:
            return f"cannot act: {order.state} is not in the roster"
        if not way.columns:
            return f"cannot act: {order.state} does not decide the {way.choice}"
        if not self.is_on(way.switch):
            return f"cannot act: the mechanism {way.switch} is off"
        begin = month_number(order.month)
        spell = (begin, min(begin + order.months - 1, self.last))
        if not any(map(way.is_due, range(begin, spell[1] + 1))):
            return f"cannot act: the {way.choice} is decided every {way.every} months, not then"
        if way.opened_by and not self._lifts(way.opened_by, spell, events):
            return f"cannot act: no event sets {way.opened_by} then, which opens the {way.choice}"
        return ""

    def _lifts(self, attribute: str, spell: tuple[int, int], events: Iterable[Event]) -> bool:
        """Return whether events lift an attribute above zero from one month to another.

        What a part of the month writes lasts for that month alone, other attributes stay.
        """
        acting = filter(self.acts, self.vocabulary.month)
        lasts = not any(attribute in part.writes for part in acting)
        begin, end = spell
        return any(
            value > 0.0 and month <= end and (lasts or month >= begin)
            for event in events
            if event.attribute == attribute
            for month, operation, value in event.changes()
            if operation != "undo"
        )


@cache
def _by_attribute(places: frozenset[str]) -> dict[str, list[str]]:
    """Return the parts of each attribute that some places name."""
    found: dict[str, list[str]] = {}
    for place in places:
        name, _, where = place.partition(".")
        found.setdefault(name, []).append(where)
    return found


def _covers(place: str, event: Event) -> bool:
    """Return whether what is written at a place is all that an event changes."""
    name, *written = place.split(".")
    changed = event.where.split(".")
    pairs = zip_longest(written, changed[: len(written)], fillvalue="")
    return name == event.attribute and all(w in ("all", c) for w, c in pairs)


def notes(
    merged: Merged,
    own: ScenarioTable,
    dated: Sequence[Event],
    written: Sequence[Event],
    kept: Sequence[Event],
    orders: Sequence[Order],
    chosen: Sequence[Order],
    stage: Stage,
) -> Iterator[str]:
    """Yield the notes of a scenario.

    Parameters
    ----------
    merged, own : Merged, ScenarioTable
        The chain of files as one, and its youngest.
    dated, written, kept : sequence of Event
        Events of the calendar, those of the files, and what of both happens in the scenario.
    orders : sequence of Order
        Orders to states of the files.
    chosen : sequence of Order
        Those of the calendar.
    stage : Stage
        Months, states and mechanisms.
    """
    if merged.start != START:
        yield f"the start values of the world are those of {START}, not of {merged.start}"
    yield from _of_the_calendar(dated, merged, stage)
    if cannot := sum(bool(stage.why_not(order, kept)) for order in chosen):
        yield f"{cannot} orders of the calendar cannot act with these mechanisms and events"
    for event in written:
        reasons = [*_of_event(event, kept, stage)] or _unasked(event, merged, stage)
        yield from (f"event {event.name}{why}" for why in reasons)
    for name in sorted(_added_up(merged, dated, written)):
        yield (
            f"event {name} adds to an inherited event of the same name; replace = true would "
            "replace that one"
        )
    yield from _of_orders(orders, kept, stage)
    yield from _of_foresight(merged, stage)
    for state, figure in merged.facts:
        if state not in stage.roster.iso3:
            yield f"fact of {state}, {figure}: {state} is not in the roster"
    absent = stage.vocabulary.not_defined(stage.roster) if own.expect else frozenset()
    for expected in own.expect:
        if expected.month and not stage.holds(expected.month):
            yield f"expectation of {expected.measure} ({expected.month}) lies outside {stage.span}"
        if expected.measure in absent:
            yield f"expectation of {expected.measure}: not defined with these states"


def _of_the_calendar(dated: Sequence[Event], merged: Merged, stage: Stage) -> Iterator[str]:
    moving = [event for event in dated if event.attribute]
    lost = {e.name for e in moving if not stage.holds(e.month, e.months or 1)}
    lost |= {e.name for e in moving if stage.touches_nobody(e)}
    if lost:
        yield f"{len(lost)} events of the calendar move nothing in {stage.span} with these states"
    idle = {e.name for e in moving if stage.idle(e)} - lost
    if idle:
        yield f"{len(idle)} events of the calendar move nothing with these mechanisms"
    known = {event.name for event in calendar("full")}
    present = {event.name for event in calendar(merged.information)}
    for name in sorted(merged.left_out & (known - present)):
        yield f"{name} is left out, but the calendar of {merged.information!r} lacks it anyway"


def _of_event(event: Event, kept: Sequence[Event], stage: Stage) -> Iterator[str]:
    if stage.touches_nobody(event):
        yield f": no state of the roster is at {event.where}"
    elif not stage.holds(event.month, event.months or 1):
        yield f" ({event.month}) lies outside {stage.span}"
    else:
        if month_number(event.month) < stage.first:
            yield f" ({event.month}) begins before {stage.span} and is cut"
        if beyond := stage.beyond(event):
            yield f" ({event.month}) is held at the bounds of {event.attribute}, {beyond}"
        if why := stage.idle(event):
            yield f" ({event.month}) changes nothing: {why}"
        elif needed := stage.lacks(event, kept):
            yield f" ({event.month}) changes nothing: no event lifts {needed} above zero then"


def _unasked(event: Event, merged: Merged, stage: Stage) -> Iterator[str]:
    """Yield that the one weight that reads what an event changes is nought."""
    weight = stage.vocabulary.parameters.get(ASKED_BY.get(event.attribute, ""))
    if weight is None or not stage.vocabulary.beliefs_fit:
        return
    if not merged.parameters.get(weight.name, weight.default):
        yield f" ({event.month}) changes nothing: {weight.name} is 0"


def _added_up(merged: Merged, dated: Sequence[Event], written: Sequence[Event]) -> set[str]:
    """Return the names of events that add up with inherited ones."""
    return merged.doubled | ({e.name for e in dated} & {e.name for e in written})


def _of_foresight(merged: Merged, stage: Stage) -> Iterator[str]:
    """Yield what states do not notice, since they expect what follows in the shipped world."""
    looks = stage.is_on(FORESIGHT) and bool(stage.vocabulary.foreseen)
    off = [name for name, on in stage.switches.items() if not on]
    others = [f"without {', '.join(off)}"] if off else []
    others += ["with these states"] if len(stage.roster.iso3) < len(full_roster().iso3) else []
    others += ["with these figures"] if merged.facts else []
    others += [] if stage.vocabulary.beliefs_fit else ["of this definition"]
    if looks and others:
        yield (
            f"{UNNOTICED} that this is a world {', '.join(others)}: they expect what follows in "
            "the shipped one; multipolar refresh --beliefs fits what follows in this one"
        )
    role_of = dict(zip(stage.roster.iso3, stage.roster.role, strict=True))
    for who, measure in merged.stakes:
        role = who if who in roles() else role_of.get(who)
        if not looks:
            yield f"stake of {who}, {measure}: nobody looks ahead, foresight is off"
        elif role is None:
            yield f"stake of {who}, {measure}: {who} is not in the roster"
        elif measure not in stage.vocabulary.foreseen.get(role, ()):
            nothing = MOVES_NOTHING.format(who=who, measure=measure)
            yield f"{nothing}: {who} expects no effect of its actions on it"


def _of_orders(orders: Iterable[Order], kept: Sequence[Event], stage: Stage) -> Iterator[str]:
    for order in orders:
        why = stage.why_not(order, kept)
        if why:
            yield f"{order} {why}"
        elif not stage.first <= month_number(order.month) <= stage.last - order.months + 1:
            yield f"{order} is cut to {stage.span}"
