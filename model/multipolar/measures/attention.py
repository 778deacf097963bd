"""Attention and the support that follows it."""

from __future__ import annotations

from functools import partial

import numpy as np

from multipolar.axes import SPONSOR
from multipolar.measures.measure import (
    Array,
    Measure,
    Trajectories,
    first_line,
    series,
    weighed,
)
from multipolar.world.opening import OPENING
from multipolar.world.roster import Roster

GROUPS = (("united_states", "United States"), ("european_state", "Europe"))


def attention_to_ukraine(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the share of Ukraine in the attention of the sponsors of a role, by product."""
    return weighed(series(data, "attention")[..., 0], _weights(roster, role))


def aid_of(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the support that the sponsors of a role decide in the month."""
    part = roster.part(SPONSOR)
    mine = np.array([float(r == role) for r in roster.role[part]])
    return weighed(series(data, "aid"), mine)


def unity(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the unity of the sponsors of a role, by product."""
    return weighed(series(data, "cohesion"), _weights(roster, role))


def arms(data: Trajectories, roster: Roster, *, role: str) -> Array:
    """Return the military spending of the sponsors of a role, by product."""
    return weighed(series(data, "arms"), _weights(roster, role))


def _weights(roster: Roster, role: str) -> Array:
    part = roster.part(SPONSOR)
    mine = np.array([r == role for r in roster.role[part]])
    weight = OPENING["gdp_weight"](roster) * mine
    return np.asarray(weight / weight.sum())


def measures() -> list[Measure]:
    """Return the measures of attention and support."""
    rows = (
        ("attention_ukraine", "attention to Ukraine", "share", attention_to_ukraine, True),
        ("aid", "support decided", "index", aid_of, False),
        ("unity", "unity", "share", unity, False),
        ("arms", "military spending", "share", arms, False),
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
    return found
