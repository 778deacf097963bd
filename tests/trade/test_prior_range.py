"""Every shock of the prior range is solved."""

import numpy as np
import pytest

from multipolar.trade import (
    balanced,
    counterfactual,
    embargo,
    impose,
    world_2023,
    world_before_war,
)


def shocks(count, size, high, seed=7):
    rng = np.random.default_rng(seed)
    tau = rng.uniform(0.8, high, (count, size, size))
    closed = rng.uniform(size=(count, size, size)) < 0.1
    tau = np.where(closed, np.inf, tau)
    tau[:, np.arange(size), np.arange(size)] = 1.0
    return tau


@pytest.mark.parametrize("elasticity", [3.0, 4.0, 6.0])
def test_harsh_shocks_to_the_balanced_world_all_converge(elasticity):
    world = balanced(world_2023())
    tau = shocks(40, len(world.names), high=5.0)
    result = counterfactual(world, iceberg=tau, elasticity=elasticity, deficits="closed")
    assert result.report.residual.max() < 1e-12
    assert result.report.steps.max() < 30
    assert not result.report.fallback.any()


@pytest.mark.parametrize("deficits", ["held", "closed", "proportional"])
@pytest.mark.parametrize("elasticity", [3.0, 4.0, 6.0])
def test_tariff_wars_with_observed_deficits_all_converge(deficits, elasticity):
    world = world_2023()
    rng = np.random.default_rng(1)
    duty = rng.uniform(0, 0.6, (20, 66, 66)) * ~np.eye(66, dtype=bool)
    result = counterfactual(world, tariff=duty, elasticity=elasticity, deficits=deficits)
    assert result.report.residual.max() < 1e-10


@pytest.mark.parametrize("target", ["RUS", "CHN", "USA", "KGZ", "HKG", "VNM"])
def test_an_embargo_by_all_on_any_target_converges(target):
    world = world_2023()
    everyone = [name for name in world.names if name != target]
    for elasticity in (3.0, 6.0):
        assert impose(world, embargo(target, everyone), elasticity).residual[0] < 1e-12


def test_a_thousand_counterfactuals_are_solved_together():
    world = balanced(world_before_war())
    tau = np.where(np.eye(66) > 0, 1.0, np.linspace(0.9, 3, 1000)[:, None, None])
    result = counterfactual(world, iceberg=tau, deficits="closed")
    assert result.welfare.shape == (1000, 66)
    assert result.report.residual.max() < 1e-10
