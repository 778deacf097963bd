"""What a scenario must know of the choices of states, and which of them an order means."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple


class Way(NamedTuple):
    """A choice of a state.

    Parameters
    ----------
    choice : str
        Name of the choice.
    switch : str
        Mechanism that turns the choice off.
    actions : tuple of str
        Actions, in the order of the ladder.
    columns : tuple of str
        What the state decides about: itself, theatres, targets. Without any the state decides
        nothing, as another state of its role does.
    opened_by : str
        Attribute that opens the choice in months in which it is above zero; always open without.
    every : int
        Months from one decision to the next.
    """

    choice: str
    switch: str
    actions: tuple[str, ...]
    columns: tuple[str, ...] = ()
    opened_by: str = ""
    every: int = 1

    @property
    def addresses(self) -> tuple[str, ...]:
        """What an order may call it: the choice for all columns, ``choice.column`` for one."""
        return (self.choice, *(f"{self.choice}.{column}" for column in self.columns))

    def columns_at(self, address: str) -> tuple[str, ...]:
        """Return the columns that one of its addresses means."""
        _, _, column = address.partition(".")
        return (column,) if column else self.columns

    def is_due(self, month: int) -> bool:
        """Return whether the choice is made in a month, by its number on the calendar."""
        return month % self.every == 0


class NoSuchWay(ValueError):
    """An order that means no choice of the state, or several.

    Parameters
    ----------
    key : str
        Which word of the order is at fault: ``action`` or ``choice``.
    message : str
        What is wrong.
    allowed : tuple of str
        The words that are allowed.
    """

    def __init__(self, key: str, message: str, allowed: Sequence[str]) -> None:
        super().__init__(message)
        self.key = key
        self.message = message
        self.allowed = tuple(dict.fromkeys(allowed))


def find_way(ways: Sequence[Way], state: str, action: str, address: str = "") -> Way:
    """Return the choice of a state that an order means.

    Parameters
    ----------
    ways : sequence of Way
        The choices of the state.
    state, action : str
        Who is to do what.
    address : str
        The choice, or ``choice.column``; needed where several choices have the action.

    Raises
    ------
    NoSuchWay
        When the state has no such choice, column or action, or several choices have the action.

    Examples
    --------
    >>> aid = Way("aid", "aid", ("cut", "hold", "raise"), ("USA",))
    >>> measures = Way("measures", "sanctions", ("ease", "hold", "tighten"), ("RUS", "IRN"))
    >>> find_way((aid, measures), "USA", "tighten").choice
    'measures'
    >>> find_way((aid, measures), "USA", "hold", "measures.IRN").columns_at("measures.IRN")
    ('IRN',)
    """
    if address:
        way = next((way for way in ways if address in way.addresses), None)
        if way is None:
            allowed = [name for way in ways for name in way.addresses]
            raise NoSuchWay("choice", f"unknown choice of {state}", allowed)
        if action not in way.actions:
            raise NoSuchWay("action", f"unknown action of {state} in {way.choice}", way.actions)
        return way
    having = [way for way in ways if action in way.actions]
    if not having:
        every = [name for way in ways for name in way.actions]
        raise NoSuchWay("action", f"unknown action of {state}", every)
    deciding = [way for way in having if way.columns] or having
    if len(deciding) > 1:
        names = [way.choice for way in deciding]
        raise NoSuchWay("choice", f"{state} has {action!r} in several choices: say which", names)
    return deciding[0]
