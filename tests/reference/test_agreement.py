"""The engine agrees with the plain model, month by month, fed the same luck."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar.loading import load_scenario
from multipolar.model import MultipolarModel
from multipolar.rules.phases import SWITCHES
from reference.plain import PlainModel

TOLERANCE = 1e-12
MECHANISMS = ("attention", "support", "provocation", "theatres", "alignment")
EVENTS = ("escalation", "regime", "end_is_open", "vote_strictness", "effort", "aid_gate")


@pytest.fixture(scope="module")
def spec():
    """Baseline with four mechanisms, no orders, and the events that the plain model knows."""
    baseline = load_scenario("baseline")
    return replace(
        baseline,
        orders=(),
        switches={name: name in MECHANISMS for name in SWITCHES},
        events=tuple(
            event
            for event in baseline.events
            if event.attribute in EVENTS and event.operation in ("add", "set") and not event.months
        ),
    )


def near(ours, theirs):
    return np.allclose(np.asarray(ours), theirs, rtol=0.0, atol=TOLERANCE)


@pytest.mark.parametrize("run", [0, 7])
def test_the_engine_agrees_with_the_plain_model_in_every_month(spec, run):
    plain = PlainModel(spec, seed=3, run=run)
    engine = MultipolarModel(
        spec, runs=1, rng=3, first_run=run, collect=False, parameters="posterior"
    )
    while engine.running:
        plain.step()
        engine.step()
        world = engine.world
        month = engine.month
        assert near([s.attention for s in plain.sponsors], world.attention[0]), month
        assert [c.action for c in plain.challengers] == world.action[0].tolist(), month
        assert [t.response for t in plain.theatres] == world.response[0].tolist(), month
        assert [t.regime for t in plain.theatres] == world.regime[0].tolist(), month
        assert [t.conflict for t in plain.theatres] == world.conflict[0].tolist(), month
        assert [t.war_months for t in plain.theatres] == world.war_months[0].tolist(), month
        assert [t.truce_months for t in plain.theatres] == world.truce_months[0].tolist(), month
        assert [t.won for t in plain.theatres] == world.victory[0].tolist(), month
        assert near([t.escalation for t in plain.theatres], world.escalation[0]), month
        assert near([t.spilled for t in plain.theatres], world.spilled[0]), month
        assert near([s.aid for s in plain.sponsors], world.aid[0]), month
        assert near(plain.aid_delivered, world.aid_delivered[0]), month
        assert near([v.position for v in plain.voters], world.alignment[0]), month
        assert near([v.evasion for v in plain.voters], world.evasion[0]), month
        assert near([n.loyalty for n in plain.neighbours], world.loyalty[0]), month
        assert [n.member for n in plain.neighbours] == world.membership[0].tolist(), month
        assert near(plain.legitimacy, world.legitimacy[0]), month
        assert plain.hybrid == world.hybrid[0], month
        assert near(plain.threat_credibility, world.threat_credibility[0]), month
        signals = [c.nuclear_signal for c in plain.challengers]
        assert signals == world.nuclear_signal[0].tolist(), month
        assert [v.vote for v in plain.voters] == world.vote[0].tolist(), month


def test_the_runs_that_are_compared_see_wars_votes_and_every_rung(spec):
    engine = MultipolarModel(spec, runs=8, rng=3, collect=False, parameters="posterior")
    rungs, regimes, votes = set(), set(), set()

    def look(model):
        rungs.update(model.world.action.ravel().tolist())
        regimes.update(model.world.regime.ravel().tolist())
        votes.update(model.world.vote.ravel().tolist())

    engine.run(look)
    assert rungs >= {0, 1, 2, 3}
    assert regimes == {0, 1, 2}
    assert votes == {-1, 0, 1}
