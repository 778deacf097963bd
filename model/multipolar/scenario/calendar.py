"""The calendar: what happened, month by month, and what its author could know."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import get_args

from multipolar.months import month_number
from multipolar.readonly import kept
from multipolar.scenario.schema import OPERATIONS, Information
from multipolar.scenario.spec import Event

_INFORMATION = get_args(Information)


def calendar(information: str) -> tuple[Event, ...]:
    """Return the events of the calendar in order.

    Parameters
    ----------
    information : {"author", "full", "none"}
        ``author``: what had happened by June 2024, when the article was written.

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
    text = files("multipolar.scenario").joinpath("calendar.csv").read_text(encoding="utf-8")
    rows = [(row["information"], _event(row)) for row in csv.DictReader(text.splitlines())]
    return tuple(sorted(rows, key=lambda row: month_number(row[1].month)))


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
