"""Joining the measures: who thinks of it, what sways it, and what follows."""

from dataclasses import replace
from pathlib import Path

import numpy as np

from multipolar import MultipolarModel
from multipolar.loading import load_scenario
from multipolar.rules.joining import Joining, offers, own_loss, own_vote, peers, side
from multipolar.trade.__main__ import write_swing_states
from multipolar.world.tables import read_table

RUNS, MONTHS = 40, 36
QUARTERS = ("01", "04", "07", "10")
SPEC = replace(load_scenario("baseline"), months=MONTHS)


def played(*orders, **switches):
    spec = replace(SPEC, switches={**SPEC.switches, **switches})
    model = MultipolarModel(spec, runs=RUNS, rng=3, collect=False)
    while model.running:
        for state, action in orders:
            if model.elapsed >= 30 and model.month[-2:] in QUARTERS:
                model.order(state, action)
        model.step()
    return model.world


def gain(rule, **arguments):
    value = rule.function(**arguments, p=Joining())
    return (value[..., 1] - value[..., 0]).item()


def test_every_term_pulls_as_the_formula_says():
    one, nought = np.ones((1, 1)), np.zeros((1, 1))
    assert gain(peers, peers_joined=one) > 0 > gain(peers, peers_joined=-one)
    assert gain(own_vote, vote=one) > 0 > gain(own_vote, vote=-one)
    assert gain(offers, western_offer=one) > 0
    assert gain(side, stands=one) > 0 > gain(side, stands=nought)
    half, whole = (
        gain(
            own_loss,
            joining_loss=np.ones(1),
            stringency=np.full((1, 3), level),
            product_weight=np.full(3, 1 / 3),
        )
        for level in (0.5, 1.0)
    )
    assert whole == 2 * half < 0


def test_a_swing_economy_that_is_ordered_to_join_makes_the_measures_dearer_for_russia():
    world, other = played(), played(("CHN", "join"))
    china = world.roster.index("china", "swing")
    assert (other.joined[:, 0, china] == 1.0).all()
    assert (other.static_loss[:, 0] > world.static_loss[:, 0]).all()
    np.testing.assert_array_equal(world.joined[:, 1:], other.joined[:, 1:])


def test_without_the_mechanism_nobody_joins_and_measures_bite_as_they_do():
    world = played(joining=False)
    assert not world.joined.any()
    assert (world.static_loss[:, 0] > 0.0).all()


def test_the_table_of_swing_states_is_that_of_the_trade_model(tmp_path):
    fresh = tmp_path / "swing_states.csv"
    write_swing_states(fresh)
    import multipolar.world

    shipped = Path(multipolar.world.__file__).parent / "swing_states.csv"
    assert fresh.read_text(encoding="utf-8") == shipped.read_text(encoding="utf-8")
    assert {row["swing"] for row in read_table("swing_states.csv")} == {
        row["swing"] for row in read_table("swing.csv")
    }
