"""What a difference is called: never nought when it is none, never certain when it is not."""

import pytest

from multipolar.seminar.analysis import picture
from multipolar.seminar.game import Game
from multipolar.seminar.paired import in_words, verdict
from multipolar.study.compare import Difference
from multipolar.study.intervals import Interval

NO_TURN = "No turn moved anything that matters; nearest: turn 1"
SHELLS = {("PRK", "sell.PRK"): "shells"}


def found(mean, low, high, relevant=0.01):
    names = ("baseline", "vote", "Votes", "share", "2024-07", "2024-12")
    ends = Interval(low, high)
    return Difference(*names, mean, ends, ends, 0.1, relevant, 8)


@pytest.mark.parametrize(
    ("numbers", "words", "said"),
    [
        ((0.0, 0.0, 0.0), "exactly nought", NO_TURN),
        (
            (0.00012, 0.00004, 0.0002),
            "+0.00012 [+0.00004, +0.0002] share, too small to matter",
            NO_TURN,
        ),
        (
            (-0.008, -0.011, -0.006),
            "-0.008 [-0.011, -0.006] share: down, but perhaps too small to matter",
            "Turn 1 moved most, perhaps nothing that matters",
        ),
        (
            (0.02, 0.005, 0.035),
            "+0.020 [+0.005, +0.035] share: up, but perhaps too small to matter",
            "Turn 1 moved most, perhaps nothing that matters",
        ),
        ((0.01, -0.02, 0.04), "+0.010 [-0.020, +0.040] share: cannot tell", "Turn 1 moved most"),
        ((0.03, 0.02, 0.04), "+0.030 [+0.020, +0.040] share, which matters", "Turn 1 mattered"),
    ],
)
def test_a_difference_in_words(numbers, words, said):
    assert in_words(found(*numbers)) == words
    assert verdict(1, found(*numbers)).startswith(said)


@pytest.mark.parametrize(
    ("turns", "told"),
    [
        (({},), ""),
        ((SHELLS,), "What the room ordered changed its mean by "),
        ((SHELLS, {}), "What the room ordered before changed its mean by "),
    ],
)
def test_what_the_room_ordered_is_told_only_when_it_ordered_something(turns, told):
    game = Game("baseline", runs=6, months_a_turn=1, seats=("PRK", "KOR"), turns=turns)
    [shown] = picture(game.to_json(), ["shipped"])["measures"]
    before, said, _ = shown["sentence"].partition(told) if told else (shown["sentence"], "", "")
    assert said == told
    assert "ordered" not in before
