"""Orders: actions that replace what states choose, kept by state, choice and column."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping
from typing import NamedTuple

from multipolar.agents.choice_group import ChoiceGroup, GroupDecision
from multipolar.arguments import ArgumentError, hint, known
from multipolar.months import month_number, month_text
from multipolar.scenario import Order, Way, find_way
from multipolar.scenario.ways import NoSuchWay

Orders = dict[tuple[str, str, str], str]
"""Actions by state, name of the choice and column."""

Ways = Mapping[str, tuple[Way, ...]]
"""The choices of each state."""


class OrderWarning(UserWarning):
    """An order that cannot act; the message says why."""


class Given(NamedTuple):
    """An order that was understood: whose choice it replaces, and in which columns."""

    state: str
    way: Way
    columns: tuple[str, ...]


def give(orders: Orders, ways: Ways, order: Order) -> Given:
    """Add an order for a month and return the choice and the columns that it replaces.

    Raises
    ------
    ArgumentError
        When the state does not choose, has no such action or choice (the message lists those it
        has), has the action in several choices, or has an order for the same column already.
    """
    state = known(order.state, ways, "state that takes orders")
    try:
        way = find_way(ways[state], state, order.action, order.choice)
    except NoSuchWay as error:
        found = order.choice if error.key == "choice" and order.choice else order.action
        raise ArgumentError(_said(error, state, found)) from None
    columns = way.columns_at(order.choice)
    places = [(state, way.choice, column) for column in columns or ("",)]
    if twice := next((place for place in places if place in orders), None):
        about = "" if len(way.columns) < 2 else f" for {way.choice}.{twice[2]}"
        before = orders[twice]
        raise ArgumentError(f"{state} is ordered to {before}{about} in {order.month} already")
    orders.update(dict.fromkeys(places, order.action))
    return Given(state, way, columns)


def _said(error: NoSuchWay, state: str, found: str) -> str:
    allowed = ", ".join(error.allowed)
    if error.message.startswith("unknown"):
        near = hint(found, error.allowed)
        return f"{state} has no {error.key} {found!r}; it has {allowed}.{near}"
    return f"{error.message} with choice=…: {allowed}"


def by_month(
    orders: Iterable[Order], ways: Ways, shipped: Ways, present: Collection[str]
) -> dict[int, Orders]:
    """Return the orders of a scenario by number of the month; absent states have none.

    Parameters
    ----------
    orders : iterable of Order
        Orders of the scenario.
    ways : mapping
        The choices of the states of the model.
    shipped : mapping
        Those of states whose class no other stands in for; other orders are refused.
    present : collection of str
        The states of the world.

    Raises
    ------
    ArgumentError
        As in ``give``.

    Warns
    -----
    OrderWarning
        When the class of agents that stands in has no such action.
    """
    plan: dict[int, Orders] = {}
    for order in orders:
        state = known(order.state, shipped, "state that takes orders")
        if state not in present:
            continue
        if _has(shipped[state], order.action) and not _has(ways[state], order.action):
            said = f"{state}: {order.action} cannot act: its class of agents has no such action"
            warnings.warn(said, OrderWarning, 4)
            continue
        first = month_number(order.month)
        for month in range(first, first + order.months):
            give(plan.setdefault(month, {}), ways, order.of(month_text(month)))
    return plan


def why_not(way: Way, state: str, month: int, switches: Mapping[str, bool], decides: bool) -> str:
    """Return why no order for a choice of a state can act in a month, or nothing."""
    if not switches.get(way.switch, True):
        return f"the mechanism {way.switch} is off"
    if not decides:
        return f"{state} decides nothing about {way.choice} in this world"
    if not way.is_due(month):
        due = next(filter(way.is_due, range(month, month + way.every)))
        return f"the {way.choice} is decided in {month_text(due)} next"
    return ""


def without_effect(
    given: Orders, due: Iterable[tuple[ChoiceGroup, GroupDecision | None]], month: str
) -> list[str]:
    """Return which orders for choices that are due did nothing in some runs, or in all, and why."""
    said = dict[str, None]()
    for group, outcome in due if given else ():
        runs = group.world.runs
        ordered = (
            (column, place) for column, place in enumerate(group.addresses) if place in given
        )
        for column, place in ordered:
            if idle := runs if outcome is None else outcome.idle(column):
                state, choice, _ = place
                is_open = outcome is not None and bool(outcome.is_open.all())
                why = "it was barred" if is_open else f"{choice} was not open"
                where = "" if idle == runs else f" in {idle} of {runs} runs"
                said[f"{state}: {given[place]} did nothing in {month}{where}: {why}"] = None
    return list(said)


def _has(ways: Iterable[Way], action: str) -> bool:
    return any(action in way.actions for way in ways)
