"""The sign of every initial condition: what the world holds in January 2022, before any step."""

from __future__ import annotations

import numpy as np
import pytest

from multipolar.rules import china, parameter_table
from multipolar.scenario import calendar
from multipolar.world import World, attributes
from multipolar.world.places import find_place

WORLD = World()
PARAMETERS = parameter_table()


def start(name, where="all"):
    """Return the start of an attribute at a place, without the run axis."""
    value = WORLD.arrays[name]
    if not attributes()[name].moves:
        value = value[None]
    return value[find_place(name, where, WORLD.roster)].ravel()


def others(name, iso3):
    """Return the start of an attribute for the other challengers."""
    labels = WORLD.roster.labels["challenger"]
    return np.concatenate([start(name, label) for label in labels if label != iso3])


def test_c01_russia_has_standing_to_give_and_north_korea_wants_it():
    assert start("status", "RUS") > 0.5
    assert start("status", "PRK") < start("status_target", "PRK")
    assert start("status", "PRK") == start("status").min()


def test_c02_russia_is_an_autocracy_and_readier_than_any_other_to_raise_the_stakes():
    assert start("autocracy", "RUS") > 0.7
    assert (start("emboldenment", "RUS") > others("emboldenment", "RUS")).all()


def test_c06_china_begins_by_waiting_because_russia_is_still_strong():
    assert start("posture") == 0.0
    assert start("russian_strength") > PARAMETERS["china.threshold"].default


def test_c06_seizing_the_moment_is_worth_nothing_while_russia_is_as_strong_as_at_the_start():
    p = china.China()
    strength = start("russian_strength")
    now = china.opportunity(strength, p)
    weaker = china.opportunity(0.5 * strength, p)
    assert now[..., 1] < 0.0 < weaker[..., 1]


def test_c13_russia_claims_more_than_its_standing_and_more_than_anybody_else():
    assert start("dominant", "RUS") == 1.0
    assert not others("dominant", "RUS").any()
    assert start("status_target", "RUS") > start("status", "RUS")
    assert (start("status_target", "RUS") > others("status_target", "RUS")).all()


def test_c16_north_korea_is_the_most_habitual_tester():
    assert (start("habit", "PRK") > others("habit", "PRK")).all()


@pytest.mark.parametrize("theatre", ["korea", "taiwan"])
def test_c26_asia_begins_above_its_rest_and_its_rest_rises_until_the_visit(theatre):
    assert start("escalation", theatre) > start("rest_level", theatre)
    [trend] = [
        e for e in calendar("author") if e.name == "asia_pacific_trend" and e.where == theatre
    ]
    months = [month for month, _, value in trend.changes() if value > 0.0]
    assert trend.attribute == "rest_level"
    assert len(months) == 30
    assert trend.month == "2022-01"


def test_c34_europe_begins_less_united_than_the_united_states():
    assert (start("cohesion", "european_state") < start("cohesion", "USA")).all()


def test_c41_imperial_restoration_weighs_in_russian_aims_from_the_start():
    assert start("restoration_aim") > 0.0


def test_c45_russia_begins_with_a_heavier_military_burden_than_europe():
    europe = start("arms", "european_state")
    assert start("military_share") > np.median(europe)


def test_c52_the_measures_are_in_force_before_the_war_and_the_least_on_russia():
    strict = {target: start("stringency", target) for target in ("RUS", "PRK", "IRN")}
    assert all((value > 0.0).all() for value in strict.values())
    assert (strict["RUS"] < strict["IRN"]).all()
    assert not start("concession").any()


def test_c54_detours_pay_most_for_inputs_of_the_defence_industry():
    shares = [
        PARAMETERS[f"carriers.{good}_rerouted"].default
        for good in ("general", "industrial", "battlefield")
    ]
    assert shares == sorted(shares)
    assert start("good_risk", "battlefield") > start("good_risk", "general")
    assert start("neutral_makers", "RUS.battlefield") > start("neutral_makers", "RUS.general")


def test_c59_iran_is_closer_to_russia_than_north_korea_and_a_supplier_of_arms():
    assert start("tie", "IRN") > start("tie", "PRK")
    assert start("militarisation", "IRN") == start("militarisation").max()
