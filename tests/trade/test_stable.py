"""A stable coalition: nobody inside wants to leave, nobody outside wants to enter."""

import numpy as np
import pytest

from multipolar.arguments import UnknownName
from multipolar.trade import coalition_2022, in_force, stable_coalition, world_before_war
from multipolar.trade.players import players
from multipolar.trade.stable import CoalitionGame, Setting


@pytest.fixture(scope="module")
def game():
    base = world_before_war()
    return CoalitionGame(base, in_force("RUS", ()), players(base, "RUS"), 0.5)


@pytest.fixture(scope="module")
def answer():
    return stable_coalition("RUS")


@pytest.mark.parametrize("at", [Setting(4.0, 0.3, 0.1), Setting(6.0, 0.1, 0.0)])
def test_nobody_wants_to_move(game, at):
    members, rest = game.settle(at)
    assert rest
    gain = game.gain(members, at)
    assert (gain[members] >= 0).all()
    assert (gain[~members] <= 1e-9).all()


def test_losses_are_those_of_the_trade_model(game):
    """The Union's loss is what its members lose by measures of the Union beside the others."""
    from multipolar.trade import impose

    members, _ = game.settle(Setting(4.0, 0.3, 0.1))
    union = next(row for row, one in enumerate(game.players) if one.name == "EU")
    names = [n for one, joined in zip(game.players, members, strict=True) if joined
             for n in one.economies]  # fmt: skip
    rest = [name for name in names if name not in game.players[union].economies]
    with_it, without = impose(
        game.base, [in_force("RUS", names), in_force("RUS", rest)]
    ).real_income
    own = game.base.index(game.players[union].economies)
    weight = game.base.income[own] / game.base.income[own].sum()
    expected = 100 * float((without[own] - with_it[own]) @ weight)
    assert game.loss(members, 4.0)[union] == pytest.approx(expected, rel=1e-6)


def test_a_transfer_as_large_as_the_lack_wins_a_state(answer):
    for row in answer.rows:
        if not row.joins:
            assert row.gain[0] < 0
            assert row.transfer[0] > 0
        assert row.transfer[1] <= row.transfer[0] <= row.transfer[2]


def test_peers_and_losses_both_matter(game):
    """Where nothing but losses counts nobody joins; where only the norm does, all leaders stay."""
    nobody, _ = game.settle(Setting(4.0, 0.0, 0.0))
    assert game.loss(nobody, 4.0)[nobody].max(initial=0.0) <= 0
    leaders = np.array([one.leader for one in game.players])
    norm, _ = game.settle(Setting(4.0, 50.0, 0.1))
    assert norm[leaders].all()


def test_the_score_is_that_of_the_states_of_2022(answer):
    real = {*coalition_2022(world_before_war()), "EU"}
    told = [row.chance if row.name in real else 1 - row.chance for row in answer.rows]
    ours, led = answer.against_2022()
    assert ours == pytest.approx(-np.log(told).mean())
    assert 0 < led < np.log(2)
    assert ours < np.log(2)


def test_flags_of_roles_say_nothing_about_who_joins(monkeypatch, answer):
    """Members are found by votes, trade and the Union: roles of the model play no part."""
    from multipolar.trade import players as module

    rows = module.read_table("states.csv")
    turned = [dict(row, role=other["role"]) for row, other in zip(rows, rows[::-1], strict=True)]
    monkeypatch.setattr(module, "read_table", lambda name: turned)
    assert stable_coalition("RUS").rows == answer.rows


def test_the_vote_of_the_russian_war_says_nothing_about_another_target():
    assert {row.vote for row in stable_coalition("IRN").rows} == {(0.0, 0.0, 0.0)}


def test_unknown_targets_and_measures_name_the_nearest():
    with pytest.raises(UnknownName, match="RUS"):
        stable_coalition("RUSS")
    with pytest.raises(UnknownName, match="embargo"):
        stable_coalition("IRN", "in_force")
