"""The feedback loops of the whole model die away: spectral radius and the two loop conditions."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar.model import load_scenario
from multipolar.rules.emboldenment import loop_margin
from multipolar.rules.phases import SWITCHES
from multipolar.rules.theatres import Theatres
from multipolar.rules.threat import arms_margin
from multipolar.scenario import Prior
from multipolar.study.stability import linearised, modes, spectral_radius

BASELINE = load_scenario("baseline")
MONTHS = ("2022-01", "2023-06", "2024-06", "2027-01", "2030-06")


def only_theatres(**values):
    """Return a world in which nothing but the theatres moves."""
    return replace(
        BASELINE,
        events=(),
        switches={name: name == "theatres" for name in SWITCHES},
        parameters={f"theatres.{name}": Prior(v, v, v) for name, v in values.items()},
    )


@pytest.fixture(scope="module")
def june():
    return linearised(BASELINE, "2024-06")


@pytest.mark.parametrize("month", MONTHS)
def test_the_loops_lose_more_than_a_fiftieth_of_a_disturbance_each_month(month):
    assert spectral_radius(BASELINE, month) < 0.98


def test_theatres_that_do_not_mirror_each_other_form_no_loop():
    assert modes(only_theatres(mirroring=0.0), "2022-03") == []


def test_the_linear_part_of_mirroring_is_the_one_that_the_bound_is_made_for():
    spec = only_theatres(mirroring=0.015, noise=0.0)
    labels, change = linearised(spec, "2022-02")
    reversion = Theatres().reversion
    mine = labels == "escalation"
    block = change[np.ix_(mine, mine)]
    coupling = block[~np.eye(4, dtype=bool)]
    assert (coupling >= 0.0).all()
    assert coupling.max() <= 0.015
    assert (np.diag(block) <= 1.0 - reversion + 1e-9).all()


def test_a_mirroring_beyond_the_bound_is_found_unstable():
    assert spectral_radius(only_theatres(mirroring=0.15), "2022-02") > 1.0


def entry(june, to, of):
    """Return the block of the linear map from one attribute to another."""
    labels, change = june
    return change[np.ix_(labels == to, labels == of)]


def test_tension_and_nerve_do_not_feed_each_other(june):
    p = Theatres()
    nerve_to_tension = entry(june, "escalation", "emboldenment").max()
    tension_to_nerve = max(0.0, entry(june, "emboldenment", "escalation").max())
    decay = 1.0 - np.diag(entry(june, "emboldenment", "emboldenment")).max()
    assert nerve_to_tension > 0.0
    assert decay > 0.0
    assert (
        loop_margin(p.reversion, p.mirroring, decay, nerve_to_tension, tension_to_nerve, 4) > 0.0
    ).all()


def test_reacting_sides_do_not_arm_without_end(june):
    arms_to_strength = np.abs(entry(june, "strength", "arms")).max()
    strength_to_arms = np.abs(entry(june, "arms", "strength")).max()
    decay = 1.0 - max(
        np.diag(entry(june, "arms", "arms")).max(),
        np.diag(entry(june, "strength", "strength"))[1],
    )
    assert strength_to_arms > 0.0
    assert arms_margin(strength_to_arms, arms_to_strength, decay) > 0.0


def test_a_mode_tells_its_half_life_and_who_takes_part():
    slowest = modes(BASELINE, "2024-06")[0]
    assert slowest.modulus**slowest.half_life == pytest.approx(0.5)
    assert len(slowest.attributes) >= 2
