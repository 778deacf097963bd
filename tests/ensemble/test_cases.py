"""Cases: every scenario at every point, with the same luck, kept apart."""

import json
from dataclasses import replace

import numpy as np
import pytest

from comparing import plain
from multipolar.ensemble import (
    DesignError,
    StoreError,
    make_cases,
    make_points,
    open_results,
    parse_sweep,
    simulate,
)
from multipolar.loading import load_scenario
from multipolar.scenario import ScenarioError

MIRRORING = "parameters.theatres.mirroring"
SHORT = {"months": 3}
FEW = ("escalation", "leakage")


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Two scenarios at four points, in a directory."""
    points = make_points([parse_sweep("theatres.mirroring=0,0.02"), parse_sweep("months=3")])
    points += make_points([parse_sweep("theatres.mirroring=0.01"), parse_sweep("months=3")])
    cases = make_cases(["baseline", "placebo"], points, {"switches.china": False})
    folder = tmp_path_factory.mktemp("batch") / "r"
    simulate(cases, runs=3, block=2, out=folder, settings={"switches.china": False}, record=FEW)
    return open_results(folder)


def test_each_scenario_meets_each_point_under_a_name_of_its_own(swept):
    names = [f"{name}@{number}" for name in ("baseline", "placebo") for number in (1, 2, 3)]
    assert list(swept.scenarios) == names
    assert swept.cases.columns.tolist() == ["scenario", "base", MIRRORING, "months"]
    assert swept.cases[MIRRORING].tolist() == [0.0, 0.02, 0.01] * 2
    assert swept.cases["base"].tolist() == ["baseline"] * 3 + ["placebo"] * 3


def test_titles_say_what_varies(swept):
    assert [spec.title for spec in swept.specs[:2]] == [
        "Baseline: theatres.mirroring = 0, months = 3",
        "Baseline: theatres.mirroring = 0.02, months = 3",
    ]


def test_settings_hold_in_every_case_and_are_no_column(swept):
    assert all(spec.switches["china"] is False for spec in swept.specs)
    assert "switches.china" not in swept.cases


def test_the_table_of_runs_says_what_varied(swept):
    frame = swept.to_frame()
    assert len(frame) == 6 * 3
    assert frame.columns[:5].tolist() == ["scenario", "base", MIRRORING, "months", "run"]
    assert (frame[MIRRORING] == frame["theatres.mirroring"]).all()
    assert frame["run"].tolist() == [0, 1, 2] * 6


def test_what_varied_stands_beside_the_scenarios_of_the_dataset(swept):
    assert swept.data[MIRRORING].dims == ("scenario",)
    chosen = swept.data.where(swept.data[MIRRORING] == 0.02, drop=True)
    assert chosen["scenario"].values.tolist() == ["baseline@2", "placebo@2"]


def test_points_meet_the_same_parameters_but_for_what_is_swept(swept):
    frame = swept.to_frame().drop(columns=["theatres.mirroring"])
    names = [n for n in swept.manifest.labels["parameter"] if n != "theatres.mirroring"]
    first = frame[frame["scenario"] == "baseline@1"][names].to_numpy()
    for scenario in swept.scenarios:
        assert np.array_equal(frame[frame["scenario"] == scenario][names].to_numpy(), first)


def test_a_point_is_the_scenario_changed_so(swept):
    changes = {"theatres.mirroring": 0.02, "switches.china": False, **SHORT}
    [case] = make_cases(["baseline"], settings=changes)
    alone = plain(simulate(case, runs=3, record=FEW))
    for name, array in alone.data_vars.items():
        inside = plain(swept)[name].values[1]
        assert np.array_equal(inside, array.values[0], equal_nan=True), name


def test_a_setting_alone_keeps_the_name():
    [case] = make_cases(["baseline"], settings=SHORT)
    assert case.spec.name == case.scenario == "baseline"
    assert case.varied == {}


def test_a_key_that_is_both_set_and_swept_is_refused():
    with pytest.raises(DesignError, match=f"{MIRRORING}: both set and swept"):
        make_cases(["baseline"], [{MIRRORING: 0}], {"theatres.mirroring": 0})


def test_a_wrong_value_of_many_points_is_told_once():
    points = make_points([parse_sweep("theatres.mirroring=0:9:4"), parse_sweep("months=3,4")])
    with pytest.raises(ScenarioError) as caught:
        make_cases(["baseline"], points)
    assert [problem.value for problem in caught.value.problems] == ["3.0", "6.0", "9.0"]


def test_scenarios_of_one_name_are_refused():
    with pytest.raises(StoreError, match="several scenarios are called baseline"):
        simulate(make_cases(["baseline", "baseline"], settings=SHORT), runs=1)


def test_scenarios_of_one_name_run_together_once_one_has_another():
    spec = load_scenario("baseline", SHORT)
    with pytest.raises(StoreError, match=r"dataclasses\.replace.*name="):
        simulate([spec, spec], runs=1)
    both = simulate([spec, replace(spec, name="twin")], runs=1)
    assert both.scenarios == ("baseline", "twin")


def test_months_cannot_be_swept():
    cases = make_cases(["baseline"], [{"months": 2}, {"months": 3}])
    with pytest.raises(StoreError, match="must share start, months"):
        simulate(cases, runs=1)


def test_the_manifest_keeps_the_cases_and_settings(swept):
    manifest = json.loads((swept.folder / "manifest.json").read_text())
    assert manifest["settings"] == {"switches.china": False}
    assert manifest["cases"][1]["varied"] == {MIRRORING: 0.02, "months": 3}
    assert [case["digest"] for case in manifest["cases"]] == [s.digest for s in swept.specs]
    assert manifest["done"] == [[2, 1]] * 6
