"""The few functional forms that rules share: one helper each."""

from __future__ import annotations

from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from multipolar.arrays import Array, Flags
from multipolar.sums import total, weighed

Runs = NDArray[np.intp] | slice
"""Which runs: their indices, or all of them."""

AnyArray = TypeVar("AnyArray", Array, Flags)

LADDER_TOP = 10.0
"""Last rung of the ladder of escalation."""


PERCENT = 100.0

TWO = 2

NESTED = "first over nests, then within"
"""How chances of a nested choice are shared, in words."""


def logistic(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)), elementwise, without overflow."""
    result: Array = np.tanh(0.5 * z)
    result += 1.0
    result *= 0.5
    return result


def log_odds(chance: Array) -> Array:
    """Return the log odds of a chance above 0 and below 1."""
    value: Array = np.log(chance) - np.log1p(-chance)
    return value


def approach(level: Array, goal: Array, speed: Array | float) -> Array:
    """Return a level moved towards a goal by a share ``speed`` (0 to 1) of the distance."""
    return level + speed * (goal - level)


def half_life(months: Array) -> Array:
    """Return the monthly survival share of something with this half-life, in months above 0."""
    survival: Array = np.exp2(-1.0 / months)
    return survival


def mean_one(log: Array, spread: Array) -> Array:
    """Return multipliers with mean one from normal logs of this standard deviation."""
    multiplier: Array = np.exp(log - 0.5 * spread * spread)
    return multiplier


def scale_fact(numbers: Array, fact: Array) -> Array:
    """Return the product of each run's numbers, last axis 1, and a fact, runs side by side.

    numpy would lay the runs apart, and slow down all that is computed from the product.
    """
    return np.multiply(numbers, fact, order="F")


def apply_matrix(array: Array, matrix: Array) -> Array:
    """Return (run, …, j), the product of (run, …, i) and a matrix (i, j), over i.

    A matrix that says who belongs where is nearly empty: of a large array only what is there is
    added up, in the same order.
    """
    pairs = np.argwhere(matrix).tolist() if array.ndim > 2 else []
    if not pairs:
        return total(scale_fact(array[..., None], matrix), axis=-2)
    result = np.zeros((*array.shape[:-1], matrix.shape[1]), order="F")
    for i, j in pairs:
        result[..., j] += array[..., i] * matrix[i, j]
    return result


def abroad(by_arena: Array) -> Array:
    """Return the theatres of an array by arena: home affairs come last on that axis."""
    return by_arena[..., :-1]


def at_home(by_arena: Array) -> Array:
    """Return the home affairs of an array by arena, without that axis."""
    return by_arena[..., -1]


def span(marked: Array) -> slice:
    """Return the part of an axis from the first that is marked to the last."""
    where = np.flatnonzero(marked)
    return slice(where[0], where[-1] + 1) if len(where) else slice(0)


def rows(marked: Flags) -> Runs:
    """Return where the runs are that are marked: a slice where all are, which copies nothing."""
    return slice(None) if marked.all() else np.flatnonzero(marked)


def of_runs(array: AnyArray, held: Runs, axes: int) -> AnyArray:
    """Return some runs of an array, side by side in memory; what is one for all runs as it is.

    That has fewer than so many axes, or one member on the first.
    """
    if isinstance(held, slice) or array.ndim < axes or len(array) == 1:
        return array
    some: AnyArray = array.T.take(held, axis=-1).T
    return some


def within(marked: Array, part: slice) -> slice:
    """Return where the marked members lie in a part of their axis."""
    where = span(marked)
    if not marked.any():
        return where
    return slice(where.start - part.start, where.stop - part.start)


def softmax(utility: Array) -> Array:
    """Return logit shares over a short last axis, which sum to one."""
    if utility.shape[-1] == TWO:
        return softmax_of_two(utility)
    weight: Array = utility - np.maximum.reduce(utility, axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= total(weight)[..., None]
    return weight


def softmax_of_two(utility: Array) -> Array:
    """Return the logit shares of two options, to the last bit those of ``softmax`` of more.

    The better one weighs one, so that of each two only one exponential is worked out.
    """
    ahead = utility[..., 1] - utility[..., 0]
    weight = np.exp(-np.abs(ahead))
    share = 1.0 / (1.0 + weight)
    weight /= 1.0 + weight
    better = ahead > 0.0
    return options(np.where(better, weight, share), np.where(better, share, weight))


def nested(utility: Array, nests: tuple[str, ...] = ()) -> Array:
    """Return the chances of a nested choice: first the nest, then the option within it.

        P(nest n) = exp(V_n) / Σ_m exp(V_m),   V_n = ln Σ_{a in n} exp(U_a)
        P(a) = P(nest of a) exp(U_a) / Σ_{b in nest} exp(U_b)

    but for the nest of the first option, inaction, whose value V is the utility of the first
    option alone. What else lies in that nest is a way to spend a month of inaction: it takes
    chances from inaction, and none from the acts of the other nests. Adding a low rung to it
    therefore never lowers the chance of acting at all, nor that of any other act.

    Parameters
    ----------
    utility : ndarray
        Utilities in units of the temperature, along the last axis.
    nests : tuple of str
        Nest of each option; without nests the choice is a plain logit.
    """
    if not nests:
        return softmax(utility)
    places = nest_places(nests)
    chances = softmax(options(*nest_values(utility, places)))
    result = np.empty_like(utility)
    for k, mine in enumerate(places):
        result[..., mine] = chances[..., k : k + 1] * softmax(utility[..., mine])
    return result


def nest_places(nests: tuple[str, ...]) -> list[list[int]]:
    """Return the places of the options of each nest, in the order of their first options."""
    return [[k for k, own in enumerate(nests) if own == name] for name in dict.fromkeys(nests)]


def nest_values(utility: Array, places: list[list[int]]) -> list[Array]:
    """Return the value of each nest: that of inaction for the first, the inclusive value else."""
    acts = [log_sum(utility[..., mine]) for mine in places[1:]]
    return [utility[..., places[0][0]], *acts]


def log_sum(utility: Array) -> Array:
    """Return ln Σ exp(U) over a short last axis."""
    highest = np.maximum.reduce(utility, axis=-1, keepdims=True)
    result: Array = highest[..., 0] + np.log(total(np.exp(utility - highest)))
    return result


def options(*values: Array | float) -> Array:
    """Return the utilities of options, one after the other, along a new last axis.

    Options lie apart in memory, each with its runs side by side.
    """
    utility = np.empty((*np.broadcast(*values).shape, len(values)), order="F")
    for k, value in enumerate(values):
        utility[..., k] = value
    return utility


def choose(probability: Array, luck: Array) -> Array:
    """Choose an option for each uniform number.

    Parameters
    ----------
    probability : ndarray
        Chance of each option, along the last axis.
    luck : ndarray
        Uniforms on [0, 1), the shape of ``probability`` without its last axis.

    Returns
    -------
    ndarray
        Index of the chosen option, as a number, the shape of ``luck``.
    """
    reached = probability[..., 0].copy("K")
    chosen = (luck >= reached).astype(np.float64)
    for k in range(1, probability.shape[-1] - 1):
        reached += probability[..., k]
        chosen += luck >= reached
    return chosen


__all__ = [
    "LADDER_TOP",
    "NESTED",
    "PERCENT",
    "abroad",
    "apply_matrix",
    "approach",
    "at_home",
    "choose",
    "half_life",
    "log_odds",
    "log_sum",
    "logistic",
    "mean_one",
    "nested",
    "of_runs",
    "options",
    "rows",
    "scale_fact",
    "softmax",
    "span",
    "total",
    "weighed",
    "within",
]
