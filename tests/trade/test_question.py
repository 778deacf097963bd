"""Who joins: the tables of an answer and the prior of the elasticity behind their intervals."""

import numpy as np
import pytest
from scipy import stats

from multipolar.trade import ask, impose, in_force
from multipolar.trade.question import ELASTICITY, prior_quantiles
from multipolar.trade.surface import target_world


@pytest.fixture(scope="module")
def answer():
    return ask("RUS", ["CHN", "TUR"])


def test_the_elasticities_are_quantiles_of_the_triangular_prior():
    low, mode, high = ELASTICITY
    prior = stats.triang((mode - low) / (high - low), low, high - low)
    assert np.allclose(prior_quantiles(), prior.ppf([0.05, 0.5, 0.95]))


def test_every_coalition_has_a_row_and_every_number_its_interval(answer):
    rows = answer.rows()
    assert [row["added"] for row in rows] == ["", "CHN", "TUR", "CHN+TUR"]
    for row in rows:
        for name in ("target", "members", "third", "target_loss", "members_loss"):
            assert row[f"{name}_low"] <= row[name] <= row[f"{name}_high"]


def test_a_row_is_what_the_solver_says(answer):
    base = target_world("RUS")
    measures = in_force("RUS", (*answer.founders, "CHN"))
    direct = impose(base, measures, answer.elasticities[1]).target()[0]
    assert answer.rows()[1]["target"] == pytest.approx(100 * direct)


def test_china_adds_more_to_the_cost_than_turkey_and_the_whole_more_than_each(answer):
    target = {row["added"]: row["target"] for row in answer.rows()}
    assert target["CHN+TUR"] < target["CHN"] < target["TUR"] < target[""] < 0.0
    shares = {row["member"]: row["target_pp"] for row in answer.contributions()}
    assert sum(shares.values()) == pytest.approx(target[""] - target["CHN+TUR"], rel=1e-6)


def test_the_members_are_listed_by_what_they_lose_with_everybody_in(answer):
    losses = [row["all"] for row in answer.members()]
    assert losses == sorted(losses)
    assert {row["member"] for row in answer.members()} == {*answer.founders, "CHN", "TUR"}


def test_north_korea_depends_on_china_alone():
    alone, joined = ask("PRK", ["CHN"]).rows()
    assert abs(alone["target"]) < 0.1
    assert joined["target"] < -1.0


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("RUZ", []), "nearest: RUS"),
        (("RUS", ["CHM"]), "nearest: CHN"),
        (("RUS", ["RUS"]), "the target already"),
        (("RUS", ["DEU"]), "a member already"),
        (("RUS", ["CHN", "CHN"]), "twice"),
        (("PRK", ["CHN"], None, "in_force"), "RUS only"),
    ],
)
def test_a_question_that_cannot_be_asked_says_why(arguments, said):
    with pytest.raises(ValueError, match=said):
        ask(*arguments)
