"""Shapley values: how a whole difference is shared among those who made it together.

The share of a player is the mean, over all orders in which the players may come in, of what the
outcome gains when it does (Shapley 1953). Orders are sampled (Castro, Gómez and Tejada 2009). A
*unit* is one order, the same order backwards, and a batch of runs that every coalition of the unit
meets; units are independent, so that Student's interval over them covers both the orders that were
not tried and the luck. With few players a unit holds every coalition, and no order is left out.

What a unit's players gain adds up to the unit's whole difference, whatever is sampled.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from multipolar.arguments import ArgumentError
from multipolar.arrays import Array
from multipolar.study.intervals import Interval, of_mean

Coalition = frozenset[str]
Value = Callable[[Sequence[tuple[int, Coalition]]], Sequence[Array]]
"""Gets units and coalitions, and returns the outcome of the unit's runs in each, shape (runs,)."""

FEW = 5
"""Players up to whom a unit holds every coalition."""

LEAST_UNITS = 8
"""Units before an interval is looked at."""

TOGETHER = 4
"""Units that are asked for at a time after that."""

_STREAM = 0x53484150
"""Sets the random numbers of orders apart from every other use of a seed."""


@dataclass(frozen=True)
class Shapley:
    """Shares of players in a whole difference.

    Parameters
    ----------
    players : tuple of str
        Who shares.
    gains : ndarray
        What each unit gains by each player, shape (units, players).
    wholes : ndarray
        The whole difference in each unit, shape (units,).
    full : ndarray
        Outcome of every run with all players, shape (runs,), NaN where it is not defined.
    used : int
        Runs in which the outcome is defined in every coalition that was tried.
    """

    players: tuple[str, ...]
    gains: Array
    wholes: Array
    full: Array
    used: int

    @property
    def shares(self) -> Array:
        """Share of each player, shape (players,); they add up to the whole."""
        shares: Array = self.gains.mean(axis=0)
        return shares

    @property
    def intervals(self) -> tuple[Interval, ...]:
        """90 % interval of each share."""
        return tuple(of_mean(gains) for gains in self.gains.T)

    @property
    def whole(self) -> float:
        """The outcome with all players minus that with none."""
        return float(self.wholes.mean())

    @property
    def widest(self) -> float:
        """Half the width of the widest interval, as a share of the whole."""
        half = max((high - low) / 2.0 for low, high in self.intervals)
        return half / abs(self.whole) if self.whole else (math.inf if half else 0.0)


def shapley(
    players: Sequence[str],
    value: Value,
    *,
    most: int,
    seed: int = 1,
    within: float = 0.05,
) -> Shapley:
    """Return the share of each player.

    Parameters
    ----------
    players : sequence of str
        Who shares, one or more.
    value : callable
        The outcome of coalitions.
    most : int
        Units at most, 2 or larger.
    seed : int
        Seed of the orders.
    within : float
        No more units are asked for once every interval reaches at most so far on either side,
        as a share of the whole.

    Raises
    ------
    ArgumentError
        When the outcome is defined in no run of a unit.

    Examples
    --------
    >>> import numpy as np
    >>> def value(asked):
    ...     return [np.full(4, 2.0 * ("a" in who) + ("b" in who)) for _, who in asked]
    >>> shapley(["a", "b", "c"], value, most=8).shares.tolist()
    [2.0, 1.0, 0.0]
    """
    names = tuple(players)
    found = _of_units(names, value, range(min(LEAST_UNITS, most)), seed)
    while (done := len(found.wholes)) < most and found.widest > within:
        more = _of_units(names, value, range(done, min(done + TOGETHER, most)), seed)
        found = Shapley(
            names,
            np.concatenate([found.gains, more.gains]),
            np.concatenate([found.wholes, more.wholes]),
            np.concatenate([found.full, more.full]),
            found.used + more.used,
        )
    return found


def coalitions_of_a_unit(players: int) -> int:
    """Return the most coalitions that a unit needs the outcome of."""
    return int(2**players if players <= FEW else 2 * players)


def _of_units(players: tuple[str, ...], value: Value, units: range, seed: int) -> Shapley:
    """Return the gains of some units, whose coalitions are all asked for at once."""
    steps = {unit: list(_steps(players, unit, seed)) for unit in units}
    asked = [(unit, who) for unit in units for who in _met(players, steps[unit])]
    outcomes = dict(zip(asked, value(asked), strict=True))
    everybody, nobody = frozenset(players), frozenset[str]()
    gains, wholes, used = np.zeros((len(units), len(players))), [], 0
    for place, unit in enumerate(units):
        met = _met(players, steps[unit])
        known = np.all([np.isfinite(outcomes[unit, who]) for who in met], axis=0)
        if not known.any():
            raise ArgumentError(
                f"the outcome is defined in no run of unit {unit} whatever the coalition; allowed: "
                "a measure and a month in which it is"
            )
        used += int(known.sum())
        mean = {who: float(outcomes[unit, who][known].mean()) for who in met}
        for there, player, weight in steps[unit]:
            gains[place, player] += weight * (mean[there | {players[player]}] - mean[there])
        wholes.append(mean[everybody] - mean[nobody])
    full = np.concatenate([outcomes[unit, everybody] for unit in units])
    return Shapley(players, gains, np.array(wholes), full, used)


Step = tuple[Coalition, int, float]
"""Who was there, who came in (its place), and how much that counts."""


def _met(players: tuple[str, ...], steps: Sequence[Step]) -> list[Coalition]:
    """Return every coalition of a unit, once each."""
    both = ((there, there | {players[player]}) for there, player, _ in steps)
    return list(dict.fromkeys(who for pair in both for who in pair))


def _steps(players: tuple[str, ...], unit: int, seed: int) -> Iterator[Step]:
    """Yield every step of a unit."""
    number = len(players)
    if number <= FEW:
        for player, name in enumerate(players):
            others = [other for other in players if other != name]
            for size in range(number):
                weight = 1.0 / (number * math.comb(number - 1, size))
                for coalition in combinations(others, size):
                    yield frozenset(coalition), player, weight
        return
    order = np.random.default_rng([_STREAM, seed, unit]).permutation(number)
    for way in (order, order[::-1]):
        there: Coalition = frozenset()
        for player in way:
            yield there, int(player), 0.5
            there |= {players[player]}
