"""Two games with the same luck, side by side."""

from __future__ import annotations

from multipolar.arguments import known
from multipolar.measures import MEASURES
from multipolar.seminar.game import Game
from multipolar.seminar.played_turn import PlayedTurn
from multipolar.study.compare import Difference, difference_of
from multipolar.study.windows import Window


def difference(
    game: Game, turns: tuple[PlayedTurn, ...], others: tuple[PlayedTurn, ...], measure: str
) -> Difference:
    """Return what a game does to a measure beside another game with the same luck.

    The measure is averaged from the first month of the first turn to the last of the last.

    Parameters
    ----------
    game : Game
        The game that was played.
    turns, others : tuple of PlayedTurn
        What it came to, and what the other game came to: the difference is the first minus the
        second.
    measure : str
        Name of the measure.

    Raises
    ------
    UnknownName
        When there is no such measure; the message names the nearest.
    """
    known(measure, MEASURES, "measure")
    window = Window(measure, game.covered.index(game.first_month), len(game.covered))
    changed, base = (window.of(side[-1].results[measure]) for side in (turns, others))
    return difference_of(game.scenario, window, MEASURES[measure], game.spec, changed, base)
