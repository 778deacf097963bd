"""A post-Soviet state other than Russia and Ukraine."""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind

POST_SOVIET_STATE = Kind(
    name="PostSovietState",
    role="post_soviet_state",
    claims=("C24", "C38"),
    choices=(VOTE,),
)
