"""Foresight: what is believed, what it is worth, and that nothing else moves."""

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents.foresight import fitted, looks, unforeseen
from multipolar.agents.stakes import stakes, stakes_of
from multipolar.definition import SHIPPED
from multipolar.foresight.fit import capped, fits, permuted
from multipolar.foresight.renewal import all_trials, starts
from multipolar.foresight.rollouts import Departure
from multipolar.loading import load_scenario
from multipolar.scenario.calendar import calendar
from multipolar.world.roles import roles
from multipolar.world.world import World

SEATS = (
    *("USA", "GBR", "DEU", "FRA", "POL", "HUN", "KOR", "JPN", "UKR", "RUS"),
    *("PRK", "CHN", "IRN", "ISR", "TUR", "IND", "ARE", "KAZ", "KGZ", "ARM"),
)


def few(changes=(), runs=24, months=30):
    spec = load_scenario("baseline", {"information": "author", "months": 54, **dict(changes)})
    return [Departure(starts(spec)[0].spec, SHIPPED, 5, k * runs, runs, months) for k in (0, 1)]


@pytest.fixture(scope="module")
def trials():
    """Return what followed from the actions of some of the choices that look ahead."""
    some = {key: look for key, look in looks().items() if key[1] in ("provocation", "posture")}
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("multipolar.foresight.rollouts.looks", lambda: some)
        return {t.key: t for t in all_trials(few())}


def states(model):
    return {name: model.world.arrays[name].copy() for name in model.world.snapshot()}


def run(changes, runs=6, **more):
    spec = load_scenario("baseline", {"months": 24, **changes})
    model = MultipolarModel(spec, runs=runs, rng=3, collect=False, parameters="prior", **more)
    model.run()
    return states(model)


def test_without_weight_the_model_is_myopic_to_the_last_bit():
    weightless, myopic, foreseeing = (
        run({"parameters.foresight.weight": 0.0}),
        run({"switches.foresight": False}),
        run({"parameters.foresight.weight": 1.0}),
    )
    assert all((weightless[name] == myopic[name]).all() for name in myopic)
    assert any((foreseeing[name] != myopic[name]).any() for name in myopic)


def test_rows_that_nothing_is_forced_on_equal_their_runs_to_the_last_bit():
    spec = load_scenario("baseline", {"months": 40})
    base = MultipolarModel(spec, runs=5, rng=3, first_run=2, collect=False)
    for _ in range(28):
        base.step()
    rows = np.array([4, 0, 0, 2, 4, 1, 3])
    twin = MultipolarModel(spec, runs=len(rows), rng=3, collect=False)
    twin.branch(base.snapshot(), rows)
    again = MultipolarModel(spec, runs=len(rows), rng=3, first_run=2, collect=False)
    base.run(), twin.step(), again.restore(twin.snapshot()), twin.run(), again.run()
    for name, mine in states(base).items():
        assert (twin.world.arrays[name] == mine[rows]).all(), name
        assert (again.world.arrays[name] == mine[rows]).all(), name


def test_what_is_forced_is_done_in_those_rows_alone():
    model = MultipolarModel(runs=3, rng=1, collect=False)
    twin = MultipolarModel(runs=3, rng=1, collect=False)
    model.force("north_korea", "provocation", np.array([[3.0], [-1.0], [0.0]]))
    model.step(), twin.step()
    did, would = (m.state("PRK").action for m in (model, twin))
    assert (did == [3.0, would[1], 0.0]).all()
    with pytest.raises(ValueError, match="russia licence"):
        model.force("russia", "licenses", np.zeros((3, 2)))


@pytest.mark.parametrize("wrong", [5, 1.5, np.nan, np.inf])
def test_an_action_that_is_not_on_the_ladder_is_not_forced(wrong):
    model = MultipolarModel(runs=2, rng=1, collect=False)
    allowed = r"allowed: a place on the ladder .*, 0 \(restraint\) to 4 \(major_attack\)"
    with pytest.raises(ValueError, match=f"found {wrong:g}; {allowed}"):
        model.force("north_korea", "provocation", [[0], [wrong]])
    model.force("north_korea", "provocation", [[4], [-1]])
    model.step()
    assert model.state("PRK").action[0] == 4.0


@pytest.mark.parametrize("wrong", [[[0]], [0, 0], [["0"], ["0"]], None])
def test_actions_of_another_shape_or_kind_are_not_forced(wrong):
    model = MultipolarModel(runs=2, rng=1, collect=False)
    with pytest.raises(ValueError, match=r"allowed: numbers of shape \(2, 1\)"):
        model.force("north_korea", "provocation", wrong)


def test_every_seat_has_stakes_that_are_places_of_the_world():
    world = World()
    facts = dict(zip(world.roster.iso3, world.roster.role, strict=True))
    for iso3 in SEATS:
        assert stakes_of(iso3, facts[iso3]), iso3
    for stake in stakes():
        assert stake.who in facts or stake.who in roles()
        assert stake.why
        assert stake.tag == "J"
        name, *labels = stake.measure.split(".")
        assert world.attributes[name].moves
        assert stake.measure.endswith(".own") or world.place(name, *labels).size


def test_every_choice_looks_ahead_or_says_why_not():
    for kind in SHIPPED.kinds:
        for choice in kind.choices:
            looks_ahead = (kind.role, choice.name) in looks()
            assert looks_ahead != (choice.name in unforeseen()), (kind.role, choice.name)
    assert all(unforeseen().values())


def test_what_looks_ahead_is_a_choice_with_its_wants_and_figures_of_the_world():
    world = World()
    choices = {(kind.role, c.name): c for kind in SHIPPED.kinds for c in kind.choices}
    for key, look in looks().items():
        wants = {want.function.__name__ for want in choices[key].wants}
        assert set(look.stands_in) <= wants, key
        for feature in look.features:
            name, *labels = feature.split(".")
            assert "own" in labels or world.place(name, *labels).size


def test_shipped_beliefs_are_of_choices_that_look_ahead():
    for key in fitted():
        assert (key.role, key.choice) in looks()


def gain(trials, learned, sign=1.0):
    """Return what following beliefs fitted on ``learned`` gains in other runs, by state."""
    value, foretold = trials.value, np.zeros(trials.value.shape)
    for action, fit in enumerate(fits(learned), start=1):
        foretold[:, action] = sign * fit.foretold
    foretold[~trials.reachable] = -np.inf
    best = foretold.argmax(axis=1)
    return value[np.arange(len(value)), best] - np.where(trials.reachable, value, 0.0).mean(axis=1)


def test_beliefs_gain_permuted_ones_gain_nought_and_negated_ones_lose(trials):
    some = [t for t in trials.values() if t.key.choice == "provocation"]
    true, false = (np.concatenate([gain(t, t, s) for t in some]) for s in (1.0, -1.0))
    null = np.concatenate([gain(permuted(t, s), permuted(t, s)) for t in some for s in range(20)])
    error = null.std() / len(null) ** 0.5 * 20**0.5
    assert abs(null.mean()) < 1.96 * error
    assert true.mean() > 0.05 > -0.05 > false.mean()


def test_no_difference_is_worth_more_than_two(trials):
    for one in trials.values():
        large = type(one)(
            one.key,
            one.actions,
            one.run,
            one.features,
            {m: 1000.0 * change for m, change in one.changes.items()},
            one.stakes,
            one.horizon,
            one.reachable,
        )
        assert np.abs(capped(large).value).max() <= 2.0 + 1e-12


def test_events_and_the_calendar_after_june_2024_change_no_belief():
    spec = load_scenario("d03_systematic_sanctions", {"information": "full"})
    mine, base = starts(spec)[0].spec, starts(load_scenario("baseline"))[0].spec
    assert mine.events == base.events
    assert mine.orders == base.orders
    known = {event.name for event in calendar("author")}
    assert {event.name for event in mine.events} <= known


def test_a_stake_of_a_scenario_moves_its_state():
    calm = run({"parameters.foresight.weight": 1.0})
    eager = run({"parameters.foresight.weight": 1.0, "stakes.PRK.escalation.korea": 3.0})
    assert eager["escalation"][:, 1].mean() > calm["escalation"][:, 1].mean()


def test_a_slip_in_a_stake_is_named_with_the_nearest_spelling():
    with pytest.raises(Exception, match="escalation"):
        load_scenario("baseline", {"stakes.PRK.escalatoin.korea": 1.0})
    with pytest.raises(Exception, match="korea"):
        load_scenario("baseline", {"stakes.PRK.escalation.koera": 1.0})
    with pytest.raises(Exception, match="PRK"):
        load_scenario("baseline", {"stakes.PRX.escalation.korea": 1.0})


def test_what_states_do_not_notice_is_said():
    notes = load_scenario("baseline", {"switches.barter": False}).notes
    assert any("have not noticed" in note and "barter" in note for note in notes)
    notes = load_scenario("baseline", {"stakes.KAZ.oil_price": 1.0}).notes
    assert any("KAZ" in note and "moves nothing" in note for note in notes)
    assert not load_scenario("baseline").notes


def test_an_explanation_says_what_is_expected():
    model = MultipolarModel(runs=2, rng=1)
    model.step()
    told = str(model.explain("PRK").only("provocation"))
    assert "foreseen" in told
    assert "major_attack: expects" in told
