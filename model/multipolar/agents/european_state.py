"""A European state.

Each has its own attention, unity and support; together they make good part of what the
United States withholds.
"""

from __future__ import annotations

from multipolar.agents.kind import AID, VOTE, Kind
from multipolar.agents.measures import CONSENT

KIND = Kind(
    role="european_state",
    claims=("C19", "C34", "C53"),
    choices=(AID, CONSENT, VOTE),
)
