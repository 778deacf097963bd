"""Sabotage, terror and nuclear threats: claim C42."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy.stats import poisson as exact

from multipolar.rules.blackmail import (
    MECHANISM,
    MOST_ACTS,
    Blackmail,
    count_sabotage,
    poisson,
    voice_nuclear_threat,
    wear_out_threats,
)
from multipolar.world import World
from playing import WORLDS, assert_in_bounds, play, some_parameters

THREATS = (voice_nuclear_threat, wear_out_threats)

PRIORS = some_parameters(Blackmail)
UNIFORM = st.floats(0.0, 1.0, exclude_max=True)


def threats(world, p, acts=0.5, luck=0.5, **changed):
    """Return what the month brings with this luck of sabotage and this luck of threats."""
    counted = play(count_sabotage, world, p, luck=np.full((world.runs, 5), acts), **changed)
    return counted | play(THREATS, world, p, luck=np.full((world.runs, 4), luck), **changed)


@given(WORLDS, PRIORS, UNIFORM, UNIFORM)
def test_acts_signals_and_credibility_stay_in_bounds(world, p, acts, luck):
    assert_in_bounds(threats(world, p, acts, luck))


@given(WORLDS, PRIORS, UNIFORM)
def test_support_and_nerve_bring_more_acts(world, p, acts):
    base = threats(world, p, acts)["hybrid"]
    helped = threats(world, p, acts, aid_delivered=world.aid_delivered + 0.5)["hybrid"]
    bold = threats(world, p, acts, emboldenment=np.ones_like(world.emboldenment))["hybrid"]
    assert (helped >= base).all()
    assert (bold >= base).all()


@given(WORLDS, PRIORS, UNIFORM)
def test_only_those_with_an_arsenal_threaten_with_it(world, p, luck):
    signal = threats(world, p, luck=luck)["nuclear_signal"]
    assert np.isin(signal, (0.0, 1.0)).all()
    assert not signal[:, world.arsenal == 0.0].any()
    assert threats(world, p, luck=0.0)["nuclear_signal"][:, world.arsenal > 0.0].all()


@given(WORLDS, PRIORS, UNIFORM)
def test_nerve_and_tension_never_silence_a_threat(world, p, luck):
    base = threats(world, p, luck=luck)["nuclear_signal"]
    bold = threats(world, p, luck=luck, emboldenment=np.ones_like(world.emboldenment))
    tense = threats(world, p, luck=luck, escalation=np.full_like(world.escalation, 10.0))
    assert (bold["nuclear_signal"] >= base).all()
    assert (tense["nuclear_signal"] >= base).all()


@given(WORLDS, PRIORS)
def test_a_threat_not_carried_out_wears_and_silence_restores(world, p):
    loud = threats(world, p, luck=0.0)["threat_credibility"]
    quiet = threats(world, p, luck=1.0)["threat_credibility"]
    assert (quiet >= world.threat_credibility).all()
    worn = Blackmail().empty_threat[:, 0] * world.threat_credibility
    assert np.allclose(loud, worn + 0.005 * (1.0 - worn))


def test_the_arsenals_are_those_of_russia_north_korea_and_china():
    assert World().arsenal.tolist() == [1.0, 1.0, 1.0, 0.0]


@pytest.mark.parametrize("rate", [0.0, 0.4, 2.8, 9.0])
def test_counts_are_the_inverse_of_the_poisson_distribution(rate):
    luck = (np.arange(20_000) + 0.5) / 20_000
    counts = poisson(np.full(20_000, rate), luck)
    assert np.array_equal(counts, np.maximum(0.0, exact.ppf(luck, rate)))


@given(st.floats(0.0, 200.0), UNIFORM, UNIFORM)
def test_counts_rise_with_luck_and_end_at_their_limit(rate, one_luck, other_luck):
    low, high = sorted((one_luck, other_luck))
    few, many = poisson(np.full(2, rate), np.array([low, high]))
    assert 0 <= few <= many <= MOST_ACTS


@given(WORLDS, PRIORS)
def test_without_the_mechanism_nothing_happens_and_threats_are_believed_again(world, p):
    after = play(MECHANISM.absent["outcomes"], world, p)
    assert not after["hybrid"].any()
    assert not after["nuclear_signal"].any()
    assert (after["threat_credibility"] >= world.threat_credibility).all()


def test_support_at_the_average_brings_four_times_the_acts_of_none():
    """CRI14: 3 acts in 2022, 12 in 2023."""
    acts = []
    for support in (0.0, 1.0):
        world = World()
        world.aid_delivered[...] = support
        lucks = (np.arange(2000) + 0.5) / 2000
        acts.append(np.mean([threats(world, Blackmail(), acts=u)["hybrid"][0] for u in lucks]))
    assert np.isclose(12.0 * acts[0], 3.0, atol=0.1)
    assert np.isclose(12.0 * acts[1], 12.0, atol=0.2)


def test_the_default_rates_give_the_acts_of_2023():
    world = World()
    world.aid_delivered[...] = 1.0
    rates = []
    for luck in (np.arange(2000) + 0.5) / 2000:
        rates.append(threats(world, Blackmail(), acts=luck)["hybrid"][0])
    assert 0.5 < np.mean(rates) < 3.0
