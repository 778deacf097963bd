"""Games that were played: each is played once, and one under way plays what is new alone."""

from __future__ import annotations

import copy
from dataclasses import replace
from functools import lru_cache

from multipolar.seminar.game import Game, Playing
from multipolar.seminar.played_turn import PlayedTurn

ROOM, BASELINE = "room", "baseline"
"""Games that are kept under way: that of the room, and the same without orders."""

_under_way: dict[str, Playing] = {}


@lru_cache(maxsize=1)
def _at_first_month(text: str) -> Playing:
    return Playing(Game.from_json(text))


def begun(game: Game) -> Playing:
    """Return a game at its first month: the months before it are the same for all of its kind."""
    return copy.deepcopy(_at_first_month(replace(game, turns=()).to_json()))


def follow(name: str, game: Game) -> Playing:
    """Return a game at the first month of its next turn; one under way plays what is new alone."""
    going = _under_way.get(name)
    if going is None or not going.leads_to(game):
        if going is not None:
            going.end()
        going = _under_way[name] = begun(game)
    going.play(game)
    return going


@lru_cache(maxsize=64)
def _played(text: str, name: str) -> tuple[PlayedTurn, ...]:
    game = Game.from_json(text)
    if name:
        return follow(name, game).turns()
    playing = begun(game)
    playing.play(game)
    turns = playing.turns()
    playing.end()
    return turns


def played(game: Game, name: str = "") -> tuple[PlayedTurn, ...]:
    """Return what a game came to; the same game is played once."""
    return _played(game.to_json(), name)
