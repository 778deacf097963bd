"""War economy: claims C18, C19, C44, C45, C46, C54."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules.war_economy import (
    err_on_growth,
    fade_war_shock,
    grow_korea,
    grow_russia,
    militarise_economy,
    monthly_error,
    move_oil_price,
)
from multipolar.rules.war_economy_parameters import WarEconomy
from multipolar.world import World
from multipolar.world.codes import Regime
from playing import WORLDS, defaults, play, some_parameters
from rules.test_war import regime

ECONOMY = (militarise_economy, grow_russia, grow_korea, fade_war_shock)

PRIORS = some_parameters(WarEconomy)


@given(WORLDS, PRIORS)
def test_only_the_middle_east_moves_the_price_of_oil(world, p):
    hot = world.escalation.copy()
    hot[:, :-1] = 10.0
    base = play(move_oil_price, world, p)["oil_price"]
    assert np.array_equal(base, play(move_oil_price, world, p, escalation=hot)["oil_price"])
    hot[:, -1] = 10.0
    assert (play(move_oil_price, world, p, escalation=hot)["oil_price"] >= base).all()
    calm = play(move_oil_price, world, p, escalation=np.full_like(hot, 4.0))["oil_price"]
    assert (np.abs(calm - 1.0) <= np.abs(world.oil_price - 1.0)).all()


@given(WORLDS, PRIORS)
def test_measures_slow_both_economies_one_for_one_and_goods_speed_koreas(world, p):
    base = play(ECONOMY, world, p)
    slowed = play(ECONOMY, world, p, sanctions_drag=world.sanctions_drag + 1.0)
    for name in ("growth_russia", "growth_korea"):
        assert np.allclose(base[name] - slowed[name], 1.0)
    fed = play(ECONOMY, world, p, goods=world.goods + 0.1)
    assert (fed["growth_korea"] > base["growth_korea"]).all()
    assert np.array_equal(fed["growth_russia"], base["growth_russia"])


@given(WORLDS, PRIORS, st.floats(0.0, 1000.0))
def test_losses_take_labour_from_growth(world, p, dead):
    none, some = (
        play(grow_russia, world, p, losses_russia=np.full(world.runs, x))["growth_russia"]
        for x in (0.0, dead)
    )
    share = 12.0 * dead / p.labour_force[:, 0]
    assert np.allclose(none - some, 100.0 * p.labour_share[:, 0] * share)


@given(WORLDS, PRIORS)
def test_war_raises_the_military_share_and_the_shock_of_war_fades(world, p):
    full = np.full(world.runs, 1.0)
    peace, war, harder = (
        play(ECONOMY, world, p, regime=regime(world, r), war_effort=effort)
        for r, effort in ((Regime.PEACE, full), (Regime.WAR, full), (Regime.WAR, 1.2 * full))
    )
    assert (harder["military_share"] >= war["military_share"] - 1e-12).all()
    assert (war["military_share"] >= peace["military_share"]).all()
    assert np.allclose(war["war_shock"], p.shock_memory[:, 0] * world.war_shock)


def test_an_impulse_fades_so_spending_moves_output_for_a_while_and_growth_not_for_good():
    world, quiet = World(), defaults(WarEconomy, impulse=0.0)
    world.regime[:, 0] = Regime.WAR
    added = []
    for _ in range(300):
        with_, without_ = play(ECONOMY, world), play(ECONOMY, world, quiet)
        added.append(float(with_["growth_russia"][0] - without_["growth_russia"][0]) / 12.0)
        for name in ("military_share", "military_norm"):
            world.arrays[name][...] = with_[name]
    level = np.cumsum(added)
    assert added[0] > 0.0 > min(added)
    assert level.max() > 2.0
    assert abs(level[-1]) < 0.05 * level.max()


def test_what_the_shock_takes_at_once_comes_back_by_its_share():
    world, p = World(), defaults(WarEconomy)
    world.war_shock[...] = 32.0
    taken = []
    for _ in range(250):
        written = play(ECONOMY, world)
        calm = play(
            grow_russia, world, war_shock=0.0 * world.war_shock, output_to_return=np.zeros(1)
        )
        taken.append(float(calm["growth_russia"][0] - written["growth_russia"][0]) / 12.0)
        for name in ("war_shock", "output_to_return"):
            world.arrays[name][...] = written[name]
    lost = np.cumsum(taken)
    assert np.isclose(lost[-1], (1.0 - p.shock_returns[0, 0]) * 32.0 / 12.0 / 0.35, rtol=1e-4)
    assert lost.max() > 2.0 * lost[-1]


@given(WORLDS, PRIORS)
def test_the_impulse_is_a_years_worth_of_the_rise_of_the_gap(world, p):
    base = play(ECONOMY, world, p)
    shocked = play(ECONOMY, world, p, war_shock=world.war_shock + 1.0)
    assert np.allclose(base["growth_russia"] - shocked["growth_russia"], 1.0)
    gap = base["military_share"] - base["military_norm"]
    before = world.military_share - world.military_norm
    plain = play(ECONOMY, world, defaults(WarEconomy, impulse=0.0))
    gained = base["growth_russia"] - plain["growth_russia"]
    assert np.allclose(gained, p.impulse[:, 0] * 1200.0 * (gap - before))


def test_the_error_of_a_years_growth_is_two_points_and_years_share_a_third_of_it():
    p = WarEconomy()
    sd, phi = monthly_error(p)[0, 0], p.growth_memory[0, 0]
    months = np.arange(24)
    monthly = sd**2 * phi ** np.abs(months[:, None] - months)
    mean = np.repeat(np.eye(2), 12, axis=0).T / 12.0
    yearly = mean @ monthly @ mean.T
    assert np.allclose(np.sqrt(np.diag(yearly)), 2.0)
    assert 0.25 < yearly[0, 1] / yearly[0, 0] < 0.35
    world = World(runs=2)
    world.growth_luck[...] = sd, -sd
    up, down = play(err_on_growth, world, luck=np.ones((2, 4)))["growth_luck"]
    assert np.isclose((0.5 * (up + down)) ** 2 + (0.5 * (up - down)) ** 2, sd**2)


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
