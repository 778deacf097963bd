"""Slips in a model of one's own: each is told in a line with its place and what is allowed."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents import NorthKorea
from multipolar.agents.kind import VOTE, provoke
from multipolar.arguments import ArgumentError
from multipolar.definition import SHIPPED
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.rule import quantity, rule

ACTIONS = NorthKorea.choices[0].actions


def plain(rest_level):
    return rest_level * 1.0


def rule_of(function=plain, switch="thaw", writes="rest_level", **more):
    return rule(switch=switch, writes=writes, **more)(function)


fine = rule_of()


def mechanism(*rules, name="thaw", **more):
    given = {"rules": {"attention": rules}, **more}
    return Mechanism(name, name, **given)


def built(*rules, **more):
    return SHIPPED.extended(mechanisms=[mechanism(*rules, **more)])


def want_of(function=None, switch="provocation", writes="", **more):
    def fear(status):
        return -np.ones_like(status)[..., None] * np.arange(5.0)

    return rule(switch=switch, writes=writes, **more)(function or fear)


def korea(*wants, **changes):
    """Return a class of agents: North Korea with more wants, or a choice that is changed."""
    choice = replace(provoke(*wants, actions=ACTIONS), **changes)
    return type("OwnKorea", (NorthKorea,), {"choices": (choice, VOTE)})


def wanting(*wants, **changes):
    return SHIPPED.extended(agents=[korea(*wants, **changes)])


# -- what rules and wants give -------------------------------------------------------------------


def gives(value):
    def give(rest_level):
        return value(rest_level) if callable(value) else value

    return give


def raises(error):
    def fail(rest_level):
        raise error

    return fail


HAS = r"test_slips.py:\d+, rule give: "

RESULTS = {
    "nothing": (gives(None), HAS + "gives None, where an array of numbers is expected"),
    "a number": (gives(0.5), HAS + "gives 0.5, where an array of numbers is expected"),
    "a list": (gives([1.0]), HAS + r"gives \[1.0\], where an array"),
    "complex": (gives(lambda a: a * 1j), HAS + "gives an array of type complex128"),
    "objects": (gives(lambda a: a.astype(object)), HAS + "gives an array of type object"),
    "NaN": (gives(lambda a: a * np.nan), HAS + r"gives NaN, no number, in (\d+) of \1 places"),
    "KeyError": (
        raises(KeyError("korea")),
        "rule fail: KeyError: 'korea'; it was given rest_level",
    ),
    "division": (raises(ZeroDivisionError("by zero")), "rule fail: ZeroDivisionError: by zero"),
    "NameError": (raises(NameError("no such name")), "rule fail: NameError: no such name"),
}


@pytest.mark.parametrize(("function", "said"), RESULTS.values(), ids=RESULTS)
@pytest.mark.parametrize("runs", [1, 2])
def test_what_a_rule_gives_is_an_array_of_numbers(function, said, runs):
    model = MultipolarModel(runs=runs, rng=1, definition=built(rule_of(function)))
    with pytest.raises(ArgumentError, match=said):
        model.step()


def test_one_value_where_several_are_written_is_told():
    several = rule_of(gives(None), writes="rest_level escalation")
    model = MultipolarModel(rng=1, definition=built(several))
    with pytest.raises(ArgumentError, match="gives None and writes 2 arrays: rest_level, escalat"):
        model.step()


@pytest.mark.parametrize("error", [KeyboardInterrupt, MemoryError])
def test_what_no_rule_can_help_is_not_put_down_to_one(error):
    model = MultipolarModel(rng=1, definition=built(rule_of(raises(error()))))
    with pytest.raises(error):
        model.step()


def test_a_rule_that_fails_in_a_later_month_is_named_too():
    asked = []

    def give(rest_level):
        asked.append(1)
        return rest_level * 1.0 if len(asked) < 3 else None

    model = MultipolarModel(rng=1, definition=built(rule_of(give)))
    with pytest.raises(ArgumentError, match=HAS + "gives None"):
        model.run()
    assert len(asked) == 3


def utility(value):
    def give(status):
        return value(status) if callable(value) else value

    return give


UTILITIES = {
    "nothing": (None, "gives None, where an array of numbers is expected"),
    "a number": (1.0, "gives 1.0, where an array"),
    "no actions": (lambda s: s, r"gives an array of shape .* is \(run, column, action\)"),
    "actions alone": (lambda s: np.arange(5.0), r"gives an array of shape \(5,\); expected"),
    "wrong actions": (
        lambda s: s[..., None] * np.arange(4.0),
        r"gives .* of shape .*4\); expected: .*5\)",
    ),
    "NaN": (lambda s: s[..., None] * np.full(5, np.nan), "gives NaN, no number"),
}


@pytest.mark.parametrize(("value", "said"), UTILITIES.values(), ids=UTILITIES)
@pytest.mark.parametrize("runs", [1, 2])
def test_what_a_want_gives_extends_to_run_column_and_action(value, said, runs):
    model = MultipolarModel(runs=runs, rng=1, definition=wanting(want_of(utility(value))))
    with pytest.raises(ArgumentError, match=HAS + said):
        model.step()


def test_a_want_may_be_the_same_in_all_runs_or_columns():
    for value in (lambda s: np.zeros((1, 1, 5)), lambda s: np.zeros((1, 5))):
        MultipolarModel(runs=2, rng=1, definition=wanting(want_of(utility(value)))).step()


def test_a_temperature_is_one_number_for_each_run():
    @quantity()
    def give(status):
        return status[..., None]

    model = MultipolarModel(rng=1, definition=wanting(temperature=give))
    with pytest.raises(ArgumentError, match=r"gives an array of shape .*; expected: \(1, 1\)"):
        model.step()
