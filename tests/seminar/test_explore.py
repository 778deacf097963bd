"""The explorer's page holds the model's own numbers, whole, small and harmless."""

import json
import re
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar import load_scenario, simulate
from multipolar.arguments import ArgumentError
from multipolar.cli import main
from multipolar.quantiles import quantiles_over_runs
from multipolar.seminar import explore
from multipolar.seminar.explore import compute, exploration, page
from multipolar.seminar.levers import LEFT_TO_MODEL, make_lever, pulled


@pytest.fixture
def few(explored):
    """Return the exploration with its parameter held at the start: three combinations."""
    what, _ = explored
    middle, arms = what.levers
    held = replace(middle, values=middle.values[1:2], start=0)
    return replace(what, levers=(held, arms))


def data_of(text):
    [data] = re.findall(r'<script type="application/json" id="data">(.*?)</script>', text)
    return json.loads(data)


def unpacked(measure, cells):
    codes = np.frombuffer(b64decode(measure["packed"]), dtype="<u2").astype(float)
    low, high = measure["range"]
    values = np.where(codes == 65535, np.nan, low + codes / 65534 * (high - low))
    return values.reshape(cells, 3, -1)


def test_the_page_holds_the_numbers_of_the_model(explored):
    """Within one step of 65534; what is undefined in a run is so on the page."""
    what, grid = explored
    read = data_of(page(what, grid, "x"))
    for measure in read["measures"]:
        kept, numbers = unpacked(measure, len(what.cells)), grid[measure["name"]]
        step = (measure["range"][1] - measure["range"][0]) / 65534
        there = np.isfinite(numbers)
        assert (np.isfinite(kept) == there).all()
        assert np.abs(kept[there] - numbers[there]).max() <= step


def test_a_combination_is_an_ordinary_ensemble(explored):
    what, grid = explored
    mode = load_scenario(what.scenario, {"theatres.mirroring": what.levers[0].values[1]})
    straight = simulate(mode, runs=3, seed=1).measure("aid_delivered").values
    kept = grid["aid_delivered"][what.cells.index((1, 0))]
    assert np.array_equal(kept, quantiles_over_runs(straight))


def test_levers_change_what_follows_and_nothing_before(explored):
    what, grid = explored
    plain, arms = (grid["aid_delivered"][what.cells.index((1, n))] for n in (0, 2))
    assert np.array_equal(plain[:, :30], arms[:, :30])
    assert not np.array_equal(plain[:, 30:], arms[:, 30:])


def test_what_was_computed_is_not_computed_again_whoever_computes(
    explored, few, tmp_path, monkeypatch
):
    class Stopped(Exception):
        pass

    def stop(_):
        raise Stopped

    with pytest.raises(Stopped):
        compute(few, progress=stop, folder=tmp_path)
    assert len(list(tmp_path.glob("*.bin"))) == 1
    inner, calls = explore.run_cell, []
    monkeypatch.setattr(explore, "run_cell", lambda *given: (calls.append(given), inner(*given))[1])
    with ThreadPoolExecutor(2) as pool:
        resumed = compute(few, executor=pool, folder=tmp_path)
    assert len(calls) == len(few.cells) - 1
    what, grid = explored
    straight = {name: numbers[3:6] for name, numbers in grid.items()}
    assert what.cells[3:6] == ((1, 0), (1, 1), (1, 2))
    assert page(few, resumed, "x") == page(few, straight, "x")


def test_markup_of_a_scenario_is_shown_and_not_obeyed(explored):
    text = page(*explored, "multipolar explore </script>")
    assert "<b>&" not in text
    assert text.count("</script>") == 2
    assert "http://" not in text.replace("http://www.w3.org/2000/svg", "")
    assert "https://" not in text


def test_a_page_that_is_too_large_is_refused(explored, monkeypatch):
    monkeypatch.setattr(explore, "LARGEST_PAGE", 10_000)
    with pytest.raises(ArgumentError, match="allowed: 10,000"):
        page(*explored, "x")


SAID = {
    "theatres.miroring": "Did you mean 'theatres.mirroring'",
    "KOR.respons": "KOR has no choice 'respons'; it has .*Did you mean 'response",
    "USA.measures": "several columns; allowed: USA.measures.RUS",
    "switches.bartr": "Did you mean 'barter'",
    "XYZ": "no lever 'XYZ'; allowed: a parameter",
}


@pytest.mark.parametrize("name", SAID)
def test_a_lever_that_there_is_not_is_told_with_the_nearest(name):
    with pytest.raises(ArgumentError, match=SAID[name]):
        exploration("baseline", [name])


def test_bounds_are_told():
    for levers, said in (
        ([], "0 levers; allowed: 1 to 4"),
        (["KOR.response", "KOR.response.korea"], "named twice"),
        (["USA.court", "RUS.court", "CHN.court", "KOR.arm"], "1029 combinations"),
    ):
        with pytest.raises(ArgumentError, match=said):
            exploration("baseline", levers)
    with pytest.raises(ArgumentError, match="allowed: after 2022-01"):
        exploration("baseline", ["KOR.response"], first_month="2021-01")


def test_a_switch_starts_where_the_scenario_has_it():
    spec = load_scenario("baseline")
    lever = make_lever("switches.barter", spec)
    assert (lever.values, lever.start) == (("off", "on"), 1)
    assert pulled("baseline", [lever], [0], "2024-07").switches["barter"] is False
    asked = make_lever("KOR.response", spec)
    assert asked.values[asked.start] == LEFT_TO_MODEL
    assert pulled("baseline", [asked], [0], "2024-07") == spec


def test_the_command_writes_a_page_that_names_itself_and_leaves_nothing(
    explored, tmp_path, monkeypatch
):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    out, scenario = tmp_path / "page.html", explored[0].scenario
    words = ["explore", scenario, "--levers", "switches.barter", "--runs", "2", "--out", str(out)]
    result = CliRunner().invoke(main, [*words, "--measure", "gains"])
    assert result.exit_code == 0, result.output
    assert "--levers switches.barter --measure gains --from 2024-07 --runs 2" in out.read_text(
        "utf-8"
    )
    assert not list((tmp_path / "cache").rglob("*.bin"))
