import numpy as np
import pandas as pd
import pytest

from multipolar.loading import load_scenario, vocabulary
from multipolar.measures import MEASURES
from multipolar.study import switch_sweep
from multipolar.study.claims import claims
from multipolar.study.sweep import (
    PLACEBOS,
    claims_of,
    largest,
    null_worlds,
    placebo_worlds,
    reach,
    standardised,
)

SWITCHES = vocabulary().switches


@pytest.fixture(scope="module")
def table():
    return switch_sweep(runs=2, seed=3)


@pytest.fixture(scope="module")
def base():
    return load_scenario("baseline")


def test_it_has_a_row_for_each_world_and_headline_measure(table):
    headline = {m.name for m in MEASURES.values() if m.headline}
    worlds = table.groupby("kind")["world"].nunique().to_dict()
    assert worlds == {"mechanism": len(SWITCHES), "all": 1, "placebo": PLACEBOS}
    assert len(table) == sum(worlds.values()) * len(headline)
    assert set(table["measure"]) == headline
    assert not table.duplicated(["world", "measure"]).any()


def test_its_intervals_hold_what_they_are_of(table):
    known = table[table["pairs"] == 2]
    assert (known["mean_low"] <= known["mean"] + 1e-9).all()
    assert (known["mean"] <= known["mean_high"] + 1e-9).all()
    assert (known["low"] <= known["median"] + 1e-9).all()
    assert (known["median"] <= known["high"] + 1e-9).all()


def test_each_world_has_one_mechanism_off_and_the_last_has_none_left(base):
    worlds = list(null_worlds(base))
    for name, kind, spec in worlds[:-1]:
        assert kind == "mechanism"
        assert {s for s, on in spec.switches.items() if not on} == {name}
    assert not any(worlds[-1][2].switches.values())


def test_placebo_events_follow_the_seed_and_are_added_to_the_calendar(base):
    once, again, other = (list(placebo_worlds(base, seed)) for seed in (1, 1, 2))
    assert [w[0] for w in once] == [w[0] for w in again]
    assert [w[0] for w in once] != [w[0] for w in other]
    for _, _, spec in once:
        assert len(spec.events) == len(base.events) + 1
        [event] = [e for e in spec.events if e not in base.events]
        assert (event.attribute, abs(event.value)) == ("escalation", 1.0)
        assert [e.month for e in spec.events] == sorted(e.month for e in spec.events)


def test_an_effect_is_counted_in_standard_deviations_of_the_baseline():
    base = np.array([0.0, 2.0, np.nan])
    assert standardised(np.sqrt(2.0), base) == pytest.approx(1.0)
    assert standardised(0.0, np.zeros(3)) == 0.0
    assert np.isnan(standardised(1.0, np.zeros(3)))


def made_up(*rows):
    columns = ["world", "kind", "claims", "measure", "standardised", "yardstick"]
    return pd.DataFrame(rows, columns=columns)


MADE_UP = made_up(
    ("war", "mechanism", "C61", "a", -0.3, 0.1),
    ("war", "mechanism", "C61", "b", 0.05, 0.2),
    ("status", "mechanism", "C1 C3", "a", 2.0, 0.1),
    ("status", "mechanism", "C1 C3", "b", -3.0, 0.2),
    ("push", "placebo", "", "a", 0.1, 0.1),
    ("push", "placebo", "", "b", -0.2, 0.2),
)


def test_the_largest_effect_comes_first_and_of_a_push_only_the_largest():
    shown = largest(MADE_UP, 2)
    assert list(zip(shown["world"], shown["measure"], strict=True)) == [
        ("status", "b"),
        ("status", "a"),
        ("war", "a"),
        ("war", "b"),
        ("push", "b"),
    ]
    assert len(largest(MADE_UP, 1)) == 3


def test_the_reach_of_a_mechanism_counts_what_it_moves_more_than_a_push_does():
    found = reach(MADE_UP)
    assert list(found["world"]) == ["status", "war"]
    assert list(found["moved"]) == [2, 1]
    assert list(found["measures"]) == [2, 2]


def test_the_yardstick_is_the_largest_effect_of_a_push(table):
    pushes = table[table["kind"] == "placebo"].assign(size=lambda t: t["standardised"].abs())
    expected = pushes.groupby("measure")["size"].max()
    for name, yardstick in zip(table["measure"], table["yardstick"], strict=True):
        assert yardstick == expected[name] or np.isnan(yardstick)


def test_every_claim_that_a_rule_carries_goes_with_some_mechanism():
    named = {claim for switch in SWITCHES for claim in claims_of(switch)}
    assert named == {claim.id for claim in claims().values() if claim.rules}
