"""Which choice of a state an order means, and orders for the columns of a choice."""

import warnings
from dataclasses import replace

import pytest

from multipolar import MultipolarModel
from multipolar.arguments import ArgumentError
from multipolar.loading import load_scenario, vocabulary
from multipolar.model.orders import OrderWarning, by_month, give
from multipolar.scenario import Order, ScenarioError, Way, find_way
from multipolar.scenario.ways import NoSuchWay

AID = Way("aid", "aid", ("cut", "hold", "raise"), ("USA",))
MEASURES = Way("measures", "sanctions", ("ease", "hold", "tighten"), ("RUS", "IRN", "PRK"))
WAYS = {"USA": (AID, MEASURES)}


def test_an_action_of_one_choice_needs_no_choice_and_one_of_several_does():
    assert find_way(WAYS["USA"], "USA", "tighten") is MEASURES
    with pytest.raises(NoSuchWay, match="several choices") as told:
        find_way(WAYS["USA"], "USA", "hold")
    assert (told.value.key, told.value.allowed) == ("choice", ("aid", "measures"))
    assert find_way(WAYS["USA"], "USA", "hold", "aid") is AID
    with pytest.raises(ArgumentError, match=r"say which with choice=…: aid, measures"):
        give({}, WAYS, Order("USA", "2024-06", "hold"))
    with pytest.raises(ArgumentError, match=r"no choice 'measures\.RUSS'.*mean 'measures\.RUS'"):
        give({}, WAYS, Order("USA", "2024-06", "hold", choice="measures.RUSS"))
    with pytest.raises(ArgumentError, match=r"no action 'tighten'; it has cut, hold, raise"):
        give({}, WAYS, Order("USA", "2024-06", "tighten", choice="aid"))


def test_a_choice_that_others_of_the_role_make_is_not_meant_beside_one_of_its_own():
    assert find_way((AID._replace(columns=()), MEASURES), "USA", "hold") is MEASURES


def test_columns_are_ordered_apart_and_none_twice():
    given = {}
    give(given, WAYS, Order("USA", "2024-06", "ease", choice="measures.IRN"))
    give(given, WAYS, Order("USA", "2024-06", "tighten", choice="measures.RUS"))
    assert given == {("USA", "measures", "IRN"): "ease", ("USA", "measures", "RUS"): "tighten"}
    with pytest.raises(ArgumentError, match=r"to tighten for measures\.RUS in 2024-06 already"):
        give(given, WAYS, Order("USA", "2024-06", "ease"))
    assert len(given) == 2, "an order that is refused leaves nothing behind"
    plan = by_month([Order("USA", "2024-06", "tighten", 2)], WAYS, WAYS, ("USA",))
    assert [len(waiting) for waiting in plan.values()] == [3, 3]


def licences(model):
    decision = model.decisions["russia", "licence"]
    return dict(zip(decision.columns, decision.ordered, strict=True))


def test_russia_is_ordered_to_license_one_client_or_all():
    model = MultipolarModel(rng=1, collect=False)
    model.order("RUS", "grant", choice="licence.PRK")
    model.step()
    assert licences(model) == {"PRK": "grant", "IRN": ""}
    model.order("RUS", "grant")
    model.step()
    assert licences(model) == {"PRK": "grant", "IRN": "grant"}


HEAD = 'title = "Orders"\nextends = "baseline"\n'


def order(action, choice="", month="2022-02"):
    named = f'choice = "{choice}"\n' if choice else ""
    return f'[[orders]]\nstate = "RUS"\nmonth = "{month}"\naction = "{action}"\n{named}'


def loaded(tmp_path, *orders):
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + "".join(orders))
    return load_scenario(file, {"months": 3})


def test_a_file_names_columns_and_is_told_what_is_wrong(tmp_path):
    both = (order("grant", "licence.PRK"), order("withhold", "licence.IRN"))
    model = MultipolarModel(loaded(tmp_path, *both), rng=1, collect=False)
    model.step()
    model.step()
    assert licences(model) == {"PRK": "grant", "IRN": "withhold"}
    with pytest.raises(ScenarioError, match="ordered twice"):
        loaded(tmp_path, order("grant"), order("withhold", "licence.IRN"))
    with pytest.raises(ScenarioError, match=r"orders\[1\]\.choice.*mean 'licence\.PRK'"):
        loaded(tmp_path, order("grant", "licence.PRKK"))
    with pytest.raises(ScenarioError, match=r"orders\[1\]\.action.*withhold, grant"):
        loaded(tmp_path, order("new_offensive", "licence"))


def test_naming_the_choice_changes_the_digest_only_if_there_is_one(tmp_path):
    plain, named = (loaded(tmp_path, order("grant", choice)) for choice in ("", "licence.PRK"))
    assert plain.digest != named.digest
    assert replace(named, orders=plain.orders).digest == plain.digest


def test_an_order_to_a_choice_that_is_not_due_says_when_it_is(monkeypatch):
    model = MultipolarModel(rng=1, collect=False)
    model.step()
    ways = dict(vocabulary().choices)
    ways["RUS"] = tuple(way._replace(every=3) for way in ways["RUS"])
    monkeypatch.setattr(MultipolarModel, "_ways", ways)
    with pytest.warns(OrderWarning, match="the licence is decided in 2022-04 next"):
        model.order("RUS", "grant")
    model.step()
    model.step()
    with warnings.catch_warnings():
        warnings.simplefilter("error", OrderWarning)
        model.order("RUS", "grant")
