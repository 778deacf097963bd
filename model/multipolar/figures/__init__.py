"""Pictures: one function each."""

from multipolar.figures.fan import fan, summary

__all__ = ["fan", "summary"]
