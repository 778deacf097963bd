"""Ukraine: the front-line state of its theatre.

Answers, holds or talks.
"""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, VOTE, Kind

KIND = Kind(
    role="ukraine",
    claims=(),
    choices=(RESPOND, VOTE),
)
