"""The solver beside published estimates of what sanctions cost."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf

import numpy as np

from multipolar.trade.data import coalition_2022
from multipolar.trade.economy import Economy
from multipolar.trade.question import prior_quantiles
from multipolar.trade.sanctions import Outcome, embargo, impose, in_force
from multipolar.trade.surface import target_world
from multipolar.world.tables import read_table


@dataclass(frozen=True)
class PublishedComparison:
    """A published estimate and what the solver says.

    Parameters
    ----------
    title, unit : str
        What is compared.
    median, low, high : float
        The solver at the 50, 5 and 95 % quantiles of the prior of the trade elasticity; low and
        high in the order of size.
    published, citation : str
        The published value in its own words, and who published it.
    agrees : bool
        Whether the median lies in the band around the published value. The bands are judged: half
        as much again on either side of a number, the bound itself where a bound was published.
    note : str
        Why they agree or differ.
    """

    title: str
    unit: str
    median: float
    low: float
    high: float
    published: str
    citation: str
    agrees: bool
    note: str


def compare() -> tuple[PublishedComparison, ...]:
    """Return the comparisons, disagreements first."""
    base = target_world("RUS")
    found = [_quantities(base, elasticity) for elasticity in prior_quantiles()]
    rows = [
        _comparison(row, [quantities[_key(row["id"])] for quantities in found])
        for row in read_table("published.csv", "multipolar.trade")
    ]
    return tuple(sorted(rows, key=lambda row: row.agrees))


def _comparison(row: dict[str, str], values: list[float]) -> PublishedComparison:
    low, high = float(row["low"] or -inf), float(row["high"] or inf)
    return PublishedComparison(
        row["title"],
        row["unit"],
        values[1],
        min(values),
        max(values),
        row["published"],
        row["citation"],
        low <= values[1] <= high,
        row["note"],
    )


def _key(row: str) -> str:
    return row.split("_")[0]


def _quantities(base: Economy, elasticity: float) -> dict[str, float]:
    founders = coalition_2022(base)
    everybody = tuple(name for name in base.names if name != "RUS")
    cases = (
        in_force("RUS", founders),
        embargo("RUS", founders),
        in_force("RUS", (*founders, "CHN")),
        in_force("RUS", everybody),
    )
    outcome = impose(base, cases, elasticity)
    actual, decoupled, with_china, globally = 100.0 * outcome.target()
    return {
        "actual": float(actual),
        "decoupling": float(decoupled),
        "ratio": _ratio(outcome),
        "china": float(with_china - actual),
        "potential": float(100.0 * actual / globally),
        "circumvention": float(100.0 * outcome.diverted()[0]),
    }


def _ratio(outcome: Outcome) -> float:
    """Return the target's relative loss over that of the members together."""
    return float(np.divide(outcome.target()[0], outcome.members()[0]))
