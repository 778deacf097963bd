"""Results with made-up paths: what is drawn does not change when a rule does."""

import dataclasses

import numpy as np
import pytest

SEED = 7
RUNS = 6
MONTHS = 30
STAGES = np.array([0.0, 0.25, 0.5, 1.0])
ARMS = {"fire_russia": 1.0, "shipments": 0.5, "goods": 0.4, "aid_arriving": 0.04, "dual_use": 3.0}
"""Largest value of what may be far larger in the attribute table."""


@pytest.fixture(scope="session")
def drawn():
    """Six runs of thirty months whose paths are waves."""
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario
    from multipolar.scenario import Event

    events = (
        Event("2022-06", "clash", "escalation", "korea", "add", 1.5),
        Event("2023-02", "truce", "escalation", "korea", "add", -0.5),
        Event("2023-04", "raid", "escalation", "korea", "add", 2.0),
    )
    spec = dataclasses.replace(
        load_scenario("baseline"), name="drawn", title="Drawn", months=MONTHS, events=events
    )
    results = simulate(spec, runs=RUNS, seed=SEED)
    return waved(results)


def waved(results):
    """Return the results with waves in the place of what the rules gave."""
    from multipolar.world import attributes

    results.data = results.data.assign(
        {
            name: (array.dims, wave(name, attributes()[name], array.shape).astype(np.float32))
            for name, array in results.data.items()
            if name in attributes()
        }
    )
    return results


@pytest.fixture(scope="session")
def waves_beside_the_record():
    """Six runs over the months of the record whose paths are waves."""
    from multipolar.ensemble import simulate
    from multipolar.loading import load_scenario
    from multipolar.record import paths_of, record_specs

    record, _ = record_specs(load_scenario("baseline"))
    return paths_of(waved(simulate(record, runs=RUNS, seed=SEED)))


def wave(name, attribute, shape):
    """Return a path for an attribute, shape (scenario, run, month, …), inside its bounds."""
    _, runs, months, *rest = shape
    run = np.arange(runs)[:, None, None]
    month = np.arange(months)[None, :, None]
    place = np.arange(int(np.prod(rest, dtype=int)))[None, None, :]
    phase = sum(map(ord, name))
    height = (
        0.5 + 0.33 * np.sin(0.2 * month + 0.9 * place + phase) + 0.12 * np.cos(1.7 * run + place)
    )
    high = min(ARMS.get(name, attribute.high), 20.0)
    values = np.maximum(attribute.low, -20.0) + (high - max(attribute.low, -20.0)) * height
    if attribute.unit == "code":
        values = np.round(values)
    if name == "concession":
        values = STAGES[np.clip((4 * height).astype(int), 0, 3)]
    values = values.reshape(1, runs, months, *rest)
    return values / values.sum(axis=-1, keepdims=True) if name == "attention" else values
