"""Results speak for themselves: their own names, titles and units, whatever the program knows."""

import json
import shutil
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar import definition
from multipolar.cli import main
from multipolar.definition import SHIPPED
from multipolar.ensemble import StoreError, open_results, resume, simulate
from multipolar.measures import MEASURES
from multipolar.study.bases import ComparisonError
from multipolar.study.compare import compare_results

FIRST_VERSION = Path(__file__).parents[1] / "fixtures" / "first_version"


@pytest.fixture(scope="module")
def kept(brief, make_spec, tmp_path_factory):
    """Directory of two scenarios without trajectories."""
    folder = tmp_path_factory.mktemp("kept") / "r"
    other = make_spec("other", 3, "[switches]\nwar = false\n")
    simulate([brief, other], runs=6, seed=5, block=2, record=(), out=folder)
    return folder


def last_month(results):
    return results.quantile_table(months=results.months[-1:])


@pytest.fixture
def other_program(monkeypatch):
    """Give the program one measure more, in front, other titles, and one measure fewer."""
    changed = {"new": replace(MEASURES["gains"], name="new", title="New")} | {
        name: replace(measure, title=f"other {measure.title}", unit="count")
        for name, measure in MEASURES.items()
        if name != "pressure_PRK"
    }
    monkeypatch.setitem(vars(SHIPPED), "measures", changed)
    definition._not_defined.cache_clear()
    yield
    definition._not_defined.cache_clear()


def test_a_measure_keeps_its_numbers_title_and_unit_when_the_program_gains_another(kept, request):
    before = last_month(open_results(kept))
    shown = CliRunner().invoke(main, ["show", str(kept), "--scenario", "brief"]).output
    request.getfixturevalue("other_program")
    results = open_results(kept)
    assert last_month(results).equals(before)
    assert results.about("pressure_RUS").title == MEASURES["pressure_RUS"].title
    assert CliRunner().invoke(main, ["show", str(kept), "--scenario", "brief"]).output == shown
    assert results.measure("pressure_PRK", months=results.months[-1:]).shape == (6, 1)


def test_a_measure_that_results_lack_is_said_by_name(kept, other_program):
    with pytest.raises(KeyError, match="no measure in these results, 'new'"):
        open_results(kept).measure("new")
    said = CliRunner().invoke(main, ["show", str(kept), "--measure", "new"])
    assert said.exit_code == 2
    assert "'new'" in said.output


def test_a_measure_that_the_program_lacks_is_told_in_the_last_month_alone(brief, tmp_path, request):
    simulate(brief, runs=2, seed=5, out=tmp_path / "r")
    request.getfixturevalue("other_program")
    results = open_results(tmp_path / "r")
    assert not results.monthly
    assert results.measure("pressure_PRK", months=results.months[-1:]).notnull().all()
    with pytest.raises(StoreError, match="pressure_PRK: told in the last month alone"):
        results.measure("pressure_PRK")


def test_results_of_a_program_with_other_measures_are_not_continued(kept, tmp_path, request):
    shutil.copytree(kept, tmp_path / "r")
    request.getfixturevalue("other_program")
    with pytest.raises(StoreError, match="other measures, parameters or attributes"):
        resume(tmp_path / "r", extend=2)


def test_trajectories_are_read_by_the_labels_of_the_store(brief, tmp_path, monkeypatch):
    """A table of theatres in another order moves neither what is read nor what is measured."""
    results = simulate(brief, runs=2, seed=5)
    before = results.measure("escalation_korea").values
    by_name = results.select("escalation", theatre="korea").values
    turned = {axis: tuple(members) for axis, members in results.roster.labels.items()}
    turned["theatre"] = turned["theatre"][::-1]
    monkeypatch.setitem(results.roster.__dict__, "labels", turned)
    again = results.read("escalation", 0)
    place = turned["theatre"].index("korea")
    assert np.array_equal(again[..., place], by_name[0])
    assert np.array_equal(again[..., ::-1], results.stored("escalation", 0))
    assert results.monthly
    monkeypatch.undo()
    assert np.array_equal(results.measure("escalation_korea").values, before)


def test_members_that_results_lack_are_said_by_name(brief, monkeypatch):
    results = simulate(brief, runs=2, seed=5)
    more = dict(results.roster.labels)
    more["theatre"] = (*more["theatre"], "arctic")
    monkeypatch.setitem(results.roster.__dict__, "labels", more)
    assert not results.monthly
    with pytest.raises(StoreError, match="escalation: theatre arctic: not in these results"):
        results.read("escalation", 0)


def test_the_first_versions_results_open_with_their_own_labels():
    results = open_results(FIRST_VERSION)
    said = json.loads((FIRST_VERSION / "manifest.json").read_text())["labels"]
    table = results.to_frame()
    names = table.columns[table.columns.get_loc("run") + 1 :]
    assert list(names) == [*said["parameter"], *said["measure"]]
    last = [results.months[-1]]
    for name in said["measure"]:
        found = results.measure(name, months=last).values[:, 0]
        assert np.array_equal(found, table[name], equal_nan=True), name
    assert results.about("escalation_korea").unit == "rung"
    with pytest.raises(StoreError, match="earlier version"):
        resume(FIRST_VERSION, extend=1)


def test_results_are_compared_over_the_measures_that_both_have(kept, tmp_path, monkeypatch):
    shutil.copytree(kept, tmp_path / "r")
    mine, theirs = open_results(kept), open_results(tmp_path / "r")
    del theirs.manifest.about.measures["pressure_PRK"]
    mine.manifest.about.measures["pressure_PRK"].headline = True
    theirs.manifest.about.everything = False
    for one in (mine, theirs):
        monkeypatch.setattr(one, "measure", whole_path(one))
    found = compare_results([mine, theirs])
    assert "pressure_PRK" in found.left_out
    theirs.manifest.about.measures["escalation_korea"].unit = "share"
    with pytest.raises(ComparisonError, match=r"escalation_korea is in 'rung' .* and in 'share'"):
        compare_results([mine, theirs])


def whole_path(results):
    """Return a function that gives the last month's numbers as if every month had them."""
    read = type(results).measure

    def measure(name, scenario=None):
        last = read(results, name, scenario, results.months[-1:])
        return last.isel(month=[0] * len(results.months))

    return measure


WRONG_PLACES = {
    "measure names reversed": lambda m: m["labels"]["measure"].reverse(),
    "parameter names swapped": lambda m: m["labels"]["parameter"].reverse(),
    "theatres turned round": lambda m: m["labels"]["theatre"].reverse(),
    "a title": lambda m: m["about"]["measures"]["gains"].update(title="losses"),
    "a unit": lambda m: m["about"]["measures"]["gains"].update(unit="share"),
    "the unit of a parameter": lambda m: m["about"]["parameters"].update(
        {"theatres.mirroring": "x"}
    ),
    "what was set": lambda m: m["settings"].update(months=7),
    "what was varied": lambda m: m["cases"][0]["varied"].update({"switches.war": False}),
    "cases swapped": lambda m: m["cases"].reverse(),
    "checksums swapped": lambda m: m["seals"].reverse(),
    "a checksum gone": lambda m: m["seals"][0].__setitem__(1, ""),
}


@pytest.mark.parametrize("change", WRONG_PLACES)
def test_labels_and_places_that_were_changed_are_found_out(kept, tmp_path, change):
    shutil.copytree(kept, tmp_path / "r")
    file = tmp_path / "r" / "manifest.json"
    said = json.loads(file.read_text())
    WRONG_PLACES[change](said)
    file.write_text(json.dumps(said))
    with pytest.raises(StoreError, match="damaged"):
        open_results(tmp_path / "r")


@pytest.mark.parametrize("places", [("0/0", "1/0"), ("0/0", "0/1")], ids=["case", "block"])
@pytest.mark.parametrize("array", ["outcomes", "parameters"])
def test_a_chunk_in_the_place_of_another_is_found_out(kept, tmp_path, places, array):
    shutil.copytree(kept, tmp_path / "r")
    one, other = (tmp_path / "r" / "results.zarr" / array / "c" / at / "0" for at in places)
    if array == "parameters" and places[1] == "1/0":
        assert one.read_bytes() == other.read_bytes()  # all cases draw the same parameters
        return
    shutil.copy(one, other)
    with pytest.raises(StoreError, match=r"damaged \(block . of .* is not the one"):
        open_results(tmp_path / "r")


def test_a_block_that_was_begun_by_another_is_computed_again(brief, tmp_path):
    """What is there of a block is continued only if it is what was noted."""
    for name, seed in (("r", 5), ("other", 6)):
        simulate(brief, runs=3, seed=seed, block=2, record=(), out=tmp_path / name)
    for array in ("outcomes", "parameters"):
        chunk = Path("results.zarr", array, "c", "0", "1", "0")
        shutil.copy(tmp_path / "other" / chunk, tmp_path / "r" / chunk)
    extended = resume(tmp_path / "r", extend=1).to_frame()
    whole = simulate(brief, runs=4, seed=5, record=()).to_frame()
    assert extended.equals(whole)
