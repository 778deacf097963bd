"""Votes by states: an ordered logit fitted before November 2022."""

import numpy as np
import pytest

from multipolar.record import votes as module
from multipolar.record.tables import YES, votes
from multipolar.record.votes import (
    PREDICTED,
    OrderedLogit,
    as_last_time,
    ballot,
    chosen_probability,
    fit_votes,
    fitted_probability,
    sure,
    wavering,
)

LOGIT = OrderedLogit(slope=5.0, low=-2.0, high=2.0, strictness=6.0)
POSITIONS = np.linspace(-1.0, 1.0, 41)


def test_chances_are_chances_and_order_the_states():
    chance = LOGIT.probability(POSITIONS, 0.4)
    assert chance.sum(axis=-1) == pytest.approx(1.0)
    assert (chance > 0.0).all()
    assert (np.diff(chance[:, YES]) > 0.0).all()


def test_a_strict_text_loses_votes():
    mild, strict = (LOGIT.probability(POSITIONS, s)[:, YES] for s in (0.4, 0.75))
    assert (strict < mild).all()


def test_the_fit_is_blind_to_the_votes_it_predicts(played, monkeypatch):
    before = fit_votes(played[0])
    spoiled = dict(votes())
    for resolution in PREDICTED:
        spoiled[resolution] = dict.fromkeys(spoiled[resolution], (0,))
    monkeypatch.setattr(module, "votes", lambda: spoiled)
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


def test_votes_as_last_time_are_right_for_most_of_es_11_6():
    class Everywhere:
        def has(self, state):
            return True

        def index(self, state):
            return 0

    class Runs:
        roster = Everywhere()

        def places(self, months):
            return [0]

    held = ballot(Runs(), "ES-11/6")
    last = as_last_time(held)
    assert held.known.sum() == 167
    assert held.hits(last)[held.known].mean() == pytest.approx(158 / 167)


def test_a_vote_that_the_lists_leave_open_scores_as_either(played):
    held = ballot(played[0], "ES-11/6")
    place = int(np.flatnonzero(~held.known)[0])
    chance = np.tile([0.5, 0.3, 0.2], (len(held.iso3), 1))
    assert held.log_score(chance)[place] == pytest.approx(-np.log(0.5))
    assert held.hits(np.full(len(held.iso3), 1))[place]
    assert held.hits(np.full(len(held.iso3), YES))[place]


def test_every_chance_of_every_method_is_positive_and_sums_to_one(played):
    held = ballot(played[0], "ES-11/5")
    last = as_last_time(held)
    for chance in (sure(last), wavering(last), chosen_probability(played[0], held)):
        assert chance.sum(axis=1) == pytest.approx(1.0)
        assert (chance > 0.0).all()
