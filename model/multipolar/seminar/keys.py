"""Keys: what the model answers to the questions of the lessons, with intervals.

Each lever of a lesson is pulled in the runs of its scenario: run k meets the same luck and the same
parameters with it and without. What a state is ordered replaces what the calendar orders it in the
same choice. The key of the shipped lessons stands in ``keys.csv``.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from concurrent.futures import Executor
from dataclasses import asdict, dataclass, fields, replace

import numpy as np

from multipolar.arrays import Array
from multipolar.files import csv_text
from multipolar.loading import load_scenario
from multipolar.measures import MEASURES
from multipolar.months import month_number
from multipolar.scenario import Order, Spec
from multipolar.seminar.lesson import LESSONS, load_lesson
from multipolar.seminar.lesson_schema import Lesson, Question
from multipolar.seminar.paired import signed
from multipolar.study.intervals import Interval, of_mean, over_runs
from multipolar.study.windows import Job, Progress, Window, paired, take_windows
from multipolar.world.roster import with_names
from multipolar.world.tables import read_table

KEYS = "keys.csv"
OPEN = "open"
"""What the runs leave undecided: such a question is not asked."""


@dataclass(frozen=True)
class KeyLine:
    """The model's answer to a question.

    Parameters
    ----------
    number : str
        Number of the question on the sheet, as A1.
    measure, unit : str
        What was asked for, and its unit.
    first, last : str
        Months over which the mean was taken.
    mean, low, high : float
        Mean paired difference and its 90 % interval, in the unit.
    runs_low, runs_high : float
        What holds the middle 90 % of the pairs.
    threshold : float
        Smallest change that is not none.
    answer : str
        ``up``, ``none``, ``down``, or ``open``.
    pairs, runs, seed : int
        Pairs that are defined, runs of each side, and seed.
    """

    number: str
    measure: str
    unit: str
    first: str
    last: str
    mean: float
    low: float
    high: float
    runs_low: float
    runs_high: float
    threshold: float
    answer: str
    pairs: int
    runs: int
    seed: int


def answer_of(interval: Interval, threshold: float) -> str:
    """Return the answer that an interval of the mean gives.

    *Up* and *down* need it beyond the threshold, *none* needs it within.

    Examples
    --------
    >>> answer_of(Interval(0.2, 0.3), 0.1), answer_of(Interval(-0.1, 0.05), 0.1)
    ('up', 'none')
    >>> answer_of(Interval(0.0, 0.2), 0.1)
    'open'
    """
    low, high = interval
    if low > threshold:
        return "up"
    if high < -threshold:
        return "down"
    return "none" if -threshold <= low and high <= threshold else OPEN


def keys_of(
    lessons: Iterable[Lesson],
    *,
    executor: Executor | None = None,
    progress: Progress | None = None,
) -> tuple[KeyLine, ...]:
    """Return the keys of some lessons, by lesson and question.

    Parameters
    ----------
    lessons : iterable of Lesson
        The lessons.
    executor : concurrent.futures.Executor, optional
        Where blocks are computed; in this process by default.
    progress : callable, optional
        Called with the number of runs each time a block is done.
    """
    return tuple(
        line for lesson in lessons for line in _key(lesson, executor=executor, progress=progress)
    )


def worlds(lesson: Lesson) -> int:
    """Return how many worlds the key of a lesson runs: its own, and one with each lever."""
    return 1 + len(lesson.levers)


def _key(
    lesson: Lesson, *, executor: Executor | None, progress: Progress | None
) -> Iterator[KeyLine]:
    longest = max(question.months for question in lesson.predictions)
    base = load_scenario(lesson.scenario)
    before = month_number(lesson.first_month) - month_number(base.start)
    base = replace(base, months=before + longest)
    asked = {number: _window(q, before) for number, q in lesson.numbered.items()}
    jobs: list[Job] = [(base, tuple(asked.values()))]
    jobs += [
        (with_orders(base, lesson.orders(lever)), tuple(asked.values())) for lever in lesson.levers
    ]
    plain, *changed = take_windows(
        jobs, runs=lesson.runs, seed=lesson.seed, executor=executor, progress=progress
    )
    of_lever: Mapping[str, Array] = dict(zip(lesson.levers, changed, strict=True))
    for place, (number, question) in enumerate(lesson.numbered.items()):
        difference = paired(of_lever[question.lever][:, place], plain[:, place])
        yield _line(lesson, number, question, difference)


def _window(question: Question, before: int) -> Window:
    return Window(question.measure, before, before + question.months)


def with_orders(spec: Spec, orders: Iterable[Order]) -> Spec:
    """Return a scenario with orders in place of what it orders the same choices in these months.

    Parameters
    ----------
    spec : Spec
        The scenario.
    orders : iterable of Order
        What states are ordered.
    """
    given = tuple(orders)
    kept = [order for order in spec.orders if not any(_meet(order, new) for new in given)]
    return replace(spec, name=f"{spec.name}_ordered", orders=(*kept, *given))


def _meet(old: Order, new: Order) -> bool:
    """Whether two orders are for the same choice of a state in the same month."""
    first, then = month_number(old.month), month_number(new.month)
    apart = first + old.months <= then or then + new.months <= first
    same = old.choice.partition(".")[0] in ("", new.choice.partition(".")[0])
    return old.state == new.state and same and not apart


def _line(lesson: Lesson, number: str, question: Question, difference: Array) -> KeyLine:
    mean, spread = of_mean(difference), over_runs(difference)
    return KeyLine(
        number,
        question.measure,
        question.what.unit,
        lesson.first_month,
        lesson.last_month(question.months),
        float(np.mean(difference)) if difference.size else np.nan,
        mean.low,
        mean.high,
        spread.low,
        spread.high,
        question.threshold,
        answer_of(mean, question.threshold),
        int(difference.size),
        lesson.runs,
        lesson.seed,
    )


def keys_text(lines: Iterable[KeyLine]) -> str:
    """Return the table of keys as comma-separated values."""
    names = [field.name for field in fields(KeyLine)]
    return csv_text(names, ([_cell(v) for v in asdict(line).values()] for line in lines))


def _cell(value: object) -> object:
    """Return a number with six digits, which are more than its interval gives."""
    return f"{value:.6g}" if isinstance(value, float) else value


def stored_keys() -> dict[str, KeyLine]:
    """Return the keys of the shipped lessons, by number of the question.

    Examples
    --------
    >>> stored_keys()["A1"].answer in ("up", "none", "down")
    True
    """
    kinds = {
        field.name: {"str": str, "int": int, "float": float}[str(field.type)]
        for field in fields(KeyLine)
    }
    rows = read_table(KEYS, "multipolar.seminar")
    lines = [KeyLine(**{name: kinds[name](cell) for name, cell in row.items()}) for row in rows]
    return {line.number: line for line in lines}


def key_of(lesson: Lesson) -> dict[str, KeyLine]:
    """Return the stored key of a lesson, by number of the question.

    Raises
    ------
    KeyError
        When the lesson is none of the shipped ones, or its questions are others now.
    """
    stored = stored_keys()
    return {number: stored[number] for number in lesson.numbered}


def is_shipped(lesson: Lesson) -> bool:
    """Whether a lesson is one of the shipped ones, word for word."""
    return lesson.name in LESSONS and lesson == load_lesson(lesson.name)


def changed_answers(before: Mapping[str, KeyLine], now: Iterable[KeyLine]) -> Iterator[str]:
    """Yield a sentence for each question whose answer is another than before.

    Examples
    --------
    >>> import dataclasses
    >>> line = stored_keys()["A1"]
    >>> other = dataclasses.replace(line, answer="open")
    >>> list(changed_answers({"A1": line}, [other]))[0].startswith("A1 (Korea: level)")
    True
    """
    for line in now:
        old = before.get(line.number)
        if old is not None and old.answer != line.answer:
            title = with_names(MEASURES[line.measure].title)
            asks = " The runs leave it open: ask another question." if line.answer == OPEN else ""
            yield f"{line.number} ({title}): the answer was {old.answer}, is {line.answer}.{asks}"


def told(line: KeyLine) -> str:
    """Return what the key says to a question, in one sentence with the interval.

    Examples
    --------
    >>> told(stored_keys()["A1"]).startswith("down: -0.1")
    True
    """
    mean, low, high = (signed(v, line.threshold) for v in (line.mean, line.low, line.high))
    return (
        f"{line.answer}: {mean} [{low}, {high}] {line.unit}; it matters from {line.threshold:g} on"
    )
