"""Ensembles: how they are computed changes no number."""

import gc
import warnings
import weakref
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest

from comparing import assert_same_bytes, plain
from multipolar.ensemble import Task, open_results, run_block, simulate
from multipolar.measures import MEASURES
from multipolar.model import MultipolarModel
from multipolar.scenario import Event


@pytest.fixture(scope="module")
def short(make_spec):
    """Baseline of five months, into the war."""
    return make_spec(months=5)


@pytest.fixture(scope="module")
def small(short):
    return simulate(short, runs=7, seed=5, block=4)


@pytest.mark.parametrize("block", [1, 3, 64])
def test_the_size_of_a_block_changes_no_byte(short, small, block):
    assert_same_bytes(simulate(short, runs=7, seed=5, block=block), small)


def test_processes_change_no_byte(short, small, pool):
    assert_same_bytes(simulate(short, runs=7, seed=5, block=2, executor=pool), small)


def test_a_store_on_disk_holds_the_same_bytes(short, small, tmp_path):
    simulate(short, runs=7, seed=5, block=3, out=tmp_path / "r")
    assert_same_bytes(open_results(tmp_path / "r"), small)


@pytest.mark.parametrize("run", [0, 3, 6])
def test_a_run_alone_is_that_run_of_the_ensemble(short, small, run):
    alone = run_block(Task(short, 5, run, 1))
    data = plain(small)
    for name, values in alone.trajectories.items():
        assert np.array_equal(values[0], data[name].values[0, run]), name
    for name, values in alone.parameters.items():
        assert values[0] == data["parameters"].sel(parameter=name).values[0, run], name
    for name, values in alone.outcomes.items():
        kept = data["outcomes"].sel(measure=name).values[0, run]
        assert np.array_equal(values[0], kept, equal_nan=True), name


def test_more_runs_leave_the_first_ones_as_they_were(short, small):
    more = simulate(short, runs=11, seed=5)
    for name, array in plain(small).data_vars.items():
        assert np.array_equal(plain(more)[name].values[:, :7], array.values, equal_nan=True), name


def test_scenarios_run_together_or_alone_are_the_same(short, small):
    other = replace(short, name="other", events=())
    both = simulate([other, short], runs=7, seed=5)
    assert both.scenarios == ("other", "short")
    for name, array in plain(small).data_vars.items():
        assert np.array_equal(plain(both)[name].values[1], array.values[0], equal_nan=True), name


def test_scenarios_meet_the_same_parameters_run_by_run(short):
    both = simulate([short, replace(short, name="other", events=())], runs=5)
    first, second = plain(both)["parameters"].values
    assert np.array_equal(first, second)


def test_a_placebo_gives_a_difference_of_exactly_zero(short):
    nothing = Event("2022-06", "placebo", "escalation", "korea", "add", 0.0)
    placebo = replace(short, name="placebo", events=(*short.events, nothing))
    both = plain(simulate([short, placebo], runs=6))
    for name, array in both.data_vars.items():
        assert np.array_equal(array.values[0], array.values[1], equal_nan=True), name


def test_outcomes_are_the_measures_of_the_last_month(small):
    for name in MEASURES:
        series = small.measure(name).values[:, -1]
        kept = plain(small)["outcomes"].sel(measure=name).values[0]
        assert np.allclose(series, kept, equal_nan=True), name


def test_every_number_is_labelled(small):
    data = small.data
    assert set(data["escalation"].dims) == {"scenario", "run", "month", "theatre"}
    assert data["theatre"].values.tolist() == ["ukraine", "korea", "taiwan", "middle_east"]
    assert (small.months[0], small.months[-1]) == ("2022-01", "2022-05")
    assert small.runs == 7


def test_every_trajectory_is_filled(small):
    for name, array in plain(small).data_vars.items():
        assert name == "outcomes" or np.isfinite(array.values).all(), name


def test_the_table_of_runs_has_one_row_for_each_run(small):
    frame = small.to_frame()
    assert len(frame) == 7
    assert {"theatres.mirroring", "escalation_global"} <= set(frame.columns)
    assert frame["theatres.mirroring"].nunique() == 7


def test_an_unknown_measure_or_scenario_is_refused_with_what_there_is(small):
    with pytest.raises(KeyError, match="escalation_ukraine"):
        small.measure("escalation_mars")
    with pytest.raises(KeyError, match="short"):
        small.measure("escalation_ukraine", "no_such_scenario")


@pytest.mark.parametrize("wrong", [{"runs": 0}, {"block": 0}])
def test_no_runs_or_empty_blocks_are_refused(short, wrong):
    with pytest.raises(ValueError, match=r"1 (or larger|to 10000000)"):
        simulate(short, **{"runs": 2, **wrong})


def test_progress_counts_every_run_once(short):
    done = []
    simulate(short, runs=5, block=2, progress=done.append)
    assert sum(done) == 5


def test_measures_of_quantiles_are_in_order(small):
    with warnings.catch_warnings():
        low, middle, high = small.quantiles("escalation_global").values
    assert (low <= middle).all()
    assert (middle <= high).all()


def test_the_world_of_a_scenario_is_let_go_when_another_is_run(short, make_spec):
    made = []

    class Watched(MultipolarModel):
        def __init__(self, *given, **more):
            super().__init__(*given, **more)
            made.append(weakref.ref(self.world))

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr("multipolar.model.MultipolarModel", Watched)
        for months in (2, 3, 4):
            run_block(Task(make_spec(f"months_{months}", months), 1, 0, 2))
    gc.collect()
    assert [world() is None for world in made] == [True, True, False]


def test_threads_that_share_a_process_do_not_share_a_model(short, small):
    with ThreadPoolExecutor(2) as pool:
        assert_same_bytes(simulate(short, runs=7, seed=5, block=1, executor=pool), small)
