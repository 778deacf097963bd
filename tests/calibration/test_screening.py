"""Screening: what moves nothing is found to move nothing."""

import pytest

from multipolar.calibration import screen
from multipolar.calibration.sample import free_parameters


@pytest.fixture(scope="module")
def effects(spec, evidence):
    return {e.parameter: e for e in screen(spec, evidence, trajectories=24, seed=3)}


def test_every_free_parameter_is_looked_at_largest_first(spec, effects):
    assert set(effects) == set(free_parameters(spec))
    sizes = [effect.size for effect in effects.values()]
    assert sizes == sorted(sizes, reverse=True)


def test_shares_that_come_round_move_leakage_and_what_moves_no_count_moves_nothing(effects):
    assert effects["carriers.industrial_rerouted"].active
    assert {e.moves for e in effects.values() if e.size == 0.0} <= {""}


def test_a_parameter_of_a_mechanism_that_is_off_moves_nothing(quiet, evidence):
    off = {e.parameter: e for e in screen(quiet, evidence, trajectories=8, seed=3)}
    assert off["carriers.industrial_rerouted"].size == 0.0
    assert not off["carriers.industrial_rerouted"].active
