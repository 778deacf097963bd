"""Whatever is given to the Python API is taken, or refused in words of its own."""

import numpy as np
import pytest

from multipolar import load_scenario, simulate, trade
from multipolar.arguments import ArgumentError
from multipolar.backtest import backtest
from multipolar.calibration.procedure import calibrate
from multipolar.ensemble import make_cases, open_results
from multipolar.seminar import explore
from multipolar.study.experiments import show
from multipolar.study.seats import seat_effects

REFUSED = {
    "scenario": (lambda _: simulate(3, runs=2), "3 is no scenario; allowed: its name"),
    "no scenario": (lambda _: simulate(None, runs=2), "None is no scenario"),
    "nothing to run": (lambda _: simulate([], runs=2), "scenarios is empty"),
    "record": (lambda _: simulate(runs=2, record="gans"), "Did you mean 'gains'"),
    "runs": (lambda _: simulate(runs=2.5), "runs is 2.5; allowed: a whole number"),
    "settings": (lambda _: simulate(runs=2, settings={"a": object()}), "allowed: texts, finite"),
    "infinite": (lambda _: simulate(runs=2, settings={"a": float("inf")}), "allowed: texts"),
    "changes": (lambda _: load_scenario("baseline", [1]), "a mapping of dotted keys"),
    "key": (lambda _: load_scenario("baseline", {1: 2}), "a mapping of dotted keys"),
    "measure": (lambda r: r.measures("gans"), "Did you mean 'gains'"),
    "no name": (lambda r: r.measures(3), "give a name or a list of names"),
    "month": (lambda r: r.measure("gains", months="2042-01"), "no month '2042-01'"),
    "quantile": (lambda r: r.quantiles("gains", q=1.5), "q is 1.5; allowed: a number from 0 to 1"),
    "text": (lambda r: r.quantile_table("gains", q="x"), "q is 'x'; allowed"),
    "case": (lambda r: r.quantile_table("gains", scenarios="shrt"), "Did you mean 'short'"),
    "no measure": (lambda r: r.quantile_table([]), "names is empty; allowed: a name or a list"),
    "no case": (lambda r: r.quantile_table(scenarios=()), "scenarios is empty; allowed: a name"),
    "folder": (lambda _: open_results(3), "folder is 3; allowed: a path"),
    "out": (lambda _: simulate(runs=2, out=3), "out is 3; allowed: a path"),
    "executor": (lambda _: simulate(runs=2, executor=2), "executor is 2; allowed: a concurrent"),
    "target": (lambda _: trade.load_surface("RSU"), "Did you mean 'RUS'"),
    "economy": (lambda _: trade.world_2023().index("CHI"), "'CHI' is not an economy"),
}


@pytest.mark.parametrize(("call", "said"), REFUSED.values(), ids=REFUSED)
def test_what_cannot_be_meant_is_refused_in_words(small, call, said):
    with pytest.raises(ArgumentError, match=said):
        call(small)


def test_a_single_text_is_a_list_of_one(small):
    month = small.months[3]
    assert small.measures("gains").equals(small.measures(["gains"]))
    one = small.quantile_table("gains", scenarios="short", months=month, q=0.5)
    assert one.equals(small.quantile_table(["gains"], scenarios=["short"], months=[month], q=[0.5]))
    assert make_cases("baseline") == make_cases(["baseline"])
    one, listed = vars(trade.embargo("RUS", "DEU")), vars(trade.embargo("RUS", ["DEU"]))
    assert all(np.array_equal(one[name], listed[name]) for name in one | listed)


def test_numbers_of_numpy_are_taken(short):
    given = {"runs": np.int64(2), "seed": np.uint8(3), "block": np.int16(2)}
    result = simulate(short, **given, settings={"runs": np.int64(2), "share": np.float32(0.5)})
    assert (result.runs, result.seed) == (2, 3)
    assert result.manifest.settings == {"runs": 2, "share": 0.5}


EXECUTED = {
    "backtest": backtest,
    "calibrate": lambda executor: calibrate(load_scenario("baseline"), executor=executor),
    "explore": lambda executor: explore.compute(None, executor=executor),
    "seat_effects": lambda executor: seat_effects((), executor=executor),
    "show": lambda executor: show((), executor=executor),
}


@pytest.mark.parametrize("study", EXECUTED.values(), ids=EXECUTED)
def test_every_study_refuses_what_is_no_executor_before_it_begins(study):
    with pytest.raises(ArgumentError, match="executor is 2; allowed: a concurrent"):
        study(executor=2)
