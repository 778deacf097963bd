"""The report: one page, true to the numbers, that needs no network."""

import copy
import re
from html.parser import HTMLParser

import numpy as np
import pytest
import xarray as xr
from click.testing import CliRunner

from multipolar.cli import main
from multipolar.ensemble import make_cases, open_results, simulate
from multipolar.figures import FIGURES
from multipolar.loading import load_scenario
from multipolar.report import gather, page
from multipolar.report.findings import against, change_of, findings, moves, number, share, spread
from multipolar.report.gather import changes
from multipolar.report.render import commands
from multipolar.report.summary import summary
from multipolar.study.bases import ComparisonError
from multipolar.study.compare import compare_pair
from multipolar.study.intervals import of_mean, of_share
from multipolar.study.leading import leading
from pushing import push

MORE = f"""
question = "What does a <push> do?"
{push()}
[[orders]]
state = "PRK"
month = "2022-04"
action = "missile_test"
months = 2

[switches]
barter = false

[[expect]]
whose = "article"
measure = "escalation_korea"
direction = "up"
month = "2022-06"
claim = "C9"
reading = "a push is a push"

[[expect]]
whose = "rival"
measure = "escalation_korea"
direction = "down"
month = "2022-06"
reading = "a push is forgotten"
"""


@pytest.fixture(scope="module")
def pushed(make_spec):
    return make_spec("pushed", more=MORE)


@pytest.fixture(scope="module")
def both(short, pushed):
    return simulate([short, pushed], runs=8, seed=3)


@pytest.fixture(scope="module")
def alone(both, pushed):
    return gather(both, "pushed", both)


FEW = ("ladder", "flows", "alignment")
"""Figures that stand for all of them here; tests/proofs writes a page with every one."""


@pytest.fixture(scope="module")
def html(alone):
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("multipolar.report.render.FIGURES", {name: FIGURES[name] for name in FEW})
        return page(alone)


class Seen(HTMLParser):
    def __init__(self):
        super().__init__()
        self.words, self.images, self.links, self.open = [], [], [], []
        self.tags = []

    def handle_starttag(self, tag, attrs):
        known = dict(attrs)
        if tag not in ("meta", "br", "link"):
            self.open.append(tag)
        self.tags.append((tag, known))
        if known.get("role") == "img":
            self.images.append(known)
        self.links += [known[name] for name in ("href", "src", "xlink:href") if name in known]

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        self.handle_endtag(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.words.append(data)


@pytest.fixture(scope="module")
def seen(html):
    seen = Seen()
    seen.feed(html)
    assert not seen.open, "every tag is closed"
    return seen


def test_the_page_needs_no_network_and_runs_nothing(html, seen):
    names = {known["id"] for _, known in seen.tags if "id" in known}
    inside = {link for link in seen.links if link.startswith("#")}
    assert {link.removeprefix("#") for link in inside} <= names
    assert all(link.startswith("data:image/png;base64,") for link in set(seen.links) - inside)
    assert not re.search(r"<script|@import|url\((?!#)|https?://", html)
    assert set(re.findall(r"url\(#([^)]*)\)", html)) <= names


def test_no_name_stands_twice_and_every_part_is_in_the_contents(seen):
    names = [known["id"] for _, known in seen.tags if "id" in known]
    assert len(names) == len(set(names))
    sections = {known["id"] for tag, known in seen.tags if tag == "section"} - {"summary"}
    assert len(sections) == 9
    assert {f"#{name}" for name in sections} <= set(seen.links)


def test_every_figure_is_in_the_page_as_a_vector_with_words_and_a_caption(seen):
    assert len(seen.images) == len(FEW) + 2
    assert [tag for tag, _ in seen.tags].count("figcaption") == len(seen.images)
    for image in seen.images:
        assert len(image["aria-label"]) > 60


def test_every_table_has_a_caption_and_its_cells_know_their_heads(seen):
    tags = [tag for tag, _ in seen.tags]
    assert tags.count("table") == tags.count("caption") >= 3
    scopes = {known.get("scope") for tag, known in seen.tags if tag == "th"}
    assert scopes == {"col", "row"}
    assert all("data-l" in known for tag, known in seen.tags if tag == "td")


def test_the_summary_is_five_sentences_from_the_paired_differences(alone):
    changed, moved, still, sure, hangs = summary(alone)
    rows = [row for row in alone.comparison.differences if row.pairs]
    first = next(row for row in rows if row.moved)
    assert "North Korea is made to choose missile test" in changed
    assert moved.startswith(f"{sum(row.moved for row in rows)} of {len(rows)} headline measures")
    assert change_of(first.mean, first.of_mean, first.unit) in moved
    assert "surely stay" in still
    assert "8 pairs of runs" in sure
    assert "1 supported, 1 contradicted" in sure
    assert hangs.startswith("What would change it: ")


def test_a_parameter_that_makes_the_change_leads_it_and_noise_does_not(short):
    """The size of a push is drawn anew in each run, by one parameter that is put in."""
    results = simulate(short, runs=60, seed=3)
    place = results.manifest.labels["parameter"].index("theatres.mirroring")
    drawn = results.data["parameters"][0, :, place].values
    months = len(results.months)
    changed = copy.copy(results)
    level = results.data["escalation"]
    changed.data = results.data.assign(escalation=level + 0.2 * xr.DataArray(drawn, dims="run"))
    row = compare_pair(changed, "short", results, "short").differences
    mine = next(one for one in row if one.measure == "escalation_korea")
    led = leading(mine, changed, results, "short")
    assert [one.name for one in led][:1] == ["theatres.mirroring"]
    assert led[0].correlation > 0.99
    assert led[0].of_correlation.low > 0.9
    noise = np.random.default_rng(1).normal(size=(1, 60, months, 1))
    changed.data = results.data.assign(escalation=level + 0.1 * noise)
    row = compare_pair(changed, "short", results, "short").differences
    mine = next(one for one in row if one.measure == "escalation_korea")
    assert leading(mine, changed, results, "short") == ()


def test_the_page_has_its_parts_and_escapes_what_a_file_says(html, seen):
    said = " ".join(seen.words)
    for part in (
        "What was changed",
        "In five sentences",
        "Contents",
        "Differences",
        "Mechanisms",
        "Appendix: levels",
        "What was expected",
        "Appendix: parameters",
        "Appendix: provenance",
        "Run it again",
        "What this is not: a forecast of dates or a probability of war",
        "Mechanisms switched off: barter",
        "What does a <push> do?",
    ):
        assert part in said
    assert "<push>" not in html


def test_the_page_tells_digest_seed_runs_and_versions(alone, seen):
    said = " ".join(seen.words)
    assert alone.spec.digest in said
    for name, version in alone.results.manifest.packages.items():
        assert f"{name} {version}" in said
    assert "multipolar run pushed.toml --runs 8 --seed 3 --out DIR" in said


@pytest.fixture
def one_figure(monkeypatch):
    monkeypatch.setattr("multipolar.report.render.FIGURES", {"ladder": FIGURES["ladder"]})


def test_the_same_report_gives_the_same_bytes(alone, one_figure):
    assert page(alone) == page(alone)


def test_the_verdicts_are_those_of_verify(alone):
    article, rival = alone.verification.findings
    assert (article.verdict, rival.verdict) == ("supported", "contradicted")
    change = alone.results.measure("escalation_korea", "pushed").values[:, 5]
    change = change - alone.results.measure("escalation_korea", "short").values[:, 5]
    assert article.mean == pytest.approx(change.mean())
    assert article.of_mean == pytest.approx(of_mean(change))


def test_what_was_changed_is_told_in_order(pushed, short):
    assert list(changes(pushed, short)) == [
        "2022-04: North Korea is made to choose missile test for 2 months",
        "2022-06: push (escalation of korea: +2)",
        "mechanism barter is switched off",
    ]
    assert "2022-06: no longer: push (escalation of korea: +2)" in list(changes(short, pushed))


def test_changed_parameters_and_states_are_told(make_spec, short):
    import dataclasses

    from multipolar.scenario import Prior

    name = next(iter(short.parameters))
    other = dataclasses.replace(
        short,
        parameters={**short.parameters, name: Prior(1.0, 2.0, 3.0)},
        states=short.states[:-1],
    )
    told = list(changes(other, short))
    assert told[0].startswith(f"parameter {name}: 1 to 3, mode 2 (before ")
    assert told[1] == f"left out: {short.states[-1]}"


def test_a_sentence_carries_the_numbers_of_the_runs(both):
    path = both.measure("escalation_korea", "short").values
    said = moves(both, "short", "escalation_korea")
    change = path[:, -1] - path[:, 0]
    interval = of_mean(change)
    for part in (
        f"{spread(path[:, 0], 'rung')} in 2022-01",
        f"{spread(path[:, -1], 'rung')} in 2023-06 (median and 90 % of the runs)",
        f"mean change {change.mean():+.3g} [{interval.low:+.3g}, {interval.high:+.3g}] rungs",
        "8 runs",
    ):
        assert part in said
    assert said.startswith("Korea: level rises on average")


def test_levels_are_told_from_june_2024_on_where_the_months_reach_it(make_spec):
    later = simulate(make_spec("later", 32), runs=3)
    said = moves(later, "later", "escalation_ukraine")
    path = later.measure("escalation_ukraine", "later").values
    assert f"{spread(path[:, 29], 'rung')} in 2024-06 and" in said


def test_a_measure_that_is_not_defined_in_every_run_says_nothing(both):
    assert np.isnan(both.measure("erosion_time_RUS", "short").values).all()
    assert moves(both, "short", "erosion_time_RUS") == ""


def test_every_theme_has_sentences(both):
    told = dict(findings(both, "short"))
    assert set(told) >= {"Escalation", "Sanctions"}
    assert all(told.values())
    assert sum("isolated lethal force" in said for said in told["Escalation"]) == 4
    assert sum("Kaplan-Meier" in said for said in told["Sanctions"]) == 3


def test_each_headline_measure_is_told_once_against_the_base(alone):
    told = " ".join(against(alone.comparison))
    for row in alone.comparison.differences:
        if row.pairs:
            assert told.count(row.title) == 1, row.title
    assert "Korea: level is higher than in short over 2022-04" in told


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [
        (0.1234, "share", "12.3 [12.3, 12.3] %"),
        (-2.5, "rung", "−2.5 [−2.5, −2.5] rungs"),
        (0.0001, "index", "0 [0, 0]"),
        (12345.0, "km2", "12,345 [12,345, 12,345] km2"),
        (0.5, "index", "0.5 [0.5, 0.5]"),
    ],
)
def test_numbers_are_told_with_their_interval_and_unit(value, unit, text):
    assert spread(np.full(4, value), unit) == text


def test_no_sentence_gives_a_number_of_the_runs_without_an_interval_and_their_number(alone):
    told = [*against(alone.comparison)]
    told += [s for _, sentences in findings(alone.results, "pushed") for s in sentences]
    for sentence in told:
        if re.search(r"\d\.\d|%", sentence):
            assert re.search(r"\[[^]]+, [^]]+\]", sentence), sentence
            assert re.search(r"\d+ (runs|pairs of runs)", sentence), sentence


def test_counts_are_told_with_their_interval():
    low, high = of_share(3, 12)
    assert share(3, 12) == f"3 of 12 runs (25% [{low:.0%}, {high:.0%}])"
    assert number(0.0, "rung") == "0"


def test_without_anything_beside_it_the_page_says_why(short, one_figure):
    results = simulate(short, runs=3, seed=3)
    found = gather(results)
    assert found.comparison is None
    assert "short" in found.note
    assert found.note.split(";")[0] in page(found)


def test_the_baseline_has_nothing_beside_it():
    results = simulate("baseline", runs=2, seed=3)
    found = gather(results)
    assert "extends no other scenario" in found.note
    assert commands(found)[0] == "multipolar run baseline --runs 2 --seed 3 --out DIR"


def test_a_shipped_scenario_is_put_beside_what_it_extends_with_the_same_luck():
    results = simulate("placebo", runs=2, seed=3, parameters="default")
    found = gather(results)
    assert found.base == load_scenario("baseline")
    assert all(row.mean == 0.0 for row in found.comparison.differences if row.pairs)
    assert "--parameters default" in commands(found)[0]


def test_a_point_of_a_sweep_stands_beside_the_scenario_as_all_points_have_it(one_figure):
    settings = {"months": 6}
    points = [{"switches.barter": True}, {"switches.barter": False}]
    cases = make_cases(["d04_taiwan_quarantine"], points, settings)
    results = simulate(cases, runs=2, seed=3, settings=settings)
    found = gather(results, "d04_taiwan_quarantine@2")
    assert found.changes == ("mechanism barter is switched off",)
    assert found.comparison.reference == "d04_taiwan_quarantine@1"
    assert found.verification is None
    assert "was changed from outside" in page(found)
    assert commands(found)[0] == (
        "multipolar batch d04_taiwan_quarantine --runs 2 --seed 3 --set months=6 "
        "--set switches.barter=false --out DIR"
    )


OWN = f"""
title = "Mine"
question = "What does a push do?"
extends = "EXTENDS"
{push(name="my_push")}
[[expect]]
whose = "article"
measure = "escalation_korea"
direction = "up"
month = "2022-06"
reading = "a push is a push"
"""


@pytest.fixture
def own(tmp_path, monkeypatch):
    """Run a scenario of one's own, open its results from another folder."""

    def results(name, extends="baseline"):
        file = tmp_path / f"{name}.toml"
        file.write_text(OWN.replace("EXTENDS", extends), encoding="utf-8")
        simulate(load_scenario(file), runs=4, seed=3, out=tmp_path / "results", block=4)
        file.unlink()
        monkeypatch.chdir("/")
        return open_results(tmp_path / "results")

    return results


@pytest.mark.parametrize("name", ["quarantine", "third"])
def test_a_scenario_of_ones_own_is_told_whatever_it_is_called(own, one_figure, name):
    """The first begins no other name, but stands within that of a shipped scenario."""
    found = gather(own(name), power=0)
    assert found.base == load_scenario("baseline")
    assert found.changes == ("2022-06: my push (escalation of korea: +2)",)
    assert [one.verdict for one in found.verification.findings] == ["supported"]
    assert load_scenario("baseline").story.split("\n")[0] not in page(found)


def test_what_cannot_be_compared_is_told_in_page_and_terminal(own, tmp_path, one_figure):
    (tmp_path / "root.toml").write_text(
        'title = "Root"\nquestion = "What?"\n[[events]]\nmonth = "2022-03"\nname = "first"\n'
        'attribute = "escalation"\nwhere = "korea"\nadd = 1.0\n'
    )
    results = own("child", "root")
    found = gather(results)
    assert found.note.startswith("root is not among the scenarios of this program")
    assert "2022-06: my push (escalation of korea: +2)" in found.changes
    html = page(found)
    assert "my push" in html
    assert "Nothing was compared" in html
    assert "No measure moved" not in html
    said = CliRunner().invoke(main, ["report", str(tmp_path / "results")])
    assert "without differences and verdicts: root is not among" in said.stderr


def test_a_scenario_of_other_months_stands_beside_what_it_extends_over_its_months(both):
    found = gather(both, "pushed")
    assert found.note == ""
    assert (found.base.start, found.base.months) == (found.spec.start, found.spec.months)
    assert found.comparison is not None
    assert "2022-06: push (escalation of korea: +2)" in found.changes
    assert not any("no longer" in change for change in found.changes)


def test_what_is_lower_is_not_lower_by_less_than_nought(short, pushed):
    """The push is the base here, so that what rises with it is lower without."""
    base = simulate(pushed, runs=8, seed=3)
    moved = summary(gather(simulate(short, runs=8, seed=3), base=base))[1]
    assert "is lower, −" in moved


def test_a_base_with_other_luck_is_refused(both, short):
    with pytest.raises(ComparisonError, match="seed"):
        gather(both, "pushed", simulate(short, runs=2, seed=4))
    with pytest.raises(KeyError, match="short, pushed"):
        gather(both, "elsewhere")


def test_beside_another_scenario_than_the_one_it_extends_expectations_are_not_judged():
    extracts, props = (
        simulate(load_scenario(name, {"months": 56}), runs=2)
        for name in ("d06a_china_extracts", "d06b_china_props")
    )
    found = gather(extracts, base=props)
    assert found.comparison is not None
    assert found.verification is None
    assert found.note.startswith("The expectations are about what differs from baseline")
    assert "they are not judged" in page(found)
