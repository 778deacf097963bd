import re
from dataclasses import replace
from hashlib import sha256

import numpy as np
import pytest

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.months import month_number
from multipolar.scenario import scenario_names

NAMES = scenario_names()
NUMBERED = [name for name in NAMES if re.match(r"d\d\d", name)]


def whose(spec, side):
    return [expected for expected in spec.expectations if expected.whose == side]


def test_every_number_from_one_to_seventeen_has_its_scenario():
    assert {int(name[1:3]) for name in NUMBERED} == set(range(1, 18))


@pytest.mark.parametrize("name", NAMES)
def test_every_shipped_scenario_loads_and_nothing_in_it_is_idle(name):
    spec = load_scenario(name)
    assert spec.notes == ()
    assert spec.question
    assert spec.story


def test_the_variants_are_there():
    assert {name.split("_")[0] for name in NUMBERED if name[3] != "_"} == {
        *("d05a", "d05b", "d06a", "d06b", "d07a", "d07b", "d08a", "d08b")
    }


RUNS = dict.fromkeys(("d05a_korean_crisis_forced", "d05b_korean_crisis_licensed"), 160)
"""What a licence adds to a chance shows in few runs: two points a month."""


def played(spec, until):
    """Return the digest of all arrays in every month from the start to a month."""
    model = MultipolarModel(spec, runs=RUNS.get(spec.name, 8), collect=False, rng=1)
    seen = []
    while model.elapsed < until:
        model.step()
        month = sha256()
        for array in model.world.snapshot().values():
            month.update(np.ascontiguousarray(array + 0.0))
        seen.append(month.digest())
    return seen


def until_of(row, spec):
    """Return the months from the start to that of a change, and to half a year later."""
    first = month_number(row.month) - month_number(spec.start)
    return first, min(first + 6, spec.months)


def own(spec):
    """Yield each event and order that a scenario adds, and the scenario without it."""
    base = load_scenario("baseline")
    for key in ("events", "orders"):
        rows, others = getattr(spec, key), getattr(base, key)
        for row in rows:
            if row not in others:
                yield row, replace(spec, **{key: tuple(r for r in rows if r is not row)})


@pytest.mark.one_in(5)
@pytest.mark.parametrize("name", NUMBERED)
def test_every_event_and_order_moves_the_world_within_half_a_year(name):
    spec = load_scenario(name)
    pairs = list(own(spec))
    mine = played(spec, max((until_of(row, spec)[1] for row, _ in pairs), default=0))
    for row, without in pairs:
        first, until = until_of(row, spec)
        same = [a == b for a, b in zip(mine, played(without, until), strict=False)]
        assert all(same[:first]), f"{row} is felt before its month"
        assert not all(same[first:]), f"{row} moves nothing"


@pytest.mark.parametrize("name", NUMBERED)
def test_every_scenario_changes_something(name):
    assert load_scenario(name).digest != load_scenario("baseline").digest


@pytest.mark.parametrize("name", [*NUMBERED, "placebo", "author_2024"])
def test_the_article_and_a_rival_both_say_in_advance_what_they_expect(name):
    spec = load_scenario(name)
    assert whose(spec, "article")
    assert whose(spec, "rival")


@pytest.mark.parametrize("name", NUMBERED)
def test_the_article_and_the_rival_differ_on_some_measure(name):
    spec = load_scenario(name)
    article = {e.measure: e.direction for e in whose(spec, "article")}
    rival = {e.measure: e.direction for e in whose(spec, "rival")}
    assert any(article[measure] != rival[measure] for measure in article.keys() & rival.keys())


@pytest.mark.parametrize("name", NUMBERED)
def test_no_side_expects_two_things_at_once_and_each_names_claims_of_the_article(name):
    spec = load_scenario(name)
    for side in ("article", "rival"):
        stated = [(e.measure, e.month) for e in whose(spec, side)]
        assert len(stated) == len(set(stated))
    for expected in spec.expectations:
        numbers = [int(claim[1:]) for claim in expected.claim.split()]
        assert numbers
        assert all(1 <= number <= 61 for number in numbers)


def test_a_scenario_asks_both_sides_whether_tension_turns_at_the_treaty():
    for side in ("article", "rival"):
        [turn] = [one for one in whose(load_scenario("author_2024"), side) if one.before]
        assert (turn.measure, turn.month) == ("escalation_korea", "2024-06")
        assert (turn.before, turn.within) == (12, 24)
