"""Where in an array a change lands."""

import numpy as np
import pytest

from multipolar.world import World, attributes, full_roster
from multipolar.world.places import UnknownPlace, blocs, find_place

ROSTER = full_roster()
MOVING = [name for name, attribute in attributes().items() if attribute.moves]


@pytest.mark.parametrize("place", ["", "all"])
def test_all_or_nothing_said_is_the_whole_array(place):
    world = World(2)
    for name in MOVING:
        array = np.zeros_like(world.arrays[name])
        array[find_place(name, place, ROSTER)] = 1.0
        assert (array == 1.0).all(), name


def test_a_label_is_one_place_and_a_missing_axis_is_all_of_it():
    array = np.zeros_like(World(2).leakage)
    array[find_place("leakage", "PRK.energy", ROSTER)] += 1.0
    array[find_place("leakage", "IRN", ROSTER)] += 1.0
    assert array[:, 1].tolist() == [[0, 0, 1], [0, 0, 1]]
    assert (array[:, 2] == 1).all()
    assert not array[:, 0].any()


@pytest.mark.parametrize("group", ["european_state", "EU"])
def test_a_role_or_a_bloc_is_all_its_members_on_the_axis(group):
    array = np.zeros_like(World(1).cohesion)
    array[find_place("cohesion", group, ROSTER)] = 1.0
    role = dict(zip(ROSTER.iso3, ROSTER.role, strict=True))
    members = blocs().get(group, {code for code in ROSTER.iso3 if role[code] == group})
    marked = {code for code, hit in zip(ROSTER.labels["sponsor"], array[0], strict=True) if hit}
    assert marked == members & set(ROSTER.labels["sponsor"])


@pytest.mark.parametrize("place", ["mars", "korea.korea", "PRK"])
def test_an_unknown_place_says_what_is_allowed(place):
    with pytest.raises(UnknownPlace) as caught:
        find_place("escalation", place, ROSTER)
    assert caught.value.allowed
