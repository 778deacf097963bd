"""Terms: what moves them, and what they do to the end of the war."""

from dataclasses import replace

import numpy as np

from multipolar import MultipolarModel
from multipolar.loading import load_scenario
from multipolar.rules.settling import (
    Settling,
    reply_to_ukraine,
    russian_hope,
    ukrainian_hope,
    willing,
)

SPEC = replace(load_scenario("baseline"), months=33)


def played(*orders, **switches):
    spec = replace(SPEC, switches={**SPEC.switches, **switches})
    model = MultipolarModel(spec, runs=40, rng=3, collect=False)
    while model.running:
        for state, action in orders:
            if model.elapsed >= 31:
                model.order(state, action)
        model.step()
    return model.world


def test_terms_of_either_side_make_an_end_of_the_war_likelier_and_of_no_other():
    refused = played(("RUS", "refuse_terms"), ("UKR", "refuse_terms"))
    here = refused.roster.index("ukraine", "theatre")
    for sought in (
        played(("RUS", "seek_terms"), ("UKR", "refuse_terms")),
        played(("RUS", "refuse_terms"), ("UKR", "seek_terms")),
    ):
        more = sought.settlement - refused.settlement
        assert (more[:, here] > 0).all()
        assert not np.delete(more, here, axis=1).any()


def test_who_gains_ground_shuns_terms_and_an_offer_is_answered():
    p, gained = Settling(), np.full((1, 1), 150.0)
    one = np.ones((1, 1))
    for rule, sign in ((russian_hope, -1), (ukrainian_hope, 1)):
        refuse, _, seek = rule.function(gained, p)[0, 0]
        assert sign * (seek - refuse) > 0
    answered = reply_to_ukraine.function(2 * one, p) - reply_to_ukraine.function(0 * one, p)
    assert answered[0, 0, 2] > answered[0, 0, 0]


def test_usual_terms_leave_the_published_hazard_and_bounds_hold():
    p = Settling()
    at = np.array([[0.0, 1.0, 2.0, 3.0, 4.0]])
    worth = willing.function(at, 0 * at, p)
    assert (np.diff(worth) > 0).all()
    assert worth.min() < 0 < worth.max()
    assert np.abs(worth).max() < 2


def test_without_endings_nobody_asks_for_terms():
    world = played(endings=False)
    assert not world.terms_russia.any()
    assert not world.terms_ukraine.any()
