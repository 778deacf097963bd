"""The classroom: a game on the model, its lessons, and the room in which it is played.

Examples
--------
>>> from multipolar.seminar import LESSONS, Lesson, load_lesson
>>> lesson: Lesson = load_lesson(LESSONS[0])
>>> lesson.letter, [seat.iso3 for seat in lesson.seats][:2]
('A', ['PRK', 'RUS'])
"""

from typing import TYPE_CHECKING

from multipolar.lazy import on_first_use

if TYPE_CHECKING:
    from multipolar.seminar.lesson import LESSONS, Lesson, load_lesson

_HOMES = {
    "LESSONS": "multipolar.seminar.lesson",
    "Lesson": "multipolar.seminar.lesson",
    "load_lesson": "multipolar.seminar.lesson",
}
__getattr__, __dir__ = on_first_use(__name__, _HOMES)

__all__ = ["LESSONS", "Lesson", "load_lesson"]
