"""Whether the events, orders and expectations of a file name things that there are."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping

from multipolar.scenario.check_settings import Data, table, unknown, unknown_state
from multipolar.scenario.problems import Flaw, Path, shown
from multipolar.scenario.renamed import find_renamed
from multipolar.scenario.schema import ADDS, MOST_EVENTS, OPERATIONS, is_number
from multipolar.scenario.vocabulary import Vocabulary
from multipolar.scenario.ways import NoSuchWay, find_way
from multipolar.world.attributes import CODED, Attribute
from multipolar.world.places import UnknownPlace, find_place
from multipolar.world.roster import Roster, full_roster


def happenings_findings(data: Data, vocabulary: Vocabulary) -> Iterator[Flaw]:
    """Yield what is wrong with the meaning of the arrays of tables of a file."""
    for path, event in _rows(data, "events"):
        yield from _operation(path, event)
        yield from _target(path, event, vocabulary)
        yield from _claims(path, event, vocabulary)
    for path, order in _rows(data, "orders"):
        yield from _order(path, order, vocabulary)
    for path, expectation in _rows(data, "expect"):
        yield from _expectation(path, expectation, vocabulary)
        yield from _claims(path, expectation, vocabulary)


def inherited_findings(data: Data, inherited: Collection[str]) -> Iterator[Flaw]:
    """Yield the events that a file leaves out or replaces and does not inherit.

    Parameters
    ----------
    data : Mapping
        The content of the file.
    inherited : collection of str
        Names of the events of the calendar and of the files that it extends.
    """
    left_out = table(data, "without").get("events")
    for position, name in enumerate(left_out[:MOST_EVENTS] if isinstance(left_out, list) else []):
        if isinstance(name, str) and name not in inherited:
            path: Path = ("without", "events", position)
            yield unknown(path, "inherited event", name, tuple(inherited), "event")
    for path, event in _rows(data, "events"):
        name = event.get("name")
        if event.get("replace") is True and isinstance(name, str) and name not in inherited:
            yield unknown((*path, "name"), "inherited event", name, tuple(inherited), "event")


def event_names(data: Data) -> dict[str, None]:
    """Return the names of the events of a file, in order."""
    names = (event.get("name") for _, event in _rows(data, "events"))
    return dict.fromkeys(name for name in names if isinstance(name, str))


def touches(
    attribute: str, where: str, roster: Roster, table: Mapping[str, Attribute] | None = None
) -> bool:
    """Return whether a place of an attribute has any member in a roster.

    Raises
    ------
    UnknownPlace
        When the roster has no such place at all.
    """
    index = find_place(attribute, where, roster, table)
    return all(isinstance(part, slice) or part.size > 0 for part in index)


def _rows(data: Data, key: str) -> Iterator[tuple[Path, Data]]:
    found = data.get(key)
    for position, row in enumerate(found[:MOST_EVENTS] if isinstance(found, list) else []):
        if isinstance(row, dict):
            yield (key, position), row


def _operation(path: Path, event: Data) -> Iterator[Flaw]:
    given = [operation for operation in OPERATIONS if operation in event]
    if len(given) != 1:
        found = " and ".join(given) or "none of them"
        yield Flaw(path, "an event has one operation", ("one of add, set, scale, drift",), found)
    elif given == ["drift"] and "months" not in event:
        yield Flaw(path, "a drift needs months", ("months = 1 to 600",))
    elif given == ["set"] and "months" in event:
        allowed = ("set without months, or add or scale with months",)
        yield Flaw((*path, "months"), "a set is not undone", allowed, shown(event["months"]))
    elif "months" in event and event.get("scale") == 0:
        allowed = ("a scale above 0 when it has months",)
        yield Flaw((*path, "scale"), "a scale of 0 cannot be undone", allowed, "0")


def _target(path: Path, event: Data, vocabulary: Vocabulary) -> Iterator[Flaw]:
    name, where, value = (event.get(key) for key in ("attribute", "where", "set"))
    if not isinstance(name, str):
        return
    if name not in vocabulary.moving:
        what = "moving attribute" if name in vocabulary.attributes else "attribute"
        yield unknown((*path, "attribute"), what, name, vocabulary.moving, "attribute")
        return
    if isinstance(where, str) and where:
        yield from _place((*path, "where"), name, where, vocabulary)
    attribute = vocabulary.attributes[name]
    low, high = attribute.low, attribute.high
    if is_number(value) and not low <= value <= high:
        allowed = (f"a number from {low:g} to {high:g}",)
        yield Flaw((*path, "set"), f"outside the bounds of {name}", allowed, shown(value))
    for operation in OPERATIONS:
        number = event.get(operation)
        if is_number(number) and not keeps_codes(attribute, operation, number):
            yield uncoded((*path, operation), attribute, number)


def keeps_codes(attribute: Attribute, operation: str, value: float) -> bool:
    """Return whether an operation leaves an attribute of codes or stages one of its values."""
    values = attribute.values
    if not values or operation == "set":
        return not values or value in values
    whole = attribute.unit in CODED
    return whole and operation in ADDS and value == int(value)


def uncoded(path: Path, row: Attribute, value: float) -> Flaw:
    """Return the finding for a value that is between the codes of an attribute."""
    menu = " or ".join(f"{code:g}" for code in row.values)
    ways = "set to" if row.unit not in CODED else "whole numbers, set to"
    allowed = (f"{ways} {menu}: {row.description}",)
    return Flaw(path, f"{row.name} is a {row.unit}", allowed, shown(value))


def _claims(path: Path, row: Data, vocabulary: Vocabulary) -> Iterator[Flaw]:
    claim = row.get("claim")
    if not vocabulary.claims or not isinstance(claim, str):
        return
    for name in claim.split():
        if name not in vocabulary.claims:
            yield unknown((*path, "claim"), "claim of the article", name, vocabulary.claims)


def _place(path: Path, attribute: str, where: str, vocabulary: Vocabulary) -> Iterator[Flaw]:
    try:
        if not touches(attribute, where, full_roster(), vocabulary.attributes):
            allowed = (f"a place with members that have {attribute}",)
            yield Flaw(path, f"nobody there has {attribute}", allowed, shown(where))
    except UnknownPlace as error:
        message = f"not a place of {attribute}"
        yield Flaw(path, message, error.allowed, shown(where), sought=error.found)


def _order(path: Path, order: Data, vocabulary: Vocabulary) -> Iterator[Flaw]:
    state, action = order.get("state"), order.get("action")
    address = order.get("choice", "")
    if not isinstance(state, str):
        return
    choices = vocabulary.choices.get(state)
    if choices is None:
        yield unknown_state((*path, "state"), "state for orders", state, tuple(vocabulary.choices))
    elif isinstance(action, str) and isinstance(address, str):
        try:
            find_way(choices, state, action, address)
        except NoSuchWay as error:
            found = action if error.key == "action" else address
            at = (*path, error.key) if found else path
            now = find_renamed(error.key, found, error.allowed)
            yield Flaw(at, error.message, error.allowed, shown(found or action), found, now)


def _expectation(path: Path, expectation: Data, vocabulary: Vocabulary) -> Iterator[Flaw]:
    measure, where = expectation.get("measure"), expectation.get("where")
    if isinstance(measure, str) and measure not in vocabulary.measures:
        yield unknown((*path, "measure"), "measure", measure, vocabulary.measures, "measure")
    if "before" in expectation:
        if not {"month", "within"} <= set(expectation) or "base" in expectation:
            message = "months after a month are compared with months before it, in the same runs"
            yield Flaw((*path, "before"), message, ("before, month and within, without base",))
    elif "month" in expectation and "within" in expectation:
        message = "an expectation has one month or some months, not both"
        yield Flaw((*path, "within"), message, ("month alone, or within alone",))
    if isinstance(where, str):
        named = tuple(name for name in vocabulary.measures if name.endswith(f"_{where}"))
        allowed = named or ("a measure that names its place, and no where",)
        message = "a measure carries its place in its name"
        yield Flaw((*path, "where"), message, allowed, shown(where), f"{measure}_{where}")
