"""The United States: the largest sponsor."""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind

UNITED_STATES = Kind(
    name="UnitedStates",
    role="united_states",
    claims=("C19", "C20"),
    choices=(VOTE,),
)
