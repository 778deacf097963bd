"""Barter and treaties: claims C5, C30 to C32, C36, C43 to C50, C59 to C61."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import norm

from multipolar.rules.barter_parameters import Barter
from multipolar.rules.dependence import Dependence, mood_spread
from multipolar.rules.munitions import (
    count_need,
    expand_output,
    price_of_inputs,
    use_russian_stock,
)
from multipolar.rules.shipments import (
    count_exported,
    pay_in_goods,
    send_troops,
    ship_shells,
    use_korean_stock,
)
from multipolar.rules.ties import militarise_tie, sign_treaty, tie_sustained, update_tie
from multipolar.world import World
from multipolar.world.codes import Regime
from playing import WORLDS, defaults, play, some_parameters, work_out

OUTPUT = (count_need, expand_output, use_russian_stock)
TIES = (sign_treaty, update_tie, militarise_tie)
TRADE = (ship_shells, use_korean_stock, count_exported, send_troops, pay_in_goods)

PRIORS = some_parameters(Barter)
KOREA = 1
CLIENTS = [1, 3]
OTHERS = [0, 2]
FLOORS = tie_sustained(np.arange(4.0), Barter())[0]


def front(world, regime):
    """Return the regimes with this one in Ukraine."""
    changed = world.regime.copy()
    changed[:, 0] = regime
    return changed


@given(WORLDS, PRIORS)
def test_in_peace_the_front_wants_nothing_and_stocks_fill(world, p):
    calm = play(OUTPUT, world, p, regime=front(world, Regime.PEACE))
    assert not calm["munitions_need"].any()
    assert (calm["stock_russia"] >= world.stock_russia).all()


@given(WORLDS, PRIORS)
def test_in_war_need_output_and_draw_make_up_the_fire_wanted(world, p):
    hot = play(OUTPUT, world, p, regime=front(world, Regime.WAR))
    drawn = world.stock_russia - hot["stock_russia"]
    assert np.allclose(drawn, p.draw[:, 0] * world.stock_russia)
    met = hot["munitions_need"] + world.production + drawn
    assert (met >= p.wanted_fire[:, 0] - 1e-12).all()
    short = hot["munitions_need"] > 0.0
    assert np.allclose(met[short], p.wanted_fire[0, 0])


@given(WORLDS, PRIORS)
def test_output_learns_towards_its_limit_and_dearer_inputs_lower_it(world, p):
    world.stringency[...] = 0.8
    free, shut = (
        play(expand_output, world, p, leakage=np.full_like(world.leakage, x))["production"]
        for x in (1.0, 0.0)
    )
    assert (shut <= free + 1e-12).all()
    limit = 1.3 * p.output_limit[:, 0] * world.war_effort
    assert (free <= np.maximum(world.production, limit) + 1e-12).all()


@given(WORLDS, PRIORS)
def test_inputs_cost_what_they_did_without_measures_and_more_the_less_leaks(world, p):
    none = np.zeros_like(world.stringency)
    assert not work_out(price_of_inputs, world, p, stringency=none).any()
    dear, cheap = (
        work_out(price_of_inputs, world, p, leakage=np.full_like(world.leakage, x))
        for x in (0.2, 0.6)
    )
    assert (dear >= cheap).all()
    assert (cheap >= 0.0).all()


@given(WORLDS, PRIORS)
def test_shells_are_neither_made_nor_lost_on_the_way(world, p):
    sent = play(TRADE, world, p)
    made = sent["stock_korea"] - world.stock_korea + sent["shipments"]
    assert (made >= -1e-12).all()
    assert (made <= p.korean_output[:, 0] + 1e-12).all()
    full = world.stock_korea - sent["shipments"] + made >= p.korean_depots[:, 0] - 1e-12
    assert np.allclose(made[~full], p.korean_output[0, 0])
    assert np.allclose(sent["shipped"], world.shipped + sent["shipments"])
    assert (sent["shipments"] >= 0.0).all()
    assert (sent["shipments"] <= world.stock_korea + 1e-12).all()


@given(WORLDS, PRIORS)
def test_shipments_follow_need_and_stock_and_luck_keeps_their_mean(world, p):
    def shipped(**changed):
        open_door = {"tie": np.ones_like(world.tie), "sells": np.ones_like(world.sells)}
        return play(ship_shells, world, p, **open_door, **changed)["shipments"]

    luck = np.zeros((world.runs, 4))
    base = shipped(luck=luck)
    assert (base <= 1.2 * world.munitions_need + 1e-12).all()
    for name in ("munitions_need", "stock_korea"):
        assert (shipped(luck=luck, **{name: 0.5 * world.arrays[name]}) <= base + 1e-12).all()
    deep = {"stock_korea": np.full(world.runs, 9.0), "munitions_need": np.full(world.runs, 1.0)}
    at, weight = np.polynomial.hermite_e.hermegauss(20)
    mean = sum(w * shipped(luck=0.0 * luck + x, **deep) for x, w in zip(at, weight, strict=True))
    assert np.allclose(mean / weight.sum(), 9.0 * p.shipping[0, 0])


@given(WORLDS, PRIORS)
def test_a_distant_partner_ships_nothing(world, p):
    cold = world.tie.copy()
    cold[:, KOREA] = 0.25
    assert not play(ship_shells, world, p, tie=cold)["shipments"].any()


@given(WORLDS, PRIORS)
def test_soldiers_go_only_to_a_war_and_only_if_they_are_sold(world, p):
    arms = np.minimum(world.sells, 1.0)
    for changed in ({"sells": arms}, {"regime": front(world, Regime.PEACE)}):
        men = play(send_troops, world, p, **changed)["troops"]
        assert np.allclose(men, 0.7 * world.troops)


@given(WORLDS, PRIORS)
def test_goods_pay_for_shells_and_men_and_no_one_pays_for_nothing(world, p):
    world.sells[...] = 1.0
    idle = play(TRADE, world, p, stock_korea=np.zeros(world.runs), troops=np.zeros(world.runs))
    assert not idle["goods"].any()
    paid = play(pay_in_goods, world, p, mood=np.zeros_like(world.mood))["goods"]
    assert (paid >= 0.0).all()


def test_moods_feed_nobody_on_average():
    """A patron of more changing moods pays as much on average, for any dependence."""
    world = World(4001)
    d = Dependence()
    world.stock_korea[...], world.munitions_need[...], world.tie[:, KOREA] = 9.0, 0.5, 0.8
    world.dependence_rent[:, KOREA] = 0.6
    steady = play(pay_in_goods, world, {Dependence: defaults(Dependence, mood_noise=0.0)})["goods"]
    quantile = (np.arange(4001) + 0.5) / 4001
    world.mood[:, KOREA] = norm.ppf(quantile) * mood_spread(d)[0, 0]
    moody = play(pay_in_goods, world)["goods"]
    assert steady.mean() > 0.0
    assert np.isclose(moody.mean(), steady.mean(), rtol=1e-3)


@given(WORLDS, PRIORS, st.floats(0.0, 2.0))
def test_the_mood_of_the_patron_moves_the_price_of_the_dependent_only(world, p, mood):
    temper = np.full_like(world.mood, mood)
    calm = np.zeros_like(world.mood)
    free = np.zeros_like(world.dependence_rent)
    hung = np.full_like(free, 0.5)
    warm, cool = (
        play(pay_in_goods, world, p, mood=m, dependence_rent=hung)["goods"] for m in (temper, calm)
    )
    assert np.allclose(warm, cool * np.exp(0.5 * mood))
    same = [
        play(pay_in_goods, world, p, mood=m, dependence_rent=free)["goods"] for m in (temper, calm)
    ]
    assert np.array_equal(*same)


@given(WORLDS, PRIORS)
def test_what_a_challenger_exports_is_a_share_and_its_own(world, p):
    exported = play(count_exported, world, p)["exported"]
    assert ((exported >= 0.0) & (exported <= 1.0)).all()
    assert not exported[:, [0, 2, 3]].any()


def bound(world, p, luck=1.0, **changed):
    return play(TIES, world, p, luck=np.full((world.runs, 4), luck), **changed)


@given(WORLDS, PRIORS, st.floats(0.0, 0.999))
def test_only_clients_bind_themselves_and_treaties_rise_a_level_at_a_time(world, p, luck):
    after = bound(world, p, luck)
    for name in ("tie", "treaty", "militarisation"):
        assert np.array_equal(after[name][:, OTHERS], world.arrays[name][:, OTHERS]), name
    risen = after["treaty"] - world.treaty
    assert np.isin(risen, (0.0, 1.0)).all()
    assert (after["treaty"] <= 3.0).all()


@given(WORLDS, PRIORS)
def test_luck_decides_a_treaty_and_none_comes_against_it(world, p):
    assert np.array_equal(bound(world, p, luck=1.0)["treaty"], world.treaty)
    signed = bound(world, p, luck=0.0)["treaty"]
    assert np.array_equal(signed[:, CLIENTS], np.minimum(3.0, world.treaty[:, CLIENTS] + 1.0))


@given(WORLDS, PRIORS)
def test_ties_and_militarisation_stay_shares_without_help(world, p):
    world.munitions_need[...] = np.minimum(world.munitions_need, 1.0)
    world.visits[...] = np.minimum(world.visits, 1.0)
    world.goods[...] = np.minimum(world.goods, 1.0)
    after = bound(world, p)
    for name in ("tie", "militarisation"):
        assert ((after[name] >= 0.0) & (after[name] <= 1.0 + 1e-12)).all(), name


def test_a_treaty_holds_a_tie_up_at_its_floor():
    world = World()
    world.treaty[:, KOREA] = 3.0
    world.tie[:, KOREA] = 0.0
    for _ in range(60):
        world.tie[...] = bound(world, Barter())["tie"]
    tie = world.tie[0, KOREA]
    assert FLOORS[2] < tie <= FLOORS[3]
    assert (np.diff(FLOORS) > 0.0).all()


def test_without_need_meetings_or_treaty_a_tie_loosens():
    world = World()
    world.treaty[...] = 0.0
    after = bound(world, Barter())["tie"]
    assert (after[:, CLIENTS] < world.tie[:, CLIENTS]).all()


def test_a_deal_of_iran_loosens_its_tie_and_no_other():
    world = World()
    world.treaty[...] = 0.0
    plain, dealt = (bound(world, Barter(), deal=np.array([d]))["tie"][0] for d in (0.0, 1.0))
    assert dealt[3] < plain[3]
    assert np.array_equal(dealt[:3], plain[:3])


def test_at_rest_a_pair_gains_about_one_treaty_in_a_decade_or_less():
    world = World()
    lucky = np.linspace(0.0, 0.05, 201)
    signed = [(bound(world, Barter(), luck=u)["treaty"] > world.treaty)[0, KOREA] for u in lucky]
    hazard = lucky[np.flatnonzero(signed)[-1]]
    assert 0.0 < 1.0 - (1.0 - hazard) ** 120 < 0.7


def test_a_shut_door_is_the_only_thing_that_keeps_shells_at_home():
    world = World()
    world.munitions_need[...] = 1.0
    world.tie[:, KOREA] = 0.75
    open_door = play(ship_shells, world)["shipments"]
    more = play(ship_shells, world, defaults(Barter, shipping=0.16))["shipments"]
    assert 0.0 < open_door[0] < more[0]


@given(WORLDS, PRIORS, st.floats(0.0, 0.999))
def test_common_measures_never_keep_pariahs_from_a_treaty(world, p, luck):
    mild, harsh = (
        bound(world, p, luck, stringency=np.full_like(world.stringency, s))["treaty"]
        for s in (0.0, 1.0)
    )
    assert (harsh >= mild).all()
