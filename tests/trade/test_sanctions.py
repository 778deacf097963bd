"""Sanctions hurt as economics says: more coverage, more members, less evasion, more cost."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from multipolar.trade import (
    balanced,
    coalition_2022,
    embargo,
    impose,
    in_force,
    with_north_korea,
    world_2023,
    world_before_war,
)
from multipolar.trade.sanctions import detour_open, kept_share, kept_trade

WORLD = balanced(world_before_war())
MEMBERS = coalition_2022(WORLD)
SHARE = st.floats(0, 1)


def loss(*cases, elasticity=4.0):
    return -impose(WORLD, cases, elasticity).target()


@given(SHARE, SHARE, st.floats(0, 1), SHARE, st.floats(3, 6))
def test_the_kept_share_falls_with_coverage_and_detection_and_rises_with_leakage(
    coverage, leakage, markup, detection, elasticity
):
    kept = kept_share(coverage, leakage, markup, detection, elasticity)
    assert 0 <= kept <= 1
    assert kept_share(coverage / 2, leakage, markup, detection, elasticity) >= kept
    assert kept_share(coverage, leakage / 2, markup, detection, elasticity) <= kept
    assert kept_share(coverage, leakage, markup + 0.1, detection, elasticity) <= kept
    assert kept_share(coverage, leakage, markup, (1 + detection) / 2, elasticity) <= kept


def test_no_coverage_costs_nobody_anything():
    idle = replace(in_force("RUS", MEMBERS), coverage=np.zeros((2, 3)))
    np.testing.assert_allclose(impose(WORLD, idle).real_income, 0, atol=1e-11)


def test_a_coalition_of_none_costs_nobody_anything():
    np.testing.assert_allclose(impose(WORLD, embargo("RUS", ())).real_income, 0, atol=1e-11)


def test_full_coverage_without_leakage_is_the_embargo():
    zero, one = np.zeros((2, 3)), np.ones((2, 3))
    total = replace(in_force("RUS", MEMBERS), coverage=one, leakage=zero)
    np.testing.assert_allclose(
        impose(WORLD, total).real_income, impose(WORLD, embargo("RUS", MEMBERS)).real_income
    )


def test_a_global_embargo_leaves_the_target_in_autarky():
    everyone = [name for name in WORLD.names if name != "RUS"]
    (russia,) = WORLD.index("RUS")
    for elasticity in (3.0, 4.0, 6.0):
        autarky = 1 - WORLD.share[russia, russia] ** (1 / elasticity)
        assert loss(embargo("RUS", everyone), elasticity=elasticity)[0] == pytest.approx(autarky)


def test_the_cost_rises_with_every_member_and_with_coverage():
    measures = in_force("RUS", MEMBERS)
    wider = replace(measures, coverage=np.minimum(1, measures.coverage * 1.2))
    base, china, wide = loss(measures, measures.joined_by("CHN"), wider)
    assert base < china
    assert base < wide


def test_leakage_and_markup_and_detection_move_the_cost_the_right_way():
    measures = in_force("RUS", MEMBERS)
    tight = replace(measures, leakage=np.zeros((2, 3)))
    dear = replace(measures, markup=measures.markup + 0.2)
    watched = replace(measures, detection=np.ones((2, 3)))
    base, no_leak, markup, caught = loss(measures, tight, dear, watched)
    assert base < markup < no_leak
    assert caught == pytest.approx(no_leak, rel=1e-12)


def test_a_hub_that_joins_closes_its_detours():
    measures = in_force("RUS", MEMBERS)
    full = detour_open(WORLD, measures)
    fewer = detour_open(WORLD, measures.joined_by("CHN", "TUR"))
    none = detour_open(WORLD, measures.joined_by(*measures.hubs))
    np.testing.assert_allclose(full, 1)
    assert np.all(fewer < full)
    np.testing.assert_allclose(none, 0)


def test_only_flows_between_target_and_members_are_touched():
    kept = kept_trade(WORLD, in_force("RUS", MEMBERS), 4.0)
    rows, columns = np.nonzero(kept < 1)
    russia, *members = WORLD.index(("RUS", *MEMBERS))
    touched = set(zip(rows.tolist(), columns.tolist(), strict=True))
    assert touched == {(russia, m) for m in members} | {(m, russia) for m in members}


def test_the_target_loses_far_more_of_its_income_than_the_senders():
    outcome = impose(WORLD, [in_force("RUS", MEMBERS), embargo("RUS", MEMBERS)])
    assert np.all(outcome.target() < 0)
    assert np.all(outcome.members() < 0)
    assert np.all(outcome.target() / outcome.members() > 10)


def test_trade_is_diverted_to_third_economies_and_some_of_them_gain():
    outcome = impose(WORLD, in_force("RUS", MEMBERS))
    assert 0 < outcome.diverted()[0] < 1
    gainers = outcome.gainers()
    assert "RUS" not in gainers
    assert not set(list(gainers)[:10]) & set(MEMBERS)
    assert list(gainers.values()) == sorted(gainers.values(), reverse=True)


def test_a_higher_elasticity_makes_the_same_ban_cheaper():
    costs = [loss(embargo("RUS", MEMBERS), elasticity=e)[0] for e in (3.0, 4.0, 5.0, 6.0)]
    assert costs == sorted(costs, reverse=True)


@settings(max_examples=20, deadline=None)
@given(st.sets(st.sampled_from([n for n in WORLD.names if n != "RUS"]), min_size=1), SHARE)
def test_any_coalition_costs_between_nothing_and_autarky(members, coverage):
    measures = replace(in_force("RUS", sorted(members)), coverage=np.full((2, 3), coverage))
    (russia,) = WORLD.index("RUS")
    autarky = 1 - WORLD.share[russia, russia] ** 0.25
    assert -1e-9 <= loss(measures)[0] <= autarky + 1e-9


def test_only_china_matters_for_north_korea_and_north_korea_for_nobody():
    world = with_north_korea(world_2023(), 2017)
    everyone = [name for name in world.names if name != "PRK"]
    without = [name for name in everyone if name != "CHN"]
    outcome = impose(world, [embargo("PRK", everyone), embargo("PRK", without)])
    full, partial = outcome.target()
    assert partial / full < 0.2
    assert abs(outcome.members()).max() < 1e-4


def test_a_target_in_its_own_coalition_is_refused():
    with pytest.raises(ValueError, match="RUS cannot be a member"):
        embargo("RUS", ("USA", "RUS"))


@pytest.mark.parametrize("field", ["coverage", "leakage", "detection"])
def test_shares_beyond_one_are_refused(field):
    with pytest.raises(ValueError, match=f"{field} must lie between 0 and 1"):
        replace(in_force("RUS", MEMBERS), **{field: np.full((2, 3), 1.5)})


def test_a_negative_markup_is_refused():
    with pytest.raises(ValueError, match="markup must be at least 0"):
        replace(in_force("RUS", MEMBERS), markup=np.full((2, 3), -0.1))


def test_a_target_without_measures_is_refused_with_those_that_have():
    with pytest.raises(KeyError, match="knows RUS"):
        in_force("BRA", ("USA",))
