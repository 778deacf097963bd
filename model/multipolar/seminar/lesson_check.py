"""Whether a lesson can be taught: its names are the model's, its months and minutes fit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from multipolar.arguments import ArgumentError, hint, known
from multipolar.loading import load_scenario, vocabulary
from multipolar.measures import MEASURES
from multipolar.months import month_number
from multipolar.scenario import Spec, Way, find_way
from multipolar.scenario.ways import NoSuchWay
from multipolar.seminar.lesson_schema import SCRIPTS, GivenOrder, Lesson, LessonError, LessonSeat

COUNTING = ("USA", "GBR", "DEU", "FRA", "KOR", "RUS", "PRK", "CHN", "IRN", "ISR", "TUR", "ARE")
"""Seats of which some order moves a headline measure by an amount that counts (docs/seats.md)."""


def check(lesson: Lesson) -> None:
    """Check the names, months and minutes of a lesson.

    Raises
    ------
    LessonError
        With everything that is wrong, each with its place and what may stand there.
    """
    flaws = [
        *_flaws_of_months(lesson),
        *_flaws_of_seats(lesson),
        *_flaws_of_questions(lesson),
        *_flaws_of_scripts(lesson),
    ]
    if flaws:
        raise LessonError(f"lesson {lesson.name}: " + "; ".join(flaws))


def _flaws_of_months(lesson: Lesson) -> Iterator[str]:
    spec = load_scenario(lesson.scenario)
    before, left = _room(spec, lesson.first_month)
    if before < 1 or left < 1:
        yield (
            f"first_month: {lesson.first_month} is not among the months after {spec.start} and "
            f"up to {spec.end} of scenario {spec.name}"
        )
        return
    spans = {"turns times months_a_turn": lesson.months}
    spans |= {f"levers.{name}.months": lever.months for name, lever in lesson.levers.items()}
    spans |= {f"predictions.{name}.months": q.months for name, q in lesson.numbered.items()}
    for place, months in spans.items():
        if months > left:
            yield f"{place}: {months} is more than the {left} months that the scenario still has"


def _room(spec: Spec, first: str) -> tuple[int, int]:
    before = month_number(first) - month_number(spec.start)
    return before, spec.months - before


def _flaws_of_seats(lesson: Lesson) -> Iterator[str]:
    ways = vocabulary().choices
    states = [seat.iso3 for seat in lesson.seats]
    for iso3 in sorted({iso3 for iso3 in states if states.count(iso3) > 1}):
        yield f"seats: {iso3} stands in them twice"
    for seat in lesson.seats:
        if seat.iso3 not in COUNTING:
            allowed = ", ".join(COUNTING)
            near = hint(seat.iso3, COUNTING)
            yield f"seats: {seat.iso3} is no seat that counts; those are {allowed}.{near}"
        else:
            yield from _flaws_of_choices(seat, ways[seat.iso3])


def _flaws_of_choices(seat: LessonSeat, ways: tuple[Way, ...]) -> Iterator[str]:
    for address, cards in seat.choices.items():
        if "." not in address:
            yield f"seats.{seat.iso3}.choices: {address} wants its column, as in aid.USA"
            continue
        if not 2 <= len(cards) <= 5:
            yield f"seats.{seat.iso3}.choices.{address}: {len(cards)} actions; wanted are 2 to 5"
        for action in cards:
            if why := _unknown(ways, seat.iso3, address, action):
                yield f"seats.{seat.iso3}.choices: {why}"


def _unknown(ways: tuple[Way, ...], state: str, address: str, action: str) -> str:
    """Return why a state has no such action in a choice; nothing if it has."""
    try:
        find_way(ways, state, action, address)
    except NoSuchWay as error:
        found = address if error.key == "choice" else action
        near = hint(found, error.allowed)
        return f"{error} {found!r}; allowed: {', '.join(error.allowed)}.{near}"
    return ""


def _flaws_of_questions(lesson: Lesson) -> Iterator[str]:
    ways = vocabulary().choices
    for name, lever in lesson.levers.items():
        for order in lever.orders:
            if why := _unknown_order(ways, order):
                yield f"levers.{name}: {why}"
    for number, question in lesson.numbered.items():
        for what, word, there in (
            ("measure", question.measure, MEASURES),
            ("lever", question.lever, lesson.levers),
        ):
            try:
                known(word, there, what)
            except ArgumentError as error:
                yield f"predictions.{number}: {error}"
    unused = set(lesson.levers) - {question.lever for question in lesson.predictions}
    for name in sorted(unused):
        yield f"levers.{name}: no question asks about it"


def _unknown_order(ways: Mapping[str, tuple[Way, ...]], order: GivenOrder) -> str:
    try:
        state = known(order.state, ways, "state that takes orders")
    except ArgumentError as error:
        return str(error)
    return _unknown(ways[state], state, order.choice, order.action)


def _flaws_of_scripts(lesson: Lesson) -> Iterator[str]:
    for length in SCRIPTS:
        if length not in lesson.scripts:
            yield f"scripts: none for {length} minutes"
    for length, stages in lesson.scripts.items():
        taken = sum(stage.minutes for stage in stages)
        if taken != length:
            yield f"scripts.{length}: its stages take {taken} minutes"
        if not any(stage.reveal for stage in stages):
            yield f"scripts.{length}: no stage reveals the key"
