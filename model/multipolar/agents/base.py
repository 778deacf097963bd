"""What every state is: a Mesa agent that is a live view of the world's arrays."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, ClassVar, Protocol

import mesa
import numpy as np

from multipolar.agents.kind import VOTE, Choice, Decision, Kind
from multipolar.agents.seats import Decided, decided_by
from multipolar.arguments import hint, nearest
from multipolar.arrays import Array
from multipolar.world.attributes import Attribute
from multipolar.world.world import World, state_view

A_SLIP = 0.85
"""Likeness from which a name of one's own is taken for a slip of one of the world."""


class HasWorld(Protocol):
    """A model as its agents see it."""

    world: World

    @property
    def decisions(self) -> dict[tuple[str, str], Decision]:
        """What was decided in the last month, by role and name of the choice."""


class StateAgent(mesa.Agent):  # type: ignore[misc]
    """A state: it votes, and what else its class adds.

    ``choices`` says what the class decides: for each choice its wants (the terms of utility), its
    actions in ladder order and what the choice writes. ``claims`` names the article's claims that
    the class carries.

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
    choices: ClassVar[tuple[Choice, ...]] = (VOTE,)

    def __init_subclass__(cls, kind: Kind | None = None) -> None:
        super().__init_subclass__()
        if kind is not None:
            cls.role, cls.claims, cls.choices = kind.role, kind.claims, kind.choices

    def __init__(self, model: HasWorld, iso3: str) -> None:
        super().__init__(model)
        self.iso3 = iso3
        place = model.world.roster.index(iso3)
        self._place = slice(place, place + 1)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_"):  # as copying asks for, of every agent
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}")
        if name not in self._attributes:
            near = hint(name, self._attributes)
            raise AttributeError(f"{type(self).__name__} has no attribute {name!r}.{near}")
        value = self._column(name)
        return float(value[0]) if value.shape == (1,) else value

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("_") or name not in self._attributes:
            self._refuse_slip(name)
            super().__setattr__(name, value)
            return
        attribute = self._attributes[name]
        if not attribute.moves:
            raise AttributeError(f"{name} is a fact of the world and cannot be assigned")
        if not ((np.asarray(value) >= attribute.low) & (np.asarray(value) <= attribute.high)).all():
            raise ValueError(f"{name} is {value}; allowed: {attribute.low:g} to {attribute.high:g}")
        if attribute.values and not np.isin(value, attribute.values).all():
            codes = ", ".join(f"{code:g}" for code in attribute.values)
            raise ValueError(f"{name} is {value}; allowed: {codes} ({attribute.description})")
        view = state_view(self.model.world, name, self._place)
        view[:, 0] = value

    def _refuse_slip(self, name: str) -> None:
        """Refuse a new attribute that is spelled nearly as one of the world."""
        if hasattr(type(self), name) or name in self.__dict__ or "_place" not in self.__dict__:
            return
        if near := nearest(name, self._attributes, A_SLIP):
            raise AttributeError(
                f"{type(self).__name__} has no attribute {name!r}. Did you mean {near!r}? Declare "
                "it in the class if it is your own"
            )

    @property
    def _attributes(self) -> Mapping[str, Attribute]:
        """Attributes of the world that it lives in; of none before it has a model."""
        world: World | None = getattr(self.__dict__.get("model"), "world", None)
        return {} if world is None else world.attributes

    def _column(self, name: str) -> Array:
        world: World = self.model.world
        view = state_view(world, name, self._place)
        column: Array = (view[:, 0] if self._attributes[name].moves else view[:1]).copy()
        column.flags.writeable = False
        return column

    @property
    def kind(self) -> Kind:
        """What its class is and decides."""
        return Kind(self.role, self.claims, self.choices)

    @property
    def decisions(self) -> dict[tuple[str, str], Decided]:
        """What the state decided in the last month, by name of the choice and column."""
        return decided_by(self.iso3, self.model.decisions)

    def remove(self) -> None:
        """Refuse: a state is a column of the world and cannot leave it.

        Raises
        ------
        TypeError
            Always; the message says what to do instead.
        """
        raise TypeError(
            f"{self.iso3} cannot be removed: states are columns of the world; leave it out of the "
            f'scenario with [roster] without = ["{self.iso3}"]'
        )

    def __repr__(self) -> str:
        return f"<{type(self).__name__} {self.iso3}>"
