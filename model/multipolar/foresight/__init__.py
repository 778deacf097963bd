"""Foresight: beliefs about what follows from each action, fitted on paired runs of the model.

States read the table that comes out of it (``agents/foresight.py``); this room makes it.
"""

from __future__ import annotations

from multipolar.foresight.fit import capped, fits, joined, permuted
from multipolar.foresight.renewal import all_trials, renew, starts, table
from multipolar.foresight.rollouts import Departure, Trials

__all__ = [
    "Departure",
    "Trials",
    "all_trials",
    "capped",
    "fits",
    "joined",
    "permuted",
    "renew",
    "starts",
    "table",
]
