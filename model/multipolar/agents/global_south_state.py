"""A state of the Global South."""

from __future__ import annotations

from multipolar.agents.base import StateAgent


class GlobalSouthState(StateAgent):
    """A state of the Global South.

    Each has its own position, trade and regime.
    """

    role = "global_south_state"
    claims = ("C21", "C22", "C23")
