"""Findings: what an expectation came to, and the rule of the verdict.

The rule compares the 90 % interval of the mean paired difference with the smallest relevant change
d, so that a thousand runs of next to nothing support nothing (equivalence by two one-sided tests:
Schuirmann 1987). The interval's level of 90 % gives each one-sided test 5 %. What matters is the
larger of a fifth of the base's standard deviation and of the measure's own smallest change; a
measure that does not vary in the base never counts.

    ==========  ================  ============================  ==============
    direction   supported         contradicted                  undecided
    ==========  ================  ============================  ==============
    up          low > d           high <= d                     otherwise
    down        high < -d         low >= -d                     otherwise
    none        within [-d, d]    low > d or high < -d          otherwise
    ==========  ================  ============================  ==============

A direction is thus contradicted by the opposite, and by nothing at all where more was possible: a
change that is too small decides only if the link of the expectation, moved to the edge of its
priors, makes it large enough (``power``). Otherwise the verdict is *cannot tell*. A verdict is a
result about the model and its priors, not a test of the article against the world.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal, get_args

import numpy as np

from multipolar.arrays import Array
from multipolar.ensemble.labels import MeasureRow
from multipolar.measures import MEASURES, Measure
from multipolar.scenario import Expectation
from multipolar.study.intervals import Interval, of_mean, over_runs
from multipolar.study.power import UNCHECKED, Power
from multipolar.study.windows import paired

if TYPE_CHECKING:
    import pandas as pd


Verdict = Literal["supported", "contradicted", "undecided", "cannot tell"]

VERDICTS: tuple[Verdict, ...] = get_args(Verdict)
"""Every verdict, in the order of tables."""

FIFTH = 0.2
"""Share of the base's standard deviation from which a change matters (a small effect: Cohen)."""


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
    base : str
        Scenario that it was compared with.
    smallest, relevant : float
        The measure's own smallest change, and the one that matters here, in its unit.
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
        ``supported``, ``contradicted``, ``undecided`` or ``cannot tell``.
    power : Power
        What the change comes to with the link of the expectation at the edge of its priors.
    """

    expectation: Expectation
    title: str
    unit: str
    first: str
    last: str
    base: str
    smallest: float
    relevant: float
    mean: float
    median: float
    runs: Interval
    of_mean: Interval
    agreeing: float
    largest: float
    pairs: int
    verdict: Verdict
    power: Power = UNCHECKED

    @property
    def small(self) -> bool:
        """Whether the change is surely too small to matter, in either direction."""
        return within(self.of_mean, self.relevant)

    @property
    def too_small(self) -> bool:
        """Whether a direction is contradicted by too small a change where more was possible."""
        return self.verdict == "contradicted" and self.small

    def with_power(self, power: Power) -> Finding:
        """Return the finding with the verdict that stands in the light of its power."""
        verdict = judge(self.expectation.direction, self.of_mean, self.relevant)
        if self.small and not power.enough:
            verdict = "cannot tell"
        return replace(self, power=power, verdict=verdict)

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
    moved, headlines : int
        Headline measures that the scenario moves against ``base``, and of how many.
    """

    scenario: str
    title: str
    question: str
    base: str
    runs: int
    seed: int
    findings: tuple[Finding, ...]
    moved: int
    headlines: int

    def to_frame(self) -> pd.DataFrame:
        """Return the findings as a table, one row each."""
        import pandas as pd

        return pd.DataFrame([_row(self, finding) for finding in self.findings])


def findings_table(found: Iterable[Verification]) -> pd.DataFrame:
    """Return the findings of several scenarios as one table, one row each."""
    import pandas as pd

    return pd.concat([verification.to_frame() for verification in found], ignore_index=True)


def judge(direction: str, mean: Interval, relevant: float) -> Verdict:
    """Return the verdict on a direction from the interval of the mean paired difference.

    The rule is in the docstring of this module. An interval with a NaN decides nothing.
    """
    low, high = mean
    if direction == "none":
        supported = within(mean, relevant)
        contradicted = beyond(mean, relevant)
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
    span: tuple[str, str],
    measure: Measure | MeasureRow | None = None,
    reference: str = "",
) -> Finding:
    """Return what an expectation came to, from the windows of both sides, shape (runs,).

    Results that are stored tell themselves what their measure is. ``span`` is the first and the
    last month that were compared, ``reference`` the name of the base. Without its power, a change
    that is too small decides nothing.
    """
    measure = measure or MEASURES[expectation.measure]
    relevant = relevant_change(measure.smallest_change, base)
    difference = paired(changed, base)
    mean = of_mean(difference)
    found = Finding(
        expectation=expectation,
        title=measure.title,
        unit=measure.unit,
        first=span[0],
        last=span[1],
        base=reference,
        smallest=measure.smallest_change,
        relevant=relevant,
        mean=float(difference.mean()) if difference.size else float("nan"),
        median=float(np.median(difference)) if difference.size else float("nan"),
        runs=over_runs(difference),
        of_mean=mean,
        agreeing=agreement(expectation.direction, difference, relevant),
        largest=float(np.abs(difference).max()) if difference.size else float("nan"),
        pairs=int(difference.size),
        verdict="undecided",
    )
    return found.with_power(UNCHECKED)


MOVED = (
    "the interval of the mean paired difference lies beyond both the measure's smallest change "
    "that matters and a fifth of the standard deviation of the runs that it is compared with."
)
"""What it means that a measure moved."""


def beyond(of_mean: Interval, relevant: float) -> bool:
    """Return whether the interval of a mean lies beyond what matters, on one side of nought."""
    return bool(of_mean.low > relevant or of_mean.high < -relevant)


def within(of_mean: Interval, relevant: float) -> bool:
    """Return whether the interval of a mean lies within what matters, on both sides of nought."""
    return bool(-relevant <= of_mean.low and of_mean.high <= relevant)


def relevant_change(smallest: float, base: Array) -> float:
    """Return the change from which a measure matters, in its unit.

    Parameters
    ----------
    smallest : float
        The measure's own smallest change.
    base : ndarray
        Windows of the base, shape (runs,). Where they do not vary nothing matters: infinity. A
        single run has no spread to speak of.
    """
    known = base[~np.isnan(base)]
    if known.size < 2:
        return smallest
    spread = float(known.std(ddof=1))
    return max(smallest, FIFTH * spread) if spread > 0.0 else np.inf


def _row(verification: Verification, finding: Finding) -> dict[str, object]:
    expected = finding.expectation
    return {
        "scenario": verification.scenario,
        "base": finding.base,
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
        "statistic": expected.statistic,
        "edge_mean": finding.power.mean,
        "edge_low": finding.power.of_mean.low,
        "edge_high": finding.power.of_mean.high,
        "reason": finding.power.reason if finding.verdict == "cannot tell" else "",
        **_tipping(finding.power),
        "claim": expected.claim,
        "reading": expected.reading,
    }


def _tipping(power: Power) -> dict[str, object]:
    tipping = power.tipping
    return {
        "tipping_parameter": tipping.parameter if tipping else "",
        "tipping_value": tipping.value if tipping else float("nan"),
        "tipping_prior_low": tipping.low if tipping else float("nan"),
        "tipping_prior_high": tipping.high if tipping else float("nan"),
        "tipping_effects": tipping.effects if tipping else "",
        "tipping_source": tipping.source if tipping else "",
    }
