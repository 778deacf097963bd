"""Speed: one run while you take a breath, two hundred while you read the question."""

import subprocess
from dataclasses import replace
from time import perf_counter

import numpy as np
import pytest

from benchmarks.table import (
    LUCK,
    RECORDING,
    by_batch_run,
    by_plain_model,
    four_mechanisms,
    rate,
    seconds,
    share,
)
from multipolar import MultipolarModel, load_scenario, simulate
from multipolar.ensemble.blocks import LARGEST_BLOCK
from multipolar.ensemble.executors import processes
from multipolar.study import attribute
from multipolar.trade import (
    balanced,
    coalition_2022,
    counterfactual,
    embargo,
    impose,
    world_before_war,
)

BLOCK = LARGEST_BLOCK

pytestmark = pytest.mark.one_in(6)


@pytest.fixture(scope="module")
def baseline():
    spec = load_scenario("baseline")
    assert spec.months == 108
    assert len(spec.states) == 194
    return spec


@pytest.fixture(scope="module")
def short(baseline):
    """Months enough for a ratio, in which the start of a model weighs little."""
    return replace(baseline, months=36)


def test_one_run_of_108_months_and_194_states_takes_less_than_four_seconds(baseline):
    MultipolarModel(baseline, rng=1).step()
    assert seconds(lambda: MultipolarModel(baseline, rng=1).run(), times=3) < 4.0


def test_two_hundred_runs_take_less_than_twenty_seconds(baseline):
    assert seconds(lambda: simulate(baseline, runs=200), times=2) < 20.0


def test_a_block_of_250_runs_costs_less_than_twenty_single_runs(short):
    def run(count):
        MultipolarModel(short, runs=count, collect=False, rng=1).run()

    run(1)
    one, block = (seconds(lambda count=count: run(count), times=3) for count in (1, 250))
    assert block < 20.0 * one, f"250 runs take {block:.2f} s, one {one:.2f} s"


def test_the_engine_is_ten_times_as_fast_as_mesas_batch_run(short):
    engine = rate(short, BLOCK, BLOCK)
    theirs = by_batch_run(short, 2)
    assert engine >= 10.0 * theirs, f"{engine:.0f} runs/s, batch_run {theirs:.1f}"


def test_the_engine_is_far_faster_than_a_model_that_loops_over_agents(short):
    four = four_mechanisms(short)
    engine, plain = rate(four, BLOCK, BLOCK), by_plain_model(four, 2)
    assert engine >= 60.0 * plain, f"{engine:.0f} runs/s, agent by agent {plain:.1f}"


def test_random_numbers_and_recording_take_a_small_part_of_the_time(short):
    assert share(short, BLOCK, *LUCK) < 0.15
    assert share(short, BLOCK, *RECORDING) < 0.12


def test_twice_the_runs_take_twice_the_time(short):
    few, many = (rate(short, runs, 100) for runs in (200, 400))
    assert 0.6 < many / few < 1.6, f"{few:.0f} runs/s, then {many:.0f}"


def test_an_embargo_in_a_world_of_66_is_solved_in_50_milliseconds_and_a_thousand_in_20_seconds():
    world = balanced(world_before_war())
    case = embargo("RUS", coalition_2022(world))
    tau = np.where(np.eye(66) > 0, 1.0, np.linspace(0.9, 3, 1000)[:, None, None])
    assert seconds(lambda: impose(world, case), times=5) < 0.05
    assert seconds(lambda: counterfactual(world, iceberg=tau, deficits="closed"), times=2) < 20.0


def test_help_is_there_at_once(command):
    def helped():
        subprocess.run([command, "--help"], capture_output=True, check=True)

    assert seconds(helped, times=7) < 0.5


def test_twelve_mechanisms_share_a_whole_to_a_twentieth_in_five_minutes_on_two_cores(request):
    """A sample asks for three of them, in a quarter of the time."""
    names = (
        *("theatres", "emboldenment", "sanctions", "provocation", "barter", "foresight", "support"),
        *("war", "mediation", "campaign", "threat", "alignment"),
    )
    asked = names if request.config.getoption("--whole") else names[:3]
    with processes(2) as pool:
        begun = perf_counter()
        found = attribute("escalation_korea", month="2024-12", only=asked, executor=pool)
        taken = perf_counter() - begun
    assert found.widest <= 0.05
    assert taken < 300.0 * len(asked) / len(names)
    if asked == names:
        assert abs(found.standardised) >= 0.5
