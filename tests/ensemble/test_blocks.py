"""Blocks of one thread share memory, and none of them notices."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import load_scenario
from multipolar.ensemble import blocks
from multipolar.ensemble.blocks import release_memory, run_block, split


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
