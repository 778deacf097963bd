"""A state between the camps by membership or policy."""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind

HEDGING_STATE = Kind(
    name="HedgingState",
    role="hedging_state",
    claims=(),
    choices=(VOTE,),
)
