"""Shapley values: known values, symmetry, a player that adds nothing, and honest intervals."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.arguments import ArgumentError
from multipolar.study.shapley import shapley

RUNS = 20
EIGHT = "abcdefgh"


def noisy(seed, *, spread=1.0):
    """Return a game of eight with known shares, and luck that all coalitions of a unit meet.

    Each adds its number, a and b share a bonus of 4, c halves what d adds, h adds nothing.
    """

    def value(asked):
        return [one(unit, who) for unit, who in asked]

    def one(unit, who):
        luck = np.random.default_rng([seed, unit]).normal(size=(RUNS, 9))
        alone = np.array([name in who for name in EIGHT]) * np.arange(8, 0, -1)
        alone[7] = 0
        total = (alone * (1 + 0.3 * spread * luck[:, :8])).sum(axis=1)
        total += 4.0 * ({"a", "b"} <= who) - 2.5 * ({"c", "d"} <= who)
        return total + spread * 10.0 * luck[:, 8]

    return value


KNOWN = dict(zip(EIGHT, [10.0, 9.0, 4.75, 3.75, 4.0, 3.0, 2.0, 0.0], strict=True))


@pytest.mark.parametrize("players", [EIGHT, "abcd"])
def test_shares_add_up_to_the_whole_and_who_adds_nothing_has_exactly_nothing(players):
    names = (*players, "nobody")
    found = shapley(names, lambda asked: noisy(3)([(u, w - {"nobody"}) for u, w in asked]), most=8)
    assert abs(found.shares.sum() - found.whole) < 1e-9
    assert found.shares[-1] == 0.0
    assert tuple(found.intervals[-1]) == (0.0, 0.0)
    if players == EIGHT:
        assert found.shares[7] == 0.0


def test_intervals_hold_the_known_share_as_often_as_they_say():
    held = [
        low <= KNOWN[name] <= high
        for seed in range(120)
        for found in [shapley(EIGHT, noisy(seed), most=10, seed=seed, within=0.0)]
        for name, (low, high) in zip(found.players, found.intervals, strict=True)
        if name != "h"
    ]
    assert len(held) == 840
    assert 0.86 < np.mean(held) < 0.94


def test_no_more_units_are_asked_for_once_every_interval_is_narrow_enough():
    asked = []

    def value(wanted):
        asked.append({unit for unit, _ in wanted})
        return noisy(1, spread=0.0)(wanted)

    narrow = shapley("abcd", value, most=40, within=0.05)
    assert asked == [set(range(8))]
    assert narrow.widest == 0.0
    wide = shapley(EIGHT, noisy(1, spread=9.0), most=12, within=0.01)
    assert len(wide.wholes) == 12
    assert wide.widest > 0.01


worths = st.lists(st.floats(-5, 5), min_size=16, max_size=16)


@settings(deadline=None, max_examples=30)
@given(worths)
def test_with_few_players_the_shares_are_those_of_the_definition(worth):
    """Efficiency, symmetry and the null player for any game of four."""
    place = {name: 1 << k for k, name in enumerate("abcd")}

    def value(asked):
        return [np.full(2, worth[sum(place[name] for name in who)]) for _, who in asked]

    shares = dict(zip("abcd", shapley("abcd", value, most=2).shares, strict=True))
    assert abs(sum(shares.values()) - (worth[15] - worth[0])) < 1e-9
    swapped = dict(place, a=place["b"], b=place["a"])

    def mirror(asked):
        return [np.full(2, worth[sum(swapped[name] for name in who)]) for _, who in asked]

    other = dict(zip("abcd", shapley("abcd", mirror, most=2).shares, strict=True))
    assert abs(other["a"] - shares["b"]) < 1e-9
    assert abs(other["c"] - shares["c"]) < 1e-9


def test_runs_in_which_the_outcome_is_not_defined_count_in_no_coalition():
    def value(asked):
        return [np.array([np.nan if "a" in who else 0.0, len(who)]) for _, who in asked]

    found = shapley("abc", value, most=2)
    assert found.shares.tolist() == [1.0, 1.0, 1.0]
    assert found.used == 2
    with pytest.raises(ArgumentError, match="defined in no run of unit 0"):
        shapley("abc", lambda asked: [np.array([np.nan])] * len(asked), most=2)
