"""What every state is: a Mesa agent that is a live view of the world's arrays."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, ClassVar

import mesa
import numpy as np
from numpy.typing import NDArray

from multipolar.axes import CHALLENGER, STATE, THEATRE
from multipolar.luck import Draw
from multipolar.rules import alignment, provocation
from multipolar.rules.provocation import INTENSITY
from multipolar.rules.rule import Rule
from multipolar.world.attributes import attributes
from multipolar.world.world import Part, World, state_view

if TYPE_CHECKING:
    from multipolar.model import MultipolarModel

Array = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class Choice:
    """Something that a class of states decides each month, by quantal response.

    Parameters
    ----------
    name : str
        What is decided.
    switch : str
        Mechanism that turns the choice off.
    wants : tuple of Rule
        Terms of the utility; each returns shape (run, column, action).
    actions : tuple of str
        Options, in ladder order.
    luck : Draw
        Stream that the choice reads.
    commit : callable
        Writes the chosen indices, shape (run, column), into a role's part of the world.
    columns : callable
        Labels of the columns of a role's choice on the axis of ``luck``: the members by default.
    writes : str
        Attributes that ``commit`` writes, separated by spaces.
    opened_by : str
        Attribute that opens the choice in months in which it is above zero; always open without.
    whole : bool
        Whether the terms read the whole world, not only the role's part of it.
    """

    name: str
    switch: str
    wants: tuple[Rule, ...]
    actions: tuple[str, ...]
    luck: Draw
    commit: Callable[[Part, Array], None]
    columns: Callable[[World, str], tuple[str, ...]]
    writes: str
    opened_by: str = ""
    whole: bool = False

    def is_open(self, world: World) -> bool:
        """Return whether the choice is open this month."""
        return not self.opened_by or bool((world.arrays[self.opened_by] > 0.0).any())


def members(world: World, role: str) -> tuple[str, ...]:
    """Return the states of a role."""
    return world.roster.iso3[world.roster.members(role)]


def own_theatre(world: World, role: str) -> tuple[str, ...]:
    """Return the theatre that a role challenges or defends."""
    return world.roster.labels[THEATRE][world.roster.theatre_part(role)]


def _write_vote(part: Part, chosen: Array) -> None:
    part.vote[...] = chosen - 1.0


VOTE = Choice(
    name="vote",
    switch="alignment",
    wants=(alignment.position, alignment.text),
    actions=("no", "abstain", "yes"),
    luck=Draw("vote", STATE),
    commit=_write_vote,
    columns=members,
    writes="vote",
    opened_by="vote_strictness",
)


def _write_provocation(part: Part, chosen: Array) -> None:
    part.action[...] = chosen
    part.provocation[...] = INTENSITY[chosen.astype(np.intp)]


def provoke(*more_wants: Rule, actions: tuple[str, ...]) -> Choice:
    """Return a challenger's choice of how far to go up the ladder in its theatre."""
    return Choice(
        name="provocation",
        switch="provocation",
        wants=(
            provocation.nerve,
            provocation.standing,
            provocation.habit,
            provocation.means,
            provocation.reciprocity,
            provocation.cost,
            *more_wants,
        ),
        actions=actions,
        luck=Draw("provocation", CHALLENGER),
        commit=_write_provocation,
        columns=members,
        writes="action provocation",
    )


def _write_response(part: Part, chosen: Array) -> None:
    part.response[...] = chosen - 1.0


RESPOND = Choice(
    name="response",
    switch="provocation",
    wants=(provocation.resolve, provocation.relief, provocation.inertia),
    actions=("talk_down", "hold", "answer"),
    luck=Draw("response", THEATRE),
    commit=_write_response,
    columns=own_theatre,
    writes="response",
)
"""The front-line state's answer in its theatre."""


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
        if attribute.values and not np.isin(value, attribute.values).all():
            codes = ", ".join(f"{code:g}" for code in attribute.values)
            raise ValueError(f"{name} is {value}; allowed: {codes} ({attribute.description})")
        view = state_view(self.model.world, name, self._place)
        view[:, 0] = value

    def _column(self, name: str) -> Array:
        world: World = self.model.world
        view = state_view(world, name, self._place)
        column: Array = (view[:, 0] if attributes()[name].moves else view[:1]).copy()
        column.flags.writeable = False
        return column

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


@dataclass(frozen=True)
class Decision:
    """One month's choice of a class of states.

    Parameters
    ----------
    choice : Choice
        What was decided.
    columns : tuple of str
        Who or what was decided about: states, theatres or clients.
    owners : tuple of str
        State that decided each column.
    ordered : tuple of str
        Action that an order put in place of each column's choice, ``""`` without an order.
    utilities : dict of str to ndarray
        Utility of each option by term, as its rule gave it; see ``terms``.
    probability : ndarray
        Chance of each option, shape (run, column, action).
    chosen : ndarray
        Index of the option taken, shape (run, column).
    """

    choice: Choice
    columns: tuple[str, ...]
    owners: tuple[str, ...]
    ordered: tuple[str, ...]
    utilities: dict[str, Array]
    probability: Array
    chosen: Array

    @property
    def terms(self) -> dict[str, Array]:
        """Utility of each option by term, each of shape (run, column, action)."""
        shape = self.probability.shape
        return {name: np.broadcast_to(term, shape) for name, term in self.utilities.items()}
