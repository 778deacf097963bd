"""Findings: what an expectation came to, and the rule of the verdict.

The rule compares the 90 % interval of the mean paired difference with the smallest relevant change
d, so that a thousand runs of next to nothing support nothing (equivalence by two one-sided tests:
Schuirmann 1987). The interval's level of 90 % gives each one-sided test 5 %.

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

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

import numpy as np

from multipolar.arrays import Array
from multipolar.ensemble.labels import MeasureRow
from multipolar.measures import MEASURES, Measure
from multipolar.scenario import Expectation
from multipolar.study.intervals import Interval, of_mean, over_runs
from multipolar.study.window_means import paired

if TYPE_CHECKING:
    import pandas as pd


Verdict = Literal["supported", "contradicted", "undecided"]


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
    """Return what an expectation came to, from the window means of both sides, shape (runs,).

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
