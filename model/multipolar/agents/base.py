"""What every state is: a Mesa agent that is a live view of the world's arrays."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np
from numpy.typing import NDArray

from multipolar.axes import CHALLENGER, THEATRE
from multipolar.luck import Draw
from multipolar.rules import provocation
from multipolar.rules.provocation import INTENSITY
from multipolar.rules.rule import Rule
from multipolar.world.attributes import attributes
from multipolar.world.world import Part, World, state_view

if TYPE_CHECKING:
    from multipolar.model import MultipolarModel

Array = NDArray[np.float64]


class StateAgent(mesa.Agent):  # type: ignore[misc]
    """A state.

    Reading ``agent.status`` gives the state's value of the current month: a number when the model
    holds one run, a read-only array of shape (runs, …) when it holds more. Assigning
    ``agent.status = 0.5`` changes the world, within the attribute's bounds.

    Parameters
    ----------
    model : MultipolarModel
        Model that the state lives in.
    iso3 : str
        ISO 3166 alpha-3 code.
    """

    role: ClassVar[str] = ""
    claims: ClassVar[tuple[str, ...]] = ()

    def __init__(self, model: MultipolarModel, iso3: str) -> None:
        super().__init__(model)
        self.iso3 = iso3
        place = model.world.roster.index(iso3)
        self._place = slice(place, place + 1)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or name not in attributes():
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        value = self._column(name)
        return float(value[0]) if value.shape == (1,) else value

    def __setattr__(self, name: str, value: Any) -> None:
        if name not in attributes():
            super().__setattr__(name, value)
            return
        attribute = attributes()[name]
        if not attribute.moves:
            raise AttributeError(f"{name} is a fact of the world and cannot be assigned")
        if not ((np.asarray(value) >= attribute.low) & (np.asarray(value) <= attribute.high)).all():
            raise ValueError(f"{name} is {value}; allowed: {attribute.low:g} to {attribute.high:g}")
        view = state_view(self.model.world, name, self._place)
        view[:, 0] = value

    def _column(self, name: str) -> Array:
        world: World = self.model.world
        view = state_view(world, name, self._place)
        column: Array = (view[:, 0] if attributes()[name].moves else view[:1]).copy()
        column.flags.writeable = False
        return column

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.iso3}>"


@dataclass(frozen=True)
class Decision:
    """One month's choice of a class of states.

    Parameters
    ----------
    states : tuple of str
        States that chose.
    actions : tuple of str
        Their options, in ladder order.
    terms : dict of str to ndarray
        Utility of each option by term, shape (run, state, option).
    probability : ndarray
        Chance of each option, shape (run, state, option).
    chosen : ndarray
        Index of the option taken, shape (run, state).
    """

    states: tuple[str, ...]
    actions: tuple[str, ...]
    terms: dict[str, Array]
    probability: Array
    chosen: Array


class DecidingState(StateAgent):
    """A state that chooses among actions by quantal response.

    ``wants`` are the terms of its utility, ``actions`` its options in ladder order, ``luck`` the
    stream its choice reads.
    """

    wants: ClassVar[tuple[Rule, ...]] = ()
    actions: ClassVar[tuple[str, ...]] = ()
    luck: ClassVar[Draw]

    @classmethod
    def commit(cls, part: Part, chosen: Array) -> None:
        """Write the choices, indices of shape (run, member), into the world."""
        raise NotImplementedError

    @classmethod
    def deciders(cls, world: World) -> tuple[str, ...]:
        """Return the members of the class that choose."""
        return world.roster.iso3[world.roster.members(cls.role)]


class Challenger(DecidingState):
    """A state that may raise the stakes in a theatre of its own."""

    wants = (
        provocation.nerve,
        provocation.standing,
        provocation.habit,
        provocation.reciprocity,
        provocation.cost,
    )
    luck = Draw("provocation", CHALLENGER)

    @classmethod
    def commit(cls, part: Part, chosen: Array) -> None:
        """Write the rung chosen and its intensity."""
        part.action[...] = chosen
        part.provocation[...] = INTENSITY[chosen.astype(np.intp)]


class FrontLineState(DecidingState):
    """A state that answers, bears or talks down what a challenger does in its theatre."""

    wants = (provocation.resolve, provocation.relief, provocation.inertia)
    actions = ("talk_down", "hold", "answer")
    luck = Draw("response", THEATRE)

    @classmethod
    def commit(cls, part: Part, chosen: Array) -> None:
        """Write the response: -1 talks down, 0 holds, 1 answers in kind."""
        part.response[...] = chosen - 1.0

    @classmethod
    def deciders(cls, world: World) -> tuple[str, ...]:
        """Return the state whose theatre it is."""
        return tuple(world.roster.front_states[world.roster.theatre_part(cls.role)])
