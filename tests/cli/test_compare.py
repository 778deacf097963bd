"""`multipolar compare`, `figure` and `report`, as a person calls them."""

import csv
import json

import pytest
from click.testing import CliRunner
from matplotlib.image import imread

from multipolar.cli import main
from multipolar.ensemble import simulate
from multipolar.figures import FIGURES, ON_LAND
from multipolar.measures import MEASURES
from pushing import push

HEADLINE = sum(measure.headline for measure in MEASURES.values())
BRIEF = 'title = "Brief"\nextends = "baseline"\nmonths = 8\n'
PUSH = 'title = "Push"\nextends = "brief"\n' + push("2022-03")


@pytest.fixture(scope="module")
def files(tmp_path_factory):
    folder = tmp_path_factory.mktemp("scenarios")
    for name, text in (("brief", BRIEF), ("push", PUSH)):
        (folder / f"{name}.toml").write_text(text, encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def stored(files, tmp_path_factory):
    """Directories of results of both scenarios, and one of another seed."""
    folder = tmp_path_factory.mktemp("results")
    for name, seed in (("brief", 2), ("push", 2), ("brief", 3)):
        simulate(files / f"{name}.toml", runs=4, seed=seed, out=folder / f"{name}-{seed}")
    return folder


def call(*words):
    return CliRunner().invoke(main, [str(word) for word in words])


def test_directories_are_compared_with_the_first(stored):
    said = call("compare", stored / "brief-2", stored / "push-2")
    assert said.exit_code == 0, said.output
    assert "push minus brief, 2022-03 to 2022-08" in said.output
    assert "4 runs of each side, seed 2" in said.output
    first = said.output.split("\n")[3]
    assert first.startswith("Korea: level")
    assert "What this is not" in said.output


def test_scenarios_are_run_with_common_random_numbers(files, stored):
    both = [files / "brief.toml", files / "push.toml"]
    anew = json.loads(call("compare", *both, "--runs", 4, "--seed", 2, "--json").stdout)
    read = json.loads(call("compare", stored / "brief-2", stored / "push-2", "--json").stdout)
    assert len(anew) == len(read) == HEADLINE
    for one, other in zip(anew, read, strict=True):
        assert one["measure"] == other["measure"]
        assert one["pairs"] == other["pairs"]
        if one["pairs"]:
            assert one["mean"] == pytest.approx(other["mean"], rel=1e-4, abs=1e-6)


def test_table_and_picture_are_kept(stored, tmp_path):
    said = call("compare", stored / "brief-2", stored / "push-2", "--out", tmp_path / "kept")
    assert said.exit_code == 0, said.output
    with (tmp_path / "kept" / "differences.csv").open(encoding="utf-8") as file:
        assert len(list(csv.DictReader(file))) == HEADLINE
    assert imread(tmp_path / "kept" / "differences.png").shape[:2] == (720, 1280)


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("brief-2", "brief-3"), "differ in seed (2 and 3)"),
        (("brief-2", "baseline"), "no results here"),
        (("brief-2",), "two scenarios"),
        (("brief-2", "push-2", "--month", "2030-01"), "'2030-01' is none of the months 2022-01"),
        (("brief-2", "push-2", "--month", "soon"), "'soon' is none of the months"),
        (("brief-2", "push-2", "--runs", "5"), "leave out --runs"),
    ],
)
def test_a_comparison_that_cannot_be_made_is_refused_plainly(stored, words, message):
    said = call("compare", *(stored / w if w[-2:] in ("-2", "-3") else w for w in words))
    assert said.exit_code != 0
    assert message in said.output
    assert "Traceback" not in said.output


def test_an_unknown_scenario_is_refused_with_the_nearest():
    said = call("compare", "baseline", "d14_ceasefire", "--runs", 2)
    assert said.exit_code != 0
    assert "d14_cease_fire" in said.output


def test_a_figure_is_drawn_by_name(stored, tmp_path):
    said = call("figure", "ladder", stored / "push-2", "--out", tmp_path / "ladder.png")
    assert said.exit_code == 0, said.output
    assert imread(tmp_path / "ladder.png").shape[:2] == (720, 1280)


def test_for_a_projector_each_panel_is_a_picture(stored, tmp_path):
    drawn = call(
        *("figure", "attention", stored / "push-2", "--large", "--data"),
        *("--out", tmp_path / "seen.png"),
    )
    assert drawn.exit_code == 0, drawn.output
    assert "United States" not in (tmp_path / "seen-2.csv").read_text(encoding="utf-8")
    assert "United States" in (tmp_path / "seen-1.csv").read_text(encoding="utf-8")
    assert sorted(file.name for file in tmp_path.glob("*.png")) == [
        f"seen-{number}.png" for number in (1, 2, 3)
    ]


def test_figures_are_listed_with_what_they_show():
    said = call("figure").output
    assert [line.split()[0] for line in said.splitlines()] == [*FIGURES, *ON_LAND]
    assert "(PRK)" in said


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("figure", "lader", "push-2"), "Did you mean 'ladder'"),
        (("figure", "ladder", "push-2", "--scenario", "pushh"), "Did you mean 'push'"),
        (("figure", "ladder", "push-2", "--out", "ladder.doc"), ".png, .svg or .pdf"),
        (("figure", "ladder", "push-2", "--out", "ladder.gif"), ".png, .svg or .pdf"),
        (("figure", "ladder", "nowhere-2"), "no results here"),
        (("figure", "ladder"), "name a directory"),
        (("report", "nowhere-2"), "no results here"),
        (("report", "push-2", "--scenario", "pushh"), "Did you mean 'push'"),
        (("report", "push-2", "--base", "brief-3"), "differ in seed"),
        (("report", "push-2", "--out", "missing/page.html"), "cannot be written"),
    ],
)
def test_a_wrong_call_is_answered_plainly(stored, words, message):
    said = call(*(stored / w if w[-2:] in ("-2", "-3") else w for w in words))
    assert said.exit_code != 0
    assert message in said.output
    assert "Traceback" not in said.output


def test_a_page_is_written_beside_the_results(stored, monkeypatch):
    monkeypatch.setattr("multipolar.report.render.FIGURES", {"ladder": FIGURES["ladder"]})
    said = call("report", stored / "push-2", "--base", stored / "brief-2")
    assert said.exit_code == 0, said.output
    text = (stored / "push-2" / "report-push.html").read_text(encoding="utf-8")
    assert "Korea: level is higher than in brief" in text
