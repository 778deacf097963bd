"""What a kind of state is, what it may decide, and the choices that several kinds share."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.expectations import Expectations
from multipolar.arrays import Array
from multipolar.axes import CHALLENGER, SPONSOR, STATE, THEATRE
from multipolar.luck import Draw
from multipolar.rules import assurance, courting, giving, provocation, votes
from multipolar.rules.provocation import INTENSITY, NESTS
from multipolar.rules.rule import Rule
from multipolar.world.roles import roles
from multipolar.world.roster import Roster
from multipolar.world.world import Part, World


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
    columns : callable
        Labels of the columns of a role's choice on the axis of ``luck``: its members, some of
        them, or targets, theatres and whatever else it decides about.
    writes : str
        Attributes that the choice writes, separated by spaces.
    commit : callable or None
        Writes the chosen indices, shape (run, column), into a role's part of the world. Without it
        ``writes`` names one attribute of the axis of ``luck``, which gets the indices.
    temperature : Rule or None
        Quantity that gives the temperature τ of the choice, shape (run, 1); without it τ is 1 and
        utilities are log odds.
    nests : tuple of str
        Nest of each action, for a choice that decides first on a nest and then within it; the
        first action is inaction. Without nests all actions are weighed together.
    opened_by : str
        Attribute that opens the choice in months and runs in which it is above zero; always open
        without. Where it is closed, what the choice writes stays as it is.
    allowed : Rule or None
        Quantity that says what may be done: above zero where an action may be taken, of a shape
        that extends to (run, column, action). What is barred has chance nought. The first action,
        inaction, may always be taken, so that a column that is barred altogether takes that.
    every : int
        Months from one decision to the next: 3 decides in January, April, July and October.
    lasts : bool
        Whether what was chosen stands until the next decision; else the first action does between.
    whole : bool
        Whether the terms read the whole world, not only the role's part of it. A term may give all
        that it reads, the axis of ``luck`` or else the states of the role, of which the columns of
        the choice are taken.
    asks : str
        What is asked, in plain words: ``"whether to mediate"``. Its name by default.
    """

    name: str
    switch: str
    wants: tuple[Rule, ...]
    actions: tuple[str, ...]
    luck: Draw
    columns: Callable[[World, str], tuple[str, ...]]
    writes: str
    commit: Callable[[Part, Array], None] | None = None
    temperature: Rule | None = None
    nests: tuple[str, ...] = ()
    opened_by: str = ""
    allowed: Rule | None = None
    every: int = 1
    lasts: bool = True
    whole: bool = False
    asks: str = ""

    @property
    def question(self) -> str:
        """What is asked, in plain words that begin a sentence."""
        words = self.asks or self.name.replace("_", " ")
        return words[:1].upper() + words[1:]

    @property
    def weighed(self) -> tuple[Rule, ...]:
        """What the choice follows from: its wants, and what bars its actions."""
        return (*self.wants, *filter(None, (self.allowed,)))

    @property
    def claims(self) -> tuple[str, ...]:
        """Claims of the article that its wants carry, in their order."""
        return tuple(dict.fromkeys(claim for want in self.wants for claim in want.claims))

    @property
    def when(self) -> str:
        """When the choice is made, in words."""
        due = "each month" if self.every == 1 else f"every {self.every} months"
        return f"{due} with {self.opened_by}" if self.opened_by else due

    def is_due(self, month: int) -> bool:
        """Return whether the choice is made in a month, by its number on the calendar."""
        return month % self.every == 0

    def open_runs(self, world: World) -> NDArray[np.bool_]:
        """Return in which runs the choice is open this month, shape (run,)."""
        if not self.opened_by:
            return np.ones(world.runs, np.bool_)
        opener = world.arrays[self.opened_by].reshape(world.runs, -1)
        return np.asarray((opener > 0.0).any(axis=1))


@dataclass(frozen=True, eq=False)
class Kind:
    """A kind of state: who it is, what it decides and which claims it carries.

    It is known without Mesa, which takes long to load: the classes of agents are made of it.

    Parameters
    ----------
    role : str
        Role in the table of states.
    claims : tuple of str
        Claims of the article that it carries.
    choices : tuple of Choice
        What it decides each month.
    """

    role: str
    claims: tuple[str, ...]
    choices: tuple[Choice, ...]

    @property
    def name(self) -> str:
        """Name of its class of agents."""
        return roles()[self.role].agent_class


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
    temperature : ndarray
        Temperature of the choice, shape (run, 1), or (1, 1) where it is one for all runs.
    probability : ndarray
        Chance of each option, shape (run, column, action); NaN in a run where it was not open.
    chosen : ndarray
        Index of the option taken, shape (run, column).
    is_open : ndarray
        Whether the choice was open, shape (run,): in a run where it was not, nothing was done.
    allowed : ndarray or None
        What could be done, shape (run, column, action); without it everything could.
    look_ahead : callable or None
        Returns ``expected``; without it the state does not look ahead.
    """

    choice: Choice
    columns: tuple[str, ...]
    owners: tuple[str, ...]
    ordered: tuple[str, ...]
    utilities: dict[str, Array]
    temperature: Array
    probability: Array
    chosen: Array
    is_open: NDArray[np.bool_]
    allowed: NDArray[np.bool_] | None = None
    look_ahead: Callable[[], tuple[Expectations, ...]] | None = None

    @cached_property
    def expected(self) -> tuple[Expectations, ...]:
        """For each column what is expected to follow, by action and measure, median over the runs.

        Computed when it is asked for; empty for who does not look ahead.
        """
        return () if self.look_ahead is None else self.look_ahead()

    @property
    def terms(self) -> dict[str, Array]:
        """Utility of each option by term, each of shape (run, column, action)."""
        shape = self.probability.shape
        return {name: np.broadcast_to(term, shape) for name, term in self.utilities.items()}


def members(world: World, role: str) -> tuple[str, ...]:
    """Return the states of a role."""
    return world.roster.iso3[world.roster.members(role)]


def own_theatre(world: World, role: str) -> tuple[str, ...]:
    """Return the theatre that a role challenges or defends."""
    return world.roster.labels[THEATRE][world.roster.theatre_part(role)]


def deciders(roster: Roster, role: str, columns: tuple[str, ...]) -> tuple[str, ...]:
    """Return the state that decides each column: itself, or the role's one decider."""
    members = roster.iso3[roster.members(role)]
    own = roster.front_states[roster.theatre_part(role)]
    return tuple(
        label if label in members else next((m for m in members if m in own), members[0])
        for label in columns
    )


def _write_vote(part: Part, chosen: Array) -> None:
    part.vote[...] = chosen - 1.0


VOTE = Choice(
    name="vote",
    asks="how to vote on the month's text",
    switch="alignment",
    wants=(votes.odds,),
    actions=("no", "abstain", "yes"),
    luck=Draw("vote", STATE),
    commit=_write_vote,
    columns=members,
    writes="vote",
    opened_by="vote_strictness",
    whole=True,
)


def _write_course(part: Part, chosen: Array) -> None:
    part.aid_course[...] = chosen - 1.0


AID = Choice(
    name="aid",
    asks="how much aid to give to Ukraine",
    switch="support",
    wants=(
        giving.interest,
        giving.unity,
        giving.line_of_government,
        giving.filling,
        giving.programme_as_it_is,
    ),
    actions=("cut", "hold", "raise"),
    luck=Draw("aid", SPONSOR),
    commit=_write_course,
    columns=members,
    writes="aid_course",
    temperature=giving.temperature_of_giving,
)
"""A sponsor's programme of support for Ukraine."""


def court(prizes: Rule) -> Choice:
    """Return the choice of a great power on whom to spend its effort in the contested states."""
    return Choice(
        name="court",
        asks="which part of the world to court",
        switch="alignment",
        wants=(prizes,),
        actions=("everywhere", *courting.WOOED),
        luck=Draw("court", STATE),
        columns=members,
        writes="courting",
        every=3,
        whole=True,
    )


EFFORT = Choice(
    name="effort",
    asks="how much effort to spend on courting",
    switch="alignment",
    wants=(courting.usual_effort, courting.effort_for_votes),
    actions=("no_effort", "some_effort", "strong_effort"),
    luck=Draw("effort", STATE),
    columns=members,
    writes="courting_effort",
    allowed=courting.affordable,
    every=courting.QUARTER,
)
"""How much of its budget a great power spends on the contested states in the coming quarter."""


def _write_provocation(part: Part, chosen: Array) -> None:
    part.action[...] = chosen
    part.provocation[...] = INTENSITY[chosen.astype(np.intp)]


def provoke(*more_wants: Rule, actions: tuple[str, ...]) -> Choice:
    """Return a challenger's choice of how far to go up the ladder in its theatre."""
    return Choice(
        name="provocation",
        asks="how far to go up the ladder",
        switch="provocation",
        wants=(
            provocation.nerve,
            provocation.standing,
            provocation.habit,
            provocation.means,
            provocation.reciprocity,
            provocation.cost,
            assurance.assured,
            *more_wants,
        ),
        actions=actions,
        luck=Draw("provocation", CHALLENGER),
        commit=_write_provocation,
        columns=members,
        writes="action provocation",
        temperature=provocation.temperature,
        nests=NESTS,
    )


def _write_response(part: Part, chosen: Array) -> None:
    part.response[...] = chosen - 1.0


RESPOND = Choice(
    name="response",
    asks="how to answer a provocation",
    switch="provocation",
    wants=(provocation.resolve, provocation.relief, provocation.inertia),
    actions=("talk_down", "hold", "answer"),
    luck=Draw("response", THEATRE),
    commit=_write_response,
    columns=own_theatre,
    writes="response",
    temperature=provocation.response_temperature,
)
"""The front-line state's answer in its theatre."""
