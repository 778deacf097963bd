"""Diversion: what a crisis elsewhere takes from Ukraine, from pairs of runs with the same luck.

One side of a pair has the crisis, the other has the theatre's tension frozen; the pairs of stored
results are made by ``multipolar.study.diversion``. Diversion and its
conversion into aid are both needed for the claim that a crisis elsewhere starves Kyiv.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np

from multipolar.arrays import Array


class Diversion(NamedTuple):
    """Diversion of attention and its conversion into aid, each of shape (runs,).

    Parameters
    ----------
    attention : ndarray
        Minus the change of the logarithm of attention to Ukraine: 0.1 is a tenth lost.
    aid : ndarray
        Minus the change of the logarithm of support; NaN where a side gave none.
    conversion : ndarray
        Aid lost for attention lost, an elasticity; NaN where attention did not move.
    """

    attention: Array
    aid: Array
    conversion: Array


def diversion(
    attention: Array, attention_frozen: Array, aid: Array, aid_frozen: Array
) -> Diversion:
    """Return what a crisis diverted in each pair of runs.

    Parameters
    ----------
    attention, attention_frozen : ndarray
        Share of Ukraine in attention with the crisis and with it frozen, shape (runs, months).
    aid, aid_frozen : ndarray
        Support, the same shape; each averaged over the months.
    """
    lost = _log_ratio(attention_frozen.mean(axis=1), attention.mean(axis=1))
    withheld = _log_ratio(aid_frozen.mean(axis=1), aid.mean(axis=1))
    conversion = np.full_like(lost, np.nan)
    np.divide(withheld, lost, out=conversion, where=np.abs(lost) > 1e-9)
    return Diversion(lost, withheld, conversion)


def _log_ratio(above: Array, below: Array) -> Array:
    """Return log(above / below); NaN where one of them is zero."""
    known = (above > 0.0) & (below > 0.0)
    ratio = np.full(above.shape, np.nan)
    np.divide(above, below, out=ratio, where=known)
    return np.asarray(np.log(ratio))
