"""Threats, answers and resolve: claims C52, C53, C58."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.agents.measures import ANSWER_THREAT, CONSENT, MEASURES, THREAT
from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules.bargaining import (
    Bargaining,
    advance_standoff,
    learn_resolve,
    slope_on_resolve,
)
from multipolar.rules.forms import log_odds, logistic
from multipolar.rules.packages import (
    move_measures,
    package_passes,
    pay_opponents,
    propose_package,
)
from multipolar.world import World
from multipolar.world.codes import Government, Standoff
from playing import WORLDS, assert_in_bounds, consider, play, some_parameters, work_out

PRIORS = some_parameters(Bargaining)
EASE, TIGHTEN = 0, 2
YIELD = 1
RUS, PRK, IRN = range(3)


def median_threat(resolve=0.66):
    """Return a world in which a threat stands against targets of median stake."""
    world = World()
    world.standoff[...] = Standoff.THREATENED
    world.resolve[...] = world.resolve_union[...] = resolve
    world.arrays["stake"] = np.full_like(world.stake, 0.5)
    return world


def yields(world, p=None, role="iran", **changed):
    """Return the chance that a state yields, shape (run,)."""
    parameters = {Bargaining: p} if p is not None else None
    return consider(ANSWER_THREAT, world, role, parameters, **changed)[:, 0, YIELD]


@given(PRIORS)
def test_threats_win_and_are_carried_out_as_often_as_was_published(p):
    won = yields(median_threat(), p)
    assert np.allclose(won, p.heeded)
    world = World()
    world.standoff[...] = Standoff.DEFIED
    world.arrays["sponsors_freedom"] = np.ones_like(world.sponsors_freedom)
    quiet = consider(MEASURES, world, "united_states", {Bargaining: p})
    firm = quiet[0, :, TIGHTEN] / (1.0 - quiet[0, :, EASE])
    urgent = log_odds(firm) - log_odds(np.minimum(0.95, (1 - p.never_imposed) / (1 - p.heeded)))[0]
    usual = log_odds(_usual(world)) - log_odds(np.array([0.69]))
    assert np.allclose(urgent, usual, atol=1e-6)


def _usual(world):
    """Return the chance of tightening against holding where no threat stands."""
    calm = consider(MEASURES, world, "united_states", standoff=np.zeros_like(world.standoff))
    return calm[0, :, TIGHTEN] / (1.0 - calm[0, :, EASE])


@given(PRIORS)
def test_a_threat_sure_to_be_kept_wins_as_many_times_more_as_a_demonstration(p):
    slope = work_out(slope_on_resolve, World(), p)
    at = log_odds(p.heeded)
    empty = logistic(at - slope * p.usual_resolve)
    sure = logistic(at + slope * (1.0 - p.usual_resolve))
    assert np.allclose(sure / empty, np.minimum(p.demonstration, sure / empty + 1e-4), rtol=1e-4)


@given(WORLDS, PRIORS, st.floats(0.01, 1.0))
def test_resolve_and_stake_move_the_answer_and_arsenals_do_not(world, p, more):
    base = yields(world, p)
    bolder = np.minimum(1.0, world.resolve + more)
    assert (yields(world, p, resolve=bolder) >= base - 1e-12).all()
    assert (yields(world, p, stake=np.ones(3)) <= base + 1e-12).all()
    armed = np.ones_like(world.arsenal)
    assert np.array_equal(yields(world, p, arsenal=armed), base)


def test_nobody_yields_without_a_threat_and_nobody_is_threatened_twice():
    world = World()
    assert (yields(world) == 0.0).all()
    world.standoff[...] = Standoff.DEFIED
    assert (consider(THREAT, world, "united_states")[..., 1] == 0.0).all()


def test_a_sender_that_backs_down_is_believed_less_and_wins_less():
    world = median_threat()
    before = yields(world)
    world.standoff[...] = Standoff.DEFIED
    for held, sign in ((0.0, -1), (1.0, 1)):
        measures = np.full_like(world.measures, held)
        after = play(learn_resolve, world, measures=measures)["resolve"]
        assert (sign * (after - world.resolve) > 0).all()
        again = yields(median_threat(), resolve=after)
        assert (sign * (again - before) > 0).all()
    quiet = np.full_like(world.standoff, Standoff.NONE)
    kept = play(learn_resolve, world, standoff=quiet)["resolve"]
    assert np.array_equal(kept, world.resolve)


@given(WORLDS, PRIORS)
def test_a_threat_goes_from_word_to_answer_to_deed(world, p):
    after = play(advance_standoff, world, p)
    assert_in_bounds(after)
    stands = world.standoff == Standoff.THREATENED
    heeded = after["heeded"] > 0
    assert (heeded <= stands).all()
    assert ((after["standoff"] == Standoff.DEFIED) == (stands & ~heeded)).all()
    begun = (world.standoff == Standoff.NONE) & (world.threat_made > 0)
    assert ((after["standoff"] == Standoff.THREATENED) == begun).all()


def test_a_treaty_with_the_patron_spares_the_client_threats():
    world = World()
    plain = consider(THREAT, world, "united_states")[..., 1]
    world.treaty[...] = 3.0
    assert (consider(THREAT, world, "united_states")[..., 1] < plain)[:, PRK].all()


# -- consent in the Union


def on_the_table(months=0.0):
    """Return a world in which a package against Russia lies on the table and all consent."""
    world = World()
    world.proposed[:, RUS] = 1.0
    world.proposal_months[...] = months
    return world


def passes(world, luck=0.0):
    return work_out(package_passes, world, luck=np.full((1, 3), luck))[0, 0]


def test_a_package_takes_all_members_and_an_opponent_is_bought_while_the_pool_pays():
    world = on_the_table()
    hungary = world.roster.index("HUN", "sponsor")
    assert passes(world) == 1.0
    world.consent[:, hungary] = 0.0
    assert passes(world) == 0.0
    world.proposal_months[...] = 1.0
    assert passes(world) == 1.0
    paid = play(pay_opponents, world, luck=np.zeros((1, 3)))["side_pool"]
    assert paid < world.side_pool
    world.side_pool[...] = 0.5
    assert passes(world) == 0.0
    world.consent[...] = 1.0
    world.consent[:, world.roster.index("GBR", "sponsor")] = 0.0
    assert passes(world) == 1.0


def test_one_package_is_on_the_table_and_stays_until_it_passes_or_patience_ends():
    world = on_the_table(3.0)
    lucky = np.zeros((1, 3))
    assert play(propose_package, world, luck=lucky)["proposed"].tolist() == [[1.0, 0.0, 0.0]]
    world.proposal_months[...] = 12.0
    assert play(propose_package, world, luck=np.ones((1, 3)))["proposed"].sum() == 0.0


def test_followers_stand_aside_by_their_own_choice():
    world = World()
    tight = np.ones_like(world.measures)
    together = play(move_measures, world, measures=tight)["stringency"]
    world.consent[:, world.roster.index("JPN", "sponsor")] = 0.0
    assert (play(move_measures, world, measures=tight)["stringency"] < together).all()


def test_hungary_opposes_most_among_the_members():
    world = on_the_table()
    chance = consider(CONSENT, world, "european_state")[0, :, 0]
    members = world.of("european_state").unanimous > 0
    names = world.roster.labels["sponsor"][1:][: len(chance)]
    assert max(zip(chance[members], np.array(names)[members], strict=True))[1] == "HUN"


def test_a_transactional_government_opposes_more_and_tightens_less():
    world = on_the_table()
    before = consider(CONSENT, world, "european_state")[0, :, 0]
    hard = consider(MEASURES, world, "united_states")[..., TIGHTEN]
    world.government[...] = Government.TRANSACTIONAL
    assert (consider(CONSENT, world, "european_state")[0, :, 0] > before).all()
    assert (consider(MEASURES, world, "united_states")[..., TIGHTEN] < hard).all()


# -- in the model


@pytest.fixture(scope="module")
def record():
    """Return a model run at its defaults to June 2024, and what it had of packages by month."""
    model = MultipolarModel(runs=200, rng=1, parameters="default", collect=False)
    opposed = 0.0
    while str(model.month) <= "2024-06":
        model.step()
        fresh = np.abs(model.world.proposed).sum(axis=1) > 0
        opposed += (fresh & (model.world.proposal_months == 1.0)).sum()
    return model, opposed / model.world.packages.sum()


def test_packages_come_and_are_opposed_as_often_as_was_counted(record):
    model, opposed = record
    monthly = model.world.packages[:, RUS].mean() / 28
    assert 0.32 <= monthly <= 0.6
    assert 0.3 <= opposed <= 0.6


def test_orders_bind_each_seat():
    model = MultipolarModel(runs=4, rng=1, parameters="default", collect=False)
    model.order("USA", "threaten")
    model.order("HUN", "oppose")
    model.step()
    assert (model.world.threat_made > 0).all()
    assert (model.world.consent[:, model.world.roster.index("HUN", "sponsor")] == 0).all()


def test_without_bargaining_nobody_threatens_and_measures_go_on():
    spec = load_scenario("baseline")
    off = replace(spec, switches={**spec.switches, "bargaining": False})
    model = MultipolarModel(off, runs=20, rng=1, parameters="default", collect=False)
    for _ in range(12):
        model.step()
    assert not model.world.standoff.any()
    assert not model.world.heeded.any()
    assert (model.world.packages[:, RUS] > 0).any()
