"""One's own class of agents in place of the model's."""

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents import NorthKorea, StateAgent
from multipolar.agents.kind import VOTE, provoke
from multipolar.definition import SHIPPED
from multipolar.rules.rule import rule


@rule(switch="provocation", writes="")
def fear(status):
    """Keep away from every rung."""
    return -50.0 * np.ones_like(status)[..., None] * np.arange(5.0)


class TimidKorea(NorthKorea):
    """Never provokes."""

    choices = (provoke(fear, actions=NorthKorea.choices[0].actions), VOTE)


def actions(*kinds, months=6):
    model = MultipolarModel(runs=20, rng=3, definition=SHIPPED.extended(agents=kinds))
    seen = []
    for _ in range(months):
        model.step()
        seen.append(model.decisions["north_korea", "provocation"].chosen.copy())
    assert type(model.state("PRK")).__name__ == (kinds[0].__name__ if kinds else "NorthKorea")
    return np.stack(seen)


def test_its_wants_decide_and_are_explained():
    assert actions().any()
    assert not actions(TimidKorea).any()
    model = MultipolarModel(definition=SHIPPED.extended(agents=[TimidKorea]), rng=1)
    model.step()
    assert "fear" in str(model.explain("PRK"))


def test_the_same_wants_give_the_same_runs():
    class Namesake(NorthKorea):
        """The model's own class by another name."""

    assert np.array_equal(actions(), actions(Namesake))


def test_its_actions_are_those_that_take_orders():
    class TwoRungs(NorthKorea):
        """Knows no balloons."""

        choices = (provoke(actions=("wait", "balloons", "test", "clash", "war")), VOTE)

    model = MultipolarModel(definition=SHIPPED.extended(agents=[TwoRungs]), rng=1)
    model.order("PRK", "clash")
    model.step()
    assert model.explain("PRK").only("provocation").choices[0].ordered == "clash"
    with pytest.raises(ValueError, match="no action 'limited_force'"):
        model.order("PRK", "limited_force")


def test_what_is_no_class_of_states_is_refused():
    class Atlantis(StateAgent):
        """Belongs to no role."""

        role = "atlantis"

    with pytest.raises(ValueError, match=r"Atlantis: no role 'atlantis'.* There are: russia"):
        MultipolarModel(definition=SHIPPED.extended(agents=[Atlantis]), rng=1)
    with pytest.raises(ValueError, match="no subclass"):
        MultipolarModel(definition=SHIPPED.extended(agents=[int]), rng=1)
