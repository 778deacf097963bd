"""Ukraine: the front-line state of its theatre."""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, VOTE, Kind

UKRAINE = Kind(
    name="Ukraine",
    role="ukraine",
    claims=(),
    choices=(RESPOND, VOTE),
)
