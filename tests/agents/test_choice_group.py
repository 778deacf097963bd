"""States that decide the same thing are asked together, and each decides as it would alone."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents import NorthKorea
from multipolar.definition import SHIPPED
from multipolar.loading import load_scenario
from multipolar.rules import provocation
from multipolar.rules.binding import BoundRule
from multipolar.world import World
from multipolar.world.world import Part
from playing import consider

MONTHS = 4
"""Months until all choices of a quarter have been made, with a vote on the way."""


def note_alone(model, decide):
    """Note what each role would decide alone, before it decides with the others."""
    model.alone = {
        (member.role, member.choice.name): consider(
            member.choice,
            model.world,
            member.role,
            picked=member.picked,
            draw=lambda draw, _: model._draw(draw, model._clock),
        )
        for group in model._choice_groups
        for member in group.members
        if member.choice.is_due(model._clock) and member.choice.open_runs(model.world).any()
    }
    decide()


def test_each_decides_as_it_would_alone():
    myopic = load_scenario("baseline", {"switches.foresight": False})
    model = MultipolarModel(myopic, runs=5, rng=1, parameters="default", decide=note_alone)
    seen = set()
    for _ in range(MONTHS):
        model.step()
        decided = model.decisions
        assert set(decided) == set(model.alone)
        assert {key for key in decided if key[1] == "response"} == {
            (role, "response") for role in ("ukraine", "taiwan", "israel", "pacific_ally")
        }
        seen |= set(decided)
        for key, alone in model.alone.items():
            assert np.allclose(decided[key].probability, alone, rtol=0, atol=1e-14), key
    assert {("global_south_state", "vote"), ("hedging_state", "join")} <= seen


def asked_in_a_month(monkeypatch, *kinds):
    """Return the rules that a month evaluates, each as often as it does."""
    asked = []
    plain = BoundRule.evaluate

    def evaluate(self, month):
        asked.append(self.rule)
        return plain(self, month)

    model = MultipolarModel(runs=2, definition=SHIPPED.extended(agents=kinds), rng=1)
    with monkeypatch.context() as patch:
        patch.setattr(BoundRule, "evaluate", evaluate)
        model.step()
    return asked


def test_a_want_of_everybody_is_asked_once_and_one_of_two_twice(monkeypatch):
    asked = asked_in_a_month(monkeypatch)
    assert asked.count(provocation.nerve) == asked.count(provocation.relief) == 1
    assert asked.count(provocation.licence) == 2
    assert asked.count(provocation.restraint) == 1


def test_what_one_does_not_want_is_asked_of_the_others_one_by_one(monkeypatch):
    class Numb(NorthKorea):
        """Has habits alone."""

        choices = (
            replace(NorthKorea.choices[0], wants=(provocation.habit,)),
            *NorthKorea.choices[1:],
        )

    asked = asked_in_a_month(monkeypatch, Numb)
    assert asked.count(provocation.habit) == 1
    assert asked.count(provocation.nerve) == 3


def test_roles_have_together_what_they_have_side_by_side():
    world = World(2)
    all_four = Part(world, "russia", "north_korea", "china", "iran")
    assert np.shares_memory(all_four.status, world.status)
    assert all_four.response.shape == (2, 4)
    fronts = Part(world, "ukraine", "pacific_ally", "taiwan", "israel")
    assert fronts.escalation.shape == (2, 4)
    assert not fronts.has("vote")
    with pytest.raises(AttributeError, match="side by side in 'vote'"):
        _ = fronts.vote
