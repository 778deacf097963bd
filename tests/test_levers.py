"""Levers of the full world: none is dead, and none alone decides the order of theatres."""

from dataclasses import replace

import numpy as np

from multipolar.ensemble.blocks import recorded_attributes
from multipolar.loading import load_scenario
from multipolar.measures import measure_all
from multipolar.model import MultipolarModel
from multipolar.model import multipolar_model as model_room
from multipolar.rules import SWITCHES, parameter_table
from multipolar.rules.sampling import draw_parameters
from multipolar.scenario import Prior

TABLE = parameter_table()
NAMES = tuple(TABLE)
BASELINE = load_scenario("baseline")


class SameLuck(MultipolarModel):
    """Every run of the block meets the luck of the first."""

    def _draw(self, draw, month):
        luck = super()._draw(draw, month)
        return np.repeat(luck[:1], len(luck), axis=0)


def outcome(spec, runs, seed, kind=MultipolarModel):
    """Return every measure of a block, by name, shape (runs, months)."""
    model = kind(spec, runs=runs, rng=seed, parameters="default", collect=False)
    months = []

    def record(model):
        months.append({name: model.world.arrays[name].copy() for name in recorded_attributes()})

    model.run(record)
    data = {name: np.stack([month[name] for month in months], axis=1) for name in months[0]}
    return measure_all(data, model.world.roster)


def twice(parameter):
    """Return twice the default of a parameter, within its bounds."""
    return min(max(2.0 * parameter.default, parameter.minimum), parameter.maximum)


LUCKS = 32


class FewLucks(MultipolarModel):
    """As many runs meet the same luck as there are parameters and one more."""

    def _draw(self, draw, month):
        return np.repeat(super()._draw(draw, month)[:LUCKS], len(NAMES) + 1, axis=0)


def one_doubled_each(*arguments, **options):
    """Return default parameters, but in run i parameter i is doubled; the last run has none."""
    drawn = draw_parameters(*arguments, **options)
    for run, name in enumerate(NAMES):
        drawn[name] = drawn[name].copy()
        drawn[name][run :: len(NAMES) + 1] = twice(TABLE[name])
    return drawn


def test_doubling_any_one_parameter_never_reorders_theatres_that_stand_clearly_apart(monkeypatch):
    monkeypatch.setattr(model_room, "draw_parameters", one_doubled_each)
    spec = replace(BASELINE, months=30)
    model = FewLucks(
        spec, runs=LUCKS * (len(NAMES) + 1), rng=3, parameters="default", collect=False
    )
    model.run()
    levels = model.world.escalation.reshape(LUCKS, len(NAMES) + 1, -1)
    above = np.stack([np.subtract.outer(now, now) for now in np.median(levels, axis=0)])
    apart = above[-1] > 0.25
    assert apart.sum() >= 5
    reordered = [name for name, now in zip(NAMES, above, strict=False) if (now[apart] <= 0).any()]
    assert reordered == []


def elsewhere(parameter):
    """Return a value within the parameter's bounds, away from the default."""
    if parameter.free:
        far_high = parameter.high - parameter.default > parameter.default - parameter.low
        return parameter.high if far_high else parameter.low
    larger = 1.5 * parameter.default if parameter.default else 0.5
    if parameter.minimum <= larger <= parameter.maximum:
        return larger
    return max(parameter.minimum, 0.5 * parameter.default)


def one_lever_each(*arguments, **options):
    """Return default parameters, but in run i parameter i is elsewhere; the last run has none."""
    drawn = draw_parameters(*arguments, **options)
    for run, name in enumerate(NAMES):
        drawn[name] = drawn[name].copy()
        drawn[name][run] = elsewhere(TABLE[name])
    return drawn


def moved(measures, run, usual):
    """Return the measures in which a run differs from the usual one."""
    return [
        name
        for name, series in measures.items()
        if not np.array_equal(series[run], usual[name], equal_nan=True)
    ]


def test_every_parameter_moves_some_measure(monkeypatch):
    monkeypatch.setattr(model_room, "draw_parameters", one_lever_each)
    measures = outcome(BASELINE, len(NAMES) + 1, seed=3, kind=SameLuck)
    usual = {name: series[-1] for name, series in measures.items()}
    still = [name for run, name in enumerate(NAMES) if not moved(measures, run, usual)]
    monkeypatch.undo()
    assert not (dead := [name for name in still if not moves_rarely(name)]), dead


def moves_rarely(name):
    """Return whether a lever of rare events moves some of many runs."""
    value = elsewhere(TABLE[name])
    changed = replace(BASELINE, parameters={name: Prior(value, value, value)})
    usual, now = (outcome(spec, 128, seed=3) for spec in (BASELINE, changed))
    return any(not np.array_equal(usual[m], now[m], equal_nan=True) for m in usual)


def test_every_switch_moves_some_measure():
    usual = {name: series[0] for name, series in outcome(BASELINE, 1, 3).items()}
    dead = [
        switch
        for switch in SWITCHES
        if not moved(
            outcome(replace(BASELINE, switches={**BASELINE.switches, switch: False}), 1, 3),
            0,
            usual,
        )
    ]
    assert dead == []
