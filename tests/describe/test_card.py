"""The model card: missed bars first, and no number that no table holds."""

import dataclasses

import pytest
from click.testing import CliRunner

from few_episodes import one_course
from multipolar.cli import main
from multipolar.describe import card as module
from multipolar.describe.card import BACKTEST, bars, card, gather
from multipolar.files import csv_text
from multipolar.record.tables import targets
from multipolar.sources import SHIPPED_SOURCE, SOURCES

COLUMNS = (
    *("parameters", "series", "title", "every", "figures", "opponent", "skill", "low", "high"),
    *("verdict", "coverage_90"),
)


@pytest.fixture(scope="module")
def evidence(tmp_path_factory):
    """Return evidence with a made-up backtest, in which every third series fares worse."""
    root = tmp_path_factory.mktemp("checkout")
    (root / "docs").mkdir()
    rows = [
        (source, one.series, one.title, "month", 20, "random_walk:7", *skill, verdict, 0.9)
        for source in SOURCES
        for k, one in enumerate(targets())
        for skill, verdict in [
            ((-0.5, -0.6, -0.4), "worse") if k % 3 == 0 else ((0.2, 0.1, 0.3), "better")
        ]
    ]
    (root / BACKTEST).write_text(csv_text(COLUMNS, rows), encoding="utf-8")
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(module, "checkout", lambda: root)
        one_course(patch)
        return gather(4, (1,))


def test_it_reads_the_series_told_with_the_parameters_that_ensembles_draw(evidence):
    assert {row["parameters"] for row in evidence.series} == {SHIPPED_SOURCE}
    assert len(evidence.series) == len(targets())


def test_the_missed_bars_come_first_and_name_what_falls_short(evidence):
    found = bars(evidence)
    assert [bar.met for bar in found] == sorted(bar.met for bar in found)
    [sure] = [bar for bar in found if "not surely worse" in bar.what]
    worse = {row["title"] for row in evidence.series if row["verdict"] == "worse"}
    assert not sure.met
    assert set(sure.short) == worse
    assert (sure.reached, sure.of) == (sure.of - len(worse), len(targets()))
    said = card(evidence)
    assert said.index("**Missed**") < said.index("**Met**") < said.index("What it is for")
    for title in worse:
        assert f"| {title} |" in said


def test_a_bar_is_met_when_everything_reaches_it(evidence):
    better = tuple(row | {"verdict": "better"} for row in evidence.series)
    found = bars(dataclasses.replace(evidence, series=better))
    [sure] = [bar for bar in found if "not surely worse" in bar.what]
    assert sure.met
    assert sure.short == ()


def test_without_a_backtest_it_says_how_one_is_made(tmp_path, monkeypatch):
    monkeypatch.setattr(module, "checkout", lambda: tmp_path)
    ran = CliRunner().invoke(main, ["record", "--card", "--runs", "2"])
    assert ran.exit_code == 1
    assert "multipolar backtest --out docs makes it" in ran.output
