"""What ``check`` calls valid runs to its end, and what is in it can act, or a note says why not.

The proof of this name tries thousands of scenarios.
"""

from collections import Counter

import pytest

from generated import fate, try_out

SEED = 1
SOME = range(20, 36)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("number", range(6))
def test_a_scenario_by_chance_is_valid_runs_and_is_judged(tmp_path, number):
    try_out(tmp_path, SEED, number)


def test_no_event_or_order_is_ignored_without_a_word(tmp_path):
    fates = Counter(fate(tmp_path, SEED, number)[0] for number in SOME)
    assert fates["acts"] > len(SOME) / 4
    assert fates["noted"] > len(SOME) / 8
    # Those that are read, but by an equation that they do not move there and then:
    assert fates["idle"] <= len(SOME) / 10
