"""War in Ukraine: claims C18, C19, C44, C45, C46, C54, C61."""

import dataclasses

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.war import (
    count_fire,
    fade_war_shock,
    grow_korea,
    grow_russia,
    militarise_economy,
    move_front,
    move_oil_price,
    use_interceptors,
    wear_down_defence,
)
from multipolar.rules.war_parameters import War
from multipolar.world import World
from multipolar.world.codes import Regime
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters

DIVERSION = (use_interceptors, move_oil_price)
ECONOMY = (militarise_economy, grow_russia, grow_korea, fade_war_shock)
FRONT = (count_fire, wear_down_defence, move_front)

PRIORS = some_parameters(War)


def regime(world, code):
    """Return the regimes with this one in Ukraine."""
    changed = world.regime.copy()
    changed[:, 0] = code
    return changed


def at_war(world, p, **changed):
    return play(FRONT, world, p, regime=regime(world, Regime.WAR), **changed)


@given(WORLDS, PRIORS)
def test_without_a_war_fire_is_even_and_no_ground_is_taken(world, p):
    calm = play(FRONT, world, p, regime=regime(world, Regime.PEACE))
    assert (calm["fire_ratio"] == 1.0).all()
    assert not calm["gains"].any()
    assert np.array_equal(calm["gained"], world.gained)
    assert (calm["depth"] >= world.depth - 1e-12).all()


@given(WORLDS, PRIORS)
def test_the_ratio_is_that_of_the_two_fires_within_its_bounds(world, p):
    hot = at_war(world, p)
    ratio = hot["fire_russia"] / hot["fire_ukraine"]
    assert np.allclose(hot["fire_ratio"], np.clip(ratio, 0.05, 50.0))
    assert_in_bounds({name: hot[name] for name in ("fire_ratio", "depth", "gains")})


@given(WORLDS, PRIORS, st.sampled_from(["production", "stock_russia", "shipments", "troops"]))
def test_each_russian_means_raises_the_ratio_and_wears_the_defence(world, p, means):
    more = at_war(world, p, **{means: world.arrays[means] + 0.5})
    base = at_war(world, p)
    assert (more["fire_ratio"] >= base["fire_ratio"] - 1e-12).all()
    assert (more["depth"] <= base["depth"] + 1e-12).all()


@given(WORLDS, PRIORS)
def test_support_and_interceptors_lower_the_ratio_and_hold_the_defence(world, p):
    base = at_war(world, p)
    for changed in (
        {"aid_delivered": world.aid_delivered + 0.5},
        {"interceptors": np.ones(world.runs)},
    ):
        helped = at_war(world, p, **changed)
        assert (helped["fire_ratio"] <= base["fire_ratio"] + 1e-12).all()
        assert (helped["depth"] >= base["depth"] - 1e-12).all()


@given(WORLDS, PRIORS)
def test_ground_follows_the_depth_of_the_defence_and_not_the_fire_of_the_month(world, p):
    quiet, loud = (at_war(world, p, shipments=np.full(world.runs, x)) for x in (0.0, 3.0))
    assert np.array_equal(quiet["gains"], loud["gains"])
    thin, thick = (at_war(world, p, depth=np.full(world.runs, h))["gains"] for h in (0.3, 0.9))
    assert (thin > thick).all()
    assert not at_war(world, p, depth=np.ones(world.runs))["gains"].any()
    assert np.allclose(loud["gained"], world.gained + loud["gains"])


@given(WORLDS)
def test_bad_shells_count_for_less_than_good_ones(world):
    bad = at_war(world, defaults(War, quality=0.2), shipments=np.ones(world.runs))
    good = at_war(world, defaults(War, quality=1.0), shipments=np.ones(world.runs))
    assert np.allclose(good["fire_russia"] - bad["fire_russia"], 0.8)


@given(WORLDS, PRIORS)
def test_a_quiet_world_refills_the_pool_and_lets_the_price_of_oil_go_back(world, p):
    calm = np.full_like(world.escalation, 4.0)
    after = play(DIVERSION, world, p, escalation=calm)
    assert (after["interceptors"] >= world.interceptors - 1e-12).all()
    assert (np.abs(after["oil_price"] - 1.0) <= np.abs(world.oil_price - 1.0)).all()


@given(WORLDS, PRIORS)
def test_ukraines_own_tension_uses_up_no_interceptors_of_others(world, p):
    hot = world.escalation.copy()
    hot[:, 0] = 10.0
    base, hotter = (play(DIVERSION, world, p, escalation=e) for e in (world.escalation, hot))
    assert np.array_equal(base["interceptors"], hotter["interceptors"])
    assert np.array_equal(base["oil_price"], hotter["oil_price"])


@given(WORLDS, PRIORS)
def test_only_the_middle_east_moves_the_price_of_oil(world, p):
    hot = world.escalation.copy()
    hot[:, :-1] = 10.0
    base = play(move_oil_price, world, p)["oil_price"]
    assert np.array_equal(base, play(move_oil_price, world, p, escalation=hot)["oil_price"])
    hot[:, -1] = 10.0
    assert (play(move_oil_price, world, p, escalation=hot)["oil_price"] >= base).all()


@given(WORLDS, PRIORS)
def test_measures_slow_both_economies_one_for_one_and_goods_speed_koreas(world, p):
    base = play(ECONOMY, world, p)
    slowed = play(ECONOMY, world, p, sanctions_drag=world.sanctions_drag + 1.0)
    for name in ("growth_russia", "growth_korea"):
        assert np.allclose(base[name] - slowed[name], 1.0)
    fed = play(ECONOMY, world, p, goods=world.goods + 0.1)
    assert (fed["growth_korea"] > base["growth_korea"]).all()
    assert np.array_equal(fed["growth_russia"], base["growth_russia"])


@given(WORLDS, PRIORS)
def test_war_raises_the_military_share_and_the_shock_of_war_fades(world, p):
    war, peace = (
        play(ECONOMY, world, p, regime=regime(world, r)) for r in (Regime.WAR, Regime.PEACE)
    )
    harder = play(
        ECONOMY, world, p, regime=regime(world, Regime.WAR), war_effort=np.full(world.runs, 1.2)
    )
    assert (harder["military_share"] >= war["military_share"] - 1e-12).all()
    full = np.full(world.runs, 1.0)
    war = play(ECONOMY, world, p, regime=regime(world, Regime.WAR), war_effort=full)
    assert (war["military_share"] >= peace["military_share"]).all()
    assert np.allclose(war["war_shock"], War().shock_memory[:, 0] * world.war_shock)


def test_a_war_economy_first_grows_with_spending_and_then_overheats():
    world = World()
    world.regime[:, 0] = Regime.WAR
    growth = []
    for _ in range(120):
        written = play(ECONOMY, world)
        for name in ("military_share", "war_shock", "growth_russia"):
            world.arrays[name][...] = written[name]
        growth.append(float(written["growth_russia"][0]))
    assert growth[0] > growth[-1]
    assert growth[-1] < defaults(War).base_growth[0, 0]


@given(WORLDS, PRIORS)
def test_in_peace_the_defence_recovers_by_its_share_of_what_is_missing(world, p):
    held = play(wear_down_defence, world, p, regime=regime(world, Regime.PEACE))["depth"]
    assert np.allclose(1.0 - held, (1.0 - p.recovery[:, 0]) * (1.0 - world.depth))


@given(WORLDS, PRIORS)
def test_the_shock_slows_russia_one_for_one_and_the_impulse_is_a_years_worth_of_spending(world, p):
    base = play(ECONOMY, world, p)
    shocked = play(ECONOMY, world, p, war_shock=world.war_shock + 1.0)
    assert np.allclose(base["growth_russia"] - shocked["growth_russia"], 1.0)
    plain = play(ECONOMY, world, dataclasses.replace(p, impulse=np.zeros((1, 1))))
    spent = 12.0 * (base["military_share"] - world.military_share)
    gained = base["growth_russia"] - plain["growth_russia"]
    assert np.allclose(gained, p.impulse[:, 0] * spent)


@given(WORLDS, PRIORS)
def test_a_discount_to_china_costs_growth_by_its_share_in_trade_and_none_at_rest(world, p):
    share = np.full(world.runs, 0.3)
    rest, asked, alone = (
        play(grow_russia, world, p, discount=np.full(world.runs, d), russia_on_china=s)[
            "growth_russia"
        ]
        for d, s in ((0.1, share), (0.2, share), (0.2, 0.0 * share))
    )
    assert np.allclose(rest - asked, p.oil_growth[:, 0] * world.oil_price * 0.3 * 0.1)
    assert np.allclose(rest, alone)
