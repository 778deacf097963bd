"""North Korea: the challenger in Korea, client of Russia."""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind, provoke
from multipolar.rules import provocation

NORTH_KOREA = Kind(
    name="NorthKorea",
    role="north_korea",
    claims=("C3", "C8", "C14", "C16", "C17", "C28", "C44", "C48", "C49"),
    choices=(
        provoke(
            provocation.licence,
            provocation.restraint,
            provocation.shipped_away,
            actions=("restraint", "balloons", "missile_test", "limited_force", "major_attack"),
        ),
        VOTE,
    ),
)
