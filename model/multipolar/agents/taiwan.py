"""Taiwan: the front-line state of its theatre.

Answers, holds or talks; it has no vote in the General Assembly.
"""

from __future__ import annotations

from multipolar.agents.kind import RESPOND, Kind

KIND = Kind(
    role="taiwan",
    claims=(),
    choices=(RESPOND,),
)
