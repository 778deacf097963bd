"""Escalation: level, rise, peak and heat of each theatre, and of the world."""

from __future__ import annotations

from functools import partial
from itertools import permutations

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import CHALLENGER, THEATRE
from multipolar.measures.measure import (
    Measure,
    Trajectories,
    declared,
    first_line,
    measure,
    series,
    so_far,
    weighed,
)
from multipolar.months import MONTHS_PER_YEAR
from multipolar.sums import total
from multipolar.world.roster import Roster
from multipolar.world.tables import read_table

POWER = 3.0
HOT = 6.0
"""Rung above which a theatre counts as hot: isolated lethal force."""

GLOBAL_WEIGHTS = {"ukraine": 0.35, "korea": 0.20, "taiwan": 0.25, "middle_east": 0.20}
"""Weights of the theatres in the global level; judged."""

GOLDSTEIN = np.array([1.0, -2.0, -5.0, -8.0, -10.0])
"""Conflict score of the rungs of the ladder of actions, after Goldstein (1992); judged."""


SETTLED = 2 * MONTHS_PER_YEAR
"""Months before a running slope is told: with fewer it is noise."""

DEGENERATE = 1e-9
"""Determinant of the normal equations from which on they have a solution."""


def level(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the escalation of a theatre."""
    return series(data, "escalation", roster.index(theatre, THEATRE))


def rise(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the sum of all increases so far, in rungs."""
    path = level(data, roster, theatre=theatre)
    return np.cumsum(np.maximum(0.0, _steps(path)), axis=1)


def peak(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the highest level so far."""
    return np.maximum.accumulate(level(data, roster, theatre=theatre), axis=1)


def hot_months(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the months so far above rung 6."""
    return so_far(level(data, roster, theatre=theatre) > HOT)


def provocation(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the intensity of what the theatre's challenger does in the month."""
    return series(data, "provocation", _challenger(roster, theatre))


def hostility(data: Trajectories, roster: Roster, *, theatre: str) -> Array:
    """Return the mean conflict score of the challenger's actions so far; -10 is the worst."""
    action = data["action"][..., _challenger(roster, theatre)].astype(np.intp)
    months = np.arange(1.0, action.shape[1] + 1.0)
    return np.asarray(np.cumsum(GOLDSTEIN[action], axis=1) / months)


@measure("escalation_global", "World: level", "rung", headline=True)
def global_level(data: Trajectories, roster: Roster) -> Array:
    """Return the power mean (exponent 3) of the theatres: one hot theatre outweighs warm ones."""
    weights = np.array([GLOBAL_WEIGHTS[theatre] for theatre in roster.labels[THEATRE]])
    cubes = series(data, "escalation") ** POWER
    return np.asarray(weighed(cubes, weights) ** (1.0 / POWER))


@measure("coupling", "World: theatres moving each other", "1/month", headline=True, cumulative=True)
def coupling(data: Trajectories, _roster: Roster) -> Array:
    """Return how far one theatre's level moves another's next change so far; NaN for two years.

    Over the ordered pairs of theatres it is the mean slope of a month's change on the level of the
    other theatre a month before, the theatre's own level held fixed (least squares). In the model
    it estimates mirroring; a correlation of changes of the same month cannot see it.
    """
    level = series(data, "escalation")
    slopes = _slopes_beside(level[:, :-1], np.diff(level, axis=1))
    result = np.full(level.shape[:2], np.nan)
    result[:, SETTLED:] = np.mean(slopes, axis=0)[:, SETTLED - 1 :]
    return result


def _slopes_beside(level: Array, change: Array) -> list[Array]:
    """Return the running slopes of changes on another's level, beside their own level.

    Both are of shape (runs, months, theatre); there is one slope for each ordered pair of theatres,
    of shape (runs, months).
    """
    theatres = range(level.shape[-1])
    level, change = _apart(level), _apart(change)
    count = np.arange(1.0, level.shape[2] + 1.0)
    levels = [np.cumsum(level[i], axis=1) for i in theatres]
    changes = [np.cumsum(change[i], axis=1) for i in theatres]

    def moment(i: int, j: int) -> Array:
        value: Array = np.cumsum(level[i] * level[j], axis=1) - levels[i] * levels[j] / count
        return value

    def moved(i: int, j: int) -> Array:
        value: Array = np.cumsum(level[i] * change[j], axis=1) - levels[i] * changes[j] / count
        return value

    own, onto_own = [moment(i, i) for i in theatres], [moved(i, i) for i in theatres]
    both = {(i, j): moment(i, j) for i in theatres for j in theatres if i < j}
    slopes = []
    for i, j in permutations(theatres, 2):
        beside = both[min(i, j), max(i, j)]
        numerator = moved(i, j) * own[j] - onto_own[j] * beside
        denominator = own[i] * own[j] - beside**2
        found = np.zeros_like(numerator)
        slopes.append(np.divide(numerator, denominator, out=found, where=denominator > DEGENERATE))
    return slopes


def _apart(path: Array) -> Array:
    """Return a path by the members of its last axis, each with the months side by side."""
    return np.ascontiguousarray(np.moveaxis(path, -1, 0))


@measure("answers", "World: acts that follow another's act", "index", cumulative=True)
def answers(data: Trajectories, _roster: Roster) -> Array:
    """Return how much likelier an act is in the month after another challenger's, so far.

    It is the share of the months after an act of another challenger in which a challenger acts,
    less the share of all months, as the mean over the ordered pairs; NaN in the first year.
    """
    acts = _apart((data["action"] > 0).astype(np.float64))
    before, after = acts[..., :-1], acts[..., 1:]
    usual = np.cumsum(after, axis=2) / np.arange(1.0, after.shape[2] + 1.0)
    challengers = len(acts)
    gains = []
    for i in range(challengers):
        count = np.cumsum(before[i], axis=1)
        for j in range(challengers):
            if i != j:
                joint = np.cumsum(before[i] * after[j], axis=1)
                share = np.divide(joint, count, out=usual[j].copy(), where=count > 0.0)
                gains.append(share - usual[j])
    result = np.full(acts.shape[1:], np.nan)
    result[:, MONTHS_PER_YEAR:] = np.mean(gains, axis=0)[:, MONTHS_PER_YEAR - 1 :]
    return result


@measure(
    "spill_over", "World: share of rises that spilled over", "share", headline=True, cumulative=True
)
def spill_over(data: Trajectories, _roster: Roster) -> Array:
    """Return the share of all rises so far that the other theatres brought; NaN without a rise."""
    brought = np.cumsum(total(series(data, "spilled")), axis=1)
    risen = np.cumsum(total(np.maximum(0.0, _steps(series(data, "escalation")))), axis=1)
    share = np.full_like(risen, np.nan)
    np.divide(brought, risen, out=share, where=risen > 0.0)
    return np.asarray(np.minimum(share, 1.0))


def _steps(path: Array) -> Array:
    return np.asarray(np.diff(path, axis=1, prepend=path[:, :1]))


def _challenger(roster: Roster, theatre: str) -> int:
    [iso3] = [r["challenger"] for r in read_table("theatres.csv") if r["theatre"] == theatre]
    return roster.index(iso3, CHALLENGER)


def measures() -> list[Measure]:
    """Return the measures of escalation."""
    rows = (
        ("escalation", "level", "rung", level, True, False),
        ("rise", "sum of rises", "rung", rise, False, True),
        ("peak", "peak", "rung", peak, False, True),
        ("hot_months", "months above 6", "months", hot_months, False, True),
        ("provocation", "provocation of the month", "rung", provocation, False, False),
        ("hostility", "conflict score of actions", "points", hostility, False, True),
    )
    found = [
        Measure(
            f"{name}_{place['theatre']}",
            f"{place['title']}: {word}",
            unit,
            first_line(function),
            partial(function, theatre=place["theatre"]),
            headline,
            cumulative,
        )
        for place in read_table("theatres.csv")
        for name, word, unit, function, headline, cumulative in rows
    ]
    return [*found, *declared(__name__)]
