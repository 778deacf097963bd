"""What a scenario is compared with, and from which month on the two differ."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, TypeVar

from multipolar.arguments import ArgumentError
from multipolar.definition import SHIPPED, Definition
from multipolar.loading import load_scenario
from multipolar.months import month_number, month_text
from multipolar.scenario import Event, Order, Spec, scenario_folders
from multipolar.scenario.chain import read_chain
from multipolar.scenario.load import scenario_file

Told = TypeVar("Told", Event, Order)


class ComparisonError(ArgumentError):
    """A scenario cannot be compared with another; the message says why."""


def base_of(name: str | Path, definition: Definition = SHIPPED) -> Spec:
    """Return the scenario that a scenario ultimately extends.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ComparisonError
        When the scenario extends no other.
    """
    return load_scenario(
        root_of(load_scenario(name, definition=definition), name), definition=definition
    )


def root_of(spec: Spec, name: str | Path) -> Path:
    """Return the file of the scenario that a scenario ultimately extends.

    Raises
    ------
    ComparisonError
        When the scenario extends no other.
    """
    sources, _ = read_chain(scenario_file(name), scenario_folders())
    if len(sources) == 1:
        raise ComparisonError(
            f"{spec.name} extends no other scenario, so there is nothing beside it"
        )
    return sources[0].path


def over_its_months(spec: Spec, file: Path, definition: Definition = SHIPPED) -> Spec:
    """Return the scenario of a file over the months of ``spec``, as pairs need it."""
    return load_scenario(file, months_of(spec), definition=definition)


def months_of(spec: Spec) -> dict[str, Any]:
    """Return what another scenario is told to cover the months of this one."""
    return {"start": spec.start, "months": spec.months}


def first_change(spec: Spec, base: Spec) -> str:
    """Return the first month in which two scenarios are told different things.

    Dated changes (events and orders) come first, those that act in the months of the scenario
    before others; when there is none, other parameters, switches or states hold from the first
    month on.
    """
    told: list[Event | Order] = [
        *only_in(spec.events, base.events),
        *only_in(base.events, spec.events),
        *only_in(spec.orders, base.orders),
        *only_in(base.orders, spec.orders),
    ]
    start = month_number(spec.start)
    acting = [max(start, month_number(row.month)) for row in told if acts(spec, row)]
    dates = acting or [month_number(row.month) for row in told]
    return month_text(min(dates)) if dates else spec.start


def only_in(mine: Sequence[Told], theirs: Sequence[Told]) -> list[Told]:
    """Return the rows of a table of one scenario that another lacks."""
    return [row for row in mine if row not in theirs]


def acts(spec: Spec, row: Event | Order) -> bool:
    """Return whether an event or an order acts in the months of a scenario."""
    begin, first = month_number(spec.start), month_number(row.month)
    return first < begin + spec.months and first + (row.months or 1) > begin


def check_months(specs: Sequence[Spec]) -> None:
    """Raise ComparisonError unless the scenarios cover the same months."""
    for spec in specs[1:]:
        if (spec.start, spec.months) != (specs[0].start, specs[0].months):
            raise ComparisonError(
                f"{specs[0].name} covers {specs[0].start} to {specs[0].end} and {spec.name} "
                f"{spec.start} to {spec.end}; what is compared must cover the same months "
                "(verify and report run what a scenario extends over its months)"
            )
