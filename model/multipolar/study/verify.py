"""Verifying: what a scenario's expectations come to, beside the scenario that it extends.

Each run of the scenario is paired with the run of its base that meets the same luck and the same
parameters. The rule of the verdict compares the 90 % interval of the mean paired difference with
the smallest relevant change d, so that a thousand runs of next to nothing support nothing
(equivalence by two one-sided tests: Schuirmann 1987). The interval's level of 90 % gives each
one-sided test 5 %.

    ==========  ================  ============================  ==============
    direction   supported         contradicted                  undecided
    ==========  ================  ============================  ==============
    up          low > d           high <= d                     otherwise
    down        high < -d         low >= -d                     otherwise
    none        within [-d, d]    low > d or high < -d          otherwise
    ==========  ================  ============================  ==============

A direction is thus contradicted by the opposite and by nothing at all. The verdict is a result
about the model and its priors, not a test of the article against the world.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import numpy as np
from numpy.typing import NDArray

from multipolar.arguments import UnknownName
from multipolar.ensemble import Results
from multipolar.ensemble.labels import MeasureRow
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES, Measure
from multipolar.months import month_number, month_text
from multipolar.scenario import Event, Expectation, Order, Spec, scenario_folders, scenario_names
from multipolar.scenario.chain import read_chain
from multipolar.scenario.load import scenario_file
from multipolar.study.intervals import Interval, of_mean, over_runs
from multipolar.study.looks import Look, Progress, look_at, look_at_results, paired

if TYPE_CHECKING:
    import pandas as pd

Array = NDArray[np.float64]
Verdict = Literal["supported", "contradicted", "undecided"]


class ComparisonError(ValueError):
    """A scenario cannot be compared with another; the message says why."""


@dataclass(frozen=True)
class Finding:
    """What an expectation came to.

    Parameters
    ----------
    expectation : Expectation
        Whose it was, measure, direction, claims and reading.
    title, unit : str
        Title and unit of the measure.
    first, last : str
        Months over which the measure was averaged in each run; the same month when the
        expectation names one.
    relevant : float
        Smallest relevant change, in the unit of the measure.
    mean, median : float
        Paired difference, scenario minus base.
    runs : Interval
        5 % and 95 % quantiles of the paired difference over the runs.
    of_mean : Interval
        90 % interval of the mean paired difference.
    agreeing : float
        Share of the pairs with the stated sign; for ``none``, within the smallest relevant change.
    largest : float
        Largest paired difference in absolute value.
    pairs : int
        Runs in which both sides are defined.
    verdict : str
        ``supported``, ``contradicted`` or ``undecided``.
    """

    expectation: Expectation
    title: str
    unit: str
    first: str
    last: str
    relevant: float
    mean: float
    median: float
    runs: Interval
    of_mean: Interval
    agreeing: float
    largest: float
    pairs: int
    verdict: Verdict

    @property
    def too_small(self) -> bool:
        """Whether a direction is contradicted by a change that is too small to matter.

        The mean may have the sign that was expected; a change the other way is not meant.
        """
        small = -self.relevant <= self.of_mean.low and self.of_mean.high <= self.relevant
        return self.verdict == "contradicted" and self.expectation.direction != "none" and small

    @property
    def untouched(self) -> bool:
        """Whether no run differs at all: no path leads from the change here, or one too weak."""
        return self.largest == 0.0


@dataclass(frozen=True)
class Verification:
    """What the expectations of a scenario came to.

    Parameters
    ----------
    scenario, title, question : str
        The scenario, in its own words.
    base : str
        Scenario that it was compared with.
    runs, seed : int
        Runs of each side, and seed of the experiment.
    findings : tuple of Finding
        One for each expectation, in the order of the file.
    """

    scenario: str
    title: str
    question: str
    base: str
    runs: int
    seed: int
    findings: tuple[Finding, ...]

    def to_frame(self) -> pd.DataFrame:
        """Return the findings as a table, one row each."""
        import pandas as pd

        return pd.DataFrame([_row(self, finding) for finding in self.findings])


def verify(
    name: str | Path,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
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
    [verification] = verify_all([name], runs, seed, executor, progress)
    return verification


def verify_all(
    names: str | Path | Iterable[str | Path] | None = None,
    runs: int = 400,
    seed: int = 1,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[Verification, ...]:
    """Verify several scenarios; a base that they share is run once.

    Parameters
    ----------
    names : str, Path or iterable of them, optional
        Scenarios; by default every shipped scenario that states an expectation.
    runs, seed, executor, progress
        As in ``verify``.

    Raises
    ------
    ScenarioError, ComparisonError
        As in ``verify``.
    """
    wanted = expecting() if names is None else names
    plans = [_plan(name) for name in ([wanted] if isinstance(wanted, str | Path) else wanted)]
    bases: dict[str, Spec] = {plan.base.digest: plan.base for plan in plans}
    looks = {
        digest: tuple(dict.fromkeys(x for p in plans if p.base.digest == digest for x in p.looks))
        for digest in bases
    }
    jobs = [(bases[digest], looks[digest]) for digest in bases]
    jobs += [(plan.spec, plan.looks) for plan in plans]
    seen = look_at(jobs, runs=runs, seed=seed, executor=executor, progress=progress)
    base_seen = {
        digest: dict(zip(looks[digest], values.T, strict=True))
        for digest, values in zip(bases, seen[: len(bases)], strict=True)
    }
    return tuple(
        _verification(plan, values, base_seen[plan.base.digest], runs, seed)
        for plan, values in zip(plans, seen[len(bases) :], strict=True)
    )


def findings_table(found: Iterable[Verification]) -> pd.DataFrame:
    """Return the findings of several scenarios as one table, one row each."""
    import pandas as pd

    return pd.concat([verification.to_frame() for verification in found], ignore_index=True)


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
        changed = look_at_results(results, scenario, plan.looks, runs)
        before = look_at_results(base, reference, plan.looks, runs)
    except UnknownName as error:
        raise ComparisonError(str(error)) from None
    seen = dict(zip(plan.looks, before.T, strict=True))
    measures = results.manifest.about.measures
    return _verification(plan, changed, seen, runs, results.seed, measures)


def expecting() -> tuple[str, ...]:
    """Return the names of the shipped scenarios that state an expectation."""
    return tuple(name for name in scenario_names() if load_scenario(name).expectations)


def judge(direction: str, mean: Interval, relevant: float) -> Verdict:
    """Return the verdict on a direction from the interval of the mean paired difference.

    The rule is in the docstring of this module. An interval with a NaN decides nothing.
    """
    low, high = mean
    if direction == "none":
        supported = -relevant <= low and high <= relevant
        contradicted = low > relevant or high < -relevant
    else:
        if direction == "down":
            low, high = -high, -low
        supported = low > relevant
        contradicted = high <= relevant
    return "supported" if supported else "contradicted" if contradicted else "undecided"


def agreement(direction: str, difference: Array, relevant: float) -> float:
    """Return the share of the differences, shape (runs,), that have the stated direction."""
    if not difference.size:
        return float("nan")
    if direction == "none":
        return float((np.abs(difference) <= relevant).mean())
    return float((difference > 0.0 if direction == "up" else difference < 0.0).mean())


def find(
    expectation: Expectation,
    changed: Array,
    base: Array,
    first: str,
    last: str,
    measure: Measure | MeasureRow | None = None,
) -> Finding:
    """Return what an expectation came to, from the looks of both sides, shape (runs,).

    Results that are stored tell themselves what their measure is.
    """
    measure = measure or MEASURES[expectation.measure]
    relevant = measure.smallest_change
    difference = paired(changed, base)
    mean = of_mean(difference)
    return Finding(
        expectation=expectation,
        title=measure.title,
        unit=measure.unit,
        first=first,
        last=last,
        relevant=relevant,
        mean=float(difference.mean()) if difference.size else float("nan"),
        median=float(np.median(difference)) if difference.size else float("nan"),
        runs=over_runs(difference),
        of_mean=mean,
        agreeing=agreement(expectation.direction, difference, relevant),
        largest=float(np.abs(difference).max()) if difference.size else float("nan"),
        pairs=int(difference.size),
        verdict=judge(expectation.direction, mean, relevant),
    )


def base_of(name: str | Path) -> Spec:
    """Return the scenario that a scenario ultimately extends.

    Raises
    ------
    ScenarioError
        With every problem of the file.
    ComparisonError
        When the scenario extends no other.
    """
    spec = load_scenario(name)
    sources, _ = read_chain(scenario_file(name), scenario_folders())
    if len(sources) == 1:
        raise ComparisonError(
            f"{spec.name} extends no other scenario, so there is nothing beside it"
        )
    return load_scenario(sources[0].path)


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
    """A scenario, its base, and what to look at for each expectation."""

    spec: Spec
    base: Spec
    looks: tuple[Look, ...]


def _plan(name: str | Path) -> _Plan:
    return _plan_of(load_scenario(name), base_of(name))


def _plan_of(spec: Spec, base: Spec) -> _Plan:
    if (spec.start, spec.months) != (base.start, base.months):
        raise ComparisonError(f"{spec.name} and {base.name} cover different months")
    if not spec.expectations:
        raise ComparisonError(f"{spec.name} states no expectation, so there is nothing to verify")
    since = first_change(spec, base)
    return _Plan(spec, base, tuple(_look(e, spec, since) for e in spec.expectations))


def _look(expectation: Expectation, spec: Spec, since: str) -> Look:
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
    return Look(expectation.measure, first, stop)


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
    base: dict[Look, Array],
    runs: int,
    seed: int,
    measures: Mapping[str, Measure | MeasureRow] = MEASURES,
) -> Verification:
    start = month_number(plan.spec.start)
    findings = tuple(
        find(
            expectation,
            changed,
            base[look],
            month_text(start + look.first),
            month_text(start + look.stop - 1),
            measures[expectation.measure],
        )
        for expectation, look, changed in zip(
            plan.spec.expectations, plan.looks, values.T, strict=True
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


def _row(verification: Verification, finding: Finding) -> dict[str, object]:
    expected = finding.expectation
    return {
        "scenario": verification.scenario,
        "base": verification.base,
        "whose": expected.whose,
        "measure": expected.measure,
        "unit": finding.unit,
        "first": finding.first,
        "last": finding.last,
        "direction": expected.direction,
        "verdict": finding.verdict,
        "mean": finding.mean,
        "mean_low": finding.of_mean.low,
        "mean_high": finding.of_mean.high,
        "median": finding.median,
        "low": finding.runs.low,
        "high": finding.runs.high,
        "agreeing": finding.agreeing,
        "largest": finding.largest,
        "relevant": finding.relevant,
        "pairs": finding.pairs,
        "claim": expected.claim,
        "reading": expected.reading,
    }
