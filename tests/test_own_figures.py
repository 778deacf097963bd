"""States of one role are many: each votes, trades, evades, gives and turns by its own figures."""

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.axes import CARRIER, SATELLITE, SPONSOR
from multipolar.loading import load_scenario

RUNS = 32
MONTH = "2025-02"
"""Month of a vote in the General Assembly."""


@pytest.fixture(scope="module")
def model():
    found = MultipolarModel(load_scenario("baseline"), runs=RUNS, rng=4, collect=False)
    while found.month <= MONTH:
        found.step()
    return found


def distinct(values):
    """Return how many different values there are in the first run, one for each state."""
    return np.unique(values[0].round(9)).size


def test_states_of_the_global_south_stand_vote_and_evade_each_for_itself(model):
    south = model.world.roster.members("global_south_state")
    states = model.world.alignment[:, south].shape[1]
    assert states > 100
    assert distinct(model.world.alignment[:, south]) > 0.9 * states
    assert distinct(model.world.evasion[:, south]) > 0.5 * states
    votes = model.decisions["global_south_state", "vote"]
    assert votes.probability.shape[:2] == (RUNS, states)
    assert {0, 1, 2} == set(np.unique(votes.chosen))
    assert distinct(votes.probability[..., 2]) > 0.9 * states


def test_a_move_of_one_state_of_the_global_south_moves_no_other_vote():
    plain, moved = (
        MultipolarModel(load_scenario("baseline"), runs=2, rng=4, collect=False) for _ in range(2)
    )
    for each in (plain, moved):
        while each.month < MONTH:
            each.step()
    south = plain.world.roster.members("global_south_state")
    india = plain.world.roster.index("IND")
    moved.world.alignment[:, india] += 0.3
    for each in (plain, moved):
        each.step()
    before, after = (
        each.decisions["global_south_state", "vote"].probability for each in (plain, moved)
    )
    changed = (before != after).any(axis=(0, 2))
    assert np.flatnonzero(changed).tolist() == [india - south.start]


def test_european_states_hold_together_and_give_each_for_itself(model):
    roles = np.array(model.world.roster.role[model.world.roster.part(SPONSOR)])
    europe = roles == "european_state"
    assert distinct(model.world.cohesion[:, europe]) > 0.9 * europe.sum()
    assert distinct(model.world.aid[:, europe]) > 0.9 * europe.sum()


def test_armenia_belarus_and_kazakhstan_go_three_ways(model):
    world = model.world
    loyal = {s: world.roster.index(s, SATELLITE) for s in ("ARM", "BLR", "KAZ")}
    change = (world.loyalty - world.start_of_loyalty).mean(axis=0)
    assert change[loyal["ARM"]] < -0.15
    assert change[loyal["BLR"]] > 0.0
    assert abs(change[loyal["KAZ"]]) < 0.1
    stance = {s: world.stance[:, world.roster.index(s, CARRIER)].mean() for s in loyal}
    assert stance["BLR"] < stance["ARM"] < stance["KAZ"]
