"""What a lesson is: its decision point, seats, questions and script, and the shape of its file."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from datetime import date
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError, model_validator

from multipolar.arguments import ArgumentError, hint, known, printable
from multipolar.measures import MEASURES, Measure
from multipolar.months import month_number, month_text
from multipolar.scenario import Order
from multipolar.world.roster import with_names

Words = Annotated[str, Field(min_length=1, max_length=400)]
Text = Annotated[str, Field(min_length=1, max_length=12_000)]
Name = Annotated[str, Field(pattern=r"^[A-Za-z0-9_.]{1,60}$")]
Month = Annotated[str, Field(pattern=r"^\d{4}-(0[1-9]|1[0-2])$")]
Months = Annotated[int, Field(ge=1, le=120)]

SCRIPTS = (50, 90, 180)
"""Lengths of a class, in minutes, that every lesson has a script for."""


class LessonError(ArgumentError):
    """A lesson that cannot be taught; the message names place, value and what may stand there."""


class _Part(BaseModel):
    """A part of a lesson: nothing unknown in it, and nobody changes it."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class OptionCard(_Part):
    """What a seat may do, in words for those who play it.

    Parameters
    ----------
    words : str
        The action as a plain verb.
    risk : str
        What it costs and what it risks.
    """

    words: Words
    risk: Words


class LessonSeat(_Part):
    """A state that is played.

    Parameters
    ----------
    iso3 : str
        Code of the state.
    title : str
        Name for the room.
    wants, dilemma : str
        What it is after, and what makes that hard.
    briefing : str
        A paragraph for those who play it.
    choices : mapping
        By the address of a choice (``choice.column``) its actions, each with its card.
    """

    iso3: Name
    title: Words
    wants: Words
    dilemma: Words
    briefing: Text
    choices: dict[Name, dict[Name, OptionCard]] = Field(min_length=1)


class GivenOrder(_Part):
    """What a lever orders a state to do, from the first month of the lesson on."""

    state: Name
    choice: Name
    action: Name


class Lever(_Part):
    """What is changed so that the model answers a question.

    Parameters
    ----------
    words : str
        What happens, in one sentence.
    months : int
        For how many months it is ordered.
    orders : tuple of GivenOrder
        Who is ordered to do what.
    """

    words: Words
    months: Months
    orders: tuple[GivenOrder, ...] = Field(min_length=1)


class Question(_Part):
    """A question that is answered before anything is shown: up, none or down.

    Parameters
    ----------
    lever : str
        Lever that the question is about.
    measure : str
        Measure that is asked for.
    months : int
        The mean of so many months from the first on is compared with the mean without the lever.
    words : str
        The question.
    why : str
        Why the model answers as it does; for the debrief.
    """

    lever: Name
    measure: Name
    months: Months
    words: Words
    why: Text

    @property
    def what(self) -> Measure:
        """The measure itself."""
        return MEASURES[self.measure]

    @property
    def title(self) -> str:
        """Title of the measure, with the names of states."""
        return with_names(self.what.title)

    @property
    def threshold(self) -> float:
        """Smallest change that is not *none*, in the measure's unit."""
        return self.what.smallest_change


class ScriptStage(_Part):
    """A part of a class.

    Parameters
    ----------
    minutes : int
        How long it takes.
    words : str
        What is done.
    reveal : bool
        Whether the key is read out in it.
    """

    minutes: Annotated[int, Field(ge=1, le=180)]
    words: Words
    reveal: bool = False


class Lesson(_Part):
    """A lesson.

    Parameters
    ----------
    name : str
        Name of its file.
    letter : str
        Letter of its prediction sheet: question 2 of lesson A is A2.
    title, question : str
        What it is called, and the decision that the room faces.
    scenario : str
        World in which it is played.
    seed, runs : int
        Luck and runs of the game and of the key.
    first_month : str
        First month that the room decides.
    months_a_turn, turns : int
        Months from one decision of the room to the next, and how many there are.
    reviewed : date
        When its words were last held against the model.
    seats : tuple of LessonSeat
        Who is played; every one of them moves a headline measure (``docs/seats.md``).
    levers : mapping of str to Lever
        What the questions are about.
    predictions : tuple of Question
        Questions of the prediction sheet.
    glossary : mapping of str to str
        Terms that a student meets.
    background : str
        Two pages to read before, in Markdown.
    scripts : mapping of int to tuple of ScriptStage
        What is done when, for each length of a class in minutes.
    rubric : mapping of str to str
        What is judged in a memo, and what good work shows.
    believe, doubt : tuple of str
        Reasons to trust what the model answers here, and reasons not to.
    """

    name: Name
    letter: Annotated[str, Field(pattern="^[A-Z]$")]
    title: Words
    question: Words
    scenario: Name = "baseline"
    seed: Annotated[int, Field(ge=0, le=2**63 - 1)] = 1
    runs: Annotated[int, Field(ge=2, le=2000)] = 200
    first_month: Month
    months_a_turn: Months
    turns: Annotated[int, Field(ge=1, le=12)]
    reviewed: date
    seats: tuple[LessonSeat, ...] = Field(min_length=2, max_length=12)
    levers: dict[Name, Lever] = Field(min_length=1)
    predictions: tuple[Question, ...] = Field(min_length=3, max_length=9)
    glossary: dict[Words, Words]
    background: Text
    scripts: dict[Literal[50, 90, 180], tuple[ScriptStage, ...]]
    rubric: dict[Words, Words]
    believe: tuple[Words, ...] = Field(min_length=1)
    doubt: tuple[Words, ...] = Field(min_length=1)

    @model_validator(mode="before")
    @classmethod
    def _lengths(cls, data: Any) -> Any:
        """Take the lengths of the scripts for numbers: a key of TOML is a text."""
        if isinstance(data, dict) and isinstance(scripts := data.get("scripts"), dict):
            numbers = {int(k) if str(k).isdecimal() else k: v for k, v in scripts.items()}
            return data | {"scripts": numbers}
        return data

    @property
    def months(self) -> int:
        """Months that the room plays."""
        return self.months_a_turn * self.turns

    @property
    def numbered(self) -> Mapping[str, Question]:
        """The questions by their number on the sheet, as A1."""
        return {f"{self.letter}{n}": q for n, q in enumerate(self.predictions, start=1)}

    def last_month(self, months: int) -> str:
        """Return the last of so many months from the first on."""
        return month_text(month_number(self.first_month) + months - 1)

    def orders(self, lever: str) -> tuple[Order, ...]:
        """Return what a lever orders, by its name."""
        given = self.levers[known(lever, self.levers, f"lever of lesson {self.name}")]
        return tuple(
            Order(order.state, self.first_month, order.action, given.months, order.choice)
            for order in given.orders
        )


def parse_lesson(name: str, text: str) -> Lesson:
    """Return the lesson that a text of TOML holds, as far as its shape tells.

    Raises
    ------
    LessonError
        With every flaw of the shape, one a line.
    """
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LessonError(f"lesson {printable(name)}: no TOML ({printable(error)})") from None
    try:
        return Lesson.model_validate(data | {"name": name})
    except ValidationError as error:
        flaws = [_flaw(detail["loc"], detail["msg"], detail["input"]) for detail in error.errors()]
        raise LessonError(f"lesson {printable(name)}: " + "; ".join(flaws)) from None


def _flaw(place: tuple[int | str, ...], message: str, value: object) -> str:
    where = ".".join(str(part) for part in place)
    near = ""
    if message.startswith("Extra inputs"):
        message, near = "unknown key", hint(place[-1], _KEYS)
    return printable(f"{where}: {message}, found {str(value)[:60]!r}.{near}")


_KEYS = sorted(
    {
        key
        for part in (Lesson, LessonSeat, OptionCard, GivenOrder, Lever, Question, ScriptStage)
        for key in part.model_fields
    }
)
