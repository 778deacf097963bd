"""A post-Soviet state other than Russia and Ukraine.

Armenia, Belarus and Kazakhstan differ by their own dependence.
"""

from __future__ import annotations

from multipolar.agents.carrying import CARRY
from multipolar.agents.kind import VOTE, Kind

KIND = Kind(
    role="post_soviet_state",
    claims=("C24", "C38"),
    choices=(CARRY, VOTE),
)
