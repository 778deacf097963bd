"""Playing a game: turn by turn, from where it stands."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from multipolar.agents.seats import Decided, decided_by
from multipolar.arrays import Array
from multipolar.ensemble.blocks import Recorder
from multipolar.measures import measure_all
from multipolar.model import MultipolarModel, OrderWarning
from multipolar.seminar.orders import Orders

if TYPE_CHECKING:
    from multipolar.seminar.game import Game

Decisions = Mapping[str, Mapping[str, Mapping[tuple[str, str], Decided]]]
"""What was decided, by month, state, and choice and column."""


@dataclass(frozen=True, eq=False)
class PlayedTurn:
    """What a turn came to.

    Parameters
    ----------
    number : int
        Number of the turn, from 0 on.
    months : tuple of str
        Its months, ``YYYY-MM``.
    orders : mapping
        What was ordered, by seat and address.
    results : mapping of str to ndarray
        Every measure, shape (runs, months), from the scenario's first month to the turn's last.
    decisions : mapping
        What the seats decided, by month, state, and choice and column.
    told : tuple of str
        Which orders did nothing, and why.
    """

    number: int
    months: tuple[str, ...]
    orders: Orders
    results: Mapping[str, Array]
    decisions: Decisions
    told: tuple[str, ...]

    @property
    def first(self) -> str:
        """Its first month."""
        return self.months[0]

    @property
    def last(self) -> str:
        """Its last month."""
        return self.months[-1]


class Playing:
    """A model that follows a game: a turn more costs the months of that turn alone.

    It begins at the first month of the first turn. It has the whole scenario ahead, since how far a
    game goes changes nothing that comes before.

    Parameters
    ----------
    game : Game
        The game; its turns are not yet played.

    Attributes
    ----------
    model : MultipolarModel
        The model, at the first month of the next turn.
    """

    def __init__(self, game: Game) -> None:
        self.game = replace(game, turns=())
        self.model = MultipolarModel(
            game.world, runs=game.runs, rng=game.seed, parameters=game.parameters, collect=False
        )
        self._recorder = Recorder(self.model)
        self._decided: list[Decisions] = []
        self._told: list[tuple[str, ...]] = []
        while self.model.month < game.first_month:
            self._step()

    def leads_to(self, game: Game) -> bool:
        """Whether a game begins as this one was played."""
        return replace(game, turns=game.turns[: self.game.played]) == self.game

    def play(self, game: Game) -> None:
        """Play the turns that a game, which begins as this one, has more."""
        for number in range(self.game.played, game.played):
            with warnings.catch_warnings(record=True) as said:
                warnings.simplefilter("always", OrderWarning)
                self._decided.append(dict(self._months(game, number)))
            self._told.append(tuple(dict.fromkeys(str(warning.message) for warning in said)))
            self.game = replace(game, turns=game.turns[: number + 1])

    def end(self) -> None:
        """Let the model go: Mesa never frees one."""
        self.model.__dict__.clear()

    def _step(self) -> None:
        self.model.step()
        self._recorder.keep(self.model)

    def _months(
        self, game: Game, number: int
    ) -> Iterator[tuple[str, Mapping[str, Mapping[tuple[str, str], Decided]]]]:
        """Play the months of a turn; yield what the seats, and whoever had orders, decided."""
        ordered = {state: None for turn in game.turns[: number + 1] for state, _ in turn}
        states = dict.fromkeys(game.seats) | ordered
        for month in game.months_of(number):
            game.give(self.model, number)
            self._step()
            decisions = self.model.decisions
            yield month, {state: decided_by(state, decisions) for state in states}

    def turns(self) -> tuple[PlayedTurn, ...]:
        """Return what each turn came to."""
        stop = self.model.elapsed
        paths = {name: path[:, :stop] for name, path in self._recorder.trajectories.items()}
        results = measure_all(paths, self.model.world.roster)
        return tuple(
            self._turn(number, results, *said)
            for number, said in enumerate(zip(self._decided, self._told, strict=True))
        )

    def _turn(
        self,
        number: int,
        results: Mapping[str, Array],
        decided: Decisions,
        told: tuple[str, ...],
    ) -> PlayedTurn:
        months = self.game.months_of(number)
        stop = self.game.covered.index(months[-1]) + 1
        until = {name: path[:, :stop] for name, path in results.items()}
        return PlayedTurn(number, months, self.game.turns[number], until, decided, told)
