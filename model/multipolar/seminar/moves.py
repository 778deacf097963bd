"""What can happen in a classroom: one move for each thing that somebody does."""

from __future__ import annotations

from typing import Annotated, Literal, TypeAlias

from pydantic import BaseModel, ConfigDict, Field, TypeAdapter, ValidationError

from multipolar.arguments import ArgumentError, printable

Short = Annotated[str, Field(max_length=40)]
Line = Annotated[str, Field(max_length=280)]
Digest = Annotated[str, Field(pattern=r"^[0-9a-f]{64}$")]
Actions = Annotated[dict[Short, Short], Field(max_length=40)]
Answer = Literal["up", "none", "down"]


class Move(BaseModel):
    """Something that somebody did; the log of a classroom is a list of moves."""

    model_config = ConfigDict(frozen=True, extra="forbid", strict=True)


class Begin(Move):
    """The room is opened: the lesson, the game without turns as JSON, the code, and the keys.

    Of a key, which opens a page, only the SHA-256 digest is kept.
    """

    kind: Literal["begin"] = "begin"
    lesson: Short
    game: Annotated[str, Field(max_length=4000)]
    code: Short
    host: Digest
    wall: Digest
    practice: bool = False


class Join(Move):
    """Somebody takes a place at a seat, under a nickname."""

    kind: Literal["join"] = "join"
    member: Short
    key: Digest
    name: Annotated[str, Field(max_length=24)]
    seat: Short


class Predict(Move):
    """A member predicts: an answer to each question, a confidence from 1 to 5, and a line why."""

    kind: Literal["predict"] = "predict"
    member: Short
    answers: Annotated[dict[Short, Answer], Field(max_length=9)]
    confidence: Annotated[int, Field(ge=1, le=5)]
    why: Line = ""


class Lock(Move):
    """The host locks the predictions although some are missing."""

    kind: Literal["lock"] = "lock"


class Open(Move):
    """The host opens the orders of the next turn."""

    kind: Literal["open"] = "open"


class CastVote(Move):
    """A member says what its seat should do; an empty action leaves the choice to the model."""

    kind: Literal["vote"] = "vote"
    member: Short
    actions: Actions
    note: Line = ""


class Confirm(Move):
    """A captain confirms the order of its seat; without a member the host typed it."""

    kind: Literal["confirm"] = "confirm"
    seat: Short
    actions: Actions
    member: Short = ""


class Lead(Move):
    """A member becomes the captain of its seat."""

    kind: Literal["lead"] = "lead"
    member: Short


class Close(Move):
    """The host closes the orders; unless ``anyway``, not where unconfirmed votes would be lost."""

    kind: Literal["close"] = "close"
    anyway: bool = True


class Reveal(Move):
    """The host shows the room what was ordered and what followed."""

    kind: Literal["reveal"] = "reveal"


class Inject(Move):
    """The host orders a state, in the turn that is open, to do something.

    An empty action takes the order back.
    """

    kind: Literal["inject"] = "inject"
    state: Short
    choice: Short
    action: Short


class Undo(Move):
    """The host takes the last turn back; its orders are there, and open again."""

    kind: Literal["undo"] = "undo"


class Pause(Move):
    """The host pauses the room, or lets it go on."""

    kind: Literal["pause"] = "pause"
    on: bool


class Show(Move):
    """The host shows the wall another of the things that it can show, by number from 0 on."""

    kind: Literal["show"] = "show"
    number: Annotated[int, Field(ge=0, le=99)]


class Clock(Move):
    """The host starts the clock of a stage of the script; ``ends`` is in seconds since 1970.

    An end of 0 takes the clock away.
    """

    kind: Literal["clock"] = "clock"
    ends: float
    words: Line


class Debrief(Move):
    """The host opens the debrief."""

    kind: Literal["debrief"] = "debrief"


AnyMove: TypeAlias = Annotated[
    Begin
    | Join
    | Predict
    | Lock
    | Open
    | CastVote
    | Confirm
    | Lead
    | Close
    | Reveal
    | Inject
    | Undo
    | Pause
    | Show
    | Clock
    | Debrief,
    Field(discriminator="kind"),
]

_MOVES: TypeAdapter[AnyMove] = TypeAdapter(AnyMove)


def read_move(text: str | bytes) -> AnyMove:
    """Return the move that a JSON text tells, from whomever it comes.

    Raises
    ------
    ArgumentError
        When it tells none; the message names the field.

    Examples
    --------
    >>> read_move('{"kind": "pause", "on": true}').on
    True
    """
    try:
        return _MOVES.validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        where = ".".join(str(part) for part in first["loc"]) or "move"
        raise ArgumentError(printable(f"{where}: {first['msg']}")) from None
