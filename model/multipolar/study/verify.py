"""Verifying: what a scenario's expectations come to, beside the scenario that it extends.

Each run of the scenario is paired with the run of its base that meets the same luck and the same
parameters. How a verdict follows from the pairs stands in ``findings``.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path

from multipolar.arguments import UnknownName
from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble import Results
from multipolar.ensemble.labels import MeasureRow
from multipolar.loading import load_scenario
from multipolar.measures import Measure
from multipolar.months import month_number, month_text
from multipolar.scenario import Event, Expectation, Order, Spec, scenario_folders, scenario_names
from multipolar.scenario.chain import read_chain
from multipolar.scenario.load import scenario_file
from multipolar.study.findings import Verification, find
from multipolar.study.window_means import (
    Progress,
    WindowMean,
    take_window_means,
    window_means_of_results,
)


class ComparisonError(ValueError):
    """A scenario cannot be compared with another; the message says why."""


def verify(
    name: str | Path,
    *,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> Verification:
    """Compare a scenario with the one that it ultimately extends, expectation by expectation.

    Parameters
    ----------
    name : str or Path
        Scenario by name or file.
    runs, seed : int
        Runs of each side, 1 or larger, and seed of the experiment.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done; they add up to twice ``runs``.
    definition : Definition, optional
        What the model is made of; see ``multipolar.definition``.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ComparisonError
        When the scenario states no expectation, extends no other, covers other months than its
        base, or expects something of a month that it does not cover.

    Examples
    --------
    >>> found = verify("d02_panel_survives", runs=4)
    >>> found.base, found.runs, len(found.findings)
    ('baseline', 4, 4)
    """
    [verification] = verify_all(
        [name],
        runs=runs,
        seed=seed,
        executor=executor,
        progress=progress,
        definition=definition,
    )
    return verification


def verify_all(
    names: str | Path | Iterable[str | Path] | None = None,
    *,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
) -> tuple[Verification, ...]:
    """Verify several scenarios; a base that they share is run once.

    Parameters
    ----------
    names : str, Path or iterable of them, optional
        Scenarios; by default every shipped scenario that states an expectation.
    runs, seed, executor, progress, definition
        As in ``verify``.

    Raises
    ------
    ScenarioError, ComparisonError
        As in ``verify``.
    """
    wanted = expecting() if names is None else names
    listed = [wanted] if isinstance(wanted, str | Path) else wanted
    plans = [_plan(name, definition) for name in listed]
    bases: dict[str, Spec] = {plan.base.digest: plan.base for plan in plans}
    windows = {
        digest: tuple(dict.fromkeys(x for p in plans if p.base.digest == digest for x in p.windows))
        for digest in bases
    }
    jobs = [(bases[digest], windows[digest]) for digest in bases]
    jobs += [(plan.spec, plan.windows) for plan in plans]
    seen = take_window_means(
        jobs,
        runs=runs,
        seed=seed,
        executor=executor,
        progress=progress,
        definition=definition,
    )
    base_seen = {
        digest: dict(zip(windows[digest], values.T, strict=True))
        for digest, values in zip(bases, seen[: len(bases)], strict=True)
    }
    return tuple(
        _verification(plan, values, base_seen[plan.base.digest], runs, seed, definition.measures)
        for plan, values in zip(plans, seen[len(bases) :], strict=True)
    )


PLACEBO = "placebo"
"""The scenario that changes nothing: the control of the comparison, no expectation of a side."""


def verify_results(results: Results, scenario: str, base: Results, reference: str) -> Verification:
    """Verify the expectations of a scenario from results there are already.

    Parameters
    ----------
    results, base : Results
        Results of the scenario and of the one beside it; they may be the same. They must share
        the seed, and are compared over the runs that they share.
    scenario, reference : str
        Names of both there.

    Raises
    ------
    ComparisonError
        As in ``verify``.
    """
    spec = results.specs[results.scenarios.index(scenario)]
    plan = _plan_of(spec, base.specs[base.scenarios.index(reference)])
    runs = min(results.runs, base.runs)
    try:
        changed = window_means_of_results(results, scenario, plan.windows, runs)
        before = window_means_of_results(base, reference, plan.windows, runs)
    except UnknownName as error:
        raise ComparisonError(str(error)) from None
    seen = dict(zip(plan.windows, before.T, strict=True))
    measures = results.manifest.about.measures
    return _verification(plan, changed, seen, runs, results.seed, measures)


def expecting() -> tuple[str, ...]:
    """Return the names of the shipped scenarios that state an expectation."""
    return tuple(name for name in scenario_names() if load_scenario(name).expectations)


def base_of(name: str | Path, definition: Definition = SHIPPED) -> Spec:
    """Return the scenario that a scenario ultimately extends.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ComparisonError
        When the scenario extends no other.
    """
    spec = load_scenario(name, definition=definition)
    sources, _ = read_chain(scenario_file(name), scenario_folders())
    if len(sources) == 1:
        raise ComparisonError(
            f"{spec.name} extends no other scenario, so there is nothing beside it"
        )
    return load_scenario(sources[0].path, definition=definition)


def first_change(spec: Spec, base: Spec) -> str:
    """Return the first month in which two scenarios are told different things.

    Dated changes (events and orders) come first; when there is none, other parameters, switches
    or states hold from the first month on.
    """
    dates = [month_number(row.month) for row in _only_in_one(spec.events, base.events)]
    dates += [month_number(row.month) for row in _only_in_one(spec.orders, base.orders)]
    return month_text(min(dates)) if dates else spec.start


@dataclass(frozen=True)
class _Plan:
    """A scenario, its base, and the window mean of each expectation."""

    spec: Spec
    base: Spec
    windows: tuple[WindowMean, ...]


def _plan(name: str | Path, definition: Definition) -> _Plan:
    return _plan_of(load_scenario(name, definition=definition), base_of(name, definition))


def _plan_of(spec: Spec, base: Spec) -> _Plan:
    if (spec.start, spec.months) != (base.start, base.months):
        raise ComparisonError(f"{spec.name} and {base.name} cover different months")
    if not spec.expectations:
        raise ComparisonError(f"{spec.name} states no expectation, so there is nothing to verify")
    since = first_change(spec, base)
    return _Plan(spec, base, tuple(_window(e, spec, since) for e in spec.expectations))


def _window(expectation: Expectation, spec: Spec, since: str) -> WindowMean:
    if expectation.where:
        raise ComparisonError(
            f"{spec.name}: {expectation.measure} has no label {expectation.where!r}; a measure "
            "carries its place in its name"
        )
    start = month_number(spec.start)
    first = month_number(expectation.month or since) - start
    stop = first + 1 if expectation.month else spec.months
    if not 0 <= first < spec.months:
        raise ComparisonError(f"{spec.name}: {expectation.month} lies outside its months")
    return WindowMean(expectation.measure, first, stop)


def _only_in_one(
    mine: Sequence[Event] | Sequence[Order], theirs: Sequence[Event] | Sequence[Order]
) -> list[Event | Order]:
    return [
        *(row for row in mine if row not in theirs),
        *(row for row in theirs if row not in mine),
    ]


def _verification(
    plan: _Plan,
    values: Array,
    base: dict[WindowMean, Array],
    runs: int,
    seed: int,
    measures: Mapping[str, Measure | MeasureRow],
) -> Verification:
    start = month_number(plan.spec.start)
    findings = tuple(
        find(
            expectation,
            changed,
            base[window],
            month_text(start + window.first),
            month_text(start + window.stop - 1),
            measures[expectation.measure],
        )
        for expectation, window, changed in zip(
            plan.spec.expectations, plan.windows, values.T, strict=True
        )
    )
    return Verification(
        scenario=plan.spec.name,
        title=plan.spec.title,
        question=plan.spec.question,
        base=plan.base.name,
        runs=runs,
        seed=seed,
        findings=findings,
    )
