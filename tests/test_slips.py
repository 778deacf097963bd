"""Slips in a model of one's own: each is told in a line with its place and what is allowed."""

from dataclasses import dataclass, replace
from typing import ClassVar

import numpy as np
import pytest

from multipolar import MultipolarModel, load_scenario
from multipolar.agents import NorthKorea, Russia
from multipolar.agents.kind import VOTE, provoke
from multipolar.arguments import ArgumentError
from multipolar.definition import SHIPPED, DefinitionError
from multipolar.luck import Draw
from multipolar.measures import Measure
from multipolar.rules import assurance
from multipolar.rules.mechanism import Mechanism
from multipolar.rules.parameters import Parameters, parameter
from multipolar.rules.rule import ALWAYS, quantity, rule
from multipolar.world.attributes import Attribute

ACTIONS = NorthKorea.choices[0].actions


def speed():
    return parameter(0.1, evidence="J", source="a test")


@dataclass(frozen=True)
class Thaw(Parameters):
    group: ClassVar[str] = "thaw"
    speed: np.ndarray = speed()


@dataclass(frozen=True)
class ThawAgain(Parameters):
    group: ClassVar[str] = "thaw"
    speed: np.ndarray = speed()


@dataclass(frozen=True)
class Nameless(Parameters):
    speed: np.ndarray = speed()


class Undecorated(Parameters):
    group: ClassVar[str] = "thaw"
    speed: np.ndarray = speed()


@dataclass(frozen=True)
class Bare(Parameters):
    group: ClassVar[str] = "thaw"
    speed: float = 0.1


def plain(rest_level):
    return rest_level * 1.0


def rule_of(function=plain, switch="thaw", writes="rest_level", **more):
    return rule(switch=switch, writes=writes, **more)(function)


fine = rule_of()


@quantity()
def warmth(rest_level):
    return rest_level


def mechanism(*rules, name="thaw", **more):
    given = {"rules": {"attention": rules}, **more}
    return Mechanism(name, name, **given)


def built(*rules, **more):
    return SHIPPED.extended(mechanisms=[mechanism(*rules, **more)])


def using(**more):
    """Return a definition with a rule whose one argument is read in some way."""

    def look(seen):
        return seen

    return built(rule_of(look, **more))


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


def habit(status):
    return np.zeros_like(status)[..., None] * np.arange(5.0)


def foreseen(status):
    return habit(status)


def attribute(**changes):
    row = Attribute("mine", ("run", "theatre"), "1", 0.0, 9.0, "0", True, "J", "m", outcome=True)
    return SHIPPED.extended(attributes=[replace(row, **changes)])


def measured(name):
    ours = Measure(name, "Mine", "rung", "mine", lambda data, _: data["escalation"][..., 0])
    return built(fine, parameters=(Thaw,)).extended(measures=[ours])


FEAR = want_of()
KOREA, MARK = {"seen": "escalation.koreaa"}, {"seen": "theatre=koreaa"}

SLIPS = {
    "two wants of one name": (
        wanting(want_of(habit)),
        r"rule habit \(.*\): has the name of provocation.*rule habit",
    ),
    "the same want twice": (wanting(FEAR, FEAR), "rule fear .*: is given 2 times"),
    "foreseen": (wanting(want_of(foreseen)), "'foreseen' is the name of what a state foresees"),
    "switch of a want": (
        SHIPPED.extended(agents=[korea(want_of(switch="thaw"))], mechanisms=[mechanism(fine)]),
        "rule fear .*: switch 'thaw' does nothing; allowed: 'provocation'",
    ),
    "want that writes": (wanting(want_of(writes="status")), "rule fear .*: writes 'status'"),
    "want with every": (wanting(want_of(every=3)), "rule fear .*: every 3 of a want does nothing"),
    "quantity that writes": (
        built(rule_of(lambda plain: plain, uses=(rule_of(switch=ALWAYS),))),
        r"test_slips.*plain .*: writes 'rest_level' of a quantity does nothing",
    ),
    "rule that writes nothing": (built(rule_of(writes="")), "rule plain: .* writes nothing"),
    "one parameter twice": (
        built(fine, parameters=(Thaw, ThawAgain)),
        "ThawAgain declares thaw.speed, which Thaw declares already",
    ),
    "no group": (built(fine, parameters=(Nameless,)), 'Nameless names no group.*group = "thaw"'),
    "no dataclass": (built(fine, parameters=(Undecorated,)), "@dataclass.* class Undecorated"),
    "no parameter": (built(fine, parameters=(Bare,)), r"Bare.speed is declared without parameter"),
    "measure run": (measured("run"), "measure 'run': tables of results have a column"),
    "measure like a parameter": (measured("thaw.speed"), "measure 'thaw.speed': a parameter has"),
    "rules without comma": (
        built(rules={"perception": (fine)}),
        r"mechanism thaw, rules of perception: test_slips.py:\d+, rule plain is no tuple; .*comma",
    ),
    "rules without phase": (built(rules=(fine,)), "mechanism thaw, rules: .* is no mapping"),
    "undecorated rule": (
        built(plain),
        r"attention: test_slips.py:\d+, function plain is no rule; ",
    ),
    "undecorated want": (wanting(habit), r"provocation of north_korea, wants: .*habit is no"),
    "wants without comma": (wanting(wants=FEAR), "wants: .*rule fear is no tuple; .* comma"),
    "choices without comma": (
        SHIPPED.extended(agents=[type("Own", (NorthKorea,), {"choices": VOTE})]),
        "Own, choices: .* is no tuple; one choice alone takes a comma",
    ),
    "one choice twice": (
        SHIPPED.extended(agents=[type("Own", (NorthKorea,), {"choices": (VOTE, VOTE)})]),
        "Own: has 2 choices 'vote'; each has its own name",
    ),
    "function for parameters": (built(fine, parameters=(plain,)), "function plain is no class"),
    "other class for parameters": (built(fine, parameters=(int,)), "int is no subclass of Param"),
    "undecorated temperature": (wanting(temperature=plain), "temperature: .*plain is no quantity"),
    "class for parameters": (built(fine, parameters=Thaw), "parameters: Thaw is no tuple; .*comma"),
    "text for choices": (built(fine, choices="vote"), "choices: 'vote' is no tuple; .*comma"),
    "label": (using(at=KOREA), "'escalation.koreaa': no theatre 'koreaa'. Did you mean 'korea'"),
    "label of a start": (using(at={"seen": "start of escalation.koreaa"}), "no theatre 'koreaa'"),
    "too many labels": (using(at={"seen": "escalation.korea.RUS"}), "2 labels; .* theatre"),
    "label written": (built(rule_of(writes="escalation.koreaa")), "writes 'escalation.koreaa': no"),
    "mark": (using(at=MARK), "'theatre=koreaa': no theatre 'koreaa'. Did you mean 'korea'"),
    "axis of a mark": (using(at={"seen": "theatr=korea"}), "no axis 'theatr'. Did you mean 'theat"),
    "axis of luck": (using(luck={"seen": Draw("s", "theatr")}), "luck of 'seen': no axis 'theatr'"),
    "kind of luck": (using(luck={"seen": Draw("s", "theatre", "norml")}), "no kind 'norml'"),
    "luck without stream": (using(luck={"seen": "theatre"}), "'theatre' is no stream; write Draw"),
    "luck of a choice": (wanting(luck=Draw("s", "stat")), "provocation: luck: no axis 'stat'"),
    "what opens a choice": (wanting(opened_by="vot_strictness"), "Did you mean 'vote_strictness'"),
    "luck of no argument": (
        built(rule_of(luck={"rest_levl": Draw("s", "theatre")})),
        "no argument 'rest_levl'. Did you mean 'rest_level'",
    ),
    "uses for no argument": (built(rule_of(uses=(warmth,))), "has no argument 'warmth'"),
    "at for no argument": (built(rule_of(at={"level": "rest_level"})), "has no argument 'level'"),
    "argument given twice": (
        using(at={"seen": "escalation"}, luck={"seen": Draw("s", "theatre")}),
        "argument 'seen' is given twice",
    ),
    "every is a half": (built(rule_of(every=1.5)), "every is 1.5; allowed: a whole number, 1 or"),
    "every is nought": (built(rule_of(every=0)), "every is 0; allowed: a whole number, 1 or"),
    "every of a choice": (wanting(every="quarter"), "OwnKorea, provocation: every is 'quarter'"),
    "start is a number": (attribute(start=0.0), "attribute 'mine': start is 0.0; allowed: a text"),
    "column of a start": (
        attribute(start="theatres.start_escalaton"),
        "no 'start_escalaton'. Did you mean 'start_escalation'",
    ),
    "table of a start": (attribute(start="theatrs.start"), "no table 'theatrs.csv'; did you mean"),
    "derived start": (attribute(start="opening.armz"), "no 'armz'. Did you mean 'arms'"),
    "start is no number": (attribute(start="nought"), "attribute 'mine': start is 'nought'"),
    "start out of bounds": (attribute(start="10"), "'mine'.*leaves the bounds 0 to 9"),
    "unknown axis": (attribute(axes=("run", "theatr")), "'mine': no axis 'theatr'. Did you mean"),
    "axes are a text": (attribute(axes="run"), "'mine': axes is 'run'; allowed: a tuple"),
    "no axes": (attribute(axes=()), r"'mine': axes is \(\); allowed: each axis once"),
}


@pytest.mark.parametrize(("wrong", "said"), SLIPS.values(), ids=SLIPS)
def test_a_slip_is_told_in_one_line_before_anything_runs(wrong, said):
    with pytest.raises(DefinitionError, match=said) as caught:
        MultipolarModel(definition=wrong, rng=1)
    assert len(str(caught.value).splitlines()) == 1, caught.value


def test_a_want_may_belong_to_the_mechanism_that_writes_what_it_reads():
    """What assurance deters is a want of provocation; without assurance nobody is reassured."""
    assert assurance.assured in Russia.choices[0].wants
    assert assurance.assured.switch != Russia.choices[0].switch
    SHIPPED.check()


def test_a_rule_that_stands_in_several_places_is_told_once():
    slip = want_of(lambda statsu: statsu)
    kinds = [
        type(f"Own{k.__name__}", (k,), {"choices": (provoke(slip, actions=ACTIONS), VOTE)})
        for k in (NorthKorea, Russia)
    ]
    with pytest.raises(DefinitionError) as caught:
        SHIPPED.extended(agents=kinds).check()
    assert str(caught.value).count("argument 'statsu'") == 1


ONE = mechanism(fine)
LAMP = Measure("lamp", "Lamp", "rung", "lamp", lambda data, _: data["escalation"][..., 0])

ADDED = {
    "one mechanism": ({"mechanisms": ONE}, r"mechanisms: .* stands alone; .* \[mechanism\]"),
    "one class": ({"agents": NorthKorea}, "agents: NorthKorea stands alone; allowed: a list"),
    "a function": ({"measures": [plain]}, r"measures: test_slips.py:\d+, function plain is no Mea"),
    "no class": ({"agents": [int]}, "int is no subclass of StateAgent"),
    "two mechanisms": ({"mechanisms": [ONE, ONE]}, "mechanisms: name 'thaw' is given 2 times"),
    "two measures": ({"measures": [LAMP, LAMP]}, "measures: name 'lamp' is given 2 times"),
    "two classes": ({"agents": [korea(), korea()]}, "agents: role 'north_korea' is given 2 times"),
}


@pytest.mark.parametrize(("given", "said"), ADDED.values(), ids=ADDED)
def test_what_is_added_is_a_list_of_things_with_names_of_their_own(given, said):
    with pytest.raises(DefinitionError, match=said):
        SHIPPED.extended(**given)


@pytest.mark.parametrize(
    ("declare", "said"),
    [
        (lambda: parameter(0.1, evidence="X", source="s"), "no evidence 'X'.* There are: S, R-H"),
        (lambda: rule_of(uses=warmth), r"uses is test_slips.py:\d+, rule warmth; allowed: .*tuple"),
        (lambda: rule_of(uses=(plain,)), r"function plain, no quantity; write @quantity"),
    ],
    ids=["evidence", "quantity without comma", "undecorated quantity"],
)
def test_what_cannot_be_declared_is_told_where_it_stands(declare, said):
    with pytest.raises(ArgumentError, match=said):
        declare()


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


def test_nan_that_comes_later_is_told_by_the_end_of_the_year_and_of_the_horizon():
    asked = []

    def give(heat):
        asked.append(0)
        lost = np.zeros_like(heat)
        lost[1] = np.nan if len(asked) > 5 else 0.0
        return heat + lost

    heat = Attribute("heat", ("run", "theatre"), "1", 0.0, 9.0, "0", True, "J", "m", outcome=True)
    ours = built(rule_of(give, writes="heat")).extended(attributes=[heat])
    for months, last in ((108, "2022-12"), (7, "2022-07")):
        asked.clear()
        spec = load_scenario("baseline", {"months": months}, definition=ours)
        model = MultipolarModel(spec, runs=3, rng=1, definition=ours)
        with pytest.raises(ArgumentError, match=f"at the end of {last} in 1 of 3 runs, .* in heat"):
            model.run()


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
