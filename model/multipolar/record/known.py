"""What was known in a month: the scenario and the counts that a forecaster of then had.

Dated events and orders up to the month stand. Of what comes later only the agenda is known: the
dates of elections, as far as they were set by then. What the calendar of the author leaves open
from June 2024 on (whether the war ends, when texts come, what Congress does) is open from that
month on.

A forecast has one of three informations: ``author`` (June 2024), a month, or ``full``. The last
knows every dated event of the calendar, those of the months that it tells among them: it is
hindsight, and no forecast.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from multipolar.arguments import ArgumentError
from multipolar.months import CUT, month_number, month_text
from multipolar.record.tables import END
from multipolar.scenario import Spec
from multipolar.scenario.calendar import dates_unknown, is_set_beforehand
from multipolar.scenario.spec import Event, Order

FIRST = "2022-12"
"""First month that may be the last known: the counts of a year of the run are known."""

LAST = "2030-12"
"""Last month that may be asked for: the horizon of the baseline."""

OPENED = ("end_is_open", "texts_open", "congress_decides")
"""Attributes that the calendar sets to one when nobody knows any more what follows."""

AUTHOR, FULL = "author", "full"


@dataclass(frozen=True)
class Information:
    """What a forecast knows.

    Parameters
    ----------
    name : str
        ``author``, ``full``, or the last month known, ``YYYY-MM``.

    Raises
    ------
    ArgumentError
        When it is none of these; a month is one from December 2022, when the counts of a year of
        the run are known, to December 2030.
    """

    name: str

    def __post_init__(self) -> None:
        """Refuse another name."""
        if self.name in (AUTHOR, FULL):
            return
        try:
            known = FIRST <= month_text(month_number(self.name)) <= LAST
        except ValueError:
            known = False
        if not known:
            raise ArgumentError(
                f"information is {self.name!r}; allowed: {AUTHOR}, {FULL}, or a month YYYY-MM "
                f"from {FIRST} to {LAST}"
            )

    @property
    def hindsight(self) -> bool:
        """Whether it knows dated events of the months that are told."""
        return self.name == FULL

    @property
    def word(self) -> str:
        """What is made of it: ``hindsight`` or ``forecast``."""
        return "hindsight" if self.hindsight else "forecast"

    @property
    def calendar(self) -> str:
        """Information set of the calendar from which it takes its events."""
        return FULL if self.hindsight or self.month > CUT else AUTHOR

    @property
    def month(self) -> str:
        """The last month of which anything but the calendar is known."""
        return CUT if self.name in (AUTHOR, FULL) else self.name

    @property
    def counts_to(self) -> str:
        """The last month whose counts set level and errors."""
        return min(self.month, END)

    def of(self, spec: Spec) -> Spec:
        """Return what it knows of a scenario with its calendar."""
        return spec if self.hindsight else known_to(spec, self.month)


def known_to(spec: Spec, month: str) -> Spec:
    """Return a scenario that knows dated events and orders up to a month, and the agenda.

    Parameters
    ----------
    spec : Spec
        A scenario with the calendar of the author; for a month after June 2024, with the full one.
    month : str
        Last month known.
    """
    shift = month_number(month) - month_number(CUT)
    unset = dates_unknown(month)
    events = [
        replace(event, month=_moved(event.month, shift)) if _opens(event) else _seen(event, month)
        for event in spec.events
        if event.month <= month or _opens(event) or is_set_beforehand(event)
        if event.name not in unset
    ]
    orders = [_obeyed(order, month) for order in spec.orders if order.month <= month]
    return replace(
        spec,
        name=f"{spec.name}_known_to_{month}",
        events=tuple(sorted(events, key=lambda event: event.month)),
        orders=tuple(orders),
    )


def _opens(event: Event) -> bool:
    """Return whether an event opens what is known up to June 2024."""
    about = month_number(event.month) - month_number(CUT)
    return event.attribute in OPENED and event.value == 1.0 and about in (0, 1)


def _moved(month: str, shift: int) -> str:
    return month_text(month_number(month) + shift)


def _seen(event: Event, month: str) -> Event:
    """Return an event with a drift that goes no further than the month known."""
    return replace(event, months=_left(event, month)) if event.operation == "drift" else event


def _obeyed(order: Order, month: str) -> Order:
    return replace(order, months=_left(order, month))


def _left(one: Event | Order, month: str) -> int:
    """Return for how many of its months something is known to last."""
    return min(one.months or 0, month_number(month) - month_number(one.month) + 1)
