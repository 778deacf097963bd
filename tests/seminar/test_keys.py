"""The key is the model's own answer, mixed, with intervals, and told when it changes."""

from collections import Counter
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.loading import load_scenario
from multipolar.scenario import Order
from multipolar.seminar.keys import (
    changed_answers,
    is_shipped,
    keys_of,
    keys_text,
    stored_keys,
    told,
    with_orders,
)
from multipolar.seminar.lesson import LESSONS, load_lesson
from multipolar.seminar.scoring import ANSWERS, IGNORANCE, brier
from multipolar.study.intervals import Interval

KEY = stored_keys()
READ = [load_lesson(name) for name in LESSONS]


def test_every_question_has_its_answer_and_no_answer_lacks_its_question():
    asked = {number: question for lesson in READ for number, question in lesson.numbered.items()}
    assert set(KEY) == set(asked)
    for number, line in KEY.items():
        assert line.measure == asked[number].measure
        assert line.threshold == asked[number].threshold
        assert line.low <= line.mean <= line.high
        assert line.pairs >= line.runs / 2


def test_the_key_is_mixed():
    """Nobody does well by ticking one answer everywhere, and no question is left open."""
    answers = Counter(line.answer for line in KEY.values())
    assert set(answers) == set(ANSWERS)
    assert max(answers.values()) <= 0.6 * len(KEY)
    for lesson in READ:
        assert len({KEY[number].answer for number in lesson.numbered}) > 1


def test_an_answer_follows_from_its_interval():
    for line in KEY.values():
        low, high = line.low / line.threshold, line.high / line.threshold
        within = low >= -1.0 and high <= 1.0
        assert line.answer == ("up" if low > 1.0 else "down" if high < -1.0 else "none")
        assert within == (line.answer == "none")


def test_a_number_of_the_key_can_be_computed_again():
    """One lever in the runs of the key; ``tests/proofs/keys.py`` computes all."""
    lesson = load_lesson("support")
    first = lesson.predictions[:1]
    alone = lesson.model_copy(
        update={
            "predictions": first,
            "levers": {first[0].lever: lesson.levers[first[0].lever]},
        }
    )
    [line] = keys_of([alone])
    assert keys_text([line]) == keys_text([KEY["D1"]])


@given(st.floats(1 / 3, 1.0), st.sampled_from(ANSWERS), st.sampled_from(ANSWERS))
def test_a_guess_scores_two_thirds_and_the_right_answer_gains_by_sureness(sure, answer, truth):
    guess, said = brier(answer, 1 / 3, truth), brier(answer, sure, truth)
    assert guess == pytest.approx(IGNORANCE)
    assert 0.0 <= said <= 2.0
    assert (said <= guess + 1e-9) if answer == truth else (said >= guess - 1e-9)


def test_to_be_honest_is_best():
    """Who holds an answer for likely by p does best to say p."""
    grid = [0.4, 0.5, 0.6, 0.7, 0.8, 0.9]
    for held in grid:
        rest = (1.0 - held) / 2.0

        def expected(said, held=held, rest=rest):
            chances = {"up": held, "none": rest, "down": rest}
            return sum(p * brier("up", said, truth) for truth, p in chances.items())

        assert min(grid, key=expected) == held


def test_what_a_lever_orders_replaces_the_calendar_there_and_nowhere_else():
    spec = load_scenario("baseline")
    [dated] = [o for o in spec.orders if (o.state, o.month) == ("KOR", "2025-06")]
    answer = Order("KOR", "2024-07", "answer", 24, "response.korea")
    ordered = with_orders(spec, [answer])
    assert set(spec.orders) - set(ordered.orders) == {dated}
    assert set(ordered.orders) - set(spec.orders) == {answer}
    early = with_orders(spec, [replace(answer, months=11)])
    assert set(spec.orders) <= set(early.orders)


def test_a_changed_answer_is_told_and_a_moved_number_is_not():
    line = KEY["A1"]
    other = replace(line, answer="open")
    [sentence] = changed_answers(KEY, [other, replace(KEY["A2"], mean=0.5)])
    assert sentence.startswith(f"A1 (Korea: level): the answer was {line.answer}, is open.")
    assert "ask another question" in sentence


def test_a_lesson_with_another_question_is_not_the_shipped_one():
    lesson = load_lesson("korea")
    assert is_shipped(lesson)
    assert not is_shipped(lesson.model_copy(update={"runs": 100}))


def test_what_is_told_has_the_interval_and_what_matters():
    line = replace(KEY["A1"], mean=-0.1355, low=-0.1503, high=-0.1207, answer="down")
    said = "down: -0.14 [-0.15, -0.12] rung; it matters from 0.1 on"
    assert told(line) == said
    assert Interval(line.low, line.high).low < line.mean
