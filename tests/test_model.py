"""The model: one world whoever computes it, and a Mesa model to those who know Mesa."""

import inspect
from dataclasses import replace

import mesa
import numpy as np
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from comparing import assert_same_worlds, moving
from multipolar import MultipolarModel
from multipolar.agents.kinds import KINDS
from multipolar.loading import priors_of
from multipolar.luck import Draw, Luck
from multipolar.model import events
from multipolar.months import month_number
from multipolar.rules import SWITCHES
from multipolar.rules.forms import nested
from multipolar.rules.phases import MECHANISMS
from multipolar.scenario import Event, Order, Prior
from multipolar.world import attributes
from multipolar.world.roster import full_roster, make_roster
from playing import assert_in_bounds

MONTHS = 18


def ran(spec, runs=3, rng=5, **more):
    model = MultipolarModel(spec, runs=runs, rng=rng, collect=False, **more)
    model.run()
    return model


# -- one world, whoever computes it


def test_a_run_alone_is_that_run_of_the_block(short):
    together, alone = ran(short, runs=5), ran(short, runs=1, first_run=3)
    for name, array in moving(together).items():
        assert np.array_equal(array[3:4], moving(alone)[name]), name
    for name, values in together.parameters.items():
        assert np.array_equal(values[3:4], alone.parameters[name]), name


def test_a_restart_in_the_middle_equals_a_straight_run(short):
    straight, first = ran(short), MultipolarModel(short, runs=3, rng=5, collect=False)
    for _ in range(7):
        first.step()
    saved = first.snapshot()
    for _ in range(3):
        first.step()
    second = MultipolarModel(short, runs=3, rng=5, collect=False)
    second.restore(saved)
    assert second.elapsed == 7
    second.run()
    assert_same_worlds(second, straight)


def test_a_snapshot_is_a_copy_and_restoring_it_twice_is_the_same(short):
    model = MultipolarModel(short, runs=2, collect=False, rng=1)
    model.step()
    saved = model.snapshot()
    kept = {name: array.copy() for name, array in saved["arrays"].items()}
    model.run()
    assert all(np.array_equal(saved["arrays"][name], kept[name]) for name in kept)
    ends = []
    for _ in range(2):
        model.restore(saved)
        model.run()
        ends.append(moving(model))
    assert all(np.array_equal(ends[0][name], ends[1][name]) for name in ends[0])


def test_rewinding_a_finished_model_equals_a_new_one(short):
    used = ran(short, first_run=0)
    used.rewind(6)
    used.run()
    assert_same_worlds(used, ran(short, first_run=6))


def test_a_scenario_that_changes_nothing_equals_the_baseline(make_spec):
    switches = "".join(f"{switch} = true\n" for switch in SWITCHES)
    same = make_spec("nothing", more=f'information = "full"\n[switches]\n{switches}')
    assert same.digest == make_spec().digest
    assert_same_worlds(ran(same), ran(make_spec()))


PLACEBOS = ["add = 0", "scale = 1", "drift = 0\nmonths = 4"]


@pytest.mark.parametrize("placebo", PLACEBOS)
def test_a_placebo_event_makes_no_difference_at_all(make_spec, placebo):
    event = (
        '[[events]]\nmonth = "2022-06"\nname = "placebo"\nattribute = "escalation"\n'
        f'where = "korea"\n{placebo}\n'
    )
    assert_same_worlds(ran(make_spec("placebo", more=event)), ran(make_spec()))


def test_shocks_of_the_calendar_stay_on_the_ladder_one_upon_the_other(short):
    shock = Event("2022-03", "shock", "escalation", "middle_east", "add", 4.2)
    calm = replace(short, events=(shock,) * 3, switches={**short.switches, "campaign": False})
    model = MultipolarModel(calm, runs=3, rng=5, collect=False)
    levels = []
    model.run(lambda model: levels.append(model.world.escalation[:, -1].copy()))
    rise = levels[2] - levels[1]
    assert ((rise > 4.0) & (levels[2] < 9.5)).all()


def test_a_shock_that_is_undone_takes_back_what_it_moved(short):
    model = MultipolarModel(short, runs=3, rng=5, collect=False)
    rested = model.world.escalation.copy()
    shock = Event("2022-01", "shock", "escalation", "taiwan", "add", 3.0, months=1)
    shaken = MultipolarModel(replace(short, events=(shock,)), runs=3, rng=5, collect=False)
    events.apply(shaken._events[shaken._clock], shaken.world, shaken._applied)
    assert (shaken.world.escalation[:, 2] > rested[:, 2] + 2.9).all()
    shaken._clock += 1
    events.apply(shaken._events[shaken._clock], shaken.world, shaken._applied)
    assert np.allclose(shaken.world.escalation, rested, atol=1e-12)


def test_setting_what_already_is_makes_no_difference(make_spec, short):
    event = Event("2022-01", "same", "monitoring", "PRK", "set", 0.6)
    assert_same_worlds(ran(replace(short, events=(event, *short.events))), ran(short))


def by_label(model, name):
    """Return an array with its states in alphabetical order."""
    array = moving(model)[name]
    for place, axis in enumerate(attributes()[name].axes):
        if axis in ("state", "challenger", "sponsor", "satellite", "peer"):
            array = np.take(array, np.argsort(model.world.roster.labels[axis]), axis=place)
    return array


@pytest.mark.parametrize("seed", [1, 2])
def test_permuting_the_states_permutes_the_results(short, seed):
    shuffled = np.random.default_rng(seed).permutation(short.states)
    other = ran(replace(short, states=tuple(str(code) for code in shuffled)))
    base = ran(short)
    assert other.world.roster.iso3 != base.world.roster.iso3
    for name in moving(base):
        assert np.allclose(by_label(other, name), by_label(base, name), rtol=1e-9, atol=1e-9), name


def test_leaving_out_states_that_trade_nothing_with_russia_changes_nobody_but_by_their_votes(short):
    silent = replace(short, switches={**short.switches, "alignment": False})
    without = tuple(code for code in short.states if code not in ("NRU", "TUV"))
    fewer, base = moving(ran(replace(silent, states=without))), moving(ran(silent))
    shared = [name for name in base if base[name].shape == fewer[name].shape]
    assert {"escalation", "attention", "pressure", "loyalty"} <= set(shared)
    for name in shared:
        assert np.allclose(fewer[name], base[name], rtol=0.0, atol=1e-12), name


@pytest.mark.parametrize("axis", ["state", "challenger", "sponsor"])
def test_leaving_a_state_out_leaves_everyones_luck(axis):
    everyone = full_roster()
    some = make_roster([c for c in reversed(everyone.iso3) if c not in ("FRA", "BRA", "CAN")])
    luck = Luck(1, 0, 3).uniform("some decision", 24_264, everyone.size(axis))
    lanes = some.lanes(axis)
    mine = luck if lanes is None else luck[:, lanes]
    for place, label in enumerate(some.labels[axis]):
        assert np.array_equal(mine[:, place], luck[:, everyone.index(label, axis)])


# -- mechanisms and luck


def recorded_luck(spec, monkeypatch):
    """Return every number that a run draws, by stream and month."""
    drawn = {}
    plain = Luck.draw

    def draw(self, draw, month, *lanes):
        drawn[draw.stream, month] = plain(self, draw, month, *lanes).copy()
        return plain(self, draw, month, *lanes)

    with monkeypatch.context() as patched:
        patched.setattr(Luck, "draw", draw)
        model = ran(spec)
    return drawn, model


def declared_draws():
    """Yield every draw that a rule or a choice declares, its switch and its months between."""
    for mechanism in MECHANISMS:
        on, off = mechanism.rules.values(), mechanism.absent.values()
        for user, phases in ((mechanism.switch, on), (f"no {mechanism.switch}", off)):
            for rule in (rule for rules in phases for rule in rules):
                for draw in rule.all_luck.values():
                    yield draw, user, rule.every
    for kind in KINDS:
        for choice in kind.choices:
            yield choice.luck, choice.switch, choice.every
            for want in choice.weighed:
                for draw in want.all_luck.values():
                    yield draw, want.switch, choice.every


def users_of_streams():
    """Return the switches behind which each stream is drawn."""
    users = {}
    for draw, switch, _ in declared_draws():
        users.setdefault(draw.stream, set()).add(switch)
    return users


@pytest.mark.parametrize("switch", SWITCHES)
def test_switching_a_mechanism_off_leaves_every_other_streams_draws(short, switch, monkeypatch):
    off = replace(short, switches={**short.switches, switch: False})
    all_on, base = recorded_luck(short, monkeypatch)
    fewer, other = recorded_luck(off, monkeypatch)
    assert set(fewer) <= set(all_on)
    assert all(np.array_equal(fewer[address], all_on[address]) for address in fewer)
    gone = {stream for stream, _ in set(all_on) - set(fewer)}
    theirs = {stream for stream, users in users_of_streams().items() if users == {switch}}
    assert gone == theirs & {stream for stream, _ in all_on}
    for name, values in base.parameters.items():
        assert np.array_equal(values, other.parameters[name]), name


def test_every_month_every_stream_is_drawn_anew(short, monkeypatch):
    drawn, _ = recorded_luck(short, monkeypatch)
    votes = {month for stream, month in drawn if stream == "vote"}
    strict = {month_number("2022-04"), month_number("2022-11")}
    assert votes == {month_number("2022-03"), month_number("2023-02")} | strict
    every = {draw.stream: months for draw, _, months in declared_draws()}
    assert {month for stream, month in drawn if stream == "text_bloc"} == votes
    asked = {month for stream, month in drawn if stream == "veto"}
    assert asked == {month_number("2022-03"), month_number("2023-03")}
    for stream in {stream for stream, _ in drawn} - {"vote", "text_bloc", "veto"}:
        months = sorted(month for name, month in drawn if name == stream)
        assert all(month % every[stream] == 0 for month in months), stream
        assert len(months) == MONTHS // every[stream], stream
    first = [drawn[stream, month].ravel()[0] for stream, month in drawn]
    assert len(set(first)) == len(first)


def test_a_switched_off_mechanism_moves_nothing_of_its_own(short):
    quiet = replace(short, events=())
    held = {
        "attention": ("attention", "fatigue", "aid"),
        "provocation": ("action", "provocation", "response"),
        "theatres": ("regime", "spilled"),
        "sanctions": ("packages", "adaptation", "concession"),
    }
    for switch, names in held.items():
        model = ran(replace(quiet, switches={**short.switches, switch: False}))
        opening = moving(MultipolarModel(quiet, runs=3, rng=5))
        for name in names:
            assert np.array_equal(moving(model)[name], opening[name]), (switch, name)


def test_attention_reaches_escalation_through_licence_sanctions_war_and_votes_only(short):
    deaf = dict.fromkeys(("emboldenment", "sanctions", "war", "alignment"), False)
    calm, off = (
        replace(short, switches={**short.switches, **deaf, "attention": on}) for on in (True, False)
    )
    assert np.array_equal(ran(off).world.escalation, ran(calm).world.escalation)
    off = replace(short, switches={**short.switches, "attention": False})
    assert not np.array_equal(ran(off).world.escalation, ran(short).world.escalation)


# -- bounds


@settings(max_examples=12)
@given(
    st.integers(0, 2**32 - 1),
    st.lists(st.booleans(), min_size=len(SWITCHES), max_size=len(SWITCHES)),
)
def test_every_array_stays_in_bounds_over_the_whole_prior_space(short, seed, on):
    rng = np.random.default_rng(seed)
    corner = {}
    for name, row in priors_of(short).items():
        value = float(rng.choice([row.low, row.default, row.high, rng.uniform(row.low, row.high)]))
        corner[name] = Prior(value, value, value)
    spec = replace(short, parameters=corner, switches=dict(zip(SWITCHES, on, strict=True)))
    model = MultipolarModel(spec, runs=4, rng=seed, collect=False)

    def check(model):
        assert_in_bounds(moving(model), slack=0.0)
        assert np.allclose(model.world.attention.sum(axis=-1), 1.0)

    model.run(check)


def test_wild_events_end_inside_the_bounds(short):
    wild = [
        Event("2022-03", "wild", name, "", operation, value)
        for name, attribute in attributes().items()
        if attribute.moves and name != "attention"
        for operation, value in (("add", -1e9), ("add", 1e9), ("scale", 1e9))
    ]
    model = MultipolarModel(replace(short, events=tuple(wild)), runs=2, collect=False, rng=1)
    model.run(lambda model: assert_in_bounds(moving(model), slack=0.0))


# -- time, events, orders


def test_the_clock_tells_the_month_that_comes_next(short):
    model = MultipolarModel(short, rng=1)
    assert (model.month, model.elapsed, model.running) == ("2022-01", 0, True)
    model.step()
    assert (model.month, model.elapsed) == ("2022-02", 1)
    model.run()
    assert (model.month, model.elapsed, model.running) == ("2023-07", MONTHS, False)


def test_an_event_happens_in_its_month_and_not_before(short):
    event = Event("2022-05", "jump", "monitoring", "PRK", "set", 0.0)
    base, changed = (
        MultipolarModel(spec, collect=False, rng=1)
        for spec in (short, replace(short, events=(*short.events, event)))
    )
    for _ in range(4):
        base.step()
        changed.step()
    assert_same_worlds(base, changed)
    base.step()
    changed.step()
    assert not np.array_equal(base.world.monitoring, changed.world.monitoring)


def test_a_temporary_addition_is_undone(short):
    quiet = replace(short, events=())
    event = Event("2022-03", "lift", "rest_level", "korea", "add", 1.0, months=3)
    model = MultipolarModel(replace(quiet, events=(event,)), collect=False, rng=1)
    levels = []
    model.run(lambda model: levels.append(model.world.rest_level[0, 1]))
    assert np.allclose(np.array(levels) - levels[0], [0, 0, 1, 1, 1, *[0] * (MONTHS - 5)])


def test_an_order_replaces_the_choice_of_the_next_month_only(short):
    model = MultipolarModel(short, runs=20, rng=1)
    for action in ("major_attack", "missile_test", "restraint"):
        model.order("PRK", action)
        model.step()
        decision = model.decisions["north_korea", "provocation"]
        rung = decision.choice.actions.index(action)
        assert decision.ordered == (action,)
        assert (decision.chosen == rung).all()
        assert (model.world.action[:, 1] == rung).all()
    model.step()
    assert len(np.unique(model.world.action[:, 1])) > 1


def test_an_order_to_a_front_line_state_sets_its_answer(short):
    model = MultipolarModel(short, runs=20, rng=1)
    for action, code in (("answer", 1.0), ("talk_down", -1.0), ("hold", 0.0)):
        model.order("KOR", action, choice="response")
        model.step()
        assert (model.world.response[:, 1] == code).all()


def test_an_order_changes_nobody_elses_choice_of_the_month(short):
    free, told = MultipolarModel(short, runs=20, rng=1), MultipolarModel(short, runs=20, rng=1)
    told.order("PRK", "major_attack")
    free.step()
    told.step()
    assert np.array_equal(np.delete(free.world.action, 1, 1), np.delete(told.world.action, 1, 1))
    assert np.array_equal(free.world.response, told.world.response)


def test_orders_of_a_scenario_hold_for_their_months(short):
    spec = replace(short, orders=(Order("CHN", "2022-03", "quarantine", 2),))
    model = MultipolarModel(spec, runs=30, collect=False, rng=1)
    taken = []
    model.run(lambda model: taken.append((model.world.action[:, 2] == 3).all()))
    assert taken[2:4] == [True, True]
    assert not any(taken[:2] + taken[4:])


def test_an_order_that_cannot_be_lists_what_can(short):
    model = MultipolarModel(short, rng=1)
    with pytest.raises(ValueError, match=r"balloons, missile_test, limited_force, major_attack"):
        model.order("PRK", "quarantine")
    with pytest.raises(
        ValueError, match=r"BRA has no action 'restraint'; it has .*no, abstain, yes"
    ):
        model.order("BRA", "restraint")
    with pytest.raises(ValueError, match=r"no state that takes orders 'XXX'.*PRK.*UKR"):
        model.order("XXX", "restraint")
    with pytest.raises(ValueError, match=r"Did you mean 'missile_test'\?"):
        model.order("PRK", "misile_test")
    with pytest.raises(ValueError, match=r"Did you mean 'PRK'\?"):
        model.order("prk", "missile_test")
    assert_same_worlds(model, MultipolarModel(short, rng=1))


def test_decisions_say_why_and_how_likely(short):
    model = MultipolarModel(short, runs=3, rng=1)
    model.step()
    decision = model.decisions["russia", "provocation"]
    assert decision.columns == decision.owners == ("RUS",)
    assert np.allclose(decision.probability.sum(axis=-1), 1.0)
    assert all(term.shape == (3, 1, 5) for term in decision.terms.values())
    own = {"nerve", "standing", "habit", "means", "reciprocity", "cost", "foreseen", "assured"}
    assert set(decision.terms) == own
    total = sum(decision.terms.values()) / model.parameters["provocation.temperature"][0]
    assert np.allclose(decision.probability, nested(total, decision.choice.nests))


# -- habits of Mesa


def test_every_constructor_argument_has_a_default():
    signature = inspect.signature(MultipolarModel)
    assert all(p.default is not inspect.Parameter.empty for p in signature.parameters.values())


def test_a_model_without_arguments_steps():
    model = MultipolarModel(rng=1)
    model.step()
    assert model.month == "2022-02"
    assert len(model.agents) == 194


def test_agents_can_be_selected_and_grouped(short):
    model = MultipolarModel(short, rng=1)
    free = model.agents.select(lambda agent: agent.autocracy < 0.5)
    assert 0 < len(free) < 194
    kinds = {kind.__name__: len(agents) for kind, agents in model.agents_by_type.items()}
    assert kinds["NorthKorea"] == kinds["UnitedStates"] == 1
    assert sum(kinds.values()) == 194
    [pyongyang] = [agent for agent in model.agents if agent.iso3 == "PRK"]
    assert model.state("PRK") is pyongyang
    assert sum(model.agents.get("gdp_share")) == pytest.approx(1.0)


def test_a_users_own_collector_sees_a_number_for_every_month(short):
    model = MultipolarModel(short, collect=False, rng=1)
    collector = mesa.DataCollector(
        model_reporters={"month": "month", "korea": lambda m: float(m.world.escalation[0, 1])},
        agent_reporters={
            "provocation": lambda agent: getattr(agent, "provocation", None),
            "autocracy": "autocracy",
            "code": "iso3",
        },
    )
    while model.running:
        model.step()
        collector.collect(model)
    frame = collector.get_model_vars_dataframe()
    assert frame["korea"].nunique() == MONTHS
    agents = collector.get_agent_vars_dataframe().set_index("code", append=True)
    russia = agents.xs("RUS", level="code")["provocation"].astype(float)
    assert russia.nunique() > 1


def test_agent_types_can_be_collected(short):
    model = MultipolarModel(short, collect=False, rng=1)
    sponsor = type(model.state("FRA"))
    collector = mesa.DataCollector(
        agenttype_reporters={sponsor: {"aid": "aid", "attention": lambda a: a.attention}}
    )
    while model.running:
        model.step()
        collector.collect(model)
    frame = collector.get_agenttype_vars_dataframe(sponsor)
    mine = frame.xs(model.state("FRA").unique_id, level="AgentID")
    assert mine["aid"].nunique() > 3
    assert len({tuple(np.ravel(row)) for row in mine["attention"]}) == MONTHS


def test_the_models_own_collector_keeps_the_headline_numbers(short):
    model = MultipolarModel(short, runs=3, rng=1)
    model.run()
    frame = model.datacollector.get_model_vars_dataframe()
    assert len(frame) == MONTHS + 1
    assert frame["escalation_ukraine"].nunique() > 1
    assert list(frame.dtypes.unique()) == [np.dtype(float)]


def test_batch_run_works(make_spec):
    specs = [make_spec(months=4)]
    old = mesa.__version__.startswith("3.3")
    asked = {"parameters": {"spec": specs, "rng": [1, 2]}} if old else {"rng": [1, 2]}
    rows = mesa.batch_run(
        MultipolarModel,
        **{"parameters": {"spec": specs}, **asked},
        number_processes=1,
        data_collection_period=1,
        display_progress=False,
    )
    frame = pd.DataFrame(rows)
    ends = frame.groupby("rng" if old else "seed")["escalation_ukraine"].last()
    assert len(ends) == 2
    assert ends.nunique() == 2


def test_the_same_seed_is_the_same_world_and_another_seed_another(short):
    assert_same_worlds(ran(short, rng=3), ran(short, rng=3))
    assert not np.array_equal(
        ran(short, rng=3).world.escalation, ran(short, rng=4).world.escalation
    )


def test_fixed_runs_share_their_parameters_but_not_their_luck(short):
    model = ran(short, runs=5, parameters="default")
    assert all(len(np.unique(values)) == 1 for values in model.parameters.values())
    assert len(np.unique(model.world.escalation[:, 0])) == 5


def test_a_new_stream_shifts_no_old_one(short, monkeypatch):
    before, _ = recorded_luck(short, monkeypatch)
    plain = MultipolarModel.step

    def step(self):
        self.luck.draw(Draw("a stream that was not there", "state"), 24_264 + self.elapsed, 194)
        plain(self)

    monkeypatch.setattr(MultipolarModel, "step", step)
    after, _ = recorded_luck(short, monkeypatch)
    assert all(np.array_equal(before[address], after[address]) for address in before)


@pytest.mark.parametrize(("operation", "value"), [("add", 9.0), ("scale", 10.0)])
def test_a_temporary_change_that_meets_a_bound_is_undone_to_what_there_was(short, operation, value):
    event = Event("2022-03", "lift", "rest_level", "korea", operation, value, months=3)
    base, changed = (replace(short, events=events) for events in ((), (event,)))
    assert np.allclose(ran(changed).world.rest_level, ran(base).world.rest_level)
    assert not np.allclose(ran(changed).world.escalation, ran(base).world.escalation)


def test_an_order_that_waits_survives_a_restart(short):
    model, again = (MultipolarModel(short, runs=20, collect=False, rng=1) for _ in range(2))
    model.order("PRK", "major_attack")
    again.restore(model.snapshot())
    model.step()
    again.step()
    assert_same_worlds(again, model)


def test_parameters_in_hand_cannot_be_changed_whichever_way_a_model_came_about():
    model = MultipolarModel(runs=2, rng=1, collect=False)
    model.step()
    for one in (model, model.fork()):
        with pytest.raises(TypeError, match="rewind"):
            one.parameters["theatres.mirroring"] = np.ones(2)
        with pytest.raises(ValueError, match="read-only"):
            one.parameters["theatres.mirroring"][:] = 1.0
