"""Orders that the seats can be given, one for each action of each column of each choice."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from multipolar.agents.seats import registry
from multipolar.arguments import known
from multipolar.axes import THEATRE
from multipolar.months import month_number, month_range
from multipolar.study.ledger import read_by_measures, writers
from multipolar.world.roster import full_roster

SEATS = (
    *("USA", "GBR", "DEU", "FRA", "POL", "HUN", "KOR", "JPN", "UKR", "RUS"),
    *("PRK", "CHN", "IRN", "ISR", "TUR", "IND", "ARE", "KAZ", "KGZ", "ARM"),
)
"""The seats of a seminar."""


class Instruction(NamedTuple):
    """An order for one column of a choice of a state.

    The choice belongs to the mechanism ``switch``, is made every ``every`` months and writes the
    attributes ``writes``. ``kept`` says whether the order is given in each month in which the
    choice is due, or once; ``question`` says in words what the choice asks.
    """

    state: str
    choice: str
    column: str
    action: str
    switch: str
    every: int
    writes: frozenset[str]
    kept: bool
    question: str = ""

    @property
    def address(self) -> str:
        """What an order calls the choice."""
        return f"{self.choice}.{self.column}"

    @property
    def name(self) -> str:
        """Name of the order: who is to do what."""
        return f"{self.state} {self.address} = {self.action}"

    @property
    def span(self) -> str:
        """How long it is given, in words."""
        return "whenever due" if self.kept else "once"

    def months(self, start: str, months: int) -> tuple[str, ...]:
        """Return in which of the months from one on it is given.

        Examples
        --------
        >>> join = Instruction("TUR", "join", "TUR", "join", "joining", 3, frozenset(), True)
        >>> join.months("2024-09", 6)
        ('2024-10', '2025-01')
        """
        due = [m for m in month_range(start, months) if month_number(m) % self.every == 0]
        return tuple(due if self.kept else due[:1])


def instructions(states: Iterable[str] = SEATS) -> tuple[Instruction, ...]:
    """Return every order that some states can be given, by state, choice, column and action.

    Raises
    ------
    KeyError
        When a state decides nothing, or there is none such; the message names the nearest.

    Examples
    --------
    >>> [order.name for order in instructions(["RUS"])][-2:]
    ['RUS vote.RUS = abstain', 'RUS vote.RUS = yes']
    """
    seats = registry()
    deciding = dict.fromkeys(seat.state for seat in seats)
    wanted = [known(state, deciding, "state that decides") for state in states]
    return tuple(
        Instruction(
            seat.state,
            seat.choice.name,
            column,
            action,
            seat.choice.switch,
            seat.choice.every,
            frozenset(seat.choice.writes.split()),
            not seat.choice.nests,
            seat.choice.question,
        )
        for state in wanted
        for seat in seats
        if seat.state == state
        for column in seat.columns
        for action in seat.choice.actions
    )


def repeats(order: Instruction) -> frozenset[str]:
    """Return the headline measures that only repeat an order: they read what the choice writes."""
    return frozenset(name for name, read in read_by_measures().items() if read & order.writes)


def own_measures(order: Instruction) -> frozenset[str]:
    """Return the headline measures that only tell what an order's own mechanism does.

    No other mechanism writes what they read. Acts and answers change the level of a theatre at
    once: of the measures of escalation only those of other theatres lie beyond them.

    Examples
    --------
    >>> act = next(o for o in instructions(["PRK"]) if o.choice == "provocation")
    >>> [f"escalation_{place}" in own_measures(act) for place in ("korea", "global", "taiwan")]
    [True, True, False]
    """
    roster = full_roster()
    role = roster.role[roster.index(order.state)]
    mine = roster.labels[THEATRE][roster.theatre_part(role)]
    elsewhere = {f"escalation_{place}" for place in roster.labels[THEATRE] if place not in mine}
    at_once = {"escalation"} if order.writes & {"provocation", "response"} else set()
    return repeats(order) | {
        name
        for name, read in read_by_measures().items()
        if frozenset[str]().union(*(writers()[one] for one in read)) <= {order.switch}
        or (read & at_once and name not in elsewhere)
    }
