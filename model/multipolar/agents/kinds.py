"""Every kind of state, in the order of their roles."""

from __future__ import annotations

from multipolar.agents.china import CHINA
from multipolar.agents.european_state import EUROPEAN_STATE
from multipolar.agents.global_south_state import GLOBAL_SOUTH_STATE
from multipolar.agents.hedging_state import HEDGING_STATE
from multipolar.agents.iran import IRAN
from multipolar.agents.israel import ISRAEL
from multipolar.agents.kind import Kind
from multipolar.agents.north_korea import NORTH_KOREA
from multipolar.agents.pacific_ally import PACIFIC_ALLY
from multipolar.agents.post_soviet_state import POST_SOVIET_STATE
from multipolar.agents.russia import RUSSIA
from multipolar.agents.taiwan import TAIWAN
from multipolar.agents.ukraine import UKRAINE
from multipolar.agents.united_states import UNITED_STATES

KINDS: tuple[Kind, ...] = (
    RUSSIA,
    NORTH_KOREA,
    CHINA,
    IRAN,
    UKRAINE,
    TAIWAN,
    ISRAEL,
    UNITED_STATES,
    EUROPEAN_STATE,
    PACIFIC_ALLY,
    POST_SOVIET_STATE,
    HEDGING_STATE,
    GLOBAL_SOUTH_STATE,
)
