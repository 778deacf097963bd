"""What ``check`` calls valid runs to its end, and what is in it can act, or a note says why not.

The proof of this name tries thousands of scenarios.
"""

from collections import Counter

import pytest

from generated import fate, try_out

SEED, MANY = 1, 10


@pytest.mark.one_in(3)
@pytest.mark.parametrize("number", range(6))
def test_a_scenario_by_chance_is_valid_runs_and_is_judged(tmp_path, number):
    try_out(tmp_path, SEED, number)


def test_no_event_or_order_is_ignored_without_a_word(tmp_path):
    fates = Counter(fate(tmp_path, SEED, number)[0] for number in range(MANY))
    assert fates["acts"] > MANY / 4
    assert fates["noted"] > MANY / 8
    assert (
        fates["idle"] <= MANY / 10
    )  # read, but by an equation that it does not move there and then
