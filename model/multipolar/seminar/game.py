"""A game: seats, their orders turn by turn, and what the model makes of them.

A game is a value. Whenever it is played it gives the same numbers to the last bit. So a turn is
taken back by dropping it, and "what if we had held back" is another game.
"""

from __future__ import annotations

import json
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from hashlib import sha256
from typing import Any

from multipolar.agents.seats import Decided, decided_by
from multipolar.arguments import ArgumentError, known, several, whole
from multipolar.arrays import Array
from multipolar.ensemble.blocks import Recorder
from multipolar.loading import load_scenario
from multipolar.measures import measure_all
from multipolar.model import MultipolarModel, OrderWarning
from multipolar.months import month_number, month_range
from multipolar.scenario import Spec
from multipolar.scenario.folders import scenario_names
from multipolar.seminar.orders import (
    Orders,
    actions_of,
    checked,
    inaction,
    orders_of,
    read_orders,
    typed,
)
from multipolar.seminar.played_turn import Decisions, PlayedTurn
from multipolar.sources import SHIPPED_SOURCE, SOURCES, ParameterSource

HAPPENED = 0
"""The run that is told as the world that happened; runs are drawn alike, so any of them will do."""

MOST_RUNS, MOST_MONTHS, MOST_TURNS, MOST_SEATS = 2000, 24, 12, 20
"""Bounds of a game, which may come from a file of others."""


@dataclass(frozen=True)
class Game:
    """A game of seats with secret orders on an ensemble.

    Parameters
    ----------
    scenario : str
        Name of a shipped scenario.
    seed, runs : int
        Seed of the experiment, 0 or larger, and number of runs, from 4 to 2000.
    first_month : str
        First month of the first turn, ``YYYY-MM``; the scenario covers it.
    months_a_turn : int
        Months that a turn lasts, from 1 to 24.
    seats : tuple of str
        ISO 3166 alpha-3 codes of the states that are played; the model decides for all others.
    turns : tuple of mapping
        The orders of each turn: actions by state and address of the choice. A state without a seat
        may have orders too: those that the host injects.
    parameters : {"prior", "posterior", "default"}
        Where runs take their parameters from.

    Raises
    ------
    ArgumentError
        When one of them is unknown, out of bounds, or the scenario does not cover the turns.

    Examples
    --------
    >>> game = Game("baseline", runs=4, months_a_turn=1, seats=("PRK", "KOR"))
    >>> game = game.order({("PRK", "provocation.PRK"): "major_attack"})
    >>> [turn.last for turn in game.play()], game.undo().played
    (['2024-07'], 0)
    """

    scenario: str
    seed: int = 1
    runs: int = 64
    first_month: str = "2024-07"
    months_a_turn: int = 6
    seats: tuple[str, ...] = ()
    turns: tuple[Orders, ...] = ()
    parameters: ParameterSource = SHIPPED_SOURCE

    def __post_init__(self) -> None:
        known(self.scenario, scenario_names(), "shipped scenario")
        known(self.parameters, SOURCES, "source of parameters")
        whole(self.seed, "seed", most=2**63 - 1)
        whole(self.runs, "runs", least=4, most=MOST_RUNS)
        whole(self.months_a_turn, "months_a_turn", least=1, most=MOST_MONTHS)
        seats = several(self.seats)
        whole(len(seats), "number of seats", most=MOST_SEATS)
        if len(set(seats)) < len(seats):
            raise ArgumentError(f"seats are {', '.join(seats)}; allowed: each state once")
        for seat in seats:
            orders_of(seat)
        whole(len(self.turns), "number of turns", most=MOST_TURNS)
        turns = tuple(checked(turn) for turn in self.turns)
        object.__setattr__(self, "seats", seats)
        object.__setattr__(self, "turns", turns)
        self._check_months()

    def __hash__(self) -> int:
        return hash(self.digest)

    # -- what it says ------------------------------------------------------------------------

    @property
    def played(self) -> int:
        """Number of turns so far."""
        return len(self.turns)

    @cached_property
    def spec(self) -> Spec:
        """The scenario, up to the last month of the last turn."""
        months = self._before(self.world) + self.months_a_turn * max(self.played, 1)
        return replace(self.world, months=months)

    @property
    def world(self) -> Spec:
        """The scenario, up to its own last month."""
        return load_scenario(self.scenario)

    def months_of(self, turn: int) -> tuple[str, ...]:
        """Return the months of a turn, by its number from 0 on."""
        every = month_range(self.first_month, self.months_a_turn * (turn + 1))
        return every[self.months_a_turn * turn :]

    @property
    def covered(self) -> tuple[str, ...]:
        """The months from the scenario's first to the last turn's last."""
        return month_range(self.spec.start, self.spec.months)

    # -- other games -------------------------------------------------------------------------

    def order(self, orders: Orders) -> Game:
        """Return the game with one more turn.

        Parameters
        ----------
        orders : mapping
            Actions by state and address of the choice; may be empty.

        Raises
        ------
        ArgumentError
            When a state has no such choice or action, or the scenario ends before the turn does.
        """
        return replace(self, turns=(*self.turns, orders))

    def undo(self) -> Game:
        """Return the game without its last turn.

        Raises
        ------
        ArgumentError
            When there is none.
        """
        if not self.turns:
            raise ArgumentError("no turn to undo: none has been played")
        return replace(self, turns=self.turns[:-1])

    def without(self, seat: str, turn: int | None = None) -> Game:
        """Return the game in which a seat leaves all to the model, in one turn or in every one."""
        turns = [
            {place: a for place, a in orders.items() if place[0] != seat or turn not in (None, n)}
            for n, orders in enumerate(self.turns)
        ]
        return replace(self, turns=tuple(turns))

    def held_back(self, seat: str) -> Game:
        """Return the game in which a seat does nothing where it gave orders."""
        turns = [
            {
                place: inaction(actions_of(*place)) if place[0] == seat else action
                for place, action in turn.items()
            }
            for turn in self.turns
        ]
        return replace(self, turns=tuple(turns))

    def alone(self) -> Game:
        """Return the game in which nobody gave an order: the room's own baseline."""
        return replace(self, turns=tuple({} for _ in self.turns))

    # -- JSON ----------------------------------------------------------------------------------

    def to_json(self) -> str:
        """Return it as JSON; the same game gives the same text."""
        return json.dumps(self.to_dict(), sort_keys=True, separators=(",", ":"))

    def to_dict(self) -> dict[str, Any]:
        """Return it as dictionaries, lists, texts and numbers, for JSON."""
        plain = ("scenario", "seed", "runs", "first_month", "months_a_turn", "parameters")
        turns = [
            [{"seat": s, "choice": c, "action": a} for (s, c), a in sorted(turn.items())]
            for turn in self.turns
        ]
        values = {name: getattr(self, name) for name in plain}
        return values | {"seats": list(self.seats), "turns": turns}

    @classmethod
    def from_json(cls, text: str | bytes) -> Game:
        """Return the game that a JSON text tells, from whomever it comes.

        Raises
        ------
        ArgumentError
            When it tells none; the message names what is wrong.
        """
        try:
            told = json.loads(text)
        except (ValueError, RecursionError):
            raise ArgumentError("the game is no JSON") from None
        return cls.from_dict(told)

    @classmethod
    def from_dict(cls, told: object) -> Game:
        """Return the game that dictionaries tell; raise ArgumentError as ``from_json`` does."""
        if not isinstance(told, dict):
            raise ArgumentError("the game is no JSON object")
        fields = dict.fromkeys(cls.__dataclass_fields__)
        for name in told:
            known(name, fields, "field of a game")
        if missing := [name for name in fields if name not in told]:
            raise ArgumentError(f"the game has no {missing[0]!r}")
        for name in ("scenario", "first_month", "parameters"):
            typed(told[name], str, name)
        turns = [read_orders(turn) for turn in typed(told["turns"], list, "turns")]
        seats = tuple(typed(told["seats"], list, "seats"))
        return cls(**{**told, "turns": tuple(turns), "seats": seats})

    @cached_property
    def digest(self) -> str:
        """Sixteen hexadecimal digits that tell this game from any other."""
        return sha256(self.to_json().encode()).hexdigest()[:16]

    # -- playing -------------------------------------------------------------------------------

    def play(self) -> tuple[PlayedTurn, ...]:
        """Return what each turn came to."""
        if not self.turns:
            return ()
        playing = Playing(self)
        playing.play(self)
        turns = playing.turns()
        playing.end()
        return turns

    def give(self, model: MultipolarModel, turn: int) -> None:
        """Give a model the orders of a turn that are due in its month.

        One that is due in no month of the turn is given in its first, where it tells why not.
        """
        months = self.months_of(turn)
        for (state, address), action in sorted(self.turns[turn].items()):
            one = next(o for o in orders_of(state)[address] if o.action == action)
            due = one.months(months[0], len(months)) or months[:1]
            if model.month in due:
                model.order(state, action, address)

    def _before(self, spec: Spec) -> int:
        return month_number(self.first_month) - month_number(spec.start)

    def _check_months(self) -> None:
        try:
            spec = self.world
            before = self._before(spec)
        except ValueError as error:
            raise ArgumentError(str(error)) from None
        wanted = self.months_a_turn * max(self.played, 1)
        if before < 1 or before + wanted > spec.months:
            raise ArgumentError(
                f"{self.scenario} covers {spec.start} to {spec.end}; wanted are {wanted} months "
                f"from {self.first_month} on, which must not be its first"
            )


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
