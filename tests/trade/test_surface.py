"""The response surface stands in for the full model: within 2 % of the effect."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.trade import (
    balanced,
    coalition_2022,
    counterfactual,
    cut,
    embargo,
    impose,
    in_force,
    load_surface,
    small_economy_cost,
    solve_surface,
)
from multipolar.trade.sanctions import detour_open, iceberg_cost, kept_share
from multipolar.trade.surface import TARGETS, target_world

SHARE = st.floats(0, 1)


def direct_cost(target, membership, import_cut, export_cut, elasticity):
    """Solve the full model for K coalitions; membership has shape (K, partners)."""
    world = balanced(target_world(target))
    (row,) = world.index(target)
    partners = np.delete(np.arange(len(world.names)), row)
    kept = np.ones((len(membership), *world.trade.shape))
    kept[:, partners, row] = 1 - membership * import_cut[:, None]
    kept[:, row, partners] = 1 - membership * export_cut[:, None]
    solved = counterfactual(
        world,
        iceberg=iceberg_cost(kept, elasticity[:, None, None]),
        elasticity=elasticity,
        deficits="closed",
    )
    return 1 - solved.welfare[:, row]


def draw(target, asymmetry, count=400, seed=11):
    """Random coalitions with at least 1 % of trade, cuts and elasticities over the priors."""
    rng = np.random.default_rng(seed)
    surface = load_surface(target)
    chance = rng.uniform(0.02, 1, (count, 1))
    membership = (rng.uniform(size=(count, len(surface.partners))) < chance).astype(float)
    membership = membership[np.sum(surface.coalition_share(membership), axis=0) > 0.02]
    count = len(membership)
    bought = rng.uniform(0.05, 1, count)
    sold = np.clip(bought + rng.uniform(-asymmetry, asymmetry, count), 0.05, 1)
    return membership, bought, sold, rng.uniform(3, 6, count)


@pytest.mark.parametrize("target", TARGETS)
@pytest.mark.parametrize("asymmetry", [0.0, 0.3])
def test_the_surface_is_within_two_percent_of_direct_solves(target, asymmetry):
    case = draw(target, asymmetry)
    error = load_surface(target).cost(*case) / direct_cost(target, *case) - 1
    assert np.abs(error).max() < 0.02


@pytest.mark.parametrize("target", TARGETS)
def test_even_lopsided_cuts_are_nearly_always_within_two_percent(target):
    case = draw(target, asymmetry=1.0)
    error = np.abs(load_surface(target).cost(*case) / direct_cost(target, *case) - 1)
    assert np.quantile(error, 0.95) < 0.02
    assert error.max() < 0.08


@pytest.mark.parametrize("extra", [(), ("CHN",), ("IND",), ("TUR",), ("ARE", "SAU")])
def test_gaining_a_large_neutral_moves_the_surface_as_the_full_model(extra):
    surface, world = load_surface("RUS"), target_world("RUS")
    members = (*coalition_2022(world), *extra)
    whole = impose(world, embargo("RUS", members)).target()[0]
    assert surface.cost(surface.membership(members), 1, 1) == pytest.approx(-whole, rel=0.02)


def test_the_measures_in_force_read_from_the_surface_cost_what_they_cost_when_solved():
    surface, world = load_surface("RUS"), balanced(target_world("RUS"))
    measures = in_force("RUS", coalition_2022(world))
    leakage = measures.leakage * detour_open(world, measures)[:, None]
    kept = kept_share(measures.coverage, leakage, measures.markup, measures.detection, 4.0)
    bought, sold = (measures.product_share * (1 - kept)).sum(axis=1)
    cost = surface.cost(surface.membership(measures.coalition), bought, sold)
    assert cost == pytest.approx(-impose(world, measures).target()[0], rel=0.02)


@pytest.mark.parametrize("target", TARGETS)
def test_the_stored_table_is_what_the_solver_gives(target):
    stored, solved = load_surface(target), solve_surface(target_world(target), target)
    assert stored.partners == solved.partners
    assert stored.home_share == pytest.approx(solved.home_share, abs=1e-7)
    np.testing.assert_allclose(stored.import_share, solved.import_share, atol=1e-7)
    np.testing.assert_allclose(stored.export_share, solved.export_share, atol=1e-7)
    np.testing.assert_allclose(stored.correction, solved.correction, atol=2e-5)


@given(SHARE, SHARE, SHARE, st.floats(3, 6))
def test_the_cost_lies_between_nothing_and_autarky(share, bought, sold, elasticity):
    surface = load_surface("RUS")
    cost = surface.cost([share], bought, sold, elasticity)
    autarky = 1 - surface.home_share ** (1 / elasticity)
    assert 0 <= cost <= autarky + 1e-12


@given(SHARE, st.floats(0.02, 1), SHARE, st.floats(0, 0.5))
def test_the_cost_rises_with_stringency_and_members_and_falls_with_leakage(
    share, stringency, leakage, markup
):
    surface = load_surface("RUS")

    def cost(members, banned, leaked):
        removed = cut(banned, leaked, markup)
        return float(surface.cost([members], removed, removed))

    here = cost(share, stringency, leakage)
    slack = 1e-12
    assert cost(share / 2, stringency, leakage) <= here + slack
    assert cost(share, stringency / 2, leakage) <= here + slack
    assert cost(share, stringency, leakage / 2) >= here - slack


def test_a_dearer_detour_costs_the_target_more():
    surface = load_surface("RUS")
    removed = cut(0.8, 0.5, np.array([0.0, 0.2, 0.5]))
    cost = surface.cost([0.5], removed, removed)
    assert np.all(np.diff(cost) > 0)


def test_the_surface_reads_runs_by_partners_at_once():
    surface = load_surface("RUS")
    rng = np.random.default_rng(0)
    membership = rng.uniform(size=(64, len(surface.partners)))
    bought, sold, elasticity = rng.uniform(size=64), rng.uniform(size=64), rng.uniform(3, 6, 64)
    together = surface.cost(membership, bought, sold, elasticity)
    assert together.shape == (64,)
    one = surface.cost(membership[7], bought[7], sold[7], elasticity[7])
    assert together[7] == pytest.approx(float(one), rel=1e-12)


@given(st.floats(0.5, 0.99), st.floats(0.01, 1), st.floats(0.01, 1), st.floats(3, 6))
def test_the_small_economy_sits_where_its_trade_balances(home, bought, sold, elasticity):
    loss = float(small_economy_cost(home, bought, sold, elasticity))
    new_home = home * (1 - loss) ** -elasticity
    imports = (1 - new_home) / (1 - home)
    wage = (new_home / (1 - new_home) * (1 - home) / home * bought) ** (-1 / elasticity)
    assert sold * wage**-elasticity == pytest.approx(wage * imports, rel=1e-8)


def test_a_member_that_is_no_partner_is_refused():
    with pytest.raises(KeyError, match="not among the partners of RUS: RUS, XXX"):
        load_surface("RUS").membership(["USA", "RUS", "XXX"])


def test_a_target_without_a_surface_is_refused():
    with pytest.raises(KeyError, match="no target 'BRA'"):
        load_surface("BRA")


def test_cuts_beyond_one_are_refused():
    with pytest.raises(ValueError, match="between 0 and 1"):
        load_surface("RUS").cost([1.0], 1.2, 0.5)
