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

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.study.contest import Price, price_of_a_vote
    from multipolar.study.diversion import diversion_between
    from multipolar.study.findings import Finding, Verification
    from multipolar.study.sweep import switch_sweep
    from multipolar.study.turn import Share, Turn, turn, turns_without
    from multipolar.study.verify import verify, verify_all

_HOMES = {
    "Finding": "multipolar.study.findings",
    "Price": "multipolar.study.contest",
    "Share": "multipolar.study.turn",
    "Turn": "multipolar.study.turn",
    "Verification": "multipolar.study.findings",
    "diversion_between": "multipolar.study.diversion",
    "price_of_a_vote": "multipolar.study.contest",
    "switch_sweep": "multipolar.study.sweep",
    "turn": "multipolar.study.turn",
    "turns_without": "multipolar.study.turn",
    "verify": "multipolar.study.verify",
    "verify_all": "multipolar.study.verify",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

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
