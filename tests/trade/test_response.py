"""The response as the model reads it, beside the surface and the full model that it stands for."""

import numpy as np
import pytest

from multipolar.trade import coalition_2022, counterfactual, load_surface
from multipolar.trade.equilibrium import balanced
from multipolar.trade.response import (
    class_shares,
    reach,
    response,
    shares_of_groups,
    static_loss,
)
from multipolar.trade.sanctions import iceberg_cost
from multipolar.trade.surface import TARGETS, target_world
from multipolar.world.tables import read_table

SHARES = np.array([[0.57, 0.95, 0.60]])
SWINGS = tuple(row["swing"] for row in read_table("swing.csv"))
NOBODY = np.zeros((1, 3, len(SWINGS)))


def members(target, groups):
    """Return the membership of every partner of a target, from the shares of the groups."""
    surface = load_surface(target)
    swing = {
        name: 2 + place
        for place, row in enumerate(read_table("swing.csv"))
        for name in row["partners"].split()
    }
    founders = set(coalition_2022(target_world(target)))
    return np.array(
        [groups[swing.get(name, 0 if name in founders else 1)] for name in surface.partners]
    )


def test_without_swings_the_groups_carry_the_share_that_was_asked_for():
    for share in (0.0, 0.2, 0.57, 0.95, 1.0):
        groups = shares_of_groups(np.full((1, 3), share), NOBODY)
        assert np.allclose(reach(groups), share)
        assert ((groups >= 0) & (groups <= 1)).all()


def test_founders_come_first_and_the_others_alike():
    [russia] = shares_of_groups(SHARES, NOBODY)[:, 0]
    assert russia[0] == 1.0
    assert np.allclose(russia[1:], russia[1])


@pytest.mark.parametrize("swing", range(len(SWINGS)))
def test_who_joins_carries_all_and_who_leaves_nothing(swing):
    for way, carried in ((1.0, 1.0), (-1.0, 0.0)):
        joined = NOBODY.copy()
        joined[0, :, swing] = way
        groups = shares_of_groups(SHARES, joined)[0]
        assert np.allclose(groups[:, 2 + swing], carried)


@pytest.mark.parametrize("place", range(3), ids=TARGETS)
def test_the_tables_give_what_the_surface_gives(place):
    rng = np.random.default_rng(place)
    runs = 60
    cut, elasticity = rng.uniform(0, 1, (runs, 3, 2)), rng.uniform(3, 6, (runs, 1))
    joined = rng.choice([-1.0, 0.0, 1.0], (runs, 3, len(SWINGS)))
    groups = shares_of_groups(np.repeat(SHARES, runs, axis=0), joined)
    mine = static_loss(groups, cut, elasticity)[:, place]
    membership = np.stack([members(TARGETS[place], row[place]) for row in groups])
    direct = load_surface(TARGETS[place]).cost(
        membership, cut[:, place, 0], cut[:, place, 1], elasticity[:, 0]
    )
    assert np.allclose(mine, direct, rtol=0.005, atol=1e-6)


@pytest.mark.parametrize("joined", [None, "china"])
def test_the_tables_are_within_two_per_cent_of_the_full_model_for_the_measures_on_russia(joined):
    swings = NOBODY.copy()
    if joined:
        swings[0, 0, SWINGS.index(joined)] = 1.0
    groups = shares_of_groups(SHARES, swings)
    stringency, leakage = np.array([0.62, 0.62, 0.75]), np.array([0.08, 0.6, 0.55])
    cut = np.einsum("p,tfp->tf", stringency * (1 - leakage), class_shares())[None]
    base = balanced(target_world("RUS"))
    (russia,) = base.index(("RUS",))
    carried = members("RUS", groups[0, 0])
    partners = base.index(load_surface("RUS").partners)
    tau = np.ones((1, len(base.names), len(base.names)))
    tau[0, partners, russia] = iceberg_cost(1 - carried * cut[0, 0, 0], 4.0)
    tau[0, russia, partners] = iceberg_cost(1 - carried * cut[0, 0, 1], 4.0)
    direct = 1.0 - counterfactual(base, iceberg=tau, elasticity=4.0).welfare[0, russia]
    mine = static_loss(groups, cut, np.array([[4.0]]))[0, 0]
    assert mine == pytest.approx(direct, rel=0.02)


def direct_loss(target, groups, cut, elasticity):
    """Solve the full model for runs; groups has shape (run, group), cut (run, flow)."""
    base = balanced(target_world(target))
    (row,) = base.index(target)
    partners = base.index(load_surface(target).partners)
    carried = np.stack([members(target, mine) for mine in groups])
    kept = np.ones((len(carried), *base.trade.shape))
    kept[:, partners, row] = 1 - carried * cut[:, :1]
    kept[:, row, partners] = 1 - carried * cut[:, 1:]
    tau = iceberg_cost(kept, elasticity[:, None, None])
    solved = counterfactual(base, iceberg=tau, elasticity=elasticity, deficits="closed")
    return 1.0 - solved.welfare[:, row]


def drawn_measures(runs, seed):
    """Draw whatever the model could read: measures and leakage from nothing to all, class by class.

    A third of the entries stands at either end, so that one class alone is forbidden, or leaks
    nearly whole; founders and swing economies carry anything from nothing to all.
    """
    rng = np.random.default_rng(seed)
    shape = (runs, 3, 3)
    ends = rng.integers(0, 3, (2, *shape))
    stringency, leakage = np.where(ends == 1, rng.uniform(size=(2, *shape)), ends / 2.0)
    removed = stringency * (1.0 - leakage * rng.choice([0.5, 0.95], shape))
    cut = np.einsum("rtp,tfp->rtf", removed, class_shares())
    share = rng.choice([0.02, 0.3, 0.57, 0.8, 1.0], (runs, 3))
    joined = rng.uniform(-1.0, 1.0, (runs, 3, len(SWINGS))) * rng.integers(0, 2, (runs, 3, 1))
    return shares_of_groups(share, joined), cut, rng.uniform(3.0, 6.0, runs)


@pytest.mark.parametrize("place", range(3), ids=TARGETS)
def test_whatever_the_model_reads_is_within_two_per_cent_of_the_full_model(place):
    """Of the effect; a loss of less than a thousandth of a per cent of income is left out."""
    groups, cut, elasticity = drawn_measures(runs=1200, seed=5)
    mine = static_loss(groups, cut, elasticity[:, None])[:, place]
    direct = direct_loss(TARGETS[place], groups[:, place], cut[:, place], elasticity)
    felt = direct > 1e-5
    assert felt.mean() > 0.9
    assert np.abs(mine[felt] / direct[felt] - 1.0).max() < 0.02
    assert np.abs(mine[~felt] - direct[~felt]).max() < 1e-6


def test_what_runs_of_the_model_read_is_within_two_per_cent_of_the_full_model():
    """Measures, leakage, coalition and elasticity of runs in which China joins half way."""
    from multipolar import MultipolarModel

    runs = 24
    model = MultipolarModel(runs=runs, rng=1)
    arrays = model.world.arrays
    for month in range(48):
        if month == 24:
            arrays["joined"][:, 0, SWINGS.index("china")] = 1.0
        model.step()
        if month % 12 < 11:
            continue
        groups = shares_of_groups(arrays["coalition_share"], arrays["joined"])
        removed = arrays["stringency"] * (1.0 - arrays["leakage"])
        cut = np.einsum("rtp,tfp->rtf", removed, class_shares())
        elasticity = np.ravel(model.parameters["costs.elasticity"])
        for place, target in enumerate(TARGETS):
            direct = direct_loss(target, groups[:, place], cut[:, place], elasticity)
            read = static_loss(groups, cut, elasticity[:, None])[:, place]
            assert np.allclose(read, direct, rtol=0.02, atol=1e-7), (target, month)


def test_nothing_forbidden_costs_nothing():
    groups = shares_of_groups(SHARES, NOBODY)
    assert (static_loss(groups, np.zeros((1, 3, 2)), np.array([[4.0]])) == 0.0).all()


def test_the_groups_split_all_trade():
    tables = response()
    assert np.allclose(tables.imports.sum(axis=1), 1.0)
    assert np.allclose(tables.exports.sum(axis=1), 1.0)
    assert np.allclose(class_shares().sum(axis=-1), 1.0)
