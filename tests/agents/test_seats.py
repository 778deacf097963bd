"""What a state may decide, with what chances, and what it decided."""

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.loading import load_scenario


@pytest.fixture(scope="module")
def short():
    return load_scenario("baseline", {"months": 4, "switches.china": False})


def model_of(short):
    return MultipolarModel(short, runs=6, rng=5)


def test_asking_changes_nothing(short):
    plain, asked = model_of(short), model_of(short)
    plain.run()
    while asked.running:
        asked.order("PRK", "restraint")
        asked._orders.clear()
        assert asked.open_choices("PRK")
        asked.step()
    asked.open_choices("PRK")
    pairs = zip(plain.world.arrays.values(), asked.world.arrays.values(), strict=True)
    assert all(one.tobytes() == other.tobytes() for one, other in pairs)
    assert plain.datacollector.model_vars == asked.datacollector.model_vars


def test_the_chances_are_those_with_which_the_model_then_decides(short):
    model = model_of(short)
    model.step()
    model.order("RUS", "grant", choice="licence.PRK")
    ahead = {(one.choice, one.column): one for one in model.open_choices("RUS")}
    model.step()
    decided = model.state("RUS").decisions
    assert {("provocation", "RUS"), ("licence", "PRK"), ("licence", "IRN")} <= set(decided)
    for place, done in decided.items():
        assert np.array_equal(ahead[place].probability, done.probability)
        assert sum(ahead[place].chance.values()) == pytest.approx(1.0)
        assert done.action.shape == (6,)
        assert set(done.action) <= set(done.actions)
    assert decided["licence", "PRK"].ordered == "grant"
    assert set(decided["licence", "PRK"].action) == {"grant"}


def test_several_states_at_once_have_the_choices_of_each(short):
    model = model_of(short)
    both = model.open_choices_of(("RUS", "CHN"))
    assert list(both) == ["RUS", "CHN"]
    for state, choices in both.items():
        for one, alone in zip(choices, model.open_choices(state), strict=True):
            assert str(one) == str(alone)
            assert one.probability.tobytes() == alone.probability.tobytes()


def test_what_cannot_act_says_why(short):
    model = model_of(short)
    told = {one.address: str(one) for one in model.open_choices("CHN")}
    assert told["posture.CHN"] == "posture.CHN: no effect, because the mechanism china is off"
    assert "no vote_strictness opens it this month" in told["vote.CHN"]
    assert "restraint" in told["provocation.CHN"]
    assert "%" in told["provocation.CHN"]
    ally = {one.choice: str(one) for one in model.open_choices("JPN")}
    assert "JPN decides nothing about response in this world" in ally["response"]
    model.run()
    assert all("ends with 2022-04" in str(one) for one in model.open_choices("CHN"))
