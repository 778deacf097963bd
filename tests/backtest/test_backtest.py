"""The backtest: blind to what comes later, continued after a kill, and honest about the prior."""

import csv
import dataclasses
from pathlib import Path

import pytest
from click.testing import CliRunner

from multipolar.backtest import Sizes, backtest
from multipolar.backtest.origin import tell_origin
from multipolar.backtest.page import misses, page, verdict
from multipolar.backtest.procedure import scored
from multipolar.backtest.table import HORIZONS, backtest_csv, best_source, rows, skill_at
from multipolar.loading import load_scenario
from multipolar.record.research import fallen_back, later_than, without_later_research
from multipolar.record.rolling import ORIGINS, origin_spec, roll
from multipolar.rules import parameter_table
from multipolar.scenario.spec import Prior
from multipolar.sources import SHIPPED_SOURCE
from multipolar.study.effects import effects
from multipolar.world.tables import read_table

TINY = Sizes(runs=8, seeds=(1, 2), sample=300, trajectories=4)
"""Runs enough for what is active in December 2022; in June 2024 more is, and there are too few."""
TWO = ("2022-12", "2024-06")


@pytest.fixture(scope="module")
def found():
    """Return a backtest of two origins, made at once and in memory."""
    return backtest(sizes=TINY, origins=TWO)


def test_what_was_counted_after_an_origin_leaves_what_was_told_then(found, spoil):
    spoil("2022-12")
    before = found.origins[0]
    after = tell_origin(load_scenario("baseline"), "2022-12", TINY)
    assert after.learned == before.learned
    assert len(before.learned.active) > 0, "there is something to learn"
    for source, told in before.told.items():
        pairs = list(zip(told, after.told[source], strict=True))
        assert sum(a.counted != b.counted for a, b in pairs) > 50
        for a, b in pairs:
            for name in ("series", "period", "quantiles", "opponent", "opponent_quantiles"):
                assert getattr(a, name) == getattr(b, name), (source, a.series, name)


def test_the_posterior_tells_otherwise_than_the_prior_which_is_that_of_rolling_origins(found):
    told = {source: scores.told for source, scores in found.scores.items()}
    assert told["posterior"] != told["prior"] != told["default"]
    learned, refused = found.origins
    assert learned.told["posterior"] != learned.told["prior"]
    assert refused.learned.active == ()
    assert refused.told["posterior"] == refused.told["prior"]
    spec = load_scenario("baseline")
    rolled = roll(spec, runs=TINY.runs, seeds=TINY.seeds, origins=TWO)
    assert set(told["prior"]) == set(rolled)
    assert len(told["prior"]) == len(rolled)


def with_posterior(found, crps):
    """Return a backtest whose posterior has so many times the CRPS of the prior."""
    changed = [
        dataclasses.replace(
            one,
            told={
                **one.told,
                "posterior": tuple(
                    dataclasses.replace(row, crps=crps * row.crps) for row in one.told["prior"]
                ),
            },
        )
        for one in found.origins
    ]
    return scored(TINY, tuple(changed))


@pytest.mark.parametrize(("crps", "source"), [(0.5, "posterior"), (1.0, "prior"), (1.5, "prior")])
def test_the_prior_is_told_unless_the_posterior_surely_beats_it(found, crps, source):
    made_up = with_posterior(found, crps)
    assert best_source(made_up) == source
    assert ("does not beat the prior" in verdict(made_up)) == (source == "prior")
    assert f"Told with parameters of the {source}." in page(made_up)


def test_ensembles_draw_from_what_the_kept_backtest_tells():
    kept = Path(__file__).parents[2] / "docs" / "backtest.md"
    assert f"Told with parameters of the {SHIPPED_SOURCE}." in kept.read_text(encoding="utf-8"), (
        "the backtest says that another source tells more: change it in multipolar/sources.py"
    )


def test_the_page_names_every_miss_and_what_is_not_scored(found):
    scores = found.scores[best_source(found)]
    said = misses(found)
    for row in scores.monthly:
        outside = not 0.8 <= row.coverage_90 <= 0.97
        assert (f"{row.series} {row.coverage_90:.0%}" in said) == outside
    assert "the model has no mechanism" in page(found)
    for row in scores.series:
        assert f"| {row.title} |" in page(found)


def test_the_table_has_every_series_and_source_and_its_columns_are_described(found):
    table = list(csv.DictReader(backtest_csv(found).splitlines()))
    told = {(row["parameters"], row["series"]) for row in table}
    assert told == {(s, row.series) for s, sc in found.scores.items() for row in sc.series}
    described = read_table("columns.csv", "multipolar.record")
    assert list(table[0]) == [r["column"] for r in described if r["table"] == "docs/backtest.csv"]
    for row in rows(found, "prior"):
        assert row.against_prior.value == 0.0
        mine = [one for one in found.scores["prior"].told if one.series == row.score.series]
        assert skill_at(mine, 1, 12) == pytest.approx(row.score.skill)
        assert len(row.by_horizon) == len(HORIZONS)


def test_research_whose_data_end_later_falls_back_to_its_range():
    assert all(link.data_to <= "2024-06" for link in effects().values())
    assert later_than("2024-06") == {}
    assert set(later_than(ORIGINS[-2])) < set(later_than(ORIGINS[0]))
    crowding = parameter_table()["attention.crowding"]
    fell = fallen_back("2022-12")["attention.crowding"]
    assert (fell.low, fell.high) == (crowding.advocate, crowding.sceptic)
    own = Prior(0.1, 0.2, 0.3)
    spec = load_scenario("baseline")
    mine = dataclasses.replace(spec, parameters={**spec.parameters, "attention.crowding": own})
    assert without_later_research(mine, "2022-12").parameters["attention.crowding"] == own
    then = origin_spec(spec, "2022-12")
    assert then.parameters["attention.crowding"] == fell
    assert not then.switches["foresight"]


def test_the_command_writes_table_page_and_picture_misses_first(found, tmp_path, monkeypatch):
    from multipolar.cli import main

    monkeypatch.setattr("multipolar.backtest.backtest", lambda **_: found)
    given = ["backtest", "--folder", str(tmp_path / "work"), "--out", str(tmp_path)]
    ran = CliRunner().invoke(main, given, catch_exceptions=False)
    assert ran.stdout.startswith("Misses:\n")
    assert (tmp_path / "backtest.csv").read_text(encoding="utf-8") == backtest_csv(found)
    assert (tmp_path / "backtest.md").read_text(encoding="utf-8") == page(found)
    assert (tmp_path / "backtest.png").stat().st_size > 20_000
    wrong = CliRunner().invoke(main, [*given, "--origin", "2023-04"])
    assert wrong.exit_code != 0
    assert "2023-03" in wrong.output


def test_who_interrupts_the_command_is_told_how_to_continue(tmp_path, monkeypatch):
    from multipolar.cli import main

    def interrupted(**_):
        raise KeyboardInterrupt

    monkeypatch.setattr("multipolar.backtest.backtest", interrupted)
    ran = CliRunner().invoke(main, ["backtest", "--folder", str(tmp_path)])
    assert ran.exit_code == 130
    assert "--resume continues" in ran.output
