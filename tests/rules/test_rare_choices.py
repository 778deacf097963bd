"""Mediating, reassuring, attacking, arming and striking: what sways them, and what follows."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import MultipolarModel
from multipolar.loading import load_scenario
from multipolar.rules import arming, assurance, campaign, counter_attack, mediation
from multipolar.rules.campaign import STRIKES, Campaign
from multipolar.rules.counter_attack import CounterAttack
from multipolar.rules.mediation import Mediation
from multipolar.rules.provocation import INTENSITY, RUNGS
from multipolar.rules.provocation_parameters import Provocation
from multipolar.rules.settling import Settling
from multipolar.world.acts import recorded
from multipolar.world.codes import Regime

pytestmark = pytest.mark.filterwarnings("ignore:.*it was barred")

SPEC = load_scenario("baseline")
OPEN = 30
"""Month of the model at which the record of the author's calendar ends."""

ONE = np.ones((1, 1))


def play(months, *orders, runs=150, **switches):
    """Return a model after some months, with orders in every month from July 2024 on."""
    spec = replace(SPEC, months=months, switches={**SPEC.switches, **switches})
    model = MultipolarModel(spec, runs=runs, rng=3, collect=False)
    while model.running:
        if model.elapsed >= OPEN and model.elapsed % 3 == 0:
            for state, action, *choice in orders:
                model.order(state, action, choice="".join(choice))
        model.step()
    return model.world


def test_a_mediator_raises_the_worth_of_settling_and_on_average_adds_nothing():
    p = replace(Mediation(), agreement=2.0 * ONE)
    nobody = mediation.brokered.function(np.zeros((1, 3)), p)
    one = mediation.brokered.function(np.array([[0.0, 1.0, 0.0]]), p)
    two = mediation.brokered.function(np.array([[0.0, 1.0, 1.0]]), p)
    assert one - nobody == pytest.approx(np.log(2.0))
    assert one == two
    assert np.exp(one) * p.usual + np.exp(nobody) * (1 - p.usual) == pytest.approx(1.0, abs=0.03)
    assert not mediation.brokered.function(np.eye(2), replace(Mediation(), agreement=ONE)).any()


def test_mediators_come_when_the_parties_are_open_to_terms():
    pull = [
        mediation.ripeness.function(terms * ONE, ONE, Mediation(), Settling()) for terms in (0, 2)
    ]
    assert pull[1][0, 0, 1] > pull[0][0, 0, 1]


def test_an_order_to_mediate_or_stay_out_acts_on_the_war_that_there_is():
    who = ("USA", "CHN", "TUR", "SAU", "ARE", "QAT")
    some = play(34, ("TUR", "mediate"))
    none = play(34, *((iso3, "stand_aside") for iso3 in who))
    ours = some.regime[:, some.roster.index("ukraine", "theatre")] == Regime.WAR
    assert some.mediates[ours, some.roster.index("TUR")].all()
    assert not none.mediates.any()
    theatre = some.roster.index("ukraine", "theatre")
    both = ours & (none.regime[:, theatre] == Regime.WAR)
    assert (some.settlement[both, theatre] > none.settlement[both, theatre]).mean() > 0.9


def test_who_threatens_a_reassured_ally_acts_less():
    p, q = assurance.Assurance(), Provocation()
    with_it = assurance.assured.function(ONE, 0.3 * ONE, p, q)
    without = assurance.assured.function(0 * ONE, 0.3 * ONE, p, q)
    test = RUNGS.index("test")
    assert (with_it - without)[0, 0, test] == pytest.approx(
        q.temperature[0, 0] * np.log(p.deters[0, 0])
    )
    assert not with_it[..., : RUNGS.index("test")].any()
    nothing = replace(p, deters=ONE)
    assert not assurance.assured.function(ONE, 0.3 * ONE, nothing, q).any()
    world = play(34, ("USA", "reassure", "reassure.korea"))
    assert world.reassured[:, world.roster.index("korea", "theatre")].all()


def test_an_attack_costs_ukraine_men_and_russia_ground():
    held, tried = (play(37, ("UKR", action)) for action in ("hold_line", "counter_attack"))
    ground = tried.gained - held.gained
    men = tried.men_ukraine - held.men_ukraine
    for change in (ground, men):
        assert change.mean() < -4.0 * change.std() / np.sqrt(len(change))


def test_ukraine_attacks_where_it_is_not_pressed_and_never_in_two_quarters_running():
    p, weigh = CounterAttack(), counter_attack.pressed_back.function
    assert weigh(0 * ONE, p, Settling())[0, 0, 1] > weigh(300 * ONE, p, Settling())[0, 0, 1]
    may = counter_attack.may_attack.function
    assert may(0 * ONE, ONE) > 0.0
    assert may(ONE, ONE) == may(0 * ONE, 0 * ONE) == 0.0


def test_arms_of_an_ally_come_beside_its_programme():
    armed, not_armed = (play(37, ("KOR", action)) for action in ("arm", "send_no_arms"))
    korea = armed.roster.index("KOR", "sponsor")
    war = armed.arms_ukraine[:, korea] > 0.0
    assert war.any()
    more = (armed.aid - not_armed.aid)[war, korea]
    assert (more > 0.5 * armed.arms_worth[korea]).mean() > 0.9


def test_a_treaty_of_mutual_defence_and_troops_call_for_arms():
    p = arming.Arming()
    weigh = arming.answer_to_transfers.function
    calm, treaty, troops = (
        weigh(level * ONE, men * ONE, p)[0, 0, 1] for level, men in ((2, 0), (3, 0), (2, 11))
    )
    assert treaty > calm < troops


def test_strikes_on_iran_lift_tension_and_holding_fire_does_not():
    strike, hold = (play(33, ("ISR", action)) for action in ("strike_iran", "hold_fire"))
    here = strike.roster.index("middle_east", "theatre")
    change = strike.escalation[:, here] - hold.escalation[:, here]
    assert change.mean() > 0.2
    others = np.delete(strike.struck, here, axis=1)
    assert not others.any()


def test_israel_strikes_after_acts_and_spares_iran_in_tension():
    p = Campaign()
    assert STRIKES[0] == 0.0 < STRIKES[1] < STRIKES[2] == INTENSITY[RUNGS.index("limited_force")]
    felt = campaign.blow_for_blow.function(2 * ONE, p) - campaign.blow_for_blow.function(0 * ONE, p)
    assert felt[0, 0, 1] > 0.0 == felt[0, 0, 0]
    tense = campaign.fear_of_war.function(6 * ONE, 3 * ONE, p)
    assert tense[0, 0, 2] < tense[0, 0, 1] == 0.0


def test_rare_choices_come_as_often_as_in_the_record():
    model = MultipolarModel(replace(SPEC, months=OPEN), runs=150, rng=3, collect=False)
    seen = {"reassured": 0.0, "mediates": 0.0, "clients": 0.0, "iran": 0.0}
    roster = model.world.roster
    here = roster.index("middle_east", "theatre")
    while model.running:
        model.step()
        world = model.world
        seen["reassured"] = seen["reassured"] + world.reassured.mean(axis=0) / OPEN
        seen["mediates"] = seen["mediates"] + world.mediates.mean(axis=0) / OPEN
        seen["clients"] += (world.struck[:, here] == STRIKES[1]).mean() / OPEN
        seen["iran"] += (world.struck[:, here] == STRIKES[2]).mean() / OPEN
        assert not world.arms_ukraine.any() or world.arms_ukraine.mean(axis=0).max() < 0.15
    for theatre, share in recorded("reassure").items():
        assert seen["reassured"][roster.index(theatre, "theatre")] == pytest.approx(share, abs=0.15)
    for iso3, share in recorded("mediate").items():
        assert seen["mediates"][roster.index(iso3)] == pytest.approx(share, abs=0.12)
    p = Campaign()
    assert seen["clients"] == pytest.approx(p.on_clients[0, 0], abs=0.06)
    assert seen["iran"] == pytest.approx(p.on_iran[0, 0], abs=0.04)


def test_a_cause_that_is_off_is_absent():
    causes = ("mediation", "assurance", "campaign", "arming", "counter_attack")
    world = play(34, runs=50, **dict.fromkeys(causes, False))
    for name in ("mediates", "reassured", "struck", "arms_ukraine", "attacks"):
        assert not world.arrays[name].any()
