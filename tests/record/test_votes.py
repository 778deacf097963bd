"""Votes by states: own positions filtered from votes, and opponents that know the last votes."""

import csv
from functools import cache

import numpy as np
import pytest

from multipolar.record import positions, rolling_votes
from multipolar.record.positions import fit_positions, table_of_positions
from multipolar.record.rolling_votes import (
    OPPONENTS,
    PREDICTED,
    last_vote,
    transition,
    uniform,
)
from multipolar.record.tables import YES, every_text, every_vote, votes
from multipolar.record.votes import ballot
from multipolar.rules.votes_parameters import Votes
from multipolar.world.tables import read_table

EARLIER = ("ES-11/1", "ES-11/3", "ES-11/5")


@cache
def fitted():
    return fit_positions(EARLIER)


def rolled():
    return rolling_votes.roll_votes()


def spoiled(resolutions):
    """Return the votes with those of some texts made another."""
    other = dict(every_vote())
    for resolution in resolutions:
        other[resolution] = dict.fromkeys(other[resolution], (0,))
    return other


def test_chances_are_chances_and_a_strict_text_loses_votes():
    mild, strict = (fitted().chances("2023-02", kind) for kind in ("mild", "strict"))
    for chance in (mild, strict):
        assert chance.sum(axis=1) == pytest.approx(1.0, abs=1e-5)
        assert (chance > 0.0).all()
    assert (strict[:, YES] < mild[:, YES]).all()
    assert (strict[:, 0] > mild[:, 0]).all()


def test_the_fit_is_blind_to_the_votes_it_predicts(monkeypatch):
    other = spoiled(("ES-11/6",))
    monkeypatch.setattr(positions, "every_vote", lambda: other)
    assert np.array_equal(fit_positions(EARLIER).own, fitted().own)


def test_the_gradient_of_the_fit_is_that_of_its_loss():
    fit = positions._Fit(EARLIER)
    at = fit.start + 0.1
    _, slope = fit.loss(at, np.log(200.0))
    for k in (0, 3, 7, 8, 9, 11, 12):
        step = np.zeros(len(at))
        step[k] = 1e-5
        up, down = (fit.loss(at + sign * step, np.log(200.0))[0] for sign in (1.0, -1.0))
        assert slope[k] == pytest.approx((up - down) / 2e-5, rel=1e-4, abs=1e-3)


def test_the_table_of_positions_and_the_parameters_are_those_of_the_votes():
    table = list(csv.DictReader(table_of_positions().splitlines()))
    for mine, kept in zip(table, read_table("positions.csv"), strict=True):
        assert mine["state"] == kept["state"]
        for name in ("figures", "own", "doubt"):
            assert float(mine[name]) == pytest.approx(float(kept[name]), abs=0.05)
    found, p = fit_positions(tuple(every_text())), Votes()
    assert p.yes_threshold.item() == pytest.approx(found.yes["mild"], abs=0.05)
    assert p.yes_step.item() == pytest.approx(found.yes["strict"] - found.yes["mild"], abs=0.05)
    assert p.no_threshold.item() == pytest.approx(found.no["mild"], abs=0.05)
    assert p.no_step.item() == pytest.approx(found.no["strict"] - found.no["mild"], abs=0.05)
    assert p.spread.item() == pytest.approx(found.sigma, abs=0.05)
    assert p.memory.item() == pytest.approx(found.tau, abs=1.0)
    csto = positions.FIGURES.index("csto")
    assert p.alliance.item() == pytest.approx(-found.beta[csto], abs=0.05)


def test_votes_are_told_at_least_as_well_as_the_prototype_told_them():
    lost = {
        name: np.average(
            [r.log_score for r in rolled() if r.method == name],
            weights=[r.states for r in rolled() if r.method == name],
        )
        for name in ("model", "model_text_known", "last_vote")
    }
    assert lost["model_text_known"] < 0.436
    assert lost["model"] < 0.551
    assert lost["model"] < lost["last_vote"]
    for row in rolled():
        if row.method.startswith("model"):
            assert row.yes_low <= row.yes <= row.yes_high
        if row.method == "model_text_known":
            assert row.flips > 0.75
            assert row.unlisted == (49 if row.resolution == "ES-11/3" else 0)


def test_a_vote_that_the_lists_leave_open_scores_as_either(played):
    held = ballot("ES-11/6")
    place = int(np.flatnonzero(~held.known)[0])
    chance = np.tile([0.5, 0.3, 0.2], (len(held.iso3), 1))
    assert held.log_score(chance)[place] == pytest.approx(-np.log(0.5))
    assert held.hits(np.full(len(held.iso3), 1))[place]
    assert held.hits(np.full(len(held.iso3), YES))[place]


@pytest.mark.parametrize("name", OPPONENTS)
def test_chances_of_an_opponent_are_positive_sum_to_one_and_know_nothing_later(name, monkeypatch):
    states = sorted(votes()["ES-11/6"])
    before = OPPONENTS[name](states, EARLIER[:2])
    assert before.sum(axis=1) == pytest.approx(1.0)
    assert (before > 0.0).all()
    other = spoiled(("ES-11/5", "ES-11/6"))
    monkeypatch.setattr(rolling_votes, "every_vote", lambda: other)
    assert np.array_equal(OPPONENTS[name](states, EARLIER[:2]), before)


def test_a_transition_is_what_was_counted():
    first, second = votes()["ES-11/1"], votes()["ES-11/3"]
    both = [s for s, may in second.items() if first[s] == (YES,) and len(may) == 1]
    stayed = sum(second[s] == (YES,) for s in both)
    share = transition([("ES-11/1", "ES-11/3")])[YES, YES]
    assert share == pytest.approx((stayed + 1.0) / (len(both) + 3.0))


def test_own_last_vote_tells_more_than_chance_on_a_text_like_the_last():
    states = [s for s, may in votes()["ES-11/5"].items() if len(may) == 1]
    did = np.array([votes()["ES-11/5"][s][0] for s in states])
    told = {f.__name__: f(states, EARLIER[:2]) for f in (uniform, last_vote)}
    lost = {name: -np.log(p[np.arange(len(did)), did]).mean() for name, p in told.items()}
    assert lost["uniform"] == pytest.approx(np.log(3.0))
    assert lost["last_vote"] < lost["uniform"]


def test_each_vote_is_told_by_everyone_and_the_best_stands_first():
    for resolution in PREDICTED:
        mine = [row for row in rolled() if row.resolution == resolution]
        assert {row.method for row in mine} == {"model", "model_text_known", *OPPONENTS}
        lost = [row.log_score for row in mine]
        assert lost == sorted(lost)
        [opponent] = [row for row in mine if np.isnan(row.low)]
        assert opponent.method in OPPONENTS
        for row in mine:
            assert row is opponent or row.low <= row.log_score - opponent.log_score <= row.high
