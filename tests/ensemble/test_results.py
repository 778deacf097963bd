"""Results: selected by label, measured block by block, as tables with units."""

import numpy as np
import pytest

from multipolar.arguments import ArgumentError
from multipolar.ensemble import open_results, simulate
from multipolar.measures import GROUPS, MEASURES
from multipolar.quantiles import quantiles_over_runs


@pytest.fixture(scope="module")
def stored(short, tmp_path_factory):
    """Seven runs of the short baseline in three blocks, on disk."""
    folder = tmp_path_factory.mktemp("results") / "r"
    simulate(short, runs=7, seed=5, block=3, out=folder)
    return open_results(folder)


def test_trajectories_are_selected_by_scenario_month_and_place(stored):
    korea = stored.select(
        "escalation", scenario="short", theatre="korea", month=slice("2022-03", "2022-05")
    )
    assert korea.dims == ("run", "month")
    assert korea["month"].values.tolist() == ["2022-03", "2022-04", "2022-05"]
    assert korea.attrs["units"] == "rung"
    whole = stored.data["escalation"].values
    assert np.array_equal(korea.values, whole[0, :, 2:5, 1])


def test_states_targets_and_products_are_selected_too(stored):
    leakage = stored.select("leakage", target=["RUS", "PRK"], product="strategic")
    assert leakage.dims == ("scenario", "run", "month", "target")
    assert leakage["target"].values.tolist() == ["RUS", "PRK"]
    assert stored.select("loyalty", state="ARM").dims == ("scenario", "run", "month")
    assert stored.select("emboldenment", state=["PRK"]).shape[-1] == 1


def test_runs_are_selected_by_number(stored):
    whole = stored.data["escalation"].values
    for asked, places in (
        (0, 0),
        (np.int64(6), 6),
        ([5, 1], [5, 1]),
        (slice(2, 4), slice(2, 5)),
        (slice(None, None, 3), slice(None, None, 3)),
    ):
        found = stored.select("escalation", run=asked)
        assert np.array_equal(found.values, whole[:, places]), asked
    assert stored.select("escalation", run=[5, 1])["run"].values.tolist() == [5, 1]


def test_nothing_is_read_before_it_is_asked_for(short, tmp_path):
    simulate(short, runs=2, record=["escalation"], out=tmp_path / "r")
    for chunk in (tmp_path / "r" / "results.zarr" / "escalation" / "c").rglob("0/0"):
        if chunk.is_file():
            content = bytearray(chunk.read_bytes())
            content[len(content) // 2] ^= 1
            chunk.write_bytes(content)
    chosen = open_results(tmp_path / "r").select("escalation", theatre="korea")
    assert chosen.shape == (1, 2, 18)
    with pytest.raises(ValueError, match="checksum"):
        _ = chosen.values


@pytest.mark.parametrize(
    ("name", "labels", "said"),
    [
        ("escalaton", {}, "Did you mean 'escalation'"),
        ("parameters", {}, "no recorded attribute 'parameters'"),
        ("escalation", {"theater": "korea"}, "Did you mean 'theatre'"),
        ("escalation", {"state": "PRK"}, "no axis 'state'"),
        ("escalation", {"theatre": "corea"}, "Did you mean 'korea'"),
        ("escalation", {"theatre": ["korea", "taiwn"]}, "Did you mean 'taiwan'"),
        ("escalation", {"month": slice("2022-01", "2031-01")}, "no month '2031-01'"),
        ("escalation", {"scenario": "shrt"}, "Did you mean 'short'"),
    ],
)
def test_a_selection_of_what_is_not_there_names_the_nearest(stored, name, labels, said):
    with pytest.raises(KeyError, match=said):
        stored.select(name, **labels)


@pytest.mark.parametrize(
    ("labels", "said"),
    [
        ({"run": 7}, "run is 7; allowed: a whole number from 0 to 6"),
        ({"run": -1}, "run is -1; allowed"),
        ({"run": "0"}, "run is '0'; allowed"),
        ({"run": [0, True]}, "run is True; allowed"),
        ({"month": 5}, "no month 5"),
        ({"month": slice("2023-01", "2022-03")}, "a span from 2023-01 to 2022-03; allowed: one"),
        ({"run": slice(3, 1)}, "run is a span from 3 to 1; allowed: .* from 0 to 6"),
        ({"month": slice("2022-01", None, -1)}, "step of month is -1; allowed"),
    ],
)
def test_a_selection_that_cannot_be_meant_is_told_what_is_allowed(stored, labels, said):
    with pytest.raises(ArgumentError, match=said):
        stored.select("escalation", **labels)


@pytest.mark.one_in(3)
@pytest.mark.parametrize("group", GROUPS)
def test_measures_do_not_depend_on_the_blocks_they_are_read_in(stored, small, group):
    for name in (name for name, measure in MEASURES.items() if measure.group == group):
        ours, theirs = stored.measure(name).values, small.measure(name).values
        assert np.array_equal(ours, theirs, equal_nan=True), name


def test_months_of_a_measure_can_be_picked(stored):
    whole = stored.measure("escalation_korea")
    some = stored.measure("escalation_korea", months=["2022-02", "2023-06"])
    assert np.array_equal(some.values, whole.values[:, [1, 17]])
    with pytest.raises(KeyError, match="no month '2040-01'"):
        stored.measure("escalation_korea", months=["2040-01"])


def test_the_table_of_quantiles_is_long_with_units(stored):
    table = stored.quantile_table(["escalation_korea", "cost_RUS"], months=["2022-02", "2023-06"])
    assert table.columns.tolist() == [
        *("scenario", "measure", "unit", "month"),
        *("q05", "q50", "q95"),
    ]
    assert table["unit"].tolist() == ["rung", "rung", "pp/year", "pp/year"]
    values = stored.measure("escalation_korea").values[:, 1]
    found = table.iloc[0][["q05", "q50", "q95"]].tolist()
    assert found == np.quantile(values, [0.05, 0.5, 0.95]).tolist()


def test_the_table_of_quantiles_has_every_headline_measure_and_month(stored):
    headline = sum(measure.headline for measure in MEASURES.values())
    assert len(stored.quantile_table(q=[0.5])) == headline * 18


def test_what_has_not_happened_lies_beyond_any_number():
    values = np.array([[1.0, np.nan], [2.0, np.nan], [3.0, 4.0], [5.0, 6.0]])
    found = quantiles_over_runs(values, [0.25, 0.5, 1.0])
    assert found[:, 0].tolist() == [1.75, 2.5, 5.0]
    assert found[:, 1].tolist() == [4.0, 6.0, np.inf]


@pytest.mark.filterwarnings("error")
def test_quantiles_are_those_of_the_table_for_every_measure(stored):
    levels = [0.05, 0.5, 0.95]
    table = stored.quantile_table(list(MEASURES), q=levels)
    assert np.isinf(table["q95"]).any(), "some measure is undefined in some run"
    for name, rows in table.groupby("measure"):
        found = stored.quantiles(name, levels)
        assert found.dims == ("quantile", "month")
        assert found["month"].values.tolist() == rows["month"].tolist()
        assert np.array_equal(found.values.T, rows[["q05", "q50", "q95"]]), name


def test_the_outcomes_of_the_table_of_runs_are_the_measures_of_the_last_month(stored):
    frame = stored.to_frame()
    last = stored.measure("escalation_korea").values[:, -1]
    assert np.allclose(frame["escalation_korea"], last)
    assert frame.columns[:2].tolist() == ["scenario", "run"]
