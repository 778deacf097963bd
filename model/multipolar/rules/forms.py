"""The few functional forms that rules share: one helper each."""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array
from multipolar.sums import total, weighed

LADDER_TOP = 10.0
"""Last rung of the ladder of escalation."""


PERCENT = 100.0


def logistic(z: Array) -> Array:
    """Return 1 / (1 + exp(-z)), elementwise, without overflow."""
    result: Array = np.tanh(0.5 * z)
    result += 1.0
    result *= 0.5
    return result


def approach(level: Array, goal: Array, speed: Array | float) -> Array:
    """Return a level moved towards a goal by a share ``speed`` (0 to 1) of the distance."""
    return level + speed * (goal - level)


def half_life(months: Array) -> Array:
    """Return the monthly survival share of something with this half-life, in months above 0."""
    survival: Array = np.exp2(-1.0 / months)
    return survival


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


def softmax(utility: Array) -> Array:
    """Return logit shares over a short last axis, which sum to one."""
    weight: Array = utility - np.maximum.reduce(utility, axis=-1, keepdims=True)
    np.exp(weight, out=weight)
    weight /= total(weight)[..., None]
    return weight


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
    "PERCENT",
    "abroad",
    "apply_matrix",
    "approach",
    "at_home",
    "choose",
    "half_life",
    "logistic",
    "options",
    "scale_fact",
    "softmax",
    "span",
    "total",
    "weighed",
]
