"""Escalation in the theatres: claims C9, C14, C26, C42, and the bounds that keep it stable."""

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from multipolar.ensemble import simulate
from multipolar.loading import load_scenario, priors_of, stability_notes
from multipolar.months import month_number
from multipolar.rules.published import fading
from multipolar.rules.regimes import set_resting_level
from multipolar.rules.theatres import (
    MECHANISM,
    Theatres,
    let_tension_fade,
    mirroring_margin,
    remember_provocation,
    spill_nothing,
    tension_after_event,
    update_escalation,
)
from multipolar.scenario import Event, Order
from multipolar.world import World, full_roster
from playing import WORLDS, assert_in_bounds, defaults, play, some_parameters

PRIORS = some_parameters(Theatres)
THEATRES = full_roster().labels["theatre"]
QUIET = {"noise": np.zeros((1, 1))}
N = len(THEATRES)


def moved(world, p, **changed):
    return play(update_escalation, world, p, **{**QUIET, **changed})["escalation"]


@given(WORLDS, PRIORS)
def test_without_noise_escalation_stays_on_the_ladder_without_help(world, p):
    world.rest_level[...] = World().rest_level
    world.resting_level[...] = play(set_resting_level, world)["resting_level"]
    world.provocation[...] = np.minimum(world.provocation, 4.0)
    assert_in_bounds({"escalation": moved(world, p)})


@given(WORLDS, PRIORS, st.floats(0.0, 4.0))
def test_a_provocation_raises_its_own_theatre_and_no_other(world, p, more):
    stronger = world.provocation.copy()
    stronger[:, 1] = np.minimum(10.0, stronger[:, 1] + more)
    change = moved(world, p, provocation=stronger) - moved(world, p)
    assert (change[:, 1] >= -1e-12).all()
    assert np.array_equal(change[:, [0, 2, 3]], np.zeros((world.runs, 3)))


@given(WORLDS, PRIORS)
def test_an_answer_never_lowers_tension_against_talking(world, p):
    talk, answer = (np.full_like(world.response, code) for code in (-1.0, 1.0))
    assert (moved(world, p, response=answer) >= moved(world, p, response=talk) - 1e-12).all()


@given(WORLDS, PRIORS, st.floats(0.0, 5.0))
def test_tension_in_one_theatre_spills_over_and_never_relieves_the_others(world, p, rise):
    hotter = world.escalation.copy()
    hotter[:, 0] = np.minimum(10.0, hotter[:, 0] + rise)
    change = moved(world, p, escalation=hotter) - moved(world, p)
    assert (change[:, 1:] >= -1e-12).all()


@given(WORLDS)
def test_without_mirroring_the_theatres_are_separate(world):
    p = defaults(Theatres, mirroring=0.0)
    hotter = world.escalation.copy()
    hotter[:, 0] = 10.0
    assert np.array_equal(moved(world, p, escalation=hotter)[:, 1:], moved(world, p)[:, 1:])


@given(PRIORS)
def test_at_rest_and_unprovoked_a_theatre_stays_where_it_is(p):
    world = World()
    world.escalation[...] = world.rest_level
    assert np.allclose(moved(world, p), world.rest_level)


def spectral_radius(p):
    """Return the largest modulus of the linear part of escalation above its rest."""
    world = World(N + 1)
    world.rest_level[...] = 0.0
    level, step = 1.0, 1e-6
    world.escalation[...] = level + np.vstack([np.zeros(N), step * np.eye(N)])
    after = moved(world, p)
    return np.abs(np.linalg.eigvals((after[1:] - after[0]) / step)).max()


@given(PRIORS)
def test_the_linear_part_never_exceeds_the_bound_of_the_docstring(p):
    bound = 1.0 - fading(p.half_life)[0, 0] + (N - 1) * p.mirroring[0, 0]
    assert spectral_radius(p) <= bound + 1e-6


def test_mirroring_is_stable_at_the_defaults():
    p = Theatres()
    assert (mirroring_margin(p.mirroring, fading(p.half_life), N) > 0).all()
    assert spectral_radius(p) < 1


@given(PRIORS)
def test_mirroring_is_stable_over_the_whole_prior(p):
    assert (mirroring_margin(p.mirroring, fading(p.half_life), N) >= -1e-12).all()
    assert spectral_radius(p) < 1


def test_even_the_worst_corner_of_the_priors_keeps_a_margin(short):
    priors = priors_of(short)
    worst = np.array([priors["theatres.mirroring"].high])
    weakest = fading(np.array([priors["theatres.half_life"].high]))
    assert mirroring_margin(worst, weakest, N)[0] > 0
    assert stability_notes(short) == []


@pytest.mark.parametrize(
    ("written", "where"),
    [
        ("mirroring = 0.08", "at the mode"),
        ("mirroring = { low = 0, mode = 0.01, high = 0.06 }", "within the prior"),
    ],
)
def test_a_scenario_that_breaks_the_bound_is_told_which(make_spec, written, where):
    spec = make_spec(more=f"[parameters.theatres]\n{written}\n")
    [note] = stability_notes(spec)
    assert "theatres.mirroring" in note
    assert "theatres.half_life" in note
    assert where in note


def shocked(spec, theatre=None, month="2022-06", after=36, parameters="default"):
    """Return a world of which a theatre jumps by three rungs, to some months later."""
    at = month_number(month) - month_number(spec.start)
    shock = [Event(month, "shock", "escalation", theatre, "add", 3.0)] if theatre else []
    spec = replace(spec, months=at + after + 1, events=(*spec.events, *shock))
    return simulate(spec, runs=100, parameters=parameters, record=["escalation", "regime"])


def gaps(calm, spec, theatre, month="2022-06", after=36, parameters="default"):
    """Return how far a theatre stays from its unshocked twin, the given months after +3.

    Also in which runs both stand under the same regime then.
    """
    other = shocked(spec, theatre, month, after, parameters)
    levels, regimes = (
        [side.data[name].sel(theatre=theatre).values[0] for side in (calm, other)]
        for name in ("escalation", "regime")
    )
    at = month_number(month) - month_number(spec.start)
    assert np.allclose((levels[1] - levels[0])[:, :at], 0.0)
    assert ((levels[1] - levels[0])[:, at] > 0).all()
    same = regimes[0][:, at + after] == regimes[1][:, at + after]
    return np.abs(levels[1] - levels[0])[:, at + after], same


def test_a_shock_of_three_rungs_to_a_quiet_world_is_gone_after_three_years(make_spec):
    quiet = make_spec("quiet", 42, 'information = "none"\n[switches]\nprovocation = false\n')
    calm = shocked(quiet)
    for theatre in THEATRES:
        gap, _ = gaps(calm, quiet, theatre)
        assert np.median(gap) < 0.5, theatre
        assert np.mean(gap < 0.5) > 0.9, theatre


@pytest.mark.one_in(3)
@pytest.mark.parametrize("parameters", ["default", "prior", "posterior"])
def test_a_shock_of_three_rungs_to_the_whole_world_is_gone_after_three_years_but_where_war_came(
    parameters,
):
    whole, when = load_scenario("baseline"), {"month": "2025-01", "parameters": parameters}
    calm = shocked(whole, **when)
    for theatre in THEATRES:
        gap, same = gaps(calm, whole, theatre, **when)
        assert np.median(gap) < 0.1, theatre
        assert np.mean(gap < 0.5) > 0.8, theatre
        assert np.mean(gap[same] < 0.5) > 0.97, theatre


@given(WORLDS, PRIORS)
def test_without_the_mechanism_acts_move_no_tension_and_what_events_added_fades(world, p):
    """A theatre's acts are still remembered by its front-line state."""
    after = play((let_tension_fade, spill_nothing), world, p)
    gap = world.escalation - world.resting_level
    assert np.allclose(after["escalation"] - world.resting_level, gap * 0.5 ** (1.0 / p.half_life))
    assert not after["spilled"].any()
    assert MECHANISM.absent["perception"] == (remember_provocation,)


def test_half_of_a_shock_is_gone_after_the_half_life():
    """CRI08, in a world without mirroring and noise."""
    world = World()
    calm = defaults(Theatres, mirroring=0.0, half_life=2.0)
    world.escalation[...] = world.rest_level + 1.0
    for _ in range(2):
        world.escalation[...] = moved(world, calm)
    assert np.allclose(world.escalation - world.rest_level, 0.5)


LEVELS = st.floats(0.0, 10.0)
RUNGS = st.floats(-20.0, 20.0)


@given(LEVELS, LEVELS, RUNGS)
def test_no_event_leaves_the_ladder_or_moves_against_its_sign(level, rest, rungs):
    moved = tension_after_event(np.array([level]), np.array([rest]), rungs)[0]
    assert 0.0 <= moved <= 10.0
    assert (moved - level) * rungs >= 0.0


@given(st.floats(1.0, 9.0), st.floats(-1.0, 1.0))
def test_from_rest_an_event_moves_what_it_says(rest, rungs):
    assert np.isclose(
        tension_after_event(np.array([rest]), np.array([rest]), rungs)[0], rest + rungs
    )


@given(st.floats(0.5, 8.5), st.floats(0.1, 5.0))
def test_the_higher_a_theatre_stands_the_less_a_shock_lifts_it(level, rungs):
    calm, hot = np.array([level]), np.array([level + 1.0])
    rest = np.array([3.0])
    assert (
        tension_after_event(hot, rest, rungs)[0] - hot[0]
        < tension_after_event(calm, rest, rungs)[0] - calm[0]
    )


def test_a_shock_of_four_rungs_at_high_intensity_war_is_no_nuclear_war():
    assert 8.0 < tension_after_event(np.array([8.0]), np.array([3.0]), 4.2)[0] < 9.5


def forced(last, now):
    """Return how far a calm theatre of Korea rises in a month of this force after that of last."""
    world = World()
    act = np.zeros_like(world.provocation)
    act[:, 1] = now
    world.provocation_felt[:, 1] = last
    before = world.escalation[0, 1]
    return (
        play(update_escalation, world, Theatres(), provocation=act, **QUIET)["escalation"][0, 1]
        - before
    )


def test_new_lethal_force_lifts_a_calm_theatre_by_a_rung_and_kept_up_by_little_more():
    assert forced(0.0, 1.5) >= 1.0
    assert 0.0 < forced(1.5, 1.5) < 0.3
    assert forced(1.5, 4.0) > 2.0


def test_tests_and_drills_shock_nobody():
    assert forced(0.0, 0.5) < 0.1
    assert forced(0.0, 0.5) == forced(0.5, 0.5)


def test_an_order_to_use_force_in_korea_lifts_tension_by_a_rung_that_fades():
    order = Order("PRK", "2022-03", "limited_force")
    calm = replace(load_scenario("baseline"), months=30, events=())
    levels = {}
    for name, orders in (("plain", ()), ("forced", (order,))):
        spec = replace(calm, orders=orders)
        levels[name] = simulate(spec, runs=20).data["escalation"].sel(theatre="korea")
    lift = (levels["forced"] - levels["plain"]).squeeze().mean("run")
    assert lift[2] >= 1.0
    assert lift[-1] < 0.3
