"""The classes of agents: one for each kind of state, each a Mesa agent.

A class is called as the table of roles says and is told of by the module of its kind.
"""

from __future__ import annotations

import sys
from types import new_class

from multipolar.agents.base import StateAgent
from multipolar.agents.kind import Kind
from multipolar.agents.kinds import KINDS


def _class_of(kind: Kind) -> type[StateAgent]:
    about = sys.modules[f"multipolar.agents.{kind.role}"].__doc__
    own = {"__doc__": about, "__module__": __name__}
    return new_class(kind.name, (StateAgent,), {"kind": kind}, lambda names: names.update(own))


AGENT_CLASSES: tuple[type[StateAgent], ...] = tuple(_class_of(kind) for kind in KINDS)

_BY_NAME = {kind.__name__: kind for kind in AGENT_CLASSES}


def __getattr__(name: str) -> type[StateAgent]:
    if name not in _BY_NAME:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return _BY_NAME[name]
