"""The whole world over its whole horizon: 108 months, all mechanisms, all events."""

from dataclasses import replace

import numpy as np
import pytest

from comparing import assert_same_worlds, moving
from multipolar import MultipolarModel
from multipolar.definition import SHIPPED
from multipolar.loading import load_scenario
from multipolar.luck import Luck
from multipolar.rules import SWITCHES
from multipolar.scenario import Event, scenario_names
from playing import assert_in_bounds

RUNS = 7
BASELINE = load_scenario("baseline")
OFF = {name: {**BASELINE.switches, name: False} for name in SWITCHES}
OFF["all"] = dict.fromkeys(SWITCHES, False)


def ran(spec=BASELINE, runs=RUNS, first_run=0, watch=None):
    model = MultipolarModel(spec, runs=runs, rng=11, first_run=first_run, collect=False)
    model.run(watch)
    return model


def in_bounds(model):
    """Assert that every moving array is a number within its bounds, and that shares are shares."""
    assert_in_bounds(moving(model), slack=0.0)
    assert np.allclose(model.world.attention.sum(axis=-1), 1.0)
    for decision in model.decisions.values():
        assert np.allclose(decision.probability[decision.is_open].sum(axis=-1), 1.0)
        assert np.isnan(decision.probability[~decision.is_open]).all()


@pytest.fixture(scope="module")
def whole():
    return ran()


def test_the_horizon_holds_every_mechanism_and_the_years_to_come():
    assert BASELINE.months == 108
    assert all(BASELINE.switches.get(name, True) for name in SWITCHES)


@pytest.mark.parametrize("block", [1, 3, 64])
def test_a_run_is_the_same_to_the_last_bit_in_blocks_of_any_size(whole, block):
    for first in {0, (RUNS - 1) // block * block}:
        part = ran(runs=block, first_run=first)
        shared = min(block, RUNS - first)
        for name, array in moving(whole).items():
            ours = array[first : first + shared]
            assert np.array_equal(moving(part)[name][:shared], ours, equal_nan=True), name


def test_every_array_is_in_bounds_every_month():
    ran(runs=64, watch=in_bounds)


def test_without_drawn_parameters_every_array_is_in_bounds_too():
    model = MultipolarModel(BASELINE, runs=16, rng=3, parameters="default", collect=False)
    model.run(in_bounds)


@pytest.mark.one_in(4)
@pytest.mark.parametrize("switch", OFF)
def test_without_a_mechanism_or_without_any_the_world_goes_on_in_bounds(switch):
    ran(replace(BASELINE, switches=OFF[switch], months=36), runs=3, watch=in_bounds)


@pytest.mark.one_in(5)
@pytest.mark.parametrize("name", scenario_names())
def test_in_every_shipped_scenario_every_array_is_in_bounds_every_month(name):
    ran(load_scenario(name), runs=3, watch=in_bounds)


RETURNS = {"escalation", "stringency", "leakage", "monitoring", "dependence_rent"}
RETURNS |= {"perceived_dependence", "russia_on_china"}
ECONOMY = {"production", "stock_russia", "growth_korea"}
OWN_LUCK = {"growth_russia", "growth_luck"}
ABSENT = {"carried", "know_how", "sells"}
"""What moves without any mechanism: returns to rest, an economy at peace, its own error, and what
differs at once from January 2022 where nobody carries, learns of routes or sells."""


def test_without_any_mechanism_or_event_the_world_returns_to_rest_alike_in_every_run():
    still = replace(BASELINE, switches=OFF["all"], events=())
    options = {"runs": 2, "rng": 11, "parameters": "default", "collect": False}
    model, start = (MultipolarModel(still, **options) for _ in range(2))
    model.run()
    there, here = moving(model), moving(start)
    moved = {name for name in here if not np.array_equal(there[name], here[name], equal_nan=True)}
    assert moved == RETURNS | ECONOMY | OWN_LUCK | ABSENT
    for name in moved - OWN_LUCK:
        assert np.array_equal(there[name][0], there[name][1]), name


def test_without_any_mechanism_luck_is_drawn_for_the_economy_and_the_end_of_dated_wars_alone(
    monkeypatch,
):
    drawn, plain = set(), Luck.draw

    def draw(self, asked, *address):
        drawn.add(asked.stream)
        return plain(self, asked, *address)

    monkeypatch.setattr("multipolar.luck.Luck.draw", draw)
    ran(replace(BASELINE, switches=OFF["all"]), runs=1)
    assert drawn == {"growth", "war_ends"}


def test_placebos_in_any_months_make_no_difference_at_all(whole):
    placebos = tuple(
        Event(month, f"placebo_{name}", name, "all", "add", 0.0)
        for month in ("2022-02", "2024-06", "2030-11")
        for name in ("escalation", "tie", "alignment", "stringency", "emboldenment")
    )
    assert_same_worlds(ran(replace(BASELINE, events=(*BASELINE.events, *placebos))), whole)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("month", [1, 30, 107])
def test_a_restart_in_any_month_equals_the_straight_run(whole, month):
    first, second = (MultipolarModel(BASELINE, RUNS, rng=11, collect=False) for _ in range(2))
    while first.elapsed < month:
        first.step()
    second.restore(first.snapshot())
    second.run()
    assert_same_worlds(second, whole)


def actions_taken(spec):
    """Return what was chosen at some time in some run, by choice and column."""
    taken = {}

    def note(model):
        for (_, name), decision in model.decisions.items():
            for column, label in enumerate(decision.columns):
                chosen = np.unique(decision.chosen[:, column]).astype(int)
                words = (decision.choice.actions[index] for index in chosen)
                taken.setdefault((name, label), set()).update(words)

    ran(spec, runs=64, watch=note)
    return taken


SELDOM = {"designate", "join"}
"""Made in one way alone in so few runs: outsiders join the measures, and little carriers are
designated beside the usual work, once in a great while."""


CLOSED = {"bargain", "congress"}
"""Never asked in the recorded world: nobody offers relief, and what Congress does is dated."""


def test_every_choice_that_is_open_is_made_in_more_than_one_way():
    taken = actions_taken(BASELINE)
    asked = {choice.name for kind in SHIPPED.kinds for choice in kind.choices}
    assert {name for name, _ in taken} == asked - CLOSED
    alike = {name for (name, _), actions in taken.items() if len(actions) == 1}
    assert alike <= SELDOM
    assert all(len(taken["provocation", iso3]) >= 4 for iso3 in ("RUS", "PRK", "CHN", "IRN"))
    assert all(len(taken["response", theatre]) == 3 for theatre in ("ukraine", "korea", "taiwan"))
    assert taken["licence", "PRK"] == taken["licence", "IRN"] == {"withhold", "grant"}
    assert "wait" in taken["posture", "CHN"]
    assert len(taken["posture", "CHN"]) > 1


def test_while_relief_is_on_offer_iran_bargains_and_may_say_either():
    taken = actions_taken(load_scenario("d08a_iran_bargain"))
    assert taken["bargain", "IRN"] == {"refuse", "accept"}
