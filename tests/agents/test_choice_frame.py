"""When a choice is open, what of it may be done, and for which states a role has it."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents import GlobalSouthState, HedgingState
from multipolar.agents.kind import VOTE, Choice
from multipolar.axes import STATE
from multipolar.definition import SHIPPED
from multipolar.loading import load_scenario
from multipolar.luck import Draw
from multipolar.model import OrderWarning
from multipolar.rules.forms import options
from multipolar.rules.rule import quantity, rule
from multipolar.world.attributes import Attribute

STANCE = Attribute("bearing", ("run", "state"), "code", 0.0, 2.0, "1", True, "J", "what it does")
DOOR = Attribute("door", ("run",), "1", 0.0, 1.0, "0", True, "J", "whether the choice is open")
MINE = ("BRA", "KGZ", "ZAF", "IND", "KAZ", "TUR")


@rule(switch="alignment")
def liking(bearing):
    """Like all the same; the whole axis, of which the columns are taken."""
    return 0.0 * options(bearing, bearing, bearing)


@quantity()
def not_the_last_for_some(bearing):
    """Bar everything to states in odd places, and the last action to the others."""
    odd = np.arange(bearing.shape[1]) % 2 == 1
    return np.stack([~odd, ~odd, np.zeros_like(odd)], axis=-1)


def of_mine(world, role):
    """Return those of a role that have the choice."""
    states = world.roster.iso3[world.roster.members(role)]
    return tuple(iso3 for iso3 in states if iso3 in MINE)


CARRY = Choice(
    name="haul",
    switch="alignment",
    wants=(liking,),
    actions=("enforce", "look_away", "carry"),
    luck=Draw("carry_for_a_test", STATE),
    columns=of_mine,
    writes="bearing",
    whole=True,
)


def model_with(choice, months=7, start="2022-02", runs=40, first_run=0, attributes=()):
    hedging = type("Hedging", (HedgingState,), {"choices": (choice, VOTE)})
    southern = type("Southern", (GlobalSouthState,), {"choices": (choice, VOTE)})
    definition = SHIPPED.extended(agents=[hedging, southern], attributes=[STANCE, *attributes])
    spec = load_scenario("baseline", {"months": months, "start": start}, definition=definition)
    return MultipolarModel(
        spec, runs=runs, rng=3, first_run=first_run, definition=definition, collect=False
    )


def places(model):
    decided = [d for (_, name), d in model.decisions.items() if name == "haul"]
    return [model.world.roster.index(iso3) for d in decided for iso3 in d.columns]


def test_some_states_of_several_roles_decide_and_no_other():
    model = model_with(CARRY)
    model.step()
    here = places(model)
    others = np.delete(np.arange(model.world.roster.size("state")), here)
    assert len(here) == len(set(here)) >= 3
    assert set(np.unique(model.world.bearing[:, here])) == {0.0, 1.0, 2.0}
    assert (model.world.bearing[:, others] == 1.0).all()
    for decision in (d for (_, name), d in model.decisions.items() if name == "haul"):
        assert decision.columns == decision.owners
        at = [model.world.roster.index(iso3) for iso3 in decision.columns]
        assert np.array_equal(model.world.bearing[:, at], decision.chosen)


def test_what_is_barred_has_chance_nought_and_a_closed_column_does_nothing():
    model = model_with(replace(CARRY, allowed=not_the_last_for_some))
    model.order("IND", "carry")
    with pytest.warns(OrderWarning, match="IND: carry did nothing in 2022-02: it was barred"):
        model.step()
    for place in places(model):
        done = set(np.unique(model.world.bearing[:, place]))
        assert done == ({0.0} if place % 2 else {0.0, 1.0})
    for decision in (d for (_, name), d in model.decisions.items() if name == "haul"):
        assert np.allclose(decision.probability.sum(axis=-1), 1.0)
        assert (decision.probability[..., 2] == 0.0).all()


@pytest.mark.parametrize("nests", [(), ("rest", "act", "act")])
def test_a_bar_that_bars_nothing_changes_nothing(nests):
    @quantity()
    def all_of_it(bearing):
        """Bar nothing."""
        return np.ones_like(bearing)[..., None]

    free = replace(CARRY, nests=nests)
    one, other = model_with(free), model_with(replace(free, allowed=all_of_it))
    one.step()
    other.step()
    assert np.array_equal(one.world.bearing, other.world.bearing)


@pytest.mark.parametrize("lasts", [True, False])
def test_a_choice_of_every_third_month_is_made_in_april_whenever_the_model_begins(lasts):
    seen = {}
    for start in ("2022-02", "2022-03"):
        model = model_with(replace(CARRY, every=3, lasts=lasts), start=start)
        while model.month != "2022-07":
            month = model.month
            model.step()
            made = any(name == "haul" for _, name in model.decisions)
            assert made == (month == "2022-04")
            seen.setdefault(month, []).append(model.world.bearing.copy())
    assert np.array_equal(*seen["2022-04"])
    assert np.array_equal(*seen["2022-06"])
    here = places(model_with_step(CARRY))
    before, after = (seen[month][0][:, here] for month in ("2022-04", "2022-06"))
    assert np.array_equal(before, after) if lasts else not after.any()


def model_with_step(choice):
    model = model_with(choice)
    model.step()
    return model


def test_it_is_open_run_by_run_and_a_run_alone_does_as_in_a_block():
    choice = replace(CARRY, opened_by="door")
    model = model_with(choice, attributes=[DOOR])
    model.world.door[...] = np.arange(40) % 2
    model.step()
    bearing = model.world.bearing[:, places(model)]
    assert (bearing[::2] == 1.0).all()
    assert set(np.unique(bearing[1::2])) == {0.0, 1.0, 2.0}
    (decision, *_) = (d for (_, name), d in model.decisions.items() if name == "haul")
    assert np.array_equal(decision.is_open, np.arange(40) % 2 == 1)
    alone = model_with(choice, runs=1, first_run=5, attributes=[DOOR])
    alone.world.door[...] = 1.0
    alone.step()
    assert np.array_equal(alone.world.bearing[0], model.world.bearing[5])


@pytest.mark.parametrize("runs", [4, 40])
def test_a_want_alike_in_all_runs_counts_the_same_where_some_runs_are_closed(runs):
    @rule(switch="alignment")
    def flat(bearing):
        alike = np.zeros((bearing.shape[1], 3))
        alike[:, 1] = np.arange(bearing.shape[1]) % 3
        return alike

    choice = replace(CARRY, opened_by="door", wants=(flat,))
    model = model_with(choice, runs=runs, attributes=[DOOR])
    model.world.door[...] = 1.0
    model.step()
    whole = {
        role: d.probability[0] for (role, name), d in model.decisions.items() if name == "haul"
    }
    some = model_with(choice, runs=runs, attributes=[DOOR])
    some.world.door[...] = np.arange(runs) % 2
    some.step()
    for (role, name), decision in some.decisions.items():
        if name == "haul":
            assert (decision.probability[1::2] == whole[role]).all()
            assert np.isnan(decision.probability[::2]).all()
