"""What a person calls a scenario, a state or a measure means one thing in every command."""

import pytest
from click.testing import CliRunner

from multipolar import load_scenario, scenario_names
from multipolar.arguments import UnknownName, candidates, meant
from multipolar.cli import main
from multipolar.measures import MEASURES, measure_words
from multipolar.report import gather
from multipolar.scenario import ScenarioError
from multipolar.study.bases import base_of
from multipolar.study.verify import verify
from multipolar.world.facts import load_facts
from multipolar.world.roster import state_words

EXPECT = (
    '[[expect]]\nwhose = "article"\nmeasure = "escalation_korea"\ndirection = "none"\n'
    'reading = "nothing is changed"\n'
)
HEAD = 'title = "Mine"\nquestion = "What?"\nextends = "baseline"\n'


def told(*words, code):
    ran = CliRunner().invoke(main, list(words))
    assert ran.exit_code == code, ran.output
    return ran.output


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """Make a working directory with a baseline of its own, other than the shipped one."""
    (tmp_path / "baseline.toml").write_text(
        'title = "Other"\nquestion = "What?"\n[switches]\ntheatres = false\n'
    )
    (tmp_path / "mine.toml").write_text(HEAD + EXPECT)
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_a_name_means_the_shipped_scenario_for_everybody_and_it_is_said(folder):
    shipped, mine = load_scenario("baseline"), load_scenario("mine.toml")
    assert mine.digest == shipped.digest == base_of("mine.toml").digest
    assert any("baseline.toml" in note and "shipped" in note for note in mine.notes)
    assert all(finding.untouched for finding in verify("mine.toml", runs=2).findings)
    other = load_scenario(folder / "baseline.toml")
    assert other.digest != shipped.digest
    assert not any("shipped" in note and "baseline.toml" in note for note in other.notes)
    for command in (["scenarios", "check"], ["explain", "--state", "PRK", "--month", "2022-02"]):
        assert "the file here is meant by baseline.toml" in told(*command, "baseline", code=0)


def test_no_page_sets_results_beside_what_they_do_not_extend(folder, monkeypatch):
    from multipolar import simulate

    results = simulate(folder / "baseline.toml", runs=2, out=folder / "out")
    assert "another than that of the results" in gather(results).note


def test_a_file_is_named_by_its_path(folder):
    with pytest.raises(ScenarioError, match="named by its path: mine"):
        load_scenario("mine")


def test_a_scenario_is_named_in_short_where_no_other_begins_so():
    for name in scenario_names():
        assert load_scenario(name).name == name
        assert load_scenario(name.partition("_")[0]).name == name
        assert load_scenario(name.upper()).name == name
    for command in (
        ["scenarios", "check"],
        ["run", "--runs", "1"],
        ["batch", "--runs", "1"],
        ["verify"],
        ["compare", "baseline"],
        ["explain", "--state", "PRK", "--month", "2022-02"],
        ["claims", "--scenario"],
    ):
        said = told(*command, "d05", code=2)
        assert "d05a_korean_crisis_forced" in said
        assert "d05b_korean_crisis_licensed" in said


@pytest.mark.parametrize(
    ("words", "taken"),
    [
        ("scenarios check baselin", "scenario 'baselin' is taken for baseline"),
        ("states --stakes north_korea", "state 'north_korea' is taken for PRK"),
        ("claims --scenario d03", "scenario 'd03' is taken for d03_systematic_sanctions"),
    ],
)
def test_what_a_short_form_is_taken_for_is_said_beside_the_output(words, taken):
    ran = CliRunner().invoke(main, words.split())
    assert ran.exit_code == 0, ran.output
    assert f"note: {taken}\n" in ran.stderr
    assert "taken for" not in ran.stdout


@pytest.mark.parametrize("words", ["scenarios check BASELINE", "states prk", "scenarios check d05"])
def test_nothing_is_said_of_a_name_in_other_letters_or_one_that_is_refused(words):
    assert "taken for" not in CliRunner().invoke(main, words.split()).stderr


def test_every_state_is_known_by_its_name():
    facts = load_facts()
    for code, name in zip(facts.iso3, facts.name, strict=True):
        assert meant(name, state_words(), "state") == code
        assert meant(name.upper(), state_words(), "state") == code
        assert meant(code.lower(), state_words(), "state") == code


def test_a_name_that_several_have_is_refused_with_all_of_them():
    with pytest.raises(UnknownName, match="KOR, PRK"):
        meant("korea", state_words(), "state")
    said = told("explain", "--state", "korea", "--month", "2022-02", code=2)
    assert "PRK" in said
    assert "KOR" in said
    assert "PRK" in told("explain", "--state", "North Korea", "--month", "2022-02", code=0)


def test_every_measure_is_known_by_its_title():
    titles = [measure.title for measure in MEASURES.values()]
    for name, measure in MEASURES.items():
        assert meant(name, measure_words(), "measure") == name
        if titles.count(measure.title) == 1:
            assert meant(measure.title, measure_words(), "measure") == name


def test_a_measure_is_known_by_what_it_means(tmp_path):
    assert "escalation_korea" in candidates("tension", measure_words())
    said = told("attribute", "tension", code=2)
    assert "escalation_korea" in said
    assert "escalation_taiwan" in said


def test_what_nobody_is_called_is_refused_with_the_nearest():
    with pytest.raises(UnknownName, match="Did you mean 'DEU'"):
        meant("Germny", state_words(), "state")
    assert candidates("", state_words()) == ()


@pytest.mark.parametrize("word", ["EU", "European Union"])
def test_the_union_is_no_state_and_its_members_are_named(word):
    said = told("seats", word, code=2)
    assert "its members decide" in said
    assert "Ecuador" not in said
