"""The United States: the largest sponsor.

Divides its attention among the theatres and sends support; its programme needs authorisation.
"""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind

KIND = Kind(
    role="united_states",
    claims=("C19", "C20"),
    choices=(VOTE,),
)
