"""Blocks of one thread share memory, and none of them notices."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import load_scenario
from multipolar.ensemble import blocks, computing, simulate
from multipolar.ensemble.blocks import release_memory, run_block, run_blocks, runs_together, split


@pytest.fixture(scope="module")
def tasks():
    return split(replace(load_scenario("baseline"), months=2), 1, 4, block=2)


@pytest.mark.parametrize("have", [lambda paths: paths, lambda paths: {"aid": paths["aid"][0, 1:]}])
def test_a_block_that_somebody_has_and_a_part_of_it_stay_as_they_are(tasks, have):
    release_memory()
    mine = have(run_block(tasks[0]).trajectories)
    before = {name: path.copy() for name, path in mine.items()}
    others = run_block(tasks[1]).trajectories
    assert all(np.array_equal(mine[name], path) for name, path in before.items())
    assert not any(np.shares_memory(mine[name], others[name]) for name in mine)


def test_the_next_block_has_the_memory_of_one_that_is_done_with(tasks):
    memory = [run_block(task).trajectories["aid"].__array_interface__["data"][0] for task in tasks]
    assert memory[0] == memory[1]


def test_memory_is_given_back_when_it_is_released(tasks):
    run_block(tasks[0])
    assert blocks._kept.memory.size
    release_memory()
    assert not blocks._kept.memory.size


def test_blocks_computed_side_by_side_are_those_computed_one_by_one(tasks):
    together = run_blocks(replace(tasks[0], runs=4), (3, 1))
    alone = [run_block(replace(tasks[0], first_run=f, runs=n)) for f, n in ((0, 3), (3, 1))]
    for one, other in zip(together, alone, strict=True):
        assert (one.first_run, one.runs) == (other.first_run, other.runs)
        for kind in ("trajectories", "parameters", "outcomes"):
            mine, theirs = getattr(one, kind), getattr(other, kind)
            assert mine.keys() == theirs.keys()
            assert all(np.array_equal(mine[k], theirs[k], equal_nan=True) for k in mine)


@pytest.mark.parametrize(
    ("size", "together", "sizes"),
    [
        (2, 4, [(2, 2), (2, 2)]),
        (2, 6, [(2, 2), (2, 2)]),
        (2, 1, [(2,)] * 4),
        (100, 6, [(2,)] * 4),  # somebody chose blocks of two
    ],
)
def test_a_process_computes_equal_shares_of_the_blocks_side_by_side(
    tasks, monkeypatch, size, together, sizes
):
    monkeypatch.setattr(computing, "runs_together", lambda months: together)
    monkeypatch.setattr(computing, "block_for", lambda runs: size)
    asked = []

    def watched(task, sizes):
        asked.append(tuple(sizes))
        return run_blocks(task, sizes)

    monkeypatch.setattr(computing, "run_blocks", watched)
    told = []
    simulate(tasks[0].spec, runs=8, block=2, record=(), progress=told.append)
    assert asked == sizes
    assert told == [0, 2, 2, 2, 2]


def test_runs_side_by_side_record_less_than_a_large_block_of_a_long_scenario():
    assert all(runs_together(months) * months <= blocks.RUN_MONTHS for months in range(1, 1200))
    assert blocks.LARGEST_BLOCK * 108 > blocks.RUN_MONTHS
