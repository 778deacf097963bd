"""What is taken home: the game, the log of each seat, the quiz with its scores, and the memo."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from multipolar.caveat import CAVEAT
from multipolar.files import csv_text
from multipolar.seminar.classroom import Classroom, Member, Refused
from multipolar.seminar.computed import Computed
from multipolar.seminar.scoring import IGNORANCE, scored

KINDS = {"json": "application/json", "csv": "text/csv", "txt": "text/plain"}
"""What files there are, by suffix."""


def names(room: Classroom, member: Member | None = None) -> list[str]:
    """Return which files there are for a member, or for the host when there is none.

    A member has files of its seat, once the debrief is open.
    """
    debrief = room.stage == "debrief"
    if member is not None:
        seat = member.seat
        return ["quiz.csv", f"log-{seat}.csv", f"memo-{seat}.txt"] if debrief else []
    of_seats = [f"{what}-{seat}.{end}" for seat in room.seats for what, end in _OF_SEATS]
    return ["game.json", "log.csv", "quiz.csv", *(of_seats if debrief else [])]


_OF_SEATS = (("log", "csv"), ("memo", "txt"))


def exported(name: str, room: Classroom, found: Computed, member: Member | None = None) -> str:
    """Return the text of a file.

    Raises
    ------
    Refused
        When it is not there for who asks.
    """
    there = names(room, member)
    if name not in there:
        status = 404 if member is None else 403
        raise Refused(status, f"no file {name!r} here; there are: {', '.join(there) or 'none yet'}")
    what, _, seat = name.partition(".")[0].partition("-")
    if what == "game":
        return room.game.to_json()
    if what == "log":
        return csv_text(LOG, _log(room, found, seat))
    if what == "quiz":
        people = room.members.values() if member is None else [member]
        return csv_text(QUIZ, _quiz(room, found, people))
    return "\n".join(_memo(room, found, seat))


LOG = ("turn", "first", "last", "seat", "choice", "action", "words", "chance_of_model")
"""Columns of a log."""

QUIZ = ("name", "seat", "question", "words", "answer", "confidence", "why", "key", "score")
"""Columns of the quiz."""


def _log(room: Classroom, found: Computed, seat: str) -> Iterator[tuple[object, ...]]:
    """Yield the orders of a seat, or of all, turn by turn."""
    told = found.what_if.get(room.game.digest, {}).values()
    chance = {
        (order["turn"], order["state"], order["choice"]): order["chance"]
        for one in told
        for order in one["orders"]
    }
    for number, turn in enumerate(room.game.turns):
        months = room.game.months_of(number)
        for (state, choice), action in turn.items():
            if seat in ("", state):
                words = _words(room, state, choice, action)
                often = chance.get((number + 1, state, choice))
                yield number + 1, months[0], months[-1], state, choice, action, words, often


def _words(room: Classroom, state: str, choice: str, action: str) -> str:
    """Return what the card of an action says; nothing for one that the host injected."""
    seat = room.seats.get(state)
    card = seat.choices.get(choice, {}).get(action) if seat else None
    return card.words if card else ""


def _quiz(room: Classroom, found: Computed, people: Iterable[Member]) -> Iterator[tuple[Any, ...]]:
    """Yield what was predicted, the key, and the Brier score of each answer."""
    for member in people:
        if (made := member.prediction) is None:
            continue
        scores = scored(made.answers, made.confidence, found.answers)
        for number, question in room.lesson.numbered.items():
            yield (
                member.name,
                member.seat,
                number,
                question.words,
                made.answers[number],
                made.confidence,
                made.why,
                found.answers.get(number, ""),
                scores.get(number, ""),
            )


def _memo(room: Classroom, found: Computed, seat: str) -> Iterator[str]:
    """Yield the lines of a memo: what the seat did, why, and what is to be written under it."""
    lesson, card = room.lesson, room.seats[seat]
    yield from (f"MEMO OF {card.title.upper()}: {lesson.title}", "", lesson.question, "")
    yield from (f"You want: {card.wants}.", card.dilemma, "", "WHAT YOU ORDERED")
    yield from _ordered(room, found, seat)
    done = found.what_if.get(room.game.digest, {}).get(seat)
    if done is not None:
        yield from _did(room, done)
    yield from ("", "WRITE ONE PAGE")
    for heading, words in lesson.rubric.items():
        yield from ("", f"{heading}. {words}", "")
    yield from ("", "WHAT THE MODEL LACKS", *(f"- {words}" for words in lesson.doubt))
    yield from ("", f"A guess scores {IGNORANCE:.2f} in the quiz; lower is better.", CAVEAT, "")


def _ordered(room: Classroom, found: Computed, seat: str) -> Iterator[str]:
    rows = list(_log(room, found, seat))
    for turn, first, last, _, choice, action, words, often in rows:
        share = "" if often is None else f" (the model itself does so in {often:.0%} of cases)"
        yield f"- Turn {turn}, {first} to {last}: {words or f'{choice}: {action}'}{share}"
    if not rows:
        yield "- Nothing: the model decided for you in every turn."


def _did(room: Classroom, done: dict[str, Any]) -> Iterator[str]:
    """Yield what the orders of a seat did, and why they mattered."""
    yield from ("", "WHAT THAT DID, with 90 % intervals, the same luck on both sides")
    for row in done["rows"]:
        beside = {"leaving it to the model": row["without"], "holding back": row["held"]}
        told = "; ".join(f"beside {what} {one['words']}" for what, one in beside.items())
        yield f"- {row['title']}: {told}"
    if (why := done["reasons"]) is None:
        return
    words = _words(room, why["state"], why["choice"], why["action"])
    effect = why["effect"]
    yield from ("", f"{why['verdict'].upper()}: {words}")
    yield f"- Its orders beside the choice of the model: {effect['title']} {effect['words']}."
    for one in why["sentences"]:
        claims = f" ({', '.join(one['claims'])})" if one["claims"] else ""
        yield f"- {one['words']}{claims}"
    yield from (f"- {claim}: {reading}" for claim, reading in why["claims"].items())
