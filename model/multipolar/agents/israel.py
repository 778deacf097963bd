"""Israel: the front-line state of the Middle East.

Answers, holds or talks.
"""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, VOTE, Kind

KIND = Kind(
    role="israel",
    claims=(),
    choices=(RESPOND, VOTE),
)
