"""Regimes of the theatres: how wars begin, widen and end, and where tension rests."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules.conflicts import (
    CEILING,
    LEVEL,
    Conflicts,
    broken,
    chance_of_end,
    ended,
    widened,
    won,
)
from multipolar.rules.phases import MECHANISMS
from multipolar.rules.regimes import Regimes, set_resting_level
from multipolar.scenario import Event
from multipolar.world import World, full_roster
from multipolar.world.codes import Conflict, Regime, codes_of
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters, work_out

PRIORS = some_parameters(Regimes)
CONFLICTS = list(codes_of(Conflict).values())
THEATRES = full_roster().labels["theatre"]
N = len(THEATRES)
[REGIMES] = [one for one in MECHANISMS if one.name == "regimes"]
LEARNING = REGIMES.rules["learning"]
ALONE = REGIMES.absent["learning"]
STREAMS = ("luck", "end_luck", "victory_luck", "truce_luck", "widening_luck")
SURVIVAL = {
    Conflict.LAND_WAR: (0.87, 0.67, 0.46),
    Conflict.STRIKE_CAMPAIGN: (0.45, 0.06, 0.0),
    Conflict.BLOCKADE: (0.70, 0.22, 0.09),
    Conflict.BORDER_CLASH: (0.41, 0.07, 0.01),
}
"""Share of wars of a kind that last longer than 1, 12 and 60 months, as published or judged."""


def after(world, luck=0.5, rules=LEARNING, **changed):
    """Let a month be learnt with this luck in every stream, and return the world."""
    numbers = {name: np.full_like(world.regime, luck) for name in STREAMS}
    for name, value in play(rules, world, **numbers, **changed).items():
        world.arrays[name][...] = np.clip(
            value, world.attributes[name].low, world.attributes[name].high
        )
    return world


def everywhere(**values):
    """Return a world of one run in which attributes have these values in every theatre."""
    world = World()
    for name, value in values.items():
        world.arrays[name][...] = value
    return world


@given(WORLDS, PRIORS)
def test_regimes_stay_in_bounds_and_every_regime_is_one_of_three(world, p):
    for name in ("regime_months", "war_months", "truce_months"):
        world.arrays[name][...] = np.minimum(world.arrays[name], 1199)
    world.rest_level[...] = World().rest_level
    rng = np.random.default_rng(0)
    numbers = {name: rng.random((world.runs, N)) for name in STREAMS}
    written = play(LEARNING, world, p, **numbers)
    assert_in_bounds(written)
    assert np.isin(written["regime"], [Regime.PEACE, Regime.CRISIS, Regime.WAR]).all()
    assert np.isin(written["conflict"], CONFLICTS).all()


@given(PRIORS, st.sampled_from(CONFLICTS))
def test_where_tension_rests_follows_the_regime_and_the_kind_of_the_war(p, kind):
    world = World(3)
    world.regime[...] = np.array([[Regime.PEACE], [Regime.CRISIS], [Regime.WAR]])
    world.conflict[...] = kind
    rest = play(set_resting_level, world, p)["resting_level"]
    assert np.allclose(rest[0], world.rest_level[0])
    assert np.allclose(rest[1], world.rest_level[0] + p.crisis_lift)
    assert np.allclose(rest[2], LEVEL[kind])


def regimes(regime, level, luck, months=0.0):
    world = everywhere(regime=regime, escalation=level, regime_months=months)
    path = []
    for chance in luck:
        after(world, chance)
        world.escalation[...] = level
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


@given(st.floats(0.0, 10.0), st.floats(0.0, 10.0), st.floats(0.0, 1.0, exclude_max=True))
def test_a_higher_level_never_makes_war_less_likely(one, other, luck):
    low, high = sorted((one, other))
    assert (regimes(Regime.CRISIS, low, [luck]) != [Regime.WAR]) or (
        regimes(Regime.CRISIS, high, [luck]) == [Regime.WAR]
    )


@pytest.mark.parametrize("kind", CONFLICTS)
def test_with_nothing_to_weigh_wars_end_by_the_published_rates_of_their_kind_and_age(kind):
    lasts, share = [], 1.0
    for month in range(60):
        world = everywhere(regime=Regime.WAR, conflict=kind, war_months=month)
        share *= 1.0 - work_out(chance_of_end, world)[0, 0]
        lasts.append(share)
    assert np.allclose([lasts[0], lasts[11], lasts[59]], SURVIVAL[kind], atol=0.005)


def test_seven_land_wars_in_ten_and_three_strike_campaigns_end_as_all_wars_do():
    mix = 0.7 * np.array(SURVIVAL[Conflict.LAND_WAR]) + 0.3 * np.array(
        SURVIVAL[Conflict.STRIKE_CAMPAIGN]
    )
    assert np.allclose(1.0 - mix[:2], [0.26, 0.51], atol=0.03)


@given(st.integers(0, 200), st.sampled_from(CONFLICTS), st.floats(0.01, 3.0))
def test_what_settling_is_worth_moves_the_odds_by_itself(months, kind, worth):
    calm = everywhere(regime=Regime.WAR, conflict=kind, war_months=months)
    plain = work_out(chance_of_end, calm)
    moved = work_out(chance_of_end, calm, settlement=np.full_like(plain, worth))
    odds = moved / (1.0 - moved) / (plain / (1.0 - plain))
    assert np.allclose(odds, np.exp(worth))


def test_no_war_ends_that_is_known_to_have_gone_on():
    world = everywhere(regime=Regime.WAR, end_is_open=0.0)
    assert not work_out(ended, world, end_luck=np.zeros((1, N))).any()
    assert work_out(ended, everywhere(regime=Regime.WAR), end_luck=np.zeros((1, N))).all()


def test_a_full_concession_ends_the_war_of_its_theatre_without_victory_and_no_other():
    world = everywhere(regime=Regime.WAR, end_is_open=0.0)
    yields = world.concession.copy()
    yields[:, world.roster.index("RUS", "target")] = 1.0
    ends = work_out(ended, world, concession=yields)
    assert [name for name, end in zip(THEATRES, ends[0], strict=True) if end] == ["ukraine"]
    assert not work_out(won, world, concession=yields, victory_luck=np.zeros((1, N))).any()
    assert not work_out(ended, world, concession=np.where(yields, 0.5, 0.0)).any()


def test_a_dated_truce_ends_a_war_at_once_however_high_tension_stood_and_the_level_follows():
    world = everywhere(regime=Regime.CRISIS, escalation=8.0, war_months=20.0)
    after(world, 0.0)
    assert (world.regime == Regime.CRISIS).all()
    assert (world.truce_months == 1.0).all()
    assert (world.war_months == 0.0).all()
    assert (world.escalation < 5.5).all()


def test_a_war_that_one_side_wins_leaves_no_truce_to_break():
    world = after(everywhere(regime=Regime.WAR, escalation=7.5), 0.0)
    assert (world.regime == Regime.CRISIS).all()
    assert (world.victory == 1.0).all()
    assert (world.truce_months == 0.0).all()


@pytest.mark.parametrize(("provisions", "share"), [(0.0, 0.4), (1.0, 1.0 - 0.6**0.5)])
def test_two_truces_in_five_break_in_five_years_and_strong_provisions_halve_the_rate(
    provisions, share
):
    p = defaults(Conflicts, provisions=provisions)
    world = everywhere(regime=Regime.PEACE, truce_months=1.0)
    rate = 1.0 - (1.0 - share) ** (1.0 / 60.0)
    for luck, breaks in ((rate - 1e-9, True), (rate + 1e-9, False)):
        assert work_out(broken, world, p, truce_luck=np.full((1, N), luck)).all() == breaks


def test_a_truce_that_breaks_is_war_of_the_same_kind_and_one_that_lasts_ends_in_peace():
    kept = {"regime": Regime.PEACE, "conflict": Conflict.LAND_WAR}
    world = after(everywhere(**kept, truce_months=5.0), 0.0)
    assert (world.regime == Regime.WAR).all()
    assert (world.conflict == Conflict.LAND_WAR).all()
    assert (world.truce_months == 0.0).all()
    world = after(everywhere(**kept, truce_months=60.0))
    assert (world.truce_months == 0.0).all()
    assert (after(world).conflict == world.start_of_conflict).all()


@pytest.mark.parametrize("kind", CONFLICTS)
def test_a_war_stays_below_the_ceiling_of_its_kind_or_becomes_a_land_war(kind):
    held = after(everywhere(regime=Regime.WAR, conflict=kind, escalation=10.0), 0.999)
    assert (held.escalation == CEILING[kind]).all()
    world = everywhere(regime=Regime.WAR, conflict=kind, escalation=10.0, war_months=40.0)
    luck = {"end_luck": np.full((1, N), 0.999), "widening_luck": np.zeros((1, N))}
    wider = work_out(widened, world, **luck)
    assert wider.all() == (kind in (Conflict.BLOCKADE, Conflict.BORDER_CLASH))
    assert wider.any() == wider.all()


def test_each_theatre_has_a_kind_of_war_of_its_own():
    kinds = dict(zip(THEATRES, World().conflict[0].astype(int), strict=True))
    assert kinds == {
        "ukraine": Conflict.LAND_WAR,
        "korea": Conflict.BORDER_CLASH,
        "taiwan": Conflict.BLOCKADE,
        "middle_east": Conflict.STRIKE_CAMPAIGN,
    }


def test_without_the_mechanism_tension_begins_no_war_and_dated_wars_end_by_the_published_rates():
    tense = everywhere(regime=Regime.CRISIS, escalation=10.0)
    assert (after(tense, 0.0, ALONE).regime == Regime.CRISIS).all()
    rate = 1.0 - np.exp(-0.136)
    for luck, regime in ((rate - 1e-9, Regime.CRISIS), (rate + 1e-9, Regime.WAR)):
        war = everywhere(regime=Regime.WAR, conflict=Conflict.LAND_WAR)
        assert (after(war, luck, ALONE).regime == regime).all()


def test_no_regime_outlives_a_truce_of_the_calendar_or_of_a_scenario():
    events = tuple(
        Event(month, "event", "regime", place, "set", value)
        for place in THEATRES
        for month, value in (("2022-03", Regime.WAR), ("2022-09", Regime.CRISIS))
    )
    spec = replace(load_scenario("baseline", {"months": 9}), events=events)
    model = MultipolarModel(spec, runs=200, rng=1, collect=False)
    model.run()
    assert model.month == "2022-10"
    assert (model.world.regime == Regime.WAR).mean() < 0.02
