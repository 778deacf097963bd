"""Taiwan: the front-line state of its theatre."""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, Kind

TAIWAN = Kind(
    name="Taiwan",
    role="taiwan",
    claims=(),
    choices=(RESPOND,),
)
