"""What a state can be ordered in a game, and orders from a file of others."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from multipolar.arguments import ArgumentError, known
from multipolar.readonly import ReadOnly, kept
from multipolar.study.seat_orders import Instruction, instructions
from multipolar.world.roster import with_names

Orders = Mapping[tuple[str, str], str]
"""Actions by seat and address of the choice, ``("PRK", "sell.PRK")``."""


@kept
def orders_of(state: str) -> dict[str, tuple[Instruction, ...]]:
    """Return what a state can be ordered, by address: one instruction for each action.

    Raises
    ------
    UnknownName
        When it decides nothing, or there is none such; the message names the nearest.
    """
    found: dict[str, tuple[Instruction, ...]] = {}
    for one in instructions([state]):
        found[one.address] = (*found.get(one.address, ()), one)
    return found


def topic(state: str, address: str) -> str:
    """Return what a choice asks, in plain words, and about what unless that is the state itself.

    Examples
    --------
    >>> topic("CHN", "mediate.CHN"), topic("RUS", "offer.PRK")
    ('Whether to mediate', 'What price to pay for arms: North Korea')
    """
    order = orders_of(state)[address][0]
    if order.column == state:
        return order.question
    column = order.column
    place = with_names(column) if column.isupper() else column.replace("_", " ").title()
    return f"{order.question}: {place}"


def inaction(actions: Sequence[str]) -> str:
    """Return the action that changes nothing: to hold, where one can, else the ladder's first.

    Examples
    --------
    >>> inaction(("cut", "hold", "raise")), inaction(("withhold", "grant"))
    ('hold', 'withhold')
    """
    return "hold" if "hold" in actions else actions[0]


def actions_of(state: str, address: str) -> tuple[str, ...]:
    """Return the actions of a choice of a state; raise ArgumentError when it has no such choice."""
    choices = orders_of(state)
    known(address, choices, f"choice of {state}")
    return tuple(one.action for one in choices[address])


def checked(turn: Orders) -> Orders:
    """Return the orders of a turn in the order of their places, each of them one that exists."""
    for (state, address), action in turn.items():
        known(action, dict.fromkeys(actions_of(state, address)), f"action of {state} in {address}")
    return ReadOnly(sorted(turn.items()))


def read_orders(turn: object) -> Orders:
    """Return the orders of a turn from JSON."""
    found: dict[tuple[str, str], str] = {}
    for row in typed(turn, list, "turn"):
        order = typed(row, dict, "order")
        if set(order) != {"seat", "choice", "action"}:
            raise ArgumentError("an order has the fields seat, choice, action, and no other")
        seat, choice, action = (
            typed(order[name], str, name) for name in ("seat", "choice", "action")
        )
        if (seat, choice) in found:
            raise ArgumentError(f"{seat} is ordered twice about {choice} in one turn")
        found[seat, choice] = action
    return found


def typed(value: Any, kind: type, name: str) -> Any:
    """Return a value of a file of others if it is a text, a list or an object, as it should be.

    Raises
    ------
    ArgumentError
        When it is not.
    """
    if not isinstance(value, kind):
        words = {"str": "a text", "list": "a list", "dict": "an object"}
        allowed = words[kind.__name__]
        raise ArgumentError(f"{name} of a game is {str(value)[:40]!r}; allowed: {allowed}")
    return value
