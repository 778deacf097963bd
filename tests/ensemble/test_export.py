"""Exports: every number and its unit, the same in every format."""

import json
import re

import numpy as np
import pandas as pd
import pytest
import xarray as xr

from multipolar.ensemble import StoreError, make_cases, open_results, simulate
from multipolar.ensemble.cf import UNITS
from multipolar.ensemble.export import export
from multipolar.measures import MEASURES
from multipolar.world import attributes

MIRRORING = "parameters.theatres.mirroring"
RANGE = {"low": 0.0, "mode": 0.01, "high": 0.02}
MEASURED = ["escalation_korea", "cost_RUS"]


@pytest.fixture(scope="module")
def swept(tmp_path_factory):
    """Scenario at two points, five runs in three blocks."""
    cases = make_cases(["baseline"], [{MIRRORING: 0.0}, {MIRRORING: 0.02}], {"months": 3})
    folder = tmp_path_factory.mktemp("export") / "r"
    simulate(cases, runs=5, block=2, out=folder)
    return open_results(folder)


READ = {"csv": pd.read_csv, "parquet": pd.read_parquet}


@pytest.mark.parametrize("to", READ)
def test_tables_are_long_and_hold_every_number_with_its_unit(swept, tmp_path, to):
    files = export(swept, to, tmp_path / "x", measures=MEASURED, trajectories=["leakage"])
    names = ("columns", "leakage", "measures", "runs")
    assert [file.name for file in files] == [f"{name}.{to}" for name in names]
    columns, leakage, measures, runs = (READ[to](file) for file in files)

    head = ["scenario", "base", MIRRORING]
    assert measures.columns.tolist() == [*head, "run", "month", "measure", "unit", "value"]
    assert len(measures) == 2 * 5 * 3 * len(MEASURED)
    for scenario in swept.scenarios:
        for name in MEASURED:
            chosen = (measures["scenario"] == scenario) & (measures["measure"] == name)
            rows = measures[chosen].pivot(index="run", columns="month", values="value")
            assert np.array_equal(rows.to_numpy(), swept.measure(name, scenario).values)
            assert set(measures[chosen]["unit"]) == {MEASURES[name].unit}

    pd.testing.assert_frame_equal(
        runs, swept.to_frame(), check_dtype=False, check_exact=to == "parquet", rtol=1e-15
    )
    known = columns.set_index("column")["unit"].fillna("")
    assert known["cost_RUS"] == "pp/year"
    assert known["theatres.mirroring"] == "1/month"
    assert set(runs.columns) <= set(known.index)

    assert leakage.columns.tolist() == [*head, "run", "month", "target", "product", "unit", "value"]
    row = leakage.query("scenario == 'baseline@2' and run == 3 and month == '2022-02'")
    row = row.query("target == 'PRK' and product == 'energy'")
    place = {"scenario": "baseline@2", "month": "2022-02", "target": "PRK", "product": "energy"}
    assert row["value"].tolist() == pytest.approx([float(swept.select("leakage", **place)[3])])


@pytest.mark.parametrize("to", READ)
def test_points_of_which_some_are_whole_numbers_share_one_column(tmp_path, to):
    cases = make_cases(["baseline"], [{MIRRORING: 0}, {MIRRORING: 0.01}], {"months": 3})
    results = simulate(cases, runs=2, out=tmp_path / "r")
    for file in export(results, to, tmp_path / "x", measures=MEASURED):
        if file.stem != "columns":
            assert sorted(READ[to](file)[MIRRORING].unique()) == [0.0, 0.01]


OPEN = {
    "netcdf": lambda folder: xr.open_dataset(folder / "results.nc", engine="h5netcdf"),
    "zarr": lambda folder: xr.open_zarr(folder / "results.zarr"),
}


@pytest.mark.parametrize("to", OPEN)
def test_arrays_hold_the_same_with_labels_and_units(swept, tmp_path, to):
    asked = {"measures": [*MEASURED, "gains"], "trajectories": ["leakage", "gains"]}
    export(swept, to, tmp_path / "x", **asked)
    with OPEN[to](tmp_path / "x") as data:
        assert data["parameters_theatres_mirroring"].values.tolist() == [0.0, 0.02]
        for name in MEASURED:
            assert data[name].dims == ("scenario", "run", "time")
            assert data[name].attrs["unit_in_words"] == MEASURES[name].unit
            for number, scenario in enumerate(swept.scenarios):
                values = swept.measure(name, scenario).values
                assert np.array_equal(data[name].values[number], values)
        for name in ("leakage", "parameters", "outcomes"):
            assert np.array_equal(data[name].values, swept.data[name].values, equal_nan=True)
        assert np.array_equal(data["gains_attribute"].values, swept.data["gains"].values)
        assert data["parameter_unit"].sel(parameter="theatres.mirroring") == "1/month"
        assert data["measure_unit"].sel(measure="cost_RUS") == "pp/year"
        assert data.attrs["seed"] == 1


@pytest.mark.parametrize("to", OPEN)
def test_arrays_follow_the_climate_and_forecast_conventions(swept, tmp_path, to):
    export(swept, to, tmp_path / "x", measures=MEASURED, trajectories=["leakage"])
    with OPEN[to](tmp_path / "x") as data:
        assert data.attrs["Conventions"].startswith("CF-1.")
        assert all(re.fullmatch("[A-Za-z][A-Za-z0-9_]*", str(name)) for name in data.variables)
        time = data["time"]
        assert np.issubdtype(time.dtype, np.datetime64)
        assert (time.attrs["standard_name"], time.attrs["axis"]) == ("time", "T")
        by_year = data["cost_RUS"].groupby("time.year").mean()
        assert by_year["year"].values.tolist() == [2022]
        assert data["cost_RUS"].groupby("time.month").mean().sizes["month"] == 3
        assert data["cost_RUS"].sel(time="2022-02").sizes["time"] == 1
        assert data["cost_RUS"].attrs["units"] == "percent year-1"
        assert data["escalation_korea"].attrs["units"] == "1"


def test_every_unit_of_the_model_is_one_that_programs_know():
    words = {measure.unit for measure in MEASURES.values()}
    words |= {row.unit for row in attributes().values() if row.recorded}
    pure = {"rung", "share", "index", "stage", "ratio", "count", "states", "points", "code"}
    assert words - set(UNITS) <= pure | {"level", "log", "log odds", "1"}


def test_points_of_different_kinds_share_one_column_of_texts(tmp_path):
    cases = make_cases(["baseline"], [{MIRRORING: 0.01}, {MIRRORING: RANGE}], {"months": 3})
    results = simulate(cases, runs=2, out=tmp_path / "r", record=())
    for to in READ:
        export(results, to, tmp_path / to)
        table = READ[to](tmp_path / to / f"runs.{to}")
        assert table[MIRRORING].astype(str).unique().tolist() == ["0.01", json.dumps(RANGE)]
    export(results, "netcdf", tmp_path / "netcdf")


def test_the_headline_measures_are_written_by_default(swept, tmp_path):
    export(swept, "csv", tmp_path / "x")
    written = set(pd.read_csv(tmp_path / "x" / "measures.csv")["measure"])
    assert written == {m.name for m in MEASURES.values() if m.headline}


@pytest.mark.parametrize("to", ["csv", "parquet", "netcdf", "zarr"])
def test_a_place_that_is_taken_is_refused_and_stays(swept, tmp_path, to):
    (tmp_path / "x").mkdir()
    (tmp_path / "x" / "letter.txt").write_text("dear reader")
    with pytest.raises(StoreError, match="exists and holds something"):
        export(swept, to, tmp_path / "x")
    assert [path.name for path in (tmp_path / "x").iterdir()] == ["letter.txt"]


def test_what_cannot_be_written_is_told_and_nothing_half_is_left(swept, tmp_path, monkeypatch):
    def full(*_, **__):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(pd.DataFrame, "to_csv", full)
    with pytest.raises(StoreError, match=r"No space left.*--out"):
        export(swept, "csv", tmp_path / "x")
    assert not (tmp_path / "x").exists()
    monkeypatch.undo()
    export(swept, "csv", tmp_path / "x", measures=MEASURED)
    assert [path.name for path in tmp_path.iterdir()] == ["x"]


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"measures": ["escalation_corea"]}, "Did you mean 'escalation_korea'"),
        ({"trajectories": ["leakag"]}, "Did you mean 'leakage'"),
    ],
)
def test_what_is_not_there_is_named_before_anything_is_written(swept, tmp_path, asked, said):
    with pytest.raises(KeyError, match=said):
        export(swept, "csv", tmp_path / "x", **asked)
    assert not (tmp_path / "x").exists()


def test_without_pyarrow_the_error_says_what_to_install(swept, tmp_path, monkeypatch):
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    with pytest.raises(StoreError, match=r"pip install 'multipolar\[parquet\]'"):
        export(swept, "parquet", tmp_path / "x")
