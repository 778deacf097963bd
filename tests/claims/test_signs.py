"""The direction of every claim, asked of the rules and of worlds that differ in one thing.

A test named ``test_c27_…`` belongs to claim C27. Tests over the prior hold for every parameter
vector that is drawn; tests of paired worlds step the whole model twice with the same luck.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from claims.pairs import (
    RUNS,
    VISIT,
    Scene,
    boldness,
    get,
    model_at,
    over_the_prior,
    rises,
    stepped,
    without,
    without_mechanism,
)
from multipolar.model import MultipolarModel
from multipolar.rules import (
    alignment,
    attention,
    blackmail,
    carriers,
    china,
    concession,
    consent,
    dependence,
    emboldenment,
    evasion,
    fire,
    front,
    leakage,
    neighbours,
    packages,
    provocation,
    sanctions,
    selling,
    shipments,
    status,
    support,
    theatres,
    threat,
    ties,
    votes,
)
from multipolar.rules.forms import softmax
from multipolar.scenario.spec import Prior
from multipolar.world import attributes
from multipolar.world.codes import Regime, Sale

pytestmark = pytest.mark.one_in(3)

CLIENTS = ("PRK", "IRN")


def of(scene, axis, *labels):
    """Return the positions of some labels on an axis."""
    return [scene.index(axis, label) for label in labels]


# -- C1 to C7: the visit and what Russia and China want ------------------------------------------


def test_c01_the_staged_visit_raises_north_koreas_standing():
    plain = stepped(months=1, spec=without("putin_pyongyang_treaty"))
    assert (get(stepped(months=1), "status", "PRK") > get(plain, "status", "PRK")).all()


def test_c02_russian_autocracy_is_fixed_and_its_nerve_returns_to_where_it_began():
    assert not attributes()["autocracy"].moves
    scene = Scene()
    at = scene.index("challenger", "RUS")
    opening = scene.world.start_of_emboldenment[at]
    calm = stepped(months=1, emboldenment={"RUS": 0.0})
    assert (get(calm, "emboldenment", "RUS") > 0.0).all()
    assert opening > np.delete(scene.world.start_of_emboldenment, at).max()


@over_the_prior
def test_c03_a_high_visit_raises_the_status_of_the_host(scene):
    host = of(scene, "challenger", "PRK")
    quiet = scene.ask(status.update_status, visits=scene.fill("visits", 0.0))["status"]
    visits = scene.fill("visits", 0.0)
    visits[:, host, scene.index("peer", "RUS")] = 1.0
    assert (
        scene.ask(status.update_status, visits=visits)["status"][:, host] > quiet[:, host]
    ).all()


@over_the_prior
def test_c03_provoking_concern_pays_those_short_of_standing(scene):
    short = scene.want(provocation.standing, "north_korea", status=scene.fill("status", 0.1))
    nearer = scene.want(provocation.standing, "north_korea", status=scene.fill("status", 0.4))
    assert (short[..., 1:] > short[..., :1]).all()
    assert (short[..., 1:] > nearer[..., 1:]).all()


@over_the_prior
def test_c04_a_visit_gives_the_junior_far_more_than_the_senior(scene):
    quiet = scene.ask(status.update_status, visits=scene.fill("visits", 0.0))["status"]
    visits = scene.fill("visits", 0.0)
    senior, junior = of(scene, "challenger", "RUS", "PRK")
    visits[:, senior, junior] = visits[:, junior, senior] = 1.0
    gain = scene.ask(status.update_status, visits=visits)["status"] - quiet
    assert (gain[:, junior] > 2.5 * gain[:, senior]).all()


@over_the_prior
def test_c05_dependence_on_china_sends_russia_to_other_partners(scene):
    assert treaty_odds_rise(scene, "russia_on_china", 0.15, 0.45)


@over_the_prior
def test_c05_sanctions_make_russia_depend_on_china(scene):
    mild, harsh = (
        scene.ask(dependence.turn_trade_to_china, stringency=scene.array("stringency", RUS=level))
        for level in (0.1, 0.8)
    )
    assert (harsh["russia_on_china"] > mild["russia_on_china"]).all()


@over_the_prior
def test_c06_china_gains_from_the_weakness_of_russia_and_props_it_only_near_collapse(scene):
    strong = np.full(RUNS, 0.8)
    weak = np.full(RUNS, 0.2)
    for term, option in ((china.opportunity, 1), (china.fear_of_collapse, 2)):
        more = scene.want(term, "china", russian_strength=weak)[..., option]
        assert (more > scene.want(term, "china", russian_strength=strong)[..., option]).all()
    cracked = np.full(RUNS, 0.5)
    exploit = scene.want(china.opportunity, "china", russian_strength=cracked)[..., 1]
    calm = scene.fill("escalation", 2.0)
    prop = scene.want(china.fear_of_collapse, "china", russian_strength=cracked, escalation=calm)[
        ..., 2
    ]
    assert (exploit > prop).all()


@over_the_prior
def test_c07_russian_effort_lowers_the_western_alignment_of_third_states(scene):
    courted = scene.world.courted > 0.0
    idle = scene.ask(alignment.update_alignment, effort=scene.fill("effort", 0.0))["alignment"]
    busy = scene.ask(alignment.update_alignment, effort=scene.fill("effort", 1.6))["alignment"]
    assert rises(busy[:, courted], idle[:, courted])


# -- C8 to C17: theatres, threat and the ladder ---------------------------------------------------


@over_the_prior
def test_c08_russian_success_on_the_battlefield_emboldens_north_korea(scene):
    at = scene.index("challenger", "PRK")
    bogged = scene.ask(emboldenment.update_emboldenment, gains=scene.fill("gains", 0.0))
    winning = scene.ask(emboldenment.update_emboldenment, gains=scene.fill("gains", 400.0))
    assert (winning["emboldenment"][:, at] > bogged["emboldenment"][:, at]).all()


@over_the_prior
def test_c08_without_a_war_there_is_no_success_to_learn_from(scene):
    armed = {"production": scene.fill("production", 0.5), "aid_delivered": np.zeros(RUNS)}
    ratio = {}
    for name, regime in (("peace", Regime.PEACE), ("war", Regime.WAR)):
        at = scene.array("regime", ukraine=regime)
        ratio[name] = scene.ask(fire.count_fire, regime=at, **armed)["fire_ratio"]
    np.testing.assert_array_equal(ratio["peace"], np.ones(RUNS))
    assert (ratio["war"] > 1.0).all()


def test_c08_war_in_ukraine_emboldens_north_korea():
    war_goes_on = stepped("2022-01", 29)
    no_war = stepped("2022-01", 29, spec=without("invasion"))
    gain = get(war_goes_on, "emboldenment", "PRK") - get(no_war, "emboldenment", "PRK")
    assert gain.mean() > 0.0


@over_the_prior
def test_c08_emboldenment_makes_the_higher_rungs_attractive(scene):
    timid = scene.want(
        provocation.nerve, "north_korea", emboldenment=scene.fill("emboldenment", 0.2)
    )
    bold = scene.want(
        provocation.nerve, "north_korea", emboldenment=scene.fill("emboldenment", 0.7)
    )
    gained = bold - timid
    assert (gained[..., provocation.ACTS > 0.0] > 0.0).all()
    assert not gained[..., provocation.ACTS == 0.0].any()


@over_the_prior
def test_c09_tension_in_ukraine_and_in_korea_pull_each_other_up(scene):
    for here, there in (("ukraine", "korea"), ("korea", "ukraine")):
        at = scene.index("theatre", there)
        calm = scene.ask(
            theatres.update_escalation, escalation=scene.array("escalation", **{here: 5.0})
        )
        hot = scene.ask(
            theatres.update_escalation, escalation=scene.array("escalation", **{here: 8.0})
        )
        assert (hot["escalation"][:, at] > calm["escalation"][:, at]).all()


def test_c09_without_mirroring_theatres_do_not_touch_each_other():
    scene = Scene()
    at = scene.index("theatre", "korea")
    after = [
        scene.ask(
            theatres.update_escalation,
            escalation=scene.array("escalation", ukraine=level),
            theatres__mirroring=0.0,
        )["escalation"][:, at]
        for level in (5.0, 8.0)
    ]
    np.testing.assert_array_equal(*after)


def test_c10_the_statement_of_nato_draws_attention_to_korea():
    plain = stepped(months=1, spec=without("stoltenberg_statement"))
    said = stepped(months=1)
    assert (get(said, "attention", "all.korea") > get(plain, "attention", "all.korea")).all()


@over_the_prior
def test_c11_the_tie_of_russia_and_north_korea_raises_the_threat_the_west_perceives(scene):
    at = scene.index("theatre", "korea")
    loose = scene.ask(threat.perceive_threat, tie=scene.array("tie", PRK=0.15))["threat"][..., at]
    close = scene.ask(threat.perceive_threat, tie=scene.array("tie", PRK=0.9))["threat"][..., at]
    assert (close > loose).all()


@over_the_prior
def test_c12_russia_underestimates_the_threat_it_projects_and_so_pays_less_heed(scene):
    at = scene.index("challenger", "RUS")
    hot = {"escalation": scene.array("escalation", ukraine=9.0)}
    seen = scene.ask(threat.estimate_threat_caused, **hot)["threat_felt"]
    clear_sighted = np.zeros_like(scene.world.dominant)
    true = scene.ask(threat.estimate_threat_caused, dominant=clear_sighted, **hot)["threat_felt"]
    assert (seen[:, at] < true[:, at]).all()
    heedless = scene.want(provocation.cost, "russia", threat_felt=seen)
    wary = scene.want(provocation.cost, "russia", threat_felt=true)
    assert (heedless[..., 1:] > wary[..., 1:]).all()


@over_the_prior
def test_c13_russia_claims_more_standing_than_it_has_and_gains_by_provoking(scene):
    assert (scene.want(provocation.standing, "russia")[..., 1:] > 0.0).all()


@over_the_prior
def test_c14_the_strengthening_of_north_korea_raises_tension_in_korea_and_only_there(scene):
    korea = scene.index("theatre", "korea")
    plain, stronger = (
        scene.ask(theatres.update_escalation, strength=scene.array("strength", PRK=level))[
            "escalation"
        ]
        for level in (1.0, 2.0)
    )
    assert (stronger[:, korea] > plain[:, korea]).all()
    elsewhere = np.arange(plain.shape[1]) != korea
    np.testing.assert_array_equal(stronger[:, elsewhere], plain[:, elsewhere])


def test_c14_the_strengthening_of_north_korea_lifts_korea_for_a_year():
    plain = stepped(months=12)
    stronger = stepped(months=12, strength={"PRK": 2.0})
    gain = get(stronger, "escalation", "korea") - get(plain, "escalation", "korea")
    assert gain.mean() > 0.1


@over_the_prior
def test_c14_russian_technology_strengthens_north_korea(scene):
    at = scene.index("challenger", "PRK")
    little, much = (
        scene.ask(threat.build_strength, goods=scene.fill("goods", level))["strength"]
        for level in (0.0, 0.4)
    )
    assert (much[:, at] > little[:, at]).all()


def test_c14_after_the_visit_provocation_can_rise_or_fall_within_the_priors():
    nerve_after = {}
    for name, spec in (("visit", without()), ("none", without("putin_pyongyang_treaty"))):
        model = MultipolarModel(spec, runs=64, collect=False, rng=1)
        while model.month <= "2025-03":
            model.step()
        nerve_after[name] = boldness(model, "north_korea")
    risen = np.mean(nerve_after["visit"] > nerve_after["none"])
    assert 0.0 < risen < 1.0


@over_the_prior
def test_c15_south_korea_and_japan_fear_a_stronger_north_korea_most_and_arm(scene):
    korea = scene.index("theatre", "korea")
    plain, stronger = (
        scene.ask(threat.perceive_threat, strength=scene.array("strength", PRK=level))["threat"]
        for level in (1.0, 2.0)
    )
    fear = (stronger - plain)[..., korea]
    near = of(scene, "sponsor", "KOR", "JPN")
    far = of(scene, "sponsor", "USA", "DEU")
    assert (fear[:, near].min(axis=1) > fear[:, far].max(axis=1)).all()
    calm, armed = (scene.ask(threat.build_arms, threat=seen)["arms"] for seen in (plain, stronger))
    assert (armed[:, near] > calm[:, near]).all()


def test_c15_a_stronger_north_korea_makes_south_korea_and_japan_arm():
    plain = stepped(months=6)
    stronger = stepped(months=6, strength={"PRK": 2.0})
    for ally in ("KOR", "JPN"):
        assert (
            get(stronger, "threat", f"{ally}.korea") > get(plain, "threat", f"{ally}.korea")
        ).all()
        assert (get(stronger, "arms", ally) > get(plain, "arms", ally)).all()


@over_the_prior
def test_c16_north_korea_tests_by_habit_more_than_the_others(scene):
    utility = scene.want(provocation.habit, "north_korea")
    assert (np.argmax(utility, axis=-1) == 2).all()
    others = ("russia", "china", "iran")
    assert all(utility.max() > scene.want(provocation.habit, other).max() for other in others)


def test_c17_balloons_come_into_reach_in_may_2024():
    odds = [
        stepped("2024-05", 1, spec=spec).decisions["north_korea", "provocation"].probability
        for spec in (without("trash_balloons"), without())
    ]
    assert odds[0][..., 1].max() < 1e-6
    assert odds[1][..., 1].min() > 0.05


# -- C18 to C26: diversion, the Global South, the neighbours --------------------------------------


@over_the_prior
def test_c18_russia_values_a_crisis_in_korea_for_the_aid_it_draws_away(scene):
    at = 0
    value = scene.want(provocation.diversion_value)[:, at, 1]
    assert (value > 0.0).all()
    little = scene.want(provocation.diversion_value, aid_delivered=0.5 * scene.world.aid_delivered)
    assert (little[:, at, 1] < value).all()
    assert not scene.want(provocation.diversion_value, provocation__diversion=0.0).any()


@pytest.mark.parametrize("theatre", ["korea", "taiwan"])
def test_c19_a_crisis_elsewhere_lowers_aid_to_ukraine(theatre):
    """Over half a year: a month in which the rest of a package comes late may well bring more."""
    delivered = []
    for changes in ({}, {"escalation": {theatre: 7.0}}):
        model, total = stepped(**changes), 0.0
        for _ in range(6):
            total = total + get(model, "aid_delivered")
            model.step()
        delivered.append(total)
    assert (delivered[1] < delivered[0]).all()


@over_the_prior
def test_c19_a_crisis_elsewhere_uses_up_the_shared_interceptors(scene):
    calm = scene.ask(fire.use_interceptors, escalation=scene.array("escalation", taiwan=3.0))
    hot = scene.ask(fire.use_interceptors, escalation=scene.array("escalation", taiwan=8.0))
    assert (hot["interceptors"] < calm["interceptors"]).all()
    at_war = scene.array("regime", ukraine=Regime.WAR)
    few, many = (
        scene.ask(front.shift_front, interceptors=scene.fill("interceptors", x), regime=at_war)
        for x in (0.4, 1.0)
    )
    assert rises(many["front"], few["front"])


def test_c20_the_war_in_gaza_draws_attention_from_ukraine():
    plain = stepped("2023-10", 1, spec=without("hamas_attack"))
    shocked = stepped("2023-10", 1)
    for sponsor in ("USA", "DEU"):
        where = f"{sponsor}.ukraine"
        assert (get(shocked, "attention", where) < get(plain, "attention", where)).all()


def test_c21_from_june_2024_the_global_south_is_pulled_towards_russia():
    plain = stepped(months=6, spec=without("buergenstock"))
    pulled = stepped(months=6)
    assert rises(
        get(pulled, "alignment", "global_south_state"),
        get(plain, "alignment", "global_south_state"),
    )


def test_c22_what_one_side_gains_in_the_assembly_the_other_loses():
    model = model_at("2024-07")
    position = model.world.alignment[:, model.world.roster.members("global_south_state")]
    plain = stepped("2024-07", 1).decisions["global_south_state", "vote"].probability
    model.world.alignment[:, model.world.roster.members("global_south_state")] = position + 0.1
    model.step()
    moved = model.decisions["global_south_state", "vote"].probability
    assert rises(plain[..., 2], moved[..., 2])
    assert rises(moved[..., 0], plain[..., 0])


@over_the_prior
def test_c22_the_contest_moves_the_pivotal_more_than_the_committed(scene):
    courted = scene.world.courted > 0.0
    moved = {}
    for name, level in (("pivotal", 0.0), ("committed", 0.9)):
        opening = {"alignment": scene.fill("alignment", level)}
        idle, busy = (
            scene.ask(alignment.update_alignment, effort=scene.fill("effort", e), **opening)
            for e in (0.0, 1.6)
        )
        moved[name] = (idle["alignment"] - busy["alignment"])[:, courted]
    assert rises(moved["committed"], moved["pivotal"])


def test_c23_contacts_of_leaders_turn_votes_towards_russia_where_an_advocate_is_right():
    where, chances = "global_south_state", {}
    for reading in (0.0, 0.5):
        given = {**without().parameters, "votes.contacts": Prior(reading, reading, reading)}
        spec = replace(without(), parameters=given)
        for level in (0.0, 1.5):
            model = stepped("2024-07", 1, spec=spec, contact={where: level})
            decision = model.decisions[where, "vote"]
            assert votes.odds in decision.choice.wants
            chances[reading, level] = decision.probability
    assert np.array_equal(chances[0.0, 0.0], chances[0.0, 1.5])
    assert rises(chances[0.5, 1.5][..., 2], chances[0.5, 0.0][..., 2])
    assert rises(chances[0.5, 0.0][..., 0], chances[0.5, 1.5][..., 0])


@over_the_prior
def test_c24_russian_effort_raises_the_pressure_on_the_neighbours_over_ukraine(scene):
    idle, busy = (scene.fill("effort", level) for level in (1.0, 1.6))
    assert (
        scene.ask(neighbours.press_neighbours, effort=busy)["pressed"]
        > scene.ask(neighbours.press_neighbours, effort=idle)["pressed"]
    ).all()


@over_the_prior
def test_c25_russian_effort_draws_the_neighbours_away_from_the_west(scene):
    neighbours = scene.world.roster.members("post_soviet_state")
    idle = scene.ask(alignment.update_alignment, effort=scene.fill("effort", 0.0))["alignment"]
    busy = scene.ask(alignment.update_alignment, effort=scene.fill("effort", 1.6))["alignment"]
    assert (busy[:, neighbours] <= idle[:, neighbours]).all()


def test_c26_tension_in_asia_grows_before_june_2024():
    plain, grown = model_at(VISIT, without("asia_pacific_trend")), model_at(VISIT)
    for theatre in ("korea", "taiwan"):
        gain = get(grown, "escalation", theatre) - get(plain, "escalation", theatre)
        assert gain.mean() > 0.0


# -- C27 to C34: contagion, licence, treaties, the West -------------------------------------------


@over_the_prior
def test_c27_a_bold_north_korea_emboldens_the_other_autocracies(scene):
    others = of(scene, "challenger", "RUS", "CHN", "IRN")
    timid, bold = (
        scene.ask(
            emboldenment.update_emboldenment, emboldenment=scene.array("emboldenment", PRK=level)
        )
        for level in (0.1, 0.95)
    )
    assert (bold["emboldenment"][:, others] > timid["emboldenment"][:, others]).all()


@over_the_prior
def test_c28_it_is_the_perceived_backing_that_emboldens(scene):
    clients = of(scene, "challenger", *CLIENTS)
    real = {"dependence_rent": scene.fill("dependence_rent", 0.6)}
    before = None
    for level in (0.6, 0.3, 0.0):
        seen = scene.fill("perceived_dependence", level)
        nerve = scene.ask(emboldenment.update_emboldenment, perceived_dependence=seen, **real)[
            "emboldenment"
        ]
        if before is not None:
            assert (nerve[:, clients] > before[:, clients]).all()
        before = nerve


@over_the_prior
def test_c29_a_patron_is_warier_of_a_crisis_that_gets_out_of_hand(scene):
    bound = scene.fill("russia_on_china", 0.2)
    calm, hot = (
        scene.want(
            provocation.great_power_risk,
            escalation=scene.fill("escalation", level),
            russia_on_china=bound,
        )
        for level in (6.0, 9.0)
    )
    resented = scene.want(
        provocation.great_power_risk,
        escalation=scene.fill("escalation", 6.0),
        russia_on_china=2.0 * bound,
    )
    assert (hot[..., 1] < calm[..., 1]).all()
    assert (resented[..., 1] < calm[..., 1]).all()


@over_the_prior
def test_c29_a_closer_patron_is_readier_to_lift_its_restraint(scene):
    loose, close = (
        scene.want(provocation.alliance_value, tie=scene.array("tie", PRK=level, IRN=level))
        for level in (0.2, 0.8)
    )
    assert (close[..., 1] > loose[..., 1]).all()
    held, freed = (
        scene.want(provocation.licence, "north_korea", licence=scene.fill("licence", level))
        for level in (0.0, 1.0)
    )
    assert not held.any()
    assert (freed[..., 1:] > 0.0).all()


def test_c29_a_patrons_licence_emboldens_the_clients_hand():
    held = stepped(months=1, licence={"PRK": 0.0, "IRN": 0.0})
    loose = stepped(months=1, licence={"PRK": 1.0, "IRN": 1.0})
    for role in ("north_korea", "iran"):
        assert (boldness(loose, role) > boldness(held, role)).all()


def treaty_odds_rise(scene, name, low, high):
    """Return whether more of something makes a treaty likelier with both clients."""
    clients = of(scene, "challenger", *CLIENTS)
    level = scene.fill("treaty", 1.0)
    odds = [
        scene.chance(
            ties.sign_treaty,
            lambda written: written["treaty"] > 1.5,
            treaty=level,
            **{name: scene.fill(name, value)},
        )[:, clients]
        for value in (low, high)
    ]
    return bool((odds[1] > odds[0]).all())


@over_the_prior
def test_c30_war_need_and_shared_sanctions_make_treaties_with_pariahs_likelier(scene):
    assert treaty_odds_rise(scene, "munitions_need", 0.0, 0.8)
    assert treaty_odds_rise(scene, "stringency", 0.2, 0.9)


def test_c31_the_treaty_of_pyongyang_tightens_the_tie():
    plain = stepped(months=6, spec=without("putin_pyongyang_treaty"))
    assert (get(stepped(months=6), "tie", "PRK") > get(plain, "tie", "PRK")).all()


NO_DEFENCE_CLAUSE = 2.0
"""Level of a treaty of partnership that promises no defence."""


def test_c32_the_treaty_with_iran_tightens_the_tie():
    plain = stepped("2025-01", 6, spec=without("treaty_iran_signed"))
    signed = stepped("2025-01", 6)
    before = get(plain, "treaty", "IRN")
    assert get(signed, "treaty", "IRN").mean() > before.mean()
    assert (get(signed, "treaty", "IRN") >= np.minimum(before, NO_DEFENCE_CLAUSE)).all()
    raised = get(signed, "treaty", "IRN") > before
    assert (get(signed, "tie", "IRN") > get(plain, "tie", "IRN"))[raised].all()


@over_the_prior
def test_c33_the_threat_of_north_korea_and_iran_loads_the_western_agenda(scene):
    quiet = {"all__korea": 0.0, "all__middle_east": 0.0}
    loud = {"all__korea": 1.0, "all__middle_east": 1.0}
    calm, anxious = (
        scene.ask(attention.divide_attention, threat=scene.array("threat", **level))["attention"]
        for level in (quiet, loud)
    )
    loaded = of(scene, "arena", "korea", "middle_east")
    crowded = of(scene, "arena", "ukraine", "domestic")
    assert (anxious[..., loaded] > calm[..., loaded]).all()
    assert (anxious[..., crowded] < calm[..., crowded]).all()


def test_c34_the_elections_of_june_2024_lower_the_unity_of_europe():
    plain = stepped(months=3, spec=without("ep_elections"))
    shaken = stepped(months=3)
    where = "european_state"
    assert (get(shaken, "cohesion", where) < get(plain, "cohesion", where)).all()


# -- C35 to C41: opportunism, China's posture, the neighbours -------------------------------------


@over_the_prior
def test_c35_a_divided_west_emboldens_russia(scene):
    at = scene.index("challenger", "RUS")
    levels = [{"sponsors_unity": scene.fill("sponsors_unity", level)} for level in (0.95, 0.6)]
    nerve = [
        scene.ask(emboldenment.update_emboldenment, **unity)["emboldenment"] for unity in levels
    ]
    assert (nerve[1][:, at] > nerve[0][:, at]).all()


def test_c35_western_disunity_raises_russian_initiative():
    united = stepped(months=2, cohesion={"all": 0.95})
    split = stepped(months=2, cohesion={"all": 0.6})
    assert (boldness(split, "russia") > boldness(united, "russia")).all()
    assert (get(split, "emboldenment", "RUS") > get(united, "emboldenment", "RUS")).all()


@over_the_prior
def test_c36_pressure_from_china_makes_russia_diversify(scene):
    clients = of(scene, "challenger", *CLIENTS)
    assert treaty_odds_rise(scene, "posture", 0.0, 1.0)
    bound = [
        scene.ask(ties.update_tie, posture=scene.fill("posture", stance))["tie"][:, clients]
        for stance in (0.0, 1.0)
    ]
    assert (bound[1] > bound[0]).all()


def posture_odds(scene, strength):
    """Return the odds of waiting, extracting and propping at a Russian strength."""
    level = {"russian_strength": np.full(RUNS, strength), "posture": np.zeros((RUNS,))}
    terms = (china.waiting, china.opportunity, china.fear_of_collapse, china.habit_of_posture)
    reads = [{n: v for n, v in level.items() if n in term.reads} for term in terms]
    total = sum(
        scene.want(term, "china", **read)[:, 0] for term, read in zip(terms, reads, strict=True)
    )
    return softmax(total / scene.values["china.temperature"][:, None])


@over_the_prior
def test_c37_china_waits_while_russia_is_strong_and_moves_when_it_cracks(scene):
    strong, weak = posture_odds(scene, 0.8), posture_odds(scene, 0.1)
    assert (np.argmax(strong, axis=-1) == 0).all()
    assert (weak[:, 0] < strong[:, 0]).all()
    assert (weak[:, 1] > strong[:, 1]).all()


@over_the_prior
def test_c37_a_crisis_on_its_doorstep_is_an_occasion_for_china_to_extract(scene):
    calm, hot = (
        scene.want(china.disturbed, "china", doorstep=np.full(RUNS, level)) for level in (0.0, 3.0)
    )
    assert (hot[..., 1] > calm[..., 1]).all()
    np.testing.assert_array_equal(hot[..., [0, 2]], calm[..., [0, 2]])


@over_the_prior
def test_c38_doubt_about_one_neighbour_brings_pressure_on_the_others(scene):
    steady, left = (scene.array("loyalty", ARM=level) for level in (0.6, 0.05))
    others = np.arange(steady.shape[1]) != scene.index("satellite", "ARM")
    steady, left = (
        scene.ask(neighbours.press_neighbours, loyalty=x)["pressed"] for x in (steady, left)
    )
    assert (left[:, others] >= steady[:, others]).all()
    assert (left[:, others] > steady[:, others]).any()


@over_the_prior
def test_c38_doubt_about_loyalty_brings_more_pressure(scene):
    sure, doubtful = (
        scene.ask(neighbours.press_neighbours, loyalty=scene.fill("loyalty", level))["pressed"]
        for level in (0.9, 0.3)
    )
    assert (doubtful > sure).all()


def test_c39_the_quarrel_of_armenia_and_belarus_lowers_armenian_loyalty():
    events = ("karabakh", "armenia_freezes_csto", "pashinyan_lukashenko_spat")
    plain = stepped("2023-09", 12, spec=without(*events))
    shaken = stepped("2023-09", 12)
    assert (get(shaken, "loyalty", "ARM") < get(plain, "loyalty", "ARM")).all()


@over_the_prior
def test_c40_even_the_loyal_are_pressed_and_only_dependence_holds_them(scene):
    loyal = scene.ask(neighbours.press_neighbours, loyalty=scene.fill("loyalty", 1.0))
    assert (loyal["pressed"] > 0.0).all()
    free = {"dependence_of_satellite": np.zeros_like(scene.world.dependence_of_satellite)}
    tied = {"dependence_of_satellite": np.ones_like(scene.world.dependence_of_satellite)}
    even = scene.fill("loyalty", 0.5)
    gentle, harsh = (
        scene.ask(neighbours.update_loyalty, loyalty=even, effort=scene.fill("effort", e), **free)[
            "loyalty"
        ]
        for e in (0.5, 2.0)
    )
    assert (harsh < gentle).all()
    assert (scene.ask(neighbours.update_loyalty, loyalty=even, **tied)["loyalty"] > gentle).all()


@over_the_prior
def test_c41_the_aim_of_restoration_presses_the_neighbours(scene):
    content, imperial = (
        scene.ask(neighbours.press_neighbours, restoration_aim=scene.fill("restoration_aim", aim))[
            "pressed"
        ]
        for aim in (0.0, 0.6)
    )
    assert (imperial > content).all()


# -- C42 to C50: what the strengthening brings, and the barter ------------------------------------


@over_the_prior
def test_c42_nerve_brings_sabotage_and_nuclear_threats(scene):
    timid = scene.array("emboldenment", RUS=0.2, PRK=0.2)
    bold = scene.array("emboldenment", RUS=0.9, PRK=0.9)
    acts = [scene.ask(blackmail.count_sabotage, emboldenment=b)["hybrid"] for b in (timid, bold)]
    assert rises(*acts)
    armed = of(scene, "challenger", "RUS", "PRK")
    odds = [
        scene.chance(
            blackmail.voice_nuclear_threat, lambda w: w["nuclear_signal"] > 0.5, emboldenment=b
        )
        for b in (timid, bold)
    ]
    assert (odds[1][:, armed] > odds[0][:, armed]).all()


def test_c42_bolder_iran_and_north_korea_bring_sabotage_and_regional_instability():
    plain = stepped(months=6)
    bold = stepped(months=6, emboldenment={"PRK": 0.9, "IRN": 0.9})
    assert rises(get(plain, "emboldenment", "RUS"), get(bold, "emboldenment", "RUS"))
    for theatre in ("korea", "middle_east"):
        gain = get(bold, "escalation", theatre) - get(plain, "escalation", theatre)
        assert gain.mean() > 0.0


@over_the_prior
def test_c43_what_is_shipped_to_the_front_cannot_be_fired_at_home(scene):
    kept, shipped = (
        scene.want(provocation.shipped_away, "north_korea", exported=scene.fill("exported", level))
        for level in (0.0, 0.8)
    )
    assert (shipped[..., 2] < kept[..., 2]).all()


@over_the_prior
def test_c43_shells_and_soldiers_at_the_front_make_north_korea_a_european_threat(scene):
    at = scene.index("challenger", "PRK")
    none = {"shipments": scene.fill("shipments", 0.0), "troops": scene.fill("troops", 0.0)}
    calm = scene.ask(threat.extend_reach, **none)["reach"]
    for name, amount in (("shipments", 0.6), ("troops", 11.0)):
        supplied = scene.ask(threat.extend_reach, **{**none, name: scene.fill(name, amount)})[
            "reach"
        ]
        assert (supplied[:, at] > calm[:, at]).all()
    korea, europe = scene.index("theatre", "korea"), scene.world.roster.index("POL", "sponsor")
    far, near = (
        scene.ask(threat.perceive_threat, reach=scene.array("reach", PRK=level))["threat"]
        for level in (0.0, 0.5)
    )
    assert (near[:, europe, korea] > far[:, europe, korea]).all()


@over_the_prior
def test_c44_a_client_that_russia_feeds_slips_the_hold_of_china(scene):
    held, fed = (
        scene.want(
            provocation.restraint,
            "north_korea",
            perceived_dependence=scene.fill("perceived_dependence", level),
        )
        for level in (0.0, 0.6)
    )
    assert (held[..., 1:] < 0.0).all()
    assert (fed[..., 1:] > held[..., 1:]).all()


@over_the_prior
def test_c44_russian_goods_make_north_korea_an_appendage(scene):
    at = scene.index("challenger", "PRK")
    little, much = (
        scene.ask(dependence.update_dependence, goods=scene.fill("goods", level))
        for level in (0.0, 0.4)
    )
    assert (much["dependence_rent"][:, at] > little["dependence_rent"][:, at]).all()


def test_c45_the_war_puts_russian_military_spending_on_a_rising_path():
    shares = [get(model_at(month), "military_share").mean() for month in ("2022-02", VISIT)]
    peace = model_at(VISIT, without("invasion"))
    assert shares[1] > shares[0]
    assert get(peace, "military_share").mean() < shares[1]


def test_c46_a_manager_of_war_industry_raises_its_output():
    plain = stepped("2024-05", 6, spec=without("belousov"))
    managed = stepped("2024-05", 6)
    fighting = get(plain, "regime", "ukraine")[:, 0] == Regime.WAR
    assert fighting.sum() >= RUNS // 2
    assert (get(managed, "production") > get(plain, "production")).all()
    share = [get(model, "military_share")[fighting] for model in (plain, managed)]
    assert (share[1] > share[0]).all()


@over_the_prior
def test_c47_the_anti_colonial_frame_lowers_the_price_of_forbidden_trade(scene):
    firm, eroded = (scene.fill("legitimacy", level) for level in (0.8, 0.3))
    dealing = {
        "tie": scene.array("tie", PRK=0.7),
        "munitions_need": scene.fill("munitions_need", 0.7),
    }
    for rule, name, given in (
        (leakage.count_patrons, "patron_support", {}),
        (evasion.update_evasion, "evasion", {}),
        (shipments.pay_in_goods, "goods", dealing),
    ):
        before, after = (scene.ask(rule, legitimacy=norm, **given)[name] for norm in (firm, eroded))
        assert rises(before, after)


@over_the_prior
def test_c48_dependence_exposes_north_korea_to_the_moods_of_its_patron(scene):
    swing = []
    for level in (0.0, 0.3, 0.8):
        bound = scene.fill("dependence_rent", level)
        need = scene.fill("munitions_need", 0.7)
        sullen, warm = (
            scene.ask(
                shipments.pay_in_goods,
                dependence_rent=bound,
                munitions_need=need,
                tie=scene.array("tie", PRK=0.7),
                sells=scene.array("sells", PRK=Sale.ARMS),
                mood=scene.fill("mood", temper),
            )["goods"]
            for temper in (-0.3, 0.3)
        )
        swing.append(np.log(warm / sullen))
    np.testing.assert_allclose(swing[0], 0.0, atol=1e-12)
    assert (swing[1] > swing[0]).all()
    assert (swing[2] > swing[1]).all()


@over_the_prior
def test_c49_glow_hides_dependence_from_those_who_have_it(scene):
    at = scene.index("challenger", "PRK")
    sober, dazzled = (
        scene.ask(
            (dependence.perceive_dependence, dependence.update_dependence),
            glow=scene.fill("glow", level),
            dependence_rent=scene.fill("dependence_rent", 0.6),
        )
        for level in (0.0, 0.8)
    )
    assert (dazzled["perceived_dependence"] < sober["perceived_dependence"])[:, at].all()
    np.testing.assert_array_equal(dazzled["dependence_rent"], sober["dependence_rent"])


@over_the_prior
def test_c49_visits_and_gifts_make_the_glow(scene):
    at = scene.index("challenger", "PRK")
    visits = scene.fill("visits", 0.0)
    plain = scene.ask(status.update_glow, visits=visits, goods=scene.fill("goods", 0.0))["glow"]
    gifts = scene.ask(status.update_glow, visits=visits, goods=scene.fill("goods", 0.5))["glow"]
    visited = visits.copy()
    visited[:, at, scene.index("peer", "RUS")] = 1.0
    shown = scene.ask(status.update_glow, visits=visited, goods=scene.fill("goods", 0.0))["glow"]
    assert (gifts[:, at] > plain[:, at]).all()
    assert (shown[:, at] > plain[:, at]).all()


@over_the_prior
def test_c50_the_need_of_the_front_moves_shells_one_way_and_goods_the_other(scene):
    close = {
        "tie": scene.array("tie", PRK=0.7),
        "regime": scene.array("regime", ukraine=Regime.WAR),
        "stock_korea": scene.fill("stock_korea", 3.0),
    }
    idle, needy = (
        scene.ask(
            (shipments.ship_shells, shipments.pay_in_goods),
            munitions_need=scene.fill("munitions_need", level),
            sells=scene.array("sells", PRK=Sale.ARMS),
            **close,
        )
        for level in (0.0, 0.7)
    )
    assert (needy["shipments"] > idle["shipments"]).all()
    assert (needy["goods"] > idle["goods"]).all()
    stays, goes = (
        scene.ask(shipments.send_troops, sells=scene.array("sells", PRK=sale), **close)["troops"]
        for sale in (Sale.ARMS, Sale.ARMS_AND_MEN)
    )
    assert (goes > stays).all()
    allied, loose = (
        selling.may_be_sold.function(scene.array("treaty", PRK=level)) for level in (3.0, 1.0)
    )
    assert (loose[..., : Sale.ARMS_AND_MEN] == 1.0).all()
    assert (allied > loose)[:, scene.index("challenger", "PRK"), Sale.ARMS_AND_MEN].all()


# -- C51 to C61: sanctions, bargains, the front ---------------------------------------------------


@over_the_prior
def test_c51_a_closer_patron_opens_leaks_in_the_regime(scene):
    at = scene.index("target", "PRK")
    loose, close = (
        scene.ask(leakage.count_patrons, tie=scene.array("tie", PRK=level))["patron_support"]
        for level in (0.15, 0.8)
    )
    assert (close[:, at] > loose[:, at]).all()
    tight, open_ = (
        scene.ask(carriers.carry_goods, patron_support=cover)["carried"][:, at].sum(axis=1)
        for cover in (loose, close)
    )
    assert rises(tight, open_)


def test_c51_the_veto_blinds_the_monitors_and_lets_trade_leak():
    plain = stepped("2024-03", 9, spec=without_mechanism("veto"))
    blind = stepped("2024-03", 9)
    assert (get(blind, "monitoring", "PRK") < get(plain, "monitoring", "PRK")).all()
    assert (get(blind, "leakage", "PRK") > get(plain, "leakage", "PRK")).all()
    assert (get(blind, "pressure", "PRK") < get(plain, "pressure", "PRK")).all()


@over_the_prior
def test_c52_pressure_makes_concessions_likelier(scene):
    nothing = {"concession": scene.fill("concession", 0.0)}
    odds = [
        scene.chance(
            concession.update_concession,
            lambda written: written["concession"] > 0.1,
            pressure=scene.fill("pressure", level),
            **nothing,
        )
        for level in (0.1, 0.6)
    ]
    assert (odds[1] > odds[0]).all()


@over_the_prior
def test_c53_a_member_without_unity_opposes_and_one_reluctant_member_slows_the_packages(scene):
    hungary = scene.index("sponsor", "HUN") - scene.index("sponsor", "ALB")
    apart, near = (
        scene.want(consent.disunity, "european_state", cohesion=scene.array("cohesion", HUN=unity))
        for unity in (0.2, 0.9)
    )
    assert (apart[:, hungary, 0] > near[:, hungary, 0]).all()
    fresh = {"proposed": scene.array("proposed", RUS=1.0), "proposal_months": np.zeros(RUNS)}
    counted = [
        scene.ask(packages.count_packages, consent=sides, **fresh)["packages"]
        for sides in (scene.fill("consent", 1.0), scene.array("consent", HUN=0.0))
    ]
    assert (counted[1] < counted[0])[:, scene.index("target", "RUS")].all()


def test_c54_the_defence_industry_gets_its_goods_in_spite_of_the_measures():
    model = model_at(VISIT)
    assert (get(model, "leakage", "RUS.strategic") > get(model, "leakage", "RUS.general")).all()
    assert get(model, "leakage", "RUS.strategic").mean() > 0.4


@over_the_prior
def test_c55_what_north_korea_gets_through_lowers_the_standing_of_the_norm(scene):
    held, leaky = (
        scene.ask(evasion.update_legitimacy, leakage=scene.array("leakage", PRK=level))[
            "legitimacy"
        ]
        for level in (0.1, 0.9)
    )
    assert (leaky < held).all()


@over_the_prior
def test_c56_systematic_monitoring_makes_the_measures_bite(scene):
    lax, strict = (
        scene.ask(
            leakage.update_monitoring, monitoring_ceiling=scene.fill("monitoring_ceiling", level)
        )
        for level in (0.2, 0.95)
    )
    assert rises(lax["monitoring"], strict["monitoring"])
    unseen, seen = (
        scene.ask(
            carriers.carry_goods,
            monitoring=scene.fill("monitoring", level),
            carriers__detection_cost=0.7,
        )["carried"]
        for level in (0.2, 0.8)
    )
    assert rises(seen.sum(axis=2), unseen.sum(axis=2))
    leaks = [scene.ask(carriers.update_leakage, carried=flow)["leakage"] for flow in (unseen, seen)]
    weak, strong = (scene.ask(sanctions.apply_pressure, leakage=leak)["pressure"] for leak in leaks)
    assert rises(weak, strong)


@over_the_prior
def test_c57_the_example_of_north_korea_erodes_the_norm_and_opens_third_states(scene):
    kept, broken = (
        scene.ask(evasion.update_legitimacy, leakage=scene.array("leakage", PRK=level))[
            "legitimacy"
        ]
        for level in (0.05, 0.95)
    )
    assert (broken < kept).all()
    strict, lax = (
        scene.ask(evasion.update_evasion, legitimacy=norm)["evasion"] for norm in (kept, broken)
    )
    assert rises(strict, lax)
    few, many = (
        scene.ask(carriers.carry_goods, evasion=willing)["carried"].sum(axis=2)
        for willing in (strict, lax)
    )
    assert rises(few, many)


def test_c57_a_norm_broken_in_korea_spreads_evasion_to_third_states():
    kept = stepped(months=24, know_how={"PRK": 0.001})
    broken = stepped(months=24, know_how={"PRK": 1.0})
    assert (get(broken, "legitimacy") < get(kept, "legitimacy")).all()
    where = "global_south_state"
    assert rises(get(kept, "evasion", where), get(broken, "evasion", where))
    assert get(broken, "transit").sum() > get(kept, "transit").sum()


@over_the_prior
def test_c58_russia_asks_for_more_the_more_it_can_spoil(scene):
    offer = {"relief_offer": np.full(RUNS, 0.7), "linkage": np.ones(RUNS)}
    weak, strong = (
        scene.ask(concession.raise_demand, escalation=scene.fill("escalation", level), **offer)
        for level in (2.0, 8.0)
    )
    assert (strong["demand"] > weak["demand"]).all()
    modest, harsh = (
        scene.want(concession.spoiled, demand=np.full(RUNS, level)) for level in (0.1, 0.6)
    )
    assert (harsh[..., 1] < modest[..., 1]).all()


def test_c58_linking_iran_to_other_issues_raises_the_demand_and_spoils_the_offer():
    bargains = [
        stepped(months=12, relief_offer={"all": 0.7}, linkage={"all": linked})
        for linked in (0.0, 1.0)
    ]
    demand = [get(model, "demand") for model in bargains]
    assert (demand[1] > demand[0]).all()
    accepted = [m.decisions["iran", "bargain"].terms["spoiled"][:, 0, 1] for m in bargains]
    assert (accepted[1] < accepted[0]).all()


def test_c59_iran_begins_as_an_ally_and_supplier_of_russia():
    world = model_at("2022-01").world
    prk, irn = (world.roster.index(iso3, "challenger") for iso3 in CLIENTS)
    assert world.start_of_tie[irn] > world.start_of_tie[prk]
    assert (world.militarisation[:, irn] > world.militarisation[:, prk]).all()


@over_the_prior
def test_c60_preferences_militarise_the_tie(scene):
    at = scene.index("challenger", "PRK")
    few, many = (
        scene.ask(ties.militarise_tie, goods=scene.fill("goods", level))["militarisation"]
        for level in (0.0, 0.5)
    )
    assert (many[:, at] > few[:, at]).all()


@over_the_prior
def test_c61_north_korean_shells_tilt_the_fire_and_the_front(scene):
    at_war = scene.array("regime", ukraine=Regime.WAR)
    without_, with_ = (
        scene.ask(
            (fire.count_fire, front.shift_front, front.take_ground),
            shipments=scene.fill("shipments", level),
            regime=at_war,
        )
        for level in (0.0, 0.6)
    )
    assert (with_["fire_ratio"] > without_["fire_ratio"]).all()
    assert rises(without_["front"], with_["front"])
    assert rises(with_["depth_ukraine"], without_["depth_ukraine"])
    np.testing.assert_array_equal(with_["gains"], without_["gains"])


def test_c61_ground_follows_the_shells_after_some_months():
    famine = stepped("2024-01", 15, stock_korea={"all": 0.0})
    plenty = stepped("2024-01", 15)
    assert get(plenty, "gained").mean() > get(famine, "gained").mean()


# -- the ambiguity of a visit, and the signs that calibration must not turn -----------------------


@pytest.mark.parametrize(
    ("parameters", "sign"),
    [
        ({"emboldenment.commitment": 3.49, "provocation.deficit": 1.0}, 1.0),
        ({"emboldenment.commitment": 1.0, "emboldenment.meeting": 1.0}, -1.0),
    ],
    ids=["nerve_outweighs", "standing_outweighs"],
)
def test_a_visit_feeds_nerve_and_stills_the_hunger_for_standing(parameters, sign):
    parameters = {**parameters, "provocation.shortage": 0.0}
    events = ("putin_pyongyang_treaty", "kim_vostochny", "shoigu_pyongyang")
    nothing = stepped("2023-07", 15, spec=without(*events), parameters=parameters)
    visited = stepped("2023-07", 15, parameters=parameters)
    assert (get(visited, "status", "PRK") > get(nothing, "status", "PRK")).all()
    change = boldness(visited, "north_korea") - boldness(nothing, "north_korea")
    assert sign * change.mean() > 0.0


@over_the_prior
def test_pressure_rises_with_stringency_and_falls_with_leakage(scene):
    for name, sign in (("stringency", 1.0), ("leakage", -1.0)):
        low, high = (
            scene.ask(sanctions.apply_pressure, **{name: scene.fill(name, level)})["pressure"]
            for level in (0.2, 0.8)
        )
        assert (sign * (high - low) >= 0.0).all()


@over_the_prior
def test_leakage_falls_and_pressure_rises_with_monitoring(scene):
    flows = [
        scene.ask(carriers.carry_goods, monitoring=scene.fill("monitoring", level))["carried"]
        for level in (0.0, 0.5, 1.0)
    ]
    leaks = [scene.ask(carriers.update_leakage, carried=flow)["leakage"] for flow in flows]
    presses = [scene.ask(sanctions.apply_pressure, leakage=leak)["pressure"] for leak in leaks]
    assert (np.diff(leaks, axis=0) <= 0.0).all()
    assert (np.diff(presses, axis=0) >= 0.0).all()


@over_the_prior
def test_attention_to_ukraine_falls_with_tension_in_korea(scene):
    at = scene.index("arena", "ukraine")
    shares = [
        scene.ask(attention.divide_attention, escalation=scene.array("escalation", korea=level))
        for level in (2.0, 5.0, 9.0)
    ]
    assert (np.diff([share["attention"][..., at] for share in shares], axis=0) <= 0.0).all()


@over_the_prior
def test_the_support_that_is_wanted_rises_with_attention_to_ukraine(scene):
    aids = [
        scene.ask(support.weigh_interest, attention=scene.array("attention", all__ukraine=level))[
            "aid_interest"
        ]
        for level in (0.05, 0.2, 0.5)
    ]
    assert (np.diff(aids, axis=0) >= 0.0).all()


@over_the_prior
def test_status_rises_with_the_rank_of_the_visitor(scene):
    standing = [
        scene.ask(status.update_status, visits=scene.fill("visits", rank))["status"]
        for rank in (0.0, 0.3, 1.0)
    ]
    assert (np.diff(standing, axis=0) >= 0.0).all()


@over_the_prior
def test_dependence_rises_with_flows(scene):
    bound = [
        scene.ask(dependence.update_dependence, goods=scene.fill("goods", level))["dependence_rent"]
        for level in (0.0, 0.2, 1.0)
    ]
    assert (np.diff(bound, axis=0) >= 0.0).all()
