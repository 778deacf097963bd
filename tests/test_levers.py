"""Levers of the full world: none is dead, and none alone decides the order of theatres.

Here a sample of them; the proof of this name asks all.
"""

from dataclasses import replace

import numpy as np
import pytest

from multipolar.agents.foresight import believed
from multipolar.definition import SHIPPED
from multipolar.loading import load_scenario
from multipolar.measures import measure_all
from multipolar.model import MultipolarModel
from multipolar.model import multipolar_model as model_room
from multipolar.rules import SWITCHES, parameter_table
from multipolar.rules.sampling import draw_parameters
from multipolar.scenario import Event
from multipolar.world.roles import roles

TABLE = parameter_table()
NAMES = tuple(TABLE)
BASELINE = load_scenario("baseline")


def outcome(spec, runs, seed, **more):
    """Return every measure of a block, by name, shape (runs, months)."""
    model = MultipolarModel(spec, runs=runs, rng=seed, parameters="default", collect=False, **more)
    months = []

    def record(model):
        months.append({name: model.world.arrays[name].copy() for name in SHIPPED.recorded})

    model.run(record)
    data = {name: np.stack([month[name] for month in months], axis=1) for name in months[0]}
    return measure_all(data, model.world.roster)


def twice(parameter):
    """Return twice the default of a parameter, within its bounds."""
    return min(max(2.0 * parameter.default, parameter.minimum), parameter.maximum)


LUCKS = 32


def positions(names, values):
    """Return how parameters are drawn: defaults, but in each run of a group one is elsewhere.

    Of each of ``names`` one run after the other has one of its ``values``; the last run of a group
    has the defaults.
    """
    group = sum(len(some) for some in values) + 1

    def drawn(*arguments, **options):
        parameters, run = draw_parameters(*arguments, **options), 0
        for name, some in zip(names, values, strict=True):
            parameters[name] = parameters[name].copy()
            for value in some:
                parameters[name][run::group] = value
                run += 1
        return parameters

    return group, drawn


def shared_by(group):
    """Return luck that the runs of a group share."""
    return lambda luck, _draw: np.repeat(luck[: len(luck) // group], group, axis=0)


def reordered(part):
    """Return the parameters of a part of all that, doubled, reorder theatres clearly apart."""
    names = NAMES[part]
    group, drawn = positions(names, [[twice(TABLE[name])] for name in names])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model_room, "draw_parameters", drawn)
        model = MultipolarModel(
            replace(BASELINE, months=30),
            runs=LUCKS * group,
            rng=3,
            parameters="default",
            collect=False,
            luck=shared_by(group),
        )
        model.run()
    levels = model.world.escalation.reshape(LUCKS, group, -1)
    above = np.stack([np.subtract.outer(now, now) for now in np.median(levels, axis=0)])
    apart = above[-1] > 0.25
    assert apart.sum() >= 3, "the war stands apart from every other theatre"
    return [name for name, now in zip(names, above, strict=False) if (now[apart] <= 0).any()]


def test_doubling_any_one_parameter_never_reorders_theatres_that_stand_clearly_apart():
    assert reordered(slice(1, None, 6)) == []


def elsewhere(parameter):
    """Return two values within the parameter's bounds other than the default."""
    if parameter.free:
        return parameter.high, parameter.low
    if not parameter.default:
        return min(0.5, parameter.maximum), max(-0.5, parameter.minimum)
    if parameter.default == parameter.maximum:
        return parameter.minimum, 0.5 * parameter.default
    above, below = sorted((1.5 * parameter.default, 0.5 * parameter.default), reverse=True)
    return min(above, parameter.maximum), max(below, parameter.minimum)


def withdrawn(spec):
    """Return a world in which the offer to Iran is taken back at the end of 2028."""
    event = Event("2028-12", "offer_withdrawn", "relief_offer", "", "set", 0.0)
    return replace(spec, events=(*spec.events, event))


def with_designations(spec):
    """Return a world in which the sponsors designate traders from 2025 on."""
    event = Event("2025-01", "designations", "designation_budget", "RUS", "set", 2.0)
    return replace(spec, events=(*spec.events, event))


UNKNOWN = with_designations(load_scenario("author_2024", {"parameters.joining.noise": 1.0}))
"""What followed June 2024 is open: Congress decides, packages wait, and some join the measures."""

EXPERIMENTS = replace(
    load_scenario(
        "author_2024",
        {
            "parameters.foresight.weight": 1.0,
            "parameters.joining.noise": 1.0,
            "parameters.packages.side_payment": 20.0,
            "parameters.votes.contacts": 1.0,
            "without.events": ["veto_1718_panel"],
        },
    ),
    events=(
        *UNKNOWN.events,
        Event("2024-07", "great_offers", "western_offer", "all", "set", 5.0),
    ),
)
"""What is off, or too rare to be seen, is asked for: foresight in full, contacts that count, offers
that tempt to join, opponents of a package that nobody can pay, and a veto that nobody ordered."""

WORLDS = (
    UNKNOWN,
    load_scenario("d04_taiwan_quarantine", {"parameters.china.threshold": 0.7}),
    load_scenario("d06a_china_extracts"),
    load_scenario("d06b_china_props"),
    withdrawn(load_scenario("d08b_iran_bargain_linked")),
    load_scenario("d14_cease_fire", {"conflicts.provisions": 1.0}),
    BASELINE,
    EXPERIMENTS,
)
"""Worlds in which, together, every mechanism has something to do."""


FLOORS = {"barter.least_inputs", "endings.ambition"}
"""A floor that no shipped world reaches, and the weight of an aim that none of them moves."""

BLIND = {f"foresight.{role}" for role in roles() if role not in believed()}
"""Foresight of the states that believe nothing: no run told what follows from their actions."""


def unmoved(world, names, lucks):
    """Return the levers of which no position moves any measure, whatever the luck.

    A group of runs shares a luck: in two of them a lever is elsewhere, in the last one none is.
    """
    group, drawn = positions(names, [elsewhere(TABLE[name]) for name in names])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(model_room, "draw_parameters", drawn)
        found = outcome(world, lucks * group, seed=3, luck=shared_by(group))
    still = np.ones(len(names), dtype=bool)
    for series in found.values():
        runs = series.reshape(lucks, group, -1)
        other = (runs[:, :-1] != runs[:, -1:]) & ~(np.isnan(runs[:, :-1]) & np.isnan(runs[:, -1:]))
        still &= ~other.any(axis=(0, 2)).reshape(-1, 2).any(axis=1)
    return [name for name, dead in zip(names, still, strict=True) if dead]


def dead(part):
    """Return the parameters of a part of all that move no measure of any world."""
    still = [name for name in NAMES[part] if name not in FLOORS | BLIND]
    for lucks in (1, 32):
        for world in WORLDS:
            if still:
                still = unmoved(world, still, lucks)
    return still


def test_parameters_move_some_measure():
    assert dead(slice(1, None, 6)) == []


def moved(measures, usual):
    """Return the measures in which the first run differs from the usual one."""
    return [
        name
        for name, series in measures.items()
        if not np.array_equal(series[0], usual[name], equal_nan=True)
    ]


def idle(switches, world):
    """Return the switches that move no measure of a world, in one run."""
    usual = {name: series[0] for name, series in outcome(world, 1, 3).items()}
    off = [replace(world, switches={**world.switches, switch: False}) for switch in switches]
    return [
        switch
        for switch, other in zip(switches, off, strict=True)
        if not moved(outcome(other, 1, 3), usual)
    ]


def dead_switches(part):
    """Return the switches of a part of all that move no measure where all acts, or is unknown."""
    return idle(idle(tuple(SWITCHES)[part], BASELINE), UNKNOWN)


def test_switches_move_some_measure():
    assert dead_switches(slice(1, None, 4)) == []
