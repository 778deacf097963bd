"""A scenario that is valid can act, or a note says what in it cannot, and why."""

import functools

import numpy as np
import pytest

from multipolar.loading import load_scenario, vocabulary
from multipolar.model import MultipolarModel
from multipolar.scenario import ScenarioError
from multipolar.world.attributes import attributes
from multipolar.world.world import World

HEAD = 'title = "A title"\nquestion = "A question?"\nextends = "baseline"\n'
MOVING = {name: row for name, row in attributes().items() if row.moves}
RECORDED = [name for name, row in MOVING.items() if row.recorded]


@pytest.fixture
def notes(tmp_path):
    """Return a function that loads what it is given, beside a head, and returns the notes."""

    def notes_of(text, head=HEAD):
        file = tmp_path / "mine.toml"
        file.write_text(head + text)
        said = load_scenario(file).notes
        return [note for note in said if "calendar" not in note and "look ahead" not in note]

    return notes_of


def event(name="push", month="2023-03", attribute="escalation", where="all", more="add = 0.5"):
    return (
        f'[[events]]\nmonth = "{month}"\nname = "{name}"\nattribute = "{attribute}"\n'
        f'where = "{where}"\n{more}\n'
    )


def order(state, action, month="2023-03", months=1):
    return (
        f'[[orders]]\nstate = "{state}"\naction = "{action}"\nmonth = "{month}"\n'
        f"months = {months}\n"
    )


BESIDE = {
    "linkage": {"relief_offer": 1.0},
    "regime_months": {"escalation": 9.0},
    "truce_months": {"regime": 1.0},
    "toll": {"end_is_open": 1.0},
    "aid_of_late": {"end_is_open": 1.0},
    "front_of_late": {"end_is_open": 1.0},
    "vote_movement": {"vote_strictness": 0.5},
    "own_position": {"vote_strictness": 0.5},
    "position_unknown": {"texts_open": 1.0},
    "text_window": {"texts_open": 1.0},
    "war_last_month": {"texts_open": 1.0},
    "texts_in_window": {"texts_open": 1.0, "text_window": 6.0},
    "resolve": {"standoff": 1.0},
    "resolve_union": {"standoff": 1.0},
}
"""What must be so as well for anybody to read an attribute."""

SOON = 5
"""Months in which a change of an attribute must show."""


@pytest.fixture(scope="module")
def moves():
    """Return a function that says whether a change, beside others, moves a recorded number.

    Both happen in February 2024. Events are the first thing in a month, so that they act as a
    change before the month does.
    """
    spec = load_scenario("baseline", {"months": 25 + SOON})
    model = MultipolarModel(spec, runs=40, rng=1, parameters="default", collect=False)
    for _ in range(25):
        model.step()
    snapshot = model.snapshot()

    def path(*changes):
        model.restore(snapshot)
        for name, value in changes:
            model.world.arrays[name][...] = value
        for _ in range(SOON):
            model.step()
            yield [model.world.arrays[name].copy() for name in RECORDED]

    @functools.cache
    def without(*beside):
        return [*path(*beside)]

    def moved(change, beside):
        plain = without(*beside)
        return any(differ(*both) for both in zip(path(*beside, change), plain, strict=True))

    return moved


def differ(one, other):
    return any((mine != theirs).any() for mine, theirs in zip(one, other, strict=True))


@pytest.mark.one_in(4)
@pytest.mark.parametrize("name", MOVING)
def test_what_an_event_may_touch_changes_a_recorded_number_or_is_noted(notes, moves, name):
    row = MOVING[name]
    values = row.values or (row.high, row.low, (row.high + row.low) / 2)
    acts = any(moves((name, value), BESIDE.get(name, {}).items()) for value in values)
    said = notes(event(attribute=name, month="2024-02", more=f"set = {values[0]}"))
    lost = ("is computed anew each month", "changes nothing: votes.", "nothing: carriers.")
    assert acts != any(why in note for note in said for why in lost)


def test_only_where_it_is_computed_anew_an_event_is_said_to_be_lost(notes):
    """Who stands in the measures against Russia decides so each quarter; of others events tell."""
    said = {
        where: "computed anew" in " ".join(notes(event(attribute="joined", where=where)))
        for where in ("RUS.china", "PRK.china", "all.china")
    }
    assert said == {"RUS.china": True, "PRK.china": False, "all.china": False}


def test_with_its_mechanism_off_an_attribute_is_computed_anew_no_more(notes):
    off = "[switches]\nbarter = false\n"
    assert "computed anew" in notes(event(attribute="shipments"))[0]
    assert "computed anew" not in " ".join(notes(off + event(attribute="shipments")))


@pytest.mark.parametrize(("added", "told"), [("add = 10.5", True), ("add = -10.0", False)])
def test_what_adds_more_than_lies_between_the_bounds_is_noted(notes, added, told):
    said = notes(event(attribute="escalation", where="korea", more=added))
    assert ("is held at the bounds of escalation, 0 to 10" in " ".join(said)) == told


def test_an_event_on_what_nobody_reads_with_a_mechanism_off_is_noted(notes):
    off = "[switches]\nsanctions = false\nbargaining = false\n"
    [said] = notes(off + event(attribute="relief_offer"))
    assert said == (
        "event push (2023-03) changes nothing: "
        "nothing reads relief_offer with bargaining off and sanctions off"
    )


@pytest.mark.parametrize("month", ["2031-01", "2021-12"])
def test_an_event_or_an_order_outside_the_horizon_is_noted(notes, month):
    assert "outside 2022-01 to 2030-12" in notes(event(month=month))[0]
    assert "outside 2022-01 to 2030-12" in notes(order("PRK", "balloons", month))[0]


def test_an_order_that_cannot_act_is_noted_with_the_reason(notes):
    assert notes(order("PRK", "balloons")) == []
    off = "[switches]\nprovocation = false\n"
    assert "the mechanism provocation is off" in notes(off + order("PRK", "balloons"))[0]
    assert "vote_strictness" in notes(order("BRA", "no", "2023-03"))[0]
    assert notes(order("BRA", "no", "2022-03")) == []
    held = event(attribute="vote_strictness", more="set = 0.5")
    assert notes(held + order("BRA", "no")) == []
    assert "JPN does not decide the response" in notes(order("JPN", "answer"))[0]
    absent = '[roster]\nwithout = ["BRA"]\n'
    assert "BRA is not in the roster" in notes(absent + order("BRA", "no", "2022-03"))[0]
    assert "relief_offer" in notes(order("IRN", "accept"))[0]
    offer = event(attribute="relief_offer", month="2022-05")
    assert notes(offer + order("IRN", "accept")) == []
    assert "is cut to" in notes(order("PRK", "balloons", "2030-12", 2))[0]


DECIDING = ("RUS", "PRK", "CHN", "IRN", "UKR", "TWN", "ISR", "USA", "KOR", "DEU", "BRA", "JPN")


def test_an_order_is_obeyed_or_noted(tmp_path):
    text = event(attribute="vote_strictness", month="2022-05", more="set = 0.5")
    text += event("offer", "2022-05", "relief_offer", more="set = 0.5")
    wanted = {
        (state, way.choice): way.actions[-1]
        for state in DECIDING
        for way in vocabulary().choices[state]
    }
    file = tmp_path / "all.toml"
    text += "".join(order(state, action, "2022-05") for (state, _), action in wanted.items())
    file.write_text(HEAD + text)
    spec = load_scenario(file, {"months": 5})
    model = MultipolarModel(spec, rng=1, parameters="default", collect=False)
    model.run()
    obeyed = {
        (state, decision.choice.name): action
        for decision in model.decisions.values()
        for state, action in zip(decision.owners, decision.ordered, strict=True)
        if action and state in DECIDING
    }
    noted = {of for of in wanted if any(f"order to {of[0]}, {wanted[of]}" in n for n in spec.notes)}
    assert obeyed == {of: action for of, action in wanted.items() if of not in noted}
    assert {("JPN", "response"), ("CHN", "join"), ("USA", "congress"), ("BRA", "carry")} <= noted


def test_two_orders_for_one_choice_in_a_month_are_refused(notes):
    assert notes(order("RUS", "new_offensive") + order("RUS", "grant")) == []
    with pytest.raises(ScenarioError, match="ordered twice"):
        notes(order("PRK", "balloons", "2023-01", 3) + order("PRK", "restraint", "2023-03"))


def test_what_a_choice_writes_is_what_it_says():
    model = MultipolarModel(rng=1, collect=False)
    for group in model._choice_groups:
        for member, part in zip(group.members, group.parts, strict=True):
            world = World()
            mine = type(part)(world, member.role)
            found = set()
            for index in range(len(member.choice.actions)):
                before = world.snapshot()
                chosen = np.full((1, len(member.columns)), float(index))
                if member.choice.commit is not None:
                    member.choice.commit(mine, chosen)
                else:
                    world.arrays[member.choice.writes][:, member.lanes] = chosen
                found |= {n for n, old in before.items() if (world.arrays[n] != old).any()}
            assert found == set(member.choice.writes.split()), (member.role, member.choice.name)


def test_an_inherited_event_can_be_replaced_left_out_or_added_to(tmp_path):
    (tmp_path / "older.toml").write_text(HEAD + event("truce") + event("crisis", more="add = 3.0"))
    young = HEAD.replace("baseline", "older")

    def loaded(text):
        file = tmp_path / "young.toml"
        file.write_text(young + text)
        spec = load_scenario(file)
        kept = [(e.name, e.value) for e in spec.events if e.name in ("truce", "crisis")]
        return kept, [note for note in spec.notes if "adds to" in note]

    softer = event("crisis", more="add = 1.0")
    both, said = loaded(softer)
    assert both == [("truce", 0.5), ("crisis", 3.0), ("crisis", 1.0)]
    assert said == [
        "event crisis adds to an inherited event of the same name; replace = true would replace "
        "that one"
    ]
    replaced = loaded(event("crisis", more="add = 1.0\nreplace = true"))
    assert replaced == ([("truce", 0.5), ("crisis", 1.0)], [])
    assert loaded('[without]\nevents = ["crisis"]\n') == ([("truce", 0.5)], [])
    with pytest.raises(ScenarioError, match="Did you mean 'crisis'"):
        loaded(event("crises", more="add = 1.0\nreplace = true"))
    with pytest.raises(ScenarioError, match="Did you mean 'crisis'"):
        loaded('[without]\nevents = ["crises"]\n')


def test_an_event_of_the_calendar_can_be_replaced(tmp_path):
    file = tmp_path / "mine.toml"
    file.write_text(HEAD + event("invasion", more="add = 1.0\nreplace = true"))
    kept = [(e.month, e.value) for e in load_scenario(file).events if e.name == "invasion"]
    assert kept == [("2023-03", 1.0)]


def expect(more):
    return (
        '[[expect]]\nwhose = "article"\nmeasure = "escalation_korea"\ndirection = "up"\n'
        f'reading = "because"\n{more}\n'
    )


def test_an_expectation_that_could_not_be_judged_is_refused(notes):
    with pytest.raises(ScenarioError, match=r"expect\[1\].where: a measure carries its place"):
        notes(expect('where = "korea"'))
    with pytest.raises(ScenarioError, match="outside the months of the scenario"):
        notes(expect('month = "2031-01"'))
    assert notes(expect('month = "2030-12"')) == []


def test_an_expectation_of_somebody_absent_is_noted(notes):
    text = '[roster]\nwithout = ["IND"]\n' + expect("")
    [said] = notes(text.replace("escalation_korea", "carrier_share_IND"))
    assert "not defined" in said


def test_a_shorter_horizon_from_outside_only_notes_the_expectations_beyond_it():
    spec = load_scenario("d03_systematic_sanctions", {"months": 24})
    assert spec.months == 24
