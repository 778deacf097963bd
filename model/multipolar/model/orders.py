"""Orders: choices that replace those of states, kept by state and choice."""

from __future__ import annotations

import warnings
from collections.abc import Collection, Iterable, Mapping

from multipolar.agents import Choice
from multipolar.arguments import ArgumentError, hint, known
from multipolar.months import month_number, month_text
from multipolar.scenario import Order

Orders = dict[tuple[str, str], str]
"""Actions by state and name of the choice."""

Ladders = Mapping[str, Mapping[str, Choice]]
"""What each state may do: by action the choice that it belongs to."""


class OrderWarning(UserWarning):
    """An order that cannot act; the message says why."""


def give(orders: Orders, ladders: Ladders, iso3: str, action: str, month: str) -> Choice:
    """Add an order for a month and return the choice that it replaces.

    Raises
    ------
    ArgumentError
        When the state does not choose, has no such action (the message lists its actions), or has
        an order for the same choice already.
    """
    state = known(iso3, ladders, "state that takes orders")
    actions = ladders[state]
    if action not in actions:
        found = f"{', '.join(actions)}.{hint(action, actions)}"
        raise ArgumentError(f"{state} has no action {action!r}; it has {found}")
    choice = actions[action]
    if (state, choice.name) in orders:
        before = orders[state, choice.name]
        raise ArgumentError(f"{state} is ordered to {before} in {month} already")
    orders[state, choice.name] = action
    return choice


def by_month(
    orders: Iterable[Order], ladders: Ladders, shipped: Mapping[str, Collection[str]]
) -> dict[int, Orders]:
    """Return the orders of a scenario by number of the month; absent states have none.

    Parameters
    ----------
    orders : iterable of Order
        Orders of the scenario.
    ladders : mapping
        What the states of the model may do.
    shipped : mapping
        What states may do whose class no other stands in for; other actions are refused.

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
        if state not in ladders:
            continue
        if order.action in shipped[state] and order.action not in ladders[state]:
            said = f"{state}: {order.action} cannot act: its class of agents has no such action"
            warnings.warn(said, OrderWarning, 4)
            continue
        first = month_number(order.month)
        for month in range(first, first + order.months):
            waiting = plan.setdefault(month, {})
            give(waiting, ladders, state, order.action, month_text(month))
    return plan
