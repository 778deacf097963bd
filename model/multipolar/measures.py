"""What came out: named outcomes of a run, month by month.

A measure is a pure function of the recorded trajectories: arrays by attribute name, shape
(runs, months, …) in the axis order of the attribute table. It returns one number for each run and
month, shape (runs, months). Cumulative measures count up to and including the month.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial

import numpy as np
from numpy.typing import NDArray

from multipolar.axes import PRODUCT, SPONSOR, TARGET, THEATRE
from multipolar.world.opening import OPENING
from multipolar.world.roster import Roster
from multipolar.world.tables import read_table

Array = NDArray[np.float64]
Trajectories = Mapping[str, NDArray[np.floating]]

POWER = 3.0
HOT = 6.0
"""Rung above which a theatre counts as hot: isolated lethal force."""

GLOBAL_WEIGHTS = {"ukraine": 0.35, "korea": 0.20, "taiwan": 0.25, "middle_east": 0.20}
"""Weights of the theatres in the global level; judged."""


@dataclass(frozen=True)
class Measure:
    """A named outcome.

    Parameters
    ----------
    name : str
        Name in results, tables and expectations.
    title : str
        Name for people.
    unit : str
        Unit.
    headline : bool
        Whether the summary shows it.
    description : str
        Definition in one line.
    compute : callable
        Function of (trajectories, roster) that returns an array of shape (runs, months).
    """

    name: str
    title: str
    unit: str
    headline: bool
    description: str
    compute: Callable[[Trajectories, Roster], Array]


def level(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the escalation of a theatre."""
    return np.asarray(data["escalation"][..., roster.index(theatre, THEATRE)], dtype=np.float64)


def rise(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the sum of all increases so far, in rungs."""
    path = level(data, roster, theatre=theatre)
    steps = np.diff(path, axis=1, prepend=path[:, :1])
    return np.cumsum(np.maximum(0.0, steps), axis=1)


def peak(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the highest level so far."""
    return np.maximum.accumulate(level(data, roster, theatre=theatre), axis=1)


def hot_months(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the months so far above rung 6."""
    return np.cumsum(level(data, roster, theatre=theatre) > HOT, axis=1, dtype=np.float64)


def global_level(data: Trajectories, roster: Roster) -> Array:
    """Return the power mean (exponent 3) of the theatres: one hot theatre outweighs warm ones."""
    weights = np.array([GLOBAL_WEIGHTS[theatre] for theatre in roster.labels[THEATRE]])
    mean = (np.asarray(data["escalation"], dtype=np.float64) ** POWER * weights).sum(axis=-1)
    return np.asarray(mean ** (1.0 / POWER))


def attention_to_ukraine(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the share of Ukraine in the attention of the sponsors of a role, by product."""
    part = roster.part(SPONSOR)
    mine = np.array([r == role for r in roster.role[part]])
    weight = OPENING["gdp_weight"](roster) * mine
    share = np.asarray(data["attention"][..., 0], dtype=np.float64)
    return np.asarray((share * (weight / weight.sum())).sum(axis=-1))


def aid(data: Trajectories, _roster: Roster) -> Array:
    """Return the support that arrives in the month; 1 is the average of 2022-24."""
    return np.asarray(data["aid_delivered"], dtype=np.float64)


def _of(name: str, data: Trajectories, roster: Roster, target: str) -> Array:
    return np.asarray(data[name][:, :, roster.index(target, TARGET)], dtype=np.float64)


def _product_weights() -> Array:
    return np.array([float(row["weight"]) for row in read_table("products.csv")])


def total_pressure(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return effective pressure over all products, weighed by their cost."""
    return np.asarray((_of("pressure", data, roster, target) * _product_weights()).sum(axis=-1))


def yearly_cost(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the cost of sanctions to the target so far, per year."""
    cost = _of("sanctions_cost", data, roster, target)
    return cost / ((np.arange(cost.shape[1]) + 1.0) / 12.0)


def leak(data: Trajectories, roster: Roster, *, target: str, product: str) -> Array:
    """Return the share of forbidden trade that is re-routed, for a class of products."""
    return _of("leakage", data, roster, target)[..., roster.index(product, PRODUCT)]


def conceded(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the stage of political concession: 0, 0.25, 0.5 or 1."""
    return _of("concession", data, roster, target)


def watched(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return the index of monitoring."""
    return _of("monitoring", data, roster, target)


def erosion_time(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return months from the highest pressure so far until it had halved; NaN while it has not.

    A run that has not eroded is censored, not long: see ``multipolar.study.erosion``.
    """
    pressure = total_pressure(data, roster, target=target)
    runs, months = pressure.shape
    result = np.full((runs, months), np.nan)
    top = np.zeros(runs)
    top_month = np.zeros(runs)
    eroded = np.full(runs, np.nan)
    for month in range(months):
        now = pressure[:, month]
        higher = now > top
        top, top_month = np.where(higher, now, top), np.where(higher, month, top_month)
        eroded[higher] = np.nan
        halved = np.isnan(eroded) & (top > 0.0) & (now <= 0.5 * top)
        eroded[halved] = month - top_month[halved]
        result[:, month] = eroded
    return result


def military_effect(data: Trajectories, roster: Roster, *, target: str) -> Array:
    """Return one minus the strategic inputs available as a share of those before sanctions.

    What leaks costs a mark-up, so the same money buys less of it.
    """
    strategic = roster.index("strategic", PRODUCT)
    markup = float(read_table("products.csv")[strategic]["markup"])
    share = OPENING["coalition_share"](roster)[roster.index(target, TARGET)]
    removed = share * _of("stringency", data, roster, target)[..., strategic]
    leaked = _of("leakage", data, roster, target)[..., strategic]
    return np.asarray(removed * (1.0 - leaked / (1.0 + markup)))


def _theatre_measures(theatre: str, title: str) -> list[Measure]:
    rows = (
        ("escalation", "level", "rung", True, "level on the ladder of ten rungs", level),
        ("rise", "sum of rises", "rung", False, "sum of all monthly increases so far", rise),
        ("peak", "peak", "rung", False, "highest level so far", peak),
        ("hot_months", "months above 6", "months", False, "months so far above rung 6", hot_months),
    )
    return [
        Measure(
            f"{name}_{theatre}", f"{title}: {word}", unit, head, text, partial(f, theatre=theatre)
        )
        for name, word, unit, head, text, f in rows
    ]


def _target_measures(target: str) -> list[Measure]:
    rows = (
        ("pressure", "effective pressure", "share", True, total_pressure),
        ("cost", "cost of sanctions", "pp/year", True, yearly_cost),
        ("concession", "political concession", "stage", True, conceded),
        ("monitoring", "monitoring", "index", True, watched),
        ("erosion_time", "time to erosion", "months", True, erosion_time),
        ("military_effect", "military effect", "share", True, military_effect),
    )
    measures = [
        Measure(
            f"{name}_{target}",
            f"{target}: {word}",
            unit,
            head,
            (function.__doc__ or "").split("\n")[0],
            partial(function, target=target),
        )
        for name, word, unit, head, function in rows
    ]
    for product in (row["product"] for row in read_table("products.csv")):
        measures.append(
            Measure(
                f"leakage_{product}_{target}",
                f"{target}: leakage, {product}",
                "share",
                True,
                "share of forbidden trade that is re-routed",
                partial(leak, target=target, product=product),
            )
        )
    return measures


def _measures() -> dict[str, Measure]:
    found: list[Measure] = []
    for row in read_table("theatres.csv"):
        found += _theatre_measures(row["theatre"], row["title"])
    found.append(
        Measure(
            "escalation_global",
            "World: level",
            "rung",
            True,
            "power mean of the theatres, exponent 3, judged weights",
            global_level,
        )
    )
    for role, title in (("united_states", "United States"), ("european_state", "Europe")):
        found.append(
            Measure(
                f"attention_ukraine_{role}",
                f"{title}: attention to Ukraine",
                "share",
                True,
                "share of Ukraine in attention, weighed by product",
                partial(attention_to_ukraine, role=role),
            )
        )
    found.append(
        Measure(
            "aid_delivered",
            "Support arriving in Ukraine",
            "index",
            True,
            "1 is the monthly average of 2022-24",
            aid,
        )
    )
    for row in read_table("targets.csv"):
        found += _target_measures(row["target"])
    return {measure.name: measure for measure in found}


MEASURES: dict[str, Measure] = _measures()


def measure_all(data: Trajectories, roster: Roster) -> dict[str, Array]:
    """Return every measure of these trajectories, each of shape (runs, months)."""
    return {name: measure.compute(data, roster) for name, measure in MEASURES.items()}
