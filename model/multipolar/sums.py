"""Sums that do not depend on how many runs are summed beside each other."""

from __future__ import annotations

import numpy as np

from multipolar.arrays import Array


def total(array: Array, axis: int = -1) -> Array:
    """Return the sum over an axis other than the first, added up in the order of that axis.

    With runs side by side in memory numpy adds slab to slab, whatever their number; one run alone
    it would add in pairs. So a run does not depend on its block, to the last bit. A sum of nothing
    is zero.
    """
    if len(array) == 1 and array.shape[axis]:
        return np.asarray(np.add.accumulate(array, axis=axis).take(-1, axis=axis))
    return np.asarray(np.add.reduce(np.asfortranarray(array), axis=axis))


def weighed(array: Array, weight: Array) -> Array:
    """Return the sum over the second axis, weighed by ``weight`` (that axis)."""
    return total(array * weight.reshape(-1, *(1,) * (array.ndim - 2)), axis=1)
