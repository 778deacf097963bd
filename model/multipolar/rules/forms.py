"""The few functional forms that rules share: one helper each."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


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


def softmax(utility: Array) -> Array:
    """Return logit shares over the last axis, which sum to one."""
    weight: Array = np.exp(utility - utility.max(axis=-1, keepdims=True))
    weight /= weight.sum(axis=-1, keepdims=True)
    return weight


def logit_choice(utility: Array, temperature: Array, luck: Array) -> Array:
    """Choose by quantal response (McKelvey and Palfrey 1995).

    Parameters
    ----------
    utility : ndarray
        Utilities, last axis the options.
    temperature : ndarray
        Noise of choice, above 0; broadcasts against ``utility``.
    luck : ndarray
        Uniforms on [0, 1), the shape of ``utility`` without its last axis.

    Returns
    -------
    ndarray
        Index of the chosen option, as a number, the shape of ``luck``.
    """
    cumulated = np.cumsum(softmax(utility / temperature), axis=-1)[..., :-1]
    chosen: Array = (luck[..., None] >= cumulated).sum(axis=-1).astype(np.float64)
    return chosen
