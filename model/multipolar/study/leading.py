"""Leading parameters: on which of them the size of a change hangs, from the runs there are.

Every run has parameters of its own, and both sides of a pair share them. So the paired difference
of a run can be set beside each parameter of that run: Spearman's rank correlation, which any
growing link makes large. Hundreds of parameters are looked at together. Therefore each interval is
so wide that all of them together hold 90 % (Bonferroni), and chance alone seldom names one.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from multipolar.arrays import Array
from multipolar.ensemble import Results
from multipolar.study.compare import Difference
from multipolar.study.intervals import LEVEL, Interval
from multipolar.study.windows import Window, paired, windows_of_results
from multipolar.world.tables import read_table

FEWEST = 20
"""Pairs of runs below which no correlation is told."""


@dataclass(frozen=True)
class Leading:
    """A parameter that leads the size of a change.

    Parameters
    ----------
    name : str
        Full name, ``group.field``; the group is the mechanism's file of rules.
    correlation : float
        Spearman's rank correlation of the parameter with the paired difference, -1 to 1.
    of_correlation : Interval
        Its 90 % interval, which holds for all parameters together.
    claims : tuple of str
        Claims of the article whose strength the parameter decides.
    """

    name: str
    correlation: float
    of_correlation: Interval
    claims: tuple[str, ...]


def leading(
    row: Difference, results: Results, base: Results, reference: str, most: int = 3
) -> tuple[Leading, ...]:
    """Return the parameters that surely lead a difference, the strongest first.

    Parameters
    ----------
    row : Difference
        Difference of a measure, as ``compare_pair`` returns it.
    results, base : Results
        Results of the scenario and of what it was compared with.
    reference : str
        Name of the latter's scenario.
    most : int
        Parameters to return at most, 1 or larger.
    """
    runs = min(results.runs, base.runs)
    first, last = results.months.index(row.first), results.months.index(row.last)
    window = (Window(row.measure, first, last + 1),)
    changed = windows_of_results(results, row.scenario, window, runs)[:, 0]
    before = windows_of_results(base, reference, window, runs)[:, 0]
    known = ~np.isnan(changed - before)
    place = results.scenarios.index(row.scenario)
    drawn = np.asarray(results.data["parameters"][place].values[:runs][known], dtype=np.float64)
    difference = paired(changed, before)
    names = results.manifest.labels["parameter"]
    claims = _claims()
    found = [
        Leading(names[column], *told, claims.get(names[column], ()))
        for column, told in _correlations(drawn, difference)
        if told[1].low > 0.0 or told[1].high < 0.0
    ]
    return tuple(sorted(found, key=lambda one: -abs(one.correlation))[:most])


def _correlations(drawn: Array, difference: Array) -> list[tuple[int, tuple[float, Interval]]]:
    """Return the rank correlation of each column that varies, shape (runs, parameters)."""
    if len(difference) < FEWEST or np.ptp(difference) == 0.0:
        return []
    varied = np.flatnonzero(np.ptp(drawn, axis=0) > 0.0)
    if not varied.size:
        return []
    from scipy import stats

    ranks = stats.rankdata(drawn[:, varied], axis=0)
    ranks -= ranks.mean(axis=0)
    theirs = stats.rankdata(difference) - 0.5 * (len(difference) + 1)
    size = np.sqrt((ranks**2).sum(axis=0) * (theirs**2).sum())
    reach = stats.norm.ppf(1.0 - 0.5 * (1.0 - LEVEL) / varied.size) / np.sqrt(len(difference) - 3)
    found = []
    for column, correlation in zip(varied, ranks.T @ theirs / size, strict=True):
        middle = np.arctanh(np.clip(correlation, -1.0 + 1e-12, 1.0 - 1e-12))
        interval = Interval(float(np.tanh(middle - reach)), float(np.tanh(middle + reach)))
        found.append((int(column), (float(correlation), interval)))
    return found


def _claims() -> dict[str, tuple[str, ...]]:
    """Return the claims of each parameter, by its full name."""
    found: dict[str, tuple[str, ...]] = {}
    for row in read_table("claims.csv", "multipolar.rules"):
        for name in row["parameters"].split():
            found[name] = (*found.get(name, ()), row["id"])
    return found
