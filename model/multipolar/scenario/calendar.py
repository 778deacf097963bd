"""The calendar: what happened, month by month, and what its author could know.

To what happened by June 2024 comes what was set for later: the dates of elections, and from when
on nobody knew what Congress would do. Who wins and what Congress does is drawn by the model.
What a state chose, of what the model lets it choose, is an order (``calendar_orders.csv``).
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import get_args

from multipolar.months import month_number
from multipolar.readonly import kept
from multipolar.scenario.schema import OPERATIONS, Information
from multipolar.scenario.spec import Event, Order
from multipolar.world.codes import Election, codes_of
from multipolar.world.tables import read_table

_INFORMATION = get_args(Information)

AGENDA = ("election", "congress_decides", "mandate_due")
"""Attributes that events set beforehand: their dates were known, what follows was not."""


def calendar(information: str) -> tuple[Event, ...]:
    """Return the events of the calendar by month, within a month by name, attribute and place.

    Parameters
    ----------
    information : {"author", "full", "none"}
        ``author``: what had happened by June 2024, when the article was written, and what was set
        for later (``AGENDA``).

    Raises
    ------
    ValueError
        When the information set is another.
    """
    if information not in _INFORMATION:
        raise ValueError(f"information is {information!r}; allowed: {', '.join(_INFORMATION)}")
    return tuple(
        event
        for known, event in _rows()
        if information == "full" or (information == "author" and known == "author")
    )


@kept
def _rows() -> tuple[tuple[str, Event], ...]:
    rows = read_table("calendar.csv", "multipolar.scenario")
    happened = [(row["information"], _event(row)) for row in rows]
    dated = read_table("elections.csv", "multipolar.scenario")
    chosen = [(row["information"], _fact(row)) for row in _order_rows()]
    elections = [("author", _election(row)) for row in dated]
    return tuple(sorted((*happened, *elections, *chosen), key=_place))


def is_set_beforehand(event: Event) -> bool:
    """Return whether an event is an election or a renewal whose date was set beforehand."""
    return event.attribute in ("election", "mandate_due") and event.value > 0.0


def dates_unknown(month: str) -> frozenset[str]:
    """Return the names of the elections whose dates were not set yet in a month.

    A date that follows from the law has no ``known``; one that follows from an early election was
    known when that was called.
    """
    rows = read_table("elections.csv", "multipolar.scenario")
    return frozenset(_election(row).name for row in rows if row["known"] > month)


def calendar_orders(information: str) -> dict[str, tuple[Order, ...]]:
    """Return what states chose, as orders, by name of the dated fact that each belongs to.

    Who leaves out the fact lets the states choose for themselves.

    Parameters
    ----------
    information : {"author", "full", "none"}
        As of ``calendar``.
    """
    known = {event.name for event in calendar(information)}
    orders: dict[str, tuple[Order, ...]] = {}
    for row in _order_rows():
        if row["id"] in known:
            words = (row["state"], row["month"], row["action"], int(row["months"]), row["choice"])
            orders[row["id"]] = (*orders.get(row["id"], ()), Order(*words))
    return orders


def _order_rows() -> Sequence[dict[str, str]]:
    rows = read_table("calendar_orders.csv", "multipolar.scenario")
    return sorted(rows, key=lambda row: (row["month"], row["id"], row["state"], row["choice"]))


def _fact(row: dict[str, str]) -> Event:
    """Return the dated fact that a state chose something; it moves nothing by itself."""
    words = (row["claim"], row["evidence"], row["description"])
    return Event(row["month"], row["id"], "", "", "", 0.0, None, *words)


def _election(row: dict[str, str]) -> Event:
    """Return the event of an election, in the month in which a new government takes office."""
    return Event(
        month=row["office"],
        name=f"election_{row['iso3'].lower()}_{row['month'][:4]}",
        attribute="election",
        where=row["iso3"],
        operation="set",
        value=float(codes_of(Election)[row["kind"]]),
        months=None,
        claim="C34",
        evidence=row["evidence"],
        description=f"election of a {row['kind']} in {row['month']}: the government may change",
    )


def _place(row: tuple[str, Event]) -> tuple[int, str, str, str, str, float]:
    event = row[1]
    month = month_number(event.month)
    return month, event.name, event.attribute, event.where, event.operation, event.value


def _event(row: dict[str, str]) -> Event:
    if row["attribute"] and row["operation"] not in OPERATIONS:
        raise ValueError(f"calendar.csv, {row['id']}: unknown operation {row['operation']!r}")
    return Event(
        month=row["month"],
        name=row["id"],
        attribute=row["attribute"],
        where=row["where"],
        operation=row["operation"],
        value=float(row["value"] or 0),
        months=int(row["months"]) if row["months"] else None,
        claim=row["claim"],
        evidence=row["evidence"],
        description=row["description"],
    )
