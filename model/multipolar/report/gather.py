"""What a report is made of: a scenario, the one beside it, and what follows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from operator import itemgetter

from multipolar.ensemble import Results
from multipolar.report.beside import NothingBesideError, beside, expects_against, told_outside
from multipolar.scenario import Event, Order, Spec, calendar, calendar_orders
from multipolar.scenario.schema import ADDS
from multipolar.study.bases import acts, only_in
from multipolar.study.checking import POWER_RUNS
from multipolar.study.compare import Comparison, Difference, compare_pair
from multipolar.study.findings import Verification
from multipolar.study.leading import Leading, leading
from multipolar.study.verify import verify_results
from multipolar.world.roster import with_names

OPERATIONS = {"add": "", "drift": "", "set": "set to ", "scale": "times "}


LED = 3
"""Measures that moved most, of which the leading parameters are told."""


@dataclass(frozen=True)
class Moved:
    """A measure that moved, and the parameters on which the size of its change hangs."""

    row: Difference
    leads: tuple[Leading, ...]


@dataclass(frozen=True)
class Report:
    """What a page tells.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str
        Name of the scenario there.
    spec : Spec
        The scenario.
    base : Spec or None
        Scenario beside it.
    changes : tuple of str
        What is changed against the base, a line each; without a base, what is told beside the
        calendar.
    comparison : Comparison or None
        Paired differences from the base.
    verification : Verification or None
        What the scenario's expectations came to.
    note : str
        Why there is nothing beside it, or why its expectations are not judged, else empty.
    beside : Results or None
        The results of the base.
    moved : tuple of Moved
        The measures that moved most, the largest first.
    """

    results: Results
    scenario: str
    spec: Spec
    base: Spec | None
    changes: tuple[str, ...]
    comparison: Comparison | None
    verification: Verification | None
    note: str = ""
    beside: Results | None = None
    moved: tuple[Moved, ...] = ()


def gather(
    results: Results,
    scenario: str | None = None,
    base: Results | None = None,
    *,
    power: int = POWER_RUNS,
) -> Report:
    """Return what a report of a scenario is made of.

    Parameters
    ----------
    results : Results
        The ensemble.
    scenario : str, optional
        Scenario of it; by default the first that states an expectation, else the first.
    base : Results, optional
        Results whose first scenario stands beside it. By default that is what the scenario
        ultimately extends, found among the results or run anew with the same luck.
    power : int
        Runs with which the power of its expectations is checked, at most those of the results;
        0 leaves it unchecked.

    Raises
    ------
    KeyError
        When the results have no such scenario.
    ComparisonError
        When the base that was given shares no luck or other months.
    StoreError
        When another model than the shipped one made the results, and they were opened without it.
    """
    results.need_model()
    name = scenario or _first(results)
    if name not in results.scenarios:
        raise KeyError(f"no scenario {name!r}; there are: {', '.join(results.scenarios)}")
    spec = results.specs[results.scenarios.index(name)]
    try:
        other, reference = (base, base.scenarios[0]) if base else beside(results, name)
    except NothingBesideError as nothing:
        told = tuple(changes(spec, nothing.base or _untold(spec)))
        return Report(results, name, spec, nothing.base, told, None, None, str(nothing))
    comparison = compare_pair(results, name, other, reference)
    extended = other.specs[other.scenarios.index(reference)]
    outside = base is None and bool(told_outside(results, name))
    against = expects_against(results, name) if base else ""
    another = against not in ("", extended.name)
    return Report(
        results=results,
        scenario=name,
        spec=spec,
        base=extended,
        changes=tuple(changes(spec, extended)),
        comparison=comparison,
        verification=verify_results(results, name, other, reference, power=power)
        if spec.expectations and not outside and not another
        else None,
        note=f"The expectations are about what differs from {against}, and {extended.name} stands "
        "here: they are not judged."
        if another
        else "",
        beside=other,
        moved=tuple(
            Moved(row, leading(row, results, other, reference))
            for row in comparison.differences
            if row.moved
        )[:LED],
    )


def _first(results: Results) -> str:
    pairs = zip(results.scenarios, results.specs, strict=True)
    return next((name for name, spec in pairs if spec.expectations), results.scenarios[0])


def _untold(spec: Spec) -> Spec:
    """Return a scenario without what its file may tell beside the calendar, as far as is seen."""
    dated = {event.name for event in calendar(spec.information)}
    chosen = [order for orders in calendar_orders(spec.information).values() for order in orders]
    return replace(
        spec,
        events=tuple(event for event in spec.events if event.name in dated),
        orders=tuple(order for order in spec.orders if order in chosen),
        switches=dict.fromkeys(spec.switches, True),
    )


def changes(spec: Spec, base: Spec) -> Iterator[str]:
    """Yield in plain words what a scenario is told in its months that its base is not."""
    dated: list[tuple[Event | Order, str]] = [
        *((row, _event(row)) for row in only_in(spec.events, base.events)),
        *((row, f"no longer: {_event(row)}") for row in only_in(base.events, spec.events)),
        *((row, _order(row)) for row in only_in(spec.orders, base.orders)),
        *((row, f"no longer: {_order(row)}") for row in only_in(base.orders, spec.orders)),
    ]
    acting = [(row.month, words) for row, words in dated if acts(spec, row)]
    yield from _grouped(sorted(acting, key=itemgetter(0)))
    for switch, on in spec.switches.items():
        if on != base.switches.get(switch):
            yield f"mechanism {switch} is switched {'on' if on else 'off'}"
    for name, prior in spec.parameters.items():
        before = base.parameters.get(name)
        if before is not None and prior != before:
            yield (
                f"parameter {name}: {prior.low:g} to {prior.high:g}, mode {prior.mode:g} "
                f"(before {before.low:g} to {before.high:g}, mode {before.mode:g})"
            )
    left = [iso3 for iso3 in base.states if iso3 not in spec.states]
    if left:
        yield f"left out: {', '.join(left)}"


def _grouped(dated: list[tuple[str, str]]) -> Iterator[str]:
    """Yield each change once, with its month, or its first and last month and how often."""
    months: dict[str, list[str]] = {}
    for month, words in dated:
        months.setdefault(words, []).append(month)
    for words, found in months.items():
        when = f"{found[0]} to {found[-1]}, {len(found)} times" if len(found) > 1 else found[0]
        yield f"{when}: {words}"


def _event(event: Event) -> str:
    words = event.description or event.name.replace("_", " ")
    if not event.attribute:
        return words
    place = f" of {event.where}" if event.where not in ("", "all") else ""
    value = f"{event.value:+g}" if event.operation in ADDS else f"{event.value:g}"
    change = f"{OPERATIONS[event.operation]}{value.replace('-', '−')}"
    span = f" for {event.months} months" if event.months is not None else ""
    every = " each month" if event.operation == "drift" else ""
    return f"{words} ({event.attribute.replace('_', ' ')}{place}: {change}{every}{span})"


def _order(order: Order) -> str:
    span = "1 month" if order.months == 1 else f"{order.months} months"
    action = order.action.replace("_", " ")
    about = f" in {order.choice}" if order.choice else ""
    return f"{with_names(order.state)} is made to choose {action}{about} for {span}"
