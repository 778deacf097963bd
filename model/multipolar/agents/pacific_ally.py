"""An ally of the United States outside Europe."""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, VOTE, Kind

PACIFIC_ALLY = Kind(
    name="PacificAlly",
    role="pacific_ally",
    claims=("C15",),
    choices=(RESPOND, VOTE),
)
