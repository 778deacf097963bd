"""Attention and the support that follows it."""

from __future__ import annotations

from functools import partial

import numpy as np

from multipolar.arrays import Array
from multipolar.axes import ARENA, SPONSOR
from multipolar.measures.measure import Measure, Trajectories, first_line, series, weighed
from multipolar.months import MONTHS_PER_YEAR
from multipolar.sums import total
from multipolar.world.opening import OPENING
from multipolar.world.roster import DOMESTIC, NotInWorld, Roster

UKRAINE = "ukraine"
GROUPS = (("united_states", "United States"), ("european_state", "Europe"))


def attention_to_ukraine(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the share of Ukraine in the attention of the sponsors of a role, by product."""
    ukraine = roster.index(UKRAINE, ARENA)
    return weighed(series(data, "attention", ukraine), _weights(roster, role))


def diverted(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return what the other theatres gained, as a share of it and the attention to Ukraine.

    The gain counts from the start of the run; zero when the other theatres lost. Pairs of runs
    isolate one theatre: see ``multipolar.measures.diversion``.
    """
    weights = _weights(roster, role)
    others = [float(arena not in (UKRAINE, DOMESTIC)) for arena in roster.labels[ARENA]]
    now = weighed(total(series(data, "attention") * others), weights)
    start = (OPENING["attention"](roster) * others).sum(axis=-1) @ weights
    gained = np.maximum(0.0, now - start)
    return np.asarray(gained / (gained + attention_to_ukraine(data, roster, role=role)))


def conversion(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the slope so far of the logarithm of support on that of attention; NaN at first.

    An elasticity within one run, over the months with support, from the second year on. Support
    lags, and unity moves it too, so pairs of runs tell the effect: see
    ``multipolar.measures.diversion``.
    """
    support = aid_of(data, roster, role=role)
    given = support > LEAST
    attention = np.maximum(attention_to_ukraine(data, roster, role=role), LEAST)
    x = np.where(given, np.log(attention), 0.0)
    y = np.where(given, np.log(np.maximum(support, LEAST)), 0.0)
    count, sum_x, sum_y = (np.cumsum(path, axis=1, dtype=np.float64) for path in (given, x, y))
    months = np.maximum(count, 1.0)
    covariance = np.cumsum(x * y, axis=1) - sum_x * sum_y / months
    variance = np.cumsum(x * x, axis=1) - sum_x**2 / months
    slope = np.full_like(variance, np.nan)
    np.divide(covariance, variance, out=slope, where=(count > MONTHS_PER_YEAR) & (variance > 1e-9))
    return np.asarray(slope)


LEAST = 1e-6
"""Support below this is none."""


def threat(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the threat that the sponsors of a role perceive, all theatres together, by product."""
    return weighed(total(series(data, "threat")), _weights(roster, role))


def aid_of(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the support that the sponsors of a role decide in the month."""
    part = roster.part(SPONSOR)
    mine = np.array([float(r == role) for r in roster.role[part]])
    if not mine.any():
        raise NotInWorld(role)
    return weighed(series(data, "aid"), mine)


def unity(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the unity of the sponsors of a role, by product."""
    return weighed(series(data, "cohesion"), _weights(roster, role))


def arms(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the military spending of the sponsors of a role, by product."""
    return weighed(series(data, "arms"), _weights(roster, role))


def changes_of_government(data: Trajectories, roster: Roster) -> Array:  # noqa: ARG001
    """Return how many governments of sponsors have changed so far."""
    return np.asarray(np.cumsum(total(series(data, "new_government")), axis=1))


def _weights(roster: Roster, role: str) -> Array:
    part = roster.part(SPONSOR)
    mine = np.array([r == role for r in roster.role[part]])
    weight = OPENING["gdp_weight"](roster) * mine
    if not mine.any():
        raise NotInWorld(role)
    return np.asarray(weight / weight.sum())


def measures() -> list[Measure]:
    """Return the measures of attention and support."""
    rows = (
        ("attention_ukraine", "attention to Ukraine", "share", attention_to_ukraine, True),
        ("aid", "support decided", "index", aid_of, False),
        ("unity", "unity", "share", unity, False),
        ("arms", "military spending", "share", arms, False),
        ("diversion", "attention diverted from Ukraine", "share", diverted, False),
        ("threat", "threat perceived", "index", threat, False),
    )
    found = [
        Measure(
            f"{name}_{role}",
            f"{title}: {word}",
            unit,
            first_line(function),
            partial(function, role=role),
            headline,
        )
        for role, title in GROUPS
        for name, word, unit, function, headline in rows
    ]
    found.append(
        Measure(
            "arms_pacific_ally",
            "Allies in the Pacific: military spending",
            "share",
            "military spending as a share of product, by product",
            partial(arms, role="pacific_ally"),
        )
    )
    found.append(
        Measure(
            "changes_of_government",
            "Sponsors: changes of government",
            "count",
            first_line(changes_of_government),
            changes_of_government,
            cumulative=True,
            matters=1.0,
        )
    )
    found.append(
        Measure(
            "conversion_european_state",
            "Europe: elasticity of support in attention",
            "ratio",
            first_line(conversion),
            partial(conversion, role="european_state"),
            cumulative=True,
        )
    )
    return found
