"""Designations beside the usual work: whom the United States name, what it costs, what follows."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.agents.designating import DESIGNATE
from multipolar.loading import load_scenario
from multipolar.model import OrderWarning
from multipolar.rules.alignment_parameters import Alignment
from multipolar.rules.carriers_parameters import Carriers
from multipolar.rules.designations import Designations, designate_traders, seen_harm
from multipolar.world import World
from multipolar.world.codes import Government
from playing import consider, play, work_out

BATTLEFIELD = 2
OPEN = 30
"""Month of the model at which the record of the author's calendar ends."""

SPEC = load_scenario("baseline")


def made_up():
    """Return a world under measures at its start."""
    world = World()
    world.stringency[...] = 0.6
    return world


def place(world, carrier):
    return world.roster.index(carrier, "carrier")


def chances(world, **changed):
    """Return the chance that each carrier is designated, shape (carrier,)."""
    return consider(DESIGNATE, world, "united_states", **changed)[0, :, 1]


def follow(months, orders=(), runs=60, **switches):
    """Return a model after some months, with orders in each quarter from July 2024 on."""
    spec = replace(SPEC, switches={**SPEC.switches, **switches})
    model = MultipolarModel(spec, runs=runs, rng=3, collect=False)
    while model.elapsed < months:
        if model.elapsed >= OPEN and model.elapsed % 3 == 0:
            for action, choice in orders:
                model.order("USA", action, choice=choice)
        model.step()
    return model


def test_a_budget_of_a_scenario_hits_the_edge_that_carries_most_and_fades():
    world = made_up()
    world.designation_budget[:, 0] = 1.0
    hit = play(designate_traders, world)["listed"]
    assert np.count_nonzero(hit) == 1
    assert hit[0, 0, place(world, "CHN"), BATTLEFIELD] == 0.5
    later = play(designate_traders, world, listed=hit, designation_budget=np.zeros((1, 3)))
    assert later["listed"].sum() ** 6 == pytest.approx(0.5**6 / 2)


def test_carriers_that_are_chosen_share_one_budget_each_on_its_largest_edge():
    world, p, q = made_up(), Carriers(), Designations()
    chosen = {"KAZ": 1.0, "TUR": 1.0, "IND": 0.5}
    for some in (("KAZ",), ("KAZ", "TUR"), ("KAZ", "TUR", "IND")):
        world.designated[...] = 0.0
        world.designated[:, [place(world, one) for one in some]] = 1.0
        hit = play(designate_traders, world)["listed"]
        assert hit.sum() == pytest.approx(p.designation[0, 0] * q.rounds[0, 0])
        assert np.count_nonzero(hit) == len(some)
        for one in chosen:
            edges = hit[0, :, place(world, one)]
            assert edges.any() == (one in some)
        assert np.ptp(hit[hit > 0.0]) == pytest.approx(0.0)


def test_nobody_is_named_where_nothing_is_carried():
    world = made_up()
    world.carried[...] = 0.0
    world.designated[...] = 1.0
    world.designation_budget[...] = 1.0
    assert not play(designate_traders, world)["listed"].any()
    assert not chances(world).any()


def test_who_is_seen_to_carry_more_of_use_in_war_is_designated_the_rather():
    world = made_up()
    world.alignment[...] = 1.0
    before, seen = chances(world), work_out(seen_harm, world)[0]
    assert (np.argsort(before) == np.argsort(seen)).all()
    at = place(world, "KAZ")
    more = world.carried.copy()
    more[:, :, at] *= 1.5
    after = chances(world, carried=more)
    assert after[at] > before[at]
    assert np.delete(after, at) == pytest.approx(np.delete(before, at))
    watched = chances(world, monitoring=np.minimum(1.0, 2.0 * world.monitoring))
    assert (watched[before > 0.0] > before[before > 0.0]).all()


def test_a_courted_state_in_the_middle_is_spared_and_one_that_took_a_side_is_not():
    world = made_up()
    state, at = world.roster.index("IND"), place(world, "IND")
    told = {}
    for side in (-1.0, 0.0, 1.0):
        alignment = world.alignment.copy()
        alignment[:, state] = side
        told[side] = chances(world, alignment=alignment)[at]
    assert told[0.0] < 0.5 * told[1.0]
    assert told[-1.0] == pytest.approx(told[1.0])
    p = Alignment()
    uncourted = world.courted.copy()
    uncourted[state] = 0.0
    spared = chances(world, courted=uncourted, parameters={Alignment: p})[at]
    assert spared >= told[1.0]


def test_an_administration_that_gives_measures_up_designates_less():
    world = made_up()
    other = world.government.copy()
    other[:, world.roster.index("USA", "sponsor")] = Government.TRANSACTIONAL
    less, usual = chances(world, government=other), chances(world)
    assert (less[usual > 0.0] < usual[usual > 0.0]).all()


def test_to_june_2024_little_is_done_beside_the_usual_work():
    model = MultipolarModel(replace(SPEC, months=OPEN), runs=150, rng=3, collect=False)
    decided = []
    while model.running:
        model.step()
        if decision := model.decisions.get(("united_states", "designate")):
            decided.append(1.0 - (1.0 - decision.probability[..., 1]).prod(axis=1))
    assert len(decided) == OPEN // 3
    assert np.mean(decided) == pytest.approx(0.5 / 11, abs=0.015)


def test_an_order_closes_a_route_and_others_take_a_part_of_it():
    kept = follow(39, [("leave", "designate")])
    others = [one for one in kept.world.roster.labels["carrier"] if one != "KAZ"]
    orders = [("leave", f"designate.{one}") for one in others]
    named = follow(39, [("designate", "designate.KAZ"), *orders])
    world, at = named.world, place(named.world, "KAZ")
    more = world.listed - kept.world.listed
    assert (more[:, 0, at].max(axis=1) > 0.0).all()
    assert not np.delete(more, at, axis=2).any()
    change = (world.carried - kept.world.carried)[:, 0, :, BATTLEFIELD]
    assert (change[:, at] < 0.0).mean() > 0.95
    assert np.delete(change, at, axis=1).sum(axis=1).mean() > 0.0
    assert (change.sum(axis=1) < 0.0).mean() > 0.9


def test_the_choice_is_open_each_quarter_with_a_column_for_each_carrier():
    model = follow(OPEN, runs=5)
    said = {one.column: one for one in model.open_choices("USA") if one.choice == "designate"}
    assert tuple(said) == model.world.roster.labels["carrier"]
    assert not any(one.no_effect for one in said.values())
    assert all(one.actions == ("leave", "designate") for one in said.values())


@pytest.mark.parametrize("switch", ["designations", "carriers"])
def test_a_world_without_the_mechanism_or_without_carriers_lists_nobody(switch):
    model = follow(33, runs=20, **{switch: False})
    assert not model.world.listed.any()
    if switch == "designations":
        with pytest.warns(OrderWarning, match="off"):
            model.order("USA", "designate", choice="designate.KAZ")
    assert not model.world.designated.any()
