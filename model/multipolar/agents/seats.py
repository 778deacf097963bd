"""Seats: what each state may decide, what it decided, and with what chances it would decide."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from multipolar.agents.kind import Choice, Decision, Kind, deciders, members
from multipolar.agents.kinds import KINDS
from multipolar.arrays import Array
from multipolar.world.world import World


class Seat(NamedTuple):
    """A choice of a state, and what the state decides about: nothing where others decide."""

    state: str
    role: str
    choice: Choice
    columns: tuple[str, ...]

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists and texts, for JSON."""
        return {
            "state": self.state,
            "role": self.role,
            "choice": self.choice.name,
            "asks": self.choice.asks,
            "columns": list(self.columns),
            "actions": list(self.choice.actions),
            "when": self.choice.when,
            "switch": self.choice.switch,
            "claims": list(self.choice.claims),
            "wants": {want.function.__name__: want.meaning for want in self.choice.wants},
        }


def registry(kinds: Iterable[Kind] = KINDS) -> tuple[Seat, ...]:
    """Return what each state of the full roster decides, by state in the order of the roster.

    Examples
    --------
    >>> [(seat.choice.name, seat.columns) for seat in registry() if seat.state == "KAZ"]
    [('carry', ('KAZ',)), ('vote', ('KAZ',))]
    """
    world = World()
    deciding = [seat for seat in seats(kinds, world) if seat.columns]
    return tuple(sorted(deciding, key=lambda seat: world.roster.index(seat.state)))


def seats(kinds: Iterable[Kind], world: World) -> Iterator[Seat]:
    """Yield the choices of the states of a world, by role, choice and state."""
    for kind in kinds:
        for choice in kind.choices:
            columns = choice.columns(world, kind.role)
            mine: dict[str, tuple[str, ...]] = dict.fromkeys(members(world, kind.role), ())
            for owner, column in zip(
                deciders(world.roster, kind.role, columns), columns, strict=True
            ):
                mine[owner] += (column,)
            for state, own in mine.items():
                yield Seat(state, kind.role, choice, own)


class Decided(NamedTuple):
    """What a state decided in a month about one thing.

    Parameters
    ----------
    actions : tuple of str
        Options, in ladder order.
    action : ndarray
        Name of the action taken, shape (run,); empty in a run where the choice was not open.
    probability : ndarray
        Chance of each action, shape (run, action).
    ordered : str
        Action that an order put in place of the choice, ``""`` without an order.
    """

    actions: tuple[str, ...]
    action: NDArray[np.str_]
    probability: Array
    ordered: str


def decided_by(
    state: str, decisions: Mapping[tuple[str, str], Decision]
) -> dict[tuple[str, str], Decided]:
    """Return what a state decided, by name of the choice and column."""
    found = {}
    for (_, name), decision in decisions.items():
        for k, (owner, column) in enumerate(zip(decision.owners, decision.columns, strict=True)):
            if owner == state:
                actions = decision.choice.actions
                taken = np.array(actions)[decision.chosen[:, k].astype(np.intp)]
                action = np.where(decision.is_open, taken, "")
                chance = decision.probability[:, k].copy()
                found[name, column] = Decided(actions, action, chance, decision.ordered[k])
    return found


@dataclass(frozen=True, eq=False)
class OpenChoice:
    """What a state may decide in the coming month about one thing.

    Parameters
    ----------
    choice, column : str
        Name of the choice, and what is decided about.
    actions : tuple of str
        Options, in ladder order.
    probability : ndarray
        Chance that the model itself would give each action, shape (run, action); not a number in
        a run where the choice is not open.
    no_effect : mapping of str to str
        Why an order for an action would do nothing; actions that can act are not in it.
    """

    choice: str
    column: str
    actions: tuple[str, ...]
    probability: Array
    no_effect: Mapping[str, str]

    @property
    def address(self) -> str:
        """What an order may call it."""
        return f"{self.choice}.{self.column}" if self.column else self.choice

    @property
    def chance(self) -> dict[str, float]:
        """Chance of each action: the mean over the runs in which the choice is open."""
        runs = self.probability[~np.isnan(self.probability).any(axis=1)]
        means = runs.mean(axis=0) if len(runs) else np.full(len(self.actions), np.nan)
        return dict(zip(self.actions, means.tolist(), strict=True))

    def __str__(self) -> str:
        chances = self.chance
        told = [
            f"{action}: no effect, because {self.no_effect[action]}"
            if action in self.no_effect
            else f"{action} {chances[action]:.1%}"
            for action in self.actions
        ]
        closed = set(self.no_effect.values())
        if len(self.no_effect) == len(self.actions) and len(closed) == 1:
            return f"{self.address}: no effect, because {closed.pop()}"
        return f"{self.address}: {', '.join(told)}"


def open_choices(
    mine: Iterable[Seat],
    ahead: Mapping[tuple[str, str], Decision],
    runs: int,
    why_not: Callable[[str, str, str], str],
) -> Iterator[OpenChoice]:
    """Yield what a state may decide.

    Parameters
    ----------
    mine : iterable of Seat
        Its choices.
    ahead : mapping of (role, choice) to Decision
        What would be decided in the month.
    runs : int
        Number of runs.
    why_not : callable
        Gets a state, a choice and a column, and returns why no action can act; nothing if one can.
    """
    for seat in mine:
        decision = ahead.get((seat.role, seat.choice.name))
        for column in seat.columns or ("",):
            why = why_not(seat.state, seat.choice.name, column)
            if not why and decision is None:
                why = f"no {seat.choice.opened_by} opens it this month"
            if why or decision is None:
                yield _closed(seat.choice, column, runs, why)
            else:
                yield _opened(decision, column)


def _closed(choice: Choice, column: str, runs: int, why: str) -> OpenChoice:
    """Return a choice of which no action can act, and why."""
    nothing = np.full((runs, len(choice.actions)), np.nan)
    no_effect = dict.fromkeys(choice.actions, why)
    return OpenChoice(choice.name, column, choice.actions, nothing, no_effect)


def _opened(decision: Decision, column: str) -> OpenChoice:
    """Return a choice of which some actions can act, from what would be decided."""
    choice, k = decision.choice, decision.columns.index(column)
    chance = np.where(decision.is_open[:, None], decision.probability[:, k], np.nan)
    barred = {}
    if decision.allowed is not None:
        may = (decision.allowed[:, k] & decision.is_open[:, None]).any(axis=0)
        why = "it is barred in every run"
        barred = {
            a: why for a, free in zip(choice.actions, np.atleast_1d(may), strict=True) if not free
        }
    return OpenChoice(choice.name, column, choice.actions, chance, barred)
