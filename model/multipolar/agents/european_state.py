"""A European state."""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind

EUROPEAN_STATE = Kind(
    name="EuropeanState",
    role="european_state",
    claims=("C19", "C34"),
    choices=(VOTE,),
)
