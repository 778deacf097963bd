"""Attribution: who an outcome owes to, whatever the number of processes."""

import json
import shutil
from dataclasses import replace

import numpy as np
import pytest
from click.testing import CliRunner

from multipolar import load_scenario
from multipolar.arguments import ArgumentError
from multipolar.cli import main
from multipolar.cli.studied import BLOCKS
from multipolar.definition import SHIPPED
from multipolar.ensemble.executors import processes
from multipolar.figures.attribution import attribution
from multipolar.study.absences import of_claims
from multipolar.study.attribution import PLACEBO, attribute
from multipolar.study.shares import attribution_table, sentences
from multipolar.study.windows import Window, take_windows

MONTH = "2022-03"
ASKED = {"month": MONTH, "only": ["attention", "status"], "runs": 16, "within": 0.0}
MEASURE = "attention_ukraine_united_states"


@pytest.fixture(scope="module")
def blocks(tmp_path_factory):
    return tmp_path_factory.mktemp("blocks")


@pytest.fixture(scope="module")
def found(blocks):
    return attribute(MEASURE, **ASKED, folder=str(blocks))


def test_shares_add_up_to_the_difference_of_the_two_worlds_and_the_placebo_has_none(found):
    base = replace(load_scenario("baseline"), months=3, expectations=())
    off = {**base.switches, "attention": False, "status": False}
    window = (Window(MEASURE, 2, 3),)
    jobs = [(base, window), (replace(base, switches=off), window)]
    full, without = take_windows(jobs, runs=16, seed=1)
    assert abs(found.whole - (full - without).mean()) < 1e-9
    assert abs(sum(row.share for row in found.owed) - found.whole) < 1e-9
    assert found.whole != 0.0
    shares = {row.player.name: row for row in found.owed}
    assert shares[PLACEBO].share == 0.0
    assert tuple(shares[PLACEBO].interval) == (0.0, 0.0)
    assert found.runs == 16
    table = attribution_table(found)
    assert list(table["share"].abs()) == sorted(table["share"].abs(), reverse=True)
    said = " ".join(sentences(found))
    assert f"{found.whole:+.3g}" in said
    assert ("says little" in said) == (abs(found.standardised) < 0.5)


def test_an_attribution_goes_on_after_an_interruption_and_is_the_same_in_processes(
    found, blocks, tmp_path
):
    """Two blocks are done here, and two processes do the rest."""

    class Killed(Exception):
        pass

    left = [2]

    def stop(runs):
        left[0] -= 1
        if not left[0]:
            raise Killed

    with pytest.raises(Killed):
        attribute(MEASURE, **ASKED, folder=tmp_path, progress=stop)
    assert len(list(tmp_path.iterdir())) == 2
    kept = {file: file.stat().st_mtime_ns for file in tmp_path.iterdir()}
    with processes(2) as pool:
        assert attribute(MEASURE, **ASKED, folder=tmp_path, executor=pool) == found
    assert all(file.stat().st_mtime_ns == then for file, then in kept.items())
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in blocks.iterdir()}


def test_runs_in_one_block_share_as_runs_in_several(found, monkeypatch):
    monkeypatch.setattr("multipolar.study.attribution.block_for", lambda _: 2)
    assert attribute(MEASURE, **ASKED) == found


def test_claims_with_one_knock_out_are_one_player_and_what_a_scenario_lacks_is_left_out():
    spec = load_scenario("baseline")
    players, left_out, world = of_claims(spec, "baseline", ["C3", "C4", "C18"], SHIPPED)
    assert "C3 C4" in players
    assert not left_out
    without = world(frozenset(players))
    assert without.parameters["status.visit_gain"].mode == 0.0
    assert world(frozenset()).digest == spec.digest
    bare = load_scenario("d01_visit_that_never_was")
    players, left_out, _ = of_claims(bare, bare.name, ["C1", "C3"], SHIPPED)
    assert list(players) == ["C3"]
    assert left_out == (f"C1: {bare.name} has none of it to {bare.end}",)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ({"measure": "escalation_kora"}, "Did you mean 'escalation_korea'"),
        ({"month": "2022-33"}, "no month of baseline"),
        ({"over": "switch"}, "Did you mean 'switches'"),
        ({"only": "bartr"}, "Did you mean 'barter'"),
        ({"only": ["C99"], "over": "claims"}, "no claim 'C99'"),
        ({"runs": 4}, "16 or larger"),
        ({"within": 2.0}, "a number from 0 to 1"),
        ({"scenario": load_scenario("baseline"), "over": "claims"}, "a name or a file"),
    ],
)
def test_what_cannot_be_meant_is_refused_in_words(given, said):
    with pytest.raises(ArgumentError, match=said):
        attribute(**{"measure": MEASURE} | given)


def test_the_command_keeps_table_picture_and_json_and_prints_the_same_shares(
    found, blocks, tmp_path
):
    shutil.copytree(blocks, tmp_path / "a" / BLOCKS)
    words = ["attribute", MEASURE, "--month", MONTH, "--only", "attention,status"]
    words += ["--runs", "16", "--within", "0", "--out", str(tmp_path / "a"), "--json"]
    done = CliRunner().invoke(main, words, catch_exceptions=False)
    told = json.loads(done.stdout)
    assert told == json.loads(json.dumps(found.to_dict()))
    assert told == json.loads((tmp_path / "a" / "attribution.json").read_text())
    assert (tmp_path / "a" / "attribution.png").stat().st_size > 10_000
    assert len((tmp_path / "a" / "attribution.csv").read_text().splitlines()) == 4


def test_the_picture_shows_each_share_with_its_interval(found):
    [axis] = attribution(found).axes
    names = [label.get_text() for label in axis.get_yticklabels()]
    assert names == [row.player.name for row in found.owed]
    written = [text.get_text() for text in axis.texts]
    assert written[0].startswith(f"{found.owed[0].share:+.3g} [")
    assert np.isfinite(axis.get_xlim()).all()
