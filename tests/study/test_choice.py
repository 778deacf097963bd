"""What to do, not knowing: the front is found, regrets have intervals, a beaten option falls."""

import json

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.arguments import ArgumentError, UnknownName
from multipolar.cli import main
from multipolar.loading import vocabulary
from multipolar.scenario import ScenarioError
from multipolar.scenario.levers import load_levers
from multipolar.study import choice_words
from multipolar.study.bench import specs_of
from multipolar.study.cases import case_file, case_names
from multipolar.study.choice import Judged, PolicyChoice, choose, read_levers
from multipolar.study.choice_words import as_plain, payers_table, sentences
from multipolar.study.intervals import Interval
from multipolar.study.search import find_options, undominated

SMALL = """
title = "A small choice"
question = "Talk down or answer?"

[[levers]]
seat = "KOR"
choice = "response"
month = "2022-03"
months = 3
values = ["talk_down", "answer"]

[[outcomes]]
measure = "escalation_korea"
month = "2022-03:2022-06"
direction = "down"

[[outcomes]]
measure = "threat_united_states"
month = "2022-06"
direction = "down"

[[payers]]
who = "South Korea: provocation"
measure = "provocation_korea"
month = "2022-03:2022-06"
direction = "down"

[[answers]]
seat = "PRK"
choice = "provocation"
action = "restraint"
month = "2022-03"
months = 3

[uncertainty]
scenarios = ["baseline", "placebo"]
"""


@pytest.fixture
def small(tmp_path):
    file = tmp_path / "small.toml"
    file.write_text(SMALL)
    return file


def zdt1(options, values=16):
    """Return the test problem ZDT1 on a grid, both outcomes to be large."""
    x = np.array(options) / (values - 1)
    rest = 1.0 + 9.0 * x[:, 1:].mean(axis=1)
    return -np.stack([x[:, 0], rest * (1.0 - np.sqrt(x[:, 0] / rest))], axis=1)


def test_the_search_finds_the_known_front_of_a_test_problem():
    found, values, all_of_them = find_options([16] * 3, zdt1, most=64, evaluations=800, seed=1)
    assert not all_of_them
    assert len(found) < 16**3 / 4
    front = [option for option, stands in zip(found, undominated(values), strict=True) if stands]
    assert front == [(k, 0, 0) for k in range(16)]


def test_few_options_are_all_judged_and_once():
    asked = []

    def judge(options):
        asked.extend(options)
        return zdt1(options)

    found, _, all_of_them = find_options([4, 4], judge, most=16, evaluations=1, seed=1)
    assert all_of_them
    assert sorted(asked) == found
    assert len(found) == 16


def made(values):
    """Return a choice of options with these outcomes, (options, scenarios, runs, outcomes)."""
    signs = np.array([1.0, -1.0])
    free = Judged(values, signs, values[0].std(axis=(0, 1)) + 0.1, np.full(2, 0.1))
    options = tuple((k,) for k in range(len(values)))
    return PolicyChoice(None, options, free, None, None, (), (), signs, 1, 1, values.shape[2], 1)


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_an_option_that_another_beats_is_never_recommended(seed):
    draws = np.random.default_rng(seed)
    values = draws.normal(size=(6, 2, 8, 2)) + draws.normal(size=(6, 1, 1, 2))
    values[5] = values[0] + [-0.1, 0.1]
    choice = made(values)
    assert choice.free.undominated[choice.recommended]
    assert choice.free.stands[choice.recommended]
    assert choice.recommended != 5


@pytest.mark.parametrize(("better", "survives"), [(0.2, True), (0.4, False)])
def test_what_is_recommended_survives_unless_another_beats_it_by_what_matters(better, survives):
    """Half a unit matters; the first option is the best while others answer."""
    noise = np.random.default_rng(1).normal(size=(1, 1, 40, 2))
    worlds = [
        np.broadcast_to(np.array(means)[:, None, None, :], (2, 1, 40, 2)) + noise
        for means in ([[1.0, 0.0], [0.0, 0.0]], [[0.0, 0.0], [better, 0.0]])
    ]
    free, held = (Judged(values, np.ones(2), np.ones(2), np.full(2, 0.5)) for values in worlds)
    choice = PolicyChoice(None, ((0,), (1,)), free, held, None, (), (), None, 2, 2, 40, 1)
    assert choice.recommended == 0
    assert choice.free.stands.tolist() == [True, False]
    assert choice.survives is survives


def test_a_regret_has_an_interval_that_holds_the_truth():
    """Three options with known means; noise that options share cancels."""
    truth, held = np.array([0.0, 0.5, 1.0]), 0
    for seed in range(100):
        draws = np.random.default_rng(seed)
        shared = draws.normal(size=(1, 1, 100, 1))
        own = draws.normal(scale=0.5, size=(3, 1, 100, 2))
        judged = Judged(shared + own + truth[:, None, None, None], *np.ones((3, 2)))
        size, (low, high) = judged.regret(0, 0, 0)
        assert low <= size <= high
        held += low <= 1.0 <= high
        assert judged.regret(2, 0, 0)[0] == pytest.approx(0.0, abs=0.3)
    assert 80 <= held <= 98


def test_a_choice_is_the_same_at_any_jobs_and_after_it_was_interrupted(small, tmp_path):
    from multipolar.ensemble.executors import processes

    text = SMALL.replace('"baseline", "placebo"', '"baseline"').replace('"talk_down", ', "")
    small.write_text(text[: text.index("[[answers]]")] + text[text.index("[uncertainty]") :])
    first = as_plain(choose(small, runs=4, folder=tmp_path))
    gone, *kept = sorted(tmp_path.glob("*.npy"))
    before = [file.stat().st_mtime_ns for file in kept]
    gone.unlink()
    with processes(2) as pool:
        assert as_plain(choose(small, runs=4, folder=tmp_path, executor=pool)) == first
    assert gone.exists()
    assert [file.stat().st_mtime_ns for file in kept] == before


def test_it_tells_who_pays_and_what_stands_without_an_answer(small):
    choice = choose(small, runs=8)
    assert choice.options == (("free",), ("talk_down",), ("answer",))
    assert choice.free.values.shape == (3, 2, 8, 2)
    assert np.array_equal(choice.free.values[:, 0], choice.free.values[:, 1])  # placebo
    assert choice.free.means[1, 0] < choice.free.means[2, 0]
    assert not np.array_equal(choice.free.values, choice.held.values)
    assert set(payers_table(choice)["option"]) == {"response: talk down", "response: answer"}
    said = " ".join(sentences(choice))
    assert "All 3 options were judged" in said
    assert "Without an answer of North Korea" in said


def test_only_the_parameters_that_are_named_are_uncertain(small):
    small.write_text(SMALL + 'parameters = ["theatres.mirroring"]\n')
    [spec, *_] = specs_of(read_levers(small))
    assert [name for name, prior in spec.parameters.items() if not prior.fixed] == [
        "theatres.mirroring"
    ]


@pytest.mark.parametrize(
    ("old", "new", "message"),
    [
        ('"talk_down", ', '"talk_dwon", ', r"levers\[1\].*Did you mean 'talk_down'"),
        ('choice = "response"', 'choice = "respond"', r"Did you mean 'response'"),
        ('seat = "KOR"', 'seat = "KRO"', r"levers\[1\]\.seat: unknown seat.*KOR"),
        ("escalation_korea", "escalation_corea", r"small.toml:13.*'escalation_korea'"),
        ('"down"', '"downward"', r"outcomes\[1\]\.direction"),
        ("[uncertainty]", "[uncertainties]", r"unknown key.*Did you mean 'uncertainty'"),
        ('"placebo"', '"placebo", "basline"', r"uncertainty.scenarios.*Did you mean 'baseline'"),
        ('seat = "PRK"', 'seat = "KOR"', "the seat does not answer itself"),
        ("months = 3\nvalues", "values", "a choice is ordered for some months"),
        ('choice = "response"\n', "", "a lever is a choice or a parameter"),
    ],
)
def test_a_file_that_cannot_be_meant_names_place_and_nearest_spelling(small, old, new, message):
    small.write_text(SMALL.replace(old, new, 1))
    with pytest.raises(ScenarioError, match=message):
        read_levers(small)


def test_a_second_seat_is_refused(small):
    lever = '[[levers]]\nseat = "DEU"\nchoice = "aid"\nmonth = "2022-03"\nmonths = 1\n'
    text = SMALL.replace("[[outcomes]]", f'{lever}values = ["cut"]\n\n[[outcomes]]', 1)
    small.write_text(text)
    with pytest.raises(ScenarioError, match="those of one seat, and the first is of KOR"):
        read_levers(small)


def test_a_month_beyond_the_scenario_and_an_unknown_case_are_refused(small):
    small.write_text(SMALL.replace('month = "2022-06"', 'month = "2090"', 1))
    with pytest.raises(ArgumentError, match="2090 is not within baseline"):
        choose(small, runs=4)
    with pytest.raises(UnknownName, match="koreas_crisis"):
        case_file("coreas_crisis")


def test_there_are_six_cases_of_one_seat_with_answers_payers_and_scenarios():
    assert len(case_names()) == 6
    for name in case_names():
        file = load_levers(case_file(name), vocabulary())
        assert len({lever.seat for lever in file.levers}) == 1, name
        assert len(file.uncertainty.scenarios) >= 3, name
        assert file.answers, name
        assert file.payers, name
        assert len({row.measure for row in file.outcomes}) >= 3, name


@pytest.mark.one_in(3)
@pytest.mark.parametrize("name", case_names())
def test_every_value_of_a_case_can_be_ordered(name):
    whole = read_levers(name)
    some = whole.uncertainty.model_copy(update={"scenarios": whole.uncertainty.scenarios[1:2]})
    for spec in specs_of(whole.model_copy(update={"uncertainty": some})):
        assert spec.orders
        assert not [note for note in spec.notes if "cannot act" in note]


def test_the_command_keeps_tables_picture_and_json(small, tmp_path):
    out = tmp_path / "out"
    small.write_text(SMALL.replace('"baseline", "placebo"', '"baseline"'))
    ran = CliRunner().invoke(main, ["choose", str(small), "--runs", "4", "--out", str(out)])
    assert ran.exit_code == 0, ran.output
    names = {"options.csv", "regrets.csv", "payers.csv", "choice.json", "trade-off.png"}
    assert names <= {file.name for file in out.iterdir()}
    assert "recommended" in ran.stdout
    assert json.loads((out / "choice.json").read_text())["judged"] == 3
    listed = CliRunner().invoke(main, ["choose"])
    assert all(name in listed.stdout for name in case_names())


def test_a_case_runs_and_tells_which_option_stands():
    whole = read_levers("courting_the_south")
    some = whole.uncertainty.model_copy(update={"scenarios": ["baseline"]})
    choice = choose(
        whole.model_copy(update={"levers": whole.levers[1:], "uncertainty": some}), runs=4
    )
    assert choice.options == (("free",), ("no_effort",), ("strong_effort",))
    assert choice.free.undominated[choice.recommended]
    assert all(regret.low <= regret.size <= regret.high for regret in choice.regrets)
    assert len(payers_table(choice)) == 2 * len(whole.payers)


@pytest.mark.parametrize(
    ("interval", "direction", "verdict"),
    [
        ((0.3, 0.9), "up", "cannot tell"),
        ((0.6, 0.9), "up", "gains"),
        ((0.6, 0.9), "down", "pays"),
        ((-0.9, -0.6), "down", "gains"),
        ((-0.4, 0.4), "up", "too small"),
        ((-0.9, 0.4), "up", "cannot tell"),
    ],
)
def test_who_pays_is_told_where_the_whole_interval_matters(interval, direction, verdict):
    assert choice_words._verdict(Interval(*interval), direction, 0.5) == verdict
