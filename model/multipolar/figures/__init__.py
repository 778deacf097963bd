"""Pictures: one function each."""

from multipolar.figures.decision import decision
from multipolar.figures.fan import fan, summary

__all__ = ["decision", "fan", "summary"]
