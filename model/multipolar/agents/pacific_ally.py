"""An ally of the United States outside Europe.

Japan, South Korea, Australia, Canada and others: each divides its attention, arms and sends
support; South Korea answers for the Korean theatre.
"""

from __future__ import annotations

from multipolar.agents.kind import AID, RESPOND, VOTE, Kind
from multipolar.agents.measures import CONSENT

KIND = Kind(
    role="pacific_ally",
    claims=("C15", "C53"),
    choices=(AID, RESPOND, CONSENT, VOTE),
)
