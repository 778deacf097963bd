"""The evasion network: claims C47, C51, C54 to C57."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.rules import carriers as rules
from multipolar.rules.carriers import (
    MECHANISM,
    carry_goods,
    count_transit,
    learn_routes,
    open_routes,
    price_detours,
    replace_brands,
    update_leakage,
)
from multipolar.rules.carriers_parameters import Carriers
from multipolar.world import World
from multipolar.world.roster import full_roster, make_roster
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters, work_out

PRIORS = some_parameters(Carriers)
GENERAL, INDUSTRIAL, BATTLEFIELD, ENERGY = range(4)
ONE = 1.0 - 1e-12


def settled(world=None, months=60, p=None, **changed):
    """Return what Russia's carriers carry in the end under settled measures, (carrier, good)."""
    world = World() if world is None else world
    world.know_how[...] = 1.0
    world.stringency[...] = 0.65
    p = Carriers() if p is None else p
    for _ in range(months):
        world.carried[...] = play(carry_goods, world, p, **changed)["carried"]
        world.replaced[...] = play(replace_brands, world, p, **changed)["replaced"]
    return world.carried[0, 0]


def place(carrier):
    return full_roster().index(carrier, "carrier")


@given(WORLDS, PRIORS)
def test_what_is_carried_and_replaced_are_shares_of_what_is_forbidden(world, p):
    flow, brands = (play(rule, world, p) for rule in (carry_goods, replace_brands))
    assert_in_bounds(flow)
    assert_in_bounds(brands)
    assert_in_bounds(play((learn_routes, count_transit), world, p))
    world.carried[...], world.replaced[...] = 0.0, 0.0
    goal = play(carry_goods, world, p)["carried"] / p.gains[0, 0]
    brands = play(replace_brands, world, p)["replaced"] / p.gains[0, 0]
    assert (goal.sum(axis=2) + brands <= 1.0 + 1e-9).all()


@pytest.mark.parametrize("good", ["general", "industrial", "battlefield"])
def test_at_the_usual_index_of_routes_the_published_share_comes_round(good):
    share, at = 0.3, ("general", "industrial", "battlefield", "energy").index(good)
    world = World()
    index = work_out(open_routes, world)[0, 0, :, at]
    world.arrays["usual_routes"] = np.full(3, index[0])
    flow = settled(world, p=defaults(Carriers, **{f"{good}_rerouted": share, "shock": 0.0}))
    assert np.isclose(index, index[0], rtol=0.3).all()
    assert np.isclose(flow[:, at].sum(), share, atol=0.04)


@given(WORLDS, PRIORS, st.sampled_from(["monitoring", "secondary", "stance"]))
def test_monitoring_threats_and_enforcement_close_routes(world, p, lever):
    more = {name: world.arrays[name].copy() for name in ("monitoring", "secondary", "stance")}
    more[lever][...] = world.attributes[lever].high
    closed, open_ = (play(carry_goods, world, p, **given) for given in (more, {}))
    alone = closed["carried"].sum(axis=2), open_["carried"].sum(axis=2)
    assert (alone[0] <= alone[1] + 1e-12).all()


def test_a_patron_covers_those_who_carry_and_alone_changes_nothing():
    world = World()
    covered, bare = np.ones((1, 3)), np.zeros((1, 3))
    more = play(carry_goods, world, patron_support=covered)["carried"].sum()
    assert more > play(carry_goods, world, patron_support=bare)["carried"].sum()
    world.monitoring[...] = 0.0
    alike = [play(carry_goods, world, patron_support=x)["carried"] for x in (covered, bare)]
    assert np.array_equal(*alike)


@pytest.mark.parametrize(
    ("nu", "low", "high"), [(0.15, 0.7, 0.95), (0.7, 0.2, 0.55), (1.0, 0, 0.2)]
)
def test_substitution_says_how_much_of_a_closed_route_moves_next_door(nu, low, high):
    p = defaults(Carriers, substitution=nu)
    before, world = settled(p=p).copy(), World()
    world.enforces[:, world.roster.index("KAZ")] = 1.0
    after = settled(world, p=p)
    lost = before[place("KAZ"), GENERAL]
    gained = after.sum(axis=0) - (before.sum(axis=0) - before[place("KAZ")])
    assert after[place("KAZ")].max() < 1e-12
    assert low < gained[GENERAL] / lost < high


def test_a_closed_route_makes_detours_dearer():
    dear, usual = World(), World()
    dear.enforces[:, dear.roster.index("CHN")] = 1.0
    prices = [play(price_detours, world)["detour_price"][0, 0] for world in (usual, dear)]
    assert (prices[1] > prices[0]).all()


@pytest.mark.parametrize("term", ["distance", "congestion"])
def test_distance_and_congestion_cost_nothing_unless_set(term):
    world = World()
    far, load = world.length[0], work_out(rules.load, world)[0, 0]
    price = work_out(rules.way, world)[0, 0]
    dearer = work_out(rules.way, world, defaults(Carriers, **{term: 0.2}))[0, 0] - price
    over = far if term == "distance" else np.log1p(load)
    assert np.ptp(over) > 0.0
    assert np.allclose(dearer, 0.2 * over)
    assert np.array_equal(price, -0.14 * world.customs_union[0])


def test_where_distance_counts_the_far_carry_less_and_where_congestion_does_the_large():
    usual = settled()[:, GENERAL].copy()
    far, full = (
        settled(p=defaults(Carriers, **term))[:, GENERAL] / np.maximum(usual, 1e-12)
        for term in ({"distance": 0.1}, {"congestion": 0.5})
    )
    assert far[place("ARE")] < 1.0 < far[place("KAZ")]
    small, large = place("TUR"), place("KGZ")
    load = work_out(rules.load, World())[0, 0]
    assert load[small] < load[large]
    assert full[large] < full[small]


def test_routes_are_learned_from_routes_and_under_measures():
    world = World()
    world.stringency[...] = 0.58
    shares = []
    for _ in range(6):
        shares.append(world.know_how[0, 0])
        world.know_how[...] = play(learn_routes, world)["know_how"]
    assert shares[2] < 0.5 < shares[5]
    nothing = play(learn_routes, world, stringency=np.zeros_like(world.stringency))["know_how"]
    assert np.array_equal(nothing, world.know_how)


def test_without_measures_nothing_is_carried_and_nothing_leaks():
    world = World()
    world.carried[...] = 0.2
    none = np.zeros_like(world.stringency)
    assert not play(update_leakage, world, stringency=none)["leakage"].any()
    less = play(carry_goods, world, stringency=none)["carried"]
    assert (less < world.carried).all()


@pytest.mark.parametrize("gone", ["KAZ", "TUR", "IND"])
def test_a_world_without_a_carrier_leaves_its_share_to_nobody_by_itself(gone):
    everybody = full_roster()
    world = World(roster=make_roster(s for s in everybody.iso3 if s != gone))
    kept = [i for i, name in enumerate(everybody.labels["carrier"]) if name != gone]
    assert gone not in world.roster.labels["carrier"]
    assert np.array_equal(world.carry_weight, World().carry_weight[:, kept])
    for rule in MECHANISM.rules["flows"]:
        play(rule, world)
