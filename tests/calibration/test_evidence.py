"""Evidence: what runs and the record say, and that nothing after June 2024 says anything."""

from dataclasses import replace

import numpy as np
import pytest

from multipolar import simulate
from multipolar.calibration import calibration_spec, gather_evidence
from multipolar.loading import load_scenario
from multipolar.record import CUT, paths_of
from multipolar.record import tables as record_tables
from multipolar.scenario.spec import Event


@pytest.fixture(scope="module")
def paths(spec):
    return paths_of(simulate(spec, runs=6, seed=4, parameters="prior"))


def test_runs_and_the_record_speak_of_the_same_things(evidence, paths):
    said = evidence.of(paths)
    assert list(said) == list(evidence.record)
    assert all(value.shape == (6,) and np.isfinite(value).all() for value in said.values())


def test_every_target_series_and_most_facts_are_heard(evidence):
    names = set(evidence.record)
    for series in record_tables.targets():
        assert any(name.startswith(f"{series.series} 20") for name in names), series.series
    assert len({n.split()[0] for n in names if n.startswith("C-")}) >= 20


def test_what_a_run_says_does_not_depend_on_its_block(evidence, spec, paths):
    whole = evidence.of(paths)
    later = simulate(spec, runs=6, seed=4, parameters="prior", block=2)
    blocks = evidence.of(paths_of(later))
    assert all(np.array_equal(blocks[name], value) for name, value in whole.items())
    part = replace(paths, data={name: paths[name][3:] for name in paths.data})
    for name, value in evidence.of(part, first_run=3).items():
        assert np.array_equal(value, whole[name][3:]), name


def test_the_calibration_ends_with_june_2024_and_knows_no_later_event():
    baseline = load_scenario("baseline")
    spec = calibration_spec(baseline)
    assert spec.end == CUT == "2024-06"
    assert all(event.month <= CUT for event in spec.events)
    later = Event("2024-07", "shock", "escalation", "korea", "add", 3.0)
    assert calibration_spec(replace(baseline, events=(*baseline.events, later))) == spec


def test_no_figure_after_june_2024_moves_what_the_record_says(spec, paths, monkeypatch):
    before = gather_evidence(paths)
    known = record_tables._periods()
    spoiled = {
        name: tuple(replace(p, value=p.value * 9.0 + 5.0) if p.last > CUT else p for p in periods)
        for name, periods in known.items()
    }
    assert spoiled != known, "there is something to spoil"
    monkeypatch.setattr(record_tables, "_periods", lambda: spoiled)
    after = gather_evidence(paths)
    assert after.record == before.record
    assert [(o.scale, o.offset, o.spread) for o in after.observations] == [
        (o.scale, o.offset, o.spread) for o in before.observations
    ]


def test_no_check_that_reads_a_later_month_is_heard(evidence):
    for check in record_tables.checks():
        if max(*check.window, *check.base, "2000-01") > CUT:
            assert check.id not in evidence.record


def test_levels_that_are_fitted_say_nothing(evidence, paths):
    [aid] = [o for o in evidence.observations if o.series.series == "aid_europe"]
    louder = replace(evidence, observations=(replace(aid, scale=aid.scale * 3.0),))
    as_loud = replace(evidence, observations=(aid,))
    plain = as_loud.of(paths)
    for name, value in louder.of(paths).items():
        assert value == pytest.approx(plain[name], abs=1e-9), name
