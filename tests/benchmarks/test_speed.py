"""Speed: one run while you wait for a breath, two hundred while you read the question."""

from time import perf_counter

import pytest

from multipolar import MultipolarModel, load_scenario, simulate


@pytest.fixture(scope="module")
def baseline():
    spec = load_scenario("baseline")
    assert spec.months == 108
    assert len(spec.states) == 194
    return spec


def seconds(job, times):
    """Return the time of the fastest of several tries: a busy machine only ever slows."""
    taken = []
    for _ in range(times):
        begin = perf_counter()
        job()
        taken.append(perf_counter() - begin)
    return min(taken)


def test_one_run_of_108_months_and_194_states_takes_less_than_a_second(baseline):
    MultipolarModel(baseline).step()
    assert seconds(lambda: MultipolarModel(baseline).run(), times=3) < 1.0


def test_two_hundred_runs_take_less_than_twenty_seconds(baseline):
    assert seconds(lambda: simulate(baseline, runs=200), times=2) < 20.0


def test_a_block_of_64_runs_costs_less_than_ten_single_runs(baseline):
    def run(count):
        MultipolarModel(baseline, runs=count, collect=False).run()

    run(1)
    one, block = (seconds(lambda count=count: run(count), times=4) for count in (1, 64))
    assert block < 10.0 * one, f"64 runs take {block:.2f} s, one {one:.2f} s"
