"""Who decides: one file for each kind of actor."""

from multipolar.agents.base import Choice, Decision, StateAgent
from multipolar.agents.china import China
from multipolar.agents.european_state import EuropeanState
from multipolar.agents.global_south_state import GlobalSouthState
from multipolar.agents.hedging_state import HedgingState
from multipolar.agents.iran import Iran
from multipolar.agents.israel import Israel
from multipolar.agents.north_korea import NorthKorea
from multipolar.agents.pacific_ally import PacificAlly
from multipolar.agents.post_soviet_state import PostSovietState
from multipolar.agents.russia import Russia
from multipolar.agents.taiwan import Taiwan
from multipolar.agents.ukraine import Ukraine
from multipolar.agents.united_states import UnitedStates

AGENT_CLASSES: tuple[type[StateAgent], ...] = (
    Russia,
    NorthKorea,
    China,
    Iran,
    Ukraine,
    Taiwan,
    Israel,
    UnitedStates,
    EuropeanState,
    PacificAlly,
    PostSovietState,
    HedgingState,
    GlobalSouthState,
)

__all__ = [
    "AGENT_CLASSES",
    "China",
    "Choice",
    "Decision",
    "EuropeanState",
    "GlobalSouthState",
    "HedgingState",
    "Iran",
    "Israel",
    "NorthKorea",
    "PacificAlly",
    "PostSovietState",
    "Russia",
    "StateAgent",
    "Taiwan",
    "Ukraine",
    "UnitedStates",
]
