"""Who decides: one file for each kind of actor.

Examples
--------
Each class decides for all its states and all runs at once. `choices` says what it may do each
month, in the order of the ladder, and what it weighs:

>>> from multipolar import MultipolarModel
>>> from multipolar.agents import AGENT_CLASSES, Choice, NorthKorea, Russia, StateAgent
>>> NorthKorea.choices[0].actions
('restraint', 'balloons', 'missile_test', 'limited_force', 'major_attack')
>>> [choice.name for choice in Russia.choices]
['provocation', 'licence', 'vote']
>>> all(issubclass(kind, StateAgent) for kind in AGENT_CLASSES)
True
>>> all(isinstance(choice, Choice) for kind in AGENT_CLASSES for choice in kind.choices)
True

An agent is a live view of the world. The other challengers and front-line states:

>>> from multipolar.agents import China, Iran, Israel, Taiwan, Ukraine
>>> model = MultipolarModel(runs=2, rng=1)
>>> kinds = {"CHN": China, "IRN": Iran, "ISR": Israel, "TWN": Taiwan, "UKR": Ukraine}
>>> all(isinstance(model.state(iso3), kind) for iso3, kind in kinds.items())
True

And those that sponsor, hedge, or stand between:

>>> from multipolar.agents import EuropeanState, GlobalSouthState, HedgingState
>>> from multipolar.agents import PacificAlly, PostSovietState, UnitedStates
>>> [kind.role for kind in (UnitedStates, EuropeanState, PacificAlly)]
['united_states', 'european_state', 'pacific_ally']
>>> [kind.role for kind in (PostSovietState, HedgingState, GlobalSouthState)]
['post_soviet_state', 'hedging_state', 'global_south_state']

What was decided in the last month, in every run:

>>> from multipolar.agents import Decision
>>> model.step()
>>> decision = model.decisions["north_korea", "provocation"]
>>> isinstance(decision, Decision), decision.chosen.shape
(True, (2, 1))
"""

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
