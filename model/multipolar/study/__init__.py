"""What follows: expectations verified, mechanisms switched off, tension after the treaty.

Examples
--------
>>> from multipolar.study import switch_sweep, turns_without, verify_all
>>> [found.scenario for found in verify_all(["d02_panel_survives"], runs=4)]
['d02_panel_survives']
>>> sweep = switch_sweep(runs=2)
>>> {"world", "measure", "mean", "mean_low", "mean_high"} <= set(sweep.columns)
True
>>> baseline, *without = turns_without(runs=2)
>>> baseline.rises.runs + baseline.stays.runs + baseline.falls.runs
2
"""

from multipolar.study.contest import Price, price_of_a_vote
from multipolar.study.diversion import diversion_between
from multipolar.study.sweep import switch_sweep
from multipolar.study.turn import Share, Turn, turn, turns_without
from multipolar.study.verify import Finding, Verification, verify, verify_all

__all__ = [
    "Finding",
    "Price",
    "Share",
    "Turn",
    "Verification",
    "diversion_between",
    "price_of_a_vote",
    "switch_sweep",
    "turn",
    "turns_without",
    "verify",
    "verify_all",
]
