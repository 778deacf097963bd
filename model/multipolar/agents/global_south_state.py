"""A state of the Global South.

Each has its own position, trade and regime.
"""

from __future__ import annotations

from multipolar.agents.carrying import CARRY
from multipolar.agents.joining import JOIN
from multipolar.agents.kind import VOTE, Kind
from multipolar.agents.mediating import MEDIATE

KIND = Kind(
    role="global_south_state",
    claims=("C21", "C22", "C23"),
    choices=(CARRY, JOIN, MEDIATE, VOTE),
)
