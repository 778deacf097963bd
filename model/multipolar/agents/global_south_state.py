"""A state of the Global South."""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind

GLOBAL_SOUTH_STATE = Kind(
    name="GlobalSouthState",
    role="global_south_state",
    claims=("C21", "C22", "C23"),
    choices=(VOTE,),
)
