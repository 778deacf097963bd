"""Diversion: what a crisis elsewhere takes from Ukraine, from pairs of runs with the same luck.

One side of a pair has the crisis, the other has the theatre's tension frozen. Diversion and its
conversion into aid are both needed for the claim that a crisis elsewhere starves Kyiv.
"""

from __future__ import annotations

from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Array = NDArray[np.float64]


class Diversion(NamedTuple):
    """Diversion of attention and its conversion into aid, each of shape (runs,).

    Parameters
    ----------
    attention : ndarray
        Minus the change of the logarithm of attention to Ukraine: 0.1 is a tenth lost.
    aid : ndarray
        Minus the change of the logarithm of support.
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
    lost = np.log(attention_frozen.mean(axis=1)) - np.log(attention.mean(axis=1))
    withheld = np.log(aid_frozen.mean(axis=1)) - np.log(aid.mean(axis=1))
    conversion = np.full_like(lost, np.nan)
    np.divide(withheld, lost, out=conversion, where=np.abs(lost) > 1e-9)
    return Diversion(np.asarray(lost), np.asarray(withheld), np.asarray(conversion))
