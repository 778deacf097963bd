"""Verifying: what a scenario's expectations come to, beside the scenario that it extends.

Each run of the scenario is paired with the run of its base that meets the same luck and the same
parameters. How a verdict follows from the pairs stands in ``findings``, and whether there could
have been one in ``power``.
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
from multipolar.loading import load_scenario, under
from multipolar.measures import Measure
from multipolar.months import month_number, month_text
from multipolar.scenario import Expectation, Spec, scenario_folders, scenario_names
from multipolar.scenario.chain import base_file, read_chain
from multipolar.scenario.load import scenario_file
from multipolar.study.bases import ComparisonError, first_change, over_its_months, root_of
from multipolar.study.checking import POWER_RUNS, Compared, check_power, check_stored
from multipolar.study.findings import Finding, Verification, beyond, find, relevant_change
from multipolar.study.intervals import of_mean
from multipolar.study.windows import Progress, Window, paired, take_windows, windows_of_results


def verify(
    name: str | Path,
    *,
    runs: int = 400,
    seed: int = 1,
    power: int = POWER_RUNS,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
    reading: str = "centre",
) -> Verification:
    """Compare a scenario with the one that it ultimately extends, expectation by expectation.

    Parameters
    ----------
    name : str or Path
        Scenario by name or file.
    runs, seed : int
        Runs of each side, 1 or larger, and seed of the experiment.
    power : int
        Runs of each side with the link of an expectation at the edge of its priors, at most
        ``runs``; 0 leaves that out, and changes that are too small then decide nothing.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    definition : Definition, optional
        What the model is made of; see ``multipolar.definition``.
    reading : {"sceptic", "centre", "advocate"}
        Reading of the literature under which both sides run; see ``multipolar.loading.under``.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ComparisonError
        When the scenario states no expectation, extends no other (unless each of its expectations
        compares months with months before them), or expects something of a month that it does not
        cover.

    Examples
    --------
    >>> found = verify("d02_panel_survives", runs=4, power=0)
    >>> found.base, found.runs, len(found.findings)
    ('baseline', 4, 4)
    """
    [verification] = verify_all(
        [name],
        runs=runs,
        seed=seed,
        power=power,
        executor=executor,
        progress=progress,
        definition=definition,
        reading=reading,
    )
    return verification


def verify_all(
    names: str | Path | Iterable[str | Path] | None = None,
    *,
    runs: int = 400,
    seed: int = 1,
    power: int = POWER_RUNS,
    executor: Executor | None = None,
    progress: Progress | None = None,
    definition: Definition = SHIPPED,
    reading: str = "centre",
) -> tuple[Verification, ...]:
    """Verify several scenarios; a base that they share is run once.

    Parameters
    ----------
    names : str, Path or iterable of them, optional
        Scenarios; by default every shipped scenario that states an expectation.
    runs, seed, power, executor, progress, definition, reading
        As in ``verify``.

    Raises
    ------
    ScenarioError, ComparisonError
        As in ``verify``.
    """
    wanted = expecting() if names is None else names
    listed = [wanted] if isinstance(wanted, str | Path) else wanted
    plans = [_plan(name, definition, reading) for name in listed]
    jobs = _jobs(plans, definition.measures)
    seen = take_windows(
        jobs,
        runs=runs,
        seed=seed,
        executor=executor,
        progress=progress,
        definition=definition,
    )
    windows = {
        (spec.digest, window): column
        for (spec, wanted), values in zip(jobs, seen, strict=True)
        for window, column in zip(wanted, values.T, strict=True)
    }
    compared = [one for plan in plans for one in _compared(plan, windows, definition.measures)]
    with_and_without = [one for one in compared if not one.finding.expectation.before]
    if power:
        checked = check_power(
            with_and_without,
            runs=min(power, runs),
            seed=seed,
            executor=executor,
            progress=progress,
            definition=definition,
        )
        left_over = iter(checked)
        compared = [one if one.finding.expectation.before else next(left_over) for one in compared]
    left = iter(compared)
    return tuple(
        _verification(
            plan,
            [next(left).finding for _ in plan.windows],
            _moved(plan, windows, definition.measures),
            (runs, seed),
        )
        for plan in plans
    )


PLACEBO = "placebo"
"""The scenario that changes nothing: the control of the comparison, no expectation of a side."""


def verify_results(
    results: Results, scenario: str, base: Results, reference: str, *, power: int = 0
) -> Verification:
    """Verify the expectations of a scenario from results there are already.

    Parameters
    ----------
    results, base : Results
        Results of the scenario and of the one beside it; they may be the same. They must share
        the seed, and are compared over the runs that they share.
    scenario, reference : str
        Names of both there.
    power : int
        Runs of each side with the links at the edge of their priors, at most those there are;
        0 checks no power. Results whose parameters are not drawn as usual are never checked.

    Raises
    ------
    ComparisonError
        As in ``verify``.
    """
    spec = results.specs[results.scenarios.index(scenario)]
    stored = base.specs[base.scenarios.index(reference)]
    plan = _plan_of(spec, stored, (stored,) * len(spec.expectations))
    runs = min(base.runs, results.runs)
    measures = results.manifest.about.measures
    both = (*plan.windows, *plan.references)
    wanted = tuple(dict.fromkeys((*both, *plan.headlines(measures))))
    try:
        changed = windows_of_results(results, scenario, wanted, runs)
        before = windows_of_results(base, reference, wanted, runs)
    except UnknownName as error:
        raise ComparisonError(str(error)) from None
    windows = {
        (one.digest, window): column
        for one, values in ((stored, before), (spec, changed))
        for window, column in zip(wanted, values.T, strict=True)
    }
    compared = check_stored(_compared(plan, windows, measures), results, min(power, runs))
    findings = [one.finding for one in compared]
    moved = _moved(plan, windows, measures)
    return _verification(plan, findings, moved, (runs, results.seed))


def expecting() -> tuple[str, ...]:
    """Return the names of the shipped scenarios that state an expectation."""
    return tuple(name for name in scenario_names() if load_scenario(name).expectations)


@dataclass(frozen=True)
class _Plan:
    """A scenario, its root, and for each expectation its base and the windows of both sides."""

    spec: Spec
    root: Spec
    bases: tuple[Spec, ...]
    windows: tuple[Window, ...]
    references: tuple[Window, ...]

    def headlines(self, measures: Mapping[str, Measure | MeasureRow]) -> tuple[Window, ...]:
        """Return every headline measure from the first change on."""
        first = month_number(first_change(self.spec, self.root)) - month_number(self.spec.start)
        names = [name for name, measure in measures.items() if measure.headline]
        return tuple(Window(name, first, self.spec.months) for name in names)


def _plan(name: str | Path, definition: Definition, reading: str) -> _Plan:
    spec = load_scenario(name, definition=definition)
    folders = scenario_folders()
    sources, _ = read_chain(scenario_file(name), folders)
    needs_no_other = bool(spec.expectations) and all(e.before for e in spec.expectations)
    alone = len(sources) == 1 and needs_no_other
    root = spec if alone else over_its_months(spec, root_of(spec, name), definition)
    files = [base_file(sources[-1], place, folders) for place in range(len(spec.expectations))]
    bases = [root if file is None else over_its_months(spec, file, definition) for file in files]
    spec, root, *bases = (under(one, reading, definition) for one in (spec, root, *bases))
    return _plan_of(spec, root, tuple(bases))


def _plan_of(spec: Spec, root: Spec, bases: tuple[Spec, ...]) -> _Plan:
    for base in (root, *bases):
        if (spec.start, spec.months) != (base.start, base.months):
            raise ComparisonError(f"{spec.name} and {base.name} cover different months")
    if not spec.expectations:
        raise ComparisonError(f"{spec.name} states no expectation, so there is nothing to verify")
    bases = tuple(
        spec if expected.before else base
        for expected, base in zip(spec.expectations, bases, strict=True)
    )
    windows = tuple(
        _window(expected, spec, first_change(spec, base))
        for expected, base in zip(spec.expectations, bases, strict=True)
    )
    references = tuple(
        _before(expected, spec, window) if expected.before else window
        for expected, window in zip(spec.expectations, windows, strict=True)
    )
    return _Plan(spec, root, bases, windows, references)


def _before(expectation: Expectation, spec: Spec, after: Window) -> Window:
    """Return the months before those that an expectation compares with them."""
    first, stop = after.first - expectation.before, after.first + expectation.within
    if first < 0 or stop > spec.months:
        raise ComparisonError(
            f"{spec.name} covers {spec.start} to {spec.end}; wanted are {expectation.before} "
            f"months before {expectation.month} and {expectation.within} from it on"
        )
    return Window(after.measure, first, after.first, after.statistic)


def _window(expectation: Expectation, spec: Spec, since: str) -> Window:
    if expectation.where:
        raise ComparisonError(
            f"{spec.name}: {expectation.measure} has no label {expectation.where!r}; a measure "
            "carries its place in its name"
        )
    first = month_number(expectation.month or since) - month_number(spec.start)
    some = expectation.before or not expectation.month
    last = first + (expectation.within or spec.months if some else 1)
    if not 0 <= first < spec.months:
        when = expectation.month or f"{since}, when it first differs,"
        raise ComparisonError(f"{spec.name}: {when} lies outside its months")
    stop = min(last, spec.months)
    return Window(expectation.measure, first, stop, expectation.statistic)


def _jobs(
    plans: Sequence[_Plan], measures: Mapping[str, Measure]
) -> list[tuple[Spec, tuple[Window, ...]]]:
    """Return every scenario and base once, with all that is compared there."""
    specs: dict[str, Spec] = {}
    windows: dict[str, dict[Window, None]] = {}
    for plan in plans:
        both = zip(plan.bases, plan.references, plan.windows, strict=True)
        for base, reference, window in both:
            for spec, wanted in ((base, reference), (plan.spec, window)):
                specs.setdefault(spec.digest, spec)
                windows.setdefault(spec.digest, {})[wanted] = None
        for spec in (plan.root, plan.spec):
            specs.setdefault(spec.digest, spec)
            windows.setdefault(spec.digest, {}).update(dict.fromkeys(plan.headlines(measures)))
    return [(spec, tuple(windows[digest])) for digest, spec in specs.items()]


def _compared(
    plan: _Plan,
    windows: Mapping[tuple[str, Window], Array],
    measures: Mapping[str, Measure | MeasureRow],
) -> list[Compared]:
    start = month_number(plan.spec.start)
    found = []
    for expected, base, window, reference in zip(
        plan.spec.expectations, plan.bases, plan.windows, plan.references, strict=True
    ):
        sides = windows[plan.spec.digest, window], windows[base.digest, reference]
        span = month_text(start + window.first), month_text(start + window.stop - 1)
        finding = find(expected, *sides, span, measures[expected.measure], base.name)
        found.append(Compared(plan.spec, base, window, sides[0] - sides[1], finding))
    return found


def _moved(
    plan: _Plan,
    windows: Mapping[tuple[str, Window], Array],
    measures: Mapping[str, Measure | MeasureRow],
) -> tuple[int, int]:
    """Return how many headline measures the scenario moves, and of how many."""
    moved, defined = 0, 0
    for window in plan.headlines(measures):
        changed, base = windows[plan.spec.digest, window], windows[plan.root.digest, window]
        difference = paired(changed, base)
        relevant = relevant_change(measures[window.measure].smallest_change, base)
        defined += bool(difference.size)
        moved += beyond(of_mean(difference), relevant)
    return moved, defined


def _verification(
    plan: _Plan, findings: Sequence[Finding], moved: tuple[int, int], luck: tuple[int, int]
) -> Verification:
    runs, seed = luck
    return Verification(
        scenario=plan.spec.name,
        title=plan.spec.title,
        question=plan.spec.question,
        base=plan.root.name,
        runs=runs,
        seed=seed,
        findings=tuple(findings),
        moved=moved[0],
        headlines=moved[1],
    )
