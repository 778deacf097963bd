"""What ``check`` calls valid runs to its end, and what is in it can act, or a note says why not."""

from collections import Counter
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
import pytest

from generated import RUNS, fate, load, try_out
from multipolar import simulate
from multipolar.loading import vocabulary
from multipolar.scenario.notes import ACTS_WITH
from multipolar.world import attributes

SEED = 1


@pytest.mark.parametrize("number", range(60))
def test_a_scenario_by_chance_is_valid_runs_and_is_judged(tmp_path, number):
    try_out(tmp_path, SEED, number)


def test_no_event_or_order_is_ignored_without_a_word(tmp_path):
    fates = Counter(fate(tmp_path, SEED, number)[0] for number in range(40))
    assert fates["acts"] > 10
    assert fates["noted"] > 5
    assert fates["idle"] <= 4  # read, but by an equation that it does not move there and then


class Spell(NamedTuple):
    """When an event happens, in a world of so many months, in how many runs."""

    month: str = "2023-02"
    months: int = 30
    runs: int = RUNS


SOON = Spell()
SPELLS = (SOON, Spell(runs=40), Spell("2027-02", 72, 40))
"""Where an event is tried: with little luck, with more, and when no vote is dated any more."""


def happening(folder, spell, *events):
    """Return a scenario in which some events happen."""
    head = f'title = "t"\nquestion = "q"\nextends = "baseline"\nmonths = {spell.months}\n'
    text = "".join(
        f'[[events]]\nmonth = "{spell.month}"\nname = "x{n}"\nattribute = "{attribute}"\n'
        f'where = "{where}"\nset = {float(value)}\n'
        for n, (attribute, where, value) in enumerate(events)
    )
    return load(folder, head + text)


def recorded(folder, spell, *events):
    """Return what is recorded when some events happen."""
    return simulate(happening(folder, spell, *events), runs=spell.runs).data


plain = cache(recorded)


def differ(one, other):
    """Return whether two records differ in any number."""
    return any(
        not np.array_equal(one[name].values, other[name].values, equal_nan=True)
        for name in one.data_vars
    )


def moves(folder, *events, spell=SOON):
    """Return whether some events change a recorded number, and the notes on them."""
    notes = happening(folder, spell, *events).notes
    changed = differ(recorded(folder, spell, *events), plain(folder, spell))
    return changed, [note for note in notes if note.startswith("event x")]


def ways(attribute):
    """Return places and values of an attribute, the likeliest to move something first."""
    row = attributes()[attribute]
    low, high = max(row.low, -10.0), min(row.high, 10.0)
    values = row.values or (low, high, (low + high) / 2)
    last = {"arena": "ukraine", "theatre": "ukraine"}.get(row.axes[-1])
    there = [".".join(["all"] * (len(row.axes) - 2) + [last])] if last else []
    return [(where, value) for where in ("all", *there) for value in values]


IN_WAR = {
    **dict.fromkeys(("toll", "aid_of_late", "front_of_late"), ("end_is_open", "all", 1)),
    "end_is_open": ("war_months", "ukraine", 1),
    "regime_months": ("escalation", "korea", 6),
    "gate_shut": ("aid_gate", "all", 0),
    "texts_in_window": ("text_window", "all", 6),
}
"""What must happen as well for anybody to read an attribute, though no note can know it."""


@pytest.mark.parametrize("attribute", vocabulary().moving)
def test_each_attribute_of_an_event_changes_a_recorded_number_or_a_note_says_why(
    attribute, tmp_path_factory
):
    folder = tmp_path_factory.getbasetemp()
    if attribute in IN_WAR:
        beside = IN_WAR[attribute]
        assert any(
            differ(recorded(folder, s, beside, (attribute, *way)), recorded(folder, s, beside))
            for s in (SOON, SPELLS[-1])
            for way in ways(attribute)
        )
        return
    for spell, way in product(SPELLS, ways(attribute)):
        changed, notes = moves(folder, (attribute, *way), spell=spell)
        if changed:
            assert not notes
            return
        if notes:
            break
    assert "changes nothing:" in notes[0]
    if attribute in ACTS_WITH:
        changed, notes = moves(folder, (ACTS_WITH[attribute], "all", 1), (attribute, "all", 1))
        alone, _ = moves(folder, (ACTS_WITH[attribute], "all", 1))
        assert changed
        assert not notes
        assert alone
    else:
        assert any(why in notes[0] for why in ("is computed anew each month", " is 0"))
