"""Israel: the front-line state of the Middle East."""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, VOTE, Kind

ISRAEL = Kind(
    name="Israel",
    role="israel",
    claims=(),
    choices=(RESPOND, VOTE),
)
