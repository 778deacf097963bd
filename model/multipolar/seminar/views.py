"""What each page may see: nothing of an order before it is revealed, on the wall no names."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache
from statistics import fmean

from multipolar.caveat import CAVEAT
from multipolar.seminar import exports
from multipolar.seminar.classroom import Classroom, Member
from multipolar.seminar.computed import Computed, View
from multipolar.seminar.lesson_schema import LessonSeat
from multipolar.seminar.moves import Predict
from multipolar.seminar.orders import Orders, orders_of, topic
from multipolar.seminar.scoring import IGNORANCE, scored
from multipolar.study.seat_orders import SEATS, Instruction
from multipolar.world.roster import with_names


def slides_of(room: Classroom, found: Computed) -> list[View]:
    """Return what the wall can show at this stage, one thing at a time: what it is, and its name.

    Of measures the one comes first whose change is the largest.
    """
    expected = [_slide("expected", "What the room expects")] if _room_predicts(room) else []
    picture = _revealed(room, found)
    if room.stage == "lobby":
        return [_slide("join", "How to join"), *expected]
    if room.stage == "orders":
        return [_slide("seats", "Which seats are in"), *expected, *_slides_of_turn(picture)]
    if room.stage == "closed" or picture is None:
        now = expected or [_slide("closed", "The orders are closed")]
        return [*now, *_slides_of_turn(picture)]
    if room.stage == "revealed":
        return _slides_of_turn(picture)
    ordered = {state for turn in room.game.turns for state, _ in turn}
    return [
        *(_slide("seat", one.title, seat) for seat, one in room.seats.items() if seat in ordered),
        *(_slide("key", f"Question {line['number']}", line["number"]) for line in found.key),
        _slide("doubt", "What the model lacks"),
        _slide("memo", "The memo"),
    ]


def _slides_of_turn(picture: View | None) -> list[View]:
    """Return what the wall can show of a turn that was revealed; nothing when there is none."""
    if picture is None:
        return []
    measures = sorted(picture["measures"], key=lambda one: -one["change"]["size"])
    first, *others = [_slide("measure", one["title"], one["measure"]) for one in measures]
    orders = _slide("orders", f"The orders of turn {picture['turn']}")
    return [first, orders, *others, _slide("news", "News")]


def _slide(kind: str, title: str, about: str = "") -> View:
    return {"kind": kind, "title": title, "about": about}


def _wall(room: Classroom, found: Computed) -> View:
    """Return what the wall can show, and which of these it shows."""
    slides = slides_of(room, found)
    return {"slides": slides, "shown": min(room.shown, len(slides) - 1)}


def measures_of(room: Classroom) -> list[str]:
    """Return the measures that the lesson asks about, each once."""
    return list(dict.fromkeys(question.measure for question in room.lesson.predictions))


def host_view(room: Classroom, found: Computed, connected: int) -> View:
    """Return what the host sees: everything but the keys of the pages."""
    return {
        **_common(room),
        **_counted(room),
        "titles": _titles(room, (*room.game.turns, room.injected)),
        "code": room.begun.code,
        "connected": connected,
        "ready": room.game.digest in found.pictures,
        "debrief": debrief_view(room, found) if room.stage == "debrief" else None,
        "failed": found.failed,
        "override": room.overridden,
        "files": exports.names(room),
        **_wall(room, found),
        "picture": found.pictures.get(room.game.digest),
        "told": found.pictures.get(room.game.digest, {}).get("told", []),
        "injected": [
            {"state": state, "choice": choice, "action": action}
            for (state, choice), action in room.injected.items()
        ],
        "acts": _acts(frozenset(room.seats)) if room.stage == "orders" else [],
        "table": [_row(room, seat, found) for seat in room.lesson.seats],
        "script": {
            str(minutes): [stage.model_dump() for stage in stages]
            for minutes, stages in room.lesson.scripts.items()
        },
    }


@cache
def _acts(played: frozenset[str]) -> list[View]:
    """Return what states that nobody plays can be told to do, what is done once first."""
    choices = [
        actions for state in SEATS if state not in played for actions in orders_of(state).values()
    ]
    choices.sort(key=lambda actions: (actions[0].kept, _act(actions[0])))
    return [
        {
            "state": actions[0].state,
            "choice": actions[0].address,
            "words": _act(actions[0]),
            "actions": [one.action for one in actions],
        }
        for actions in choices
    ]


def _act(order: Instruction) -> str:
    """Return who decides, and what the choice asks."""
    return f"{with_names(order.state)}: {topic(order.state, order.address)}"


def _row(room: Classroom, seat: LessonSeat, found: Computed) -> View:
    """Return what the host sees of a seat."""
    members = room.seated(seat.iso3)
    return {
        "seat": seat.iso3,
        "title": seat.title,
        "members": [m.name for m in members],
        "predicted": sum(m.prediction is not None for m in members),
        "voted": sum(m.vote is not None for m in members),
        "confirmed": seat.iso3 in room.orders,
        "order": room.orders.get(seat.iso3, {}),
        "typed": seat.iso3 in room.typed,
        "notes": [m.vote.note for m in members if m.vote and m.vote.note],
        "choices": _cards(room, seat, found),
    }


def student_view(room: Classroom, found: Computed, member: Member) -> View:
    """Return what a member sees: its own seat, and what is revealed to all."""
    seat = room.seats[member.seat]
    team = room.seated(seat.iso3)
    captain = room.captains.get(seat.iso3)
    own = member.prediction
    return {
        **_common(room),
        "me": member.name,
        "practice": room.begun.practice,
        "seat": {
            "seat": seat.iso3,
            "title": seat.title,
            "wants": seat.wants,
            "dilemma": seat.dilemma,
            "briefing": seat.briefing,
            "choices": _cards(room, seat, found),
        },
        "team": [{"name": m.name, "captain": m.id == captain} for m in team],
        "captain": captain == member.id,
        "prediction": own.model_dump(exclude={"kind", "member"}) if own else None,
        "vote": member.vote.model_dump(exclude={"kind", "member"}) if member.vote else None,
        "votes": room.counted(seat.iso3),
        "notes": [
            {"name": m.name, "note": m.vote.note} for m in team if m.vote and m.vote.note.strip()
        ],
        "order": room.orders.get(seat.iso3),
        "by_host": seat.iso3 in room.typed,
        "picture": _revealed(room, found),
        "glossary": room.lesson.glossary,
        "files": exports.names(room, member),
        "score": _score(own, found) if room.stage == "debrief" else None,
        "debrief": debrief_view(room, found) if room.stage == "debrief" else None,
    }


def _score(made: Predict | None, found: Computed) -> View | None:
    """Return what a prediction scored on average, beside what a guess does."""
    scores = scored(made.answers, made.confidence, found.answers) if made else {}
    return {"mean": fmean(scores.values()), "guess": IGNORANCE} if scores else None


def wall_view(room: Classroom, found: Computed) -> View:
    """Return what the projector shows: no names, no orders before they are revealed."""
    return {
        **_common(room),
        **_counted(room),
        "code": room.begun.code,
        **_wall(room, found),
        "picture": _revealed(room, found),
        "debrief": debrief_view(room, found) if room.stage == "debrief" else None,
    }


def debrief_view(room: Classroom, found: Computed) -> View:
    """Return what each seat did, what the lesson's key is, and what the model lacks."""
    done = found.what_if.get(room.game.digest, {})
    return {
        "seats": [
            {"title": seat.title, **done[seat.iso3]}
            for seat in room.lesson.seats
            if seat.iso3 in done
        ],
        "waiting": len(room.lesson.seats) - len(done),
        "key": found.key,
        "believe": list(room.lesson.believe),
        "doubt": list(room.lesson.doubt),
        "rubric": room.lesson.rubric,
        "log": [
            {
                "turn": n,
                "state": state,
                "choice": choice,
                "topic": topic(state, choice),
                "action": action,
            }
            for n, turn in enumerate(room.game.turns, start=1)
            for (state, choice), action in turn.items()
        ],
    }


def _counted(room: Classroom) -> View:
    """Return what host and wall see of the people; a student's page hears of none of it."""
    votes = _room_predicts(room)
    return {
        "people": len(room.members),
        "seats_taken": len(room.captains),
        "seats_there": len(room.seats),
        "predicted": sum(m.prediction is not None for m in room.members.values()),
        "room_predicts": votes,
        "room_expects": {number: expectation(counts) for number, counts in (votes or {}).items()},
    }


def _common(room: Classroom) -> View:
    """Return what every page sees."""
    lesson = room.lesson
    seen = room.shown_game.turns
    return {
        "lesson": lesson.title,
        "question": lesson.question,
        "stage": room.stage,
        "paused": room.paused,
        "clock": {"ends": room.clock.ends, "words": room.clock.words} if room.clock else None,
        "turn": room.game.played + (room.stage in ("lobby", "orders")),
        "turns": lesson.turns,
        "months": list(_months(room)),
        "seats": len(room.held),
        "seats_in": len(room.held & set(room.orders)),
        "locked": room.all_predicted,
        "questions": [
            {
                "number": number,
                "words": question.words,
                "measure": question.measure,
                "title": question.title,
            }
            for number, question in lesson.numbered.items()
        ],
        "titles": _titles(room, seen),
        "words": _words(room) if seen else {},
        "caveat": CAVEAT,
    }


def _titles(room: Classroom, turns: Iterable[Orders]) -> dict[str, str]:
    """Return the names of states: those of seats, of what they decide about, and of some turns."""
    about = [choice.partition(".")[2] for seat in room.lesson.seats for choice in seat.choices]
    ordered = [state for turn in turns for state, _ in turn]
    titles = {seat.iso3: seat.title for seat in room.lesson.seats}
    return {code: with_names(code) for code in (*about, *ordered) if code.isupper()} | titles


def _months(room: Classroom) -> tuple[str, ...]:
    """Return the months of the turn that the room is at."""
    number = room.game.played - (room.stage not in ("lobby", "orders"))
    return room.game.months_of(min(number, room.lesson.turns - 1))


def _room_predicts(room: Classroom) -> dict[str, dict[str, int]] | None:
    """Return how many expect what, by question, when all have said it; None when nobody did."""
    made = [m.prediction for m in room.members.values() if m.prediction]
    if not (made and room.all_predicted):
        return None
    return {
        number: {
            answer: sum(p.answers[number] == answer for p in made)
            for answer in ("up", "none", "down")
        }
        for number in room.lesson.numbered
    }


def expectation(counts: Mapping[str, int]) -> str:
    """Return in words what most of those who predicted expect.

    Examples
    --------
    >>> expectation({"up": 3, "none": 1, "down": 1})
    'expected ▲ up (3 of 5)'
    >>> expectation({"up": 1, "none": 1, "down": 1})
    'was divided (1 up, 1 no change that matters, 1 down)'
    """
    first, *others = [answer for answer, n in counts.items() if n == max(counts.values())]
    if others:
        each = ", ".join(f"{n} {_ANSWERS[answer][2:]}" for answer, n in counts.items())
        return f"was divided ({each})"
    return f"expected {_ANSWERS[first]} ({counts[first]} of {sum(counts.values())})"


_ANSWERS = {"up": "▲ up", "none": "● no change that matters", "down": "▼ down"}


def _words(room: Classroom) -> dict[str, dict[str, str]]:
    """Return how the cards of the lesson call each action, by address."""
    return {
        choice: {action: card.words for action, card in cards.items()}
        for seat in room.lesson.seats
        for choice, cards in seat.choices.items()
    }


def _cards(room: Classroom, seat: LessonSeat, found: Computed) -> list[View]:
    """Return the choices of a seat with its cards, and why an order would have no effect."""
    now = found.choices.get(room.game.digest, {}).get(seat.iso3, {})
    return [
        {
            "choice": choice,
            "topic": topic(seat.iso3, choice),
            "actions": [
                {
                    "action": action,
                    "words": card.words,
                    "risk": card.risk,
                    "no_effect": now.get(choice, {}).get("no_effect", {}).get(action, ""),
                    "chance": now.get(choice, {}).get("chance", {}).get(action),
                }
                for action, card in cards.items()
            ],
        }
        for choice, cards in seat.choices.items()
    ]


def _revealed(room: Classroom, found: Computed) -> View | None:
    """Return the last picture that was revealed; until a turn is revealed it is that of before."""
    return found.pictures.get(room.shown_game.digest)
