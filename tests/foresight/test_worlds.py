"""Beliefs about other worlds: fitted, kept, found again, and nothing foreign is taken."""

import re
from dataclasses import replace

import pytest
from click.testing import CliRunner

from multipolar import MultipolarModel, simulate
from multipolar.cli import main
from multipolar.definition import SHIPPED
from multipolar.ensemble import open_results
from multipolar.ensemble.intake import _spec_trouble
from multipolar.files import NotRead
from multipolar.foresight import renewal, with_beliefs, worlds
from multipolar.foresight.worlds import keep_beliefs
from multipolar.loading import load_scenario
from multipolar.scenario.spec import OwnStake

ON = ("theatres", "provocation", "foresight")
BARE = {f"switches.{name}": False for name in SHIPPED.switches if name not in ON}
"""A world with four choices that look ahead, so that a fit takes a second."""


def bare(**more):
    return load_scenario("baseline", BARE | {"months": 12} | more)


@pytest.fixture(scope="module")
def fitted_text(tmp_path_factory):
    """Return the name and the text of the file that a small fit has left."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("fit")))
        patch.setattr(renewal, "STARTS", 2)
        file = keep_beliefs(bare(), runs=20)
        one = file.read_text(encoding="ascii")
        assert keep_beliefs(bare(), runs=20, jobs=2).read_text(encoding="ascii") == one
        return file.name, one


@pytest.fixture
def cached(fitted_text, tmp_path, monkeypatch):
    """Return the file of the small fit, in a cache of its own."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    name, text = fitted_text
    file = tmp_path / "multipolar" / name
    file.parent.mkdir()
    file.write_text(text, encoding="ascii")
    return file


def noticed(spec):
    return not any("have not noticed" in note for note in spec.notes)


def paths(spec):
    model = MultipolarModel(spec, runs=20, rng=2, collect=False, parameters="prior")
    model.run()
    return model.world.arrays["escalation"].copy()


def test_a_scenario_takes_the_beliefs_of_its_world_whatever_its_events_and_months(cached):
    assert not noticed(bare())
    spec = with_beliefs(bare())
    assert noticed(spec)
    assert spec.beliefs in cached.read_text(encoding="ascii")
    assert with_beliefs(bare(months=24, information="none")).beliefs == spec.beliefs
    assert with_beliefs(spec) is spec
    assert (paths(spec) != paths(bare())).any()


def test_other_worlds_do_not_take_them(cached):
    for spec in (
        load_scenario("baseline"),
        bare(**{"switches.emboldenment": True}),
        bare(**{"parameters.theatres.mirroring": 0.0}),
        bare(**{"switches.foresight": False}),
        replace(bare(), stakes=(OwnStake("RUS", "escalation.taiwan", 0.2),)),
    ):
        assert with_beliefs(spec) is spec


def test_beliefs_are_fitted_in_a_world_of_few_states():
    few = "RUS PRK CHN IRN UKR TWN ISR USA KOR DEU IND KAZ BRA"
    spec = bare(**{"roster.only": few.split()})
    (block, *_) = renewal.starts(spec, runs=4)
    assert block.spec.states == spec.states
    assert {trials.key.role for trials in replace(block, month=1).trials()} >= {"russia", "china"}


def test_beliefs_of_another_model_are_told_and_not_used(cached, monkeypatch):
    monkeypatch.setattr(worlds, "_model", lambda _: "0" * 16)
    spec = with_beliefs(bare())
    assert spec.beliefs == ""
    assert not noticed(spec)
    assert any("are those of another model and are not used" in note for note in spec.notes)


def with_table(text, change):
    """Return a file of the cache whose table was changed, with the checksum that it then has."""
    head, table = text.split("\n", 1)
    changed = change(table)
    return f"{head[: -len(worlds._checksum(''))]}{worlds._checksum(changed)}\n{changed}"


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (lambda text: text[:-20], "damaged"),
        (lambda _: "", "damaged"),
        (lambda text: text.replace("0.0", "0.1", 1), "damaged"),
        (lambda text: text + "é", "no table of beliefs"),
        (lambda text: re.sub(r"world \w+", "world " + "0" * 16, text), "about another world"),
        (lambda text: with_table(text, lambda t: t.replace("weight", "wait")), "line 1: the col"),
        (lambda text: with_table(text, lambda t: t.rsplit(",", 3)[0]), "is shorter"),
        (lambda text: with_table(text, lambda t: t.replace("1,0,1,", "1,0,0,")), "scale is 0"),
        (lambda text: with_table(text, lambda t: t.replace("1,0,1,", "1,0,nan,")), "finite"),
        (lambda text: with_table(text, lambda t: t.replace("1,0,1,", '1,0,"1,')), "line"),
    ],
)
def test_a_file_that_is_not_what_was_written_is_refused_by_name(cached, spoil, said):
    cached.write_text(spoil(cached.read_text(encoding="ascii")), encoding="utf-8")
    with pytest.raises(NotRead, match=said) as refused:
        with_beliefs(bare())
    assert str(cached) in str(refused.value)
    assert "multipolar refresh --beliefs" in str(refused.value)


def test_a_fit_that_fails_leaves_what_was_there(cached, monkeypatch):
    before = cached.read_bytes()
    monkeypatch.setattr(worlds, "fit", lambda *_, **__: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        keep_beliefs(bare())
    assert {file.name: file.read_bytes() for file in cached.parent.iterdir()} == {
        cached.name: before
    }


def test_results_carry_the_beliefs_they_were_made_with(cached, tmp_path):
    folder = tmp_path / "results"
    spec = with_beliefs(bare())
    simulate(spec, runs=3, out=folder, parameters="prior")
    cached.unlink()
    assert open_results(folder).specs[0].beliefs == spec.beliefs
    manifest = open_results(folder).manifest
    assert _spec_trouble(spec, manifest) == ""
    assert "line 1: the columns" in _spec_trouble(replace(spec, beliefs="choice,role"), manifest)


def test_the_commands_fit_use_and_refuse(tmp_path, monkeypatch):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    off = "".join(f"{key.partition('.')[2]} = false\n" for key in BARE)
    (tmp_path / "bare.toml").write_text(
        f'extends = "baseline"\ntitle = "Bare"\nmonths = 12\n[switches]\n{off}', encoding="utf-8"
    )
    monkeypatch.setattr(renewal, "STARTS", 2)
    words = ["run", "bare.toml", "--runs", "3", "--no-picture"]

    def said(*words):
        done = CliRunner().invoke(main, words)
        return done.exit_code, done.output

    assert "have not noticed" in said(*words)[1]
    code, output = said("refresh", "bare.toml", "--beliefs", "--jobs", "1")
    assert code == 0
    assert "Kept: " in output
    code, output = said(*words)
    assert code == 0
    assert "expect what follows in this world" in output
    assert "have not noticed" not in output
    next((tmp_path / "multipolar").glob("beliefs-*")).write_text("spoilt", encoding="ascii")
    code, output = said(*words)
    assert code == 2
    assert "damaged" in output
    assert "on which the shipped beliefs are fitted" in said("refresh", "baseline", "--beliefs")[1]
    assert "only with --beliefs" in said("refresh", "bare.toml")[1]
