"""Regimes of the theatres: how wars begin and end, and where tension rests."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.regimes import Regimes, change_regime, set_resting_level
from multipolar.world import World, full_roster
from multipolar.world.codes import Regime
from playing import WORLDS, assert_in_bounds, play, some_parameters

PRIORS = some_parameters(Regimes)
N = len(full_roster().labels["theatre"])


@given(WORLDS, PRIORS)
def test_regimes_stay_in_bounds_and_every_regime_is_one_of_three(world, p):
    world.regime_months[...] = np.minimum(world.regime_months, 1199)
    written = play(change_regime, world, p, luck=np.random.default_rng(0).random((world.runs, N)))
    assert_in_bounds(written)
    assert np.isin(written["regime"], [Regime.PEACE, Regime.CRISIS, Regime.WAR]).all()


@given(PRIORS)
def test_what_the_theatres_are_told_of_their_rest_follows_the_regime(p):
    world = World(3)
    world.regime[...] = np.array([[Regime.PEACE], [Regime.CRISIS], [Regime.WAR]])
    rest = play(set_resting_level, world, p)["resting_level"]
    assert np.allclose(rest[0], world.rest_level[0])
    assert np.allclose(rest[1], world.rest_level[0] + p.crisis_lift)
    assert np.allclose(rest[2], p.war_level[0])


def regimes(regime, level, luck, months=0.0):
    world = World()
    world.regime[...], world.escalation[...] = regime, level
    world.regime_months[...] = months
    path = []
    for chance in luck:
        for name, value in play(change_regime, world, luck=np.full((1, N), chance)).items():
            world.arrays[name][...] = value
        path.append(world.regime[0, 0])
    return path


def test_peace_turns_to_crisis_after_two_months_above_the_threshold_and_not_after_one():
    assert regimes(Regime.PEACE, 5.0, [0.9, 0.9, 0.9]) == [
        Regime.PEACE,
        Regime.CRISIS,
        Regime.CRISIS,
    ]


def test_a_crisis_calms_after_two_months_below_the_threshold():
    assert regimes(Regime.CRISIS, 4.0, [0.9, 0.9, 0.9]) == [
        Regime.CRISIS,
        Regime.PEACE,
        Regime.PEACE,
    ]


def test_peace_never_turns_to_war_in_one_step():
    assert regimes(Regime.PEACE, 10.0, [0.0]) == [Regime.PEACE]
    assert regimes(Regime.PEACE, 10.0, [0.0, 0.0, 0.0]) == [Regime.PEACE, Regime.CRISIS, Regime.WAR]


def test_war_ends_in_crisis_and_only_by_its_own_hazard():
    assert regimes(Regime.WAR, 0.0, [0.5]) == [Regime.WAR]
    assert regimes(Regime.WAR, 10.0, [0.001]) == [Regime.CRISIS]


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 1.0, exclude_max=True))
def test_a_higher_level_never_makes_war_less_likely(one, other, luck):
    low, high = sorted((one, other))
    assert (regimes(Regime.CRISIS, low, [luck]) != [Regime.WAR]) or (
        regimes(Regime.CRISIS, high, [luck]) == [Regime.WAR]
    )
