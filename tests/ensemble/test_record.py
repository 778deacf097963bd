"""What is recorded month by month is what was asked for; the table of runs is always whole."""

import hashlib
import json
from concurrent.futures import ThreadPoolExecutor
from shutil import copytree

import numpy as np
import pandas as pd
import pytest

from multipolar.ensemble import open_results, resume, simulate
from multipolar.ensemble.export import export
from multipolar.ensemble.files import StoreError
from multipolar.ensemble.manifest import MANIFEST
from multipolar.ensemble.summary import rarities, summarise
from multipolar.figures import FIGURES

ASKED = ("gains", "escalation")


@pytest.fixture(scope="module")
def few(short, tmp_path_factory):
    out = tmp_path_factory.mktemp("record") / "few"
    return simulate(short, runs=7, seed=5, record=ASKED, out=out)


@pytest.fixture(scope="module")
def none(short):
    return simulate(short, runs=7, seed=5, record=())


def same_outcomes(one, other):
    return one.data["outcomes"].equals(other.data["outcomes"])


def test_what_was_asked_for_is_kept_and_nothing_else(few, none, small):
    assert set(few.data.data_vars) == {*ASKED, "parameters", "outcomes"}
    assert set(none.data.data_vars) == {"parameters", "outcomes"}
    for name in ASKED:
        assert np.array_equal(few.data[name].values, small.data[name].values)
    assert same_outcomes(few, small)
    assert same_outcomes(none, small)
    assert none.to_frame().equals(small.to_frame())


def test_a_store_with_less_is_smaller(short, few, tmp_path):
    whole = simulate(short, runs=7, seed=5, out=tmp_path / "all")
    sizes = [
        sum(path.stat().st_size for path in results.folder.rglob("*") if path.is_file())
        for results in (few, whole)
    ]
    assert sizes[0] < sizes[1] / 4


def test_measures_are_told_month_by_month_where_they_can_be(few, small):
    mine, whole = (r.measure("escalation_korea").values for r in (few, small))
    assert np.array_equal(mine, whole)
    with pytest.raises(StoreError, match=r"aid is not recorded .*: escalation, gains"):
        few.measure("aid_united_states")
    with pytest.raises(KeyError, match="no recorded attribute 'aid'"):
        few.select("aid")


def test_the_last_month_is_told_without_any(none, small):
    last = small.months[-1:]
    for name in ("aid_united_states", "cost_RUS"):
        mine, whole = (r.measure(name, months=last).values for r in (none, small))
        assert np.array_equal(mine, whole)
    rows = list(summarise(none))
    assert {row.month for row in rows} == set(last)
    assert rows == [row for row in summarise(small) if row.month == last[0]]
    assert list(rarities(none, "short")) == list(rarities(small, "short"))


def test_workers_send_back_or_write_no_more_than_was_asked_for(short, few, tmp_path):
    with ThreadPoolExecutor(2) as pool:
        there = simulate(short, runs=7, seed=5, record=ASKED, block=2, executor=pool)
        written = simulate(
            short, runs=7, seed=5, record=ASKED, block=2, executor=pool, out=tmp_path / "w"
        )
    for results in (there, written):
        assert set(results.data.data_vars) == set(few.data.data_vars)
        assert same_outcomes(results, few)


def test_a_batch_goes_on_as_it_began(short, few, tmp_path):
    folder = copytree(few.folder, tmp_path / "few")
    more = resume(folder, extend=2)
    assert set(more.data.data_vars) == {*ASKED, "parameters", "outcomes"}
    assert more.runs == 9
    with pytest.raises(StoreError, match="other recorded"):
        simulate(short, runs=9, seed=5, out=folder)


def test_what_cannot_be_recorded_is_refused_before_anything_is_done(short, tmp_path):
    with pytest.raises(KeyError, match=r"no recorded attribute 'gain'\. Did you mean 'gains'"):
        simulate(short, runs=2, record=["gain"], out=tmp_path / "r")
    assert not (tmp_path / "r").exists()


def test_exports_write_what_there_is(none, tmp_path):
    export(none, "csv", tmp_path / "csv")
    assert {path.name for path in (tmp_path / "csv").iterdir()} == {"columns.csv", "runs.csv"}
    assert len(pd.read_csv(tmp_path / "csv" / "runs.csv")) == 7
    with pytest.raises(StoreError, match="not recorded"):
        export(none, "csv", tmp_path / "more", measures=["escalation_korea"])
    assert {path.name for path in tmp_path.iterdir()} == {"csv"}


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_of_what_is_not_recorded_says_so(none, name):
    with pytest.raises(StoreError, match=r"is not recorded month by month; what is: nothing"):
        FIGURES[name](none)


def older_digest(said):
    """Return the digest that formats 3 and 4 kept: of scenarios, seed and parameters alone."""
    digests = [case["digest"] for case in said["cases"]]
    explain_os_errors = [digests, said["seed"], said["parameters"], said["vectors"]]
    return hashlib.sha256(json.dumps(explain_os_errors).encode()).hexdigest()


def test_a_store_from_before_the_choice_is_read_as_one_with_everything(short, tmp_path):
    simulate(short, runs=2, seed=5, out=tmp_path / "r")
    manifest = tmp_path / "r" / MANIFEST
    said = json.loads(manifest.read_text())
    del said["recorded"], said["about"], said["seals"]
    said["digest"] = older_digest(said)
    manifest.write_text(json.dumps({**said, "format_version": 3}))
    assert open_results(tmp_path / "r").monthly
