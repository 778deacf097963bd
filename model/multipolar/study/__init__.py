"""What follows: expectations verified, mechanisms switched off, tension after the treaty."""

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
