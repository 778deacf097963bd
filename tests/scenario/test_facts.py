"""Figures of states that a scenario replaces: checked, counted, inherited; they move numbers."""

from concurrent.futures import ProcessPoolExecutor

import numpy as np
import pytest

from multipolar.ensemble import open_results, resume, simulate
from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.scenario import ScenarioError, Spec
from multipolar.world.replaceable import figure_of, replaceable

HEAD = 'title = "t"\nquestion = "q"\nmonths = 12\n'


@pytest.fixture
def scenario(tmp_path):
    def load(body, name="mine"):
        path = tmp_path / f"{name}.toml"
        path.write_text(f"{HEAD}{body}")
        return load_scenario(path)

    return load


def given(state, figure, value, source="own judgement"):
    return f'[facts.{state}]\n{figure} = {{ value = {value}, source = "{source}" }}\n'


def end_of(spec, name="escalation"):
    model = MultipolarModel(spec, runs=4, rng=1, collect=False)
    for _ in range(spec.months):
        model.step()
    return model.world.arrays[name]


@pytest.mark.parametrize(
    ("state", "figure", "value"),
    [
        ("IRN", "habit", 2.0),
        ("PRK", "status_target", 0.9),
        ("HUN", "polyarchy_2021", 0.9),
        ("KAZ", "loyalty", 0.1),
    ],
)
def test_an_own_figure_moves_numbers(scenario, state, figure, value):
    usual, other = scenario(""), scenario(given(state, figure, value))
    name = {"HUN": "cohesion", "KAZ": "loyalty"}.get(state, "escalation")
    assert not np.array_equal(end_of(usual, name), end_of(other, name))
    assert usual.digest != other.digest


@pytest.mark.parametrize(("state", "figure"), [("IRN", "habit"), ("DEU", "gdp_usd_bn_2021")])
def test_the_figure_of_the_tables_moves_nothing(scenario, state, figure):
    same = scenario(given(state, figure, repr(figure_of(state, figure))))
    assert np.array_equal(end_of(scenario("")), end_of(same))


def test_a_younger_file_replaces_a_fact_and_keeps_the_others(scenario):
    scenario(given("IRN", "habit", 0.4) + given("PRK", "habit", 0.4), "older")
    younger = scenario('extends = "older.toml"\n' + given("IRN", "habit", 0.7))
    assert [(f.state, f.value) for f in younger.facts] == [("IRN", 0.7), ("PRK", 0.4)]


def test_words_of_a_source_change_no_digest_and_a_written_scenario_keeps_them(scenario):
    spec = scenario(given("IRN", "habit", 0.4))
    assert spec.digest == scenario(given("IRN", "habit", 0.4, "a survey")).digest
    assert Spec.from_dict(spec.to_dict()) == spec
    old = {key: value for key, value in scenario("").to_dict().items() if key != "facts"}
    assert Spec.from_dict(old) == scenario("")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        (given("IRA", "habit", 0.4), "unknown state"),
        (given("IRN", "habits", 0.4), "unknown figure"),
        (given("IRN", "autocracy", 0.4), "derived from polyarchy_2021"),
        (given("DEU", "habit", 0.4), "DEU has no such figure"),
        (given("IRN", "habit", 7), "a number from 0 to 5"),
        (given("IRN", "eu", 0.5), "0 or 1"),
        (given("IRN", "treaty", 0.5), "0 or 1 or 2 or 3"),
        ("[facts.IRN]\nhabit = { value = 0.4 }\n", "this key is required"),
        ("[facts.IRN]\nhabit = 0.4\n", "value = number, source = text"),
        (given("IRN", "habit", 0.4, " "), "source"),
        (given("RUS", "trade_share_chn_2016", "-0.1"), "0 to 1"),
    ],
)
def test_a_slip_is_named_with_what_is_allowed(scenario, body, said):
    with pytest.raises(ScenarioError) as caught:
        scenario(body)
    assert said in str(caught.value)
    assert "facts" in str(caught.value)


def test_the_nearest_spelling_is_named(scenario):
    for body, near in ((given("IRN", "habits", 0.4), "habit"), (given("IRA", "habit", 0), "IRN")):
        with pytest.raises(ScenarioError, match=near):
            scenario(body)


def test_a_fact_of_a_state_that_is_not_in_the_roster_is_noted(scenario):
    spec = scenario('[roster]\nwithout = ["BRA"]\n' + given("BRA", "gdp_usd_bn_2021", 1))
    assert "fact of BRA, gdp_usd_bn_2021: BRA is not in the roster" in spec.notes


def test_every_figure_is_within_its_own_range():
    for name, known in replaceable().items():
        for state in known.states:
            assert known.allows(figure_of(state, name)), (state, name)


def test_workers_and_a_run_in_two_parts_give_the_same(scenario, tmp_path):
    spec = scenario(given("IRN", "habit", 2.0))
    one = simulate(spec, runs=8, seed=1, block=4, out=tmp_path / "one")
    with ProcessPoolExecutor(2) as executor:
        two = simulate(spec, runs=8, seed=1, block=4, out=tmp_path / "two", executor=executor)
    simulate(spec, runs=4, seed=1, block=4, out=tmp_path / "parts")
    parts = resume(tmp_path / "parts", extend=4)
    assert open_results(tmp_path / "one").specs[0].facts == spec.facts
    for name in ("escalation", "provocation"):
        assert one.read(name, 0).tobytes() == two.read(name, 0).tobytes()
        assert one.read(name, 0).tobytes() == parts.read(name, 0).tobytes()
