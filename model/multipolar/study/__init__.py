"""What follows: expectations verified, mechanisms switched off, tension after the treaty."""

from multipolar.study.diversion import diversion_between
from multipolar.study.sweep import switch_sweep
from multipolar.study.turn import Share, Turn, turn, turns_without
from multipolar.study.verify import Finding, Verification, verify, verify_all

__all__ = [
    "Finding",
    "Share",
    "Turn",
    "Verification",
    "diversion_between",
    "switch_sweep",
    "turn",
    "turns_without",
    "verify",
    "verify_all",
]
