"""The feedback loops of the whole model die away: spectral radius and the two loop conditions."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar.arguments import ArgumentError
from multipolar.loading import load_scenario
from multipolar.rules import parameter_table
from multipolar.rules.emboldenment import loop_margin
from multipolar.rules.phases import SWITCHES
from multipolar.rules.published import fading
from multipolar.rules.sampling import draw_parameters
from multipolar.rules.theatres import Theatres
from multipolar.rules.threat import arms_margin
from multipolar.scenario import Prior
from multipolar.study import stability
from multipolar.study.stability import LOOP_BOUND, lasting, linearised, modes, spectral_radius

BASELINE = load_scenario("baseline")


@pytest.fixture(scope="module", autouse=True)
def worked_out_once():
    """Let all tests share maps and modes, which nobody changes: each takes seconds."""
    with pytest.MonkeyPatch.context() as patch:
        for work_out in (linearised, modes):
            patch.setattr(stability, work_out.__name__, kept_by_digest(work_out))
        yield


def kept_by_digest(work_out):
    """Return a function of a scenario that is worked out once for each scenario and month."""
    kept = {}

    def known(spec, *asked):
        key = spec.digest, stability._states(), *asked
        if str(key) not in kept:
            kept[str(key)] = work_out(spec, *asked)
        return kept[str(key)]

    return known


def only_theatres(**values):
    """Return a world in which nothing but the theatres moves."""
    return replace(
        BASELINE,
        events=(),
        switches={name: name == "theatres" for name in SWITCHES},
        parameters={f"theatres.{name}": Prior(v, v, v) for name, v in values.items()},
    )


@pytest.mark.parametrize("month", ["2022-01", "2024-06"])
def test_the_loops_lose_more_than_a_fiftieth_of_a_disturbance_each_month(month):
    assert spectral_radius(BASELINE, month) < LOOP_BOUND


def test_a_scenario_is_taken_by_its_name():
    named, given = (linearised(one, "2022-02", ("escalation",)) for one in ("baseline", BASELINE))
    np.testing.assert_array_equal(named[1], given[1])


@pytest.mark.parametrize(
    ("month", "said"),
    [
        ("2022-13", "'2022-13' is not a month; write YYYY-MM"),
        ("2031-01", "2031-01 is not within baseline; allowed: months from 2022-01 to 2030-12"),
        ("2021-12", "2021-12 is not within baseline"),
    ],
)
def test_a_month_that_is_none_of_the_scenario_is_refused_before_any_is_computed(month, said):
    with pytest.raises(ArgumentError, match=said):
        spectral_radius(BASELINE, month)


def test_where_no_mechanism_acts_no_loop_carries_anything():
    idle = replace(BASELINE, events=(), switches=dict.fromkeys(SWITCHES, False))
    assert spectral_radius(idle, "2022-01") == 0.0


@pytest.fixture
def few_states(monkeypatch):
    """Look at what the loops run through alone, where nothing else moves."""
    monkeypatch.setattr(stability, "_states", lambda: sorted(LOOPS))


@pytest.mark.usefixtures("few_states")
def test_theatres_that_do_not_mirror_each_other_form_no_loop():
    assert modes(only_theatres(mirroring=0.0), "2022-03") == []


def test_the_linear_part_of_mirroring_is_the_one_that_the_bound_is_made_for():
    spec = only_theatres(mirroring=0.015, noise=0.0)
    labels, change = linearised(spec, "2022-02", ("escalation",))
    reversion = fading(Theatres().half_life)
    mine = labels == "escalation"
    block = change[np.ix_(mine, mine)]
    coupling = block[~np.eye(4, dtype=bool)]
    assert (coupling >= 0.0).all()
    assert coupling.max() <= 0.015
    assert (np.diag(block) <= 1.0 - reversion + 1e-9).all()


@pytest.mark.usefixtures("few_states")
def test_a_mirroring_beyond_the_bound_is_found_unstable():
    assert spectral_radius(only_theatres(mirroring=0.15), "2022-02") > 1.0


COUNTERS = {"alignment", "concession", "evasion", "gained", "membership", "packages"}
COUNTERS |= {"regime", "sanctions_age", "sanctions_cost", "shipped", "strength", "stringency"}
COUNTERS |= {"drones_russia", "drones_ukraine", "men_russia", "men_ukraine", "month_of_year"}
COUNTERS |= {"own_position", "position_unknown", "proposed", "resolve", "resolve_union"}
COUNTERS |= {"tie", "toll", "treaty", "truce_months", "war_months"}
COUNTERS |= {"conflict", "effort_saved", "monitoring_ceiling", "regime_months"}
"""Kept as they are until something happens: counts, ratchets, codes, and what few states move."""

SLOW = {"adaptation", "arms", "loss_felt", "loyalty", "militarisation", "production"}
SLOW |= {"success_chance", "threat_credibility"}
"""Forget slowly, with a return of their own, and drive nothing that drives them."""

FIRST = {"aid", "know_how", "programme"}
"""Begin in the first months: the first support starts a count, routes are learned by an S curve and
programmes rise at their full pace until they reach what is wanted."""


def test_a_programme_of_support_returns_to_what_its_government_wants():
    labels, change = linearised(BASELINE, "2024-06", ("programme", "aid_course"))
    assert np.diag(change)[labels == "programme"].max() < LOOP_BOUND


@pytest.mark.parametrize("month", ["2022-01", "2024-06"])
def test_what_lasts_outside_the_loops_of_the_whole_map_is_known_by_name(month):
    kept = lasting(BASELINE, month)
    first = FIRST if month == "2022-01" else set()
    assert set(kept) <= COUNTERS | SLOW | first
    assert {"gained", "toll"} & set(kept)
    assert max(kept[name] for name in SLOW & set(kept)) < 1.0


def entry(linear_map, to, of):
    """Return the block of a linear map from one attribute to another."""
    labels, change = linear_map
    return change[np.ix_(labels == to, labels == of)]


LOOPS = ("arms", "emboldenment", "escalation", "strength")
DRAWS = 4
TABLE = parameter_table()
DRAWN = draw_parameters(TABLE, seed=5, first_run=0, runs=DRAWS, source="prior")
CORNER = {
    "theatres.mirroring": TABLE["theatres.mirroring"].high,
    "theatres.half_life": TABLE["theatres.half_life"].high,
    "theatres.provocation_weight": TABLE["theatres.provocation_weight"].high,
    "provocation.reciprocity": TABLE["provocation.reciprocity"].high,
    "emboldenment.commitment": TABLE["emboldenment.commitment"].high,
    "emboldenment.window": TABLE["emboldenment.window"].high,
    "threat.spending": TABLE["threat.spending"].high,
    "threat.rally": TABLE["threat.rally"].high,
}


def world_of(values):
    """Return the baseline with some parameters fixed at these values."""
    pinned = {name: Prior(value, value, value) for name, value in values.items()}
    return replace(BASELINE, parameters={**BASELINE.parameters, **pinned})


def drawn(run):
    """Return one vector of the free parameters, as drawn from the priors."""
    return {name: float(DRAWN[name].ravel()[run]) for name, row in TABLE.items() if row.free}


VECTORS = [{}, CORNER, *(drawn(run) for run in range(DRAWS))]
NAMES = ["defaults", "corner", *(f"draw {run}" for run in range(DRAWS))]


@pytest.fixture(scope="module", params=VECTORS, ids=NAMES)
def loops(request):
    """Return the linear map of what the two loops run through, in June 2024, and parameters."""
    value = {name: request.param.get(name, row.default) for name, row in TABLE.items()}
    return linearised(world_of(request.param), "2024-06", LOOPS), value


def test_tension_and_nerve_do_not_feed_each_other_at_the_defaults_and_across_the_priors(loops):
    june, value = loops
    nerve_to_tension = entry(june, "escalation", "emboldenment").max()
    tension_to_nerve = max(0.0, entry(june, "emboldenment", "escalation").max())
    decay = 1.0 - np.diag(entry(june, "emboldenment", "emboldenment")).max()
    reversion, mirroring = fading(value["theatres.half_life"]), value["theatres.mirroring"]
    assert nerve_to_tension > 0.0
    assert decay > 0.0
    assert loop_margin(reversion, mirroring, decay, nerve_to_tension, tension_to_nerve, 4) > 0.0


def test_reacting_sides_do_not_arm_without_end_at_the_defaults_and_across_the_priors(loops):
    june, value = loops
    arms_to_strength = np.abs(entry(june, "strength", "arms")).max()
    strength_to_arms = np.abs(entry(june, "arms", "strength")).max()
    decay = 1.0 - max(
        np.diag(entry(june, "arms", "arms")).max(),
        np.diag(entry(june, "strength", "strength"))[1],
    )
    assert (strength_to_arms > 0.0) == (value["threat.spending"] > 1.0)
    assert decay > 0.0
    assert arms_margin(strength_to_arms, arms_to_strength, decay) > 0.0


@pytest.mark.one_in(3)
@pytest.mark.parametrize(
    ("values", "month", "most"),
    [({}, "2030-06", LOOP_BOUND), (CORNER, "2024-06", 1.0), (drawn(0), "2024-06", 1.0)],
    ids=["defaults in 2030", *NAMES[1:3]],
)
def test_the_loops_die_away_late_and_across_the_priors_too(values, month, most):
    assert spectral_radius(world_of(values), month) < most


def test_a_block_of_the_linear_map_is_that_of_the_whole():
    labels, change = stability.linearised(BASELINE, "2024-06")
    mine = np.isin(labels, LOOPS)
    found, block = linearised(BASELINE, "2024-06", LOOPS)
    assert (found == labels[mine]).all()
    np.testing.assert_array_equal(block, change[np.ix_(mine, mine)])


def test_a_mode_tells_its_half_life_and_who_takes_part():
    slowest, *others = stability.modes(BASELINE, "2024-06")
    assert slowest.modulus**slowest.half_life == pytest.approx(0.5)
    assert max(len(mode.attributes) for mode in others) >= 2
