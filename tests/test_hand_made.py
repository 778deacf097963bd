"""Scenarios and rules made by hand are checked as those of files are, before anything runs."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import MultipolarModel, load_scenario
from multipolar.agents import NorthKorea
from multipolar.agents.kind import VOTE
from multipolar.arguments import ArgumentError, number, plain
from multipolar.definition import SHIPPED
from multipolar.loading import priors_of
from multipolar.model.orders import OrderWarning
from multipolar.readonly import ReadOnly, freeze, kept
from multipolar.record.tables import votes
from multipolar.rules import SWITCHES
from multipolar.rules.sampling import posterior
from multipolar.scenario import Event, Order, Prior
from multipolar.trade.response import class_shares, response
from multipolar.world.tables import read_table

WRONG = {
    "switch": ({"switches": {"theatrs": False}}, "Did you mean 'theatres'"),
    "parameter": ({"parameters": {"war.los": Prior(0, 0, 0)}}, "no parameter 'war.los'"),
    "outside": (
        {"parameters": {"theatres.mirroring": Prior(5, 5, 5)}},
        "theatres.mirroring is 5; allowed: a number from 0 to 0.2",
    ),
    "disorder": ({"parameters": {"theatres.mirroring": Prior(0.1, 0.0, 0.2)}}, "low <= mode"),
    "state": ({"orders": [Order("PRKK", "2022-02", "restraint")]}, "Did you mean 'PRK'"),
    "action": ({"orders": [Order("PRK", "2022-02", "restrain")]}, "Did you mean 'restraint'"),
    "double": (
        {
            "orders": [
                Order("PRK", "2022-02", "restraint", 3),
                Order("PRK", "2022-04", "missile_test"),
            ]
        },
        "PRK is ordered to restraint in 2022-04 already",
    ),
    "attribute": (
        {"events": [Event("2022-02", "x", "escalaton", "", "add", 1.0)]},
        "Did you mean 'escalation'",
    ),
    "fact": ({"events": [Event("2022-02", "x", "gdp", "", "add", 1.0)]}, "no .*'gdp'"),
    "place": (
        {"events": [Event("2022-02", "x", "escalation", "corea", "add", 1.0)]},
        "no place 'corea'. Did you mean 'korea'",
    ),
}


@pytest.mark.parametrize(("fields", "said"), WRONG.values(), ids=WRONG)
def test_a_scenario_made_by_hand_is_refused_in_the_words_of_a_file(short, fields, said):
    with pytest.raises(ArgumentError, match=said):
        MultipolarModel(replace(short, **fields), rng=1, collect=False)


def test_orders_for_different_choices_of_a_month_are_no_double(short):
    orders = [Order("RUS", "2022-01", "new_offensive"), Order("RUS", "2022-01", "grant")]
    model = MultipolarModel(replace(short, orders=orders), rng=1, collect=False)
    model.step()
    ordered = {name: d.ordered for (role, name), d in model.decisions.items() if role == "russia"}
    assert ordered["provocation"] == ("new_offensive",)
    assert set(ordered["licence"]) == {"grant"}


def test_a_scenarios_order_that_ones_own_class_does_not_know_is_told(short):
    class Dove(NorthKorea):
        choices = (VOTE,)

    ordered = replace(short, orders=[Order("PRK", "2022-01", "restraint")])
    with pytest.warns(OrderWarning, match="PRK: restraint cannot act"):
        MultipolarModel(ordered, rng=1, collect=False, definition=SHIPPED.extended(agents=[Dove]))


def test_a_choice_with_a_misspelt_mechanism_is_refused():
    class Typo(NorthKorea):
        choices = (replace(VOTE, switch="alignmnt"),)

    with pytest.raises(ArgumentError, match="Did you mean 'alignment'"):
        MultipolarModel(rng=1, definition=SHIPPED.extended(agents=[Typo]))


# -- what is shared -------------------------------------------------------------------------------


def test_lists_of_a_scenario_become_tuples_that_its_digest_can_rest_on(short):
    given = ["PRK", *(code for code in short.states if code != "PRK")]
    switches = dict(short.switches)
    spec = replace(short, states=given, switches=switches)
    digest = spec.digest
    given.clear()
    switches["war"] = False
    assert spec.digest == replace(spec).digest == digest
    assert type(spec.states) is tuple


def test_arrays_and_rows_that_are_computed_once_cannot_be_changed():
    arrays = [class_shares(), response().imports, *posterior().values()]
    for array in arrays:
        with pytest.raises(ValueError, match="read-only"):
            array[...] = 0.0
    for mapping in (read_table("states.csv")[0], votes(), next(iter(votes().values()))):
        with pytest.raises(TypeError, match="read-only"):
            mapping["iso3"] = "XXX"


def test_whatever_is_kept_is_frozen_to_the_bottom():
    calls = []

    @kept
    def table(name):
        calls.append(name)
        return {"rows": [{"name": name}], "values": np.zeros(2)}

    first = table("a")
    assert table("a") is first
    assert calls == ["a"]
    assert isinstance(first["rows"][0], ReadOnly)
    assert freeze([1, [2]]) == (1, (2,))
    with pytest.raises(ValueError, match="read-only"):
        first["values"][0] = 1.0


# -- numbers of other libraries -------------------------------------------------------------------


def test_changes_of_a_scenario_may_be_numbers_of_numpy():
    spec = load_scenario(
        "baseline",
        {
            "months": np.int64(6),
            "theatres.mirroring": np.float64(0.1),
            "switches.war": np.bool_(False),
            "roster.without": np.array(["FRA"]),
        },
    )
    assert (spec.months, type(spec.months)) == (6, int)
    assert priors_of(spec)["theatres.mirroring"].default == 0.1
    assert not spec.switches["war"]
    assert "FRA" not in spec.states
    assert set(spec.switches) == set(SWITCHES)


@pytest.mark.parametrize("wrong", ["1", True, float("nan"), float("inf"), None, 2.5], ids=str)
def test_what_is_no_number_in_bounds_is_refused(wrong):
    with pytest.raises(ArgumentError, match=r"share is .*; allowed: a number from 0 to 1"):
        number(wrong, "share", 0.0, 1.0)


def test_numbers_of_numpy_become_plain_at_any_depth():
    assert plain({"a": (np.int8(1), [np.float32(0.5)])}) == {"a": [1, [0.5]]}
