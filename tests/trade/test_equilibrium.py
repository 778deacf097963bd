"""Laws that any exact-hat-algebra solver of the Armington model must obey."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import brentq

from multipolar.trade import (
    ConvergenceError,
    acr_welfare,
    balanced,
    counterfactual,
    economy,
    symmetric_real_income,
)
from multipolar.trade import solver as solver_module

ELASTICITY = st.floats(3.0, 6.0)
SEED = st.integers(0, 2**32 - 1)
CLOSURES = ["held", "closed", "proportional"]


def random_economy(seed, spread=1.0):
    """Draw an economy of up to nine members, sizes differing by orders of magnitude."""
    rng = np.random.default_rng(seed)
    size = int(rng.integers(2, 10))
    scale = np.exp(rng.normal(0, spread, size))
    trade = 0.2 * np.outer(scale, scale) * np.exp(rng.normal(0, 1, (size, size)))
    trade[np.diag_indices(size)] += 3 * trade.sum(axis=0) + scale
    return economy([f"E{i}" for i in range(size)], trade)


def random_iceberg(seed, size, low=0.7, high=4.0):
    rng = np.random.default_rng(seed + 1)
    tau = rng.uniform(low, high, (size, size))
    np.fill_diagonal(tau, 1.0)
    return tau


@given(SEED, ELASTICITY, st.sampled_from(["held", "proportional"]))
def test_without_a_shock_nothing_changes(seed, elasticity, deficits):
    base = random_economy(seed)
    result = counterfactual(base, elasticity=elasticity, deficits=deficits)
    for change in (result.wage, result.price, result.welfare, result.home_share):
        np.testing.assert_allclose(change, 1, atol=1e-12)
    np.testing.assert_allclose(result.trade, base.trade, rtol=1e-12)


@given(SEED, ELASTICITY, st.floats(1e-3, 1e3), st.sampled_from(CLOSURES))
def test_changes_do_not_depend_on_the_unit_of_money(seed, elasticity, unit, deficits):
    base = random_economy(seed)
    tau = random_iceberg(seed, len(base.names), low=1.0, high=2.0)
    one = counterfactual(base, iceberg=tau, elasticity=elasticity, deficits=deficits)
    other = counterfactual(
        economy(base.names, unit * base.trade),
        iceberg=tau,
        elasticity=elasticity,
        deficits=deficits,
    )
    np.testing.assert_allclose(other.wage, one.wage, rtol=1e-9)
    np.testing.assert_allclose(other.welfare, one.welfare, rtol=1e-9)


@given(SEED, ELASTICITY, st.floats(0.5, 3.0))
def test_making_every_sale_of_the_world_dearer_scales_real_income(seed, elasticity, factor):
    base = random_economy(seed)
    result = counterfactual(base, iceberg=factor, elasticity=elasticity)
    np.testing.assert_allclose(result.wage, 1, rtol=1e-10)
    np.testing.assert_allclose(result.real_gdp, 1 / factor, rtol=1e-10)


@given(SEED, ELASTICITY, st.sampled_from(CLOSURES), st.floats(0, 0.5))
def test_markets_clear_and_walras_law_holds(seed, elasticity, deficits, duty):
    base = random_economy(seed, spread=0.5)
    tau = random_iceberg(seed, len(base.names), low=0.9, high=1.5)
    tariff = duty * (1 - np.eye(len(base.names)))
    result = counterfactual(
        base, iceberg=tau, tariff=tariff, elasticity=elasticity, deficits=deficits
    )
    income = result.wage * base.income
    np.testing.assert_allclose(result.trade.sum(axis=1), income, rtol=1e-10)
    np.testing.assert_allclose(income.sum(), base.income.sum(), rtol=1e-12)
    np.testing.assert_allclose(result.trade.sum(axis=0).sum(), income.sum(), rtol=1e-12)


@given(SEED, ELASTICITY)
def test_held_deficits_stay_in_money_and_closed_ones_vanish(seed, elasticity):
    base = random_economy(seed)
    tau = random_iceberg(seed, len(base.names), low=0.9, high=1.3)
    held = counterfactual(base, iceberg=tau, elasticity=elasticity, deficits="held")
    new_deficit = held.trade.sum(axis=0) - held.trade.sum(axis=1)
    np.testing.assert_allclose(new_deficit, base.deficit, atol=1e-9 * base.income.sum())
    closed = counterfactual(base, iceberg=tau, elasticity=elasticity, deficits="closed")
    np.testing.assert_allclose(closed.trade.sum(axis=0), closed.trade.sum(axis=1), rtol=1e-10)


@given(SEED, ELASTICITY)
def test_real_income_obeys_the_acr_formula_under_balanced_trade(seed, elasticity):
    base = balanced(random_economy(seed), elasticity)
    tau = random_iceberg(seed, len(base.names))
    result = counterfactual(base, iceberg=tau, elasticity=elasticity)
    expected = acr_welfare(result.home_share, elasticity)
    np.testing.assert_allclose(result.welfare, expected, atol=1e-10)
    np.testing.assert_allclose(result.real_gdp, expected, atol=1e-10)


@given(st.floats(0.3, 0.99), st.floats(0.5, 50), ELASTICITY)
def test_mirror_image_countries_match_the_closed_form(home, factor, elasticity):
    base = economy(["A", "B"], [[home, 1 - home], [1 - home, home]])
    tau = np.where(np.eye(2) > 0, 1.0, factor)
    result = counterfactual(base, iceberg=tau, elasticity=elasticity)
    expected = symmetric_real_income(home, factor, elasticity)
    np.testing.assert_allclose(result.welfare, expected, atol=1e-10)


@given(SEED, st.floats(0.8, 3), ELASTICITY)
def test_unequal_countries_match_the_root_of_the_one_balance_of_trade(seed, factor, elasticity):
    base = random_economy(seed)
    pair = balanced(economy(["A", "B"], base.trade[:2, :2]), elasticity)
    share, income = pair.share, pair.income

    def balance(log_wage):
        """Return exports of A less its imports at the relative wage of A."""
        wage = np.exp([log_wage, 0.0])
        cost = share * (wage[:, None] * np.where(np.eye(2) > 0, 1, factor)) ** -elasticity
        new = cost / cost.sum(axis=0)
        return new[0, 1] * wage[1] * income[1] - new[1, 0] * wage[0] * income[0]

    relative = np.exp(brentq(balance, -5, 5, xtol=1e-15, rtol=1e-14))
    tau = np.where(np.eye(2) > 0, 1.0, factor)
    result = counterfactual(pair, iceberg=tau, elasticity=elasticity)
    assert result.wage[0] / result.wage[1] == pytest.approx(relative, abs=1e-10)


@given(SEED, ELASTICITY)
def test_cut_off_economies_fall_to_autarky_and_no_further(seed, elasticity):
    base = balanced(random_economy(seed), elasticity)
    tau = np.ones_like(base.trade)
    tau[0, 1:] = tau[1:, 0] = np.inf
    result = counterfactual(base, iceberg=tau, elasticity=elasticity)
    assert result.welfare[0] == pytest.approx(base.share[0, 0] ** (1 / elasticity), abs=1e-10)
    assert result.trade[0, 1:].sum() == 0


@given(SEED)
@settings(max_examples=25)
def test_a_very_large_cost_approaches_the_ban(seed):
    base = balanced(random_economy(seed))
    barrier = np.ones_like(base.trade)
    barrier[0, 1:] = barrier[1:, 0] = 1.0
    costs = np.stack([np.where(np.eye(len(base.names)) > 0, 1, c) for c in (1e3, np.inf)])
    near, limit = counterfactual(base, iceberg=costs).welfare
    np.testing.assert_allclose(near, limit, atol=1e-6)


@pytest.mark.parametrize("elasticity", [3.0, 4.0, 6.0])
def test_the_best_duty_of_a_small_economy_is_one_over_the_elasticity(elasticity):
    size = 1e-6
    base = economy(["SML", "BIG"], [[0.6 * size, 0.4 * size], [0.4 * size, 1.0]])
    duties = 1 / elasticity + np.array([-0.01, 0.0, 0.01])
    tariff = np.zeros((3, 2, 2))
    tariff[:, 1, 0] = duties
    lower, best, higher = counterfactual(base, tariff=tariff, elasticity=elasticity).welfare[:, 0]
    assert best > lower
    assert best > higher
    assert best > 1


@given(SEED)
@settings(max_examples=25)
def test_a_case_gives_the_same_bits_alone_and_among_others(seed):
    base = random_economy(seed)
    many = np.stack([random_iceberg(seed + 10 * k, len(base.names)) for k in range(70)])
    together = counterfactual(base, iceberg=many, deficits="closed")
    alone = counterfactual(base, iceberg=many[66], deficits="closed")
    np.testing.assert_array_equal(together.wage[66], alone.wage)
    np.testing.assert_array_equal(together.trade[66], alone.trade)


def test_elasticity_may_differ_from_case_to_case():
    base = random_economy(3)
    tau = random_iceberg(3, len(base.names))
    both = counterfactual(base, iceberg=tau, elasticity=[3.0, 6.0])
    for row, elasticity in enumerate((3.0, 6.0)):
        one = counterfactual(base, iceberg=tau, elasticity=elasticity)
        np.testing.assert_array_equal(both.welfare[row], one.welfare)


def test_scipy_finishes_what_newton_leaves(monkeypatch):
    base = random_economy(5)
    tau = random_iceberg(5, len(base.names))
    newton = counterfactual(base, iceberg=tau)
    monkeypatch.setattr(solver_module, "MAX_STEPS", 1)
    fallback = counterfactual(base, iceberg=tau)
    assert not newton.report.fallback[0]
    assert fallback.report.fallback[0]
    np.testing.assert_allclose(fallback.wage, newton.wage, rtol=1e-9)


def test_a_surplus_country_cut_off_has_no_equilibrium_and_the_error_says_so():
    base = economy(["A", "B", "C"], [[5, 2, 1], [1, 5, 1], [1, 1, 5]])
    tau = np.ones((3, 3))
    tau[0, 1:] = tau[1:, 0] = np.inf
    with pytest.raises(ConvergenceError, match=r"A trade with nobody else but must run a deficit"):
        counterfactual(base, iceberg=tau, deficits="held")


def test_a_surplus_that_cannot_be_sold_is_refused_by_name():
    base = economy(["A", "B", "C"], [[5, 2, 1], [1, 5, 1], [1, 1, 5]])
    tau = np.ones((3, 3))
    tau[0, 1:] = tau[1:, 0] = 1e9
    with pytest.raises(ConvergenceError, match="deficit is -12% of its income"):
        counterfactual(base, iceberg=tau, deficits="held")


def test_a_ban_in_one_direction_ends_in_autarky_because_trade_must_balance():
    base = economy(["A", "B"], [[5, 1], [1, 5]])
    tau = np.ones((2, 2))
    tau[0, 1] = np.inf
    result = counterfactual(base, iceberg=tau, deficits="closed")
    np.testing.assert_allclose(result.welfare, (5 / 6) ** (1 / 4), atol=1e-10)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"iceberg": 0.0}, "iceberg must be above 0"),
        ({"iceberg": np.inf}, "cannot be cut off from itself"),
        ({"tariff": -0.1}, "tariff must be finite and at least 0"),
        ({"elasticity": 0.0}, "elasticity must be finite and above 0"),
    ],
)
def test_arguments_out_of_range_are_refused(arguments, message):
    with pytest.raises(ValueError, match=message):
        counterfactual(random_economy(1), **arguments)


@pytest.mark.parametrize(
    ("names", "trade", "message"),
    [
        (["A", "A"], np.ones((2, 2)), "named twice"),
        (["A", "B"], np.ones((3, 3)), "shape"),
        (["A", "B"], [[1, -1], [1, 1]], "at least 0"),
        (["A", "B"], [[1, 0], [1, 0]], "sell or buy nothing: B"),
    ],
)
def test_a_broken_trade_matrix_is_refused(names, trade, message):
    with pytest.raises(ValueError, match=message):
        economy(names, trade)


@given(SEED, ELASTICITY)
def test_a_cost_of_an_exporter_is_an_iceberg_cost_of_all_that_it_sells(seed, elasticity):
    base = random_economy(seed)
    cost = np.random.default_rng(seed).uniform(0.7, 1.5, len(base.names))
    shifted = counterfactual(base, cost=cost, elasticity=elasticity)
    iceberg = np.broadcast_to(cost[:, None], base.trade.shape)
    melting = counterfactual(base, iceberg=iceberg, elasticity=elasticity)
    np.testing.assert_allclose(shifted.welfare, melting.welfare, rtol=1e-12)


@given(SEED)
def test_deficits_may_be_given_for_each_counterfactual(seed):
    base = random_economy(seed)
    tau = random_iceberg(seed, len(base.names))
    rows = [base.deficit, np.zeros(len(base.names))]
    both = counterfactual(base, iceberg=tau, deficits=rows)
    for case, rule in enumerate(("held", "closed")):
        one = counterfactual(base, iceberg=tau, deficits=rule)
        np.testing.assert_allclose(both.welfare[case], one.welfare, rtol=1e-10)


@pytest.mark.parametrize(
    ("argument", "said"),
    [
        ({"deficits": "hold"}, "did you mean 'held'"),
        ({"deficits": [1.0, 2.0]}, "sum to zero"),
        ({"deficits": [1.0]}, "shape"),
        ({"cost": [1.0, 0.0]}, "above 0"),
    ],
)
def test_a_cost_or_a_deficit_that_cannot_be_is_refused(argument, said):
    two = economy(("A", "B"), [[80.0, 20.0], [20.0, 80.0]])
    with pytest.raises(ValueError, match="(?i)" + said):
        counterfactual(two, **argument)
