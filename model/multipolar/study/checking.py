"""Checking power: the runs with the links of expectations at the edge of their priors."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from concurrent.futures import Executor
from dataclasses import dataclass, replace

import numpy as np

from multipolar.arrays import Array
from multipolar.definition import Definition
from multipolar.ensemble import Results
from multipolar.months import MONTHS_PER_YEAR, month_number, month_text
from multipolar.rules.parameters import Parameter
from multipolar.scenario import Spec
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.findings import Finding, relevant_change
from multipolar.study.intervals import of_mean
from multipolar.study.power import (
    Power,
    at_edge,
    drawn_parameters,
    edge_of,
    link_of,
    reason_of,
    tipping_of,
)
from multipolar.study.windows import Progress, Window, paired, take_windows

POWER_RUNS = 100
"""Runs of each side at the edge, unless somebody asks for more."""

SIGNS = {"up": 1.0, "down": -1.0}


@dataclass(frozen=True)
class Compared:
    """A finding with what it was made of.

    Parameters
    ----------
    spec, base : Spec
        Both sides.
    window : Window
        What was compared.
    difference : ndarray
        Paired difference, shape (runs,), NaN where one side is unknown.
    finding : Finding
        What came out.
    """

    spec: Spec
    base: Spec
    window: Window
    difference: Array
    finding: Finding

    @property
    def target(self) -> float:
        """The direction in which the link is pushed: 1 up, -1 down.

        It is the one that is expected; where that is supported already, the opposite, so that the
        tipping value says how weak the link may be. Where no change is expected, away from nought.
        """
        finding = self.finding
        sign = SIGNS.get(finding.expectation.direction)
        if sign is None:
            return 1.0 if finding.mean >= 0.0 else -1.0
        return -sign if finding.verdict == "supported" else sign

    @property
    def tips_at(self) -> float:
        """The smallest change that matters, with the sign of the direction that is expected."""
        sign = SIGNS.get(self.finding.expectation.direction, self.target)
        return sign * self.finding.relevant

    def years(self) -> tuple[Window, ...]:
        """Return the windows of the same measure by year, from the first month on."""
        stops = range(self.window.first + MONTHS_PER_YEAR, self.spec.months + 1, MONTHS_PER_YEAR)
        return tuple(Window(self.window.measure, stop - MONTHS_PER_YEAR, stop) for stop in stops)


Seen = Mapping[tuple[str, Window], Array]

Draws = tuple[Mapping[str, Parameter], Mapping[str, Array]]
"""Priors of a base, and the vectors that its runs drew."""


def check_power(
    compared: Sequence[Compared],
    *,
    runs: int,
    seed: int,
    executor: Executor | None,
    progress: Progress | None,
    definition: Definition,
) -> list[Compared]:
    """Return findings with their power, each from runs with its link at the edge of its priors.

    Parameters
    ----------
    compared : sequence of Compared
        Findings from runs at the priors.
    runs, seed : int
        Runs of each side, at most those of the findings, and seed of the experiment.
    executor, progress, definition
        As in ``verify``.
    """
    draws = [drawn_parameters(one.base, seed, len(one.difference), definition) for one in compared]
    edges = [_edge(one, own, definition) for one, own in zip(compared, draws, strict=True)]
    pairs = [
        (at_edge(one.spec, edge), at_edge(one.base, edge))
        for one, edge in zip(compared, edges, strict=True)
    ]
    specs: dict[str, Spec] = {}
    windows: dict[str, dict[Window, None]] = {}
    for one, sides in zip(compared, pairs, strict=True):
        for spec in sides:
            specs.setdefault(spec.digest, spec)
            windows.setdefault(spec.digest, {}).update(dict.fromkeys((one.window, *one.years())))
    jobs = [(spec, tuple(windows[digest])) for digest, spec in specs.items()]
    found = take_windows(
        jobs,
        runs=runs,
        seed=seed,
        executor=executor,
        progress=progress,
        definition=definition,
    )
    seen = {
        (spec.digest, window): column
        for (spec, wanted), values in zip(jobs, found, strict=True)
        for window, column in zip(wanted, values.T, strict=True)
    }
    return [
        replace(one, finding=one.finding.with_power(_power(one, edge, sides, seen, own)))
        for one, edge, sides, own in zip(compared, edges, pairs, draws, strict=True)
    ]


def check_stored(compared: list[Compared], results: Results, runs: int) -> list[Compared]:
    """Return findings from stored results with their power, as ``check_power`` does.

    Without runs, or where the parameters were not drawn as usual, no power is checked.
    """
    if not runs or results.parameter_source != SHIPPED_SOURCE:
        return compared
    return check_power(
        compared,
        runs=runs,
        seed=results.seed,
        executor=None,
        progress=None,
        definition=results.definition,
    )


def _edge(one: Compared, draws: Draws, definition: Definition) -> dict[str, float]:
    link = link_of(one.finding.expectation, one.spec, one.base, definition)
    return edge_of(link, *draws, one.difference, one.target)


def _power(
    one: Compared, edge: Mapping[str, float], sides: tuple[Spec, Spec], seen: Seen, draws: Draws
) -> Power:
    changed, base = (seen[spec.digest, one.window] for spec in sides)
    difference = paired(changed, base)
    interval = of_mean(difference)
    years = _by_year(one, sides, seen)
    return Power(
        edge=edge,
        of_mean=interval,
        mean=float(difference.mean()) if difference.size else float("nan"),
        reason=reason_of(interval, one.finding.relevant, (changed, base), years),
        tipping=tipping_of(edge, *draws, one.difference, changed - base, one.tips_at),
    )


def _by_year(one: Compared, sides: tuple[Spec, Spec], seen: Seen) -> dict[str, float]:
    """Return the mean paired difference at the edge by year, in changes that matter there."""
    smallest = one.finding.smallest
    found = {}
    for window in one.years():
        changed, base = (seen[spec.digest, window] for spec in sides)
        difference = paired(changed, base)
        if difference.size:
            first = month_text(month_number(one.spec.start) + window.first)
            matters = relevant_change(smallest, base)
            found[f"the year from {first}"] = float(np.abs(difference.mean()) / matters)
    return found
