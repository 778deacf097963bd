"""The classroom: a game on the model, its lessons, and the room in which it is played.

Examples
--------
>>> from multipolar.seminar import LESSONS, Lesson, load_lesson
>>> lesson: Lesson = load_lesson(LESSONS[0])
>>> lesson.letter, [seat.iso3 for seat in lesson.seats][:2]
('A', ['PRK', 'RUS'])

>>> from multipolar.seminar import Game, PlayedTurn, difference
>>> game = Game("baseline", runs=4, months_a_turn=1, seats=("PRK",))
>>> game = game.order({("PRK", "provocation.PRK"): "major_attack"})
>>> turns: tuple[PlayedTurn, ...] = game.play()
>>> found = difference(game, turns, game.without("PRK").play(), "escalation_korea")
>>> found.mean > 0.0
True
"""

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.seminar.game import Game
    from multipolar.seminar.lesson import LESSONS, Lesson, load_lesson
    from multipolar.seminar.paired import difference
    from multipolar.seminar.played_turn import PlayedTurn

_HOMES = {
    "LESSONS": "multipolar.seminar.lesson",
    "Game": "multipolar.seminar.game",
    "Lesson": "multipolar.seminar.lesson",
    "PlayedTurn": "multipolar.seminar.played_turn",
    "difference": "multipolar.seminar.paired",
    "load_lesson": "multipolar.seminar.lesson",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = ["LESSONS", "Game", "Lesson", "PlayedTurn", "difference", "load_lesson"]
