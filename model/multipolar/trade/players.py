"""Who decides on joining measures: states, and economies that move together."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from multipolar.trade.economy import Economy
from multipolar.world.tables import read_table

UNION, CHINA = "EU", "CHN"
TOGETHER = {"REU": UNION, "HKG": CHINA}
"""Economies of the trade table that are no state, and with whom they move."""
REST = "ROW"
PARTIES = {"RUS": ("UKR",)}
"""Who is at war with a target, and is asked nothing."""
VOTES = {"yes": 1.0, "no": -1.0}


@dataclass(frozen=True)
class Player:
    """Who decides on joining as one: a state, or several economies together.

    Parameters
    ----------
    name : str
        ISO 3166 alpha-3 code, or ``EU``.
    economies : tuple of str
        Its economies in the trade table.
    ideal_point : float
        Position in the General Assembly in 2021, weighed by product.
    vote : float
        Vote of March 2022, 1 yes, -1 no, 0 otherwise, weighed by product.
    product : float
        Gross domestic product, USD bn.
    states : int
        How many states it is, for those whose peer it is.
    leader : bool
        Whether it stands in the coalition from which the search begins.
    """

    name: str
    economies: tuple[str, ...]
    ideal_point: float
    vote: float
    product: float
    states: int
    leader: bool


def players(base: Economy, target: str) -> tuple[Player, ...]:
    """Return who decides on measures against a target, in the order of the trade table.

    States without figures of their own, the rest of the world and parties to the war are left out.
    """
    states = {row["iso3"]: row for row in read_table("states.csv")}
    product = dict(zip(base.names, base.income.tolist(), strict=True))
    economies: dict[str, list[str]] = {}
    for name in base.names:
        if name not in (target, REST, *PARTIES.get(target, ())):
            union = name in states and states[name]["eu"] == "1"
            economies.setdefault(UNION if union else TOGETHER.get(name, name), []).append(name)
    return tuple(
        _player(name, theirs, states, product)
        for name, theirs in economies.items()
        if any(one in states for one in theirs)
    )


def _player(
    name: str,
    economies: list[str],
    states: Mapping[str, Mapping[str, str]],
    product: Mapping[str, float],
) -> Player:
    own = [states[one] for one in economies if one in states]
    weight = np.array([product[one] for one in economies if one in states])
    weight /= weight.sum()
    ideal = np.array([float(row["unga_ideal_point_2021"]) for row in own])
    vote = np.array([VOTES.get(row["vote_es11_1"], 0.0) for row in own])
    return Player(
        name,
        tuple(economies),
        float(weight @ ideal),
        float(weight @ vote),
        sum(product[one] for one in economies),
        sum(row["eu"] == "1" for row in states.values()) if name == UNION else 1,
        any(row["g7"] == "1" for row in own),
    )
