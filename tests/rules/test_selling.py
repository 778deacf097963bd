"""Selling arms and men: at what price, to whom, and what follows."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.loading import load_scenario
from multipolar.rules.selling import (
    Selling,
    answer_to_korean_arms,
    habit_of_selling,
    hold_on_client,
    need_of_arms,
    worth_of_selling,
)

RUNS, MONTHS, SINCE = 30, 48, 30
SPEC = replace(load_scenario("baseline"), months=MONTHS)


def played(*orders, **switches):
    spec = replace(SPEC, switches={**SPEC.switches, **switches})
    model = MultipolarModel(spec, runs=RUNS, rng=3, collect=False)
    while model.running:
        for state, action, choice in orders:
            if model.elapsed >= SINCE and model.elapsed % 3 == 0:
                model.order(state, action, choice=choice)
        model.step()
    return model.world


def of(world, name, state):
    return getattr(world, name)[:, world.roster.index(state, "challenger")]


def of_sponsor(world, name, state):
    return getattr(world, name)[:, world.roster.index(state, "sponsor")]


def test_who_sells_nothing_gets_no_goods_and_the_front_gets_no_shells_or_men():
    world, other = played(), played(("PRK", "nothing", "sell"))
    assert (world.shipments > 0).any()
    assert not other.shipments.any()
    assert not other.exported.any()
    assert (other.stock_korea >= world.stock_korea).all()
    assert other.stock_korea.sum() > world.stock_korea.sum()
    assert (other.troops <= world.troops).all()
    assert other.troops.sum() < world.troops.sum()
    assert (of(other, "dependence_rent", "PRK") <= of(world, "dependence_rent", "PRK")).all()
    assert (other.shells_received <= world.shells_received).all()
    assert other.shells_received.sum() < world.shells_received.sum()


def test_a_generous_offer_pays_more_goods_and_a_seller_asks_more_of_who_needs_more():
    low, generous = (played(("RUS", price, "offer.PRK")) for price in ("low", "generous"))
    assert generous.goods.mean() > low.goods.mean()
    p, one = Selling(), np.ones((1, 1))
    worth = worth_of_selling.function
    assert worth(1.3 * one, one, 0.5 * one, p) > worth(one, one, 0.5 * one, p)
    assert worth(one, 0.2 * one, 0.5 * one, p) > worth(one, one, 0.5 * one, p)
    assert worth(one, one, one, p) > worth(one, one, 0.0 * one, p)


@pytest.mark.filterwarnings("ignore:.*it was barred")
def test_russia_offers_north_korea_more_where_south_korea_arms_ukraine():
    p, here, one = Selling(), np.array([0.0, 1.0, 0.0]), np.ones((1, 1))
    pull = answer_to_korean_arms.function(one, here, p)
    assert (pull[0, 1, 2], pull[0, 1, 0]) == (p.retort.item(), -p.retort.item())
    assert not pull[0, here == 0.0].any()
    assert not answer_to_korean_arms.function(0.0 * one, here, p).any()
    armed, not_armed = (played(("KOR", act, "arm")) for act in ("arm", "send_no_arms"))
    at_war = of_sponsor(armed, "arms_ukraine", "KOR") > 0.0
    more = of(armed, "offer", "PRK") - of(not_armed, "offer", "PRK")
    assert more[at_war].mean() > 0.1
    assert armed.goods.mean() > not_armed.goods.mean()


def test_russia_builds_fewer_drones_without_iran():
    world, other = played(), played(("IRN", "nothing", "sell"))
    assert (other.drones_russia < world.drones_russia).all()


def test_who_turns_to_china_loosens_its_tie_with_russia():
    to_russia, to_china = (played(("PRK", f"to_{side}", "turn")) for side in ("russia", "china"))
    assert (of(to_china, "tie", "PRK") < of(to_russia, "tie", "PRK")).all()


def test_without_barter_nobody_sells():
    world = played(barter=False)
    for name in ("sells", "turned_to", "shipments", "goods"):
        assert not getattr(world, name).any()


def test_need_and_dependence_pull_the_price_as_the_formula_says():
    one = np.ones((1, 1))
    p = Selling()
    for rule, value, sign in (
        (need_of_arms, {"munitions_need": one}, 1),
        (hold_on_client, {"dependence_rent": one}, -1),
    ):
        low, fair, generous = rule.function(**value, p=p)[0, 0]
        assert sign * (generous - fair) > 0 > sign * (low - fair)
    assert habit_of_selling.function(one, p)[0, 0].tolist() == [0.0, p.inertia.item(), 0.0]
