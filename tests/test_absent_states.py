"""A world may lack any state but those that carry a mechanism; the proof of that name tries all."""

import pytest

from absent import ABSENT, faults, without
from multipolar.loading import load_scenario
from multipolar.scenario import ScenarioError
from multipolar.world import full_roster
from multipolar.world.roster import required_states

ROLES = ("KAZ", "TUR", "ARE", "DEU", "GBR", "JPN", "BLR", "SAU", "NRU")
"""Carriers, large sponsors, a satellite, one that weighs joining, and one of no part."""


@pytest.mark.parametrize("gone", ROLES)
def test_a_world_without_a_state_runs_and_stays_in_bounds(gone):
    model = without(gone, months=2)
    assert model.month == "2022-03"
    assert faults(model, gone) == []


@pytest.mark.parametrize("gone", required_states())
def test_a_state_that_carries_a_mechanism_is_missed_by_name(gone):
    with pytest.raises(ScenarioError, match=f"required states are missing, found {gone}"):
        load_scenario("baseline", {"roster.without": [gone]})


def test_every_state_is_either_missed_or_may_be_absent():
    assert {*ABSENT, *required_states()} == set(full_roster().iso3)
