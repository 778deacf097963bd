"""A model's history: whatever copies it, it goes on exactly as the original would."""

import copy
import pickle
import warnings

import cloudpickle
import mesa
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.arguments import ArgumentError
from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel, OrderWarning
from multipolar.rules import phases

SPEC = load_scenario("baseline", {"months": 12})

COPIES = {
    "fork": MultipolarModel.fork,
    "deepcopy": copy.deepcopy,
    "pickle": lambda model: pickle.loads(pickle.dumps(model)),
    "cloudpickle": lambda model: cloudpickle.loads(cloudpickle.dumps(model)),
}


def told(model):
    """Return all that can be seen of a model, as bytes and texts."""
    arrays = {name: array.tobytes() for name, array in model.world.arrays.items()}
    decided = {key: decision.chosen.tobytes() for key, decision in model.decisions.items()}
    collected = model.datacollector.get_model_vars_dataframe().to_csv()
    drawn = copy.deepcopy(model.rng).random(), model.random.getstate()
    return arrays, decided, collected, drawn, model.month, model.steps, model.running


def made(collect=True):
    return MultipolarModel(SPEC, runs=2, rng=3, collect=collect)


class Noting(MultipolarModel):
    """A model that draws from Mesa's random numbers each month, as agents of one's own may."""

    def step(self):
        super().step()
        self.rng.random()
        self.random.random()


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_a_copy_obeys_orders_and_tells_why_as_the_original_does(copied):
    model = made()
    model.step()
    twin = copied(model)
    for each in (model, twin):
        each.order("PRK", "major_attack")
        each.step()
    assert twin.explain("PRK").choices[0].ordered == "major_attack"
    assert told(twin) == told(model)
    assert (twin.world.action[:, twin.world.roster.index("PRK", "challenger")] == 4.0).all()
    assert str(twin.explain("PRK")) == str(model.explain("PRK"))


@pytest.mark.parametrize("copied", COPIES.values(), ids=COPIES)
def test_a_copy_is_independent(copied):
    model = made()
    model.order("PRK", "restraint")
    before = told(model)
    twin = copied(model)
    twin.step()
    twin.state("PRK").emboldenment = 0.9
    assert told(model) == before
    with pytest.raises(ValueError, match="read-only"):
        twin.world.gdp[...] = 0.0


ACTS = st.lists(
    st.sampled_from([*COPIES, "step", "step", "order", "snapshot", "restore", "back"]),
    min_size=3,
    max_size=9,
)


@settings(max_examples=6, deadline=None)
@given(ACTS)
def test_whatever_is_done_in_between_the_numbers_are_those_of_the_straight_run(acts):
    model, straight = (Noting(SPEC, runs=2, rng=3) for _ in range(2))
    kept = model.snapshot()
    steps_at_kept = 0
    plan = []
    for act in acts:
        if act == "step":
            model.step()
            plan.append("step")
        elif act == "order":
            if "order" not in plan[-1:]:
                model.order("PRK", "missile_test")
                plan.append("order")
        elif act == "snapshot":
            kept, steps_at_kept = model.snapshot(), len(plan)
        elif act == "restore":
            model.restore(kept)
            plan = plan[:steps_at_kept]
        elif act == "back":
            model.rewind()
            plan, kept, steps_at_kept = [], model.snapshot(), 0
        else:
            model = COPIES[act](model)
    for act in plan:
        if act == "step":
            straight.step()
        else:
            straight.order("PRK", "missile_test")
    assert told(model) == told(straight)
    model.step(), straight.step()
    assert told(model) == told(straight)


def test_a_shallow_copy_refuses_and_names_fork():
    with pytest.raises(TypeError, match="fork"):
        copy.copy(made(collect=False))


def test_parameters_that_a_model_was_rewound_with_go_into_its_snapshot():
    model, other = made(), made()
    model.rewind(0, {"theatres.mirroring": 0.2})
    model.step()
    other.restore(model.snapshot())
    for each in (model, other):
        each.step()
    assert told(other) == told(model)
    other.rewind()
    assert not (other.parameters["theatres.mirroring"] == 0.2).all()


def test_a_copy_has_what_was_hung_on_the_model_and_on_its_agents():
    model = made(collect=False)
    model.state("PRK").memory = ["2022-01"]
    model.rival = model.state("RUS")
    added = mesa.Agent(model)
    for copied in COPIES.values():
        twin = copied(model)
        assert twin.state("PRK").memory == ["2022-01"]
        assert twin.rival is twin.state("RUS") is not model.rival
        assert twin.rival.model is twin
        assert len(twin.agents) == len(model.agents)
        assert mesa.Agent(twin).unique_id > added.unique_id
    lone = copy.deepcopy(model.state("PRK"))
    assert lone.model.state("PRK") is lone


def test_a_model_that_somebody_stopped_stays_stopped():
    model = made(collect=False)
    model.running = False
    kept = model.snapshot()
    model.running = True
    model.restore(kept)
    assert not model.running


@pytest.mark.parametrize("junk", [{}, None, {"of": {}}, []], ids=str)
def test_what_is_no_snapshot_is_refused_in_words(junk):
    with pytest.raises(ArgumentError, match=r"model.snapshot\(\)"):
        made(collect=False).restore(junk)


def test_a_snapshot_with_other_reporters_is_refused():
    model, other = made(), made()
    other.datacollector = mesa.DataCollector(model_reporters={"month": "month"})
    with pytest.raises(ArgumentError, match=r"reports escalation_.*, here month"):
        other.restore(model.snapshot())


# -- orders ---------------------------------------------------------------------------------------


def test_two_choices_of_a_state_take_an_order_each_in_one_month():
    model = made()
    model.order("RUS", "new_offensive")
    model.order("RUS", "grant")
    model.step()
    ordered = {name: d.ordered for (role, name), d in model.decisions.items() if role == "russia"}
    assert ordered["provocation"] == ("new_offensive",)
    assert set(ordered["licence"]) == {"grant"}
    with pytest.raises(ArgumentError, match="ordered to restraint in 2022-02 already"):
        model.order("RUS", "restraint"), model.order("RUS", "sabotage_abroad")


def test_an_order_that_cannot_act_says_why():
    off = MultipolarModel(
        load_scenario("baseline", {"switches.china": False, "months": 2}), rng=1, collect=False
    )
    with pytest.warns(OrderWarning, match="the mechanism china is off"):
        off.order("CHN", "prop")
    off.rewind()
    off.order("CHN", "yes")
    with pytest.warns(OrderWarning, match="CHN: yes did nothing in 2022-01: vote was not open"):
        off.step()
    off.step()
    with pytest.warns(OrderWarning, match="ends with 2022-02"):
        off.order("PRK", "restraint")


def test_an_order_that_acts_says_nothing():
    model = made(collect=False)
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        model.order("PRK", "restraint")
        model.step()


@pytest.mark.parametrize(
    ("state", "action", "said"),
    [("PRKK", "restraint", "'PRK'"), ("PRK", "major_atack", "'major_attack'")],
)
def test_an_order_of_the_wrong_spelling_is_told_the_right_one(state, action, said):
    with pytest.raises(ArgumentError, match=f"Did you mean {said}"):
        made(collect=False).order(state, action)


# -- Mesa's words ---------------------------------------------------------------------------------


OLD_MESA = mesa.__version__.startswith("3.3")
THRICE = {"iterations": 3} if OLD_MESA else {"rng": [None] * 3}
"""How a release of Mesa is asked for three runs."""


def test_iterations_of_batch_run_differ_and_rows_of_one_step_are_of_one_month():
    rows = mesa.batch_run(
        MonthsOfAgents,
        {"spec": SPEC, "runs": 1},
        **THRICE,
        number_processes=1,
        data_collection_period=4,
        display_progress=False,
    )
    last = [row["escalation_korea"] for row in rows if row["Step"] == 8 and row["AgentID"] == 1]
    assert len(set(last)) == 3
    assert all(row["month_of_model"] == row["month_of_agent"] for row in rows)
    first = [row for row in rows if row["Step"] == 0 and row["AgentID"] == 1]
    assert {row["escalation_korea"] for row in first} == {3.0}


class MonthsOfAgents(MultipolarModel):
    """A model whose rows say of which month they are."""

    def __init__(self, spec, runs, rng=None):
        super().__init__(spec, runs=runs, rng=rng, collect=False)
        self.datacollector = mesa.DataCollector(
            model_reporters={
                "month_of_model": lambda model: model.month,
                "escalation_korea": lambda model: float(model.world.escalation[0, 1]),
            },
            agent_reporters={"month_of_agent": lambda agent: agent.model.month},
        )
        self._collect = True
        self.datacollector.collect(self)


def test_a_collector_of_ones_own_has_the_first_state_whoever_thinks_of_it(short):
    model = MultipolarModel(short, rng=1)
    model.datacollector = mesa.DataCollector(
        model_reporters={"of_model": "month"},
        agent_reporters={"of_agent": lambda agent: agent.model.month},
    )
    for _ in range(2):
        model.run()
        months = model.datacollector.get_model_vars_dataframe()["of_model"]
        agents = model.datacollector.get_agent_vars_dataframe()["of_agent"]
        assert len(months) == 1 + short.months
        for step, month in enumerate(months):
            assert set(agents.loc[step]) == {month}
        model.rewind()


def test_the_clock_of_mesa_goes_back_with_the_model():
    model = made()
    for _ in range(3):
        model.step()
    kept = model.snapshot()
    model.run()
    model.restore(kept)
    assert (model.steps, getattr(model, "time", 3.0)) == (3, 3.0)
    model.step()
    assert (model.steps, model.elapsed, getattr(model, "time", 4.0)) == (4, 4, 4.0)


def test_a_month_too_many_is_not_counted():
    model = made(collect=False)
    model.run()
    with pytest.raises(ArgumentError, match="ends with"):
        model.step()
    assert model.steps == model.elapsed == SPEC.months


def test_no_seed_draws_one_that_is_kept():
    first, second = (MultipolarModel(SPEC, collect=False) for _ in range(2))
    assert first.seed != second.seed
    again = MultipolarModel(SPEC, rng=first.seed, collect=False)
    for model in (first, again):
        model.step()
    assert np.array_equal(first.world.escalation, again.world.escalation)


@pytest.mark.parametrize(
    "given",
    [
        {"rng": 7},
        {"seed": 7},
        {"rng": np.int64(7)},
        {"seed": np.uint8(7)},
    ],
    ids=str,
)
def test_a_seed_comes_by_either_name_and_as_any_whole_number(given):
    model = MultipolarModel(SPEC, collect=False, **given)
    assert model.seed == 7
    assert type(model.seed) is int


def test_a_seed_may_be_a_seed_sequence_or_a_generator():
    one, other = (MultipolarModel(SPEC, rng=np.random.SeedSequence(5)).seed for _ in range(2))
    drawn = MultipolarModel(SPEC, rng=np.random.default_rng(5), collect=False).seed
    assert one == other
    assert drawn == int(np.random.default_rng(5).integers(2**32))


def test_a_bit_generator_is_a_seed_as_its_generator_is():
    one, other = (
        MultipolarModel(SPEC, rng=source, collect=False).seed
        for source in (np.random.PCG64(5), np.random.default_rng(5))
    )
    assert one == other


@pytest.mark.parametrize(
    "wrong", [{"rng": 1.5}, {"seed": "1"}, {"rng": True}, {"rng": -1}], ids=str
)
def test_what_is_no_seed_is_refused_in_words(wrong):
    with pytest.raises(ArgumentError, match="allowed: a whole number, 0 or larger"):
        MultipolarModel(SPEC, **wrong)


def test_a_seed_by_both_names_is_refused():
    with pytest.raises(ArgumentError, match="not both"):
        MultipolarModel(SPEC, rng=1, seed=1)


def test_the_random_numbers_can_be_reset_at_the_first_month_alone():
    model = MultipolarModel(SPEC, rng=1, collect=False)
    model.reset_rng(2)
    same = MultipolarModel(SPEC, rng=2, collect=False)
    for each in (model, same):
        each.step()
    assert np.array_equal(model.world.escalation, same.world.escalation)
    with pytest.raises(ArgumentError, match="rewind"):
        model.reset_rng(3)
    model.rewind()
    model.reset_randomizer(3)
    assert model.seed == 3


def test_states_cannot_be_removed_and_say_how_to_leave_them_out():
    model = made(collect=False)
    with pytest.raises(TypeError, match=r'without = \["PRK"\]'):
        model.state("PRK").remove()
    with pytest.raises(TypeError, match="columns of the world"):
        model.remove_all_agents()
    assert len(model.agents) == len(SPEC.states)


def test_steps_count_months_and_go_back_with_the_model():
    model = made()
    model.run_model()
    assert model.steps == model.elapsed == SPEC.months
    assert len(model.datacollector.get_model_vars_dataframe()) == SPEC.months + 1
    model.rewind()
    assert model.steps == 0
    assert len(model.datacollector.get_model_vars_dataframe()) == 1


# -- the door ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("vectors", "said"),
    [
        ({"theatres.miroring": 0.0}, "Did you mean 'theatres.mirroring'"),
        ({"theatres.mirroring": 5.0}, "found 5; allowed: 2 numbers from 0 to 0.2"),
        ({"theatres.mirroring": [0.0, np.nan]}, "found nan"),
        ({"theatres.mirroring": [0.0, 0.1, 0.2]}, "allowed: 2 numbers"),
        ({"theatres.mirroring": "much"}, "allowed: 2 numbers"),
    ],
    ids=str,
)
def test_parameters_that_a_model_is_rewound_with_are_checked(vectors, said):
    with pytest.raises(ArgumentError, match=said):
        made(collect=False).rewind(0, vectors)


@pytest.mark.parametrize(
    "wrong",
    [{"runs": 0}, {"runs": 1.0}, {"first_run": -1}, {"parameters": "postrior"}],
    ids=str,
)
def test_arguments_of_a_model_are_refused_in_its_own_words(wrong):
    with pytest.raises(ArgumentError, match=r"allowed: a whole number|There are: posterior"):
        MultipolarModel(SPEC, **wrong)


def test_what_keys_a_cache_cannot_be_changed():
    for mapping in (SPEC.switches, SPEC.parameters, phases.parameter_table()):
        with pytest.raises(TypeError, match="read-only"):
            mapping["theatres"] = False
        with pytest.raises(TypeError, match="read-only"):
            mapping.update(theatres=False)
    assert pickle.loads(pickle.dumps(SPEC)) == SPEC
    assert copy.deepcopy(SPEC) is SPEC
