"""North Korea: the challenger in Korea, client of Russia.

Wants standing and concern abroad, tests by habit, pays back in kind; China holds it back as
long as Russia does not feed it, and what it ships to the front it cannot fire at home.
"""

from __future__ import annotations

from multipolar.agents.kind import VOTE, Kind, provoke
from multipolar.agents.measures import ANSWER_THREAT
from multipolar.rules import provocation

KIND = Kind(
    role="north_korea",
    claims=("C3", "C8", "C14", "C16", "C17", "C28", "C44", "C48", "C49"),
    choices=(
        provoke(
            provocation.licence,
            provocation.restraint,
            provocation.shipped_away,
            actions=("restraint", "balloons", "missile_test", "limited_force", "major_attack"),
        ),
        ANSWER_THREAT,
        VOTE,
    ),
)
