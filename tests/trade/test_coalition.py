"""Coalition by coalition: who adds cost to the target, and at what cost to itself."""

from math import inf

import numpy as np
import pytest

from multipolar.trade import (
    Contribution,
    balanced,
    coalition_2022,
    coalition_table,
    impose,
    in_force,
    world_before_war,
)

WORLD = balanced(world_before_war())
MEASURES = in_force("RUS", coalition_2022(WORLD))
CANDIDATES = ("CHN", "IND", "TUR", "ARE")


@pytest.fixture(scope="module")
def table():
    return coalition_table(WORLD, MEASURES, CANDIDATES)


def test_every_coalition_appears_once_from_the_founders_to_all(table):
    added = [row.added for row in table.rows]
    assert len(set(added)) == len(added) == 2 ** len(CANDIDATES)
    assert added[0] == ()
    assert added[-1] == CANDIDATES


def test_contributions_add_up_to_the_whole_difference(table):
    whole = table.rows[-1].target_loss - table.rows[0].target_loss
    assert sum(one.target_loss for one in table.contributions) == pytest.approx(whole)


def test_a_row_equals_the_outcome_of_the_same_sanctions(table):
    outcome = impose(WORLD, MEASURES.joined_by("CHN"))
    row = next(row for row in table.rows if row.added == ("CHN",))
    assert row.target == pytest.approx(outcome.target()[0], rel=1e-12)
    assert row.members == pytest.approx(outcome.members()[0], rel=1e-12)
    assert row.third == pytest.approx(outcome.third()[0], rel=1e-12)


def test_the_candidates_are_ranked_by_leverage(table):
    leverage = [one.leverage for one in table.contributions]
    assert leverage == sorted(leverage, reverse=True)
    assert {one.member for one in table.contributions} == set(CANDIDATES)


def test_china_adds_more_cost_than_any_other_candidate(table):
    added = {one.member: one.target_loss for one in table.contributions}
    assert max(added, key=added.get) == "CHN"


def test_members_lose_more_when_they_join_than_when_they_stay_out(table):
    inside = np.array(["CHN" in row.added for row in table.rows])
    change = table.member_change["CHN"]
    assert change[inside].max() < change[~inside].min()


def test_a_member_that_gains_has_infinite_leverage():
    assert Contribution("A", 1.0, -0.1, 0.01, -0.001).leverage == inf


@pytest.mark.parametrize(
    ("candidates", "message"),
    [
        (("CHN", "CHN"), "named twice"),
        (("USA",), "already target or member: USA"),
        (("RUS",), "already target or member: RUS"),
        (tuple(WORLD.names[10:21]), "at most 10"),
    ],
)
def test_impossible_candidates_are_refused(candidates, message):
    with pytest.raises(ValueError, match=message):
        coalition_table(WORLD, MEASURES, candidates)
