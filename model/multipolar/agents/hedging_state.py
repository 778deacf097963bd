"""A state between the camps by membership or policy.

Trades with both.
"""

from __future__ import annotations

from multipolar.agents.carrying import CARRY
from multipolar.agents.joining import JOIN
from multipolar.agents.kind import VOTE, Kind
from multipolar.agents.mediating import MEDIATE

KIND = Kind(
    role="hedging_state",
    claims=(),
    choices=(CARRY, JOIN, MEDIATE, VOTE),
)
