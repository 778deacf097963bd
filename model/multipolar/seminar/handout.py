"""What is printed for a lesson: one HTML file that needs no network, one section for each page."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from html import escape
from importlib.resources import files
from string import Template

from markdown_it import MarkdownIt

from multipolar import __version__
from multipolar.caveat import CAVEAT
from multipolar.seminar.keys import KeyLine, told
from multipolar.seminar.lesson_schema import Lesson, LessonSeat, Question
from multipolar.seminar.scoring import ANSWERS, IGNORANCE

Cells = Iterable[str]


def handout(lesson: Lesson, key: Mapping[str, KeyLine] | None = None) -> str:
    """Return the printed material of a lesson as HTML; the same lesson gives the same bytes.

    Parameters
    ----------
    lesson : Lesson
        The lesson.
    key : mapping of str to KeyLine, optional
        Answers by number of the question. With them the lecturer's pages are added; without them
        nothing in the file gives an answer away.

    Examples
    --------
    >>> from multipolar.seminar import load_lesson
    >>> page = handout(load_lesson("korea"))
    >>> "Prediction sheet" in page, "<h2>Key" in page
    (True, False)
    """
    template = files("multipolar.seminar").joinpath("static", "print.html")
    sections = [*_for_the_room(lesson), *(() if key is None else _for_the_lecturer(lesson, key))]
    names = ", ".join(dict.fromkeys(name for name, _ in sections))
    return Template(template.read_text(encoding="utf-8")).substitute(
        version=escape(__version__),
        title=escape(lesson.title),
        question=escape(lesson.question),
        caveat=escape(CAVEAT),
        contents=escape(f"In this file: {names}. Print the pages that you need."),
        sections="\n".join(body for _, body in sections),
    )


def background(lesson: Lesson) -> str:
    """Return the background of a lesson as HTML; markup in it is shown, not obeyed."""
    return str(MarkdownIt("js-default").render(lesson.background))


def _for_the_room(lesson: Lesson) -> Iterator[tuple[str, str]]:
    yield (
        "background paper",
        _section(
            f"Background: {lesson.title}",
            background(lesson),
            _glossary(lesson),
            who="For everybody",
        ),
    )
    yield "prediction sheet", _section("Prediction sheet", _sheet(lesson), who="For each person")
    for seat in lesson.seats:
        yield "seat cards", _section(f"Seat: {seat.title}", _card(lesson, seat), who="For the seat")
    for seat in lesson.seats:
        yield "table signs", f'<section class="sign"><h2>{escape(seat.title)}</h2></section>'
    for title, body in _slides(lesson):
        slide = f'<section class="slide"><h2>{escape(title)}</h2>{body}</section>'
        yield "slides", slide


def _for_the_lecturer(lesson: Lesson, key: Mapping[str, KeyLine]) -> Iterator[tuple[str, str]]:
    yield "plans", _section("Plans", *_plans(lesson), who="For the lecturer")
    yield "key", _section(f"Key {lesson.letter}", _key(lesson, key), who="For the lecturer")
    rubric = _table(
        ("judged", "good work"), ((escape(k), escape(v)) for k, v in lesson.rubric.items())
    )
    yield (
        "debrief and rubric",
        _section(
            "Debrief and rubric",
            "<h3>Why believe it</h3>",
            _list(map(escape, lesson.believe)),
            "<h3>Why doubt it</h3>",
            _list(map(escape, lesson.doubt)),
            "<h3>Rubric for a memo of two pages</h3>",
            rubric,
            f"<p>Last reviewed: {lesson.reviewed}</p>",
            who="For the lecturer",
        ),
    )


def _section(title: str, *parts: str, who: str) -> str:
    return f'<section><p class="for">{who}</p><h2>{escape(title)}</h2>{"".join(parts)}</section>'


def _list(items: Iterable[str]) -> str:
    return f"<ul>{''.join(f'<li>{item}</li>' for item in items)}</ul>"


def _table(columns: Cells, rows: Iterable[Cells]) -> str:
    head = "".join(f'<th scope="col">{column}</th>' for column in columns)
    body = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"


def _glossary(lesson: Lesson) -> str:
    terms = "".join(
        f"<dt>{escape(term)}</dt><dd>{escape(words)}</dd>"
        for term, words in lesson.glossary.items()
    )
    return f"<h2>Glossary</h2><dl>{terms}</dl>"


def _asks(lesson: Lesson, question: Question) -> str:
    """Return what a question compares: the measure, the months, and what matters."""
    last = lesson.last_month(question.months)
    return escape(
        f"{question.title}: mean of {lesson.first_month} to {last} against the baseline; "
        f"less than {question.threshold:g} {question.what.unit} is none"
    )


def _sheet(lesson: Lesson) -> str:
    columns = ("", "question", *ANSWERS, "sure, 34 to 100 %", "because")
    rows = [
        (
            f"<b>{number}</b>",
            f"{escape(question.words)}<br><small>{_asks(lesson, question)}</small>",
            *("",) * len(ANSWERS),
            "",
            "",
        )
        for number, question in lesson.numbered.items()
    ]
    explained = (
        "<p>Name: ____________________</p>"
        "<p>Fill it in alone, before anything is run, and keep it. "
        "Tick one answer on each line: <b>up</b>, <b>none</b> (a change smaller than what matters) "
        "or <b>down</b>. Then say how sure you are. One third is a guess: it scores "
        f"{IGNORANCE:.2f}, sure and right scores 0, sure and wrong scores 2.</p>"
    )
    return explained + _table(columns, rows)


def _card(lesson: Lesson, seat: LessonSeat) -> str:
    parts = [
        f"<p><b>Wants</b> {escape(seat.wants)}.</p>",
        f"<p><b>Dilemma</b> {escape(seat.dilemma)}</p>",
        f"<p>{escape(seat.briefing)}</p>",
    ]
    turns = range(1, lesson.turns + 1)
    for address, cards in seat.choices.items():
        rows = [
            (f"{escape(card.words)}<br><small>{escape(card.risk)}</small>", *("" for _ in turns))
            for card in cards.values()
        ]
        heading = (
            f"Tick one for each turn, or leave it to the model (<code>{escape(address)}</code>)"
        )
        parts.append(_table((heading, *(f"turn {n}" for n in turns)), rows))
    return f'<div class="card">{"".join(parts)}</div>'


def _slides(lesson: Lesson) -> Iterator[tuple[str, str]]:
    yield lesson.title, f"<p>{escape(lesson.question)}</p>"
    yield (
        "How we play",
        _list(
            (
                f"{lesson.turns} turns of {lesson.months_a_turn} months from {lesson.first_month}.",
                "Each seat orders in secret. What it does not order, the model chooses.",
                f"{lesson.runs} worlds run with our orders and without, with the same luck.",
                "Predict first. Then look.",
            )
        ),
    )
    for name, lever in lesson.levers.items():
        asked = [
            f"<b>{n}</b> {escape(q.words)}" for n, q in lesson.numbered.items() if q.lever == name
        ]
        yield escape(lever.words), _list(asked)
    yield (
        "What was the model for?",
        _list(
            (
                "Which prediction was wrong for a reason that the model lacks?",
                "What would each seat have done better to leave alone?",
                "Which observation would change your mind?",
            )
        ),
    )


def _plans(lesson: Lesson) -> Iterator[str]:
    yield "<p>Commands for the laptop of the lecturer:</p>"
    yield _list(f"<code>{escape(line)}</code>: {escape(what)}" for line, what in commands(lesson))
    for length, stages in sorted(lesson.scripts.items()):
        rows, begun = [], 0
        for stage in stages:
            words = escape(stage.words)
            if stage.reveal:
                words += f" <code>multipolar seminar reveal {lesson.letter}</code>"
            rows.append((f"{begun} to {begun + stage.minutes}", words))
            begun += stage.minutes
        yield f"<h3>{length} minutes</h3>{_table(('minutes', 'what'), rows)}"


def commands(lesson: Lesson) -> tuple[tuple[str, str], ...]:
    """Return the commands of a lesson's plan, each with what it does."""
    asked = lesson.seats[0].iso3
    last = lesson.last_month(lesson.months_a_turn)
    return (
        (f"multipolar seminar print {lesson.name} --key --out {lesson.name}.html", "this file"),
        (f"multipolar seminar host {lesson.name} --lan", "the room, in the browsers of all"),
        (f"multipolar seminar reveal {lesson.letter}", "the key, line by line"),
        (
            f"multipolar explain {lesson.scenario} --state {asked} --month {last}",
            "why a state chose as it did",
        ),
    )


def _key(lesson: Lesson, key: Mapping[str, KeyLine]) -> str:
    rows = [
        (
            f"<b>{number}</b>",
            escape(question.words),
            f"<b>{key[number].answer}</b><br><small>{escape(told(key[number]))}</small>",
            escape(question.why),
        )
        for number, question in lesson.numbered.items()
    ]
    line = next(iter(key.values()))
    note = (
        f"<p>Paired differences against the baseline: {line.runs} runs of each side, seed "
        f"{line.seed}; [] is the 90 % interval of the mean. Up and down need it beyond what "
        "matters, none needs it within. These are answers of the model, not of the world.</p>"
    )
    score = (
        "<p>To score a line: write the chance given to each of the three answers (the sureness for "
        "the one ticked, half of the rest for each of the others), subtract 1 from that of the "
        f"right one, square all three and add. A guess scores {IGNORANCE:.2f}; lower is better.</p>"
    )
    return note + _table(("", "question", "answer", "why"), rows) + score
