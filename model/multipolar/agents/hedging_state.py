"""A state between the camps by membership or policy."""

from __future__ import annotations

from multipolar.agents.base import StateAgent


class HedgingState(StateAgent):
    """A state between the camps by membership or policy.

    Trades with both.
    """

    role = "hedging_state"
