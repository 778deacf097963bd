"""The few functional forms that rules share: one helper each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]

LADDER_TOP = 10.0
"""Last rung of the ladder of escalation."""

MONTHS_PER_YEAR = 12.0

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


def total(array: Array) -> Array:
    """Return the sum over a short last axis, slice by slice: several times faster than a sum."""
    result: Array = array[..., 0].copy()
    for k in range(1, array.shape[-1]):
        result += array[..., k]
    return result


def weighed(array: Array, weight: Array) -> Array:
    """Return the sum over the second axis, weighed by ``weight`` (that axis).

    Each run is computed alone and in the same order, so a run does not depend on its block.
    """
    if array.ndim == 2:
        return np.asarray(np.einsum("rs,s->r", array, weight))
    return np.asarray(np.matmul(weight, array))


def carried(array: Array, matrix: Array) -> Array:
    """Return (run, i) carried over to (run, j) by a matrix (i, j), each run alone."""
    return np.asarray(np.einsum("ri,ij->rj", array, matrix))


def softmax(utility: Array) -> Array:
    """Return logit shares over a short last axis, which sum to one."""
    highest = utility[..., 0].copy()
    for k in range(1, utility.shape[-1]):
        np.maximum(highest, utility[..., k], out=highest)
    weight: Array = utility - highest[..., None]
    np.exp(weight, out=weight)
    weight /= total(weight)[..., None]
    return weight


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
    reached = np.zeros_like(luck)
    chosen = np.zeros_like(luck)
    for k in range(probability.shape[-1] - 1):
        reached += probability[..., k]
        chosen += luck >= reached
    return chosen
