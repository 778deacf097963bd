"""A European state."""

from __future__ import annotations

from multipolar.agents.base import StateAgent


class EuropeanState(StateAgent):
    """A European state.

    Each has its own attention, unity and support; together they make good part of what the
    United States withholds.
    """

    role = "european_state"
    claims = ("C19", "C34")
