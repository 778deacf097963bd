"""Votes by states: an ordered logit, and opponents that know a state's last votes."""

import numpy as np
import pytest

from multipolar.record import rolling_votes
from multipolar.record import votes as module
from multipolar.record.rolling_votes import OPPONENTS, last_vote, roll_votes, transition, uniform
from multipolar.record.tables import YES, votes
from multipolar.record.votes import (
    PREDICTED,
    OrderedLogit,
    ballot,
    chosen_counts,
    fit_votes,
    fitted_probability,
)

LOGIT = OrderedLogit(slope=5.0, low=-2.0, high=2.0, strictness=6.0)
POSITIONS = np.linspace(-1.0, 1.0, 41)
EARLIER = ("ES-11/1", "ES-11/3", "ES-11/5")


def test_chances_are_chances_and_order_the_states():
    chance = LOGIT.probability(POSITIONS, 0.4)
    assert chance.sum(axis=-1) == pytest.approx(1.0)
    assert (chance > 0.0).all()
    assert (np.diff(chance[:, YES]) > 0.0).all()


def test_a_strict_text_loses_votes():
    mild, strict = (LOGIT.probability(POSITIONS, s)[:, YES] for s in (0.4, 0.75))
    assert (strict < mild).all()


def spoiled(resolutions):
    """Return the votes with those of some texts made another."""
    other = dict(votes())
    for resolution in resolutions:
        other[resolution] = dict.fromkeys(other[resolution], (0,))
    return other


def test_the_fit_is_blind_to_the_votes_it_predicts(played, monkeypatch):
    before = fit_votes(played[0])
    other = spoiled(PREDICTED)
    monkeypatch.setattr(module, "votes", lambda: other)
    assert fit_votes(played[0]) == before


def test_the_fit_finds_that_positions_and_strictness_matter(played):
    logit = fit_votes(played[0])
    assert logit.slope > 1.0
    assert logit.strictness > 1.0
    assert logit.low < logit.high


def test_the_fitted_logit_reaches_the_tally_of_the_text_it_was_fitted_on(played):
    held = ballot(played[0], "ES-11/1")
    assert fitted_probability(played[0], held, fit_votes(played[0]))[:, YES].sum() == pytest.approx(
        141, abs=8
    )


def test_a_vote_that_the_lists_leave_open_scores_as_either(played):
    held = ballot(played[0], "ES-11/6")
    place = int(np.flatnonzero(~held.known)[0])
    chance = np.tile([0.5, 0.3, 0.2], (len(held.iso3), 1))
    assert held.log_score(chance)[place] == pytest.approx(-np.log(0.5))
    assert held.hits(np.full(len(held.iso3), 1))[place]
    assert held.hits(np.full(len(held.iso3), YES))[place]


def test_every_state_chooses_once_in_every_run(played):
    counts = chosen_counts(played[0], ballot(played[0], "ES-11/5"))
    assert (counts.sum(axis=1) == 12).all()


@pytest.mark.parametrize("name", OPPONENTS)
def test_chances_of_an_opponent_are_positive_sum_to_one_and_know_nothing_later(name, monkeypatch):
    states = sorted(votes()["ES-11/6"])
    before = OPPONENTS[name](states, EARLIER[:2])
    assert before.sum(axis=1) == pytest.approx(1.0)
    assert (before > 0.0).all()
    other = spoiled(PREDICTED)
    monkeypatch.setattr(rolling_votes, "votes", lambda: other)
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
    from multipolar.loading import load_scenario

    rows = roll_votes(load_scenario("baseline"), runs=6, seeds=(1,))
    for resolution in PREDICTED:
        mine = [row for row in rows if row.resolution == resolution]
        assert {row.method for row in mine} == {"model", "model_positions", *OPPONENTS}
        lost = [row.log_score for row in mine]
        assert lost == sorted(lost)
        [opponent] = [row for row in mine if np.isnan(row.low)]
        assert opponent.method in OPPONENTS
        for row in mine:
            assert row is opponent or row.low <= row.log_score - opponent.log_score <= row.high
