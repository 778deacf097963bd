"""Comparing: every headline measure of scenarios beside a reference, run by run.

Run k of every scenario meets the same luck and the same parameters, so the difference of a run is
what the change does to that world. A measure is averaged from the first month in which the two
scenarios are told different things until the last month, or read in one month.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from multipolar.arrays import Array
from multipolar.definition import SHIPPED, Definition
from multipolar.ensemble import Results
from multipolar.ensemble.cases import Scenarios, cases_of
from multipolar.ensemble.labels import MeasureRow
from multipolar.loading import under
from multipolar.measures import Measure
from multipolar.months import month_range
from multipolar.scenario import Spec
from multipolar.study.bases import ComparisonError, check_months, first_change
from multipolar.study.findings import beyond, relevant_change, within
from multipolar.study.intervals import Interval, of_mean, over_runs, standardised
from multipolar.study.windows import (
    Progress,
    Window,
    paired,
    take_windows,
    windows_of_results,
)

if TYPE_CHECKING:
    import pandas as pd


@dataclass(frozen=True)
class Difference:
    """What a scenario does to a measure, against the reference.

    Parameters
    ----------
    scenario, measure, title, unit : str
        Scenario and headline measure.
    first, last : str
        Months over which the measure was averaged in each run.
    mean : float
        Mean paired difference, in the unit; NaN when no pair is defined.
    of_mean, runs : Interval
        90 % interval of that mean, and 5 % to 95 % quantiles of the difference over the runs.
    standardised : float
        The mean in standard deviations of the reference over its runs; NaN when that does not vary.
    relevant : float
        Change from which the measure matters, in the unit: the larger of a fifth of the
        reference's standard deviation and of the measure's own smallest change, which is judged.
    pairs : int
        Runs in which both sides are defined.
    """

    scenario: str
    measure: str
    title: str
    unit: str
    first: str
    last: str
    mean: float
    of_mean: Interval
    runs: Interval
    standardised: float
    relevant: float
    pairs: int

    @property
    def sure(self) -> bool:
        """Whether the 90 % interval of the mean leaves out zero."""
        return self.of_mean.low > 0.0 or self.of_mean.high < 0.0

    @property
    def moved(self) -> bool:
        """Whether the 90 % interval of the mean lies beyond what matters, on one side."""
        return beyond(self.of_mean, self.relevant)

    @property
    def verdict(self) -> str:
        """What the runs tell: that it moved, did not, or by too little; or that they cannot."""
        if self.moved:
            return "moved"
        if self.of_mean == Interval(0.0, 0.0):
            return "no change"
        small = np.isfinite(self.relevant) and within(self.of_mean, self.relevant)
        return "too small" if small else "cannot tell"


@dataclass(frozen=True)
class Comparison:
    """Scenarios beside a reference.

    Parameters
    ----------
    reference : str
        Scenario from which the others differ.
    scenarios : tuple of str
        The others.
    runs, seed : int
        Runs of each side, and seed of the experiment.
    differences : tuple of Difference
        The largest standardised effect of each scenario first; measures without one last.
    left_out : tuple of str
        Headline measures that only one side of stored results has.
    """

    reference: str
    scenarios: tuple[str, ...]
    runs: int
    seed: int
    differences: tuple[Difference, ...]
    left_out: tuple[str, ...] = ()

    def of(self, scenario: str) -> tuple[Difference, ...]:
        """Return the differences of one scenario."""
        return tuple(row for row in self.differences if row.scenario == scenario)

    def moved(self, scenario: str) -> tuple[int, int]:
        """Return how many headline measures a scenario moves, and of how many that are defined."""
        rows = [row for row in self.of(scenario) if row.pairs]
        return sum(row.moved for row in rows), len(rows)

    def to_frame(self) -> pd.DataFrame:
        """Return the differences as a table, one row each; intervals are two columns."""
        import pandas as pd

        return pd.DataFrame([self._row(difference) for difference in self.differences])

    def _row(self, difference: Difference) -> dict[str, object]:
        row = asdict(difference) | {
            "reference": self.reference,
            "sure": difference.sure,
            "moved": difference.moved,
        }
        for name, prefix in (("of_mean", "mean_"), ("runs", "")):
            low, high = row.pop(name)
            row |= {f"{prefix}low": low, f"{prefix}high": high}
        return row


@dataclass(frozen=True)
class _Side:
    """A scenario, its measures, and how its windows are taken: shape (runs, windows)."""

    name: str
    spec: Spec
    measures: Mapping[str, Measure | MeasureRow]
    seen: Callable[[tuple[Window, ...]], Array]


def compare_results(results: Sequence[Results], month: str | None = None) -> Comparison:
    """Compare all scenarios of some results with the first one.

    Results that differ in their number of runs are compared over the runs they share.

    Parameters
    ----------
    results : sequence of Results
        One or more, of two or more scenarios in all.
    month : str, optional
        Month to compare; by default the mean from the first difference on.

    Raises
    ------
    ComparisonError
        When there are fewer than two scenarios, or they do not share seed, drawing of parameters,
        months or states, or the month is not one of theirs.
    """
    first = results[0] if results else None
    if first is None or sum(len(one.scenarios) for one in results) < 2:
        raise ComparisonError("a comparison needs two scenarios or more")
    for other in results[1:]:
        check_luck(first, other)
    runs = min(one.runs for one in results)
    sides = [_stored(one, name, runs) for one in results for name in one.scenarios]
    return _compare(_named(sides, results), runs, first.seed, month)


def compare_pair(
    results: Results, scenario: str, base: Results, reference: str, month: str | None = None
) -> Comparison:
    """Compare one scenario of some results with one of the same or other results.

    Raises
    ------
    ComparisonError
        As in ``compare_results``.
    """
    check_luck(base, results)
    runs = min(base.runs, results.runs)
    sides = [_stored(base, reference, runs), _stored(results, scenario, runs)]
    return _compare(sides, runs, base.seed, month)


def compare_scenarios(
    names: Scenarios,
    *,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
    month: str | None = None,
    definition: Definition = SHIPPED,
    reading: str = "centre",
) -> Comparison:
    """Run scenarios with common random numbers and compare them with the first one.

    Parameters
    ----------
    names : sequence of str, Path, Spec or Case
        Two scenarios or more.
    runs, seed : int
        Runs of each scenario, 1 or larger, and seed of the experiment.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    month : str, optional
        Month to compare; by default the mean from the first difference on.
    definition : Definition, optional
        What the model is made of; see ``multipolar.definition``.
    reading : {"sceptic", "centre", "advocate"}
        Reading of the literature under which all run; see ``multipolar.loading.under``.

    Raises
    ------
    ScenarioError
        With every problem of a file.
    ComparisonError
        As in ``compare_results``.
    """
    specs = [under(case.spec, reading, definition) for case in cases_of(names, definition)]
    measures = definition.measures
    if len(specs) < 2:
        raise ComparisonError("a comparison needs two scenarios or more")
    check_months(specs)
    others = [(spec, _windows(specs[0], spec, _headline(measures), month)) for spec in specs[1:]]
    every = tuple(dict.fromkeys(window for _, windows in others for window in windows))
    jobs = [(specs[0], every), *others]
    seen = take_windows(
        jobs,
        runs=runs,
        seed=seed,
        executor=executor,
        progress=progress,
        definition=definition,
    )
    sides = [
        _Side(spec.name, spec, measures, _table(windows, values))
        for (spec, windows), values in zip(jobs, seen, strict=True)
    ]
    return _compare(sides, runs, seed, month)


def _table(windows: tuple[Window, ...], values: Array) -> Callable[[tuple[Window, ...]], Array]:
    place = {window: number for number, window in enumerate(windows)}
    return lambda wanted: values[:, [place[window] for window in wanted]]


def _stored(results: Results, name: str, runs: int) -> _Side:
    spec = results.specs[results.scenarios.index(name)]
    measures = results.manifest.about.measures
    return _Side(
        name, spec, measures, lambda windows: windows_of_results(results, name, windows, runs)
    )


def _named(sides: list[_Side], results: Sequence[Results]) -> list[_Side]:
    """Return the sides, those of one name told apart by their folder."""
    folders = [one.folder for one in results for _ in one.scenarios]
    names = [side.name for side in sides]
    return [
        replace(side, name=f"{side.name} ({folder})") if names.count(side.name) > 1 else side
        for side, folder in zip(sides, folders, strict=True)
    ]


def _compare(sides: Sequence[_Side], runs: int, seed: int, month: str | None) -> Comparison:
    reference, *others = sides
    check_months([side.spec for side in sides])
    found = [
        row for other in others for row in sorted(_rows(reference, other, month), key=_smallness)
    ]
    names = tuple(other.name for other in others)
    left_out = dict.fromkeys(name for other in others for name in _in_one(reference, other))
    return Comparison(reference.name, names, runs, seed, tuple(found), tuple(left_out))


def _headline(measures: Mapping[str, Measure | MeasureRow]) -> list[str]:
    return [name for name, row in measures.items() if row.headline]


def _in_one(reference: _Side, other: _Side) -> list[str]:
    """Return the headline measures that only one side has.

    Raises
    ------
    ComparisonError
        When a measure has another unit on the other side.
    """
    for name, row in reference.measures.items():
        theirs = other.measures.get(name, row)
        if theirs.unit != row.unit:
            raise ComparisonError(
                f"{name} is in {row.unit!r} in {reference.name} and in {theirs.unit!r} in "
                f"{other.name}; results of different versions of the model cannot be compared"
            )
    pairs = ((reference, other), (other, reference))
    return [n for one, two in pairs for n in _headline(one.measures) if n not in two.measures]


def _smallness(row: Difference) -> float:
    return np.inf if np.isnan(row.standardised) else -abs(row.standardised)


def _rows(reference: _Side, other: _Side, month: str | None) -> Iterator[Difference]:
    alone = _in_one(reference, other)
    names = [name for name in _headline(reference.measures) if name not in alone]
    windows = _windows(reference.spec, other.spec, names, month)
    columns = zip(windows, other.seen(windows).T, reference.seen(windows).T, strict=True)
    for window, changed, base in columns:
        measure = reference.measures[window.measure]
        yield difference_of(other.name, window, measure, reference.spec, changed, base)


def difference_of(
    scenario: str,
    window: Window,
    measure: Measure | MeasureRow,
    spec: Spec,
    changed: Array,
    base: Array,
) -> Difference:
    """Return what a scenario does to a measure, against the reference ``spec``.

    ``changed`` and ``base`` are the measure's window in both, with the same luck, shape (runs,).
    """
    covered = month_range(spec.start, spec.months)
    difference = paired(changed, base)
    mean = float(difference.mean()) if difference.size else float("nan")
    return Difference(
        scenario=scenario,
        measure=window.measure,
        title=measure.title,
        unit=measure.unit,
        first=covered[window.first],
        last=covered[window.stop - 1],
        mean=mean,
        of_mean=of_mean(difference),
        runs=over_runs(difference),
        standardised=standardised(mean, base),
        relevant=relevant_change(measure.smallest_change, base),
        pairs=int(difference.size),
    )


def _windows(
    reference: Spec, other: Spec, names: Sequence[str], month: str | None
) -> tuple[Window, ...]:
    covered = month_range(reference.start, reference.months)
    begun = month or first_change(other, reference)
    if begun not in covered:
        said = repr(month) if month else f"{begun}, when {other.name} first differs,"
        raise ComparisonError(f"{said} is none of the months {covered[0]} to {covered[-1]}")
    first = covered.index(begun)
    stop = first + 1 if month else reference.months
    return tuple(Window(name, first, stop) for name in names)


def check_luck(one: Results, other: Results) -> None:
    """Raise ComparisonError unless the runs of two results are pairs: one seed, one drawing."""
    for word, mine, theirs in (
        ("seed", one.seed, other.seed),
        ("--parameters", one.parameter_source, other.parameter_source),
    ):
        if mine != theirs:
            raise ComparisonError(
                f"{one.folder} and {other.folder} differ in {word} ({mine} and {theirs}), so their "
                "runs are no pairs; run both with the same one"
            )
