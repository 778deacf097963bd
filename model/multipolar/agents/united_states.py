"""The United States: the largest sponsor."""

from __future__ import annotations

from multipolar.agents.base import StateAgent


class UnitedStates(StateAgent):
    """The United States: the largest sponsor.

    Divides its attention among the theatres and sends support; its programme needs authorisation.
    """

    role = "united_states"
    claims = ("C19", "C20")
