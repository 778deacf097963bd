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
['provocation', 'licence', 'answer_threat', 'court', 'effort', 'offer', 'terms', 'veto', 'vote']
>>> all(issubclass(kind, StateAgent) for kind in AGENT_CLASSES)
True
>>> all(isinstance(choice, Choice) for kind in AGENT_CLASSES for choice in kind.choices)
True

What a kind of state is, and what it decides, is known without a model and without Mesa:

>>> from multipolar.agents import KINDS, Kind
>>> first: Kind = KINDS[0]
>>> first.role, [choice.name for choice in first.choices][:3]
('russia', ['provocation', 'licence', 'answer_threat'])

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

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use
from multipolar.world.roles import roles

if TYPE_CHECKING:
    from multipolar.agents.base import StateAgent
    from multipolar.agents.classes import (
        AGENT_CLASSES,
        China,
        EuropeanState,
        GlobalSouthState,
        HedgingState,
        Iran,
        Israel,
        NorthKorea,
        PacificAlly,
        PostSovietState,
        Russia,
        Taiwan,
        Ukraine,
        UnitedStates,
    )
    from multipolar.agents.kind import Choice, Decision, Kind
    from multipolar.agents.kinds import KINDS

_HOMES = {
    "AGENT_CLASSES": "multipolar.agents.classes",
    "KINDS": "multipolar.agents.kinds",
    "Choice": "multipolar.agents.kind",
    "Decision": "multipolar.agents.kind",
    "Kind": "multipolar.agents.kind",
    "StateAgent": "multipolar.agents.base",
}
_HOMES |= {role.agent_class: "multipolar.agents.classes" for role in roles().values()}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = [
    "AGENT_CLASSES",
    "KINDS",
    "China",
    "Choice",
    "Decision",
    "EuropeanState",
    "GlobalSouthState",
    "HedgingState",
    "Iran",
    "Israel",
    "Kind",
    "NorthKorea",
    "PacificAlly",
    "PostSovietState",
    "Russia",
    "StateAgent",
    "Taiwan",
    "Ukraine",
    "UnitedStates",
]
